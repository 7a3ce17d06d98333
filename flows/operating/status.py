"""How ingestion goes: the last runs, each source, failures by cause, held pages, quarantine, what was forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from warehouse.operations import status_frames
from warehouse.store import LockedError, reading, writing

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from flows.settings import Settings

_PATIENCE = 1.0  # seconds to wait for a run that writes, before the published snapshot answers instead
_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The parts of the status by name, and whether a snapshot answered because a run holds the warehouse."""

    parts: dict[str, pl.DataFrame]
    is_snapshot: bool

    def as_json(self) -> dict[str, Any]:
        """Return the status for machines."""
        return {"from": "snapshot" if self.is_snapshot else "warehouse"} | {
            name: frame.to_dicts() for name, frame in self.parts.items()
        }


def status_of(settings: Settings, runs: int) -> Status:
    """Return the status from the warehouse, which knows of runs that published nothing; else from the last snapshot.

    Raises:
        WarehouseError: there is neither, or the warehouse is damaged.
    """
    if settings.warehouse.exists():
        try:
            with writing(settings.warehouse, patience=_PATIENCE) as connection:
                return Status(parts=status_frames(connection, runs=runs), is_snapshot=False)
        except LockedError:
            if not settings.latest.exists():
                raise
    with reading(settings.latest) as connection:
        return Status(parts=status_frames(connection, runs=runs), is_snapshot=True)


def print_status(status: Status, console: Console) -> None:
    """Print the status for a person: a line each, what is well first, and what to do about the rest."""
    if status.is_snapshot:
        _say(console, "a run holds the warehouse; this is the state of the last snapshot")
    for title, name, line, advice in _SECTIONS:
        rows = status.parts[name].to_dicts()
        _say(console, f"{title}: {len(rows) or 'none'}")
        for row in rows[:_SHOWN]:
            _say(console, f"  {line(row)}")
        if len(rows) > _SHOWN:
            _say(console, f"  and {len(rows) - _SHOWN} more; --json shows all")
        if rows and advice:
            _say(console, f"  {advice}")


def _run(row: dict[str, Any]) -> str:
    return f"{_moment(row['started_at'])} {row['command']}: {row['state']}"


def _source(row: dict[str, Any]) -> str:
    counts = f"{row['articles']} articles, {row['versions']} versions, {row['attempts']} attempts"
    wrong = [f"{row[name]} {words}" for name, words in (("failing_now", "failing now"), ("held", "held")) if row[name]]
    last = f"last new {_moment(row['last_new_at'])}"
    return f"{row['source_id'] or 'local files'}: {', '.join([last, counts, *wrong])}"


def _failure(row: dict[str, Any]) -> str:
    many = "1 address" if row["addresses"] == 1 else f"{row['addresses']} addresses"
    mark = "" if row["may_pass"] else " (stays so)"
    return f"{row['source_id'] or 'local files'}: {row['cause']}{mark}: {many}, such as {row['example']}"


def _held(row: dict[str, Any]) -> str:
    return f"{row['url']}: {row['reason']}"


def _refusal(row: dict[str, Any]) -> str:
    return f"{row['url']}: at the step {row['step']}: {row['reason']}"


def _forgotten(row: dict[str, Any]) -> str:
    why = f" ({row['reason']})" if row["reason"] else ""
    return f"{_moment(row['forgotten_at'])} {row['kind']} {row['subject'] or 'whose name is not kept'}{why}"


_SECTIONS = (
    ("last runs", "runs", _run, None),
    ("sources", "sources", _source, None),
    ("failures by source and cause", "failures", _failure, "hearsay retry takes up those that may pass"),
    ("held pages", "held", _held, "hearsay release URL accepts one; the next run looks again at all"),
    ("quarantine", "quarantine", _refusal, "hearsay retry cleans kept pages again, hearsay extract reads texts again"),
    ("forgotten", "forgotten", _forgotten, None),
)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"


def _say(console: Console, line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)
