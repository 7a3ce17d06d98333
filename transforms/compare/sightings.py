"""Sightings: the counted rows of the evidence, with what every comparison asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from transforms.compare.columns import EVIDENCE, assured
from transforms.records import HolderKind, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping

POLARITY: Final[Mapping[Stance, int]] = {
    Stance.ASSERTS: 1,
    Stance.DEMANDS: 1,
    Stance.COMMITS: 1,
    # "Allows" and "ignores" say a weaker form of the same proposition; they do not speak against it.
    Stance.TOLERATES: 1,
    Stance.DENIES: -1,
    Stance.DOUBTS: -1,
    Stance.REJECTS_DEMAND: -1,
}
"""Whether a stance speaks for a proposition or against it."""

SIGHTINGS: Final = pl.Schema(
    {
        **EVIDENCE,
        "relayed": pl.Boolean(),
        "polarity": pl.Int8(),
        "day": pl.Date(),
        "day_basis": pl.String(),
        "party": pl.String(),
    }
)
"""The evidence with `relayed`, `polarity`, `day`, `day_basis` (said, published or none) and `party`.

`party` is the holder's side where one is declared; those without one are kept apart by kind of holder.
"""

# "In the nineties" is no day to place a statement on, nor is any span of more than a year.
_WIDEST: Final = 366
OUTLET_PARTY: Final = "outlets' own voice"
NO_PARTY: Final = "no declared side"


def decided(evidence: pl.LazyFrame) -> pl.LazyFrame:
    """Return the evidence as people decided: without what they rejected, with the stance they decided for."""
    kept = evidence.filter(pl.col("judged").ne_missing(pl.lit("rejected")))
    return kept.with_columns(stance=pl.coalesce("judged_stance", "stance"))


def sightings(evidence: pl.LazyFrame) -> pl.LazyFrame:
    """Return the rows of the evidence that count: in the present text of an article and of named scope."""
    counted = evidence.filter(pl.col("is_current"), pl.col("scope") == Scope.NAMED.value)
    return assured(described(counted), SIGHTINGS)


def described(evidence: pl.LazyFrame) -> pl.LazyFrame:
    """Return the evidence with the columns that every comparison derives from it."""
    polarity = {stance.value: sign for stance, sign in POLARITY.items()}
    width = (pl.col("said_end") - pl.col("said_date")).dt.total_days().fill_null(1)
    said = pl.when(width <= _WIDEST).then("said_date")
    return evidence.with_columns(
        relayed=pl.col("via").list.len() > 0,
        polarity=pl.col("stance").replace_strict(polarity, return_dtype=pl.Int8),
        day=pl.coalesce(said, "published"),
        day_basis=pl.when(said.is_not_null())
        .then(pl.lit("said"))
        .when(pl.col("published").is_not_null())
        .then(pl.lit("published"))
        .otherwise(pl.lit("none")),
        party=pl.when(pl.col("side").is_not_null())
        .then(pl.col("side"))
        .when(pl.col("holder_kind") == HolderKind.OUTLET.value)
        .then(pl.lit(OUTLET_PARTY))
        .otherwise(pl.lit(NO_PARTY)),
    )
