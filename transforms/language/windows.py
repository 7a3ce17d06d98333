"""Cut long articles into windows that the encoder can read, at sentence ends wherever there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS = frozenset({".", "!", "?", "…"})
_CLOSERS = frozenset({'"', "'", "”", "’", "''", ")", "]", "»"})


def likely_ends(words: Sequence[str], breaks: frozenset[int]) -> list[int]:
    """Return the places (word indices) before which a text may be cut: after a full stop or at a paragraph break."""
    places = []
    ended = False
    for place, word in enumerate(words):
        if place and (place in breaks or (ended and word not in _CLOSERS)):
            places.append(place)
        ended = word in _ENDS or (ended and word in _CLOSERS)
    return places


def windows(sizes: Sequence[int], ends: Sequence[int], *, longest: int) -> list[range]:
    """Return consecutive ranges of words of at most `longest` pieces that together hold every word.

    `sizes` gives the pieces of each word. A stretch without any end is cut where it overflows.
    """
    is_end = set(ends)
    ranges: list[range] = []
    start = cut = filled = since_cut = 0
    for place, size in enumerate(sizes):
        if place in is_end:
            cut, since_cut = place, 0
        # Cut at the last end; if what follows it is still too long, cut right here.
        while filled + size > longest and place > start:
            if cut <= start:
                cut, since_cut = place, 0
            ranges.append(range(start, cut))
            start, filled = cut, since_cut
        filled += size
        since_cut += size
    if start < len(sizes):
        ranges.append(range(start, len(sizes)))
    return ranges
