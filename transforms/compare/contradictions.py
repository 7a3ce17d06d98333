"""Contradictions: who says otherwise, grouped by the two parties and the time, so that a page of it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import polars as pl

from transforms.compare.columns import assured
from transforms.compare.ordering import sorted_by
from transforms.compare.windows import mixed, number_windows
from transforms.records import HolderKind

if TYPE_CHECKING:
    from collections.abc import Sequence


class Contradiction(StrEnum):
    """How two statements stand against each other."""

    STRICT = "strict"
    LINKED = "linked"
    TENSION = "tension"
    REVERSAL = "reversal"
    CONCESSION = "concession"


CONTRADICTIONS: Final = pl.Schema(
    {
        "kind": pl.String(),
        "topic": pl.String(),
        "proposition": pl.String(),
        "other": pl.String(),
        "left_party": pl.String(),
        "right_party": pl.String(),
        "first_day": pl.Date(),
        "last_day": pl.Date(),
        "left_claim": pl.Int64(),
        "right_claim": pl.Int64(),
        "left_holders": pl.List(pl.String()),
        "right_holders": pl.List(pl.String()),
        "left_claims": pl.List(pl.Int64()),
        "right_claims": pl.List(pl.Int64()),
        "left_utterances": pl.UInt32(),
        "right_utterances": pl.UInt32(),
        "relayed": pl.Boolean(),
    }
)
"""`left_claim` and `right_claim` are the two sentences to print side by side, the lists hold one claim an utterance.

`relayed` is true where one of the two printed was not heard from its holder. `other` is the right side's proposition.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionSettings:
    """How statements are gathered: a new window opens after `gap` silent days, or `longest` days from its first."""

    gap: int = 21
    longest: int = 92


_BRIEF: Final = ("party_id", "first_holder", "has_several", "first", "last", "utterances")
_PLACE: Final = ("topic", "proposition", "polarity", "party", "window")


def contradictions(
    statements: pl.LazyFrame, links: pl.LazyFrame, settings: ContradictionSettings | None = None
) -> pl.LazyFrame:
    """Return every kind of contradiction between statements, most disputed first."""
    chosen = settings or ContradictionSettings()
    named = statements.filter(pl.col("holder_name").is_not_null())
    # Kept, not made anew for each kind: Polars does not see that two plans with a Python step are the same.
    parties = _parties(_in_windows(named, chosen)).cache()
    rows = pl.concat([_strict(parties), _linked(parties, links), _reversals(named), _concessions(named)])
    order = [
        "kind",
        "topic",
        "proposition",
        "other",
        "first_day",
        "left_party",
        "right_party",
        "left_claim",
        "right_claim",
    ]
    return assured(rows, CONTRADICTIONS).sort(order, nulls_last=True)


def _in_windows(statements: pl.LazyFrame, settings: ContradictionSettings) -> pl.LazyFrame:
    windows = statements.select("topic", "day").map_batches(
        lambda days: number_windows(days, ["topic"], gap=settings.gap, longest=settings.longest),
        schema={"topic": pl.String(), "day": pl.Date(), "window": pl.Date()},
    )
    return statements.join(windows, on=["topic", "day"], how="left")


def _parties(statements: pl.LazyFrame) -> pl.LazyFrame:
    """Return what each party says for or against a proposition in a window: its holders and its best two sentences."""
    # Sorted once, not in every group: a group keeps the order of the frame.
    told = ("relayed", "plain", "day", "claim_id")
    place = mixed(*(pl.col(name) for name in (*_PLACE, "holder_name")), seed=19)
    ordered = sorted_by(
        statements.select(*_PLACE, "holder_name", *told, place=place, veiled=~pl.col("plain")),
        "relayed",
        "veiled",
        "day",
        "claim_id",
    )
    by_holder = ordered.group_by("place").agg(
        pl.col(*_PLACE, "holder_name", "relayed", "plain", "claim_id").first(),
        best=pl.col("day").first(),
        claims=pl.col("claim_id"),
        first=pl.col("day").min(),
        last=pl.col("day").max(),
        utterances=pl.len(),
    )
    ranked = by_holder.sort(pl.col("relayed"), ~pl.col("plain"), pl.col("best"), pl.col("claim_id"), nulls_last=True)
    return (
        ranked.group_by(_PLACE)
        .agg(
            holders=pl.col("holder_name"),
            shown=pl.col("claim_id").head(2),
            hollow=pl.col("relayed").head(2),
            claims=pl.col("claims").list.explode(),
            first=pl.col("first").min(),
            last=pl.col("last").max(),
            utterances=pl.col("utterances").sum(),
            first_holder=pl.col("holder_name").first(),
            has_several=pl.len() > 1,
        )
        .with_columns(party_id=mixed(*(pl.col(name) for name in _PLACE), seed=29))
    )


