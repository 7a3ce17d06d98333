"""What a report did not see: pages that failed, texts without a date or almost without text, sightings too general."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from transforms.copy_candidates import MOST
from transforms.records import Scope

_FAILED: Final = ("failed", "refused", "walled", "held", "under-fetched", "deferred")
UNSEEN: Final = pl.Schema(
    {"kind": pl.String(), "outlet": pl.String(), "what": pl.String(), "url": pl.String(), "reason": pl.String()}
)
"""`kind` is failed, quarantined, silent, undated, flagged, crowded or generic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenKind:
    """A kind of what was not seen, with its rows and what it means for the reader."""

    kind: str
    title: str
    meaning: str
    rows: pl.DataFrame


_KINDS: Final = (
    ("failed", "Pages that could not be fetched or used", "What they say is missing from every number above."),
    ("silent", "Sources that gave no article", "Their silence here says nothing about what they print."),
    ("quarantined", "Pages and texts set aside", "A step could not take them; they are kept with the reason."),
    ("undated", "Texts without a date", "Their statements are counted, but stand nowhere on the timeline."),
    ("flagged", "Texts marked as poor", "They are counted; read them with care."),
    ("crowded", "Texts that share passages with very many others",
     f"Each was compared for copies with its {MOST} likeliest only; one of its origin may have been missed."),
    ("generic", "Sightings too general to count",
     "They speak of something wider than the proposition. They are kept and never counted."),
)  # fmt: skip


def unseen(
    *,
    evidence: pl.DataFrame,
    articles: pl.DataFrame,
    fetch_attempts: pl.DataFrame,
    quarantine: pl.DataFrame,
    source_health: pl.DataFrame,
    capped: frozenset[int] = frozenset(),
) -> tuple[UnseenKind, ...]:
    """Return what was not seen, by kind; a kind with nothing in it is left out.

    `capped` are the articles that were not compared with every candidate for a copy.
    """
    frames = {
        "failed": _failed(fetch_attempts),
        "silent": _silent(source_health),
        "quarantined": _quarantined(quarantine),
        "undated": _undated(articles),
        "flagged": _flagged(articles),
        "crowded": _crowded(articles, capped),
        "generic": _generic(evidence),
    }
    return tuple(
        UnseenKind(kind=kind, title=title, meaning=meaning, rows=frames[kind])
        for kind, title, meaning in _KINDS
        if not frames[kind].is_empty()
    )


def _rows(frame: pl.DataFrame, kind: str, **columns: pl.Expr) -> pl.DataFrame:
    named = {"outlet": pl.lit(None), "what": pl.lit(None), "url": pl.lit(None), "reason": pl.lit(None)} | columns
    chosen = [pl.lit(kind).alias("kind"), *(value.cast(pl.String).alias(name) for name, value in named.items())]
    return frame.select(chosen).sort("outlet", "url", "what", nulls_last=True)


def _failed(attempts: pl.DataFrame) -> pl.DataFrame:
    """Return the addresses whose last attempt failed: a page that came later is not missing."""
    last = attempts.sort("started_at").unique("url", keep="last", maintain_order=True)
    failed = last.filter(pl.col("outcome").is_in(list(_FAILED)))
    what = pl.concat_str(pl.col("outcome"), pl.format(", status {}", "status").fill_null(""))
    return _rows(failed, "failed", outlet=pl.col("source_id"), what=what, url=pl.col("url"), reason=pl.col("reason"))


def _silent(health: pl.DataFrame) -> pl.DataFrame:
    silent = health.filter(pl.col("articles") == 0, pl.col("attempts") > 0)
    what = pl.format("{} attempts, {} failed", "attempts", "failures")
    return _rows(silent, "silent", outlet=pl.coalesce("outlet", "source_id"), what=what, reason=pl.col("last_failure"))


def _quarantined(quarantine: pl.DataFrame) -> pl.DataFrame:
    what = pl.format("at the step {}", "step")
    return _rows(quarantine, "quarantined", what=what, url=pl.col("url"), reason=pl.col("reason"))


def _undated(articles: pl.DataFrame) -> pl.DataFrame:
    undated = articles.filter("is_current", pl.col("published").is_null())
    reason = pl.lit("the page gives no date; the day it was fetched is never used in its place")
    return _rows(undated, "undated", outlet=pl.col("outlet"), what=pl.col("title"), url=pl.col("url"), reason=reason)


def _flagged(articles: pl.DataFrame) -> pl.DataFrame:
    # "undated" has its own list.
    poor = articles.with_columns(pl.col("flags").list.set_difference(["undated"]).list.sort())
    flagged = poor.filter("is_current", pl.col("flags").list.len() > 0)
    reason = pl.col("flags").list.join(", ")
    return _rows(flagged, "flagged", outlet=pl.col("outlet"), what=pl.col("title"), url=pl.col("url"), reason=reason)


def _crowded(articles: pl.DataFrame, capped: frozenset[int]) -> pl.DataFrame:
    crowded = articles.filter("is_current", pl.col("article_id").is_in(sorted(capped)))
    return _rows(crowded, "crowded", outlet=pl.col("outlet"), what=pl.col("title"), url=pl.col("url"))


def _generic(evidence: pl.DataFrame) -> pl.DataFrame:
    generic = evidence.filter("is_current", pl.col("scope") == Scope.GENERIC.value)
    reason = pl.format("would be {} {}", "proposition", "stance")
    return _rows(generic, "generic", outlet=pl.col("outlet"), what=pl.col("sentence"), url=pl.col("url"), reason=reason)
