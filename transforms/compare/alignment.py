"""Two wordings laid beside each other: which words stay, go, come or change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    old, new = before.split()[:_LONGEST], after.split()[:_LONGEST]
    return tuple(_runs(old, new))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    low = start = 0
    for block in Levenshtein.opcodes([_plain(word) for word in old], [_plain(word) for word in new]):
        if block.tag != "equal":
            continue
        yield from _difference(old, new, (low, block.src_start), (start, block.dest_start))
        low, start = block.src_end, block.dest_end
        kept = " ".join(new[block.dest_start : block.dest_end])
        yield Run(change=Change.KEPT, before=" ".join(old[block.src_start : block.src_end]), after=kept)
    yield from _difference(old, new, (low, len(old)), (start, len(new)))


def _difference(old: Sequence[str], new: Sequence[str], gone: tuple[int, int], come: tuple[int, int]) -> Iterator[Run]:
    """Yield what stands between two kept runs as one difference, nothing where they meet."""
    before, after = " ".join(old[slice(*gone)]), " ".join(new[slice(*come)])
    at_edge = gone[0] == 0 or gone[1] == len(old)
    if before and after:
        yield Run(change=Change.CHANGED, before=before, after=after)
    elif before:
        yield Run(change=Change.CUT if at_edge else Change.DROPPED, before=before, after="")
    elif after:
        yield Run(change=Change.ADDED, before="", after=after)


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    return _EDGE.sub("", word).replace("’", "'").casefold() or word
