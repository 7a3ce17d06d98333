"""The timeline: what each holder said on which day, heard directly or relayed."""

from __future__ import annotations

from typing import Final

import polars as pl

from transforms.compare.columns import assured
from transforms.compare.ordering import sorted_by
from transforms.compare.windows import mixed

TIMELINE: Final = pl.Schema(
    {
        "topic": pl.String(),
        "holder_name": pl.String(),
        "holder_kind": pl.String(),
        "side": pl.String(),
        "proposition": pl.String(),
        "stance": pl.String(),
        "polarity": pl.Int8(),
        "day": pl.Date(),
        "day_end": pl.Date(),
        "day_basis": pl.String(),
        "hollow": pl.Boolean(),
        "via": pl.List(pl.String()),
        "outlets": pl.List(pl.String()),
        "sightings": pl.UInt32(),
        "claim_id": pl.Int64(),
    }
)
"""`day_basis` is published where the page does not say when it was said; `hollow` marks what was only relayed.

`day_end` is the last day of an interval wider than a day ("in June"), otherwise NULL.
"""


_MARK: Final = ("topic", "holder_name", "holder_kind", "proposition", "stance", "day", "day_end", "day_basis")
_READ: Final = ("side", "polarity", "relayed", "via", "outlet", "published", "claim_id")


def statements_by_day(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return one mark for each holder, proposition, stance and day; a mark is hollow where nobody heard the holder."""
    last = pl.col("said_end").dt.offset_by("-1d")
    wide = (pl.col("day_basis") == "said") & (last > pl.col("said_date"))
    marked = (
        sightings.with_columns(day_end=pl.when(wide).then(last))
        .select(*_MARK, *_READ, mark=mixed(*(pl.col(name) for name in _MARK), seed=5))
        .with_columns(alone=pl.len().over("mark") == 1)
    )
    rows = pl.concat([_seen_once(marked.filter("alone")), _seen_often(marked.filter(~pl.col("alone")))])
    return sorted_by(rows, "topic", "holder_name", "day", "proposition", "stance", "claim_id")


def _seen_once(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return the marks of one sighting, which most are: nothing is to be gathered there."""
    rows = sightings.with_columns(
        hollow=pl.col("relayed"),
        outlets=pl.concat_list("outlet").list.drop_nulls(),
        sightings=pl.lit(1, dtype=pl.UInt32),
    )
    return assured(rows, TIMELINE)


def _seen_often(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return the marks of several sightings."""
    # Sorted once, not in every group: a group keeps the order of the frame.
    rows = (
        sorted_by(sightings, "relayed", "published", "claim_id")
        .group_by("mark")
        .agg(
            pl.col(*_MARK).first(),
            side=pl.col("side").min(),
            polarity=pl.col("polarity").first(),
            hollow=pl.col("relayed").all(),
            via=pl.col("via").first(),
            outlets=pl.col("outlet").drop_nulls().unique().sort(),
            sightings=pl.len(),
            claim_id=pl.col("claim_id").first(),
        )
    )
    return assured(rows, TIMELINE)
