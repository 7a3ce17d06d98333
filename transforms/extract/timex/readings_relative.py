"""Readings of dates that are counted from another day: today, Monday, last year, the same month, two years ago."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from transforms.extract.timex.moments import DAYS_A_WEEK, Unit, stepped
from transforms.extract.timex.outlook import Outlook
from transforms.extract.timex.reading import CHOSEN, DECIDED, NO_REFERENCE, Reading, Reference
from transforms.extract.timex.readings_periods import year_ago_period
from transforms.records import TimexType

if TYPE_CHECKING:
    from transforms.extract.timex.slots import Slots


# The word classes whose words point to a side of the day of speaking.
_POINTING = ("pointer", "adjective", "pointertime")


def day_word(slots: Slots) -> Reading | None:
    """Read today, yesterday, tomorrow, the day before yesterday, with a part of the day."""
    step = slots.integer("dayword")
    if step is None:
        return None
    reference = slots.scene.reference_at(slots.start)
    value = stepped(reference.start, reference.last, step, Unit.DAY)
    return in_part(value, slots.code("part"), reference, confidence=DECIDED)


def part_by_step(slots: Slots) -> Reading | None:
    """Read "this morning", "last night", "tonight", "the next morning"."""
    step, part = slots.integer("step"), slots.code("part")
    reference = slots.scene.reference_at(slots.start)
    if slots.text("shift") is not None:
        known = slots.scene.mention_within(Unit.DAY)
        reference = known if known.start is not None else reference
        step = slots.integer("shift")
    value = stepped(reference.start, reference.last, step or 0, Unit.DAY)
    return in_part(value, part or "NI", reference, confidence=DECIDED)


def in_part(value: str, part: str | None, reference: Reference, *, confidence: float) -> Reading:
    """Return a day, or a part of it as a time."""
    if part is None:
        return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=confidence)
    return Reading(type=TimexType.TIME, value=f"{value}T{part}", counted_from=reference, confidence=confidence)


def weekday(slots: Slots) -> Reading | None:
    """Read a weekday: the last one of that name, or the next where a step or the tense looks ahead."""
    number = slots.integer("weekday")
    if number is None or not slots.scene.text[slots.place("weekday")[0]].isupper():
        return None
    reference = weekday_reference(slots)
    part = slots.code("part")
    if reference.start is None or reference.start != reference.last:
        return in_part(f"XXXX-WXX-{number + 1}", part, reference, confidence=CHOSEN)
    if slots.unit() is not None:
        chosen = _in_week(reference.start, number, slots.integer("unitstep") or 0)
        return in_part(chosen.isoformat(), part, reference, confidence=DECIDED)
    days = _by_step(slots, reference.start, number)
    reading = in_part(days[0].isoformat(), part, reference, confidence=DECIDED if slots.text("step") else CHOSEN)
    suffix = f"T{part}" if part else ""
    return Reading(
        type=reading.type,
        value=reading.value,
        counted_from=reference,
        alternative=f"{days[1].isoformat()}{suffix}",
        confidence=reading.confidence,
    )


def weekday_reference(slots: Slots) -> Reference:
    """Return what a weekday is counted from: the day last mentioned after "the following", else the place's."""
    if slots.text("shift") is not None:
        known = slots.scene.mention_within(Unit.DAY)
        if known.start is not None:
            return known
    return slots.scene.reference_at(slots.start)


def _by_step(slots: Slots, now: date, number: int) -> tuple[date, date]:
    """Return the day that is meant and the other reading."""
    back = (now.weekday() - number) % DAYS_A_WEEK
    last, coming = now - timedelta(days=back), now + timedelta(days=(DAYS_A_WEEK - back) % DAYS_A_WEEK)
    step = slots.integer("step") if slots.text("step") else slots.integer("shift")
    if step is not None and step != 0:
        strictly_last = last if back else last - timedelta(days=DAYS_A_WEEK)
        strictly_next = coming if back else coming + timedelta(days=DAYS_A_WEEK)
        return (strictly_last, strictly_next) if step < 0 else (strictly_next, strictly_last)
    expected = slots.scene.outlook(slots.start, slots.end)
    if step == 0 and expected is not Outlook.BEHIND:
        expected = Outlook.AHEAD
    if back == 0:
        other = now + timedelta(days=DAYS_A_WEEK if expected is Outlook.AHEAD else -DAYS_A_WEEK)
        return now, other
    return (coming, last) if expected is Outlook.AHEAD else (last, coming)