def _strict(parties: pl.LazyFrame) -> pl.LazyFrame:
    """Return the pairs of parties that speak for and against one proposition in one window."""
    brief = parties.select(*_PLACE, *_BRIEF)
    pairs = _together(
        brief.filter(pl.col("polarity") > 0), brief.filter(pl.col("polarity") < 0), ["topic", "proposition"]
    )
    return _paired(pairs.with_columns(other=pl.col("proposition"), kind=pl.lit(Contradiction.STRICT.value)), parties)


def _linked(parties: pl.LazyFrame, links: pl.LazyFrame) -> pl.LazyFrame:
    """Return the pairs of parties that speak for two propositions which cannot, or can hardly, both hold."""
    kinds = {"contradiction": Contradiction.LINKED.value, "tension": Contradiction.TENSION.value}
    affirmed = parties.filter(pl.col("polarity") > 0).select(*_PLACE, *_BRIEF)
    left = affirmed.join(links, left_on=["topic", "proposition"], right_on=["topic", "left"])
    right = affirmed.with_columns(right=pl.col("proposition"))
    pairs = _together(left, right, ["topic", "right"]).with_columns(
        other=pl.col("right"), kind=pl.col("kind").replace_strict(kinds, return_dtype=pl.String)
    )
    return _paired(pairs, parties)


def _together(left: pl.LazyFrame, right: pl.LazyFrame, on: Sequence[str]) -> pl.LazyFrame:
    """Return the pairs of the same window, or with an undated side."""
    undated = pl.col("window").is_null()
    return pl.concat(
        [
            left.join(right.with_columns(window_other="window"), on=[*on, "window"], suffix="_other"),
            left.filter(undated).join(right, on=list(on), suffix="_other"),
            left.filter(~undated).join(right.filter(undated), on=list(on), suffix="_other"),
        ],
        how="diagonal",
    )


def _paired(pairs: pl.LazyFrame, parties: pl.LazyFrame) -> pl.LazyFrame:
    """Return the pairs whose two printed sentences have different holders, with all that each party says."""
    same = pl.col("first_holder") == pl.col("first_holder_other")
    second_right = same & pl.col("has_several_other")
    second_left = same & ~second_right
    lists = parties.select("party_id", "holders", "shown", "hollow", "claims")
    rows = (
        pairs.filter(~(same & ~pl.col("has_several") & ~pl.col("has_several_other")))
        .with_columns(
            left_at=pl.when(second_left).then(1).otherwise(0),
            right_at=pl.when(second_right).then(1).otherwise(0),
        )
        .join(lists, on="party_id")
        .join(lists, left_on="party_id_other", right_on="party_id", suffix="_other")
    )
    return rows.select(
        "kind",
        "topic",
        "proposition",
        "other",
        left_party="party",
        right_party="party_other",
        first_day=pl.min_horizontal("first", "first_other"),
        last_day=pl.max_horizontal("last", "last_other"),
        left_claim=pl.col("shown").list.get(pl.col("left_at")),
        right_claim=pl.col("shown_other").list.get(pl.col("right_at")),
        left_holders=pl.col("holders"),
        right_holders=pl.col("holders_other"),
        left_claims=pl.col("claims"),
        right_claims=pl.col("claims_other"),
        left_utterances=pl.col("utterances").cast(pl.UInt32),
        right_utterances=pl.col("utterances_other").cast(pl.UInt32),
        relayed=pl.col("hollow").list.get(pl.col("left_at")) | pl.col("hollow_other").list.get(pl.col("right_at")),
    )


