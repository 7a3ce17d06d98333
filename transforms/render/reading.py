"""Reading views: the stored text of an article in paragraphs, with the sentences that were taken as evidence marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from transforms.render.cards import Card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_LONG_TEXT: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text within a stretch; `is_cue` where it decided a stance."""

    text: str
    is_cue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text outside every marked sentence, or inside the same ones.

    `anchors` are the claims whose sentence begins here, `notes` those whose sentence ends here.
    """

    pieces: tuple[Piece, ...]
    is_marked: bool
    anchors: tuple[int, ...]
    notes: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `skipped` counts the paragraphs left out before it in a very long text."""

    stretches: tuple[Stretch, ...]
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One stored text with its marks."""

    version_id: int
    article_id: int
    title: str | None
    outlet: str | None
    url: str
    published: date | None
    agency: str | None
    flags: tuple[str, ...]
    is_sample: bool
    is_current: bool
    version_number: int
    copy_of: str | None
    paragraphs: tuple[Paragraph, ...]
    skipped_after: int


def reading(article: Mapping[str, Any], claims: Sequence[Card], copy_of: str | None) -> Reading:
    """Return the reading view of one row of the articles with the claims found in it."""
    text: str = article["text"]
    ordered = sorted(claims, key=lambda card: (card.start, card.end, card.proposition, card.claim_id))
    bounds = _paragraphs(text)
    title = article["title"]
    if title and bounds and text[slice(*bounds[0])] == title and not any(card.start < bounds[0][1] for card in ordered):
        # The headline stands above the view already; it is repeated only where it carries a mark.
        bounds = bounds[1:]
    near = _shown(bounds, ordered, long=len(text) > _LONG_TEXT)
    anchored: set[int] = set()
    paragraphs, skipped = [], 0
    for place, (low, high) in enumerate(bounds):
        if place not in near:
            skipped += 1
            continue
        paragraphs.append(Paragraph(stretches=tuple(_stretches(text, low, high, ordered, anchored)), skipped=skipped))
        skipped = 0
    return Reading(
        **{name: article[name] for name in _AS_THEY_ARE},
        flags=tuple(article["flags"]),
        copy_of=copy_of,
        paragraphs=tuple(paragraphs),
        skipped_after=skipped,
    )


_AS_THEY_ARE = (
    "version_id", "article_id", "title", "outlet", "url", "published", "agency", "is_sample", "is_current",
    "version_number",
)  # fmt: skip


def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds, low = [], 0
    for gap in _PARAGRAPH.finditer(text):
        bounds.append((low, gap.start()))
        low = gap.end()
    return [(start, end) for start, end in [*bounds, (low, len(text))] if end > start]


def _shown(bounds: Sequence[tuple[int, int]], claims: Sequence[Card], *, long: bool) -> frozenset[int]:
    """Return which paragraphs to print: all, or in a very long text those within two of a marked sentence."""
    if not long:
        return frozenset(range(len(bounds)))
    near: set[int] = set()
    for place, (low, high) in enumerate(bounds):
        if any(card.start < high and card.end > low for card in claims):
            near.update(range(max(place - 2, 0), place + 3))
    return frozenset(near & set(range(len(bounds))))


def _stretches(text: str, low: int, high: int, claims: Sequence[Card], anchored: set[int]) -> Iterator[Stretch]:
    """Yield the stretches of a paragraph; `anchored` collects the claims that have their anchor, for ids are unique."""
    inside = [card for card in claims if card.start < high and card.end > low]
    for start, end in pairwise(_edges(low, high, [(card.start, card.end) for card in inside])):
        marked = [card for card in inside if card.start <= start and card.end >= end]
        anchors = tuple(card.claim_id for card in marked if card.claim_id not in anchored)
        anchored.update(anchors)
        yield Stretch(
            pieces=tuple(_pieces(text, start, end, inside)),
            is_marked=bool(marked),
            anchors=anchors,
            notes=tuple(card for card in marked if card.end == end or card.end > high == end),
        )


def _pieces(text: str, start: int, end: int, claims: Sequence[Card]) -> Iterator[Piece]:
    cues = [
        (card.cue_start, card.cue_end) for card in claims if card.cue_start is not None and card.cue_end is not None
    ]
    for low, high in pairwise(_edges(start, end, cues)):
        yield Piece(text=text[low:high], is_cue=any(first <= low and last >= high for first, last in cues))


def _edges(low: int, high: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    return sorted({low, high, *(edge for span in spans for edge in span if low < edge < high)})