def _in_week(now: date, number: int, weeks: int) -> date:
    """Return a weekday of the week that lies so many weeks away."""
    return now - timedelta(days=now.weekday()) + timedelta(days=weeks * DAYS_A_WEEK + number)


def unit_by_step(slots: Slots) -> Reading | None:
    """Read "last year", "earlier this month", "the end of next week"."""
    unit, step = slots.unit(), slots.integer("step")
    if unit is None or step is None or unit.is_clock or _is_title(slots):
        return None
    reference = slots.scene.reference_at(slots.start)
    return _of_period(stepped(reference.start, reference.last, step, unit), reference, slots.code("edge"))


def _is_title(slots: Slots) -> bool:
    """Return whether the unit is written like a name, as in a programme called "This Week"."""
    start, end = slots.place("unit")
    return slots.scene.text[start:end].istitle()


def _of_period(value: str, reference: Reference, mod: str | None, confidence: float = DECIDED) -> Reading:
    """Return a period that was counted from a reference."""
    return Reading(type=TimexType.DATE, value=value, mod=mod, counted_from=reference, confidence=confidence)


def unit_mentioned(slots: Slots) -> Reading | None:
    """Read "the same month", "that year", "the following day": a unit at or beside the date mentioned last."""
    unit, step = slots.unit(), slots.integer("shift")
    if unit is None or step is None or unit.is_clock:
        return None
    known = slots.scene.mention_within(unit)
    if known.start is None:
        if step == 0 and slots.text("edge") is None:
            return None
        known = slots.scene.reference_at(slots.start)
    return _of_period(stepped(known.start, known.last, step, unit), known, slots.code("edge"), CHOSEN)


def unit_at_hand(slots: Slots) -> Reading | None:
    """Read "the end of the year", "for the week": the unit that holds the reference."""
    unit = slots.unit()
    if unit is None or unit.is_clock:
        return None
    reference = slots.scene.reference_at(slots.start)
    return _of_period(stepped(reference.start, reference.last, 0, unit), reference, slots.code("edge"), CHOSEN)


def fiscal_year(slots: Slots) -> Reading | None:
    """Read "the fiscal year", "the latest fiscal year"."""
    step = slots.integer("fiscal")
    if step is None:
        return None
    reference = slots.scene.reference_at(slots.start)
    return _of_period(stepped(reference.start, reference.last, step, Unit.YEAR), reference, None, CHOSEN)


def counted(slots: Slots) -> Reading | None:
    """Read "two years ago", "some 20 years ago", "three weeks from now", "several months ago"."""
    unit, direction = slots.unit(), slots.integer("away")
    if unit is None or direction is None:
        return None
    number = slots.number() if slots.text("number") else _one_or_none(slots)
    reference = _counting_reference(slots)
    if number is None:
        return _vaguely(direction, reference)
    if unit is Unit.YEAR and number == 1 and direction < 0:
        return year_ago_period(slots)
    if unit.is_clock:
        value = stepped(reference.start, reference.last, 0, Unit.DAY)
        return Reading(type=TimexType.TIME, value=value, counted_from=reference, confidence=CHOSEN)
    value = stepped(reference.start, reference.last, direction * int(number), unit)
    return Reading(
        type=TimexType.DATE, value=value, mod=slots.code("approx"), counted_from=reference, confidence=DECIDED
    )


def _one_or_none(slots: Slots) -> float | None:
    """Return 1 for "a year ago", None for "years ago" and "several years ago"."""
    return 1.0 if slots.text("article") else None


def _vaguely(direction: int, reference: Reference) -> Reading:
    """Return the past or the future at large."""
    value = "PAST_REF" if direction < 0 else "FUTURE_REF"
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=DECIDED)


def _counting_reference(slots: Slots) -> Reference:
    """Return what a count starts from: "ago" from the day of speaking, "earlier" from the date mentioned last."""
    place = slots.scene.reference_at(slots.start)
    if slots.text("narrated") is None:
        return place
    unit = slots.unit()
    known = NO_REFERENCE if unit is None else slots.scene.mention_within(unit)
    return known if known.start is not None else place


def pointer(slots: Slots) -> Reading | None:
    """Read "now", "recently", "the future": a side of the day of speaking, without a size."""
    value = next(filter(None, map(slots.code, _POINTING)), None)
    if value is None:
        return None
    return Reading(
        type=TimexType.DATE, value=value, counted_from=slots.scene.reference_at(slots.start), confidence=DECIDED
    )
