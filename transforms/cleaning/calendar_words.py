"""Calendar dates as pages write them: ISO, numeric and with month names of fourteen languages, to days and instants."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

# Month names by language, January first; abbreviations are their first letters (at least three).
_MONTHS = (
    # English
    "january february march april may june july august september october november december",
    # German, Austrian German
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    # French
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    # Spanish
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    # Portuguese
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    # Italian
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    # Dutch
    "januari februari maart april mei juni juli augustus september oktober november december",
    # Swedish; Danish and Norwegian below it
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar mars april maj juni juli august september oktober november desember",
    # Turkish
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    # Polish, as in dates
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    # Czech, as in dates
    "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince",
    # Russian, as in dates
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    # Indonesian
    "januari februari maret april mei juni juli agustus september oktober november desember",
)
_ABBREVIATIONS = {"sept": 9, "okt": 10, "dez": 12, "dec": 12, "des": 12, "mrz": 3, "juin": 6, "juil": 7}
# Zone names that pages append to a clock time; hours from UTC.
_ZONES = {
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "bst": 1,
    "cet": 1,
    "cest": 2,
    "est": -5,
    "edt": -4,
    "pst": -8,
    "pdt": -7,
    "ist": 5.5,
    "pkt": 5,
}

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)"
    r"(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d|[A-Z]{3,4}\b)?)?(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[./](\d{1,2})[./](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|\u00ba)?\s*(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_UNIX_STYLE = re.compile(r"\b([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)\s+([A-Z]{3,4})\s+((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One date found in a text: its day, its instant where a clock time was given, and where it stands."""

    day: date
    instant: datetime | None
    start: int
    end: int


def find_date(text: str, *, month_first: bool = False) -> Found | None:
    """Return the first calendar date with a year in `text`, None where there is none."""
    found = [
        hit
        for pattern, read in _READERS
        for match in pattern.finditer(text)
        if (hit := _read(match, read, month_first))
    ]
    return min(found, key=lambda hit: (hit.start, -hit.end)) if found else None


def _read(match: re.Match[str], reader: str, month_first: bool) -> Found | None:
    parts = match.groups()
    try:
        if reader == "iso":
            return _iso(match)
        if reader == "unix":
            return _unix(match)
        day = _plain_day(reader, parts, month_first=month_first)
    except (ValueError, OverflowError):
        return None
    return Found(day=day, instant=None, start=match.start(), end=match.end()) if day else None


def _plain_day(reader: str, parts: tuple[str, ...], *, month_first: bool) -> date | None:
    """Return the day of a date without a clock time."""
    if reader == "ymd":
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    if reader == "numeric":
        return _numeric_day(int(parts[0]), int(parts[2]), parts[3], month_first=month_first and parts[1] != ".")
    day, name = (parts[0], parts[1]) if reader == "dmy" else (parts[1], parts[0])
    month = month_number(name)
    return date(int(parts[2]), month, int(day)) if month else None


def _numeric_day(first: int, second: int, year: str, *, month_first: bool) -> date:
    """Return the day of "3/4/2019", whose order only the larger number or the page's habits can tell."""
    full = int(year) if len(year) > len("99") else 2000 + int(year)
    day, month = (second, first) if month_first else (first, second)
    if month > len(_MONTHS[0].split()):
        day, month = month, day
    return date(full, month, day)


def _iso(match: re.Match[str]) -> Found:
    year, month, day, hour, minute, second, zone = match.groups()
    when = date(int(year), int(month), int(day))
    instant = None
    if hour is not None:
        instant = datetime(
            when.year, when.month, when.day, int(hour), int(minute), int(second or 0), tzinfo=_zone(zone)
        )
    return Found(day=when, instant=instant, start=match.start(), end=match.end())


def _unix(match: re.Match[str]) -> Found | None:
    name, day, hour, minute, second, zone, year = match.groups()
    month = month_number(name)
    if not month:
        return None
    instant = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=_zone(zone))
    return Found(day=instant.date(), instant=instant, start=match.start(), end=match.end())


def _zone(name: str | None) -> timezone | None:
    """Return the zone that a suffix names, None where the page gives none or an unknown one."""
    if not name:
        return None
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if name[0] == "-" else offset)
    hours = _ZONES.get(name.lower())
    return None if hours is None else timezone(timedelta(hours=hours))


@lru_cache(maxsize=4096)
def month_number(name: str) -> int | None:
    """Return the month that a word names in any of the known languages, 1 to 12."""
    folded = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    folded = folded.replace("ı", "i").rstrip(".")
    if folded in _ABBREVIATIONS:
        return _ABBREVIATIONS[folded]
    for language in _MONTHS:
        for number, month in enumerate(language.split(), start=1):
            if month == folded or (len(folded) in {3, 4} and month.startswith(folded)):
                return number
    return None


_READERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_UNIX_STYLE, "unix"),
    (_ISO, "iso"),
    (_YEAR_FIRST, "ymd"),
    (_CJK, "ymd"),
    (_DAY_FIRST, "dmy"),
    (_MONTH_FIRST, "mdy"),
    (_NUMERIC, "numeric"),
)
