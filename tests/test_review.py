"""A person's decision about a claim is logged with a name, can be taken back, and survives re-extraction."""

from __future__ import annotations

import getpass
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.decisions.claims import rulings
from flows.errors import UsageError
from flows.second_opinion.asking import seek_opinions
from flows.second_opinion.settings import JudgeKind
from flows.settings import load_settings
from tests.conftest import invoke
from tests.invented_newsroom import invented
from tests.newsroom_read import asking, rows
from tests.test_compare import compared
from tests.tiny_nli import write_nli
from transforms.render.cards import cards
from warehouse.store import query, writing

WAREHOUSE = Path(__file__).parents[1] / "warehouse"
ONE = """select claim_id, stance, judged, judged_stance, judged_by
from v_evidence where sentence like '%Helen Marsh%' and proposition = 'P1'"""


def _one(config: Path) -> tuple[Any, ...]:
    (row,) = rows(config, ONE)
    return row


def _listed(config: Path) -> list[dict[str, Any]]:
    lines = invoke("review", "--json", "--below", "1.1", "--config", config).splitlines()
    return [json.loads(line) for line in lines]


def _reread(config: Path) -> None:
    """Extract again: a name nobody mentions changes the steps' version."""
    path = config / "entities.toml"
    path.write_text(path.read_text("utf-8") + "\n[[entity]]\nname = 'Zorawar Kesh'\ntype = 'PERSON'\n", "utf-8")
    assert "1 texts read" in invoke("extract", "--config", config)


def test_disagreements_and_unsure_claims_are_listed_with_both_judgements(newsroom_read: Path) -> None:
    write_nli(newsroom_read.parent / "models" / "tiny")
    assert invoke("review", "--config", newsroom_read) == "no claims to decide about\n"
    seek_opinions(asking(newsroom_read, judge=JudgeKind.NLI, model="models/tiny"))
    shown = invoke("review", "--config", newsroom_read)
    assert "Helen Marsh" in shown
    assert "rules: asserts, holder Helen Marsh" in shown
    assert "cue 'told'" in shown
    assert "second opinion: deny (tiny@" in shown
    listed = _listed(newsroom_read)
    assert [row["opinion"] for row in listed[:2]] == ["deny", "deny"]
    assert {row["opinion"] for row in listed[2:]} == {None}
    assert [row["confidence"] for row in listed[2:]] == sorted(row["confidence"] for row in listed[2:])


@pytest.mark.parametrize(
    ("words", "judged"),
    [
        (("accept",), ("accepted", "asserts")),
        (("reject",), ("rejected", None)),
        (("restate", "--stance", "doubts"), ("restated", "doubts")),
    ],
)
def test_a_decision_survives_reextraction_and_can_be_taken_back(
    newsroom_read: Path,
    words: tuple[str, ...],
    judged: tuple[str, str | None],
) -> None:
    claim, *_ = _one(newsroom_read)
    invoke("review", *words, str(claim), "--by", "ann", "--config", newsroom_read)
    assert _one(newsroom_read)[1:] == ("asserts", *judged, "ann")
    _reread(newsroom_read)
    assert _one(newsroom_read)[1:] == ("asserts", *judged, "ann")
    assert claim not in {row["claim_id"] for row in _listed(newsroom_read)}
    invoke("review", "undo", str(claim), "--config", newsroom_read)
    assert _one(newsroom_read)[1:] == ("asserts", None, None, None)


def test_a_rejected_claim_leaves_the_views_that_count(newsroom_read: Path) -> None:
    claim, *_ = _one(newsroom_read)
    count = "select count(*) from v_claim_matrix where holder_name = 'Helen Marsh' and proposition = 'P1'"
    marks = "select list(stance) from v_timeline where holder = 'Helen Marsh' and proposition = 'P1'"
    assert (rows(newsroom_read, count), rows(newsroom_read, marks)) == ([(1,)], [(["asserts"],)])
    invoke("review", "restate", str(claim), "--stance", "denies", "--config", newsroom_read)
    assert rows(newsroom_read, marks) == [(["denies"],)]
    invoke("review", "reject", str(claim), "--config", newsroom_read)
    assert (rows(newsroom_read, count), rows(newsroom_read, marks)) == ([(0,)], [(None,)])


