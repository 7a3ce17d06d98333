"""Findings in print: two sentences side by side, what was edited, what copies changed, how quotations drift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from transforms.compare.alignment import Run, aligned
from transforms.compare.contradictions import Contradiction
from transforms.compare.copies import Difference
from transforms.render.cards import Card

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


_MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two sentences that stand against each other, and how many more of the same two parties do."""

    left: Card | None
    right: Card
    left_party: str | None
    right_party: str
    left_holders: tuple[str, ...]
    right_holders: tuple[str, ...]
    left_utterances: int
    right_utterances: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashKind:
    """All clashes of one kind, with what the kind means; `more` are only in the table."""

    kind: str
    title: str
    meaning: str
    clashes: tuple[Clash, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedClaim:
    """One claim before and after an edit, the words aligned."""

    kind: str
    proposition: str
    outlet: str
    url: str
    before: Card | None
    after: Card | None
    runs: tuple[Run, ...]
    stands_before: str | None
    stands_after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDifference:
    """One claim that a copy tells otherwise than the text it repeats."""

    kind: str
    base: Card
    other: Card | None
    base_outlet: str | None
    outlet: str | None
    base_says: str | None
    says: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftedQuote:
    """One quotation as another outlet prints it, aligned with the fullest wording."""

    speaker: str | None
    base_outlet: str | None
    outlet: str | None
    other_speaker: str | None
    runs: tuple[Run, ...]


_KINDS: Final = (
    (Contradiction.STRICT, "Said and denied", "One statement; different holders speak for and against it."),
    (Contradiction.LINKED, "Cannot both hold", "Two statements that exclude each other, each affirmed by somebody."),
    (Contradiction.TENSION, "In tension", "Two statements that hardly fit together, each affirmed by somebody."),
    (Contradiction.REVERSAL, "Turned round", "One holder speaks against what the same holder said before."),
    (Contradiction.CONCESSION, "Conceded", "A holder admits something; beside it, what the same side says otherwise."),
)


def clash_kinds(contradictions: pl.DataFrame, topic: str, cards: Mapping[int, Card]) -> tuple[ClashKind, ...]:
    """Return a topic's contradictions by kind, those between most utterances first."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in contradictions.iter_rows(named=True):
        if row["topic"] == topic:
            rows.setdefault(row["kind"], []).append(row)
    kinds = []
    for kind, title, meaning in _KINDS:
        found = sorted(rows.get(kind.value, []), key=_weight)
        clashes = tuple(_clash(row, cards) for row in found[:_MOST])
        if clashes:
            more = len(found) - len(clashes)
            kinds.append(ClashKind(kind=kind.value, title=title, meaning=meaning, clashes=clashes, more=more))
    return tuple(kinds)


def _weight(row: Mapping[str, Any]) -> tuple[Any, ...]:
    few, many = sorted((row["left_utterances"], row["right_utterances"]))
    return -few, -many, row["relayed"], str(row["first_day"]), row["right_claim"]


def _clash(row: Mapping[str, Any], cards: Mapping[int, Card]) -> Clash:
    return Clash(
        left=cards[row["left_claim"]] if row["left_claim"] is not None else None,
        right=cards[row["right_claim"]],
        left_holders=tuple(dict.fromkeys(row["left_holders"])),
        right_holders=tuple(dict.fromkeys(row["right_holders"])),
        **{name: row[name] for name in _AS_THEY_ARE},
    )


_AS_THEY_ARE = ("left_party", "right_party", "left_utterances", "right_utterances", "first_day", "last_day")


def edited_claims(edits: pl.DataFrame, topic: str, cards: Mapping[int, Card]) -> tuple[EditedClaim, ...]:
    """Return a topic's edits, each with its words aligned."""
    return tuple(
        EditedClaim(
            kind=row["kind"],
            proposition=row["proposition"],
            outlet=row["outlet"] or "outlet not named",
            url=row["url"],
            before=cards.get(row["claim_before"]),
            after=cards.get(row["claim_after"]),
            runs=aligned(row["sentence_before"] or "", row["sentence_after"] or ""),
            stands_before=row["sentence_before"],
            stands_after=row["sentence_after"],
        )
        for row in edits.iter_rows(named=True)
        if row["topic"] == topic
    )


def copy_findings(differences: pl.DataFrame, topic: str, cards: Mapping[int, Card]) -> tuple[CopyDifference, ...]:
    """Return what copies tell otherwise, the stance first; a claim that a shortened copy lacks comes last."""
    order = ("stance", "holder", "cue", "wording", "missing")
    rows = [row for row in differences.iter_rows(named=True) if row["topic"] == topic]
    return tuple(
        CopyDifference(
            kind=row["kind"],
            base=cards[row["base_claim"]],
            other=cards.get(row["claim_id"]),
            base_outlet=row["base_outlet"],
            outlet=row["outlet"],
            base_says=row["base_says"],
            says=row["says"],
            runs=_reworded(row, cards),
        )
        for row in sorted(rows, key=lambda row: order.index(row["kind"]))
    )


def _reworded(row: Mapping[str, Any], cards: Mapping[int, Card]) -> tuple[Run, ...]:
    if row["kind"] != Difference.WORDING.value:
        return ()
    return aligned(cards[row["base_claim"]].sentence, cards[row["claim_id"]].sentence)


def drifted_quotes(drift: pl.DataFrame, most: int = 40) -> tuple[DriftedQuote, ...]:
    """Return wordings that differ from the fullest one, those that change words before those that only cut."""
    rows = sorted(
        drift.iter_rows(named=True),
        key=lambda row: (
            -len(row["changed"]) - len(row["added"]) - len(row["dropped"]),
            row["family_id"],
            row["quote_id"],
        ),
    )
    return tuple(
        DriftedQuote(
            speaker=row["base_speaker"],
            base_outlet=row["base_outlet"],
            outlet=row["outlet"],
            other_speaker=row["speaker"] if row["speaker"] != row["base_speaker"] else None,
            runs=aligned(row["base_words"], row["words"]),
        )
        for row in rows[:most]
    )
