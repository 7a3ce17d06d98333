"""Drop raw pages that are older than their source keeps them. Texts, hashes and attempts stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.store import query

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from duckdb import DuckDBPyConnection


def drop_old_pages(
    connection: DuckDBPyConnection, days: Mapping[str, int], *, default: int | None, now: datetime
) -> int:
    """Drop the bytes of pages first seen more than `days` ago, by source; return how many pages lost theirs.

    `default` holds for every other source; None keeps their pages for ever.
    """
    if not days and default is None:
        return 0
    parameters = {
        "source_ids": list(days),
        "days": list(days.values()),
        "default_days": default,
        "now": now,
    }
    return int(connection.execute(query("drop_old_pages"), parameters).fetchall()[0][0])
