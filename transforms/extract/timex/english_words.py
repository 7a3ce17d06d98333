"""English words that relate times to each other, and all word classes, which are the slots of the rules.

Each class lists what its words mean and, comma-separated, the words themselves.
"""

from __future__ import annotations

from types import MappingProxyType

from transforms.extract.timex.english_names import (
    CARDINALS,
    CLOCK_WORDS,
    DAY_ORDINALS,
    DECADE_WORDS,
    HOLIDAYS,
    LUNAR_MONTHS,
    MONTHS,
    NAMED_DAYS,
    ORDINALS,
    PARTS,
    SEASONS,
    SOLAR_MONTHS,
    UNITS,
    WEEKDAYS,
    ZONES,
)
from transforms.extract.timex.language import Word, words_of
from transforms.extract.timex.values import EARLIER, LATER

# Where an adjective puts a period, counted from the day of speaking.
STEPS = words_of(
    {
        -1: "last, past, this past, previous",
        0: "this, current, this current",
        1: "next, coming, this coming, upcoming",
    }
)

# Where an adjective puts a period, counted from the date mentioned last.
SHIFTS = words_of(
    {
        0: "same, that, that same, the same, that very",
        1: "following, the following, the next, the subsequent",
        -1: "preceding, the preceding, the previous, the prior, prior",
    }
)

# Which part of a period is meant. "Earlier" and "later" only say on which side of the day of speaking.
EDGES = words_of(
    {
        "START": "early, the beginning of, the start of, beginning of, the early part of",
        EARLIER: "earlier",
        "END": (
            "late, the end of, the very end of, end of, the close of, the latter part of, the rest of, the remainder of"
        ),
        LATER: "later",
        "MID": "mid, the middle of, middle of",
        "APPROX": "sometime",
    }
)

# Approximations that belong to the expression, as TIMEX3 modifiers.
APPROXIMATIONS = words_of(
    {
        "LESS_THAN": "nearly, almost, less than, not even, under, fewer than",
        "EQUAL_OR_LESS": "up to, at most, no more than, not more than, no longer than",
        "MORE_THAN": "more than, over, well over, longer than",
        "EQUAL_OR_MORE": "at least, no less than",
        "APPROX": "approximately, roughly, some",
    }
)

# Amounts that are no number.
VAGUE = words_of(
    {
        0: (
            "several, a few, few, many, some, various, a number of, recent, dozens of, hundreds of, thousands of, "
            "countless, numerous, quite a few, several more, many more, a few more, the many, the few"
        ),
    }
)

# How far a count goes, and to which side.
AWAYS = words_of(
    {
        -1: "ago, earlier, before, back, previously, prior",
        1: "later, from now, hence, afterward, afterwards, after, thereafter",
    }
)

# Days counted from the day of speaking.
DAY_WORDS = words_of(
    {
        0: "today",
        -1: "yesterday",
        1: "tomorrow",
        -2: "the day before yesterday",
        2: "the day after tomorrow",
    }
)

# What points to the present, the past or the future without naming a time.
POINTERS = words_of(
    {
        "PRESENT_REF": (
            "now, right now, currently, nowadays, presently, these days, at present, at the moment, at this time, "
            "present-day"
        ),
        "PAST_REF": (
            "recently, more recently, most recently, lately, the recent past, the distant past, recent years, "
            "past years, recent times, previous years, long ago, not long ago"
        ),
        "FUTURE_REF": (
            "the future, the near future, the foreseeable future, the immediate future, the near term, the long "
            "term, the distant future, a later date"
        ),
    }
)

# Adjectives that point only before a noun.
POINTING_ADJECTIVES = words_of(
    {
        "PRESENT_REF": "current",
        "PAST_REF": "recent",
    }
)

# Times that point only after a preposition.
POINTING_TIMES = words_of(
    {
        "PAST_REF": "the past",
        "PRESENT_REF": "the present",
    }
)

# Business years: the one at hand, or the last one that is complete.
FISCAL = words_of(
    {
        0: "the fiscal year, the current fiscal year, the financial year, this fiscal year",
        -1: "the latest fiscal year, the last fiscal year, the past fiscal year, last fiscal year",
    }
)

# Words of repetition; "quarterly" has a rule of its own.
FREQUENCIES = words_of(
    {
        "P1D": "daily, nightly",
        "P1W": "weekly",
        "P1M": "monthly",
        "P1Y": "annually, yearly",
        "P2W": "fortnightly",
        "PT1H": "hourly",
    }
)

WORDS: MappingProxyType[str, dict[str, Word]] = MappingProxyType(
    {
        "month": dict(MONTHS),
        "weekday": dict(WEEKDAYS),
        "part": dict(PARTS),
        "season": dict(SEASONS),
        "unit": dict(UNITS),
        "cardinal": dict(CARDINALS),
        "ordinal": dict(ORDINALS),
        "dayordinal": dict(DAY_ORDINALS),
        "step": dict(STEPS),
        "shift": dict(SHIFTS),
        "edge": dict(EDGES),
        "approx": dict(APPROXIMATIONS),
        "vague": dict(VAGUE),
        "away": dict(AWAYS),
        "dayword": dict(DAY_WORDS),
        "pointer": dict(POINTERS),
        "adjective": dict(POINTING_ADJECTIVES),
        "pointertime": dict(POINTING_TIMES),
        "weekdays": {f"{name}s": number for name, number in WEEKDAYS.items() if name.endswith("day")},
        "parts": {f"{name}s": code for name, code in PARTS.items()},
        # Steps that count a year or week beside a month, season or weekday.
        "yearstep": dict(STEPS),
        "unitstep": dict(STEPS),
        "fiscal": dict(FISCAL),
        "frequency": dict(FREQUENCIES),
        "decadeword": dict(DECADE_WORDS),
        "zone": dict(ZONES),
        "clockword": dict(CLOCK_WORDS),
        "namedday": dict(NAMED_DAYS),
        "holiday": dict(HOLIDAYS),
        "solarmonth": dict(SOLAR_MONTHS),
        "lunarmonth": dict(LUNAR_MONTHS),
    }
)

# Classes that are written as a pattern.
SHAPES: MappingProxyType[str, str] = MappingProxyType(
    {
        "year": r"(?:1[5-9]|20)\d\d(?!\d)",
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|:\d)",
        "nth": r"\d{1,2}(?:st|nd|rd|th)(?!\w)",
        "number": (
            r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[ -]1/2)?(?: and a half)?"
            r"|<cardinal>(?:[ -](?:and )?<cardinal>){0,5}(?: and a half)?"
        ),
        "spokenyear": r"(?:nineteen|eighteen|twenty) <cardinal>(?:-<cardinal>)?|two thousand(?: (?:and )?<cardinal>)?",
    }
)
