"""English rules for lengths of time and for what repeats."""

from __future__ import annotations

from transforms.extract.timex import readings_spans
from transforms.extract.timex.rules import Example, Rule

_QUALIFIED = (
    r"(?:more |full |straight |consecutive |trading |business |working |whole |long |additional |calendar |solid )?"
)
# "To last three days" is a verb, not the last three days.
_NO_VERB_LAST = r"(?<!\bto )(?<!\bwill )(?<!\bwould )(?<!\bmay )(?<!\bcould )"
_NOT_AN_AGE = r"(?!-old|-olds| old| of age|'? old)"

STRETCH_RULES = (
    Rule(
        name="first-units",
        purpose="a length from the beginning of a year",
        pattern=(
            r"\bthe (?:first )?<number> (?P<unit>months|weeks|days|quarters)(?!\w|-)"
            r"(?:(?= of (?:<year>|<yearstep> year))|)"
        ),
        reading=readings_spans.first_units,
        example=Example(text="In the first nine months of 2014 it grew.", surface="the first nine months", value="P9M"),
    ),
    Rule(
        name="past-stretch",
        purpose="a counted stretch that ends or begins at the day of speaking",
        pattern=(
            rf"\b{_NO_VERB_LAST}(?:(?!over )<approx> )?(?:the |these |its |his |their )?"
            r"(?:<step>|(?P<other>first|latest|final|preceding|following|remaining)) "
            r"(?:<approx2> )?(?:<number>(?:(?: to | or |-)<number2>)?|<vague>) (?:or (?:so|more) )?"
            rf"{_QUALIFIED}<unit>(?!\w)"
        ),
        reading=readings_spans.stretch,
        example=Example(text="For the past one decade they waited.", surface="the past one decade", value="P10Y"),
    ),
    Rule(
        name="past-unit",
        purpose="the past year, over the last month",
        pattern=(
            r"\b(?:(?P<extent>(?:the |this )?(?P<step>past) (?P<unit>hour|day|week|month|year|decade|century))"
            r"|(?:over|during|in|for|within|throughout) (?P<extent2>the (?P<step2>last|next|coming) "
            r"(?P<unit2>hour|day|week|month|year|decade|century)))(?!\w|-)"
        ),
        reading=readings_spans.stretch,
        example=Example(text="Attacks doubled over the past year.", surface="the past year", value="P1Y"),
    ),
    Rule(
        name="coming-units",
        purpose="units ahead or behind at large",
        pattern=(
            r"\b(?:(?:the )?(?P<step>coming|past|previous|next|last|following) "
            r"(?P<unit>days|weeks|months|decades|hours)"
            r"|the (?P<unit2>days|weeks|months|years|hours) ahead|recent (?P<unit3>days|weeks|months|quarters|decades)"
            r"|(?:the )?coming (?P<unit4>years))(?!\w|-)"
        ),
        reading=readings_spans.length_at_large,
        example=Example(text="Fighting will grow in the coming weeks.", surface="the coming weeks", value="PXW"),
    ),
)

