"""Remember what must not come back: tombstones of addresses, sources and persons, and what they refuse."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from transforms.identity import stable_id
from warehouse.store import query
from warehouse.tables import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from warehouse.keeping import Attempt

_NOT_NAME = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstones:
    """What was forgotten, and when: by address, by source, and persons as salted digests of their names."""

    addresses: Mapping[str, datetime] = field(default_factory=dict)
    sources: Mapping[str, datetime] = field(default_factory=dict)
    persons: frozenset[tuple[str, str]] = frozenset()

    def refusal(self, addresses: Iterable[str | None], source_id: str | None) -> str | None:
        """Return why a page at one of these addresses or of this source is refused, None where nothing forbids it."""
        days = [self.addresses[url] for url in addresses if url is not None and url in self.addresses]
        days += [at for source, at in self.sources.items() if source == source_id]
        return f"forgotten on {min(days):%Y-%m-%d}" if days else None

    def hold(self, name: str) -> bool:
        """Tell whether a person of this name was forgotten."""
        return any(digest_of(name, salt) == digest for salt, digest in self.persons)


def tombstones(connection: DuckDBPyConnection) -> Tombstones:
    """Return everything that was forgotten."""
    rows = connection.sql(query("tombstones")).fetchall()
    return Tombstones(
        addresses={subject: at for kind, subject, _, _, at in rows if kind == "url"},
        sources={subject: at for kind, subject, _, _, at in rows if kind == "source"},
        persons=frozenset((salt, digest) for kind, _, salt, digest, _ in rows if kind == "person"),
    )


def without_forgotten(connection: DuckDBPyConnection, attempts: Sequence[Attempt]) -> list[Attempt]:
    """Return the attempts; one whose address or source was forgotten is refused and loses all that it brought."""
    stones = tombstones(connection)
    return [_unless_refused(attempt, stones) for attempt in attempts]


def bury(
    connection: DuckDBPyConnection, *, kind: str, subjects: Iterable[str], reason: str | None, at: datetime
) -> None:
    """Put up a tombstone for each address or source; one that stands already stays."""
    rows = [_stone(kind, stable_id("tombstone", kind, subject), at, reason, subject=subject) for subject in subjects]
    add(connection, "tombstone", rows, key="tombstone_id")


def bury_persons(
    connection: DuckDBPyConnection, names: Iterable[str], *, salt: str, reason: str | None, at: datetime
) -> None:
    """Put up a tombstone for each name, which is not kept: only a digest of `salt` and name."""
    held = tombstones(connection)
    digests = sorted({digest_of(name, salt) for name in names if not held.hold(name)})
    rows = [
        _stone("person", stable_id("tombstone", digest), at, reason, salt=salt, digest=digest) for digest in digests
    ]
    add(connection, "tombstone", rows, key="tombstone_id")


def normal_name(name: str) -> str:
    """Return the one spelling by which two writings of a name are compared: no case, accents or punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return _NOT_NAME.sub(" ", plain.casefold()).strip()


def digest_of(name: str, salt: str) -> str:
    """Return the SHA-256 of salt and normalised name."""
    return hashlib.sha256(f"{salt}\x1f{normal_name(name)}".encode()).hexdigest()


def _unless_refused(attempt: Attempt, stones: Tombstones) -> Attempt:
    addresses = (attempt.url, attempt.final_url, attempt.article.url if attempt.article else None)
    reason = stones.refusal(addresses, attempt.source_id)
    if reason is None:
        return attempt
    return replace(
        attempt,
        outcome="refused",
        reason=reason,
        body=None,
        article=None,
        etag=None,
        last_modified=None,
        version_id=None,
    )


def _stone(
    kind: str,
    key: int,
    at: datetime,
    reason: str | None,
    *,
    subject: str | None = None,
    salt: str | None = None,
    digest: str | None = None,
) -> dict[str, object]:
    return {
        "tombstone_id": key,
        "kind": kind,
        "subject": subject,
        "salt": salt,
        "digest": digest,
        "reason": reason,
        "forgotten_at": at,
    }
