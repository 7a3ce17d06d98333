"""Citations: who cites whom, where a statement was seen first, and how much of what was ingested speaks of it."""

from __future__ import annotations

from typing import Final

import polars as pl

from transforms.compare.columns import assured
from transforms.records import HolderKind

CITATIONS: Final = pl.Schema(
    {
        "topic": pl.String(),
        "outlet": pl.String(),
        "cited": pl.String(),
        "role": pl.String(),
        "side": pl.String(),
        "sightings": pl.UInt32(),
        "articles": pl.UInt32(),
        "stances": pl.List(pl.String()),
    }
)
"""`role` is holder for whoever a claim is attributed to, relay for those through whom it came."""

FIRST_SEEN: Final = pl.Schema(
    {
        "topic": pl.String(),
        "proposition": pl.String(),
        "stance": pl.String(),
        "holder_name": pl.String(),
        "outlet": pl.String(),
        "published": pl.Date(),
        "url": pl.String(),
        "claim_id": pl.Int64(),
        "later_outlets": pl.UInt32(),
        "undated": pl.UInt32(),
    }
)
"""The earliest dated article with a holder's stance; `undated` sightings may be older, nobody can tell."""

COVERAGE: Final = pl.Schema(
    {
        "topic": pl.String(),
        "outlet": pl.String(),
        "month": pl.Date(),
        "ingested": pl.UInt32(),
        "with_claims": pl.UInt32(),
        "sightings": pl.UInt32(),
        "per_hundred": pl.Float64(),
        "joined": pl.Boolean(),
    }
)
"""Articles by outlet and month of publication; `joined` marks the first month of which anything is held."""


def who_cites_whom(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return whose words each outlet prints, as holders and as relays."""
    held = sightings.filter(
        pl.col("holder_kind") != HolderKind.OUTLET.value, pl.col("holder_name").is_not_null()
    ).select("topic", "outlet", "stance", "article_id", "side", cited="holder_name", role=pl.lit("holder"))
    relayed = (
        sightings.filter("relayed")
        .select("topic", "outlet", "stance", "article_id", pl.lit(None, pl.String()).alias("side"), cited="via")
        .explode("cited")
        .with_columns(role=pl.lit("relay"))
    )
    rows = (
        pl.concat([held, relayed])
        .group_by("topic", "outlet", "cited", "role")
        .agg(
            side=pl.col("side").drop_nulls().min(),
            sightings=pl.len(),
            articles=pl.col("article_id").n_unique(),
            stances=pl.col("stance").unique().sort(),
        )
        .sort("topic", "outlet", "articles", "cited", "role", descending=[False, False, True, False, False])
    )
    return assured(rows, CITATIONS)


def first_seen(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return in which article each holder's stance was first seen here."""
    keys = ["topic", "proposition", "stance", "holder_name"]
    order = ["published", "claim_id"]
    shown = pl.col("outlet", "published", "url", "claim_id").sort_by(order, nulls_last=True).first()
    first_outlet = pl.col("outlet").sort_by(order, nulls_last=True).first()
    rows = (
        sightings.filter(pl.col("holder_kind") != HolderKind.OUTLET.value)
        .group_by(keys)
        .agg(
            shown,
            later_outlets=pl.col("outlet").filter(pl.col("outlet") != first_outlet).n_unique(),
            undated=pl.col("published").null_count(),
        )
        .sort(keys, nulls_last=True)
    )
    return assured(rows, FIRST_SEEN)


def coverage(articles: pl.LazyFrame, sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return for each topic, outlet and month how many of the ingested articles carry a claim."""
    present = articles.filter("is_current", pl.col("outlet").is_not_null()).select(
        "article_id", "outlet", month=pl.col("published").dt.truncate("1mo")
    )
    ingested = present.group_by("outlet", "month").agg(ingested=pl.len())
    found = (
        sightings.group_by("topic", "article_id")
        .agg(sightings=pl.len())
        .join(present, on="article_id")
        .group_by("topic", "outlet", "month")
        .agg(with_claims=pl.len(), sightings=pl.col("sightings").sum())
    )
    every = ingested.join(sightings.select("topic").unique(), how="cross")
    rows = (
        every.join(found, on=["topic", "outlet", "month"], how="left", nulls_equal=True)
        .with_columns(pl.col("with_claims", "sightings").fill_null(0).cast(pl.UInt32))
        .with_columns(
            per_hundred=(100 * pl.col("with_claims") / pl.col("ingested")).round(1),
            joined=(pl.col("month") == pl.col("month").min().over("outlet")).fill_null(value=False),
        )
        .sort("topic", "outlet", "month", nulls_last=True)
    )
    return assured(rows, COVERAGE)
