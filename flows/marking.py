"""Print one article with what a step found marked in it: for reading, and for finding out why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.attempts import load_agencies
from flows.errors import DiscoveryError
from flows.extract import extract_one
from transforms import clean as cleaning
from transforms.identity import stable_id
from transforms.records import Document, Page, Quote, QuoteKind
from transforms.render.marked_text import Mark, legend, marked
from warehouse.findings import documents
from warehouse.store import query, reading

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from flows.extract import Vocabulary
    from flows.settings import Settings


def quotes_marked(settings: Settings, vocabulary: Vocabulary, what: str, console: Console) -> None:
    """Print an article with its quotes, cues and speakers marked, and a line on each quote below it."""
    document = find_document(settings, what)
    found = extract_one(document, vocabulary)
    names = {entity.entity_id: entity.name for entity in found.entities}
    marks = [mark for quote in found.quotes for mark in _quote_marks(quote, names)]
    _show(document, marks, console)


def dates_marked(
    settings: Settings, vocabulary: Vocabulary, what: str, console: Console, published: date | None
) -> None:
    """Print an article with its temporal expressions marked, and value and anchor of each below it."""
    document = find_document(settings, what)
    if published is not None:
        document = replace(document, dct=published)
    found = extract_one(document, vocabulary)
    marks = [
        Mark(
            start=mention.start,
            end=mention.end,
            label=mention.type,
            note=" ".join(
                part
                for part in (
                    mention.value,
                    mention.mod,
                    f"anchor {mention.anchor}" + (f" {mention.anchor_date}" if mention.anchor_date else ""),
                    f"or {mention.alternative}" if mention.alternative else None,
                    f"[{mention.rule}]",
                )
                if part
            ),
        )
        for mention in found.dates
    ]
    _show(document, marks, console)


def find_document(settings: Settings, what: str) -> Document:
    """Return a stored article by address, article id or version id, or the text of a file.

    Raises:
        DiscoveryError: neither a file nor a stored article.
    """
    path = Path(what)
    if path.is_file():
        page = Page(url=f"file:{path.name}", body=path.read_bytes())
        try:
            article = cleaning.clean(page, today=None, agencies=load_agencies(settings))
        except cleaning.UncleanableError as error:
            raise DiscoveryError(str(error)) from error
        day = article.published.day if article.published else None
        return Document(version_id=stable_id(what), text=article.text, body_start=article.body_start, dct=day)
    if settings.latest.exists():
        with reading(settings.latest) as connection:
            row = connection.execute(query("current_version"), {"what": what}).fetchone()
            if row is not None:
                return documents(connection, [row[0]])[0]
    msg = f"{what}: neither a file nor the address or id of a stored article; see v_articles for what is stored"
    raise DiscoveryError(msg)


def _quote_marks(quote: Quote, names: dict[int, str]) -> list[Mark]:
    speakers = ", ".join(names.get(speaker, "?") for speaker in quote.speakers) or "nobody settled"
    via = f", via {quote.via}" if quote.via else ""
    note = f"{quote.kind} {quote.cue_class}: {quote.speaker or 'no speaker'} = {speakers}{via} [{quote.rule}]"
    label = "TERM" if quote.kind is QuoteKind.TERM else "QUOTE"
    marks = [Mark(start=start, end=end, label=label, note=note) for start, end in quote.spans[:1]]
    marks += [Mark(start=start, end=end, label=label, note="(goes on)") for start, end in quote.spans[1:]]
    if quote.cue_start is not None and quote.cue_end is not None:
        marks.append(Mark(start=quote.cue_start, end=quote.cue_end, label="CUE", note=""))
    if quote.speaker_start is not None and quote.speaker_end is not None:
        marks.append(Mark(start=quote.speaker_start, end=quote.speaker_end, label="SPEAKER", note=""))
    return marks


def _show(document: Document, marks: list[Mark], console: Console) -> None:
    console.print(marked(document.text, marks), soft_wrap=True)
    console.print()
    for line in legend(document.text, marks):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
