"""TIMEX3 values as days: granularity, half-open interval, and the fuzzy interval that a modifier leaves open."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from transforms.extract.timex.moments import MONTHS_A_YEAR, months_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Interval = tuple[date, date]

_ONE_DAY = timedelta(days=1)

# "Earlier this year" names no third of the year but a side of the day of speaking; TIMEX3 has no modifier for that.
EARLIER = "EARLIER"
LATER = "LATER"
SIDES = frozenset({EARLIER, LATER})

# Northern seasons, as news in English means them: first month, and all are three months long.
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DURATION_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "E": "decade", "C": "century"}
_CLOCK_UNITS = {"H": "hour", "M": "minute", "S": "second"}


def _months(year: int, month: int, count: int) -> Interval:
    """Return the interval of `count` months from a month on."""
    first = date(year, month, 1)
    after_year, after_month = months_after(first, count)
    return first, date(after_year, after_month, 1)


def _week(year: int, week: int, first_weekday: int, days: int) -> Interval:
    """Return `days` days of an ISO week, beginning with a weekday (1 is Monday)."""
    start = date.fromisocalendar(year, week, first_weekday)
    return start, start + timedelta(days=days)


def _day(found: re.Match[str]) -> Interval:
    """Return the interval of one day."""
    start = date(int(found[1]), int(found[2]), int(found[3]))
    return start, start + _ONE_DAY


# Each form of a calendar value: its granularity, its pattern and the days it covers.
_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Interval]], ...] = (
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)"), _day),
    ("month", re.compile(r"(\d{4})-(\d\d)(?:-XX)?"), lambda found: _months(int(found[1]), int(found[2]), 1)),
    ("year", re.compile(r"(\d{4})(?:-XX)?(?:-XX)?"), lambda found: _months(int(found[1]), 1, MONTHS_A_YEAR)),
    ("decade", re.compile(r"(\d{3})X?"), lambda found: _months(int(found[1]) * 10, 1, MONTHS_A_YEAR * 10)),
    ("century", re.compile(r"(\d\d)(?:XX)?"), lambda found: _months(int(found[1]) * 100, 1, MONTHS_A_YEAR * 100)),
    ("weekend", re.compile(r"(\d{4})-W(\d\d)-WE"), lambda found: _week(int(found[1]), int(found[2]), 6, 2)),
    ("day", re.compile(r"(\d{4})-W(\d\d)-(\d)"), lambda found: _week(int(found[1]), int(found[2]), int(found[3]), 1)),
    ("week", re.compile(r"(\d{4})-W(\d\d)"), lambda found: _week(int(found[1]), int(found[2]), 1, 7)),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])"), lambda found: _months(int(found[1]), int(found[2]) * 3 - 2, 3)),
    ("half", re.compile(r"(\d{4})-H([12])"), lambda found: _months(int(found[1]), int(found[2]) * 6 - 5, 6)),
    ("season", re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda found: _months(int(found[1]), _SEASON_STARTS[found[2]], 3)),
)


def interval_of(value: str) -> Interval | None:
    """Return the days that a value covers, or None where it is no calendar value ("PAST_REF", "P3D", "XXXX-05")."""
    if "/" in value:
        return _range_of(value)
    days = value.split("T", 1)[0]
    for _, pattern, interval in _FORMS:
        if found := pattern.fullmatch(days):
            try:
                return interval(found)
            except (ValueError, OverflowError):
                return None
    return None


def _range_of(value: str) -> Interval | None:
    """Return the days from the first to the last value of "2014-05/2014-07"."""
    first, last = (interval_of(part) for part in value.split("/", 1))
    if first is None or last is None or last[1] <= first[0]:
        return None
    return first[0], last[1]


def granularity_of(value: str) -> str:
    """Return the size of what a value names: a calendar unit, "part" of a day, a clock unit, or "ref"."""
    if value.endswith("_REF"):
        return "ref"
    if "/" in value:
        return "range"
    if value.startswith("P"):
        return _duration_granularity(value)
    days, _, clock = value.partition("T")
    if clock:
        return _clock_granularity(clock)
    known = re.sub(
        "X", "0", days.replace("-XX-XX", "-01-01").replace("-XX", "-01").replace("WXX", "W01").replace("QX", "Q1")
    )
    return next((name for name, pattern, _ in _FORMS if pattern.fullmatch(known)), "ref")


def _duration_granularity(value: str) -> str:
    """Return the unit of a duration's first part."""
    units = _CLOCK_UNITS if value.startswith("PT") else _DURATION_UNITS
    if value.endswith("WE"):
        return "weekend"
    return next((units[letter] for letter in value[1:] if letter in units), "ref")


def _clock_granularity(clock: str) -> str:
    """Return "part" for a part of the day, else "hour" or "minute"."""
    if clock[:1].isalpha():
        return "part"
    return "minute" if ":" in clock else "hour"


def fuzzy_of(interval: Interval, mod: str | None, reference: Interval | None) -> Interval | None:
    """Return the days that are really meant, None without a modifier.

    START, MID and END mean a third; "earlier" and "later" what lies on that side of the reference; others a margin.
    """
    start, end = interval
    if mod in SIDES:
        return None if reference is None else _cut(interval, reference, mod)
    third = (end - start) / 3
    edges: Mapping[str, Interval] = {
        "START": (start, end - 2 * third),
        "MID": (start + third, end - third),
        "END": (start + 2 * third, end),
    }
    if mod is None:
        return None
    if mod in edges:
        first, last = edges[mod]
        return first, max(last, first + _ONE_DAY)
    return _widened(interval)


def _cut(days: Interval, reference: Interval, mod: str | None) -> Interval | None:
    """Return what lies before or after the reference in a period, None where that is all or nothing of it."""
    cut = (days[0], min(days[1], reference[1])) if mod == EARLIER else (max(days[0], reference[0]), days[1])
    return cut if cut[0] < cut[1] and cut != days else None


def _widened(interval: Interval) -> Interval | None:
    """Return the interval with half its length (a day at least) added on both sides."""
    start, end = interval
    margin = max((end - start) // 2, _ONE_DAY)
    try:
        return start - margin, end + margin
    except OverflowError:
        return None
