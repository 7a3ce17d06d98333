"""Say how the configured sources fare, from the newest snapshot where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from warehouse.export import answer
from warehouse.store import query

if TYPE_CHECKING:
    from flows.settings import Settings

_HEALTH = pl.Schema(
    {
        "articles": pl.Int64(),
        "failures": pl.Int64(),
        "last_success_at": pl.Datetime("us", "UTC"),
        "last_new_entry_at": pl.Datetime("us", "UTC"),
        "feeds_failing": pl.Int64(),
        "left_out_until": pl.Datetime("us", "UTC"),
        "last_failure": pl.String(),
    }
)


def listed_sources(settings: Settings) -> pl.DataFrame:
    """Return the configured sources in their order; what no run has said yet is NULL."""
    configured = pl.DataFrame(
        {
            "source_id": [source.id for source in settings.sources],
            "name": [source.name for source in settings.sources],
            "lists": [len(source.addresses) - len(source.pages) for source in settings.sources],
        },
        schema={"source_id": pl.String, "name": pl.String, "lists": pl.Int64},
    )
    if settings.latest.exists():
        health = answer(settings.latest, query("source_list"))
        return configured.join(health, on="source_id", how="left", maintain_order="left")
    return configured.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in _HEALTH.items())
