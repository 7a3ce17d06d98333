"""Years and months of the two Hijri calendars as Gregorian days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from transforms.extract.timex.moments import MONTHS_A_YEAR

if TYPE_CHECKING:
    from transforms.extract.timex.values import Interval

# The solar year begins at the March equinox, 20 or 21 March; year 1 began in 622.
_SOLAR_EPOCH = 621
_SOLAR_LONG_MONTHS = 6
# From this year on the equinox falls on the 20th in every fourth year.
_EARLY_EQUINOX = 1996
# Tabular lunar calendar, civil epoch (16 July 622 Julian): 11 leap years in 30, months of 30 and 29 days by turns.
_LUNAR_EPOCH = date(622, 7, 19).toordinal()
_LUNAR_CYCLE_YEARS = 30
_LUNAR_CYCLE_DAYS = 10_631
# The moon is sighted, not computed: a lunar date may fall this many days away.
LUNAR_MARGIN = timedelta(days=2)


def solar_new_year(year: int) -> date:
    """Return the first day (1 Hamal) of a solar Hijri year, to a day."""
    gregorian = year + _SOLAR_EPOCH
    return date(gregorian, 3, 20 if gregorian % 4 == 0 and gregorian >= _EARLY_EQUINOX else 21)


def solar_days(year: int, month: int | None = None) -> Interval:
    """Return the days of a solar Hijri year, or of one of its months (1 is Hamal)."""
    start = solar_new_year(year)
    if month is None:
        return start, solar_new_year(year + 1)
    before = 31 * min(month - 1, _SOLAR_LONG_MONTHS) + 30 * max(0, month - 1 - _SOLAR_LONG_MONTHS)
    first = start + timedelta(days=before)
    if month == MONTHS_A_YEAR:
        return first, solar_new_year(year + 1)
    return first, first + timedelta(days=31 if month <= _SOLAR_LONG_MONTHS else 30)


def lunar_first_day(year: int, month: int = 1) -> date:
    """Return the first day of a lunar Hijri month in the tabular calendar."""
    cycles, rest = divmod(year - 1, _LUNAR_CYCLE_YEARS)
    leap_days = (11 * rest + 3) // _LUNAR_CYCLE_YEARS
    days = cycles * _LUNAR_CYCLE_DAYS + rest * 354 + leap_days + (59 * (month - 1) + 1) // 2
    return date.fromordinal(_LUNAR_EPOCH + days)


def lunar_days(year: int, month: int | None = None) -> Interval:
    """Return the days of a lunar Hijri year, or of one of its months (1 is Muharram)."""
    if month is None:
        return lunar_first_day(year), lunar_first_day(year + 1)
    following = (year, month + 1) if month < MONTHS_A_YEAR else (year + 1, 1)
    return lunar_first_day(year, month), lunar_first_day(*following)


def lunar_year_of(day: date) -> int:
    """Return the lunar Hijri year that holds a day."""
    year = (day.toordinal() - _LUNAR_EPOCH) * _LUNAR_CYCLE_YEARS // _LUNAR_CYCLE_DAYS + 1
    while lunar_first_day(year + 1) <= day:
        year += 1
    while lunar_first_day(year) > day:
        year -= 1
    return year
