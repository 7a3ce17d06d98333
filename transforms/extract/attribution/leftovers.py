"""Place the quotations that no cue of their own sentence claims: continued, announced, unattributed, or mere terms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transforms.extract.attribution.cues import Cue, CueKind, mark_cue
from transforms.extract.attribution.frames import Frame, ends_like_sentence, finite_tag, trimmed
from transforms.extract.attribution.report import Report
from transforms.extract.attribution.speakers import Source, find_source, source_of_verb
from transforms.extract.attribution.stretches import Page
from transforms.records import CueClass

if TYPE_CHECKING:
    from transforms.extract.attribution.stretches import Stretch

_SHORTEST_SPEECH = 3  # words of the shortest quotation that counts as speech though nobody is named beside it
_SHORTEST_BLOCK = 5  # words of the first sentence of a quotation set off without marks
_NEAR = 2  # line breaks over which a speaker goes on without being named again


@dataclass(slots=True)
class Reading:
    """What has been read so far: the reports, the cue that waits for its quotation, and the last quotation.

    `goes_on` is true while the sentence just read ended with the last quotation or its reporting clause.
    """

    page: Page
    reports: list[Report] = field(default_factory=list)
    waiting: tuple[Cue, Source | None] | None = None
    last_quoted: Report | None = None
    last_paragraph: int = -1
    goes_on: bool = False
    block_end: int = -1


def place_leftovers(reading: Reading, stretch: Stretch, reports: list[Report], idle: list[Cue]) -> None:
    """Add one sentence's reports to the reading, with a place for each quotation that none of them claims."""
    page = reading.page
    claimed = {page.inside[word] for report in reports for span in report.spans for word in range(span[0], span[1] + 1)}
    free = [region for region in stretch.regions if region not in claimed]
    reading.reports += reports
    if _opens_block(reading, stretch, reports):
        _place_block(reading, stretch)
        return
    if free and _is_all_quoted(page, stretch) and not _is_heading(reading, stretch):
        _place_alone(reading, stretch)
    else:
        placed = [_within_sentence(page, region, stretch) for region in free]
        reading.reports += placed
        _remember(reading, stretch, [*reports, *(report for report in placed if not report.is_term)])
    _await(reading, stretch, idle)


def _opens_block(reading: Reading, stretch: Stretch, reports: list[Report]) -> bool:
    """Return whether a paragraph without marks follows "X wrote:", as pages set off long quotations."""
    if reading.waiting is None or stretch.regions or reports:
        return False
    cue, source = reading.waiting
    same = reading.page.paragraph[cue.head] == reading.page.paragraph[stretch.first]
    if same or source is None or not cue.senses[0].clause or cue.kind is not CueKind.VERB:
        return False
    return sum(map(reading.page.words.is_word, range(stretch.first, stretch.last + 1))) >= _SHORTEST_BLOCK


def _place_block(reading: Reading, stretch: Stretch) -> None:
    page = reading.page
    last = stretch.last
    while last + 1 < len(page.words) and page.paragraph[last + 1] == page.paragraph[stretch.first]:
        last += 1
    if reading.waiting is not None:
        cue, source = reading.waiting
        span = trimmed(page, stretch.first, last)
        reading.reports.append(
            Report(cue=cue, spans=(span,), frame=Frame.BLOCK, cue_class=cue.cue_class, source=source)
        )
    reading.waiting = None
    reading.block_end = last


def _is_all_quoted(page: Page, stretch: Stretch) -> bool:
    return all(
        page.inside[word] >= 0 or not page.words.is_word(word) for word in range(stretch.first, stretch.last + 1)
    )


def _remember(reading: Reading, stretch: Stretch, reports: list[Report]) -> None:
    quoted = [report for report in reports if _holds_quotation(reading.page, report)]
    reading.goes_on = bool(quoted)
    if quoted:
        reading.last_quoted = quoted[-1]
        reading.last_paragraph = reading.page.paragraph[stretch.last]


def _holds_quotation(page: Page, report: Report) -> bool:
    return any(page.inside[word] >= 0 for first, last in report.spans for word in (first, last))


def _is_heading(reading: Reading, stretch: Stretch) -> bool:
    """Return whether a quotation on a line of its own is a heading: in single marks, or of a word or two."""
    page = reading.page
    if reading.waiting is not None:
        return False
    words = sum(page.words.is_word(word) for word in range(stretch.first, stretch.last + 1))
    return words < _SHORTEST_SPEECH or all(page.regions[region].single for region in stretch.regions)


def _await(reading: Reading, stretch: Stretch, idle: list[Cue]) -> None:
    """Keep the cue of a sentence that ends with a colon: the next paragraph may hold what was said."""
    page, final = reading.page, reading.page.words.lower[stretch.last]
    verbs = [cue for cue in idle if cue.kind is CueKind.VERB]
    reading.waiting = None
    if verbs and final in {":", ","}:
        reading.waiting = verbs[-1], find_source(page, verbs[-1], stretch)
    elif final == ":":
        reading.waiting = mark_cue(stretch.last), _announcer(page, stretch.first, stretch.last)


def _announcer(page: Page, first: int, colon: int) -> Source | None:
    """Return the subject of the last verb before a colon, as who is announced to say what follows it."""
    words = page.words
    for verb in range(colon - 1, first - 1, -1):
        if words.pos[verb] in {"VERB", "AUX"} and page.inside[verb] < 0 and finite_tag(words, verb):
            source = source_of_verb(page, verb)
            if source is not None and source.first >= first:
                return source
    return None


def _place_alone(reading: Reading, stretch: Stretch) -> None:
    """Give a quotation that is a sentence of its own to the speaker before it, where there is one."""
    page = reading.page
    span = trimmed(page, stretch.first, stretch.last)
    paragraph = page.paragraph[stretch.first]
    last = reading.last_quoted
    if reading.waiting is not None:
        cue, source = reading.waiting
        report = Report(cue=cue, spans=(span,), frame=Frame.BLOCK, cue_class=cue.cue_class, source=source)
        reading.reports.append(report)
    elif last is not None and reading.goes_on and reading.last_paragraph == paragraph:
        report = replace(last, spans=(*last.spans, span))
        reading.reports[reading.reports.index(last)] = report
    else:
        near = last is not None and paragraph - reading.last_paragraph <= _NEAR
        source = last.source if last is not None and near else None
        frame = Frame.CONTINUED if source else Frame.UNATTRIBUTED
        report = Report(cue=None, spans=(span,), frame=frame, cue_class=CueClass.NEUTRAL, source=source)
        reading.reports.append(report)
    reading.last_quoted, reading.goes_on, reading.last_paragraph = report, True, page.paragraph[stretch.last]


def _within_sentence(page: Page, region: int, stretch: Stretch) -> Report:
    """Return a quotation that a colon announces in its sentence, or else a mere term: a title, a scare quote."""
    words = page.words
    first, last = page.region_words[region]
    first, last = max(first, stretch.first), min(last, stretch.last)
    if first - 1 > stretch.first and words.lower[first - 1] == ":" and ends_like_sentence(page, region):
        cue, source = mark_cue(first - 1), _announcer(page, stretch.first, first - 1)
        return Report(cue=cue, spans=((first, last),), frame=Frame.COLON, cue_class=CueClass.NEUTRAL, source=source)
    return Report(
        cue=None,
        spans=((first, last),),
        frame=Frame.FRAGMENT,
        cue_class=CueClass.NEUTRAL,
        source=None,
        is_term=True,
    )
