"""Candidates for copies: which articles may share text, in time and memory that grow with articles, not with pairs.

Locality-sensitive hashing in bands (Leskovec, Rajaraman, Ullman 2014, ch. 3), a band at a time. Where very many
articles fall together, because a phrase or a template stands in all of them, each is compared with the first of them
and with those that it falls together with most often. Copies of one text are still linked to one another through these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

CROWD: Final = 32
"""Of more articles than this in one bucket, the others are compared with the first so many only."""
MOST: Final = 32
"""With so many candidates an article is compared at most: those with which it shares most buckets."""

_MERGED: Final = 8  # bands after which what was found is counted together, which bounds the memory
_HELD: Final = 4 * MOST  # pairs an article that are held meanwhile
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs of row numbers, `left` the smaller, by `right` and the likeliest first.

    `capped` are the rows that were not paired with all they fell together with.
    """

    left: _Numbers
    right: _Numbers
    capped: _Numbers


def candidates(bands: NDArray[np.uint64]) -> Candidates:
    """Return the pairs of rows that agree in a band. `bands` has a row an article and a column a band."""
    count = len(bands)
    codes, weights = np.empty(0, np.int64), np.empty(0, np.int64)
    crowded = np.zeros(count, dtype=bool)
    found: list[_Numbers] = []
    for place, band in enumerate(bands.T, 1):
        found += _pairs_of(band, crowded)
        if place % _MERGED == 0 or place == bands.shape[1]:
            codes, weights = _counted(codes, weights, found)
            found = []
            if len(codes) > _HELD * count:
                codes, weights = _likeliest(codes, weights, count, _HELD, crowded)
    codes, _ = _likeliest(codes, weights, count, MOST, crowded)
    return Candidates(left=codes // max(count, 1), right=codes % max(count, 1), capped=np.flatnonzero(crowded))


def _likeliest(
    codes: _Numbers, weights: _Numbers, count: int, most: int, crowded: NDArray[np.bool_]
) -> tuple[_Numbers, _Numbers]:
    """Return at most `most` pairs for each right row, the likeliest first, and note the rows that were cut."""
    left, right = codes // max(count, 1), codes % max(count, 1)
    order = np.lexsort((left, -weights, right))
    right = right[order]
    rank = np.arange(len(right)) - np.searchsorted(right, right, side="left")
    crowded[right[rank >= most]] = True
    kept = order[rank < most]
    return codes[kept], weights[kept]


def _pairs_of(band: NDArray[np.uint64], crowded: NDArray[np.bool_]) -> list[_Numbers]:
    """Return the pairs of rows with the same value, as left * rows + right, and note the rows of crowded buckets."""
    count = len(band)
    order = np.argsort(band, kind="stable")
    ordered = band[order]
    first = np.searchsorted(ordered, ordered, side="left")
    place = np.arange(count) - first
    crowded[order[place >= CROWD]] = True
    found = []
    for ahead in range(CROWD):
        later = np.flatnonzero(place > ahead)
        if not later.size:
            break
        found.append(order[first[later] + ahead] * count + order[later])
    return found


def _counted(codes: _Numbers, weights: _Numbers, found: list[_Numbers]) -> tuple[_Numbers, _Numbers]:
    """Return the distinct pairs, old and new, with how many bands each was found in."""
    fresh = np.concatenate(found) if found else np.empty(0, np.int64)
    both = np.concatenate([codes, fresh])
    each = np.concatenate([weights, np.ones(len(fresh), np.int64)])
    distinct, where = np.unique(both, return_inverse=True)
    return distinct, np.bincount(where, weights=each, minlength=len(distinct)).astype(np.int64)
