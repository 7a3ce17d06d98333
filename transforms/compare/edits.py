"""Silent edits: claim-bearing sentences that changed between two versions of one article."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from rapidfuzz import fuzz, process

from transforms.compare.columns import assured
from transforms.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EDITS: Final = pl.Schema(
    {
        "topic": pl.String(),
        "proposition": pl.String(),
        "article_id": pl.Int64(),
        "outlet": pl.String(),
        "url": pl.String(),
        "from_version": pl.Int64(),
        "to_version": pl.Int64(),
        "kind": pl.String(),
        "holder_before": pl.String(),
        "holder_after": pl.String(),
        "stance_before": pl.String(),
        "stance_after": pl.String(),
        "sentence_before": pl.String(),
        "sentence_after": pl.String(),
        "claim_before": pl.Int64(),
        "claim_after": pl.Int64(),
    }
)
"""A removed claim's `sentence_after` is the sentence nearest to it in the new text, where one is near; added alike."""


class Edit(StrEnum):
    """What an edit did to a claim."""

    STANCE = "stance"
    HOLDER = "holder"
    WORDING = "wording"
    REMOVED = "removed"
    ADDED = "added"


# Below these similarities (0 to 100, rapidfuzz) two sentences are different sentences, not one that was edited.
_SAME_CLAIM: Final = 45.0
_NEAR: Final = 60.0
_READ: Final = ("version_id", "topic", "proposition", "start", "claim_id", "sentence", "holder_name", "stance")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?][”\"’)])\s+|(?<=[.!?])\s+|\n+")


def claim_edits(evidence: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Return the edits to claims between consecutive versions, one row a claim."""
    several = pl.col("version_id").n_unique().over("article_id") > 1
    versions = (
        articles.filter(several)
        .select("article_id", "version_id", "version_number", "outlet", "url", "text")
        .sort("article_id", "version_number")
    )
    claims = (
        evidence.filter(pl.col("scope") == Scope.NAMED.value)
        .join(versions.select("version_id"), on="version_id", how="semi")
        .select(_READ)
    )
    found = pl.collect_all([versions, claims])
    rows = pl.DataFrame(list(_edits(found[0], found[1])), schema=EDITS, orient="row")
    return assured(rows.lazy(), EDITS)


def _edits(versions: pl.DataFrame, claims: pl.DataFrame) -> Iterator[dict[str, Any]]:
    order = ["topic", "proposition", "start", "claim_id"]
    by_version: dict[int, list[dict[str, Any]]] = {}
    for claim in claims.sort(order).iter_rows(named=True):
        by_version.setdefault(claim["version_id"], []).append(claim)
    for article in versions.partition_by("article_id", maintain_order=True):
        for before, after in pairwise(map(_with_sentences, article.iter_rows(named=True))):
            old = _changed(by_version.get(before["version_id"], []), after["spaced"])
            new = _changed(by_version.get(after["version_id"], []), before["spaced"])
            for left, right in _matched(old, new):
                yield _row(before, after, left, right)


def _with_sentences(version: dict[str, Any]) -> dict[str, Any]:
    sentences = [part for part in _SENTENCE_END.split(version["text"]) if part]
    return version | {"sentences": sentences, "spaced": _spaced(version["text"])}


def _changed(claims: Sequence[dict[str, Any]], other: str) -> list[dict[str, Any]]:
    """Return the claims whose sentence does not stand, word for word, in the other version."""
    return [claim for claim in claims if _spaced(claim["sentence"]) not in other]


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _matched(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Return old claims with the new claim each became, best matches first; what matches nothing stands alone."""
    pairs = sorted(
        (
            (-_likeness(left, right), place, other)
            for place, left in enumerate(old)
            for other, right in enumerate(new)
            if left["topic"] == right["topic"] and left["proposition"] == right["proposition"]
        ),
    )
    gone: set[int] = set()
    come: set[int] = set()
    for distance, place, other in pairs:
        if -distance < _SAME_CLAIM or place in gone or other in come:
            continue
        gone.add(place)
        come.add(other)
        yield old[place], new[other]
    yield from ((claim, None) for place, claim in enumerate(old) if place not in gone)
    yield from ((None, claim) for other, claim in enumerate(new) if other not in come)


def _likeness(left: dict[str, Any], right: dict[str, Any]) -> float:
    same_holder = 10.0 * bool(left["holder_name"] == right["holder_name"])
    same_stance = 5.0 * bool(left["stance"] == right["stance"])
    likeness: float = fuzz.token_set_ratio(left["sentence"], right["sentence"])
    return likeness + same_holder + same_stance


def _row(
    before: dict[str, Any], after: dict[str, Any], left: dict[str, Any] | None, right: dict[str, Any] | None
) -> dict[str, Any]:
    claim = left or right or {}
    return {
        "topic": claim["topic"],
        "proposition": claim["proposition"],
        "article_id": after["article_id"],
        "outlet": after["outlet"],
        "url": after["url"],
        "from_version": before["version_id"],
        "to_version": after["version_id"],
        "kind": _kind(left, right).value,
        "holder_before": left and left["holder_name"],
        "holder_after": right and right["holder_name"],
        "stance_before": left and left["stance"],
        "stance_after": right and right["stance"],
        "sentence_before": left["sentence"] if left else _nearest(claim["sentence"], before["sentences"]),
        "sentence_after": right["sentence"] if right else _nearest(claim["sentence"], after["sentences"]),
        "claim_before": left and left["claim_id"],
        "claim_after": right and right["claim_id"],
    }


def _kind(left: dict[str, Any] | None, right: dict[str, Any] | None) -> Edit:
    if left is None:
        return Edit.ADDED
    if right is None:
        return Edit.REMOVED
    if left["stance"] != right["stance"]:
        return Edit.STANCE
    return Edit.WORDING if left["holder_name"] == right["holder_name"] else Edit.HOLDER


def _nearest(sentence: str, sentences: Sequence[str]) -> str | None:
    """Return which of `sentences` is nearest to `sentence`, None where none is near."""
    found = process.extractOne(sentence, sentences, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR)
    return found[0] if found else None
