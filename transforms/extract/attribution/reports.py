"""All reports of an article: each cue with its content and source, and the quotations that no cue claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.extract.attribution.boundaries import cuts_before
from transforms.extract.attribution.clauses import is_passive, own_subject
from transforms.extract.attribution.content import verb_content
from transforms.extract.attribution.cues import Cue, CueKind, find_cues, unknown_cues
from transforms.extract.attribution.frames import Content, Frame
from transforms.extract.attribution.leftovers import Reading, place_leftovers
from transforms.extract.attribution.phrases import marked_report, noun_content, phrase_content
from transforms.extract.attribution.report import Report
from transforms.extract.attribution.speakers import find_source
from transforms.extract.attribution.stretches import Page, Stretch, inner_sentences, reading_sentences
from transforms.extract.attribution.turns import speaker_turns, turn
from transforms.records import CueClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.attribution.lexicon import CueIndex
    from transforms.extract.attribution.speakers import Source
    from transforms.extract.attribution.words import Words

_SHORTEST_NESTING = 6  # words in a quotation below which nobody else is reported inside it
_OWN_VOICE = {"i", "we", "you", "they", "he", "she", "it"}
# Noun phrases and infinitives are content only where somebody says them: not "parents are advised to".
_NEEDS_SOURCE = {Frame.OBJECT, Frame.PREPOSITION, Frame.INFINITIVE, Frame.NOUN}
_JOINING = {"and", "but", "while", "although", "though", "whereas", "as"}


def find_reports(page: Page, index: CueIndex, body_start: int) -> list[Report]:
    """Return every report of the text in order: outside quotations, inside them, and quotations without a cue."""
    cues = find_cues(page.words, index)
    cues = sorted([*cues, *unknown_cues(page.words, cues)], key=lambda cue: cue.head)
    tags = {cue.head for cue in cues if cue.kind is CueKind.VERB and cue.senses[0].clause}
    cuts = frozenset(cuts_before(page.words, cues))
    reading = Reading(page=page)
    outer = [cue for cue in cues if page.inside[cue.head] < 0]
    position, turn_ends = 0, -1
    turns = speaker_turns(page.words.text)
    for stretch in reading_sentences(page, tags):
        here = []
        while position < len(outer) and outer[position].head <= stretch.last:
            here.append(outer[position])
            position += 1
        if stretch.first <= max(turn_ends, reading.block_end):
            continue
        name = turns.get(page.words.start[stretch.first])
        told = turn(page, stretch, name) if name else None
        if told is not None:
            reading.reports.append(told)
            turn_ends = told.spans[-1][1]
            continue
        headline = page.words.end[stretch.last] <= body_start or _is_headline(page, stretch)
        reports, idle = _in_stretch(page, stretch, here, cuts, headline=headline)
        place_leftovers(reading, stretch, reports, idle)
    return [*reading.reports, *_nested(page, cues, cuts)]


def _is_headline(page: Page, stretch: Stretch) -> bool:
    return page.paragraph[stretch.first] == 0


def _in_stretch(
    page: Page, stretch: Stretch, cues: list[Cue], cuts: frozenset[int], *, headline: bool
) -> tuple[list[Report], list[Cue]]:
    """Return the reports of one sentence, and the cues that found nothing to report in it."""
    marked = marked_report(page, stretch, headline=headline)
    if marked is not None:
        cue, content, source = marked
        return [_report(cue, content, source)], []
    reports: list[Report] = []
    idle: list[Cue] = []
    for cue in cues:
        report = _of_cue(page, cue, stretch, cuts)
        if report is not None and reports and cue.kind is CueKind.VERB:
            report = _with_shared_source(page.words, report, reports)
        if report is None:
            idle.append(cue)
        elif not any(report.spans == other.spans for other in reports):
            reports.append(report)
    return _without_rivals(page, reports), idle


def _of_cue(page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int]) -> Report | None:
    if cue.kind is CueKind.PHRASE:
        found = phrase_content(page, cue, stretch, cuts)
        return None if found is None else _report(cue, *found)
    own = cuts - set(range(cue.first - 2, cue.last + 1))
    if cue.kind is CueKind.NOUN:
        content = noun_content(page, cue, stretch, own)
    else:
        content = verb_content(page, cue, stretch, own)
    if content is None:
        return None
    source = find_source(page, cue, stretch, content)
    if source is None and content.frame in _NEEDS_SOURCE:
        return None
    return _report(cue, content, source)


def _with_shared_source(words: Words, report: Report, before: list[Report]) -> Report:
    """Return the report with the source of the report before it, where its verb goes on: "..., he said, adding"."""
    cue, earlier = report.cue, before[-1]
    if cue is None or earlier.source is None or own_subject(words, cue.head) is not None:
        return report
    if report.source is not None and not _is_borrowed_from_content(report.source, earlier):
        return report
    goes_on = words.tag[cue.head] == "VBG" or words.lower[cue.first - 1] in _JOINING
    if not goes_on or is_passive(words, cue.head):
        return report
    return replace(report, source=replace(earlier.source, rule="shared-before"))


def _is_borrowed_from_content(source: Source, earlier: Report) -> bool:
    """Return whether a shared subject stands in what was reported before: the parse hung the verb too low."""
    return source.rule == "shared-subject" and any(first <= source.head <= last for first, last in earlier.spans)


def _report(cue: Cue, content: Content, source: Source | None) -> Report:
    return Report(cue=cue, spans=content.spans, frame=content.frame, cue_class=content.sense.cue_class, source=source)


def _without_rivals(page: Page, reports: list[Report]) -> list[Report]:
    """Return the reports with each quotation before or after a cue kept by the cue nearest to it."""
    kept: list[Report] = []
    for report in reports:
        rival = next((other for other in kept if _claims_same(page, report, other)), None)
        if rival is None:
            kept.append(report)
        elif _has_better_claim(page, report, rival):
            kept[kept.index(rival)] = report
    return kept


def _claims_same(page: Page, one: Report, other: Report) -> bool:
    quoting = {Frame.QUOTE_AFTER, Frame.QUOTE_BEFORE}
    if one.frame not in quoting or other.frame not in quoting:
        return False
    ours = {page.inside[word] for first, last in one.spans for word in (first, last)} - {-1}
    theirs = {page.inside[word] for first, last in other.spans for word in (first, last)} - {-1}
    return bool(ours & theirs)


def _has_better_claim(page: Page, later: Report, earlier: Report) -> bool:
    """Return whether the later of two cues reports the quotation between them: it ends with a comma for it."""
    if earlier.frame is Frame.QUOTE_AFTER and later.frame is Frame.QUOTE_BEFORE:
        first = earlier.spans[0][0]
        return page.words.lower[first - 1] not in {",", ":", "that"}
    return _distance(later) < _distance(earlier)


def _distance(report: Report) -> int:
    if report.cue is None:
        return 0
    cue = report.cue
    return min(min(abs(first - cue.last), abs(cue.first - last)) for first, last in report.spans)


def _nested(page: Page, cues: list[Cue], cuts: frozenset[int]) -> Iterator[Report]:
    """Yield what is reported inside quotations by somebody other than the one who is quoted."""
    bare = replace(page, regions=(), inside=[-1] * len(page.words), region_words=[])
    inner = [cue for cue in cues if page.inside[cue.head] >= 0]
    for region, (first, last) in enumerate(page.region_words):
        if last - first < _SHORTEST_NESTING:
            continue
        here = [cue for cue in inner if page.inside[cue.head] == region]
        for stretch in inner_sentences(page, region) if here else ():
            for cue in here:
                if stretch.first <= cue.head <= stretch.last:
                    report = _of_cue(bare, cue, stretch, cuts)
                    if report is not None and _is_told_of_another(page.words, report):
                        yield report


def _is_told_of_another(words: Words, report: Report) -> bool:
    if report.source is None or report.cue is None or not report.cue.known:
        return False
    return report.cue_class is CueClass.BELIEF or words.lower[report.source.head] not in _OWN_VOICE
