"""One attempt at one page: fetch it or read it, clean it, and say what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.configuration import load_toml
from flows.discovery.discover import Found
from flows.fetching.addresses import RefusedError
from flows.fetching.fetch import Answer, Fetcher, FetchError
from transforms import clean as cleaning
from transforms.cleaning.credits import Agencies
from transforms.cleaning.walls import PAYWALL, wall_of
from transforms.records import Page
from warehouse.forgetting import Tombstones
from warehouse.keeping import (
    Attempt,
    Validators,
)

if TYPE_CHECKING:
    from flows.discovery.named import LocalPage
    from flows.settings import Settings

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Addresses to be fetched in one task, with what each is to be judged by."""

    found: tuple[Found, ...]
    known: dict[str, Validators]
    agencies: Agencies
    run_id: str
    stones: Tombstones = field(default_factory=Tombstones)


def load_agencies(settings: Settings) -> Agencies:
    """Return the news agencies that a credit can name, from config/lexicon/agencies.toml."""
    return load_toml(settings.folder / "lexicon" / "agencies.toml", Agencies)


def fetch_batch(batch: Batch, fetcher: Fetcher) -> list[Attempt]:
    """Return one attempt for each address: fetched and cleaned, not modified, or failed with its reason."""
    return [_attempt(found, batch, fetcher) for found in batch.found]


def _attempt(found: Found, batch: Batch, fetcher: Fetcher) -> Attempt:
    started = datetime.now(UTC)
    known = batch.known.get(found.url)
    blank = Attempt(
        run_id=batch.run_id,
        source_id=found.source_id,
        url=found.url,
        started_at=started,
        seconds=0.0,
        outcome="failed",
    )
    if reason := batch.stones.refusal((found.url,), found.source_id):
        return replace(blank, outcome="refused", reason=reason)
    try:
        answer = fetcher.get(found.url, known=known, allow_private=found.allow_private)
    except RefusedError as error:
        return replace(blank, outcome="refused", reason=str(error), seconds=_since(started))
    except FetchError as error:
        return replace(blank, reason=error.reason, status=error.status, seconds=_since(started))
    if answer.status == _NOT_MODIFIED:
        version_id = known.version_id if known else None
        return replace(
            blank,
            outcome="not-modified",
            final_url=answer.final_url,
            status=answer.status,
            version_id=version_id,
            seconds=_since(started),
        )
    return cleaned(_answered(blank, answer), batch.agencies, None)


def _answered(blank: Attempt, answer: Answer) -> Attempt:
    return replace(
        blank,
        final_url=answer.final_url,
        status=answer.status,
        content_type=answer.content_type,
        etag=answer.etag,
        last_modified=answer.last_modified,
        body=answer.body,
        seconds=_since(blank.started_at),
    )


def cleaned(attempt: Attempt, agencies: Agencies, published: datetime | None) -> Attempt:
    """Return the attempt with its article, or with the reason why there is none: failed, or walled by another page."""
    page = Page(
        url=attempt.final_url or attempt.url,
        body=attempt.body or b"",
        content_type=attempt.content_type,
        source_id=attempt.source_id,
        published=published,
    )
    try:
        article = cleaning.clean(page, today=attempt.started_at.date(), agencies=agencies)
    except cleaning.UncleanableError as error:
        wall = wall_of(page, None)
        return replace(
            attempt, outcome="walled" if wall else "failed", reason=wall.reason if wall else error.reason, article=None
        )
    except Exception as error:  # noqa: BLE001 - whatever a page does to the cleaner, it is that page's failure
        return replace(attempt, outcome="failed", reason=f"cleaning broke: {type(error).__name__}: {error}"[:300])
    wall = wall_of(page, article)
    if wall is None:
        return replace(attempt, outcome="stored", article=article)
    flags = (*article.flags, PAYWALL) if wall.is_teaser else article.flags
    return replace(attempt, outcome="walled", reason=wall.reason, article=replace(article, flags=flags))


def read_file(
    page: LocalPage, run_id: str, source_id: str | None, agencies: Agencies, published: datetime | None
) -> Attempt:
    """Return the attempt at a file: read and cleaned, or failed with the reason."""
    started = datetime.now(UTC)
    blank = Attempt(
        run_id=run_id,
        source_id=source_id,
        url=page.name,
        started_at=started,
        seconds=0.0,
        outcome="failed",
        content_type=page.content_type,
    )
    try:
        body = page.path.read_bytes()
    except OSError as error:
        return replace(blank, reason=f"cannot be read: {error.strerror}", seconds=_since(started))
    return cleaned(replace(blank, body=body, seconds=_since(started)), agencies, published)


def _since(started: datetime) -> float:
    return (datetime.now(UTC) - started).total_seconds()
