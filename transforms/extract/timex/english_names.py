"""English words that name times: months, weekdays, numbers, zones, feasts.

Each class lists what its words mean and, comma-separated, the words themselves.
"""

from __future__ import annotations

from transforms.extract.timex.language import words_of

# Full names, and the abbreviations of news agencies.
MONTHS = words_of(
    {
        1: "january, jan., jan",
        2: "february, feb., feb",
        3: "march, mar., mar",
        4: "april, apr., apr",
        5: "may",
        6: "june, jun., jun",
        7: "july, jul., jul",
        8: "august, aug., aug",
        9: "september, sept., sep., sept, sep",
        10: "october, oct., oct",
        11: "november, nov., nov",
        12: "december, dec., dec",
    }
)

# Abbreviations need their dot: "sun" and "sat" are words.
WEEKDAYS = words_of(
    {
        0: "monday, mon.",
        1: "tuesday, tue., tues.",
        2: "wednesday, wed.",
        3: "thursday, thu., thurs., thur.",
        4: "friday, fri.",
        5: "saturday, sat.",
        6: "sunday, sun.",
    }
)

# Parts of a day, as TIMEX3 codes.
PARTS = words_of(
    {
        "MO": "morning, mid-morning, dawn",
        "AF": "afternoon, mid-afternoon",
        "EV": "evening, dusk",
        "NI": "night",
    }
)

# Seasons, as TIMEX3 codes.
SEASONS = words_of(
    {
        "SP": "spring",
        "SU": "summer",
        "FA": "fall, autumn",
        "WI": "winter",
    }
)

# Singular and plural; the codes are those of `moments.Unit`.
UNITS = words_of(
    {
        "TS": "second, seconds",
        "TM": "minute, minutes",
        "TH": "hour, hours",
        "D": "day, days",
        "W": "week, weeks",
        "WE": "weekend, weekends",
        "F": "fortnight, fortnights",
        "M": "month, months",
        "Q": "quarter, quarters",
        "Y": "year, years",
        "E": "decade, decades",
        "C": "century, centuries",
    }
)

# Numbers in words, and the nouns that are numbers.
CARDINALS = words_of(
    {
        1: "one, single",
        2: "two, a couple of, a couple, couple of",
        3: "three",
        4: "four",
        5: "five",
        6: "six, half a dozen",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve, a dozen, dozen",
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty, a score of",
        30: "thirty",
        40: "forty",
        50: "fifty",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
        100: "hundred, a hundred",
        1000: "thousand, a thousand",
    }
)

# Ordinals that number quarters, halves, centuries; -1 is the last one.
ORDINALS = words_of(
    {
        1: "first, 1st, opening",
        2: "second, 2nd",
        3: "third, 3rd",
        4: "fourth, 4th",
        -1: "last, final",
        17: "seventeenth",
        18: "eighteenth",
        19: "nineteenth",
        20: "twentieth",
        21: "twenty-first",
        15: "fifteenth",
        16: "sixteenth",
    }
)

# Days of the month as they are said.
DAY_ORDINALS = words_of(
    {
        1: "first",
        2: "second",
        3: "third",
        4: "fourth",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
        10: "tenth",
        11: "eleventh",
        12: "twelfth",
        13: "thirteenth",
        14: "fourteenth",
        15: "fifteenth",
        16: "sixteenth",
        17: "seventeenth",
        18: "eighteenth",
        19: "nineteenth",
        20: "twentieth",
        30: "thirtieth",
        21: "twenty-first",
        22: "twenty-second",
        23: "twenty-third",
        24: "twenty-fourth",
        25: "twenty-fifth",
        26: "twenty-sixth",
        27: "twenty-seventh",
        28: "twenty-eighth",
        29: "twenty-ninth",
        31: "thirty-first",
    }
)

# Decades of the twentieth century, by their tens.
DECADE_WORDS = words_of(
    {
        2: "twenties",
        3: "thirties",
        4: "forties",
        5: "fifties",
        6: "sixties",
        7: "seventies",
        8: "eighties",
        9: "nineties",
    }
)

# Time zones of the news from South Asia, the Gulf, Europe and America, as offsets.
ZONES = words_of(
    {
        "Z": "gmt, utc",
        "+05:00": "pkt, pakistan time",
        "": "pst, est, edt, cst, cdt, mst, mdt, pdt, et, local time, eastern time, eastern",
        "+04:30": "aft, kabul time",
        "+05:30": "ist",
        "+01:00": "bst, cet",
        "+02:00": "cest",
        "+04:00": "gst",
        "+05:45": "npt",
        "+03:00": "msk",
        "+03:30": "irst",
        "+06:00": "bdt",
    }
)

# Times of day with a name.
CLOCK_WORDS = words_of(
    {
        "12:00": "noon, midday",
        "24:00": "midnight",
    }
)

# Feasts: "month-day", or "month#n#weekday" for the n-th such weekday of a month (0 is Monday).
HOLIDAYS = words_of(
    {
        "12-25": "christmas day, christmas",
        "12-24": "christmas eve",
        "01-01": "new year's day",
        "12-31": "new year's eve",
        "02-14": "valentine's day",
        "10-31": "halloween",
        "12-26": "boxing day",
        "03-21": "nowruz, nawroz, nauroz",
        "03-23": "pakistan day",
        "05-01": "may day",
        "11#4#3": "thanksgiving day, thanksgiving",
        "03-17": "st. patrick's day",
        "03-08": "international women's day",
    }
)

# Days that the world knows by their numbers.
NAMED_DAYS = words_of(
    {
        "2001-09-11": "9/11",
        "2008-11-26": "26/11",
    }
)

# Solar Hijri months by their Afghan names, and those Iranian ones that are no other word.
SOLAR_MONTHS = words_of(
    {
        1: "hamal, farvardin",
        2: "sawr, saur, ordibehesht",
        3: "jawza, khordad",
        4: "saratan",
        5: "asad, mordad",
        6: "sunbula, shahrivar",
        7: "mizan, mehr",
        8: "aqrab",
        9: "qaws, azar",
        10: "jadi",
        11: "dalw",
        12: "hut, hoot, esfand",
    }
)

# Lunar Hijri months in the spellings of the news.
LUNAR_MONTHS = words_of(
    {
        1: "muharram, moharram",
        2: "safar",
        3: "rabi al-awwal, rabi ul awal",
        7: "rajab",
        8: "shaban",
        9: "ramadan, ramazan, ramzan",
        10: "shawwal",
        12: "zilhaj, dhu al-hijjah, zil hajj",
    }
)
