"""English rules for quarters, halves and seasons, and for dates of the Hijri calendars."""

from __future__ import annotations

from transforms.extract.timex import readings_hijri, readings_periods
from transforms.extract.timex.rules import Example, Rule

_EDGE = r"(?:<edge>[ -](?:in |on )?)?"
_SEASONS = ("spring", "summer", "fall", "autumn", "winter")

PERIOD_RULES = (
    Rule(
        name="quarter",
        purpose="a numbered quarter with or without its year",
        pattern=(
            r"\b(?:the (?!\w+-quarter))?(?:<yearstep2> year's )?(?:(?P<ago>year-ago|year-earlier) )?(?:<year2> )?"
            r"(?:fiscal[- ](?:year )?)?<ordinal>"
            r"[- ](?:fiscal[- ])?quarter(?:'s)?(?:,? (?:of |in )?(?:fiscal )?(?:<year>|<yearstep> year))?(?!s| final)"
        ),
        reading=readings_periods.quarter,
        example=Example(
            text="Exports rose in the third quarter of last year.",
            surface="the third quarter of last year",
            value="2015-Q3",
        ),
        hints=("quarter",),
    ),
    Rule(
        name="quarter-in-figures",
        purpose="a quarter written Q3",
        pattern=r"\bq(?P<digit>[1-4])(?:[ /-]<year>)?(?!\w)",
        reading=readings_periods.quarter,
        example=Example(text="Profits in Q3 2014 doubled.", surface="Q3 2014", value="2014-Q3"),
    ),
    Rule(
        name="year-ago-period",
        purpose="the same quarter of the year before, or the year before",
        pattern=(
            r"\b(?:the year[- ](?:ago|earlier) (?:period|quarter|level|figure)|(?:a|the) year (?:ago|earlier)"
            r"|year-(?:ago|earlier))(?!\w)"
        ),
        reading=readings_periods.year_ago_period,
        example=Example(text="Rents fell from a year earlier.", surface="a year earlier", value="2015"),
        hints=("year ago", "year-ago", "year earlier", "year-earlier"),
    ),
    Rule(
        name="quarter-by-step",
        purpose="this, last or next quarter",
        pattern=rf"\b{_EDGE}(?:the )?<step> quarter(?!s|-)",
        reading=readings_periods.quarter_by_step,
        example=Example(text="Output grew last quarter.", surface="last quarter", value="2015-Q4"),
        hints=("quarter",),
    ),
    Rule(
        name="quarter-in-hand",
        purpose="the quarter that the text is about",
        pattern=(
            r"\bthe (?:<year> |(?P<latest>latest |just-ended |recent |most recent ))?(?:quarter|latest period)"
            r"(?!s|-|\w| of a)"
        ),
        reading=readings_periods.quarter_in_hand,
        example=Example(text="Costs for the quarter rose.", surface="the quarter", value="2015-Q4"),
        hints=("quarter", "latest period"),
    ),
    Rule(
        name="half-year",
        purpose="a half of a year",
        pattern=(
            r"\b(?:the )?<ordinal>[- ]half(?:(?: of)? (?:fiscal )?(?:<year>|(?P<extra>the year)|<yearstep> year)"
            r"|(?= (?:profit|net|earnings|results|loss|sales)))"
        ),
        reading=readings_periods.half,
        example=Example(
            text="Attacks rose in the first half of 2014.", surface="the first half of 2014", value="2014-H1"
        ),
        hints=(" half", "-half"),
    ),
    Rule(
        name="season-with-year",
        purpose="a season and its year",
        pattern=rf"\b(?:the )?{_EDGE}<season>,? (?:of )?(?:<year>|<spokenyear>|<yearstep> year)",
        reading=readings_periods.season,
        example=Example(text="In the summer of 2014 they advanced.", surface="the summer of 2014", value="2014-SU"),
        hints=_SEASONS,
    ),
    Rule(
        name="season-by-step",
        purpose="a season with last, this or next",
        pattern=rf"\b{_EDGE}<step> <season>(?! of)",
        reading=readings_periods.season,
        example=Example(text="An offensive is due next spring.", surface="next spring", value="2016-SP"),
        hints=_SEASONS,
    ),
    Rule(
        name="season",
        purpose="a season after a preposition",
        pattern=rf"\b(?:in|over|during|by|since|until|through) (?P<extent>{_EDGE}(?:the )?<season>)(?! of)",
        reading=readings_periods.season,
        example=Example(text="Over the summer rivals merged.", surface="the summer", value="2015-SU"),
        hints=_SEASONS,
    ),
)

HIJRI_RULES = (
    Rule(
        name="solar-hijri",
        purpose="a year or month of the solar Hijri calendar",
        pattern=(
            r"\b(?:(?:hijri )?solar(?: hijri)?(?: calendar)? year (?:of )?(?P<hyear>1[34]\d\d)"
            r"|(?:<day> )?<solarmonth>,? (?P<hyear2>1[34]\d\d)"
            r"|(?:the year )?(?P<hyear3>1[34]\d\d) (?:\(?hijri solar|\(?solar hijri|\(?hejri shamsi|(?:s\.h\.|sh"
            r"|a\.p\.|ap)(?!\w)))"
        ),
        reading=readings_hijri.solar,
        example=Example(text="The budget of solar year 1394 was late.", surface="solar year 1394", value="1394"),
    ),
    Rule(
        name="lunar-hijri",
        purpose="a year or month of the lunar Hijri calendar",
        pattern=(
            r"\b(?:<lunarmonth>,? (?P<hyear>1[34]\d\d)|(?P<hyear2>1[34]\d\d) (?:a\.h\.|ah|hijri|hijra)(?!\w)"
            r"|hijri year (?P<hyear3>1[34]\d\d))"
        ),
        reading=readings_hijri.lunar,
        example=Example(text="He was born in 1437 AH.", surface="1437 AH", value="1437"),
    ),
    Rule(
        name="fasting-month",
        purpose="Ramadan without its year",
        pattern=r"\b(?:the (?:holy |fasting )?month of )?(?P<feast>ramadan|ramazan|ramzan)(?!\w)",
        reading=readings_hijri.lunar,
        example=Example(text="Fighting eased during Ramadan.", surface="Ramadan", value="1436-09"),
        hints=("ramadan", "ramazan", "ramzan"),
    ),
)
