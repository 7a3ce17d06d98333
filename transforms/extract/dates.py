"""The step from an article to its dates: every temporal expression, as an interval with the anchor shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from transforms.extract.timex.english import ENGLISH
from transforms.extract.timex.language import fold
from transforms.extract.timex.reading import NO_REFERENCE, Reading, Reference
from transforms.extract.timex.resolver import Resolved, found_candidates, resolve
from transforms.extract.timex.scene import Statement
from transforms.extract.timex.statements import Dated, Sayings
from transforms.extract.timex.values import SIDES, Interval, fuzzy_of, granularity_of, interval_of
from transforms.identity import stable_id
from transforms.records import Anchor, DateMention, Document, Quote, QuoteKind, TimexType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.extract.timex.rules import RuleTable

VERSION = 1

# Steps of centuries from an article's date stay on the calendar between these.
_FIRST_YEAR = 1000
_LAST_YEAR = 9000

# Reported speech keeps the reporter's "today"; only words between quotation marks keep the speaker's.
_LONGEST_SAYING = timedelta(days=366)
_IN_MARKS = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})


def find_dates(document: Document, quotes: Sequence[Quote] = (), rules: RuleTable = ENGLISH) -> tuple[DateMention, ...]:
    """Return the temporal expressions of an article in their order.

    Relative ones count from the article's date, inside a quotation from when it was said; without either they stay
    unresolved. The text is resolved once without quotations to learn when they were said, and again with them.
    """
    text = document.text
    folded, places = found_candidates(text, rules)
    published = _published(document)
    resolved = resolve(text, folded, places, language=rules.language, published=published)
    statements = _statements(folded, quotes, resolved, rules)
    if statements:
        resolved = resolve(text, folded, places, language=rules.language, published=published, statements=statements)
    return tuple(_mention(document, entry) for entry in resolved)


def said_date(
    document: Document, dates: Sequence[DateMention], start: int, end: int, rules: RuleTable = ENGLISH
) -> DateMention | None:
    """Return the date mention that tells when the words from `start` to `end` were said, None where none does."""
    dated = [
        Dated(start=date.start, end=date.end, days=(date.interval_start, date.interval_end), key=key)
        for key, date in enumerate(dates)
        if date.type in {TimexType.DATE, TimexType.TIME}
        and date.interval_start
        and date.interval_end
        # "In the 1990s" tells of an office or a war, not when somebody spoke.
        and date.interval_end - date.interval_start <= _LONGEST_SAYING
    ]
    found = Sayings(folded=fold(document.text), dates=dated, language=rules.language).date_of(start, end)
    return None if found is None else dates[found.key]


def _published(document: Document) -> Reference:
    """Return the article's own date as a reference; a year that no article can have is as good as none."""
    if document.dct is None or not _FIRST_YEAR <= document.dct.year <= _LAST_YEAR:
        return NO_REFERENCE
    return Reference(start=document.dct, end=document.dct + timedelta(days=1), anchor=Anchor.DCT)


def _statements(
    folded: str, quotes: Sequence[Quote], resolved: Sequence[Resolved], rules: RuleTable
) -> list[Statement]:
    """Return the quotations that say when they were said, in their attribution."""
    dated = [
        Dated(start=entry.start, end=entry.end, days=days, key=key)
        for key, entry in enumerate(resolved)
        if (days := _days(entry.reading)) and entry.reading.type in {TimexType.DATE, TimexType.TIME}
    ]
    sayings = Sayings(folded=folded, dates=dated, language=rules.language)
    statements = []
    for quote in quotes:
        if quote.kind not in _IN_MARKS:
            continue
        found = sayings.date_of(quote.start, quote.end)
        if found is None:
            continue
        said = Reference(start=found.days[0], end=found.days[1], anchor=Anchor.QUOTE)
        statements += [Statement(start=start, end=end, said=said) for start, end in quote.spans]
    return statements


def _days(reading: Reading) -> Interval | None:
    """Return the days of a reading: its own, or those of its value."""
    return reading.days or interval_of(reading.value)


def _mention(document: Document, entry: Resolved) -> DateMention:
    """Return the record of a resolved expression."""
    reading = entry.reading
    days = _days(reading)
    source = reading.counted_from or NO_REFERENCE
    fuzzy = reading.fuzzy or (fuzzy_of(days, reading.mod, source.interval) if days else None)
    return DateMention(
        date_id=stable_id("date", document.version_id, entry.start, entry.end),
        version_id=document.version_id,
        start=entry.start,
        end=entry.end,
        surface=document.text[entry.start : entry.end],
        type=reading.type,
        value=reading.value,
        mod=None if reading.mod in SIDES else reading.mod,
        granularity=granularity_of(reading.value),
        interval_start=days[0] if days else None,
        interval_end=days[1] if days else None,
        fuzzy_start=fuzzy[0] if fuzzy else None,
        fuzzy_end=fuzzy[1] if fuzzy else None,
        anchor=source.anchor,
        anchor_date=source.start,
        alternative=reading.alternative,
        calendar=reading.calendar,
        rule=entry.rule,
        confidence=reading.confidence,
    )
