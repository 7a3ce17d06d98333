"""English rules for dates that name their day, month, year, decade or century."""

from __future__ import annotations

from transforms.extract.timex import readings_calendar, readings_years
from transforms.extract.timex.rules import Example, Rule

_EDGE = r"(?:<edge>[ -](?:in |on )?)?"
_DAY_NAME = r"(?:<weekday>,? (?:the )?)?"

DAY_RULES = (
    Rule(
        name="iso-date",
        purpose="a day in ISO form",
        pattern=r"(?<![\d-])(?P<iyear>\d{4})-(?P<imonth>\d\d)-(?P<iday>\d\d)(?![\d-])",
        reading=readings_calendar.iso_date,
        example=Example(text="The decree of 2015-11-03 was lifted.", surface="2015-11-03", value="2015-11-03"),
    ),
    Rule(
        name="slashed-date",
        purpose="a day as numbers with slashes, month first unless impossible",
        pattern=r"(?<![\d/.])<day>[/](?P<other>\d{1,2})/(?P<anyyear>(?:19|20)?\d\d)(?![\d/])",
        reading=readings_calendar.slashed_date,
        example=Example(text="Filed 23/12/2015 in Kabul.", surface="23/12/2015", value="2015-12-23"),
        hints=("/",),
    ),
    Rule(
        name="dotted-date",
        purpose="a day as numbers with dots, day first as in Europe",
        pattern=r"(?<![\d.])<day>\.(?P<imonth>\d\d?)\.(?P<iyear>(?:19|20)\d\d)(?![\d.]\d)",
        reading=readings_calendar.dotted_date,
        example=Example(text="Kabul, 25.01.2016.", surface="25.01.2016", value="2016-01-25"),
    ),
    Rule(
        name="named-day",
        purpose="a day that is known by its numbers",
        pattern=r"(?<![\w/])<namedday>(?![/\d])",
        reading=readings_calendar.named_day,
        example=Example(text="Since 9/11 the base has grown.", surface="9/11", value="2001-09-11"),
    ),
    Rule(
        name="month-day",
        purpose="a month and a day, with weekday and year where they are given",
        pattern=(
            rf"\b{_DAY_NAME}{_EDGE}<month> (?:the )?(?:<day>|<dayordinal>)(?:-(?P<lastday>\d{{1,2}})(?!\d))?(?:"
            r"(?:, ?| )<year>)?"
            r"(?!,\d|\.\d|%| percent| million| billion)"
        ),
        reading=readings_calendar.day_of_month,
        example=Example(
            text="He left on Friday, Oct. 23, after prayers.", surface="Friday, Oct. 23", value="2015-10-23"
        ),
    ),
    Rule(
        name="day-month",
        purpose="a day and a month in British order",
        pattern=rf"(?<![\d.,:/$-]){_DAY_NAME}<day>(?:-(?P<lastday>\d{{1,2}}))? (?:of )?<month>(?:,? <year>)?",
        reading=readings_calendar.day_of_month,
        example=Example(text="The accord of 21 May 2014 failed.", surface="21 May 2014", value="2014-05-21"),
    ),
    Rule(
        name="week-of-day",
        purpose="the week that holds a day",
        pattern=r"\bthe week (?:of|beginning|starting) <month> <day>(?:, <year>)?",
        reading=readings_calendar.week_of,
        example=Example(text="They meet the week of March 6.", surface="the week of March 6", value="2016-W09"),
        hints=("the week ",),
    ),
    Rule(
        name="week-of-month",
        purpose="a numbered week of a month",
        pattern=r"\bthe <ordinal> week (?:of|in) <month>(?:,? <year>)?",
        reading=readings_calendar.last_days_of,
        example=Example(
            text="Sales fell in the last week of March 2009.", surface="the last week of March 2009", value="2009-W13"
        ),
        hints=(" week of ", " week in "),
    ),
    Rule(
        name="feast",
        purpose="a feast on a fixed day",
        pattern=r"\b<holiday>(?:,? <year>)?",
        reading=readings_calendar.holiday,
        example=Example(text="Shops closed on Christmas Eve.", surface="Christmas Eve", value="2015-12-24"),
    ),
)

MONTH_RULES = (
    Rule(
        name="month-year",
        purpose="a month and its year",
        pattern=rf"\b{_EDGE}<month>(?:,? (?:of )?| ?-)(?:<year>|(?P<year2>'\d\d)(?!\d)|<spokenyear>)",
        reading=readings_calendar.month_of_year,
        example=Example(text="It began in early March 1998.", surface="early March 1998", value="1998-03"),
    ),
    Rule(
        name="month-of-last-year",
        purpose="a month of a year that is counted from the reference",
        pattern=rf"\b{_EDGE}<month>,? (?:of )?<yearstep> year",
        reading=readings_calendar.month_of_year,
        example=Example(
            text="Talks began earlier in July last year.", surface="earlier in July last year", value="2015-07"
        ),
        hints=(" year",),
    ),
    Rule(
        name="last-month-name",
        purpose="a month with last, this or next",
        pattern=rf"\b{_EDGE}<step> <month>(?!\.? ?\d)",
        reading=readings_calendar.month_by_step,
        example=Example(text="He was held last November.", surface="last November", value="2015-11"),
    ),
    Rule(
        name="month-in-range",
        purpose="a month that shares the year of the next one",
        pattern=rf"\b{_EDGE}(?P<extent><month>)(?= ?(?:-|to|and|through|until|till|or) ?<month2>,? <year>)",
        reading=readings_calendar.month_alone,
        example=Example(text="It lasted from May to July 2014.", surface="May", value="2014-05"),
    ),
    Rule(
        name="month",
        purpose="a month without a year",
        pattern=rf"\b{_EDGE}<month>(?!\.? \d)",
        reading=readings_calendar.month_alone,
        example=Example(text="Rebels took the town in late November.", surface="late November", value="2015-11"),
    ),
)

