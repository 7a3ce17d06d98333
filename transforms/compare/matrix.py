"""The stance matrix: proposition by outlet, with who holds what and through whom it was told."""

from __future__ import annotations

from typing import Final

import polars as pl

from transforms.compare.columns import assured

MATRIX: Final = pl.Schema(
    {
        "topic": pl.String(),
        "proposition": pl.String(),
        "outlet": pl.String(),
        "stance": pl.String(),
        "holder_kind": pl.String(),
        "holder_name": pl.String(),
        "side": pl.String(),
        "via": pl.List(pl.String()),
        "relayed": pl.Boolean(),
        "sightings": pl.UInt32(),
        "articles": pl.UInt32(),
        "first_said": pl.Date(),
        "first_published": pl.Date(),
        "claim_id": pl.Int64(),
    }
)
"""`claim_id` is the sighting to open first: the earliest published one."""


def stance_matrix(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row for each holder's stance in each outlet, told directly and relayed apart."""
    keys = ["topic", "proposition", "outlet", "stance", "holder_kind", "holder_name", "via"]
    earliest = pl.col("claim_id").sort_by("published", "claim_id", nulls_last=True).first()
    rows = (
        sightings.group_by(keys)
        .agg(
            side=pl.col("side").drop_nulls().min(),
            relayed=pl.col("relayed").first(),
            sightings=pl.len(),
            articles=pl.col("article_id").n_unique(),
            first_said=pl.col("said_date").min(),
            first_published=pl.col("published").min(),
            claim_id=earliest,
        )
        .sort(["topic", "proposition", "outlet", "stance", "holder_name", "claim_id"], nulls_last=True)
    )
    return assured(rows, MATRIX)