def _reversals(statements: pl.LazyFrame) -> pl.LazyFrame:
    """Return where one holder speaks against what the same holder said before: the first turn, and how many follow."""
    over = ("topic", "proposition", "holder_name")
    said = ("claim_id", "relayed", "party", "polarity", "day")
    own = (
        statements.filter(pl.col("holder_kind") == HolderKind.ENTITY.value, pl.col("day").is_not_null())
        .select(*over, *said, holder=mixed(*(pl.col(name) for name in over), seed=23))
        .filter(pl.col("polarity").min().over("holder") != pl.col("polarity").max().over("holder"))
    )
    # Of one day the best sighting stands first, and one that says otherwise than it on that day is never far.
    same_day = [pl.col(name) == pl.col(name).shift(1) for name in ("holder", "day")]
    ordered = sorted_by(own, "holder", "day", "relayed", "claim_id").with_columns(
        again=pl.all_horizontal(same_day).fill_null(value=False)
    )
    daily = ordered.with_columns(spoken=(~pl.col("again")).cum_sum()).with_columns(
        both=pl.col("polarity").min().over("spoken") != pl.col("polarity").max().over("spoken")
    )
    # Speaking both ways on one day is a finding for a reader of the sentences, not a change over time.
    plain = daily.filter(~pl.col("both"), ~pl.col("again")).drop("spoken", "both", "again")
    before = plain.with_columns(pl.col("holder", *said).shift(1).name.suffix("_before"))
    turned = before.filter(
        pl.col("holder") == pl.col("holder_before"), pl.col("polarity") != pl.col("polarity_before")
    ).drop("holder_before")
    turns = turned.group_by("holder", maintain_order=True).agg(
        pl.exclude("holder").first(),
        all_before=pl.col("claim_id_before"),
        all_after=pl.col("claim_id"),
        last=pl.col("day").last(),
    )
    rows = _single(turns, Contradiction.REVERSAL, left="_before", keep=["all_before", "all_after", "last"])
    several = pl.col("all_after").list.len()
    return rows.with_columns(
        last_day=pl.col("last"),
        left_claims=pl.col("all_before"),
        right_claims=pl.col("all_after"),
        left_utterances=several,
        right_utterances=several,
    ).select(CONTRADICTIONS.names())


def _concessions(statements: pl.LazyFrame) -> pl.LazyFrame:
    """Return what holders admit, each beside what their party says otherwise, where it does."""
    own = statements.filter(pl.col("party") == pl.col("side"))
    usual = (
        own.sort("relayed", "day", "claim_id", nulls_last=True)
        .group_by("topic", "proposition", "party", "polarity", maintain_order=True)
        .agg(pl.col("claim_id", "relayed", "day", "holder_name").first())
        .with_columns(polarity=-pl.col("polarity"))
    )
    conceded = statements.filter("conceded").join(
        usual, on=["topic", "proposition", "party", "polarity"], how="left", suffix="_usual"
    )
    rows = _single(conceded.with_columns(party_usual="party"), Contradiction.CONCESSION, left="_usual")
    return rows.select(CONTRADICTIONS.names())


def _single(rows: pl.LazyFrame, kind: Contradiction, *, left: str, keep: Sequence[str] = ()) -> pl.LazyFrame:
    """Return rows of one statement against one other, whose columns end in `left`, and the columns to `keep`."""
    holder = f"holder_name{left}" if kind is Contradiction.CONCESSION else "holder_name"
    claim = pl.col(f"claim_id{left}")
    return rows.select(
        "topic",
        "proposition",
        *keep,
        kind=pl.lit(kind.value),
        other=pl.col("proposition"),
        left_party=pl.col(f"party{left}"),
        right_party=pl.col("party"),
        first_day=pl.min_horizontal(f"day{left}", "day"),
        last_day=pl.max_horizontal(f"day{left}", "day"),
        left_claim=claim,
        right_claim=pl.col("claim_id"),
        left_holders=pl.concat_list(holder).list.drop_nulls(),
        right_holders=pl.concat_list("holder_name"),
        left_claims=pl.concat_list(claim).list.drop_nulls(),
        right_claims=pl.concat_list("claim_id"),
        left_utterances=claim.is_not_null().cast(pl.UInt32),
        right_utterances=pl.lit(1, dtype=pl.UInt32),
        relayed=pl.col("relayed") | pl.col(f"relayed{left}").fill_null(value=False),
    )
