"""Readings of years, ranges of years, decades and centuries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.timex.language import compiled_cue
from transforms.extract.timex.reading import DECIDED, Reading
from transforms.records import TimexType

if TYPE_CHECKING:
    from transforms.extract.timex.slots import Slots

# Four digits are a year without being introduced as one only in living memory and plans.
_FIRST_BARE_YEAR = 1900
_LAST_BARE_YEAR = 2060
_FIRST_SPOKEN_YEAR = 1500
_LONGEST_RANGE = 60
_LAST_CENTURY = 30
_A_CENTURY = 100


def year_alone(slots: Slots) -> Reading | None:
    """Read a bare year, "mid-1990", "the year 2000", "fiscal 1989"."""
    year = slots.year("year")
    if year is None or not _is_year(slots, year):
        return None
    return Reading(type=TimexType.DATE, value=f"{year:04d}", mod=slots.code("edge"), confidence=DECIDED)


def _is_year(slots: Slots, year: int) -> bool:
    """Return whether four digits are a year: introduced as one, or in the last hundred years and counting nothing."""
    before = slots.folded[max(0, slots.start - 14) : slots.start]
    if slots.code("edge") is not None or compiled_cue(slots.scene.language, "before_year").search(before):
        return True
    if not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
        return False
    next_letter = slots.scene.text[slots.end + 1 : slots.end + 2]
    if year % _A_CENTURY or not next_letter.islower():
        return True
    return compiled_cue(slots.scene.language, "counted_noun").match(slots.folded, slots.end) is None


def spoken_year(slots: Slots) -> Reading | None:
    """Read a year in words: "nineteen ninety-seven"."""
    year = slots.year("spokenyear")
    if year is None or not _FIRST_SPOKEN_YEAR <= year <= _LAST_BARE_YEAR:
        return None
    return Reading(type=TimexType.DATE, value=f"{year:04d}", confidence=DECIDED)


def year_range(slots: Slots) -> Reading | None:
    """Read "2014-15" and "1996-1999"."""
    first, last = slots.year("year"), int(slots.match.group("lastyear"))
    if first is None:
        return None
    last = last if last >= _A_CENTURY else first // _A_CENTURY * _A_CENTURY + last
    if not first < last <= first + _LONGEST_RANGE:
        return None
    return Reading(type=TimexType.DATE, value=f"{first:04d}/{last:04d}", confidence=DECIDED)


def decade(slots: Slots) -> Reading | None:
    """Read "the early 1990s", "the '80s", "the nineties"."""
    century, tens = slots.text("century"), slots.text("tens")
    in_words = slots.integer("decadeword")
    if in_words is not None:
        value = f"19{in_words}"
    elif tens is not None:
        value = f"{century or '19'}{tens}"
    else:
        return None
    return Reading(type=TimexType.DATE, value=value, mod=slots.code("edge"), confidence=DECIDED)


def century(slots: Slots) -> Reading | None:
    """Read "the 20th century", "the nineteenth century"."""
    number = slots.integer("ordinal") or slots.day("nth")
    if number is None or not 1 < number <= _LAST_CENTURY:
        return None
    return Reading(type=TimexType.DATE, value=f"{number - 1:02d}", mod=slots.code("edge"))
