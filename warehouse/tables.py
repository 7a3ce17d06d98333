"""Move records into tables: through Polars and Arrow, each row once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from duckdb import DuckDBPyConnection


def frame_for(connection: DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return `rows` as a frame with the table's own columns and types; a missing column is an error, not a NULL."""
    schema = connection.table(table).limit(0).pl().schema
    return pl.DataFrame({name: [row[name] for row in rows] for name in schema}, schema=schema)


def add(connection: DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]], *, key: str) -> int:
    """Insert the rows whose `key` the table does not hold yet; return how many were inserted.

    Of several rows with one key the first is kept.
    """
    if not rows:
        return 0
    offered = frame_for(connection, table, rows).unique(subset=key, keep="first", maintain_order=True)
    held = connection.table(table).select(key).pl()
    fresh = offered.join(held, on=key, how="anti", maintain_order="left")
    append(connection, table, fresh)
    return fresh.height


def append(connection: DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Insert a frame that has the table's columns in the table's order."""
    if not frame.is_empty():
        connection.from_arrow(frame.to_arrow()).insert_into(table)


def as_row(record: object, names: Iterable[str]) -> dict[str, Any]:
    """Return a record's fields as a row; tuples become lists."""
    values = ((name, getattr(record, name)) for name in names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
