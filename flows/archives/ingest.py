"""Take in the pages of a web archive, as if they had been fetched when the archive says they were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.archives.pages import Captured, Damaged
from flows.archives.reading import Archive
from flows.attempts import cleaned, load_agencies
from flows.discovery.feeds import is_web
from flows.ingest import BATCH, keep_attempts
from flows.outcomes import SourceOutcome, ad_hoc_source, source_of, sum_up
from flows.settings import Settings
from transforms.cleaning.credits import Agencies
from warehouse.keeping import Attempt, list_sources
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Iterator


def ingest_archive(settings: Settings, run_id: str, path: Path, *, source_id: str | None) -> SourceOutcome:
    """Clean and keep the pages of a WARC file, some at a time; what is broken is a failure and the rest stays.

    Pages belong to `source_id` where it is given, else to the source of their host, as single addresses do.
    """
    archive = Archive(path, settings.fetch.max_bytes)
    intake = _Intake(settings=settings, run_id=run_id, path=path, source_id=source_id, agencies=load_agencies(settings))
    listed: set[str] = set()
    kept = []
    for batch in _batches(archive, settings.fetch.max_bytes):
        attempts = [intake.attempt(item) for item in batch]
        names = {item.source_id for item in attempts if item.source_id}
        _list_hosts(settings, {name for name in names - listed if settings.source(name) is None})
        listed |= names
        # Only what the summary needs is held on to: an archive is larger than the memory.
        kept.append([_slim(item) for item in keep_attempts(settings.warehouse, run_id, attempts)])
    return replace(sum_up(path.name, kept), notices=(_account(archive),))


def _batches(archive: Archive, most_bytes: int) -> Iterator[list[Captured | Damaged]]:
    """Yield the archive's pages a transaction's worth at a time: few enough, and small enough together."""
    batch: list[Captured | Damaged] = []
    size = 0
    for item in archive:
        batch.append(item)
        size += len(item.body) if isinstance(item, Captured) else 0
        if len(batch) == BATCH or size >= most_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True, kw_only=True)
class _Intake:
    """What turns an archive's pages into attempts."""

    settings: Settings
    run_id: str
    path: Path
    source_id: str | None
    agencies: Agencies

    def attempt(self, item: Captured | Damaged) -> Attempt:
        """Return the attempt that a page or a damaged record is, as if made at the time of capture."""
        attempt = Attempt(
            run_id=self.run_id,
            source_id=self._source(item.url),
            url=item.url or f"file:{self.path.name}",
            started_at=item.fetched_at or datetime.now(UTC),
            seconds=0.0,
            outcome="failed",
            status=item.status,
        )
        if isinstance(item, Damaged):
            return replace(attempt, reason=item.reason)
        captured = replace(
            attempt, content_type=item.content_type, etag=item.etag, last_modified=item.last_modified, body=item.body
        )
        return cleaned(captured, self.agencies, None)

    def _source(self, url: str | None) -> str | None:
        if self.source_id is not None or url is None or not is_web(url):
            return self.source_id
        return source_of(url, self.settings.sources)


def _list_hosts(settings: Settings, names: set[str]) -> None:
    """List hosts that the configuration does not have as sources known by their name only."""
    if names:
        with writing(settings.warehouse) as connection:
            list_sources(connection, [ad_hoc_source(name) for name in sorted(names)])


def _slim(attempt: Attempt) -> Attempt:
    return replace(attempt, body=None, article=None)


def _account(archive: Archive) -> str:
    """Return how many records there were and what was passed over."""
    skipped = ", ".join(f"{count} {kind}" for kind, count in archive.skipped.most_common())
    return f"{archive.records} records read; passed over: {skipped or 'none'}"
