"""Grouping that no expression says: days into windows, and links into connected groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def number_windows(days: pl.DataFrame, keys: Sequence[str], *, gap: int, longest: int) -> pl.DataFrame:
    """Return the distinct `keys` and `day` of `days` with `window`, the first day of the window each day falls into.

    A window ends before a day that comes more than `gap` days after the one before it, or more than `longest` days
    after the window's first. With both the same, a window is "within so many days of the first".
    """
    ordered = days.select(*keys, "day").unique().sort(*keys, "day", nulls_last=True)
    since = (pl.col("day") - pl.col("day").shift(1)).dt.total_days()
    apart = since > gap
    for key in keys:
        apart |= pl.col(key) != pl.col(key).shift(1)
    runs = ordered.with_columns(run=apart.fill_null(value=True).cum_sum())
    first, last = pl.col("day").min().over("run"), pl.col("day").max().over("run")
    # Most runs are short enough to be one window; only the others must be walked through.
    walked = runs.with_columns(window=first, long=((last - first).dt.total_days() > longest).fill_null(value=False))
    cut = walked.filter("long").with_columns(window=pl.lit(None, pl.Date))
    starts = pl.Series(
        list(_starts(cut.select("run", pl.col("day").to_physical()).iter_rows(), longest)), dtype=pl.Int32
    )
    long = cut.with_columns(window=starts.cast(pl.Date))
    return (
        pl.concat([walked.filter(~pl.col("long")), long])
        .select(*keys, "day", "window")
        .sort(*keys, "day", nulls_last=True)
    )


def _starts(days: Iterable[tuple[int, int]], longest: int) -> Iterator[int]:
    """Yield for each day of each run the first day of its window."""
    run_before, start = -1, 0
    for run, day in days:
        if run != run_before or day - start > longest:
            start = day
        run_before = run
        yield start


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
