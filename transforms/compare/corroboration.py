"""Corroboration: utterances behind the sightings, and the different numbers of what stands behind a stance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from transforms.compare.columns import assured
from transforms.compare.ordering import sorted_by
from transforms.compare.sightings import SIGHTINGS
from transforms.compare.windows import linked_groups, mixed, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

UTTERED: Final = pl.Schema({**SIGHTINGS, "origin_id": pl.Int64(), "utterance_id": pl.Int64()})
"""Sightings with the article that first told it and the utterance it is a sighting of (its smallest claim id)."""

STATEMENTS: Final = pl.Schema(
    {
        "utterance_id": pl.Int64(),
        "topic": pl.String(),
        "proposition": pl.String(),
        "stance": pl.String(),
        "polarity": pl.Int8(),
        "holder_kind": pl.String(),
        "holder_name": pl.String(),
        "side": pl.String(),
        "party": pl.String(),
        "relayed": pl.Boolean(),
        "plain": pl.Boolean(),
        "day": pl.Date(),
        "day_basis": pl.String(),
        "first_published": pl.Date(),
        "sightings": pl.UInt32(),
        "articles": pl.UInt32(),
        "outlets": pl.UInt32(),
        "origins": pl.UInt32(),
        "conceded": pl.Boolean(),
        "claim_id": pl.Int64(),
        "claim_ids": pl.List(pl.Int64()),
    }
)
"""One row an utterance. `claim_id` is the sighting to show first.

`relayed` is true where every sighting is, `plain` where one says it outright, neither hedged nor taken for granted.
"""

COUNTS: Final[tuple[str, ...]] = ("sightings", "articles", "outlets", "origins", "utterances", "holders", "sides")

_TOLD: Final = (
    "utterance_id", "claim_id", "topic", "proposition", "stance", "polarity", "holder_kind", "holder_name", "party",
    "side", "relayed", "hedged", "presupposed", "conceded", "day", "day_basis", "published", "article_id", "outlet",
    "origin_id",
)  # fmt: skip
_GROUP: Final = ("topic", "proposition", "stance", "holder_kind", "holder_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceSettings:
    """When two sightings are one utterance: said within `days` of the first, or a shared quotation.

    A said date that covers more than `vague` days ("in June") places nothing: such sightings are one utterance only
    with others of the same origin.
    """

    days: int = 2
    vague: int = 7


def utterances(
    sightings: pl.LazyFrame, origins: pl.LazyFrame, families: pl.LazyFrame, settings: UtteranceSettings | None = None
) -> pl.LazyFrame:
    """Return the sightings with their origin and utterance: same holder, proposition, stance, and day or quotation."""
    chosen = settings or UtteranceSettings()
    joined = (
        sightings.join(origins.select("article_id", "origin_id"), on="article_id", how="left", maintain_order="left")
        .join(families.select("quote_id", "family_id"), on="quote_id", how="left", maintain_order="left")
        .with_columns(origin_id=pl.coalesce("origin_id", "article_id"))
    )
    # The numbers are put beside the rows they were made from: at this size a join costs more than the grouping.
    rows = joined.map_batches(
        lambda frame: frame.with_columns(_utterance_ids(frame, chosen)),
        projection_pushdown=False,
        predicate_pushdown=False,
        schema={**SIGHTINGS, "origin_id": pl.Int64(), "family_id": pl.Int64(), "utterance_id": pl.Int64()},
    )
    return assured(rows, UTTERED)


def _utterance_ids(rows: pl.DataFrame, settings: UtteranceSettings) -> pl.Series:
    """Return for each sighting the smallest claim id of its utterance."""
    width = (pl.col("said_end") - pl.col("said_date")).dt.total_days().fill_null(1)
    # Whoever "is alleged" hides behind is not known to be the same from one text to the next.
    nobody = pl.when(pl.col("holder_name").is_null()).then("origin_id")
    keyed = rows.lazy().select(
        "claim_id",
        "origin_id",
        "family_id",
        day=pl.when(width <= settings.vague).then(pl.col("said_date")),
        speaker=mixed(*(pl.col(name) for name in _GROUP), nobody, seed=11),
    )
    dated = keyed.map_batches(
        lambda frame: frame.with_columns(windows_of(frame, "speaker", gap=settings.days, longest=settings.days)),
        schema={**keyed.collect_schema(), "window": pl.Date()},
    )
    # A sighting without a day goes with what its own text, or a copy of it, dates for the same holder and stance.
    spot = pl.coalesce("window", pl.col("window").min().over("speaker", "origin_id"))
    origin = pl.when(spot.is_null()).then("origin_id")
    firsts = dated.with_columns(spot=mixed(pl.col("speaker"), spot, origin, seed=17)).select(
        "speaker", "family_id", first=pl.col("claim_id").min().over("spot")
    )
    return _linked(firsts.collect())


def _linked(firsts: pl.DataFrame) -> pl.Series:
    """Return the ids, joined where sightings share a quotation: that is one utterance whatever day they name."""
    quoted = firsts.drop_nulls("family_id").select("first", other=pl.col("first").min().over("speaker", "family_id"))
    several = quoted.filter(pl.col("first") != pl.col("other")).unique().sort("first", "other")
    groups = linked_groups(several.iter_rows())
    return firsts["first"].replace(groups).alias("utterance_id")


def statements(uttered: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row for each utterance with the sighting that shows it best: heard directly, plain, early."""
    counted = uttered.select(*_TOLD).with_columns(alone=pl.len().over("utterance_id") == 1)
    rows = pl.concat([_seen_once(counted.filter("alone")), _seen_often(counted.filter(~pl.col("alone")))])
    return sorted_by(rows, "topic", "proposition", "stance", "day", "utterance_id")


