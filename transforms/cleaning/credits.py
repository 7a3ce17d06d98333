"""Where a story came from: the agency a page credits and the dateline it opens with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Credits stand in the first or the last paragraphs or in the byline.
_ENDS = 3
_DATELINE = re.compile(
    r"^(?P<line>(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]{2,30}(?:,\s?[A-ZÀ-Þ][\w.'’\- ]{1,30}){0,3}"
    r"|[A-Z][\w.'’\-]{2,20}(?:\s[A-Z][\w.'’\-]{2,20})?)"
    r"(?:,?\s+(?P<day>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))?"
    r"(?:\s*\((?P<agency>[^)]{2,40})\))?)\s*(?:—|–|--|-(?=\s)|:(?=\s[A-Z“\"‘]))\s*"
)
# "(Reuters) - ..." at the start, "... (AFP)" or "... - dpa" at the end. Elsewhere brackets explain an abbreviation.
_CREDIT_AT_AN_END = re.compile(
    r"^[(\[]([^()\[\]]{2,40})[)\]]\s*[-–—]|[(\[]([^()\[\]]{2,40})[)\]]\.?$|[—–-]{1,2}\s?([\w ./&]{2,40})$"
)
_CREDIT_PREFIX = re.compile(r"^(?:source|quelle|by|von|credit)s?:?\s+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[/,;|]|\band\b|\bund\b|\bwith\b|\bby\b|\bmit\b)\s*", re.IGNORECASE)
_MAX_CREDIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """The news agencies that a credit can name (config/lexicon/agencies.toml).

    `names` maps an agency's name to the spellings by which pages credit it; `generic` are credits without a name
    ("agencies", "wire reports") that are reported as they stand.
    """

    names: dict[str, tuple[str, ...]]
    generic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The agency that a page credits and its dateline, None where it names none."""

    agency: str | None
    dateline: str | None


def origin_of(paragraphs: Sequence[str], bylines: Sequence[str], agencies: Agencies) -> Origin:
    """Return the agency and the dateline of an article."""
    first = paragraphs[0] if paragraphs else ""
    opening = _DATELINE.match(first)
    dateline = opening.group("line").strip() if opening and _is_dateline(opening) else None
    return Origin(agency=_agency(paragraphs, bylines, opening, agencies), dateline=dateline)


def _is_dateline(opening: re.Match[str]) -> bool:
    """Return whether the opening is a dateline: a place in capitals, or any place with a day or an agency."""
    place = opening.group("place")
    capitals = sum(char.isupper() for char in place) > len(place.replace(" ", "")) / 2
    return bool(opening.group("day") or opening.group("agency")) or (capitals and "(" not in place)


def _agency(
    paragraphs: Sequence[str], bylines: Sequence[str], opening: re.Match[str] | None, agencies: Agencies
) -> str | None:
    spellings = _spellings(agencies)
    if opening and opening.group("agency") and (named := _named(opening.group("agency"), spellings)):
        return named
    for byline in bylines:
        if named := _named(byline, spellings):
            return named
    ends = list(
        dict.fromkeys([*range(min(2, len(paragraphs))), *range(max(0, len(paragraphs) - _ENDS), len(paragraphs))])
    )
    for index in ends:
        if named := _credited(paragraphs[index], spellings):
            return named
    return None


def _spellings(agencies: Agencies) -> dict[str, str]:
    """Return the name behind each spelling in lower case; a generic credit stands for itself."""
    table = {generic.lower(): generic for generic in agencies.generic}
    for name, forms in agencies.names.items():
        table |= {form.lower(): name for form in (name, *forms)}
    return table


def _named(credit: str, spellings: dict[str, str]) -> str | None:
    """Return the agency that a credit as a whole or one of its parts names."""
    for part in _PARTS.split(credit):
        if named := spellings.get(part.strip(" .()-–—").lower()):
            return named
    return None


def _credited(paragraph: str, spellings: dict[str, str]) -> str | None:
    """Return the agency that a paragraph credits: "(Reuters)", "— AP", "By Agencies", or nothing but its name."""
    if len(paragraph) <= _MAX_CREDIT and (named := _named(_CREDIT_PREFIX.sub("", paragraph), spellings)):
        return named
    ends = _CREDIT_AT_AN_END.finditer(paragraph)
    return next((named for credit in ends if (named := _named(credit.group(credit.lastindex or 0), spellings))), None)
