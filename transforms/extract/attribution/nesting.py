"""Find for each report the one it is told in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.frames import Frame, finite_tag
from transforms.records import CueClass

if TYPE_CHECKING:
    from transforms.extract.attribution.report import Report
    from transforms.extract.attribution.words import Words

_CLAUSAL = {Frame.CLAUSE, Frame.QUOTE_AFTER, Frame.QUOTE_BEFORE, Frame.INVERSE, Frame.PHRASE}
_WEIGHTY = {CueClass.DENIAL: {Frame.OBJECT, Frame.CLAUSE}, CueClass.DEMAND: {Frame.INFINITIVE}}
_PERSONAL = {
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "who",
    "that",
    "which",
    "people",
    "nobody",
    "somebody",
    "some",
}


def worth_telling(words: Words, reports: list[Report]) -> list[Report]:
    """Return the reports without those nested ones that nobody in particular makes.

    What somebody says holds many verbs of saying and thinking ("I think", "people say"); a nested report is kept
    where a named party is told to have said, denied or demanded something.
    """
    holders = parents(reports)
    return [
        report
        for report, holder in zip(reports, holders, strict=True)
        if holder is None or _is_weighty(words, report, reports[holder])
    ]


def _is_weighty(words: Words, inner: Report, outer: Report) -> bool:
    if inner.source is None or inner.cue is None:
        return False
    if inner.cue_class is CueClass.BELIEF:
        return (
            inner.frame is Frame.CLAUSE and words.lower[inner.source.head] != "you"
        )  # "I think ...": what the one who is quoted, or another, holds to be so
    if words.lower[inner.source.head] in _PERSONAL:
        return False
    if outer.source is not None and outer.source.head == inner.source.head:
        return outer.cue_class is CueClass.BELIEF  # "refused to say whether ..."
    if inner.frame in _WEIGHTY.get(inner.cue_class, ()):
        return True
    attached = words.dep[inner.cue.head] in {"acl", "acl:relcl"}
    return inner.frame in _CLAUSAL and (attached or finite_tag(words, inner.cue.head) in {"VBD", "VBZ", "VBP"})


def parents(reports: list[Report]) -> list[int | None]:
    """Return for each report the number of the smallest other report whose content holds its cue and content."""
    extents = [(report.spans[0][0], report.spans[-1][1]) for report in reports]
    order = sorted(range(len(reports)), key=lambda number: (extents[number][0], -extents[number][1]))
    found: list[int | None] = [None] * len(reports)
    open_reports: list[int] = []
    for number in order:
        first = extents[number][0]
        open_reports = [other for other in open_reports if extents[other][1] >= first]
        holders = [other for other in open_reports if _holds(reports[other], reports[number])]
        if holders:
            found[number] = min(holders, key=lambda other: extents[other][1] - extents[other][0])
        open_reports.append(number)
    return found


def _holds(outer: Report, inner: Report) -> bool:
    if outer.is_term or inner.cue is None or outer is inner:
        return False
    parts = [(inner.cue.head, inner.cue.head), *inner.spans]
    return all(any(first <= begin and end <= last for first, last in outer.spans) for begin, end in parts)