YEAR_RULES = (
    Rule(
        name="year-range",
        purpose="a business or school year, or a range of years",
        pattern=r"(?<![\w$.,/-])<year>[-/](?P<lastyear>\d{4}|\d\d)(?![\w/-]|,\d|\.\d)",
        reading=readings_years.year_range,
        example=Example(text="The budget for 2014-15 was cut.", surface="2014-15", value="2014/2015"),
    ),
    Rule(
        name="short-fiscal-year",
        purpose="a fiscal year written FY16",
        pattern=r"\bfy ?(?:<year>|(?P<year2>'?\d\d))(?!\w)",
        reading=readings_years.year_alone,
        example=Example(text="The FY16 budget is late.", surface="FY16", value="2016"),
        hints=("fy",),
    ),
    Rule(
        name="fiscal-year",
        purpose="a fiscal year",
        pattern=r"\b(?:the )?(?:fiscal|financial)(?: year)? <year>",
        reading=readings_years.year_alone,
        example=Example(text="It lost money in fiscal 1989.", surface="fiscal 1989", value="1989"),
        hints=("fiscal", "financial"),
    ),
    Rule(
        name="decade",
        purpose="a decade in figures or words",
        pattern=(r"\b(?:the )?<edge>[ -](?:the )?(?:(?P<century>1[5-9]|20)|')?(?P<tens>\d)0'?s(?!\w)(?! degrees)"),
        reading=readings_years.decade,
        example=Example(text="They fled in the late 1980s.", surface="the late 1980s", value="198"),
        hints=("0s", "0's"),
    ),
    Rule(
        name="bare-decade",
        purpose="a decade in figures without early or late",
        pattern=r"(?<![\w$.,-])(?:the )?(?:(?P<century>1[5-9]|20)|')(?P<tens>\d)0'?s(?!\w)(?! degrees)",
        reading=readings_years.decade,
        example=Example(text="He fought there in the 1980s.", surface="the 1980s", value="198"),
        hints=("0s", "0's"),
    ),
    Rule(
        name="short-decade",
        purpose="a decade in two figures after the article or in a list",
        pattern=r"(?:(?<=\bthe )|(?<=0s and )|(?<=0s, ))(?P<tens>[2-9])0s(?!\w)",
        reading=readings_years.decade,
        example=Example(text="The factories of the 70s closed.", surface="70s", value="197"),
        hints=("0s",),
    ),
    Rule(
        name="decade-in-words",
        purpose="a decade in words",
        pattern=r"\bthe (?:<edge> )?<decadeword>",
        reading=readings_years.decade,
        example=Example(text="Aid grew through the nineties.", surface="the nineties", value="199"),
        hints=("ties",),
    ),
    Rule(
        name="century",
        purpose="a numbered century",
        pattern=r"\b(?:the )?(?:<edge> )?(?:<nth>|<ordinal>)[ -]century",
        reading=readings_years.century,
        example=Example(text="The fort dates from the 19th century.", surface="the 19th century", value="18"),
        hints=("century",),
    ),
    Rule(
        name="after-year",
        purpose="a year with a prefix that says before or after",
        pattern=r"\b(?:post|pre)-<year>(?![\w-])",
        reading=readings_years.year_alone,
        example=Example(text="The post-1979 order fell.", surface="post-1979", value="1979"),
        hints=("post-", "pre-"),
    ),
    Rule(
        name="year",
        purpose="a year in figures",
        pattern=rf"(?<![\w$£€#.,/:%+-])(?:{_EDGE}|end-|the year )<year>(?![\w%/]|[.,]\d|-\d|:\d)",
        reading=readings_years.year_alone,
        example=Example(text="The network was listed in 2012.", surface="2012", value="2012"),
    ),
    Rule(
        name="spoken-year",
        purpose="a year in words, as on the air",
        pattern=r"\b(?:the year )?<spokenyear>",
        reading=readings_years.spoken_year,
        example=Example(text="In nineteen ninety-six they left.", surface="nineteen ninety-six", value="1996"),
        hints=("nineteen ", "eighteen ", "twenty ", "two thousand"),
    ),
    Rule(
        name="short-year",
        purpose="a year of two figures after a preposition",
        pattern=r"\b(?:in|since|of) (?P<extent>(?P<year>'\d\d))(?![\w'])",
        reading=readings_years.year_alone,
        example=Example(text="The lowest level since '82.", surface="'82", value="1982"),
        hints=("'",),
    ),
)
