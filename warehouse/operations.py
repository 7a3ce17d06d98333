"""What an operator asks: how runs went, what fails by source and cause, what is held, what may be tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.store import WarehouseError, query

if TYPE_CHECKING:
    import polars as pl
    from duckdb import DuckDBPyConnection

_PARTS = ("runs", "sources", "failures", "held", "quarantine", "forgotten")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page that was tried for and gave no version. `sha256` is the key to its bytes, None where none came."""

    source_id: str | None
    url: str
    final_url: str | None
    sha256: str | None
    content_type: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """An address whose newest attempt failed, and whether another attempt may go better."""

    page: KeptPage
    reason: str
    may_pass: bool


def status_frames(connection: DuckDBPyConnection, *, runs: int) -> dict[str, pl.DataFrame]:
    """Return the parts of the status by name: runs, sources, failures, held, quarantine, forgotten.

    Raises:
        WarehouseError: the file lacks what they stand on, because an older Hearsay wrote it.
    """
    try:
        return {name: _frame(connection, name, runs) for name in _PARTS}
    except duckdb.CatalogException as error:
        msg = "the snapshot was published by an older Hearsay; ask again when the run is done"
        raise WarehouseError(msg) from error


def waiting_page(connection: DuckDBPyConnection, url: str) -> KeptPage | None:
    """Return the page at `url` that waits to be released, None where none does."""
    rows = connection.execute(query("waiting_page"), {"url": url}).fetchall()
    return _kept(*rows[0]) if rows else None


def failing(connection: DuckDBPyConnection, source_id: str | None) -> list[Failing]:
    """Return the addresses whose newest attempt failed, of one source or of all; held pages wait for a person."""
    rows = connection.execute(query("failing"), {"source_id": source_id}).fetchall()
    return [Failing(page=_kept(*page), reason=reason, may_pass=may_pass) for *page, reason, may_pass in rows]


def last_good_run(connection: DuckDBPyConnection) -> datetime | None:
    """Return when the last main job began that brought something in, None where there is none."""
    began: datetime | None = connection.sql(query("last_good_run")).fetchall()[0][0]
    return began


def _kept(*row: Any) -> KeptPage:  # noqa: ANN401 - columns of several types, in the order of the fields
    names = ("source_id", "url", "final_url", "sha256", "content_type", "fetched_at")
    return KeptPage(**dict(zip(names, row, strict=True)))


def _frame(connection: DuckDBPyConnection, name: str, runs: int) -> pl.DataFrame:
    parameters = {"most": runs} if name == "runs" else None
    frame: pl.DataFrame = connection.sql(query(f"status_{name}"), params=parameters).pl()
    return frame
