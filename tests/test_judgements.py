"""A person's decision about two names is logged, can be taken back, and holds for every later extraction."""

from __future__ import annotations

import getpass
import json
from typing import TYPE_CHECKING

import pytest

from flows.decisions.names import judged_vocabulary
from flows.errors import UsageError
from flows.settings import load_settings
from tests.conftest import invoke
from warehouse.export import answer

if TYPE_CHECKING:
    from pathlib import Path

ONE = "Nabil Rahmatzada, a trader, said on Monday that the road was open. Nabil Rahmatzada spoke in Kabul."
OTHER = "Nabeel Rahmatzada, a trader, denied on Friday that the road was closed. Kabul was not convinced."


@pytest.fixture
def two_spellings(newsroom: Path, tmp_path: Path) -> Path:
    """Return a configuration whose warehouse holds one man in two spellings."""
    path = newsroom / "hearsay.toml"
    path.write_text(path.read_text("utf-8").replace("enabled = true", "enabled = false"), "utf-8")
    for name, text in (("one", ONE), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(f"Notes from the valley\n\n{text}\n", "utf-8")
        invoke("ingest", str(tmp_path / f"{name}.txt"), "--config", newsroom)
    invoke("extract", "--config", newsroom)
    return newsroom


def _names(config: Path) -> set[str]:
    frame = answer(config.parent / "data" / "latest.duckdb", "select name from entity where name like '%Rahmatzada'")
    return set(frame["name"].to_list())


def _proposed(config: Path) -> set[frozenset[str]]:
    lines = invoke("entity", "review", "--json", "--config", config).splitlines()
    return {frozenset((row["variant"], row["name"])) for row in map(json.loads, lines)}


PAIR = frozenset({"Nabil Rahmatzada", "Nabeel Rahmatzada"})


def test_two_spellings_are_proposed_with_evidence_and_not_merged(two_spellings: Path) -> None:
    assert _names(two_spellings) == PAIR
    assert PAIR in _proposed(two_spellings)
    assert "denied on Friday" in invoke("entity", "review", "--config", two_spellings)
    assert _names(two_spellings) == PAIR


def test_an_accepted_merge_makes_them_one_and_survives_reextraction(two_spellings: Path) -> None:
    invoke("entity", "merge", "Nabeel Rahmatzada", "Nabil Rahmatzada", "--reason", "one man", "--config", two_spellings)
    invoke("extract", "--config", two_spellings)
    assert _names(two_spellings) == {"Nabil Rahmatzada"}
    assert PAIR not in _proposed(two_spellings)
    path = two_spellings / "entities.toml"
    path.write_text(path.read_text("utf-8") + "\n[[entity]]\nname = 'Zorawar Kesh'\ntype = 'PERSON'\n", "utf-8")
    invoke("extract", "--config", two_spellings)
    assert _names(two_spellings) == {"Nabil Rahmatzada"}


def test_a_split_takes_a_merge_back(two_spellings: Path) -> None:
    pair = ("Nabeel Rahmatzada", "Nabil Rahmatzada")
    invoke("entity", "merge", *pair, "--config", two_spellings)
    invoke("extract", "--config", two_spellings)
    invoke("entity", "split", *pair, "--config", two_spellings)
    invoke("extract", "--config", two_spellings)
    assert _names(two_spellings) == PAIR


def test_a_refused_merge_is_not_proposed_again(two_spellings: Path) -> None:
    invoke("entity", "refuse", "Nabeel Rahmatzada", "Nabil Rahmatzada", "--config", two_spellings)
    assert PAIR not in _proposed(two_spellings)
    invoke("extract", "--config", two_spellings)
    assert _names(two_spellings) == PAIR


def test_the_log_keeps_every_decision_and_marks_the_one_in_force(two_spellings: Path) -> None:
    pair = ("Nabeel Rahmatzada", "Nabil Rahmatzada")
    invoke("entity", "merge", *pair, "--reason", "same office", "--by", "ann", "--config", two_spellings)
    invoke("entity", "split", *pair, "--config", two_spellings)
    lines = invoke("entity", "log", "--config", two_spellings).splitlines()
    assert ["replaced" in lines[0], "same office" in lines[0], "in force" in lines[1]] == [True, True, True]
    assert ["by ann" in lines[0], f"by {getpass.getuser()}" in lines[1]] == [True, True]


def test_a_name_that_no_text_has_names_the_nearest(two_spellings: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'Nabil Rahmatzada'"):
        invoke("entity", "merge", "Nabeel Rahmatzada", "Nabil Rahmatzad", "--config", two_spellings)


def test_a_name_cannot_be_merged_with_itself(two_spellings: Path) -> None:
    with pytest.raises(UsageError, match="the same name"):
        invoke("entity", "merge", "Nabil Rahmatzada", "nabil rahmatzada", "--config", two_spellings)


def test_a_refusal_in_the_other_order_undoes_a_merge(two_spellings: Path) -> None:
    invoke("entity", "merge", "Nabeel Rahmatzada", "Nabil Rahmatzada", "--config", two_spellings)
    invoke("entity", "refuse", "Nabil Rahmatzada", "Nabeel Rahmatzada", "--config", two_spellings)
    invoke("extract", "--config", two_spellings)
    assert _names(two_spellings) == PAIR


def test_merges_that_follow_each_other_end_at_one_name(two_spellings: Path) -> None:
    invoke("entity", "merge", "Nabeel Rahmatzada", "Nabil Rahmatzada", "--config", two_spellings)
    invoke("entity", "merge", "Nabil Rahmatzada", "Kabul", "--config", two_spellings)
    known = {entity.name: entity.aliases for entity in judged_vocabulary(load_settings(two_spellings)).known.entity}
    assert {"Nabeel Rahmatzada", "Nabil Rahmatzada"} <= set(known["Kabul"])
    assert "Nabil Rahmatzada" not in known


SHARED_SURNAME = (
    "Wali Khalilov, a trader, said on Monday that the bridge was safe.\n\n"
    "Mr. Khalilov spoke to reporters in Kabul. “The road is open,” Khalilov said."
)
URL = "file:bridge.txt"


@pytest.fixture
def surname(newsroom: Path, tmp_path: Path) -> Path:
    """Return a configuration whose warehouse holds two articles in which a surname follows the full name."""
    path = newsroom / "hearsay.toml"
    path.write_text(path.read_text("utf-8").replace("enabled = true", "enabled = false"), "utf-8")
    for name in ("bridge", "again"):
        (tmp_path / f"{name}.txt").write_text(f"Notes from the river\n\n{SHARED_SURNAME}\n", "utf-8")
        invoke("ingest", str(tmp_path / f"{name}.txt"), "--config", newsroom)
    invoke("extract", "--config", newsroom)
    return newsroom


def _who_the_surname_means(config: Path) -> dict[str, str]:
    question = """
        select distinct article.url, entity.name
        from mention
        join article_version using (version_id)
        join article using (article_id)
        join entity on entity.entity_id = mention.entity_id
        where mention.surface = 'Khalilov'
    """
    frame = answer(config.parent / "data" / "latest.duckdb", question)
    return dict(zip(frame["url"].to_list(), frame["name"].to_list(), strict=True))


def test_a_short_form_can_be_told_apart_in_one_article_and_joined_again(surname: Path) -> None:
    assert _who_the_surname_means(surname) == {URL: "Wali Khalilov", "file:again.txt": "Wali Khalilov"}
    invoke("entity", "split", "Khalilov", "Wali Khalilov", "--url", URL, "--config", surname)
    invoke("extract", "--config", surname)
    assert _who_the_surname_means(surname) == {URL: "Khalilov", "file:again.txt": "Wali Khalilov"}
    assert f"in {URL}" in invoke("entity", "log", "--config", surname)
    invoke("entity", "merge", "Khalilov", "Wali Khalilov", "--url", URL, "--config", surname)
    invoke("extract", "--config", surname)
    assert _who_the_surname_means(surname) == {URL: "Wali Khalilov", "file:again.txt": "Wali Khalilov"}


def test_a_split_without_an_address_holds_in_every_article(surname: Path) -> None:
    invoke("entity", "split", "Khalilov", "Wali Khalilov", "--config", surname)
    invoke("extract", "--config", surname)
    assert set(_who_the_surname_means(surname).values()) == {"Khalilov"}


def test_a_split_in_an_article_that_is_not_stored_is_refused(surname: Path) -> None:
    with pytest.raises(UsageError, match="no article is stored at"):
        invoke("entity", "split", "Khalilov", "Wali Khalilov", "--url", "file:absent.txt", "--config", surname)
