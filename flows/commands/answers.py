"""Print the answer to a SQL question: as a table, CSV or JSON lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

import polars as pl
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN_ROWS = 200
_NESTED = (pl.List, pl.Struct, pl.Array)


def print_table(frame: pl.DataFrame, console: Console) -> None:
    """Print a frame as a table, NULL as a dot; a long one is cut, and says so."""
    table = Table(show_lines=False, header_style="bold")
    for name in frame.columns:
        table.add_column(name, overflow="fold")
    for row in frame.head(_SHOWN_ROWS).iter_rows():
        table.add_row(*(_cell(value) for value in row))
    if not console.is_terminal:
        # A pipe or a file has no width of its own; let each cell have the room it needs.
        console.width = 250
    console.print(table, markup=False)
    left = frame.height - _SHOWN_ROWS
    rows = "1 row" if frame.height == 1 else f"{frame.height} rows"
    console.print(rows if left <= 0 else f"{rows}, {left} not shown; use --csv for all", highlight=False)


def write_csv(frame: pl.DataFrame, output: TextIO) -> None:
    """Write a frame as CSV with a header; lists and structs as JSON."""
    output.write(flat(frame).write_csv())


def write_json(frame: pl.DataFrame, output: TextIO) -> None:
    """Write one JSON object a row."""
    output.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in frame.iter_rows(named=True))


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with lists and structs as JSON text, which is what CSV can hold."""
    nested = [name for name, kind in frame.schema.items() if isinstance(kind, _NESTED)]
    return frame.with_columns(
        pl.Series(name, [json.dumps(value, ensure_ascii=False, default=str) for value in frame[name].to_list()])
        for name in nested
    )


def _cell(value: object) -> str:
    if value is None:
        return "·"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
