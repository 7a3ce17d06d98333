"""Give out the raw pages that were kept, as they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from warehouse.keeping import page_body
from warehouse.store import query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page as it was first received from an address. `status` is None for a local file."""

    url: str
    fetched_at: datetime
    status: int | None
    content_type: str | None
    etag: str | None
    last_modified: str | None
    sha256: str
    body: bytes


def kept_pages(
    connection: DuckDBPyConnection, *, source_id: str | None = None, since: datetime | None = None
) -> Iterator[KeptPage]:
    """Yield every kept page, oldest first, of one source and since a moment where these are given.

    An address that gave several contents gives several pages. Bodies are read one at a time.
    """
    relation = connection.execute(query("archive_pages"), {"source_id": source_id, "since": since})
    names = [column[0] for column in relation.description or ()]
    for row in relation.fetchall():
        values = dict(zip(names, row, strict=True))
        body = page_body(connection, values["sha256"])
        if body is not None:
            yield KeptPage(**values, body=body)
