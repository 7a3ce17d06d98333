"""Kill a real run at random moments and look at what is there afterwards."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

from tests.conftest import HEARSAY, PROJECT
from warehouse.store import reading

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

KEYS = {
    "page": "sha256",
    "article": "article_id",
    "article_version": "version_id",
    "fetch_attempt": "fetch_id",
    "mention": "mention_id",
    "quote": "quote_id",
    "date_mention": "date_id",
    "claim": "claim_id",
    "step_run": "hash(version_id, step)",
}
# What a row says beside what it holds: when it came and in which run.
_MOMENTS = ("first_seen_at", "run_id")
_COMPARED = (
    "page",
    "article",
    "article_version",
    "entity",
    "mention",
    "quote",
    "date_mention",
    "claim",
    "topic",
    "source",
    "step_run",
)


def contents(database: Path) -> dict[str, pl.DataFrame]:
    """Return every table that a second run must not change, without moments and runs."""
    with reading(database) as connection:
        frames = {table: connection.table(table).pl() for table in _COMPARED}
    frames = {name: frame.drop(_MOMENTS, strict=False) for name, frame in frames.items()}
    return {name: frame.sort(frame.columns[:2]) for name, frame in frames.items()}


def differing(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> list[str]:
    """Return the tables that differ."""
    return [name for name in one if not one[name].equals(other[name])]


def killed_after(config: Path, seconds: float) -> bool:
    """Start a run, kill it after `seconds` as nothing can be caught; return whether it was still running."""
    run = subprocess.Popen(
        [*HEARSAY, "run", "--direct", "--config", str(config)],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    was_running = run.poll() is None
    run.send_signal(signal.SIGKILL)
    run.wait(30)
    return was_running


def committed(data: Path) -> dict[str, set[object]]:
    """Return the keys of all rows that are in the warehouse now."""
    warehouse = data / "warehouse.duckdb"
    if not warehouse.exists():
        return {table: set() for table in KEYS}
    with reading(warehouse) as connection:
        held = {row[0] for row in connection.sql("select table_name from duckdb_tables()").fetchall()}
        return {
            table: {row[0] for row in connection.table(table).project(key).fetchall()} if table in held else set()
            for table, key in KEYS.items()
        }


def lost(before: dict[str, set[object]], after: dict[str, set[object]]) -> list[str]:
    """Return the tables that have lost rows."""
    return [table for table in before if before[table] - after[table]]


def broken_publications(data: Path) -> list[str]:
    """Return what was published and cannot be used: a snapshot that does not open, a report without its end."""
    snapshots = [file for file in data.rglob("*.duckdb") if file.name != "warehouse.duckdb"]
    pages = list(data.rglob("report.html"))
    unusable = [file for file in snapshots if not _opens(file)]
    cut = [file for file in pages if not file.read_text("utf-8").rstrip().endswith("</html>")]
    return [str(file.relative_to(data)) for file in unusable + cut]


def _opens(snapshot: Path) -> bool:
    with reading(snapshot) as connection:
        return connection.table("run").count("*").fetchall() != [(0,)]
