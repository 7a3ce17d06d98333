"""The article that started the project, from file to warehouse: what must be there. Skips where ../shared is absent."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT, hearsay
from warehouse.export import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl


@pytest.fixture(scope="module")
def ask(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], pl.DataFrame]:
    """Return a function that answers SQL from a warehouse that holds the seed article alone."""
    config = Path(shutil.copytree(PROJECT / "config", tmp_path_factory.mktemp("seed") / "config"))
    text = next((shared / "seed").glob("*.txt"))
    assert (
        hearsay("ingest", str(text), "--source", "khaama", "--published", "2016-01-10", config=config).returncode == 0
    )
    assert hearsay("extract", config=config).returncode == 0
    latest = config.parent / "data" / "latest.duckdb"
    return lambda sql: answer(latest, sql)


def test_the_body_is_clean_and_whole(ask: Callable[[str], pl.DataFrame], shared: Path) -> None:
    text, captions = ask("select text, captions from article_version").row(0)
    raw = next((shared / "seed").glob("*.txt")).read_text("utf-8").replace("\u00a0", " ")
    body = raw.split("Leave a Reply")[0].strip().split("\n\n")
    kept = text.split("\n\n")
    assert len(kept) == len(body)
    assert kept[1].startswith("Amid growing optimism")
    assert [part.replace("-", " ") for part in captions] == ["Zalmay Khalilzad"]
    assert "Leave a Reply" not in text
    assert "bloggers like this" not in text
    assert [" ".join(part.split()) for part in body[2:]] == [" ".join(part.split()) for part in kept[2:]]


@pytest.mark.parametrize(
    ("name", "surfaces"),
    [
        ("Zalmay Khalilzad", {"Zalmay Khalilzad"}),
        ("James Dobbins", {"James Dobins"}),
        ("Sartaj Aziz", {"Sartaj Aziz"}),
        ("Mullah Mohammad Omar", {"Mullah Mohammad Omar", "Mullah Omar"}),
        ("Haqqani network", {"Haqqani network", "Haqqani Network"}),
        ("Afghan Taliban", {"Afghan Taliban"}),
        ("Pakistani military", {"Pakistani military", "Pakistani Military"}),
        ("Presidential Palace", {"Presidential Palace", "Palace"}),
    ],
)
def test_the_people_and_bodies_are_entities(ask: Callable[[str], pl.DataFrame], name: str, surfaces: set[str]) -> None:
    found = ask(
        f"select distinct surface from mention join entity using (entity_id) where name = '{name}'"  # noqa: S608
    )["surface"].to_list()
    assert {surface.removeprefix("the ").removeprefix("The ") for surface in found} >= surfaces


@pytest.mark.parametrize(
    ("quote", "speakers"),
    [
        ("s3", {"Zalmay Khalilzad"}),
        ("s4", {"Zalmay Khalilzad", "James Dobbins"}),
        ("s5", {"Zalmay Khalilzad", "James Dobbins"}),
        ("s7", {"Zalmay Khalilzad", "James Dobbins"}),
        ("s10", {"Presidential Palace"}),
        ("s12", {"Presidential Palace"}),
    ],
)
def test_the_quotations_have_their_speakers(
    ask: Callable[[str], pl.DataFrame], shared: Path, quote: str, speakers: set[str]
) -> None:
    gold = json.loads((shared / "eval/quotes/gold/dev/seed.jsonl").read_text("utf-8"))
    start = next(row["spans"][0][0] for row in gold["quotes"] if row["id"] == quote)
    words = gold["text"][start : start + 40].strip("“")
    quotes = ask("select words, speakers from v_quotes where parent_id is null")
    found = [set(names) for said, names in quotes.rows() if said.strip("“").startswith(words[:35])]
    assert any(names >= speakers for names in found), quotes.rows()


def test_the_six_dates_are_those_of_the_gold(ask: Callable[[str], pl.DataFrame], shared: Path) -> None:
    gold = [json.loads(line) for line in (shared / "eval/dates/gold/seed/seed.jsonl").read_text("utf-8").splitlines()]
    wanted = {(row["surface"], row["value"]) for row in gold if not row.get("optional")}
    optional = {(row["surface"], row["value"]) for row in gold if row.get("optional")}
    found = set(ask("select surface, value from date_mention").rows())
    assert wanted <= found
    assert found - wanted <= optional


def test_the_palace_asserts_havens(ask: Callable[[str], pl.DataFrame]) -> None:
    rows = ask("select holder_name from v_evidence where proposition = 'P1' and stance = 'asserts'")
    assert any("Palace" in name or "Afghanistan" in name for name in rows["holder_name"].to_list())


def test_the_ministers_claim_is_known_only_through_his_opponent(ask: Callable[[str], pl.DataFrame]) -> None:
    rows = ask("select via_holder from v_evidence where holder_name = 'Sartaj Aziz' and proposition = 'P3'")
    assert rows.height == 1
    assert rows["via_holder"][0]


def test_the_officials_denial_is_known_only_through_their_opponent(ask: Callable[[str], pl.DataFrame]) -> None:
    rows = ask("select holder, via_holder from v_evidence where proposition = 'P1' and stance = 'denies'")
    assert any("Pakistan" in (holder or "") or "officials" in (holder or "") for holder in rows["holder"].to_list())
    assert all(rows["via_holder"].is_not_null().to_list()), rows.rows()
