"""Check that every stored row still proves itself: spans, references, counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHECKS = Path(__file__).parent / "queries" / "integrity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A check that some rows fail, and the first few of them."""

    check: str
    rows: int
    examples: tuple[str, ...]


def breaches(connection: DuckDBPyConnection) -> tuple[Breach, ...]:
    """Return the checks in `queries/integrity` that find something; each returns the rows that are wrong."""
    found = []
    for file in sorted(_CHECKS.glob("*.sql")):
        wrong = connection.sql(file.read_text("utf-8")).fetchall()
        if wrong:
            examples = tuple(", ".join(map(str, row)) for row in wrong[:3])
            found.append(Breach(check=file.stem.replace("_", " "), rows=len(wrong), examples=examples))
    return tuple(found)
