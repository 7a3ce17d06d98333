"""Remember which hosts asked to be left alone, from one run to the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from warehouse.store import query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection


def host_waits(connection: DuckDBPyConnection, now: datetime) -> dict[str, float]:
    """Return the hosts that still want to be left alone, with the seconds."""
    return dict(connection.execute(query("host_waits"), {"now": now}).fetchall())


def remember_waits(connection: DuckDBPyConnection, waits: Mapping[str, float], now: datetime) -> None:
    """Note for how many seconds from `now` hosts want to be left alone."""
    for host, seconds in waits.items():
        connection.execute(query("host_wait_put"), {"host": host, "until": now + timedelta(seconds=seconds)})
