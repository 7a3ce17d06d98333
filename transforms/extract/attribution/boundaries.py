"""Where one report ends because the next begins: the words at which content is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.clauses import own_subject
from transforms.extract.attribution.cues import CueKind
from transforms.extract.attribution.frames import finite_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.words import Words

_JOINING = {"and", "but", "while", "although", "though", "whereas", "as"}
_BREAKS = {"-", "--", "–", "—", ";"}
_CLOSING = {'"', "”", "''", "’", "»"}
_PARALLEL = {"VBD", "VBZ", "VBP"}


def cuts_before(words: Words, cues: list[Cue]) -> Iterator[int]:
    """Yield for each cue the word at which its report begins, if it ends the one before: ", adding", "and denied"."""
    for cue in cues:
        if cue.kind is CueKind.NOUN or cue.first == 0:
            continue
        subject = own_subject(words, cue.head) if cue.kind is CueKind.VERB else None
        if subject is not None and subject < cue.head:
            yield from _before_subject(words, min(words.left[subject], cue.first))
        else:
            yield from _before_bare_cue(words, cue, has_subject=subject is not None)


def _before_subject(words: Words, first: int) -> Iterator[int]:
    before = first - 1
    if before > 0 and words.lower[before] in _BREAKS:
        yield before
    elif before > 0 and words.lower[before] in _JOINING:
        yield _with_comma(words, before)


def _before_bare_cue(words: Words, cue: Cue, *, has_subject: bool) -> Iterator[int]:
    before = cue.first - 1
    participle = words.tag[cue.head] == "VBG"
    if words.lower[before] in {"and", "but"}:
        if not has_subject and cue.senses[0].clause and finite_tag(words, cue.head) in _PARALLEL:
            yield _with_comma(words, before)
    elif words.lower[before] in _CLOSING and participle:
        yield cue.first
    elif words.lower[before] == "," and (participle or cue.kind is CueKind.PHRASE):
        yield before


def _with_comma(words: Words, joining: int) -> int:
    return joining - 1 if words.lower[joining - 1] == "," else joining
