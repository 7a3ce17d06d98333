"""Readings of lengths of time, of what repeats, and of stretches that end or begin at a reference."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from transforms.extract.timex.language import compiled_cue
from transforms.extract.timex.moments import Unit, duration, moved, stepped
from transforms.extract.timex.outlook import Outlook
from transforms.extract.timex.reading import CHOSEN, DECIDED, Reading, Reference
from transforms.records import TimexType

# A week that has come to its Friday has its weekend ahead.
FRIDAY = 4

if TYPE_CHECKING:
    from transforms.extract.timex.slots import Slots
    from transforms.extract.timex.values import Interval


def length(slots: Slots) -> Reading | None:
    """Read "five months", "a three-year period", "2 1/2 years", "nearly two weeks"."""
    unit = slots.unit()
    if unit is None:
        return None
    if _is_title(slots):
        return None
    number = slots.number() if slots.text("number") else None
    if slots.text("article") is not None:
        number = 1.5 if slots.text("half") else 1.0
    return Reading(type=TimexType.DURATION, value=duration(number, unit), mod=slots.code("approx"), confidence=DECIDED)


def _is_title(slots: Slots) -> bool:
    """Return whether the unit is written like a name, as in the broadcast "60 Minutes"."""
    start, end = slots.place("unit")
    return slots.scene.text[start:end].istitle()


def length_later(slots: Slots) -> Reading | None:
    """Read "three days later": a length, and the days it leads to from the date mentioned last."""
    plain = length(slots)
    unit, number = slots.unit(), 1.0 if slots.text("article") else slots.number()
    if plain is None or unit is None or number is None or slots.text("after") is not None:
        return plain
    known = slots.scene.mention_within(unit)
    if known.start is None or known.last is None:
        return plain
    steps = math.floor(number)
    first, last = moved(known.start, steps, unit), moved(known.last, steps, unit)
    return Reading(
        type=TimexType.DURATION,
        value=plain.value,
        mod=plain.mod,
        counted_from=known,
        days=(first, moved(last, 1, Unit.DAY)),
        confidence=CHOSEN,
    )


def half_unit(slots: Slots) -> Reading | None:
    """Read "half an hour", "half a century"."""
    unit = slots.unit()
    return None if unit is None else Reading(type=TimexType.DURATION, value=duration(0.5, unit))


def stretch(slots: Slots) -> Reading | None:
    """Read "the past two months", "the next six weeks": a length that ends or begins where it is spoken of."""
    unit, step = slots.unit(), slots.integer("step") or 0
    if unit is None:
        return None
    number = slots.number() if slots.text("number") else _bare_number(slots)
    reference = slots.scene.reference_at(slots.start)
    days = None if number is None else stretch_days(reference, step, number, unit)
    return Reading(
        type=TimexType.DURATION,
        value=duration(number, unit),
        mod=slots.code("approx"),
        counted_from=reference if step else None,
        days=days,
        confidence=DECIDED,
    )


def _bare_number(slots: Slots) -> float | None:
    """Return 1 for "the past decade" and None for "the past few years"."""
    return None if slots.text("vague") or (slots.text("unit") or "").endswith("s") else 1.0


def stretch_days(reference: Reference, step: int, number: float, unit: Unit) -> Interval | None:
    """Return the days of a stretch before (step -1) or after (step 1) a reference, the reference's days included."""
    if reference.start is None or reference.end is None or step == 0 or unit.is_clock:
        return None
    count = math.ceil(number)
    if step < 0:
        return moved(reference.start, -count, unit), reference.end
    return reference.start, moved(reference.end, count, unit)


def first_units(slots: Slots) -> Reading | None:
    """Read "the first nine months of 2014": a length from the beginning of a year."""
    unit, number = slots.unit(), slots.number()
    if unit is None:
        return None
    year, reference = slots.year(), slots.scene.reference_at(slots.start)
    stepped_year = slots.integer("yearstep")
    if year is None and stepped_year is not None and reference.start is not None:
        year = reference.start.year + stepped_year
    days = None
    if year is not None and number is not None:
        first = date(year, 1, 1)
        days = (first, moved(first, math.ceil(number), unit))
    return Reading(type=TimexType.DURATION, value=duration(number, unit), days=days, confidence=DECIDED)


def per_unit(slots: Slots) -> Reading | None:
    """Read the unit of a rate: "interviews a day", "twice a week"."""
    unit = slots.unit()
    if unit is None:
        return None
    before = slots.folded[max(0, slots.start - 16) : slots.start]
    if compiled_cue(slots.scene.language, "before_rate").search(before):
        return Reading(type=TimexType.SET, value=duration(1, unit), confidence=DECIDED)
    return length(slots)


def frequency(slots: Slots) -> Reading | None:
    """Read an adverb or adjective of repetition ("daily"), not one before a name ("the daily Horizon")."""
    value = slots.code("frequency")
    followed_by_name = slots.scene.text[slots.end : slots.end + 2].strip().istitle()
    if value is None or followed_by_name:
        return None
    return Reading(type=TimexType.SET, value=value, confidence=DECIDED)


def recurrence(slots: Slots) -> Reading | None:
    """Read "every month", "each Thursday", "Mondays", "each July"."""
    value = _recurring(slots)
    return None if value is None else Reading(type=TimexType.SET, value=value, confidence=DECIDED)


def _recurring(slots: Slots) -> str | None:
    """Return the value of what recurs: a unit, a weekday, a month or a part of the day."""
    unit, month = slots.unit(), slots.integer("month")
    part = slots.code("part") or slots.code("parts")
    day = slots.integer("weekday") if slots.text("weekday") else slots.integer("weekdays")
    if unit is not None:
        return duration(slots.number() if slots.text("number") else 1, unit)
    if day is not None:
        return f"XXXX-WXX-{day + 1}" + (f"T{part}" if part else "")
    if month is not None:
        return f"XXXX-{month:02d}"
    return None if part is None else f"XXXX-XX-XXT{part}"


def one_unit(slots: Slots) -> Reading | None:
    """Read "the year" of "the year ended March 31"."""
    unit = slots.unit()
    return None if unit is None else Reading(type=TimexType.DURATION, value=duration(1, unit), confidence=DECIDED)


def every(slots: Slots) -> Reading | None:
    """Read an adverb made of a unit: "quarterly"."""
    unit = slots.unit()
    return None if unit is None else Reading(type=TimexType.SET, value=duration(1, unit), confidence=DECIDED)


def length_at_large(slots: Slots) -> Reading | None:
    """Read "for weeks", "decades-long", "the coming months": units that nothing counts."""
    unit = slots.unit()
    return None if unit is None else Reading(type=TimexType.DURATION, value=duration(None, unit), confidence=DECIDED)


def weekend(slots: Slots) -> Reading | None:
    """Read "the weekend", "last weekend": the nearest one that is over, or the coming one."""
    reference = slots.scene.reference_at(slots.start)
    step = slots.integer("step") or 0
    if reference.start is None:
        return Reading(type=TimexType.DATE, value="XXXX-WXX-WE", counted_from=reference)
    is_midweek = reference.start.weekday() < FRIDAY
    expected = slots.scene.outlook(slots.start, slots.end)
    is_over = expected is Outlook.BEHIND if slots.text("step") else expected is not Outlook.AHEAD
    if step == 0 and is_midweek and is_over:
        step = -1
    value = stepped(reference.start, reference.last, step, Unit.WEEKEND)
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=CHOSEN)
