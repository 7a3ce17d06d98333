"""The English table: the vocabulary, the cues and all rules in the order in which they win at one place."""

from __future__ import annotations

from transforms.extract.timex import english_calendar, english_periods, english_relative, english_spans
from transforms.extract.timex.english_cues import CUES
from transforms.extract.timex.english_words import SHAPES, WORDS
from transforms.extract.timex.language import Language
from transforms.extract.timex.rules import RuleTable

RULES = (
    *english_calendar.DAY_RULES,
    *english_calendar.MONTH_RULES,
    *english_calendar.YEAR_RULES,
    *english_periods.PERIOD_RULES,
    *english_periods.HIJRI_RULES,
    *english_spans.STRETCH_RULES,
    *english_relative.DAY_RULES,
    *english_relative.PERIOD_RULES,
    *english_relative.COUNTED_RULES,
    *english_relative.CLOCK_RULES,
    *english_spans.SET_RULES,
    *english_spans.LENGTH_RULES,
)

ENGLISH = RuleTable(language=Language(name="en", words=WORDS, shapes=SHAPES, cues=CUES), rules=RULES)
