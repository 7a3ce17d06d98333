"""The dates that a page shows: lines around the headline and `time` elements, by how surely they mean publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from transforms.cleaning.blocks import Block
from transforms.cleaning.calendar_words import Found, find_date
from transforms.cleaning.places import Place

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED_WORD = re.compile(
    r"\b(?:published|posted|publish date|date|datum|veröffentlicht|erstellt|publié|publicado|pubblicato|on)\b",
    re.IGNORECASE,
)
_UPDATED_WORD = re.compile(
    r"\b(?:updated?|modified|revised|reviewed|aktualisiert|stand|mis à jour|actualizado)\b", re.IGNORECASE
)
_MAX_BYLINE, _MAX_STAMP = 160, 40
# Where two inline elements meet without a space: "HealthMay 4, 2016Updated".
_SEAM = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
# The page's data in a script or an attribute, where no meta property says the same.
_EMBEDDED = re.compile(
    r"""(?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|pubDate|publicationDate)\\?(?:"|'|&quot;)\s*:\s*"""
    r"""\\?(?:"|'|&quot;)((?:19|20)\d\d-\d\d-\d\d[^"'&\\]{0,30})"""
)


class Line(IntEnum):
    """What kind of line shows a date, surest first; `time` elements are asked after lines that say "published"."""

    PUBLISHED = 0
    STAMP = 1
    ABOVE = 2
    UPDATED = 3
    ANY = 4
    ELEMENT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where a page shows dates: values of `time` elements, and the short blocks around the headline with its index."""

    times: Sequence[str]
    blocks: Sequence[Block]
    headline_at: int


def time_elements(tree: HtmlElement) -> list[str]:
    """Return the machine-readable dates of `time` elements: marked as publication, after the headline, then others."""
    marked: list[str] = []
    after: list[str] = []
    before: list[str] = []
    below_heading = False
    for element in tree.iter("h1", "time"):
        below_heading = below_heading or element.tag == "h1"
        value = element.get("datetime") or ""
        said = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('pubdate') or ''}".lower()
        if value and "modified" not in said and "updated" not in said:
            is_marked = "publish" in said or "pubdate" in said
            (marked if is_marked else after if below_heading else before).append(value)
    return marked + (after or before)[:1]


def embedded_date(markup: str) -> str | None:
    """Return the publication date in the page's script data, None where there is none."""
    match = _EMBEDDED.search(markup)
    return match.group(1) if match else None


def shown_days(shown: Shown, *, month_first: bool) -> Iterator[tuple[Line, Found]]:
    """Yield ranks and dates from lines marked as published, from `time` elements, then from other short lines."""
    near = [
        (_rank(block, is_above=block.index < shown.headline_at), found)
        for block in shown.blocks
        if (found := _line_date(block, month_first))
    ]
    ranked = sorted(near, key=lambda item: item[0])
    stamped = [found for value in shown.times if (found := find_date(value, month_first=month_first))]
    yield from (line for line in ranked if line[0] == Line.PUBLISHED)
    yield from ((Line.ELEMENT, found) for found in stamped)
    yield from (line for line in ranked if line[0] > Line.PUBLISHED)


def _line_date(block: Block, month_first: bool) -> Found | None:
    if len(block.text) > _MAX_BYLINE or not any(char.isdigit() for char in block.text):
        return None
    return find_date(_SEAM.sub(" ", block.text), month_first=month_first)


def _rank(block: Block, *, is_above: bool) -> Line:
    """Return how surely a line's date is that of publication. Above the headline, dates are often of other articles."""
    updated, published = _UPDATED_WORD.search(block.text), _PUBLISHED_WORD.search(block.text)
    if published and not updated:
        return Line.PUBLISHED
    if updated:
        return Line.UPDATED
    is_stamp = len(block.text) < _MAX_STAMP or any(place in {Place.BYLINE, Place.BIO} for _, place in block.places)
    if not is_stamp:
        return Line.ANY
    return Line.ABOVE if is_above else Line.STAMP
