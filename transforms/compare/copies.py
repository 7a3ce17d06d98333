"""Differences between copies: what outlets changed in a text they share."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import polars as pl

from transforms.compare.columns import assured
from transforms.compare.families import WORD


class Difference(StrEnum):
    """What one copy of a text does differently with a claim."""

    STANCE = "stance"
    HOLDER = "holder"
    CUE = "cue"
    WORDING = "wording"
    MISSING = "missing"


DIFFERENCES: Final = pl.Schema(
    {
        "kind": pl.String(),
        "topic": pl.String(),
        "proposition": pl.String(),
        "origin_id": pl.Int64(),
        "base_outlet": pl.String(),
        "outlet": pl.String(),
        "base_article": pl.Int64(),
        "article_id": pl.Int64(),
        "base_claim": pl.Int64(),
        "claim_id": pl.Int64(),
        "base_says": pl.String(),
        "says": pl.String(),
    }
)
"""Each copy beside the article taken as first. A missing claim has no `claim_id`: the sentence was cut or reworded."""

_ALIKE: Final = 0.5
_TOLD: Final = (
    "topic", "proposition", "origin_id", "article_id", "outlet", "is_root", "claim_id", "stance", "holder_name", "cue",
)  # fmt: skip


def copy_differences(uttered: pl.LazyFrame, origins: pl.LazyFrame) -> pl.LazyFrame:
    """Return the claims that a copy tells otherwise than the first article of its origin, or leaves out."""
    copies = origins.filter(pl.col("origin_size") > 1)
    plain = pl.col("sentence").str.to_lowercase().str.extract_all(WORD)
    claims = uttered.join(copies.select("article_id", "is_root"), on="article_id").select(
        *_TOLD,
        cue_word=pl.col("cue").str.to_lowercase(),
        wording=plain.list.join(" "),
        words=plain.list.unique(),
    )  # fmt: skip
    roots = claims.filter("is_root")
    others = copies.filter(~pl.col("is_root")).select("origin_id", "article_id", "outlet")
    pairs = roots.join(others, on="origin_id", suffix="_copy").join(
        claims.filter(~pl.col("is_root")),
        left_on=["topic", "proposition", "article_id_copy"],
        right_on=["topic", "proposition", "article_id"],
        how="left",
        suffix="_told",
    )
    shared = pl.col("words").list.set_intersection("words_told").list.len()
    alike = shared >= _ALIKE * pl.min_horizontal(pl.col("words").list.len(), pl.col("words_told").list.len())
    same_holder = pl.col("holder_name").eq_missing(pl.col("holder_name_told"))
    same_stance = pl.col("stance") == pl.col("stance_told")
    # For each claim of the first article only its nearest sighting in the copy is compared.
    nearest = (
        pairs.with_columns(
            alike=alike.fill_null(value=False),
            likeness=shared.cast(pl.Int64).fill_null(0)
            + 3 * same_holder.cast(pl.Int64)
            + 3 * same_stance.cast(pl.Int64).fill_null(0),
        )
        .sort(
            "claim_id",
            "article_id_copy",
            "alike",
            "likeness",
            "claim_id_told",
            descending=[False, False, True, True, False],
        )
        .unique(["claim_id", "article_id_copy"], keep="first", maintain_order=True)
    )
    kind = (
        pl.when(~pl.col("alike"))
        .then(pl.lit(Difference.MISSING.value))
        .when(~same_stance)
        .then(pl.lit(Difference.STANCE.value))
        .when(~same_holder)
        .then(pl.lit(Difference.HOLDER.value))
        .when(pl.col("cue_word").ne_missing(pl.col("cue_word_told")))
        .then(pl.lit(Difference.CUE.value))
        .when(pl.col("wording") != pl.col("wording_told"))
        .then(pl.lit(Difference.WORDING.value))
    )
    says = {
        Difference.STANCE.value: "stance",
        Difference.HOLDER.value: "holder_name",
        Difference.CUE.value: "cue",
    }
    base_says, told = pl.lit(None, pl.String), pl.lit(None, pl.String)
    for name, column in says.items():
        base_says = pl.when(pl.col("kind") == name).then(column).otherwise(base_says)
        told = pl.when(pl.col("kind") == name).then(f"{column}_told").otherwise(told)
    rows = (
        nearest.with_columns(kind=kind)
        .drop_nulls("kind")
        .select(
            "kind",
            "topic",
            "proposition",
            "origin_id",
            base_outlet="outlet",
            outlet="outlet_copy",
            base_article="article_id",
            article_id="article_id_copy",
            base_claim="claim_id",
            claim_id=pl.when(pl.col("kind") != Difference.MISSING.value).then("claim_id_told"),
            base_says=base_says,
            says=told,
        )
        .sort("origin_id", "article_id", "kind", "proposition", "base_claim")
    )
    return assured(rows, DIFFERENCES)
