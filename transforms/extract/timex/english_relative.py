"""English rules for dates that are counted from another day, and for clock times."""

from __future__ import annotations

from transforms.extract.timex import readings_clock, readings_relative, readings_spans
from transforms.extract.timex.rules import Example, Rule

_EDGE = r"(?:<edge>[ -](?:in |on )?)?"
# "Black Monday", "Bloody Sunday" and their like are names.
_NO_NAME = r"(?<!\bblack )(?<!\bbloody )(?<!\bgood )(?<!\bsuper )(?<!\bash )(?<!\bpalm )"
_PARTS = ("morning", "noon", "evening", "night", "dawn", "dusk")
# The day behind a second time in brackets: "10:35 a.m. (0735 GMT) Friday"; it is not marked with the time.
_DAY_IN_SIGHT = r"(?=(?: \([^)\n]{3,20})?\)(?: on)? <weekday3>)"
_DAY_BESIDE = r"(?:,? (?:on )?(?:<weekday>(?!,? \d)|<dayword>|(?:<weekday2>,? )?<month> <day>(?:,? <year>)?))?"

DAY_RULES = (
    Rule(
        name="day-word",
        purpose="today, yesterday, tomorrow, with a part of the day",
        pattern=rf"\b{_EDGE}<dayword>(?: <part>)?",
        reading=readings_relative.day_word,
        example=Example(text="He resigned yesterday.", surface="yesterday", value="2016-01-09"),
        hints=("today", "yesterday", "tomorrow"),
    ),
    Rule(
        name="part-and-day-word",
        purpose="a part of the day before yesterday or today",
        pattern=r"\b<part> (?:of )?<dayword>",
        reading=readings_relative.day_word,
        example=Example(
            text="At mid-afternoon yesterday it fell.", surface="mid-afternoon yesterday", value="2016-01-09TAF"
        ),
        hints=("today", "yesterday", "tomorrow"),
    ),
    Rule(
        name="part-by-step",
        purpose="a part of this day, the last or the next",
        pattern=rf"\b{_EDGE}(?:<step>|<shift>) <part>",
        reading=readings_relative.part_by_step,
        example=Example(text="The bridge fell last night.", surface="last night", value="2016-01-09TNI"),
        hints=_PARTS,
    ),
    Rule(
        name="tonight",
        purpose="the night of the day of speaking",
        pattern=r"\btonight(?!\w)",
        reading=readings_relative.part_by_step,
        example=Example(text="A vote is due tonight.", surface="tonight", value="2016-01-10TNI"),
        hints=("tonight",),
    ),
    Rule(
        name="weekday",
        purpose="a weekday, with a step and a part of the day",
        pattern=(
            rf"(?<![\w-])\b{_NO_NAME}(?:(?:early|late) (?:on )?)?(?:(?:<step>|<shift>),? )?<weekday>"
            r"(?:(?: <part>)(?!s)|(?:,? (?:of )?<unitstep> <unit>))?"
        ),
        reading=readings_relative.weekday,
        example=Example(text="Envoys are to meet on Monday.", surface="Monday", value="2016-01-11"),
    ),
)

PERIOD_RULES = (
    Rule(
        name="unit-by-step",
        purpose="last year, this month, the end of next week",
        pattern=(
            rf"\b{_EDGE}(?:the )?<step> (?:fiscal |calendar |academic |school |business |financial )?"
            r"(?P<unit>week|month|year|decade|century|fortnight)(?!\w|-)"
        ),
        reading=readings_relative.unit_by_step,
        example=Example(text="Trade fell earlier this month.", surface="earlier this month", value="2016-01"),
    ),
    Rule(
        name="unit-mentioned",
        purpose="the same month, that year, the following day",
        pattern=rf"\b{_EDGE}<shift> (?P<unit>day|week|month|year|decade|weekend)(?!\w|-)",
        reading=readings_relative.unit_mentioned,
        example=Example(
            text="Talks began in July 2015 and ended in the same month.", surface="the same month", value="2015-07"
        ),
    ),
    Rule(
        name="edge-of-unit",
        purpose="the beginning or end of the day, week, month or year at hand",
        pattern=(
            r"\b(?:<edge> (?:in )?(?:the )?(?P<unit>day|week|month|year|decade|century)|(?P<unit2>year)[- ]end)"
            r"(?!\w|-)"
        ),
        reading=readings_relative.unit_at_hand,
        example=Example(text="Troops leave by the end of the year.", surface="the end of the year", value="2016"),
    ),
    Rule(
        name="unit-at-hand",
        purpose="the day, week or year that the text is about, as the object of a preposition",
        pattern=(
            r"\b(?:for|months of) (?P<extent>the (?:full |whole |entire )?(?P<unit>day|week|month|year))(?! "
            r"(?:ended|ending|that|to|before|after|when|in|of|and|<year>)|\w|-)"
        ),
        reading=readings_relative.unit_at_hand,
        example=Example(text="For the week, shares fell.", surface="the week", value="2016-W01"),
        hints=("for the ", "months of the "),
    ),
    Rule(
        name="business-year",
        purpose="the fiscal year at hand",
        pattern=r"\b<fiscal>(?! (?:ended|ending|of)|-| \d)",
        reading=readings_relative.fiscal_year,
        example=Example(text="Profit fell in the latest fiscal year.", surface="the latest fiscal year", value="2015"),
        hints=("fiscal", "financial"),
    ),
    Rule(
        name="weekend",
        purpose="a weekend",
        pattern=r"\b(?:the|<step>) weekend(?!\w|-)",
        reading=readings_spans.weekend,
        example=Example(text="Snow fell last weekend.", surface="last weekend", value="2015-W53-WE"),
        hints=("weekend",),
    ),
)