LENGTH_RULES = (
    Rule(
        name="length-later",
        purpose="a length that leads on from the date mentioned last",
        pattern=(
            rf"\b(?P<extent>(?:<approx> )?(?:<number>|<vague>|(?P<article>an?)) {_QUALIFIED}<unit>) "
            r"(?:later|afterwards?|thereafter|(?P<after>after|before))(?!\w)"
        ),
        reading=readings_spans.length_later,
        example=Example(
            text="On 4 March 2014 he fled. Three days later he was held.", surface="Three days", value="P3D"
        ),
        hints=("later", "after", "before"),
    ),
    Rule(
        name="length",
        purpose="a counted length",
        pattern=(
            r"(?<![\w$£€.,/:-])(?!one day\b|three[- ]quarters)(?:(?:<approx> )?(?:<number>|<vague>)(?:-"
            rf"| ){_QUALIFIED}<unit>(?:-long)?"
            rf"|an? <number2>-<unit2> period)(?!\w){_NOT_AN_AGE}(?! century)"
        ),
        reading=readings_spans.length,
        example=Example(text="The siege lasted nearly three years.", surface="nearly three years", value="P3Y"),
    ),
    Rule(
        name="number-of-pair",
        purpose="the first number of two that share a unit",
        pattern=(
            rf"(?<![\w$£€.,/:-])(?:<approx> )?<number>(?: to | or |-)<number2>(?:-| ){_QUALIFIED}<unit>"
            rf"(?!\w){_NOT_AN_AGE}"
        ),
        reading=readings_spans.length,
        example=Example(text="It takes two to three weeks.", surface="two to three weeks", value="P2W"),
        hints=(" to ", " or ", "-"),
    ),
    Rule(
        name="unit-and-a-half",
        purpose="a unit and a half",
        pattern=r"\b(?:<approx> )?(?P<article>an?) <unit>(?P<half> and a half)(?!\w)",
        reading=readings_spans.length,
        example=Example(text="He spoke for an hour and a half.", surface="an hour and a half", value="PT1H30M"),
        hints=("and a half",),
    ),
    Rule(
        name="half-unit",
        purpose="half a unit",
        pattern=r"\b(?:<approx> )?(?:half an? |a half[ -])<unit>(?!\w)",
        reading=readings_spans.half_unit,
        example=Example(text="They talked for half an hour.", surface="half an hour", value="PT30M"),
        hints=("half ",),
    ),
    Rule(
        name="one-unit",
        purpose="a single unit, or the unit of a rate",
        pattern=(
            r"\b(?:<approx> )?(?P<article>an?|per) (?:full |whole |entire |further |additional |extra |single )?"
            rf"(?!second|quarter|weekend)<unit>(?!\w|-){_NOT_AN_AGE}"
        ),
        reading=readings_spans.per_unit,
        example=Example(text="They were held for a week.", surface="a week", value="P1W"),
    ),
    Rule(
        name="units-at-large",
        purpose="plural units that nothing counts",
        pattern=(
            r"\b(?:(?:for|after|follows|within|took|take|were|in the|time in|level in|highest in|lowest in|worst in"
            r"|first in|attack in) (?P<extent>(?P<unit>years|months|weeks|days|decades|centuries|hours|minutes)"
            r"(?! old| ago|\w|-))"
            r"|(?P<unit2>decades|years|months|weeks|days|hours|centuries)(?:-long(?!\w)|(?= (?:after|before|later)\b)))"
        ),
        reading=readings_spans.length_at_large,
        example=Example(text="For weeks the road was closed.", surface="weeks", value="PXW"),
    ),
    Rule(
        name="unit-long",
        purpose="one unit as an adjective",
        pattern=r"\b(?P<unit>day|week|month|year|decade|hour)-?long(?!\w)",
        reading=readings_spans.one_unit,
        example=Example(text="A week-long siege ended.", surface="week-long", value="P1W"),
        hints=("long",),
    ),
    Rule(
        name="year-ended",
        purpose="a business year that ends on a day",
        pattern=r"\bthe (?:fiscal )?(?P<unit>year|month|week)(?= (?:ended|ending) )",
        reading=readings_spans.one_unit,
        example=Example(text="In the fiscal year ended 31 March it grew.", surface="the fiscal year", value="P1Y"),
        hints=(" ended ", " ending "),
    ),
)

SET_RULES = (
    Rule(
        name="every-unit",
        purpose="what recurs with every unit or weekday",
        pattern=r"\b(?:every|each) (?:<number> |other )?(?:<unit>|<month>|<weekday>(?: <part>)?|<part2>)(?!\w)(?! of)",
        reading=readings_spans.recurrence,
        example=Example(text="They protest every Friday.", surface="every Friday", value="XXXX-WXX-5"),
        hints=("every", "each"),
    ),
    Rule(
        name="weekdays",
        purpose="a weekday in the plural",
        pattern=r"\b(?:<weekdays>|<weekday> <parts>)",
        reading=readings_spans.recurrence,
        example=Example(text="Courts sit on Mondays.", surface="Mondays", value="XXXX-WXX-1"),
    ),
    Rule(
        name="quarterly",
        purpose="quarterly as an adverb; before a noun it describes a company's papers",
        pattern=(
            r"\b(?P<unit>quarter)ly(?! (?:dividend|earnings|loss|net|profit|report|result|cash|of|income|sales|revenue"
            r"|figures|survey|review|statement|payment))"
        ),
        reading=readings_spans.every,
        example=Example(text="Dividends are paid quarterly.", surface="quarterly", value="P1Q"),
        hints=("quarterly",),
    ),
    Rule(
        name="frequency",
        purpose="an adverb or adjective of repetition, not the name of a paper",
        pattern=(
            r"(?<![\w-])(?<!average )<frequency>(?! (?:magazine|newspaper|paper|journal|newsletter|tabloid|press"
            r"|review|[a-z]+'s)|[-\w])"
        ),
        reading=readings_spans.frequency,
        example=Example(text="Convoys leave daily for the border.", surface="daily", value="P1D"),
    ),
)
