"""Scores of temporal expressions against a gold standard, in the way of TempEval-3, and the gold sets in ../shared.

A row is `{doc_id, start, end, type, value, ...}`, offsets into the document's text. Matching is one to one within a
document, equal spans first, then the pairs that share most characters. All figures are micro F1 in percent:
strict (same span), relaxed (a shared character), value (relaxed and the same TIMEX3 value), day (relaxed and the same
calendar days, among those rows that have days).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from transforms.extract.dates import find_dates
from transforms.extract.timex.values import interval_of
from transforms.records import DateMention, Document, Quote

if TYPE_CHECKING:
    from pathlib import Path

Row = Mapping[str, Any]
Rows = dict[str, list[Row]]

DEV_SETS = ("timebank", "aquaint", "meantime")


def read_rows(paths: Iterable[Path]) -> Rows:
    """Return the rows of JSONL files by document, one reading for each span."""
    by_span: defaultdict[str, dict[tuple[int, int], Row]] = defaultdict(dict)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            by_span[row["doc_id"]][row["start"], row["end"]] = row
    return {
        doc_id: sorted(rows.values(), key=lambda row: (row["start"], row["end"])) for doc_id, rows in by_span.items()
    }


def gold_paths(shared: Path) -> list[Path]:
    """Return the files of the dev gold."""
    return [shared / "eval" / "dates" / "gold" / "dev" / f"{name}.jsonl" for name in DEV_SETS]


def anchor_paths(shared: Path) -> list[Path]:
    """Return the files with HeidelTime's answers on the same documents."""
    return [shared / "eval" / "dates" / "pred" / "heideltime" / "dev" / f"{name}.jsonl" for name in DEV_SETS]


def read_documents(shared: Path) -> list[Row]:
    """Return the dev documents: `{doc_id, text, dct}`."""
    folder = shared / "eval" / "dates" / "text" / "dev"
    paths = [folder / f"{name}.docs.jsonl" for name in DEV_SETS]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def hash_of(paths: Iterable[Path]) -> str:
    """Return one sha256 over the files, in their order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def find_in(document: Row, quotes: Sequence[Quote] = ()) -> tuple[DateMention, ...]:
    """Return what the step finds in a document row."""
    dct = date.fromisoformat(document["dct"][:10]) if document["dct"] else None
    return find_dates(Document(version_id=0, text=document["text"], dct=dct), quotes)


def as_row(mention: DateMention) -> Row:
    """Return a mention as a row that can be scored."""
    return {"start": mention.start, "end": mention.end, "type": mention.type.value, "value": mention.value}


def predict(documents: Iterable[Row]) -> Rows:
    """Return the step's answers by document."""
    return {document["doc_id"]: [as_row(mention) for mention in find_in(document)] for document in documents}


def pairs_of(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the matched pairs of one document."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, answer in enumerate(found):
            overlap = min(wanted["end"], answer["end"]) - max(wanted["start"], answer["start"])
            if overlap > 0:
                is_equal = (wanted["start"], wanted["end"]) == (answer["start"], answer["end"])
                candidates.append((not is_equal, -overlap, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def count(gold: Sequence[Row], found: Sequence[Row]) -> Counter[str]:
    """Return the counts of one document, to be added up over documents."""
    counts: Counter[str] = Counter(gold=len(gold), found=len(found))
    counts["gold days"] = sum(interval_of(row["value"]) is not None for row in gold)
    counts["found days"] = sum(interval_of(row["value"]) is not None for row in found)
    for wanted, answer in pairs_of(gold, found):
        counts["relaxed"] += 1
        counts["strict"] += (wanted["start"], wanted["end"]) == (answer["start"], answer["end"])
        counts["value"] += wanted["value"] == answer["value"]
        days = interval_of(wanted["value"])
        counts["day"] += days is not None and days == interval_of(answer["value"])
    return counts


def scores(counts: Mapping[str, int]) -> dict[str, float]:
    """Return F1 in percent by measure."""
    totals = {"strict": "", "relaxed": "", "value": "", "day": " days"}
    return {
        measure: _f1(counts.get(measure, 0), counts.get(f"gold{kind}", 0) + counts.get(f"found{kind}", 0))
        for measure, kind in totals.items()
    }


def _f1(hits: int, total: int) -> float:
    """Return F1 in percent, zero where there is nothing to find and nothing found."""
    return 200 * hits / total if total else 0.0


def score(gold: Rows, found: Rows) -> dict[str, float]:
    """Return the F1 of a whole set."""
    total: Counter[str] = Counter()
    for doc_id in gold.keys() | found.keys():
        total.update(count(gold.get(doc_id, []), found.get(doc_id, [])))
    return scores(total)
