"""Quote drift: how the words of one quotation, and the verbs that report it, differ from outlet to outlet."""

from __future__ import annotations

from typing import Final

import polars as pl

from transforms.compare.alignment import Change, differences
from transforms.compare.columns import assured
from transforms.compare.families import WORD

DRIFT: Final = pl.Schema(
    {
        "family_id": pl.Int64(),
        "quote_id": pl.Int64(),
        "base_quote_id": pl.Int64(),
        "outlet": pl.String(),
        "base_outlet": pl.String(),
        "article_id": pl.Int64(),
        "version_id": pl.Int64(),
        "speaker": pl.String(),
        "base_speaker": pl.String(),
        "base_words": pl.String(),
        "words": pl.String(),
        "cut": pl.List(pl.String()),
        "dropped": pl.List(pl.String()),
        "added": pl.List(pl.String()),
        "changed": pl.List(pl.String()),
    }
)
"""One row for each wording that differs from the fullest one of its family; `cut` words went at either end."""

VERBS: Final = pl.Schema(
    {
        "group_id": pl.Int64(),
        "outlet": pl.String(),
        "article_id": pl.Int64(),
        "quote_id": pl.Int64(),
        "speaker": pl.String(),
        "cue": pl.String(),
        "cue_class": pl.String(),
        "usual_class": pl.String(),
        "departs": pl.Boolean(),
        "outlets": pl.UInt32(),
    }
)
"""How each outlet introduces words that several report; `departs` where its kind of verb is not the usual one."""

VERB_HABITS: Final = pl.Schema(
    {
        "outlet": pl.String(),
        "shared": pl.UInt32(),
        "departures": pl.UInt32(),
        "verbs": pl.List(pl.String()),
    }
)
"""How often an outlet's verb is of another kind than most outlets' verb for the same words."""


def quote_drift(quotes: pl.LazyFrame, families: pl.LazyFrame) -> pl.LazyFrame:
    """Return the wordings of each quotation that differ between articles, aligned with the fullest wording."""
    spoken = (
        quotes.filter("is_current")
        .join(families, on="quote_id")
        .with_columns(first=pl.col("quote_id").min().over("words"))
    )
    # A quotation that many articles print letter for letter is read once.
    plain = pl.col("words").str.to_lowercase().str.extract_all(WORD)
    texts = spoken.filter(pl.col("quote_id") == pl.col("first")).select(
        "first", plain=plain.list.join(" "), length=plain.list.len()
    )
    printed = spoken.join(texts, on="first").filter(
        pl.col("plain").n_unique().over("family_id") > 1, pl.col("article_id").n_unique().over("family_id") > 1
    )
    order = [-pl.col("length").cast(pl.Int64), pl.col("published"), pl.col("quote_id")]
    names = ("quote_id", "outlet", "speaker", "words", "plain")
    fullest = {f"base_{name}": pl.col(name).first().over("family_id") for name in names}
    kinds = ["cut", "dropped", "added", "changed"]
    differing = (
        printed.sort(order, nulls_last=True)
        .with_columns(**fullest)
        .filter(pl.col("plain") != pl.col("base_plain"))
        .sort("quote_id")
        .unique(["family_id", "article_id", "plain"], keep="first", maintain_order=True)
    )
    # A wording that many articles print is aligned once.
    wordings = (
        differing.unique(["family_id", "plain"], keep="first", maintain_order=True)
        .select(
            "family_id",
            "plain",
            edits=pl.struct("base_words", "words").map_elements(
                _edits, return_dtype=pl.Struct({kind: pl.List(pl.String()) for kind in kinds})
            ),
        )
        .unnest("edits")
        # Punctuation or a hyphen alone is typesetting, not drift.
        .filter(pl.sum_horizontal(pl.col(kind).list.len() for kind in kinds) > 0)
    )
    rows = differing.join(wordings, on=["family_id", "plain"]).sort("family_id", "outlet", "quote_id", nulls_last=True)
    return assured(rows, DRIFT)


def _edits(row: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"cut": [], "dropped": [], "added": [], "changed": []}
    for change, before, after in differences(row["base_words"], row["words"]):
        if change is Change.CHANGED:
            found["changed"].append(f"{before} → {after}")
        else:
            found[change].append(before or after)
    return found


def reporting_verbs(quotes: pl.LazyFrame, groups: pl.LazyFrame) -> pl.LazyFrame:
    """Return the verb with which each outlet introduces the same words. `groups` holds `quote_id` and `group_id`."""
    introduced = (
        quotes.filter("is_current", pl.col("cue").is_not_null(), pl.col("outlet").is_not_null())
        .join(
            groups.select("quote_id", "group_id").unique("quote_id", keep="first", maintain_order=True), on="quote_id"
        )
        .with_columns(cue=pl.col("cue").str.to_lowercase())
        .sort("group_id", "outlet", "quote_id")
        .unique(["group_id", "article_id", "cue"], keep="first", maintain_order=True)
        .with_columns(outlets=pl.col("outlet").n_unique().over("group_id"))
        .filter(pl.col("outlets") > 1)
    )
    usual = (
        introduced.group_by("group_id", "cue_class")
        .agg(users=pl.col("outlet").n_unique())
        .sort("group_id", "users", "cue_class", descending=[False, True, True])
        .group_by("group_id", maintain_order=True)
        .agg(
            usual_class=pl.col("cue_class").first(),
            # With a tie no kind of verb is the usual one, and nobody departs from it.
            tied=pl.col("users").head(2).n_unique() < pl.len().clip(upper_bound=2),
        )
    )
    rows = introduced.join(usual, on="group_id").with_columns(
        usual_class=pl.when(~pl.col("tied")).then("usual_class"),
        departs=~pl.col("tied") & (pl.col("cue_class") != pl.col("usual_class")),
    )
    return assured(rows, VERBS).sort("group_id", "outlet", "quote_id")


def verb_habits(verbs: pl.LazyFrame) -> pl.LazyFrame:
    """Return how often each outlet's verb departs from the usual kind, and the verbs it used there."""
    away = pl.col("cue").filter(pl.col("departs"))
    rows = verbs.group_by("outlet").agg(
        shared=pl.col("group_id").n_unique(),
        departures=pl.col("group_id").filter(pl.col("departs")).n_unique(),
        verbs=away.unique().sort(),
    )
    return assured(rows, VERB_HABITS).sort("departures", "outlet", descending=[True, False])
