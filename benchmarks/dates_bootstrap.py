"""Dates on the dev gold: scores beside HeidelTime's, a paired bootstrap over documents, classes and speed.

Run `python -m benchmarks.dates_bootstrap [--shared ../shared] [--samples 2000] [--out PREDICTIONS.jsonl]`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from pathlib import Path

from benchmarks.timex_scores import (
    Row,
    Rows,
    anchor_paths,
    count,
    find_in,
    gold_paths,
    pairs_of,
    predict,
    read_documents,
    read_rows,
    score,
    scores,
)

MEASURES = ("strict", "relaxed", "value", "day")
SEED = 20160110
# Classes of expressions, told by the gold's words and type; the first that fits.
CLASSES: tuple[tuple[str, str], ...] = (
    ("set", r"^SET "),
    ("duration", r"^DURATION "),
    ("quarter", r"quarter|year[- ](?:ago|earlier)|period"),
    ("weekday", r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"),
    ("explicit", r"\d{4}|(?:jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec)[a-z.]* \d|^DATE '?\d\ds?$"),
    ("month without year", r"january|february|march|april|may\b|june|july|august|september|october|november|december"),
    ("now/recent", r"\b(?:now|current|recent|soon|already|previously|past$|future|these days|moment)"),
    ("relative", r""),
)


def paired_bootstrap(gold: Rows, ours: Rows, theirs: Rows, samples: int) -> dict[str, tuple[float, float, float]]:
    """Return our F1 minus theirs with the bounds of its 95 % interval, documents drawn with replacement."""
    ids = sorted(gold.keys() | ours.keys() | theirs.keys())
    mine = {doc_id: count(gold.get(doc_id, []), ours.get(doc_id, [])) for doc_id in ids}
    other = {doc_id: count(gold.get(doc_id, []), theirs.get(doc_id, [])) for doc_id in ids}
    draw = random.Random(SEED)  # noqa: S311 - a bootstrap needs repeatable numbers, not secret ones
    differences: dict[str, list[float]] = {measure: [] for measure in MEASURES}
    for _ in range(samples):
        drawn = draw.choices(ids, k=len(ids))
        first, second = _total(mine, drawn), _total(other, drawn)
        for measure in MEASURES:
            differences[measure].append(first[measure] - second[measure])
    point_first, point_second = _total(mine, ids), _total(other, ids)
    return {
        measure: (point_first[measure] - point_second[measure], *_bounds(differences[measure])) for measure in MEASURES
    }


def _total(counts: dict[str, Counter[str]], ids: list[str]) -> dict[str, float]:
    """Return the F1 over the drawn documents."""
    total: Counter[str] = Counter()
    for doc_id in ids:
        total.update(counts[doc_id])
    return scores(total)


def _bounds(values: list[float]) -> tuple[float, float]:
    """Return the bounds between which 95 % of the values lie."""
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered)) - 1]


def class_of(row: Row, surface: str) -> str:
    """Return the class of a gold expression."""
    described = f"{row['type']} {surface.lower()}"
    return next(name for name, pattern in CLASSES if re.search(pattern, described))


def by_class(gold: Rows, found: Rows, texts: dict[str, str]) -> dict[str, Counter[str]]:
    """Return for each class how many gold expressions there are, were found, and have the right value."""
    table: dict[str, Counter[str]] = {name: Counter() for name, _ in CLASSES}
    for doc_id, rows in gold.items():
        answers = {id(wanted): answer for wanted, answer in pairs_of(rows, found.get(doc_id, []))}
        for row in rows:
            counts = table[class_of(row, texts[doc_id][row["start"] : row["end"]])]
            answer = answers.get(id(row))
            counts["gold"] += 1
            counts["found"] += answer is not None
            counts["value"] += answer is not None and answer["value"] == row["value"]
    return table


def speed(documents: list[Row]) -> float:
    """Return characters per second on one core."""
    find_in(documents[0])
    characters = sum(len(document["text"]) for document in documents)
    started = time.process_time()
    for document in documents:
        find_in(document)
    return characters / (time.process_time() - started)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--samples", type=int, default=2000)
    parser.add_argument("--out", type=Path, help="write the answers as the rows that score_timex.py reads")
    arguments = parser.parse_args()
    documents = read_documents(arguments.shared)
    gold, theirs = read_rows(gold_paths(arguments.shared)), read_rows(anchor_paths(arguments.shared))
    ours = predict(documents)
    if arguments.out:
        _write(arguments.out, documents, ours)
    print("measure   ours   HeidelTime   difference [95 %]")
    mine, other = score(gold, ours), score(gold, theirs)
    for measure, (difference, low, high) in paired_bootstrap(gold, ours, theirs, arguments.samples).items():
        print(f"{measure:8} {mine[measure]:6.2f} {other[measure]:10.2f}   {difference:+6.2f} [{low:+.2f}, {high:+.2f}]")
    texts = {document["doc_id"]: document["text"] for document in documents}
    _print_classes(by_class(gold, ours, texts), by_class(gold, theirs, texts))
    print(f"\nspeed {speed(documents):,.0f} characters/s on one core")


def _print_classes(ours: dict[str, Counter[str]], theirs: dict[str, Counter[str]]) -> None:
    """Print recall and right values by class, ours and HeidelTime's."""
    print("\nclass                 gold   found  value   HeidelTime found  value")
    for name, mine in sorted(ours.items()):
        other, total = theirs[name], max(1, mine["gold"])
        print(
            f"{name:20} {mine['gold']:5} {100 * mine['found'] / total:7.1f} {100 * mine['value'] / total:6.1f}"
            f" {100 * other['found'] / total:18.1f} {100 * other['value'] / total:6.1f}"
        )


def _write(path: Path, documents: list[Row], found: Rows) -> None:
    """Write the answers as JSONL."""
    with path.open("w", encoding="utf-8") as lines:
        for document in documents:
            for row in found[document["doc_id"]]:
                lines.write(json.dumps({"doc_id": document["doc_id"], "dct": document["dct"], **row}) + "\n")


if __name__ == "__main__":
    main()
