"""Readings of Hijri dates, solar (Afghan and Iranian) and lunar: kept in their own calendar, with Gregorian days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from transforms.extract.timex.hijri import LUNAR_MARGIN, lunar_days, lunar_year_of, solar_days
from transforms.extract.timex.outlook import Outlook
from transforms.extract.timex.reading import CHOSEN, DECIDED, HIJRI_LUNAR, HIJRI_SOLAR, Reading, Reference
from transforms.records import TimexType

if TYPE_CHECKING:
    from datetime import date

    from transforms.extract.timex.slots import Slots
    from transforms.extract.timex.values import Interval


def solar(slots: Slots) -> Reading | None:
    """Read "the solar year 1394", "Mizan 1394"."""
    year, month = _written_year(slots), slots.integer("solarmonth")
    if year is None:
        return None
    day = slots.day("day")
    if month is not None and day is not None:
        first = solar_days(year, month)[0] + timedelta(days=day - 1)
        days = (first, first + timedelta(days=1))
        value = f"{year}-{month:02d}-{day:02d}"
        return Reading(type=TimexType.DATE, value=value, days=days, calendar=HIJRI_SOLAR)
    value = f"{year}" if month is None else f"{year}-{month:02d}"
    return Reading(type=TimexType.DATE, value=value, days=solar_days(year, month), calendar=HIJRI_SOLAR)


def lunar(slots: Slots) -> Reading | None:
    """Read "1437 AH", "Ramadan 1437", and a Ramadan without its year, which is the nearest."""
    month = slots.integer("lunarmonth") or (9 if slots.text("feast") else None)
    written = _written_year(slots)
    if written is not None:
        return _lunar(written, month, None)
    reference = slots.scene.reference_at(slots.start)
    if month is None or reference.start is None:
        value = "XXXX" if month is None else f"XXXX-{month:02d}"
        return Reading(type=TimexType.DATE, value=value, counted_from=reference, calendar=HIJRI_LUNAR)
    year = _nearest_year(reference.start, month, slots.scene.outlook(slots.start, slots.end))
    return _lunar(year, month, reference)


def _written_year(slots: Slots) -> int | None:
    """Return the year that is written in any of the rule's places for it."""
    written = slots.text("hyear") or slots.text("hyear2") or slots.text("hyear3")
    return None if written is None else int(written)


def _lunar(year: int, month: int | None, reference: Reference | None) -> Reading:
    """Return a lunar year or month; the sighting of the moon leaves its days fuzzy."""
    days: Interval = lunar_days(year, month)
    return Reading(
        type=TimexType.DATE,
        value=f"{year}" if month is None else f"{year}-{month:02d}",
        counted_from=reference,
        days=days,
        fuzzy=(days[0] - LUNAR_MARGIN, days[1] + LUNAR_MARGIN),
        calendar=HIJRI_LUNAR,
        confidence=DECIDED if reference is None else CHOSEN,
    )


def _nearest_year(now: date, month: int, expected: Outlook) -> int:
    """Return the year of a month: the current or next where the words look ahead, else the current or last."""
    year = lunar_year_of(now)
    start, end = lunar_days(year, month)
    if expected is Outlook.AHEAD:
        return year if end > now else year + 1
    return year if start <= now else year - 1
