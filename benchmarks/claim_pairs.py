"""Score contradiction pairs and wire copies on the dev articles of the claims gold.

    python -m benchmarks.claim_pairs TEXTS [--gold ../shared/eval/claims]

TEXTS holds `ID.txt` for each article of the gold's articles_meta.jsonl; the texts are not ours to keep. A pair is one
proposition on which two holders in two outlets stand against each other, made from the gold's rows by the gold's own
scorer. Ours are those that `transforms.compare` finds in what the claims step reads.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from tests.claims_reading import claims_in
from transforms.compare.columns import ARTICLES, COPIES, EVIDENCE, LINKS, QUOTES
from transforms.compare.comparison import CompareSettings, Comparison, compare
from transforms.compare.contradictions import ContradictionSettings
from transforms.duplicates import near_copies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.records import Claim

_SCORED = {"demands": "demands-action", "tolerates": "asserts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A dev article with its looked-up text."""

    id: str
    number: int
    outlet: str
    day: date | None
    text: str


def articles_in(folder: Path, gold: Path) -> list[Article]:
    """Return the dev articles whose texts are in the folder."""
    meta = _rows(gold / "dev" / "articles_meta.jsonl")
    return [
        Article(
            id=row["id"],
            number=number,
            outlet=row["outlet"],
            day=date.fromisoformat(row["date"]) if len(row["date"]) == len("2016-01-10") else None,
            text=(folder / f"{row['id']}.txt").read_text("utf-8"),
        )
        for number, row in enumerate(meta)
        if (folder / f"{row['id']}.txt").is_file()
    ]


def evidence_of(articles: list[Article]) -> pl.DataFrame:
    """Return what the claims step finds, as v_evidence_history gives it."""
    rows = [_row(article, claim) for article in articles for claim in claims_in(article.text, day=article.day)]
    return pl.DataFrame(rows, schema=EVIDENCE)


def _row(article: Article, claim: Claim) -> dict[str, Any]:
    names = [name for name in EVIDENCE.names() if hasattr(claim, name)]
    own = {name: getattr(claim, name) for name in names} | {"via": list(claim.via), "quote_id": None}
    return own | {
        "claim_id": claim.claim_id ^ article.number,
        "holder_name": article.outlet if claim.holder_kind == "outlet" else claim.holder,
        "outlet": article.outlet,
        "url": article.id,
        "article_id": article.number,
        "version_id": article.number,
        "is_current": True,
        "published": article.day,
    }


def compared(evidence: pl.DataFrame, articles: list[Article], *, longest: int) -> Comparison:
    """Return all comparisons of the evidence; statements within `longest` days stand against each other."""
    texts = pl.DataFrame(
        [{"article_id": one.number, "version_id": one.number, "url": one.id, "outlet": one.outlet, "title": one.id,
          "published": one.day, "flags": [], "is_sample": False, "version_number": 1, "is_current": True,
          "text": one.text} for one in articles],
        schema=ARTICLES,
    )  # fmt: skip
    return compare(
        evidence=evidence,
        articles=texts,
        quotes=pl.DataFrame(schema=QUOTES),
        links=pl.DataFrame(schema=LINKS),
        copies=pl.DataFrame(schema=COPIES),
        settings=CompareSettings(contradictions=ContradictionSettings(gap=longest, longest=longest)),
    )


def strict_pairs(comparison: Comparison, scorer: Any, dropped: set[tuple[str, ...]]) -> set[tuple[Any, ...]]:  # noqa: ANN401
    """Return the strict contradictions across outlets as the gold's scorer writes pairs."""
    shown = {row["claim_id"]: row for row in comparison.uttered.iter_rows(named=True)}
    claims = dict(comparison.statements.select("claim_id", "claim_ids").iter_rows())
    found = set()
    for row in comparison.contradictions.filter(kind="strict").iter_rows(named=True):
        left = [claim for one in row["left_claims"] for claim in claims[one]]
        right = [claim for one in row["right_claims"] for claim in claims[one]]
        found |= set(_pairs(left, right, shown, scorer, dropped))
    return found


def _pairs(
    left: list[int],
    right: list[int],
    shown: dict[int, dict[str, Any]],
    scorer: Any,  # noqa: ANN401
    dropped: set[tuple[str, ...]],
) -> Iterator[tuple[Any, ...]]:
    for one, other in product(left, right):
        ends = [shown[one], shown[other]]
        keys = [(end["url"], end["proposition"], _SCORED.get(end["stance"], end["stance"])) for end in ends]
        if any(key in dropped or key[:2] in dropped or key[2] not in scorer.POL for key in keys):
            continue
        (x, h), (y, k) = ((end["url"], scorer.hold({"holder": end["holder_name"]}, {})) for end in ends)
        if ends[0]["outlet"] != ends[1]["outlet"] and (h != k or not h):
            yield (ends[0]["proposition"], *sorted([(x, h), (y, k)]))


def main() -> None:
    """Print precision, recall and F1 of the pairs, and the shared passages of the articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parents[2] / "shared" / "eval" / "claims")
    options = parser.parse_args()
    scorer = _scorer(options.gold / "score_claims.py")
    articles = articles_in(options.texts, options.gold)
    ids = {one.id for one in articles}
    gold = [row for row in _rows(options.gold / "dev" / "claims.jsonl") if row["article_id"] in ids]
    meta = {row["id"]: row for row in _rows(options.gold / "dev" / "articles_meta.jsonl")}
    named = [row for row in gold if row["scope"] == "haqqani"]
    wanted = scorer.pairs(named, meta, {})["strict"]
    evidence = evidence_of(articles)
    print(f"{len(articles)} articles, {len(wanted)} gold pairs\n")
    print("| statements within | pairs | precision | recall | F1 |\n|---|---:|---:|---:|---:|")
    for label, longest in (("3 months, as reports group them", 92), ("10 years", 3660)):
        found = strict_pairs(compared(evidence, articles, longest=longest), scorer, _dont_care(gold, named))
        for what, change in (("", set), (" (articles only)", _articles_only)):
            p, r, f, *_ = scorer.prf(change(wanted), change(found))
            print(f"| {label}{what} | {len(change(found))} | {100 * p:.1f} | {100 * r:.1f} | {100 * f:.1f} |")
    names = {one.number: one.id for one in articles}
    print("\nShared passages (containment of .2 and more):")
    for pair in near_copies({one.number: one.text for one in articles}, threshold=0.2):
        left, right = (meta[names[number]] for number in (pair.left, pair.right))
        print(f"  {left['id']} {right['id']} {pair.containment:.2f} origins {left['origin']}, {right['origin']}")


def _dont_care(gold: list[dict[str, Any]], named: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """Return what only a generic row of the gold has: (article, proposition), or with the stance."""
    two, three = (lambda row: (row["article_id"], row["proposition"])), ("article_id", "proposition", "stance")
    of_three = {tuple(row[name] for name in three) for row in gold} - {tuple(row[n] for n in three) for row in named}
    return ({two(row) for row in gold} - {two(row) for row in named}) | of_three


def _articles_only(pairs: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    return {(proposition, left[0], right[0]) for proposition, left, right in pairs}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _scorer(path: Path) -> Any:  # noqa: ANN401
    spec = importlib.util.spec_from_file_location("score_claims", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
