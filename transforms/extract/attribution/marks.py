"""Pair quotation marks of every style, also where pages lost or turned some of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚']")
_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = {'"', "“", "”", "„", "‟", "«", "»", "''", "``"}
_OPENING = {"“", "„", "‟", "«", "‹", "‘", "‚", "``"}
_CLOSING = {"”", "»", "›", "’"}
_BEFORE_OPENING = set(" \t\n\xa0([{-–—―/:>") | {"“", "‘", '"', "'", "«"}
_TURN = re.compile(r"[A-Z][A-Z.'’ -]+:")  # "SMITH: ..." opens another speaker's turn
_LONGEST_SINGLE = 300  # single marks are mostly apostrophes; a longer pair of them is a coincidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Text between quotation marks. `start` and `end` take the marks in, `inner_start` and `inner_end` leave them out.

    `closed` is False where the closing mark is missing and the paragraph's end was taken instead. `single` tells the
    single marks of headlines from the double ones of the body.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    single: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    single: bool


def quoted_regions(text: str) -> tuple[Quoted, ...]:
    """Return the outermost quoted stretches in order. None crosses a paragraph unless the next one opens again."""
    regions: list[Quoted] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found = list(_pair(text, paragraph.start(), paragraph.end()))
        if found and regions and _continues(text, regions[-1], found[0], paragraph.start()):
            first = found.pop(0)
            regions[-1] = replace(regions[-1], end=first.end, inner_end=first.inner_end, closed=first.closed)
        regions += found
    return tuple(regions)


def _continues(text: str, before: Quoted, after: Quoted, paragraph: int) -> bool:
    """Return whether `after` reopens the quotation that `before` left open at the end of its paragraph."""
    if before.closed or before.single or after.single or text[paragraph : after.start].strip():
        return False
    if _TURN.match(text, after.inner_start):
        return False
    return not text[before.end : paragraph].strip()


def _pair(text: str, start: int, end: int) -> Iterator[Quoted]:
    marks = [_read(text, match, start, end) for match in _MARK.finditer(text, start, end)]
    position = 0
    while position < len(marks):
        opener = marks[position]
        position += 1
        if not opener.opens:
            continue
        closer = _closer(text, marks, position, opener)
        if closer is not None:
            yield _between(opener, marks[closer].start, marks[closer].end, closed=True)
            position = closer + 1
        elif not opener.single:
            reopened = next((mark for mark in marks[position:] if mark.opens and not mark.single), None)
            stop = reopened.start if reopened else end
            yield _between(opener, stop, stop, closed=False)
            position = marks.index(reopened) if reopened else len(marks)


def _between(opener: _Mark, inner_end: int, end: int, *, closed: bool) -> Quoted:
    return Quoted(
        start=opener.start,
        end=end,
        inner_start=opener.end,
        inner_end=inner_end,
        closed=closed,
        single=opener.single,
    )


def _closer(text: str, marks: list[_Mark], position: int, opener: _Mark) -> int | None:
    """Return the mark that closes `opener`: of double marks the next that can, of single ones the most convincing."""
    if not opener.single:
        return _double_closer(marks, position)
    choices = [
        number
        for number in range(position, len(marks))
        if marks[number].single and marks[number].closes and marks[number].start - opener.start <= _LONGEST_SINGLE
    ]
    sure = [number for number in choices if not _may_be_possessive(text, marks[number])]
    return next(iter(sure or choices), None)


def _double_closer(marks: list[_Mark], position: int) -> int | None:
    for number in range(position, len(marks)):
        mark = marks[number]
        if mark.single:
            continue
        if mark.closes:
            return number
        if mark.opens:
            return None
    return None


def _may_be_possessive(text: str, mark: _Mark) -> bool:
    return text[mark.start - 1 : mark.start] == "s" and text[mark.end : mark.end + 1] == " "


def _read(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    surface, before = match.group(), text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    single = surface not in _DOUBLE
    can_open = before in _BEFORE_OPENING and not after.isspace()
    can_close = not before.isspace() and not (single and after.isalnum()) and match.start() > start
    if surface in _OPENING:
        # A page may turn the marks round: an opening mark at the end of a word, before a space, closes.
        opens = can_open or not can_close or not (after.isspace() or after in ".,;")
        return _Mark(match.start(), match.end(), opens, not opens, single)
    if surface in _CLOSING:
        opens = can_open and (not single or match.start() == start)
        return _Mark(match.start(), match.end(), opens, can_close or (not opens and not single), single)
    if surface in {'"', "''"} and before.isspace() and after.isspace():
        closes = text[max(start, match.start() - 2) : match.start()].strip()[-1:] in set(".,!?'’") - {""}
        return _Mark(match.start(), match.end(), opens=not closes, closes=closes, single=False)
    if surface == '"' and before.isdigit() and after.isspace():
        return _Mark(match.start(), match.end(), opens=False, closes=True, single=False)
    return _Mark(match.start(), match.end(), can_open, can_close and not (can_open and before not in "\"'“‘"), single)


def covering(regions: tuple[Quoted, ...], starts: list[int]) -> list[int]:
    """Return for each word the number of the region it stands in, marks included, or -1. `starts` are in order."""
    numbers = [-1] * len(starts)
    region = 0
    for word, start in enumerate(starts):
        while region < len(regions) and regions[region].end <= start:
            region += 1
        if region < len(regions) and regions[region].start <= start:
            numbers[word] = region
    return numbers


def are_ordered(regions: tuple[Quoted, ...]) -> bool:
    """Return whether no region begins before the one before it has ended."""
    return all(before.end <= after.start for before, after in pairwise(regions))
