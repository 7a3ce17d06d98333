"""Calendar arithmetic: the TIMEX3 value of a day at a unit, of a step from it, and of a length of time."""

from __future__ import annotations

import math
from datetime import date, timedelta
from enum import StrEnum

MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7

_A_CENTURY = 100
# Two-digit years from this one on are read as 19xx.
_CENTURY_TURN = 40


class Unit(StrEnum):
    """A unit of time, named by its TIMEX3 duration code (a leading T marks clock units)."""

    SECOND = "TS"
    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEKEND = "WE"
    WEEK = "W"
    FORTNIGHT = "F"
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"

    @property
    def is_clock(self) -> bool:
        """Whether the unit is shorter than a day."""
        return self in {Unit.SECOND, Unit.MINUTE, Unit.HOUR}


# How a value is written when the day it is counted from is not known.
UNRESOLVED = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.WEEK: "XXXX-WXX",
    Unit.FORTNIGHT: "XXXX-WXX",
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
    Unit.YEAR: "XXXX",
    Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
}

# Units that TIMEX3 writes as multiples of another one.
_MULTIPLES = {Unit.DECADE: (10, "Y"), Unit.CENTURY: (100, "Y"), Unit.FORTNIGHT: (2, "W"), Unit.WEEKEND: (1, "WE")}

# The unit and count that carry the half of "two and a half years".
_HALVES = {
    Unit.YEAR: ("M", 6),
    Unit.HOUR: ("M", 30),
    Unit.MINUTE: ("S", 30),
    Unit.DAY: ("TH", 12),
    Unit.DECADE: ("Y", 5),
    Unit.CENTURY: ("Y", 50),
}


def full_year(year: int) -> int:
    """Return a year of two figures in full: 98 is 1998, 16 is 2016."""
    if year >= _A_CENTURY:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)


def months_after(day: date, months: int) -> tuple[int, int]:
    """Return (year, month) of the month that lies `months` after `day`."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return year, month + 1


def days_after_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or the last one that month has."""
    year, month = months_after(day, months)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, min(day.day, 27))


def value_at(day: date, unit: Unit) -> str:
    """Return the value of the unit that holds `day`: its week, its quarter, its decade."""
    iso = day.isocalendar()
    week = f"{iso.year:04d}-W{iso.week:02d}"
    return {
        Unit.WEEKEND: f"{week}-WE",
        Unit.WEEK: week,
        Unit.FORTNIGHT: week,
        Unit.MONTH: f"{day.year:04d}-{day.month:02d}",
        Unit.QUARTER: f"{day.year:04d}-Q{(day.month + 2) // 3}",
        Unit.YEAR: f"{day.year:04d}",
        Unit.DECADE: f"{day.year // 10:03d}",
        Unit.CENTURY: f"{day.year // 100:02d}",
    }.get(unit, day.isoformat())


def moved(day: date, steps: int, unit: Unit) -> date:
    """Return the day that lies `steps` units after `day`; clock units leave the day as it is."""
    days = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.FORTNIGHT: 14}
    months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
    if unit in days:
        return day + timedelta(days=steps * days[unit])
    if unit in months:
        return days_after_months(day, steps * months[unit])
    return day


def stepped(first: date | None, last: date | None, steps: int, unit: Unit) -> str:
    """Return the value `steps` units away from the days `first` to `last`.

    Where that stretch is too long to settle the unit ("yesterday", said some time in September), the part that is
    settled is returned with X for the rest.
    """
    if first is None or last is None:
        return UNRESOLVED.get(unit, "XXXX-XX-XX")
    early, late = moved(first, steps, unit), moved(last, steps, unit)
    value = value_at(early, unit)
    if value == value_at(late, unit):
        return value
    if early.year != late.year:
        return UNRESOLVED.get(unit, "XXXX-XX-XX")
    if unit is Unit.MONTH or unit is Unit.QUARTER:
        return f"{early.year:04d}-XX"
    return f"{early.year:04d}-{early.month:02d}-XX" if early.month == late.month else f"{early.year:04d}-XX-XX"


def duration(number: float | None, unit: Unit) -> str:
    """Return the TIMEX3 value of so many units; None stands for "several"."""
    clock = "T" if unit.is_clock else ""
    factor, letter = _MULTIPLES.get(unit, (1, unit.value[-1]))
    if number is None:
        return f"P{clock}X{'E' if unit in {Unit.DECADE, Unit.CENTURY} else letter}"
    whole = math.floor(number)
    half = "" if whole == number else _half(unit, number - whole)
    if whole == 0 and half:
        return f"P{half}"
    return f"P{clock}{whole * factor}{letter}{half.removeprefix('T') if clock else half}"


def _half(unit: Unit, rest: float) -> str:
    """Return what the fraction of a unit adds to a duration, in the next smaller unit."""
    if unit not in _HALVES:
        return ""
    code, half = _HALVES[unit]
    count = round(2 * half * rest)
    return f"T{count}{code.removeprefix('T')}" if unit.is_clock or code.startswith("T") else f"{count}{code}"
