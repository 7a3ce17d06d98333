"""Keep the state of feeds, sitemaps and listings: when they were read, what they listed, how often they failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from transforms.identity import stable_id
from warehouse.store import query
from warehouse.tables import append, frame_for

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of one feed, sitemap or listing. `kind` is "feed", "sitemap" or "listing".

    `listed` are the addresses of its last reading, in their order; `entries` is None where it was never read.
    `failures_in_a_row` counts since the last reading; it is left out by runs before `rest_until`.
    """

    source_id: str
    url: str
    kind: str
    last_tried_at: datetime
    last_read_at: datetime | None = None
    last_new_at: datetime | None = None
    entries: int | None = None
    failures_in_a_row: int = 0
    failing_since: datetime | None = None
    last_failure: str | None = None
    rest_until: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    listed: tuple[str, ...] = ()

    @property
    def feed_id(self) -> int:
        """Return the key into the table feed."""
        return stable_id("feed", self.source_id, self.url)


def feed_states(connection: DuckDBPyConnection) -> dict[tuple[str, str], FeedState]:
    """Return the state of every feed ever looked at, by source and address."""
    relation = connection.sql(query("feed_states"))
    states = {}
    for row in relation.fetchall():
        values = dict(zip(relation.columns, row, strict=True))
        del values["feed_id"]
        state = FeedState(**values | {"listed": tuple(values["listed"])})
        states[state.source_id, state.url] = state
    return states


def put_feed(connection: DuckDBPyConnection, state: FeedState) -> FeedState:
    """Store the state of a feed that was not read anew; return it."""
    values = {name: getattr(state, name) for name in FeedState.__slots__ if name != "listed"}
    connection.execute(query("feed_put"), values | {"feed_id": state.feed_id})
    return state


def put_reading(connection: DuckDBPyConnection, state: FeedState, newest: datetime) -> FeedState:
    """Store a new reading with what it listed; return the state as stored.

    Where it listed something never shown before, `newest` becomes its last_new_at.
    """
    fresh = _list_entries(connection, state)
    return put_feed(connection, replace(state, last_new_at=newest) if fresh else state)


def _list_entries(connection: DuckDBPyConnection, state: FeedState) -> int:
    """Store what a feed lists, in its order; return how many of these it had never shown."""
    ids = [stable_id("feed-entry", state.feed_id, url) for url in state.listed]
    rows = [
        {
            "entry_id": entry_id,
            "feed_id": state.feed_id,
            "url": url,
            "position": position,
            "first_seen_at": state.last_read_at,
        }
        for position, (entry_id, url) in enumerate(zip(ids, state.listed, strict=True))
    ]
    known = {row[0] for row in connection.execute(query("feed_entries_known"), {"feed_id": state.feed_id}).fetchall()}
    fresh = [row for row in rows if row["entry_id"] not in known]
    connection.execute(query("feed_entries_unlist"), {"feed_id": state.feed_id})
    append(connection, "feed_entry", frame_for(connection, "feed_entry", fresh))
    connection.execute(query("feed_entries_list"), {"entry_ids": ids, "positions": list(range(len(ids)))})
    return len(fresh)
