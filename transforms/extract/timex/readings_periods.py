"""Readings of quarters, halves, seasons and business years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from transforms.extract.timex.moments import Unit, months_after, value_at
from transforms.extract.timex.outlook import Outlook
from transforms.extract.timex.reading import CHOSEN, DECIDED, Reading, Reference
from transforms.extract.timex.values import interval_of
from transforms.records import Anchor, TimexType

if TYPE_CHECKING:
    from transforms.extract.timex.slots import Slots

# A business report speaks of one quarter for about this many characters.
QUARTER_REACH = 1500
_QUARTERS = 4


def quarter(slots: Slots) -> Reading | None:
    """Read a numbered quarter, with its year or in the year that the report is about."""
    number = slots.integer("ordinal") or slots.day("digit")
    if number is None or not 1 <= number <= _QUARTERS:
        return None
    year, reference = slots.year("year"), slots.scene.reference_at(slots.start)
    if year is not None:
        return Reading(type=TimexType.DATE, value=f"{year:04d}-Q{number}")
    if reference.start is None:
        return Reading(type=TimexType.DATE, value=f"XXXX-Q{number}", counted_from=reference, confidence=CHOSEN)
    year = reference.start.year + (slots.integer("yearstep") or 0)
    if slots.text("yearstep") is None:
        year = _year_of_quarter(reference.start, number, slots.scene.outlook(slots.start, slots.end))
    value = f"{year - (slots.text('ago') is not None):04d}-Q{number}"
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=DECIDED)


def _year_of_quarter(now: date, number: int, expected: Outlook) -> int:
    """Return the year of a bare "third quarter": the latest that has begun, or this year's if the words look ahead."""
    current = (now.month + 2) // 3
    if number > current and expected is not Outlook.AHEAD:
        return now.year - 1
    return now.year


def quarter_in_hand(slots: Slots) -> Reading | None:
    """Read "the quarter", "the latest quarter": the one the text is about, else the last one that is complete."""
    reference = slots.scene.reference_at(slots.start)
    known = slots.scene.quarter_in_mind(slots.start, QUARTER_REACH)
    year = slots.year("year")
    if slots.text("latest") is not None:
        known = None
    value = known or _completed_quarter(reference)
    if value is None:
        return Reading(type=TimexType.DATE, value="XXXX-QX", counted_from=reference, confidence=CHOSEN)
    if year is not None:
        value = f"{year:04d}{value[4:]}"
    return Reading(type=TimexType.DATE, value=value, counted_from=_from(value, known, reference), confidence=CHOSEN)


def quarter_by_step(slots: Slots) -> Reading | None:
    """Read "this quarter", "the current quarter", "last quarter"."""
    reference, step = slots.scene.reference_at(slots.start), slots.integer("step")
    if step is None:
        return None
    if reference.start is None:
        return Reading(type=TimexType.DATE, value="XXXX-QX", counted_from=reference)
    year, month = months_after(reference.start, 3 * step)
    value = value_at(date(year, month, 1), Unit.QUARTER)
    return Reading(type=TimexType.DATE, value=value, mod=slots.code("edge"), counted_from=reference)


def year_ago_period(slots: Slots) -> Reading | None:
    """Read "a year earlier" in a business report: the same quarter one year before, else the year before."""
    reference = slots.scene.reference_at(slots.start)
    known = slots.scene.quarter_in_mind(slots.start, QUARTER_REACH)
    if known is not None:
        value = f"{int(known[:4]) - 1:04d}{known[4:]}"
        return Reading(
            type=TimexType.DATE,
            value=value,
            counted_from=_from(known, known, reference),
            is_memorable=False,
            confidence=CHOSEN,
        )
    if reference.start is None:
        return Reading(type=TimexType.DATE, value="XXXX", counted_from=reference)
    value = f"{reference.start.year - 1:04d}"
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, is_memorable=False, confidence=DECIDED)


def _from(value: str, known: str | None, reference: Reference) -> Reference:
    """Return the mentioned quarter as a reference where there was one, else the reference of the place."""
    days = interval_of(value)
    if known is None or days is None:
        return reference
    return Reference(start=days[0], end=days[1], anchor=Anchor.MENTION)


def _completed_quarter(reference: Reference) -> str | None:
    """Return the last quarter that was over at the reference."""
    if reference.start is None:
        return None
    year, month = months_after(reference.start, -3)
    return value_at(date(year, month, 1), Unit.QUARTER)


def half(slots: Slots) -> Reading | None:
    """Read "the first half of 2014", "the second half of last year"."""
    number = slots.integer("ordinal")
    if number not in {1, 2, -1}:
        return None
    number = 2 if number == -1 else number
    year, reference = slots.year("year"), slots.scene.reference_at(slots.start)
    if year is not None:
        return Reading(type=TimexType.DATE, value=f"{year:04d}-H{number}")
    if reference.start is None:
        return Reading(type=TimexType.DATE, value=f"XXXX-H{number}", counted_from=reference)
    value = f"{reference.start.year + (slots.integer('yearstep') or 0):04d}-H{number}"
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=DECIDED)


def season(slots: Slots) -> Reading | None:
    """Read a season with its year, or the one that "last", "this", "next" or the tense points to."""
    code, mod = slots.code("season"), slots.code("edge")
    if code is None:
        return None
    year, reference = slots.year("year") or slots.year("spokenyear"), slots.scene.reference_at(slots.start)
    if year is not None:
        return Reading(type=TimexType.DATE, value=f"{year:04d}-{code}", mod=mod)
    if reference.start is None:
        return Reading(type=TimexType.DATE, value=f"XXXX-{code}", mod=mod, counted_from=reference)
    if slots.text("yearstep") is not None:
        chosen = reference.start.year + (slots.integer("yearstep") or 0)
    else:
        chosen = _year_of_season(reference.start, code, _side(slots))
    return Reading(
        type=TimexType.DATE, value=f"{chosen:04d}-{code}", mod=mod, counted_from=reference, confidence=DECIDED
    )


def _side(slots: Slots) -> int:
    """Return -1, 0 or 1 for a season behind, at hand or ahead, by its adjective or else by the tense."""
    step = slots.integer("step")
    if step is not None:
        return step
    return {Outlook.AHEAD: 1, Outlook.BEHIND: -1}.get(slots.scene.outlook(slots.start, slots.end), 0)


def _year_of_season(now: date, code: str, side: int) -> int:
    """Return the year of the last season that is over, of this year's, or of the next that is to come."""
    days = interval_of(f"{now.year:04d}-{code}")
    if days is None or side == 0:
        return now.year
    if side < 0:
        return now.year if days[1] <= now else now.year - 1
    return now.year if days[0] > now else now.year + 1