def _seen_once(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return the statements of utterances with one sighting, which most have: nothing is to be gathered there."""
    one = pl.lit(1, dtype=pl.UInt32)
    rows = sightings.with_columns(
        plain=~pl.col("hedged") & ~pl.col("presupposed"),
        first_published=pl.col("published"),
        sightings=one,
        articles=one,
        outlets=pl.col("outlet").is_not_null().cast(pl.UInt32),
        origins=one,
        claim_ids=pl.concat_list("claim_id"),
    )
    return assured(rows, STATEMENTS)


def _seen_often(sightings: pl.LazyFrame) -> pl.LazyFrame:
    """Return the statements of utterances with several sightings."""
    said = pl.col("day").filter(pl.col("day_basis") == "said").min()
    firmest = (
        pl.when(said == pl.col("day").min())
        .then(pl.lit("said"))
        .when(pl.col("day").min().is_not_null())
        .then(pl.lit("published"))
        .otherwise(pl.lit("none"))
    )
    # Sorted once, not in every group: a group keeps the order of the frame.
    best = sorted_by(sightings, "relayed", "hedged", "presupposed", "published", "claim_id")
    rows = best.group_by("utterance_id").agg(
        pl.col("topic", "proposition", "stance", "polarity", "holder_kind", "holder_name", "party").first(),
        side=pl.col("side").min(),
        relayed=pl.col("relayed").all(),
        plain=(~pl.col("hedged") & ~pl.col("presupposed")).any(),
        day=pl.col("day").min(),
        day_basis=firmest,
        first_published=pl.col("published").min(),
        sightings=pl.len(),
        articles=pl.col("article_id").n_unique(),
        outlets=pl.col("outlet").drop_nulls().n_unique(),
        origins=pl.col("origin_id").n_unique(),
        conceded=pl.col("conceded").any(),
        claim_id=pl.col("claim_id").first(),
        claim_ids=pl.col("claim_id"),
    )
    return assured(rows, STATEMENTS)


def counts(uttered: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Return, for each value of `by`, the different numbers: sightings, articles, outlets, origins, utterances, ..."""
    distinct = {
        "articles": "article_id",
        "outlets": "outlet",
        "origins": "origin_id",
        "utterances": "utterance_id",
        "holders": "holder_name",
        "sides": "side",
    }
    numbers = {name: pl.col(column).drop_nulls().n_unique().cast(pl.UInt32) for name, column in distinct.items()}
    rows = uttered.group_by(list(by)).agg(sightings=pl.len().cast(pl.UInt32), **numbers).sort(list(by))
    return rows.select(*by, *COUNTS)
