"""Keep what came in: pages once per content, articles, their versions, attempts, runs and quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import zstandard

from transforms.identity import content_hash, stable_id
from transforms.records import CleanArticle
from warehouse.forgetting import without_forgotten
from warehouse.holding import identity_of, settle
from warehouse.store import query
from warehouse.tables import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source as the warehouse lists it."""

    source_id: str
    name: str
    country: str | None
    kind: str
    homepage: str | None
    language: str | None
    side: str | None
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to get a page, feed or file, and the body and article that came of it.

    `outcome` and `reason` are settled by `keep` for a page with an article: stored for a new text, unchanged for a
    known one, held for one cut by half. An attempt that comes as walled is stored only where `keep` has nothing better.
    """

    run_id: str
    source_id: str | None
    url: str
    started_at: datetime
    seconds: float
    outcome: str
    reason: str | None = None
    final_url: str | None = None
    status: int | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: bytes | None = None
    article: CleanArticle | None = None
    version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave for the next conditional request, and the version that its last answer held."""

    etag: str | None
    last_modified: str | None
    version_id: int | None


def keep(connection: DuckDBPyConnection, attempts: Sequence[Attempt], *, cleaner_version: int) -> list[str]:
    """Store attempts as `keep_settled` does; return the outcome of each attempt."""
    return [item.outcome for item in keep_settled(connection, attempts, cleaner_version=cleaner_version)]


def keep_settled(
    connection: DuckDBPyConnection, attempts: Sequence[Attempt], *, cleaner_version: int, is_released: bool = False
) -> list[Attempt]:
    """Store attempts with their pages, articles and versions; return them with the outcome that storing gave.

    A page is stored once per content, an article once per address, a version once per text. What was forgotten is
    refused. `is_released` takes every text as a version, also one that a wall or a cut would keep out.
    """
    settled = settle(connection, without_forgotten(connection, attempts), is_released=is_released)
    versions = [item for item in settled if item.outcome == "stored"]
    add(connection, "page", [_page_row(item, item.body) for item in settled if item.body is not None], key="sha256")
    add(connection, "article", [_article_row(item) for item in versions], key="article_id")
    rows = [_version_row(item, item.article, cleaner_version) for item in versions if item.article is not None]
    add(connection, "article_version", rows, key="version_id")
    add(connection, "fetch_attempt", [_attempt_row(item) for item in settled], key="fetch_id")
    return settled


def validators(connection: DuckDBPyConnection) -> dict[str, Validators]:
    """Return, for each address that answered with one, what its next request may be conditional on."""
    rows = connection.sql(query("validators")).fetchall()
    return {
        url: Validators(etag=etag, last_modified=modified, version_id=version) for url, etag, modified, version in rows
    }


def page_body(connection: DuckDBPyConnection, sha256: str) -> bytes | None:
    """Return the bytes of a kept page, None where they were dropped after the source's keep_days."""
    rows = connection.execute(query("page_body"), {"sha256": sha256}).fetchall()
    return zstandard.decompress(rows[0][0]) if rows and rows[0][0] is not None else None


def list_sources(connection: DuckDBPyConnection, sources: Sequence[SourceRow]) -> None:
    """Store the configured sources; a source that is stored already is brought up to date."""
    for source in sources:
        connection.execute(query("source_put"), {name: getattr(source, name) for name in SourceRow.__slots__})


def begin_run(connection: DuckDBPyConnection, run: dict[str, Any]) -> None:
    """Note that a run has begun."""
    add(connection, "run", [run | {"finished_at": None, "exit_code": None}], key="run_id")


def end_run(connection: DuckDBPyConnection, run_id: str, finished_at: datetime, exit_code: int) -> None:
    """Note how a run ended."""
    connection.execute(query("run_end"), {"run_id": run_id, "finished_at": finished_at, "exit_code": exit_code})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that a step could not take, and why."""

    url: str
    step: str
    reason: str
    version_id: int | None = None


def quarantine(connection: DuckDBPyConnection, run_id: str, refusals: Sequence[Refusal], at: datetime) -> int:
    """List refusals; return how many were not listed before."""
    rows = [
        {
            "quarantine_id": stable_id("quarantine", refusal.url, refusal.step, refusal.reason),
            "run_id": run_id,
            "url": refusal.url,
            "version_id": refusal.version_id,
            "step": refusal.step,
            "reason": refusal.reason,
            "met_at": at,
        }
        for refusal in refusals
    ]
    return add(connection, "quarantine", rows, key="quarantine_id")


def _page_row(attempt: Attempt, body: bytes) -> dict[str, Any]:
    return {
        "sha256": content_hash(body),
        "body": zstandard.compress(body),
        "content_type": attempt.content_type,
        "first_seen_at": attempt.started_at,
        "dropped_at": None,
    }


def _article_row(attempt: Attempt) -> dict[str, Any]:
    url = attempt.article.url if attempt.article else attempt.url
    return {"article_id": identity_of(attempt)[0], "url": url, "source_id": attempt.source_id}


def _version_row(attempt: Attempt, article: CleanArticle, cleaner_version: int) -> dict[str, Any]:
    published = article.published
    return {
        "version_id": attempt.version_id,
        "article_id": identity_of(attempt)[0],
        "page_sha256": content_hash(attempt.body or b""),
        "title": article.title,
        "authors": list(article.authors),
        "dct": published.day if published else None,
        "published_at": published.instant if published else None,
        "dct_source": published.source if published else "none",
        "dct_confidence": published.confidence if published else None,
        "dct_conflicts": list(published.conflicting) if published else [],
        "modified_at": article.modified,
        "site_name": article.site_name,
        "language": article.language,
        "agency": article.agency,
        "dateline": article.dateline,
        "captions": list(article.captions),
        "flags": list(article.flags),
        "text": article.text,
        "body_start": article.body_start,
        "text_sha256": content_hash(article.text),
        "cleaner_version": cleaner_version,
        "first_seen_at": attempt.started_at,
    }


def _attempt_row(attempt: Attempt) -> dict[str, Any]:
    return {
        "fetch_id": stable_id("fetch", attempt.run_id, attempt.url, attempt.started_at.isoformat()),
        "run_id": attempt.run_id,
        "source_id": attempt.source_id,
        "url": attempt.url,
        "final_url": attempt.final_url,
        "status": attempt.status,
        "outcome": attempt.outcome,
        "reason": attempt.reason,
        "content_type": attempt.content_type,
        "bytes": len(attempt.body) if attempt.body is not None else None,
        "sha256": content_hash(attempt.body) if attempt.body is not None else None,
        "etag": attempt.etag,
        "last_modified": attempt.last_modified,
        "started_at": attempt.started_at,
        "seconds": attempt.seconds,
        "version_id": attempt.version_id,
    }
