"""The gate on dates: the dev gold in ../shared, with floors that are not lowered to pass."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.timex_scores import (
    anchor_paths,
    find_in,
    gold_paths,
    hash_of,
    predict,
    read_documents,
    read_rows,
    score,
)
from tests.test_dates import quoted
from transforms.extract.timex.values import interval_of
from transforms.records import Anchor, TimexType

if TYPE_CHECKING:
    from pathlib import Path

SEED = "000_31d9fe468ace5a60"


def test_the_gold_is_the_one_the_floors_were_set_on(project: Path, shared: Path) -> None:
    gate = json.loads((project / "tests" / "gates" / "dates.json").read_text(encoding="utf-8"))
    assert hash_of(gold_paths(shared)) == gate["gold_sha256"]


def test_the_dev_scores_stay_above_their_floors_and_above_heideltime(project: Path, shared: Path) -> None:
    gate = json.loads((project / "tests" / "gates" / "dates.json").read_text(encoding="utf-8"))
    gold = read_rows(gold_paths(shared))
    ours = score(gold, predict(read_documents(shared)))
    theirs = score(gold, read_rows(anchor_paths(shared)))
    below = {name: (ours[name], floor) for name, floor in gate["floors"].items() if ours[name] < floor}
    assert not below
    assert all(ours[name] > theirs[name] for name in ("strict", "relaxed", "value", "day"))


def test_nine_weekdays_in_ten_have_the_right_day(shared: Path) -> None:
    """Left out are the gold's slips, where a weekday's name has the value of another weekday."""
    gold = read_rows(gold_paths(shared))
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    right = total = 0
    for document in read_documents(shared):
        found = {(mention.start, mention.end): mention for mention in find_in(document)}
        for row in gold.get(document["doc_id"], []):
            surface = document["text"][row["start"] : row["end"]].lower()
            days = interval_of(row["value"])
            if surface not in names or days is None or days[0].weekday() != names.index(surface):
                continue
            mention = found.get((row["start"], row["end"]))
            total += 1
            right += mention is not None and mention.interval_start == days[0]
    assert total > 200
    assert right / total >= 0.9


def test_the_seed_article_has_its_six_dates_and_no_repetition(shared: Path) -> None:
    text = (shared / "seed" / f"{SEED}.txt").read_text(encoding="utf-8")
    lines = (shared / "eval" / "dates" / "gold" / "seed" / "seed.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [row for row in map(json.loads, lines) if not row.get("optional")]
    document = {"doc_id": SEED, "dct": "2016-01-10", "text": text}
    found = {(mention.start, mention.end): mention for mention in find_in(document, quoted(text))}
    assert len(gold) == 6
    for row in gold:
        mention = found[row["start"], row["end"]]
        assert (mention.type, mention.value, mention.mod) == (row["type"], row["value"], row.get("mod"))
        if "interval" in row:
            last = mention.interval_end.toordinal() - 1 if mention.interval_end else None
            first, final = row["interval"]
            assert mention.interval_start is not None
            assert mention.interval_start.isoformat() == first
            assert last == type(mention.interval_start).fromisoformat(final).toordinal()
    assert not [mention for mention in found.values() if mention.type is TimexType.SET]
    in_statement = [mention for mention in found.values() if mention.anchor is Anchor.QUOTE]
    assert {mention.surface for mention in in_statement} == {"recent", "the past one decade"}


@pytest.mark.parametrize("measure", ["value", "day"])
def test_the_lead_over_heideltime_is_no_accident(measure: str, shared: Path) -> None:
    from benchmarks.dates_bootstrap import paired_bootstrap  # noqa: PLC0415 - only needed where the gold is

    gold = read_rows(gold_paths(shared))
    ours, theirs = predict(read_documents(shared)), read_rows(anchor_paths(shared))
    _, low, _ = paired_bootstrap(gold, ours, theirs, samples=300)[measure]
    assert low > 0
