"""Answer a reader's SQL from a snapshot, as a Polars frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from warehouse.store import WarehouseError, query, reading

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl


def answer(snapshot: Path, sql: str) -> pl.DataFrame:
    """Return the rows that `sql` selects from the snapshot.

    Raises:
        WarehouseError: there is no snapshot, or DuckDB refuses the query (a write, an unknown name, bad syntax).
    """
    with reading(snapshot) as connection:
        try:
            relation = connection.sql(sql)
            if relation is None:
                msg = "the query returns no rows; 'hearsay sql' only answers select statements"
                raise WarehouseError(msg)
            frame: pl.DataFrame = relation.pl()
        except duckdb.Error as error:
            raise WarehouseError(_plain(error)) from error
    return frame


def report_frames(snapshot: Path) -> dict[str, pl.DataFrame]:
    """Return all that a comparison report is made from, by the name of its query in `queries/report_*.sql`."""
    names = (
        "evidence",
        "articles",
        "quotes",
        "source_health",
        "fetch_attempts",
        "quarantine",
        "topics",
        "propositions",
    )
    with reading(snapshot) as connection:
        return {name: connection.sql(query(f"report_{name}")).pl() for name in names}


def _plain(error: duckdb.Error) -> str:
    """Return DuckDB's complaint without its caret drawing; a refused write says why."""
    text = " ".join(str(error).split("\n\nLINE")[0].split())
    if "read-only" in text:
        return f"writes are refused here, the snapshot is read-only: {text}"
    return text


def snapshot_name(snapshot: Path) -> str:
    """Return the id of a snapshot: that of the newest run it holds."""
    with reading(snapshot) as connection:
        rows = connection.sql(query("newest_run")).fetchall()
    return str(rows[0][0]) if rows else snapshot.stem
