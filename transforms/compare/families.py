"""Families of quotations: the same words as different articles print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from transforms.compare.columns import assured
from transforms.compare.windows import linked_groups
from transforms.records import QuoteKind

FAMILIES: Final = pl.Schema({"quote_id": pl.Int64(), "family_id": pl.Int64()})
"""`family_id` is the smallest quote id of the family; a quotation that nobody else prints is its own family."""

WORD: Final = r"[\p{L}\p{N}]+(?:['’]\p{L}+)*"
_MULTIPLIER: Final = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySettings:
    """When two quotations count as the same words.

    `shortest` is the number of words below which a quotation is too common to prove anything. `shingle` words in a
    row are compared; `shared` is the part of the shorter quotation's rows that the other must hold. A row of words
    that more than `common` different quotations hold is a set phrase and proves nothing.
    """

    shortest: int = 5
    shingle: int = 3
    shared: float = 0.5
    common: int = 25


def quote_families(quotes: pl.LazyFrame, settings: FamilySettings | None = None) -> pl.LazyFrame:
    """Return the family of every direct or mixed quotation that is long enough to be recognised again."""
    chosen = settings or FamilySettings()
    kinds = [QuoteKind.DIRECT.value, QuoteKind.MIXED.value]
    # Most families are one wording printed many times: only different wordings are read and compared with each other.
    spoken = quotes.filter(pl.col("kind").is_in(kinds)).select(
        "quote_id", "words", printed=pl.col("quote_id").min().over("words")
    )
    prints = spoken.filter(pl.col("quote_id") == pl.col("printed")).select("printed", "words")
    wordings = _wordings(prints, chosen.shortest)
    alike = _alike(wordings.filter(pl.col("printed") == pl.col("first")).select("wording", "first"), chosen)
    grouped = alike.map_batches(_smallest_linked, schema={"first": pl.Int64(), "linked": pl.Int64()})
    rows = (
        spoken.select("quote_id", "printed")
        .join(wordings.select("printed", "first"), on="printed")
        .join(grouped, on="first", how="left")
        .select("quote_id", family_id=pl.coalesce("linked", "first"))
        .sort("quote_id")
    )
    return assured(rows, FAMILIES)


def _wordings(prints: pl.LazyFrame, shortest: int) -> pl.LazyFrame:
    """Return the printed texts that are long enough, in plain words, with the first text of the same words."""
    plain = prints.select("printed", words=pl.col("words").str.to_lowercase().str.extract_all(WORD))
    return (
        plain.filter(pl.col("words").list.len() >= shortest)
        .select("printed", wording=pl.col("words").list.join(" "))
        .with_columns(first=pl.col("printed").min().over("wording"))
    )


def _alike(wordings: pl.LazyFrame, settings: FamilySettings) -> pl.LazyFrame:
    """Return pairs of wordings that share enough rows of words."""
    shingles = _shingles(wordings, settings.shingle).with_columns(size=pl.len().over("first"))
    telling = shingles.filter(pl.len().over("shingle").is_between(2, settings.common))
    return (
        telling.join(telling, on="shingle", suffix="_other")
        .filter(pl.col("first") < pl.col("first_other"))
        .group_by("first", "first_other")
        .agg(pl.col("size", "size_other").first(), shared=pl.len())
        .filter(pl.col("shared") >= settings.shared * pl.min_horizontal("size", "size_other"))
        .select("first", "first_other")
        .sort("first", "first_other")
    )


def _shingles(wordings: pl.LazyFrame, length: int) -> pl.LazyFrame:
    """Return every row of `length` words of each wording as one number."""
    words = wordings.select("first", word=pl.col("wording").str.split(" ")).explode("word")
    numbered = words.select("first", word=pl.col("word").hash(seed=7))
    shingle = pl.col("word")
    for ahead in range(1, length):
        following = pl.col("word").shift(-ahead)
        inside = pl.col("first").shift(-ahead) == pl.col("first")
        # A null at the end of the wording makes the sum null: no row of words runs on into the next wording.
        shingle = shingle * pl.lit(_MULTIPLIER, dtype=pl.UInt64) + pl.when(inside).then(following)
    return numbered.select("first", shingle=shingle).drop_nulls("shingle").unique(["first", "shingle"])


def _smallest_linked(pairs: pl.DataFrame) -> pl.DataFrame:
    groups = linked_groups(pairs.select("first", "first_other").iter_rows())
    return pl.DataFrame(
        {"first": list(groups), "linked": list(groups.values())}, schema={"first": pl.Int64(), "linked": pl.Int64()}
    )
