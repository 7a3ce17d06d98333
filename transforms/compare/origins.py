"""Origins: which articles go back to one text, and why they are thought to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from transforms.compare.columns import assured
from transforms.compare.windows import linked_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

ORIGINS: Final = pl.Schema(
    {
        "article_id": pl.Int64(),
        "version_id": pl.Int64(),
        "outlet": pl.String(),
        "url": pl.String(),
        "title": pl.String(),
        "published": pl.Date(),
        "origin_id": pl.Int64(),
        "origin": pl.String(),
        "origin_size": pl.UInt32(),
        "is_root": pl.Boolean(),
        "reason": pl.String(),
        "copy_of": pl.Int64(),
        "containment": pl.Float64(),
    }
)
"""One row an article. `origin_id` is the article taken as the first; `reason` and `copy_of` are None for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginSettings:
    """When two articles count as one text told twice.

    `copied` is the containment of word shingles that proves a copy by itself (Broder's containment, issue 6). Below
    it a second sign is needed: the same agency credit or dateline within `days` and `credited` containment, or
    `quotes` long quotations in common, half of what the shorter holds, and `quoted` containment. Two reporters at
    one event share its quotations but hardly their own sentences.
    """

    copied: float = 0.5
    credited: float = 0.2
    days: int = 2
    quoted: float = 0.35
    quotes: int = 3

    @property
    def weakest(self) -> float:
        """The lowest containment that can ever matter: the threshold to look for pairs with."""
        return min(self.copied, self.credited, self.quoted)


def article_origins(
    articles: pl.LazyFrame, copies: pl.LazyFrame, families: pl.LazyFrame, settings: OriginSettings | None = None
) -> pl.LazyFrame:
    """Return every present article with its origin. `families` holds `article_id` and `family_id` of quotations."""
    chosen = settings or OriginSettings()
    present = articles.filter("is_current").select(
        "article_id", "version_id", "outlet", "url", "title", "published", "agency", "dateline"
    )
    edges = _edges(present, copies, families, chosen)
    groups = edges.map_batches(_groups, schema={"article_id": pl.Int64(), "group": pl.Int64()})
    # The earliest dated article is taken as the first; among equals the one that credits an agency is closest to it.
    order = [pl.col("published"), pl.col("agency").is_null(), pl.col("article_id")]
    rooted = present.join(groups, on="article_id", how="left").with_columns(
        group=pl.coalesce("group", "article_id"),
    )
    named = rooted.with_columns(
        origin_id=pl.col("article_id").sort_by(order, nulls_last=True).first().over("group"),
        origin=pl.coalesce(
            pl.col("agency").drop_nulls().sort().first().over("group"),
            pl.col("outlet").sort_by(order, nulls_last=True).first().over("group"),
        ),
        origin_size=pl.len().over("group").cast(pl.UInt32),
    )
    reasons = _reasons(edges)
    rows = (
        named.join(reasons, on=["article_id", "origin_id"], how="left")
        .join(
            reasons.unique("article_id", keep="first", maintain_order=True).drop("origin_id"),
            on="article_id",
            how="left",
            suffix="_other",
        )
        .with_columns(is_root=pl.col("article_id") == pl.col("origin_id"))
        .with_columns(
            pl.when(~pl.col("is_root")).then(pl.coalesce(name, f"{name}_other")).alias(name)
            for name in ("reason", "copy_of", "containment")
        )
        .sort("origin_size", "origin_id", "is_root", "article_id", descending=[True, False, True, False])
    )
    return assured(rows, ORIGINS)


def _edges(
    articles: pl.LazyFrame, copies: pl.LazyFrame, families: pl.LazyFrame, settings: OriginSettings
) -> pl.LazyFrame:
    """Return the pairs that count as one origin, each with the reason in words."""
    quoted = families.group_by("article_id").agg(families=pl.col("family_id").unique())
    facts = articles.select("article_id", "published", "agency", "dateline").join(quoted, on="article_id", how="left")
    pairs = (
        copies.join(facts, left_on="left", right_on="article_id")
        .join(facts, left_on="right", right_on="article_id", suffix="_other")
        .with_columns(
            common=pl.col("families").list.set_intersection("families_other").list.len().fill_null(0),
            fewest=pl.min_horizontal(pl.col("families").list.len(), pl.col("families_other").list.len()),
            near=(pl.col("published") - pl.col("published_other")).dt.total_days().abs() <= settings.days,
        )
    )
    percent = (pl.col("containment") * 100).round().cast(pl.Int64).cast(pl.String)
    text = pl.format("{} % of the shorter text's word sequences stand in the other", percent)
    credit = _same("agency") & pl.col("near") & (pl.col("containment") >= settings.credited)
    dateline = _same("dateline") & pl.col("near") & (pl.col("containment") >= settings.credited)
    quotes = (
        (pl.col("common") >= settings.quotes)
        & (pl.col("common") * 2 >= pl.col("fewest"))
        & (pl.col("containment") >= settings.quoted)
    )
    reason = (
        pl.when((pl.col("containment") >= settings.copied) & _same("agency"))
        .then(pl.format("{}; both credit {}", text, pl.col("agency")))
        .when(pl.col("containment") >= settings.copied)
        .then(text)
        .when(credit)
        .then(pl.format("both credit {}; {}", pl.col("agency"), text))
        .when(dateline & pl.col("dateline").str.contains(r"[(/]"))
        .then(pl.format("same dateline {}; {}", pl.col("dateline"), text))
        .when(quotes)
        .then(pl.format("{} quotations in common; {}", pl.col("common"), text))
    )
    return pairs.select("left", "right", "containment", reason=reason).drop_nulls("reason").sort("left", "right")


def _same(column: str) -> pl.Expr:
    return (pl.col(column).str.to_lowercase() == pl.col(f"{column}_other").str.to_lowercase()).fill_null(value=False)


def _groups(edges: pl.DataFrame) -> pl.DataFrame:
    groups = linked_groups(_links(edges))
    schema = {"article_id": pl.Int64(), "group": pl.Int64()}
    return pl.DataFrame({"article_id": list(groups), "group": list(groups.values())}, schema=schema)


def _links(edges: pl.DataFrame) -> Iterator[tuple[int, int]]:
    yield from edges.select("left", "right").iter_rows()


def _reasons(edges: pl.LazyFrame) -> pl.LazyFrame:
    """Return each edge from both of its ends, the strongest first."""
    forth = edges.select("reason", "containment", article_id="left", origin_id="right", copy_of="right")
    back = edges.select("reason", "containment", article_id="right", origin_id="left", copy_of="left")
    return pl.concat([forth, back]).sort("containment", "copy_of", descending=[True, False])
