"""The timeline: what each holder said on which day, heard directly or relayed."""

from __future__ import annotations

from typing import Final

import polars as pl

from transforms.compare.columns import assured

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


def statements_by_day(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return one mark for each holder, proposition, stance and day; a mark is hollow where nobody heard the holder."""
    last = pl.col("said_end").dt.offset_by("-1d")
    wide = (pl.col("day_basis") == "said") & (last > pl.col("said_date"))
    # Sorted once, not in every group: a group keeps the order of the frame.
    rows = (
        sightings.with_columns(day_end=pl.when(wide).then(last))
        .sort("relayed", "published", "claim_id", nulls_last=True)
        .group_by("topic", "holder_name", "holder_kind", "proposition", "stance", "day", "day_end", "day_basis")
        .agg(
            side=pl.col("side").drop_nulls().min(),
            polarity=pl.col("polarity").first(),
            hollow=pl.col("relayed").all(),
            via=pl.col("via").first(),
            outlets=pl.col("outlet").drop_nulls().unique().sort(),
            sightings=pl.len(),
            claim_id=pl.col("claim_id").first(),
        )
        .sort("topic", "holder_name", "day", "proposition", "stance", "claim_id", nulls_last=True)
    )
    return assured(rows, TIMELINE)
