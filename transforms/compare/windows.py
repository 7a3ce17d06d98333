"""Grouping that no expression says: days into windows, and links into connected groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_MULTIPLIER: Final = 0x9E3779B97F4A7C15
# A group and a day in one number: days of the years 1 to 9999 lie far inside the 24 bits, so groups stay far apart.
_DAY_BITS: Final = 24
_EPOCH: Final = 1 << 22


def mixed(*columns: pl.Expr, seed: int) -> pl.Expr:
    """Return one 64-bit hash of several columns: what a group is told by, cheaper than the columns themselves."""
    told = columns[0].hash(seed)
    for place, column in enumerate(columns[1:], 1):
        told = told * pl.lit(_MULTIPLIER, dtype=pl.UInt64) + column.hash(seed + place)
    return told


def windows_of(frame: pl.DataFrame, key: str, *, gap: int, longest: int) -> pl.Series:
    """Return for each row the first day of the window that its `day` falls into among the rows of the same `key`.

    A window ends before a day that comes more than `gap` days after the one before it, or more than `longest` days
    after the window's first. With both the same, a window is "within so many days of the first". A row without a day
    has no window.
    """
    packed = frame.select(
        packed=pl.col(key).rank("dense").cast(pl.Int64) * (1 << _DAY_BITS)
        + pl.col("day").to_physical().cast(pl.Int64)
        + _EPOCH
    )["packed"]
    dated = packed.is_not_null().arg_true()
    order = dated.gather(packed.gather(dated).arg_sort())
    starts = _starts(packed.gather(order).to_numpy(), gap, longest)
    window = np.zeros(frame.height, dtype=np.int32)
    window[order.to_numpy()] = (starts & ((1 << _DAY_BITS) - 1)) - _EPOCH
    days = pl.Series("window", window).cast(pl.Date)
    return days.zip_with(packed.is_not_null(), pl.Series([None], dtype=pl.Date).new_from_index(0, frame.height))


def _starts(days: NDArray[np.int64], gap: int, longest: int) -> NDArray[Any]:
    """Return for each of the sorted packed days the packed first day of its window."""
    count = len(days)
    if not count:
        return days
    is_first = np.concatenate([[True], np.diff(days) > gap])
    firsts = np.flatnonzero(is_first)
    ends = np.append(firsts[1:], count)
    # All runs are cut at once, one window further in each round; most are short enough to be one window.
    while firsts.size:
        following = np.searchsorted(days, days[firsts] + longest, side="right")
        inside = following < ends
        firsts, ends = following[inside], ends[inside]
        is_first[firsts] = True
    return days[np.maximum.accumulate(np.where(is_first, np.arange(count), 0))]


def number_windows(days: pl.DataFrame, keys: Sequence[str], *, gap: int, longest: int) -> pl.DataFrame:
    """Return the distinct `keys` and `day` of `days` with `window`, as `windows_of` tells it."""
    ordered = days.select(*keys, "day").unique().sort(*keys, "day", nulls_last=True)
    key = pl.struct(keys) if keys else pl.lit(0)
    numbered = ordered.with_columns(_key=key)
    return ordered.with_columns(windows_of(numbered, "_key", gap=gap, longest=longest))


def linked_groups(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for every number in `pairs` the smallest number it is linked with, directly or through others."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        found = node
        while parent.setdefault(found, found) != found:
            found = parent[found]
        while parent[node] != found:
            parent[node], node = found, parent[node]
        return found

    for left, right in pairs:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {node: root(node) for node in parent}
