"""Readings of dates that name their day, month or year: explicit ones, and ones whose year has to be found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from transforms.extract.timex.language import compiled_cue
from transforms.extract.timex.moments import MONTHS_A_YEAR, Unit, full_year, moved
from transforms.extract.timex.outlook import Outlook
from transforms.extract.timex.reading import CHOSEN, DECIDED, GREGORIAN, Reading, Reference
from transforms.records import TimexType

if TYPE_CHECKING:
    from transforms.extract.timex.slots import Slots

# A yearless day on the side that the words speak against is as bad as this many days of distance.
_WRONG_SIDE = 180
_MAY = 5
_SHORTEST_MONTH_NAME = 4


def iso_date(slots: Slots) -> Reading | None:
    """Read 2016-01-10."""
    year, month, day = (int(slots.match.group(name)) for name in ("iyear", "imonth", "iday"))
    return Reading(type=TimexType.DATE, value=date(year, month, day).isoformat())


def dotted_date(slots: Slots) -> Reading | None:
    """Read 25.01.2016."""
    day = slots.day("day")
    if day is None:
        return None
    year, month = int(slots.match.group("iyear")), int(slots.match.group("imonth"))
    return Reading(type=TimexType.DATE, value=date(year, month, day).isoformat())


def named_day(slots: Slots) -> Reading | None:
    """Read 9/11, 26/11."""
    value = slots.code("namedday")
    return None if value is None else Reading(type=TimexType.DATE, value=value, confidence=DECIDED)


def slashed_date(slots: Slots) -> Reading | None:
    """Read 3/12/99: month first as American agencies write it, unless the first number can be no month."""
    first, second, year = slots.day("day"), slots.day("other"), int(slots.match.group("anyyear"))
    if first is None or second is None:
        return None
    year = full_year(year)
    month, day = (second, first) if first > MONTHS_A_YEAR else (first, second)
    other = date(year, day, month).isoformat() if day <= MONTHS_A_YEAR and day != month else None
    return Reading(
        type=TimexType.DATE,
        value=date(year, month, day).isoformat(),
        alternative=other,
        confidence=CHOSEN if other else DECIDED,
    )


def day_of_month(slots: Slots) -> Reading | None:
    """Read a day and its month, with its year or with the year that fits best."""
    month, day = slots.integer("month"), slots.day("day") or slots.integer("dayordinal")
    if month is None or day is None or not _is_capital(slots):
        return None
    year, mod = slots.year("year"), slots.code("edge")
    if year is not None:
        value = date(year, month, day).isoformat()
        return Reading(type=TimexType.DATE, value=_through(value, slots.day("lastday")), mod=mod)
    reference = slots.scene.reference_at(slots.start)
    chosen = nearest_day(reference, month, day, slots.scene.outlook(slots.start, slots.end))
    value = chosen.isoformat() if chosen else f"XXXX-{month:02d}-{day:02d}"
    return Reading(
        type=TimexType.DATE,
        value=_through(value, slots.day("lastday")),
        mod=mod,
        counted_from=reference,
        confidence=DECIDED,
    )


def _through(value: str, last_day: int | None) -> str:
    """Return a day's value, or the range to a later day of the same month ("5-7 May")."""
    return value if last_day is None else f"{value}/{value[:-2]}{last_day:02d}"


def nearest_day(reference: Reference, month: int, day: int, expected: Outlook) -> date | None:
    """Return the year's day that is nearest to the reference; the words' own side counts for more."""
    if reference.start is None:
        return None
    return _nearest(reference.start, _days_around(reference.start, month, day), expected)


def _nearest(origin: date, days: list[date], expected: Outlook) -> date | None:
    """Return the day nearest to `origin`, those on the side that the words speak against last."""

    def cost(candidate: date) -> int:
        gap = (candidate - origin).days
        speaks_against = (expected is Outlook.AHEAD and gap < 0) or (expected is Outlook.BEHIND and gap > 0)
        return abs(gap) + (_WRONG_SIDE if speaks_against else 0)

    return min(days, key=cost, default=None)


def _days_around(origin: date, month: int, day: int) -> list[date]:
    """Return that day of the month in the years around a day, without those years that lack it."""
    days = []
    for year in (origin.year, origin.year - 1, origin.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return days


def month_of_year(slots: Slots) -> Reading | None:
    """Read a month with its year: "early March 1998", "July last year"."""
    month, year = slots.integer("month"), slots.year("year") or slots.year("spokenyear")
    if month is None or not _is_capital(slots):
        return None
    if year is not None:
        return Reading(type=TimexType.DATE, value=f"{year:04d}-{month:02d}", mod=slots.code("edge"))
    reference, step = slots.scene.reference_at(slots.start), slots.integer("yearstep")
    if reference.start is None or step is None:
        return Reading(type=TimexType.DATE, value=f"XXXX-{month:02d}", counted_from=reference, confidence=CHOSEN)
    value = f"{reference.start.year + step:04d}-{month:02d}"
    return Reading(type=TimexType.DATE, value=value, mod=slots.code("edge"), counted_from=reference)


def month_by_step(slots: Slots) -> Reading | None:
    """Read "last April", "this September", "next May".

    The month just past is "last month", so "last February", said in March, means the year before.
    """
    month, step = slots.integer("month"), slots.integer("step")
    if month is None or step is None or not _is_capital(slots):
        return None
    reference = slots.scene.reference_at(slots.start)
    if reference.start is None:
        return Reading(type=TimexType.DATE, value=f"XXXX-{month:02d}", counted_from=reference)
    now = reference.start
    year = now.year
    if step < 0 and month >= now.month - 1:
        year -= 1
    if step > 0 and month <= now.month:
        year += 1
    value = f"{year:04d}-{month:02d}"
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=DECIDED)


