"""Quotes: who is quoted saying what, directly or not, through whom, and with what verb."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.extract.attribution.calibration import confidence_of, speaker_confidence_of
from transforms.extract.attribution.lexicon import CueLexicon, compile_lexicon
from transforms.extract.attribution.marks import quoted_regions
from transforms.extract.attribution.nesting import parents, worth_telling
from transforms.extract.attribution.reports import find_reports
from transforms.extract.attribution.resolution import Conversation, Speaker
from transforms.extract.attribution.stretches import lay_out
from transforms.extract.attribution.words import read_words
from transforms.identity import stable_id
from transforms.records import CueClass, Quote, QuoteKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from transforms.extract.attribution.report import Report
    from transforms.extract.attribution.stretches import Page
    from transforms.extract.attribution.words import Words
    from transforms.extract.entities import FoundEntities
    from transforms.records import Document, Span

VERSION = 3
ENGINE = "rules"
_OWN_VOICE = {"i", "me"}


def find_quotes(document: Document, parse: Doc, found: FoundEntities, lexicon: CueLexicon) -> tuple[Quote, ...]:
    """Return everything the text attributes to somebody, in text order, with quoted terms marked as such.

    `parse` must be of `document.text`; `found` are the entities of the same text, to which speakers are linked.

    Raises:
        ValueError: `parse` is not a parse of this document's text.
    """
    if _length(parse) != len(document.text):
        msg = f"the parse is of another text than document {document.version_id}"
        raise ValueError(msg)
    words = read_words(parse, document.text)
    page = lay_out(words, quoted_regions(document.text))
    reports = find_reports(page, compile_lexicon(lexicon), document.body_start)
    reports = worth_telling(words, sorted(reports, key=lambda report: (report.spans[0][0], -report.spans[-1][1])))
    holders = parents(reports)
    speakers = _speakers(words, found, reports, holders)
    quotes = [
        _quote(document, page, report, speaker, lexicon, nested=holder is not None)
        for report, speaker, holder in zip(reports, speakers, holders, strict=True)
    ]
    return tuple(_with_parents(quotes, holders))


def _length(parse: Doc) -> int:
    """Return how many characters the parse covers; `parse.text` would join every token again."""
    return parse[-1].idx + len(parse[-1].text_with_ws) if len(parse) else 0


def _speakers(
    words: Words, found: FoundEntities, reports: list[Report], holders: list[int | None]
) -> list[Speaker | None]:
    """Return who stands behind each report's source; "I" inside a quotation is the one who is quoted."""
    entities = {entity.entity_id: entity for entity in found.entities}
    conversation = Conversation(words=words, mentions=found.mentions, entities=entities)
    speakers = [None if report.source is None else conversation.resolve(report.source) for report in reports]
    for number, (report, holder) in enumerate(zip(reports, holders, strict=True)):
        if report.source is not None and holder is not None and words.lower[report.source.head] in _OWN_VOICE:
            speakers[number] = speakers[holder]
    return speakers


def quote_row(quote: Quote, document: Document, found: FoundEntities) -> dict[str, object]:
    """Return a quote in the shape in which quotes are scored and exported, offsets as lists and entities by name."""
    names = {entity.entity_id: entity.name for entity in found.entities}
    return {
        "spans": [list(span) for span in quote.spans],
        "text": [document.text[start:end] for start, end in quote.spans],
        "type": quote.kind.value,
        "speaker": _pair(quote.speaker_start, quote.speaker_end),
        "speaker_text": quote.speaker,
        "speaker_entity": [names[entity] for entity in quote.speakers if entity in names],
        "cue": _pair(quote.cue_start, quote.cue_end),
        "cue_text": quote.cue,
        "cue_class": quote.cue_class.value,
        "cue_known": quote.cue_known,
        "negated": quote.negated,
        "speech": is_speech(quote),
        "nested": quote.parent_id is not None,
        "via": quote.via,
        "engine": quote.engine,
        "rule": quote.rule,
        "speaker_rule": quote.speaker_rule,
        "confidence": quote.confidence,
        "speaker_confidence": quote.speaker_confidence,
    }


def is_speech(quote: Quote) -> bool:
    """Return whether somebody is reported to have said it, not just to think, know, want or show it."""
    return quote.cue_class is not CueClass.BELIEF


def _pair(start: int | None, end: int | None) -> list[int] | None:
    return None if start is None or end is None else [start, end]


def _kind(page: Page, report: Report) -> QuoteKind:
    if report.is_term:
        return QuoteKind.TERM
    said = [word for first, last in report.spans for word in range(first, last + 1) if page.words.is_word(word)]
    quoted = sum(page.inside[word] >= 0 for word in said)
    if not quoted:
        return QuoteKind.INDIRECT
    return QuoteKind.DIRECT if quoted == len(said) else QuoteKind.MIXED


def _quote(
    document: Document, page: Page, report: Report, speaker: Speaker | None, lexicon: CueLexicon, *, nested: bool
) -> Quote:
    words, text = page.words, document.text
    spans: tuple[Span, ...] = tuple(words.span(*span) for span in report.spans)
    cue_start, cue_end = words.span(report.cue.first, report.cue.last) if report.cue else (None, None)
    source_start, source_end = words.span(report.source.first, report.source.last) if report.source else (None, None)
    kind = _kind(page, report)
    return Quote(
        quote_id=stable_id("quote", document.version_id, spans, cue_start, source_start),
        version_id=document.version_id,
        spans=spans,
        kind=kind,
        cue_start=cue_start,
        cue_end=cue_end,
        cue=None if report.cue is None else text[cue_start:cue_end],
        cue_class=report.cue_class,
        cue_known=report.cue is not None and report.cue.known,
        negated=report.cue is not None and report.cue.negated,
        speaker_start=source_start,
        speaker_end=source_end,
        speaker=None if report.source is None else text[source_start:source_end],
        speakers=speaker.entities if speaker else (),
        speaker_rule=None if report.source is None or speaker is None else f"{report.source.rule}/{speaker.rule}",
        speaker_confidence=speaker_confidence_of(report, speaker, lexicon.speaker_confidence),
        via=speaker.via if speaker else None,
        parent_id=None,
        engine=ENGINE,
        rule=report.frame.value,
        confidence=confidence_of(report, kind, lexicon.confidence, nested=nested),
    )


def _with_parents(quotes: list[Quote], holders: list[int | None]) -> list[Quote]:
    ids = [quote.quote_id for quote in quotes]
    return [
        quote if holder is None else replace(quote, parent_id=ids[holder])
        for quote, holder in zip(quotes, holders, strict=True)
    ]