COUNTED_RULES = (
    Rule(
        name="counted-ago",
        purpose="a count back from, or on from, the day of speaking",
        pattern=(
            r"\b(?:<approx> )?(?:<number>|<vague>|(?P<article>an?|the)) <unit>(?: or so)? (?P<away>ago|from now"
            r"|hence)(?!\w)"
        ),
        reading=readings_relative.counted,
        example=Example(text="They met some 20 years ago.", surface="some 20 years ago", value="1996"),
        hints=("ago", "from now", "hence"),
    ),
    Rule(
        name="units-ago",
        purpose="units back at large",
        pattern=r"\b(?P<unit>years|months|weeks|days|decades|centuries|hours|minutes) (?P<away>ago)(?!\w)",
        reading=readings_relative.counted,
        example=Example(text="Decades ago the valley was rich.", surface="Decades ago", value="PAST_REF"),
        hints=("ago",),
    ),
    Rule(
        name="counted-earlier",
        purpose="a count back from the date mentioned last",
        pattern=(
            r"\b(?:<approx> )?(?:<number>|<vague>|(?P<article>an?)) <unit> (?P<narrated>(?P<away>earlier"
            r"|previously))(?!\w)"
        ),
        reading=readings_relative.counted,
        example=Example(
            text="On 4 March 2014 they met; three days earlier he had resigned.",
            surface="three days earlier",
            value="2014-03-01",
        ),
        hints=("earlier", "previously"),
    ),
    Rule(
        name="pointer",
        purpose="now, recently, the foreseeable future",
        pattern=r"(?<![\w-])<pointer>(?!-)",
        reading=readings_relative.pointer,
        example=Example(text="The base is now closed.", surface="now", value="PRESENT_REF"),
    ),
    Rule(
        name="pointing-adjective",
        purpose="recent and current before a noun",
        pattern=r"(?<![\w-])<adjective>(?= [a-z])",
        reading=readings_relative.pointer,
        example=Example(text="The recent attacks were condemned.", surface="recent", value="PAST_REF"),
    ),
    Rule(
        name="pointing-time",
        purpose="the past and the present as times, not before the length they qualify",
        pattern=r"\b(?:in|of|from) (?P<extent><pointertime>)(?! (?:<number>|<vague>|<unit>|tense)|-)",
        reading=readings_relative.pointer,
        example=Example(text="In the past, envoys met in Doha.", surface="the past", value="PAST_REF"),
        hints=("past", "present"),
    ),
)

CLOCK_RULES = (
    Rule(
        name="clock",
        purpose="a clock time of twelve hours, with zone and day",
        pattern=(
            r"(?<![\d$.:,])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m(?:\.|(?!\w))(?:,? <zone>)?"
            rf"(?:{_DAY_IN_SIGHT}|{_DAY_BESIDE})"
        ),
        reading=readings_clock.clock,
        example=Example(
            text="It ends at 5 p.m. PKT, Nov. 6.", surface="5 p.m. PKT, Nov. 6", value="2015-11-06T17:00+05:00"
        ),
        hints=("am", "pm", "a.m", "p.m"),
    ),
    Rule(
        name="clock-of-24-hours",
        purpose="a clock time of 24 hours with its zone",
        pattern=(
            r"(?<![\d$.:,])(?P<hour>[01]\d|2[0-4]|\d(?=:)):?(?P<minute>[0-5]\d)(?: hours?| hrs)? <zone>"
            rf"(?:{_DAY_IN_SIGHT}|(?: <dayword>)?)"
        ),
        reading=readings_clock.clock,
        example=Example(text="At 14:48 UTC it fell.", surface="14:48 UTC", value="2016-01-10T14:48Z"),
    ),
    Rule(
        name="clock-word",
        purpose="noon and midnight",
        pattern=rf"(?<!\bhigh )\b<clockword>{_DAY_BESIDE}",
        reading=readings_clock.clock_word,
        example=Example(
            text="The truce began at midnight Friday.", surface="midnight Friday", value="2016-01-08T24:00"
        ),
        hints=("noon", "midnight", "midday"),
    ),
)
