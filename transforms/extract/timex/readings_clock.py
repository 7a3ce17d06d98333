"""Readings of clock times, with their zone and the day they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.timex.reading import DECIDED, Reading, Reference
from transforms.extract.timex.readings_calendar import day_of_month
from transforms.extract.timex.readings_relative import day_word, weekday
from transforms.records import TimexType

if TYPE_CHECKING:
    from transforms.extract.timex.slots import Slots

_NOON = 12
_HOURS = 24
_MINUTES = 60


def clock(slots: Slots) -> Reading | None:
    """Read "5 p.m. EST Nov. 9", "14:48 UTC", "0735 GMT"."""
    hour, minute = int(slots.match.group("hour")), int(slots.text("minute") or 0)
    half = slots.text("half")
    if half is not None and not 1 <= hour <= _NOON:
        return None
    if half is not None:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if hour > _HOURS or minute >= _MINUTES:
        return None
    zone = slots.code("zone") or ""
    return _at(slots, f"{hour:02d}:{minute:02d}{zone}")


def clock_word(slots: Slots) -> Reading | None:
    """Read "noon", "midday", "midnight Friday"."""
    time = slots.code("clockword")
    return None if time is None else _at(slots, time)


def _at(slots: Slots, time: str) -> Reading:
    """Return a time on the day that is named beside it, else on the day of its reference."""
    day = _day_beside(slots)
    if day is not None:
        value = f"{day.value.split('T')[0]}T{time}"
        return Reading(type=TimexType.TIME, value=value, counted_from=day.counted_from, confidence=day.confidence)
    reference = slots.scene.reference_at(slots.start)
    named = slots.scene.day_named_before(slots.start)
    if named is not None:
        return Reading(type=TimexType.TIME, value=f"{named}T{time}", counted_from=reference, confidence=DECIDED)
    return Reading(
        type=TimexType.TIME, value=f"{_day_of(reference)}T{time}", counted_from=reference, confidence=DECIDED
    )


def _day_beside(slots: Slots) -> Reading | None:
    """Return the reading of the day that follows the time in the same expression."""
    if slots.text("weekday"):
        return weekday(slots)
    if slots.text("dayword"):
        return day_word(slots)
    return day_of_month(slots) if slots.text("month") else None


def _day_of(reference: Reference) -> str:
    """Return the reference's day, or an open day."""
    if reference.start is None or reference.start != reference.last:
        return "XXXX-XX-XX"
    return reference.start.isoformat()
