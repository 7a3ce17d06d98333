"""The quality gate of cleaning: no figure on the development pages falls below its floor in tests/gates/text.json."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from transforms.clean import clean_rows

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "eval" / "text"
GOLD = SHARED / "dev" / "gold.jsonl.gz"
GATE = json.loads((ROOT / "tests" / "gates" / "text.json").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared/eval/text")


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    """Return the scorer's measures by set."""
    specification = importlib.util.spec_from_file_location("score_text", SHARED / "score_text.py")
    assert specification is not None
    assert specification.loader is not None
    scorer: Any = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(scorer)
    gold = scorer.read(str(GOLD))
    rows = {row["id"]: clean_rows(row, lzma.decompress((GOLD.parent / row["file"]).read_bytes())) for row in gold}
    measured, _ = scorer.evaluate(gold, rows, "set")
    return dict(measured["by"])


def test_the_gold_is_the_one_that_the_floors_were_measured_on() -> None:
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == GATE["gold_sha256"]


@pytest.mark.parametrize(
    ("part", "measure"), [(part, measure) for part, floors in GATE["floors"].items() for measure in floors]
)
def test_no_figure_falls_below_its_floor(part: str, measure: str, figures: dict[str, dict[str, float]]) -> None:
    assert figures[part][measure] >= GATE["floors"][part][measure]
