"""Two wordings laid beside each other: which words stay, go, come or change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator

_Words = tuple[list[str], list[str]]
_LONGEST: Final = 400
_EDGE: Final = re.compile(r"^\W+|\W+$")


class Change(StrEnum):
    """What happened to a run of words between two wordings."""

    KEPT = "kept"
    CUT = "cut"
    DROPPED = "dropped"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of words with what they were (`before`) and what they are (`after`); CUT is a drop at either end."""

    change: Change
    before: str
    after: str


def aligned(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs that turn `before` into `after`; case and punctuation at a word's edge make no change."""
    runs = _runs(_words(before), _words(after), with_kept=True)
    return tuple(Run(change=change, before=gone, after=come) for change, gone, come in runs)


def differences(before: str, after: str) -> list[tuple[Change, str, str]]:
    """Return (change, before, after) of the runs that `aligned` does not find kept."""
    return list(_runs(_words(before), _words(after), with_kept=False))


def _runs(old: _Words, new: _Words, *, with_kept: bool) -> Iterator[tuple[Change, str, str]]:
    (old_words, old_plain), (new_words, new_plain) = old, new
    low = start = 0
    for block in Levenshtein.opcodes(old_plain, new_plain):
        if block.tag != "equal":
            continue
        low_next, low_end, start_next, start_end = block.src_start, block.src_end, block.dest_start, block.dest_end
        if low < low_next or start < start_next:
            yield _difference(old_words, new_words, (low, low_next), (start, start_next))
        if with_kept:
            yield Change.KEPT, " ".join(old_words[low_next:low_end]), " ".join(new_words[start_next:start_end])
        low, start = low_end, start_end
    if low < len(old_words) or start < len(new_words):
        yield _difference(old_words, new_words, (low, len(old_words)), (start, len(new_words)))


def _difference(
    old: list[str], new: list[str], gone: tuple[int, int], come: tuple[int, int]
) -> tuple[Change, str, str]:
    """Return what stands between two kept runs as one difference."""
    before, after = " ".join(old[gone[0] : gone[1]]), " ".join(new[come[0] : come[1]])
    if before and after:
        return Change.CHANGED, before, after
    if after:
        return Change.ADDED, "", after
    at_edge = gone[0] == 0 or gone[1] == len(old)
    return Change.CUT if at_edge else Change.DROPPED, before, ""


@lru_cache(maxsize=1024)
def _words(text: str) -> _Words:
    """Return the words as they stand and as they are compared. One wording is aligned with many others in a row."""
    words = text.split()[:_LONGEST]
    return words, [_plain(word) for word in words]


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    return _EDGE.sub("", word).replace("’", "'").casefold() or word
