"""The gate on quotes: the dev gold in ../shared, with floors that are not lowered to pass."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.quotes import annotate, load_scorer
from transforms.language.load import LanguageSettings, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.language import Language

SETS = ("polnear_dev", "gum_news_dev", "seed")
Figures = dict[str, Any]


@pytest.fixture(scope="module")
def gate(project: Path) -> dict[str, Any]:
    """Return the floors and the hashes of the gold that they were set on."""
    floors: dict[str, Any] = json.loads((project / "tests" / "gates" / "quotes.json").read_text("utf-8"))
    return floors


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return the pipeline that ships with the project."""
    return load(LanguageSettings())


@pytest.fixture(scope="module")
def measured(shared: Path, nlp: Language) -> Callable[[str], Figures]:
    """Return a function that gives the scorer's figures on one gold set, measured once."""
    folder = shared / "eval" / "quotes"
    scorer, known = load_scorer(folder / "score_quotes.py"), dict[str, Figures]()

    def measure(name: str) -> Figures:
        if name not in known:
            lines = (folder / "gold" / "dev" / f"{name}.jsonl").read_text("utf-8").splitlines()
            rows = [json.loads(line) for line in lines]
            predicted = {row["doc_id"]: {"quotes": quotes} for row, quotes, _ in annotate(rows, nlp.pipe)}
            known[name], _ = scorer.score({row["doc_id"]: row for row in rows}, predicted, "speech")
        return known[name]

    return measure


@pytest.mark.parametrize("name", SETS)
def test_the_gold_is_the_one_the_floors_were_set_on(name: str, shared: Path, gate: dict[str, Any]) -> None:
    gold = shared / "eval" / "quotes" / "gold" / "dev" / f"{name}.jsonl"
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == gate[name]["sha256"]


@pytest.mark.parametrize("name", SETS)
def test_quotes_and_speakers_stay_above_their_floors(
    name: str, measured: Callable[[str], Figures], gate: dict[str, Any]
) -> None:
    figures, floors = measured(name), gate[name]["floors"]
    reached = {
        "precision": figures["iou50"]["P"],
        "f1": figures["iou50"]["F1"],
        "joint": figures["joint"]["F1"],
        "speaker": figures["speaker_acc"],
        "entity": figures["entity_acc"],
        "entity_anaphoric": figures["entity_acc_anaphoric"],
        **{kind: row["R_iou50"] for kind, row in figures["by_type"].items()},
    }
    assert not {key: (reached[key], floor) for key, floor in floors.items() if reached[key] < floor}


def test_the_denial_and_the_claim_told_by_an_opponent_are_right(shared: Path, nlp: Language) -> None:
    """In the seed article a palace blames officials for rejecting a claim, and quotes an adviser's to rebut it."""
    row = json.loads((shared / "eval" / "quotes" / "gold" / "dev" / "seed.jsonl").read_text("utf-8"))
    ((_, quotes, _),) = annotate([row], nlp.pipe)
    for name in ("s9", "s13"):
        (gold,) = [quote for quote in row["quotes"] if quote["id"] == name]
        (ours,) = [quote for quote in quotes if quote["cue_text"] == gold["cue_text"]]
        assert ours["spans"] == gold["spans"]
        assert gold["speaker_text"] in ours["speaker_text"]
        assert ours["nested"]
