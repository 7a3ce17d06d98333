"""Single stages for a person at the terminal: take in what they name, extract what is new."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.archives.ingest import ingest_archive
from flows.discovery.discover import Found
from flows.discovery.named import told_apart
from flows.engine import DirectEngine
from flows.extract import extract_pending
from flows.ingest import ingest_addresses, ingest_files
from flows.job import RunSummary, fetcher_for, new_run_id, publish_snapshot, recorded
from flows.outcomes import SourceOutcome, ad_hoc_source, source_of
from warehouse.keeping import list_sources
from warehouse.store import writing

if TYPE_CHECKING:
    from flows.extract import Vocabulary
    from flows.job import Narrator
    from flows.settings import Settings


def ingest_what(
    settings: Settings, what: list[str], *, source_id: str | None, published: datetime | None
) -> RunSummary:
    """Take in files, folders, addresses, lists of addresses and web archives.

    `published` is the date that the person gives for the files.

    Raises:
        DiscoveryError: a path that is not there or holds nothing readable; nothing is stored then.
    """
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    named = told_apart(what)
    addresses = [
        Found(
            url=url,
            source_id=source_id or source_of(url, settings.sources),
            allow_private=_may_be_private(settings, source_id),
        )
        for url in named.addresses
    ]
    outcomes: list[SourceOutcome] = []
    with recorded(settings, run_id, "ingest", started) as ending:
        _list_unknown_sources(settings, {source_id, *(found.source_id for found in addresses)})
        if named.pages:
            outcomes.append(ingest_files(settings, run_id, named.pages, source_id=source_id, published=published))
        if addresses:
            with fetcher_for(settings) as fetcher:
                outcomes.append(ingest_addresses(settings, run_id, DirectEngine(settings), fetcher, addresses))
        outcomes += [ingest_archive(settings, run_id, path, source_id=source_id) for path in named.archives]
        summary = RunSummary(run_id=run_id, seconds=_since(started), sources=tuple(outcomes))
        ending.exit_code = summary.exit_code
    return summary


def extract_now(settings: Settings, vocabulary: Vocabulary, narrator: Narrator) -> RunSummary:
    """Extract from every text that lacks it and publish a snapshot."""
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    with recorded(settings, run_id, "extract", started) as ending:
        extraction = extract_pending(settings, vocabulary, run_id, DirectEngine(settings), narrator.progress)
        snapshot = publish_snapshot(settings, run_id)
        summary = RunSummary(run_id=run_id, seconds=_since(started), extraction=extraction, snapshot=snapshot)
        ending.exit_code = summary.exit_code
    return summary


def _list_unknown_sources(settings: Settings, source_ids: set[str | None]) -> None:
    """List the ids that the configuration does not have as sources known by their id only."""
    unknown = [name for name in source_ids if name is not None and settings.source(name) is None]
    with writing(settings.warehouse) as connection:
        list_sources(connection, [ad_hoc_source(name) for name in unknown])


def _may_be_private(settings: Settings, source_id: str | None) -> bool:
    source = settings.source(source_id) if source_id else None
    return source is not None and source.allow_private


def _since(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds()