def test_a_decided_stance_holds_when_the_rules_change_their_mind_and_a_rejection_does_not(
    newsroom_read: Path,
) -> None:
    claim, *_ = _one(newsroom_read)
    invoke("review", "restate", str(claim), "--stance", "denies", "--by", "ann", "--config", newsroom_read)
    with writing(load_settings(newsroom_read).warehouse) as connection:
        connection.execute("update claim set stance = 'doubts' where claim_id = $id", {"id": claim})
    assert _one(newsroom_read)[1:] == ("doubts", "restated", "denies", "ann")
    invoke("review", "undo", str(claim), "--config", newsroom_read)
    invoke("review", "reject", str(claim), "--config", newsroom_read)
    with writing(load_settings(newsroom_read).warehouse) as connection:
        connection.execute("update claim set stance = 'tolerates' where claim_id = $id", {"id": claim})
    assert _one(newsroom_read)[2] is None


def test_the_log_keeps_every_decision_with_who_made_it(newsroom_read: Path) -> None:
    claim = str(_one(newsroom_read)[0])
    invoke("review", "reject", claim, "--reason", "misread", "--by", "ann", "--config", newsroom_read)
    invoke("review", "accept", claim, "--config", newsroom_read)
    lines = invoke("review", "log", "--config", newsroom_read).splitlines()
    assert ["replaced" in lines[0], "by ann" in lines[0], "(misread)" in lines[0]] == [True, True, True]
    assert ["in force" in lines[1], f"by {getpass.getuser()}" in lines[1]] == [True, True]
    assert [str(item.verdict) for item in rulings(load_settings(newsroom_read))] == ["reject", "accept"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("accept", "1"), "no claim has the id 1"),
        (("restate", "ID", "--stance", "asserts"), "the rules say asserts already"),
        (("undo", "ID"), "nothing was decided"),
    ],
)
def test_a_decision_that_cannot_be_made_is_one_line_and_logs_nothing(
    newsroom_read: Path,
    words: tuple[str, ...],
    complaint: str,
) -> None:
    claim = str(_one(newsroom_read)[0])
    with pytest.raises(UsageError, match=complaint):
        invoke("review", *(claim if word == "ID" else word for word in words), "--config", newsroom_read)
    assert rulings(load_settings(newsroom_read)) == ()


def test_the_report_marks_what_was_decided(newsroom_read: Path) -> None:
    claim, *_ = _one(newsroom_read)
    invoke("review", "reject", str(claim), "--by", "ann", "--config", newsroom_read)
    invoke("snapshot", "--config", newsroom_read)
    invoke("report", "--config", newsroom_read)
    folder = newsroom_read.parent / "data" / "reports" / "latest"
    assert "rejected by ann, not counted" in (folder / "report.html").read_text("utf-8")
    assert "rejected by ann, not counted" in (folder / "report.md").read_text("utf-8")
    assert "Helen Marsh" not in (folder / "matrix.csv").read_text("utf-8")
    assert ",rejected,," in (folder / "evidence.csv").read_text("utf-8")


def test_comparisons_count_a_restated_claim_as_the_person_says_and_no_rejected_one() -> None:
    room = invented()
    before = compared(room)
    first, second = before.uttered.filter(stance="asserts")["claim_id"].to_list()[:2]
    judged = pl.col("claim_id").replace_strict({first: "restated", second: "rejected"}, default=None)
    decided = room.evidence.with_columns(
        judged=judged,
        judged_stance=pl.when(pl.col("claim_id") == first).then(pl.lit("denies")),
        judged_by=pl.when(judged.is_not_null()).then(pl.lit("ann")),
    )
    after = compared(replace(room, evidence=decided))
    assert after.uttered.filter(claim_id=first)["stance"].to_list() == ["denies"]
    assert after.uttered.filter(claim_id=first)["polarity"].to_list() == [-1]
    assert second not in after.uttered["claim_id"].to_list()
    assert after.uttered.height == before.uttered.height - 1
    shown = cards(decided, (), ())
    assert (shown[first].stance, shown[first].judged) == ("denies", "restated by ann; the rules read it as “asserts”")
    assert shown[second].is_rejected


def test_decisions_about_names_that_were_made_before_have_nobodys_name(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(query("ledger"))
        for file in sorted((WAREHOUSE / "migrations").glob("000[123]_*.sql")):
            connection.execute(file.read_text("utf-8"))
            connection.execute(query("ledger_add"), {"name": file.stem})
        connection.execute("insert into judgement values (1, 'merge', 'A', 'B', 'PERSON', null, now())")
    with writing(path) as connection:
        assert connection.sql("select variant, made_by, stands from v_judgement").fetchall() == [("A", None, True)]