def month_alone(slots: Slots) -> Reading | None:
    """Read a month without a year: the last one of that name, the next one where the words look ahead."""
    month = slots.integer("month")
    if month is None or not _is_month_name(slots):
        return None
    mod, reference = slots.code("edge"), slots.scene.reference_at(slots.start)
    shared_year = slots.year("year")
    if shared_year is not None:
        return Reading(type=TimexType.DATE, value=f"{shared_year:04d}-{month:02d}", mod=mod)
    if reference.start is None:
        return Reading(type=TimexType.DATE, value=f"XXXX-{month:02d}", mod=mod, counted_from=reference)
    now = reference.start
    behind = now.year - (month > now.month)
    ahead = now.year + (month < now.month)
    years = (ahead, behind) if slots.scene.outlook(slots.start, slots.end) is Outlook.AHEAD else (behind, ahead)
    return Reading(
        type=TimexType.DATE,
        value=f"{years[0]:04d}-{month:02d}",
        mod=mod,
        counted_from=reference,
        alternative=f"{years[1]:04d}-{month:02d}" if years[0] != years[1] else None,
        confidence=DECIDED,
    )


def _is_capital(slots: Slots) -> bool:
    """Return whether the month's name begins with a capital, as months do and the verbs "may" and "march" do not."""
    return slots.scene.text[slots.place("month")[0]].isupper()


def _is_month_name(slots: Slots) -> bool:
    """Return whether a lone word is a month: not the verb May, not a first name, not "Mar" without its dot."""
    start, end = slots.place("month")
    name = slots.folded[start:end]
    if not slots.scene.text[start].isupper() or (len(name) < _SHORTEST_MONTH_NAME and slots.integer("month") != _MAY):
        return False
    if compiled_cue(slots.scene.language, "before_month").search(slots.folded[max(0, slots.start - 12) : slots.start]):
        return True
    if slots.code("edge") is not None:
        return True
    is_doubtful = compiled_cue(slots.scene.language, "doubtful_month").fullmatch(name) is not None
    return not is_doubtful


def holiday(slots: Slots) -> Reading | None:
    """Read a feast with a fixed day ("Christmas Eve 2015")."""
    fixed = slots.code("holiday")
    if fixed is None or not slots.scene.text[slots.place("holiday")[0]].isupper():
        return None
    year, reference = slots.year("year"), slots.scene.reference_at(slots.start)
    if year is not None:
        return Reading(type=TimexType.DATE, value=_feast_day(fixed, year).isoformat())
    if reference.start is None:
        value = f"XXXX-{fixed}" if "-" in fixed else f"XXXX-{fixed[:2]}"
        return Reading(type=TimexType.DATE, value=value, counted_from=reference)
    days = [_feast_day(fixed, reference.start.year + shift) for shift in (0, -1, 1)]
    chosen = _nearest(reference.start, days, slots.scene.outlook(slots.start, slots.end))
    value = reference.start.isoformat() if chosen is None else chosen.isoformat()
    return Reading(type=TimexType.DATE, value=value, counted_from=reference, confidence=DECIDED)


def _feast_day(code: str, year: int) -> date:
    """Return the day of a feast in a year, from its month and day or from its month, count and weekday."""
    if "-" in code:
        month, day = (int(part) for part in code.split("-"))
        return date(year, month, day)
    month, count, weekday = (int(part) for part in code.split("#"))
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))


def week_of(slots: Slots) -> Reading | None:
    """Read "the week of March 6", the ISO week that holds the day."""
    inner = day_of_month(slots)
    if inner is None or "X" in inner.value:
        return inner
    iso = moved(date.fromisoformat(inner.value), 0, Unit.DAY).isocalendar()
    return Reading(
        type=TimexType.DATE,
        value=f"{iso.year:04d}-W{iso.week:02d}",
        counted_from=inner.counted_from,
        calendar=GREGORIAN,
    )


def last_days_of(slots: Slots) -> Reading | None:
    """Read "the last week of March 2009": the named stretch at the edge of a month."""
    inner = month_of_year(slots) if slots.year("year") else month_alone(slots)
    if inner is None or "X" in inner.value:
        return inner
    first = date.fromisoformat(f"{inner.value}-01")
    ordinal = slots.integer("ordinal") or 0
    # The Thursday-like middle of the numbered seven days settles which ISO week is meant.
    day = first + timedelta(days=7 * ordinal - 4) if ordinal > 0 else moved(first, 1, Unit.MONTH) - timedelta(days=4)
    iso = day.isocalendar()
    return Reading(
        type=TimexType.DATE,
        value=f"{iso.year:04d}-W{iso.week:02d}",
        counted_from=inner.counted_from,
        confidence=CHOSEN,
    )
