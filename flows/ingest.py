"""Ingest: discover, fetch, clean and keep, one transaction a batch; what fails is written down and the rest goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from flows.attempts import Batch, fetch_batch, load_agencies, read_file
from flows.discovery.discover import Found, Look, discover
from flows.discovery.feed_health import Findings, note_discoveries
from flows.engine import batches, in_turns
from flows.outcomes import SourceOutcome, source_row, sum_up
from transforms import clean as cleaning
from warehouse.feeds import feed_states
from warehouse.forgetting import tombstones
from warehouse.keeping import (
    Attempt,
    Refusal,
    keep_settled,
    list_sources,
    quarantine,
    validators,
)
from warehouse.store import writing
from warehouse.waits import host_waits, remember_waits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from flows.discovery.named import LocalPage
    from flows.engine import Engine
    from flows.fetching.fetch import Fetcher
    from flows.settings import Settings, Source
    from warehouse.feeds import FeedState

BATCH = 20  # pages in one task and one transaction: what a kill can cost


def ingest_sources(
    settings: Settings,
    run_id: str,
    engine: Engine,
    fetcher: Fetcher,
    tell: Callable[[SourceOutcome], None],
) -> list[SourceOutcome]:
    """Fetch what the configured sources lead to and keep it; `tell` hears of each source when it is done."""
    agencies = load_agencies(settings)
    with writing(settings.warehouse) as connection:
        list_sources(connection, [source_row(source) for source in settings.sources])
        known = validators(connection)
        stones = tombstones(connection)
        states = feed_states(connection)
        fetcher.stay_away(host_waits(connection, datetime.now(UTC)))
    followed = [source for source in settings.sources if source.id not in stones.sources]
    looks = [Look(source=source, states=_states_of(source, states)) for source in followed]
    look = partial(discover, fetcher=fetcher, limits=settings.fetch, now=datetime.now(UTC))
    discoveries = list(engine.wait_for("discover", look, looks))
    findings = note_discoveries(settings, discoveries, run_id, datetime.now(UTC))
    _note_waits(settings, fetcher)
    tasks = [
        Batch(
            found=found,
            known={item.url: known[item.url] for item in found if item.url in known},
            agencies=agencies,
            run_id=run_id,
            stones=stones,
        )
        for found in in_turns([batches(discovery.found, BATCH) for discovery in discoveries])
    ]
    answers = zip(tasks, engine.wait_for("fetch", partial(fetch_batch, fetcher=fetcher), tasks), strict=True)
    outcomes = []
    silent = [item.look.source.id for item in discoveries if not item.found]
    waiting = Counter(task.found[0].source_id for task in tasks)
    kept: defaultdict[str | None, list[list[Attempt]]] = defaultdict(list)
    for task, attempts in answers:
        source_id = task.found[0].source_id
        done = keep_attempts(settings.warehouse, run_id, attempts)
        kept[source_id].append([replace(item, body=None, article=None) for item in done])  # they are on disk now
        if len(kept[source_id]) == waiting[source_id]:
            outcomes.append(sum_up(source_id, kept[source_id], findings.get(source_id or "")))
            tell(outcomes[-1])
    for source_id in silent:
        outcomes.append(sum_up(source_id, [], findings[source_id]))
        tell(outcomes[-1])
    for source in settings.sources:
        if source.id in stones.sources:
            reason = f"forgotten on {stones.sources[source.id]:%Y-%m-%d}; take it out of sources.toml"
            left = Findings(failures=((source.homepage or source.id, reason),), notices=())
            outcomes.append(sum_up(source.id, [], left))
            tell(outcomes[-1])
    _note_waits(settings, fetcher)
    return outcomes


def ingest_addresses(
    settings: Settings,
    run_id: str,
    engine: Engine,
    fetcher: Fetcher,
    found: Sequence[Found],
) -> SourceOutcome:
    """Fetch single addresses given by a person and keep them."""
    with writing(settings.warehouse) as connection:
        list_sources(connection, [source_row(source) for source in settings.sources])
        known = validators(connection)
        fetcher.stay_away(host_waits(connection, datetime.now(UTC)))
    agencies = load_agencies(settings)
    tasks = [Batch(found=items, known=known, agencies=agencies, run_id=run_id) for items in batches(found, BATCH)]
    kept = [
        keep_attempts(settings.warehouse, run_id, attempts)
        for attempts in engine.wait_for("fetch", partial(fetch_batch, fetcher=fetcher), tasks)
    ]
    _note_waits(settings, fetcher)
    return sum_up("addresses", kept, is_asked_for=True)


def ingest_files(
    settings: Settings,
    run_id: str,
    pages: Sequence[LocalPage],
    *,
    source_id: str | None,
    published: datetime | None,
) -> SourceOutcome:
    """Read local files and keep them. `published` is the date that a person gives for all of them."""
    with writing(settings.warehouse) as connection:
        list_sources(connection, [source_row(source) for source in settings.sources])
    agencies = load_agencies(settings)
    kept = []
    for batch in batches(pages, BATCH):
        attempts = [read_file(page, run_id, source_id, agencies, published) for page in batch]
        kept.append(keep_attempts(settings.warehouse, run_id, attempts))
    return sum_up(source_id or "local files", kept, is_asked_for=True)


def keep_attempts(warehouse: Path, run_id: str, attempts: Sequence[Attempt]) -> list[Attempt]:
    """Store attempts in one transaction; return them with the outcome that storing gave."""
    uncleaned = [item for item in attempts if item.outcome == "failed" and item.body is not None]
    refusals = [Refusal(url=item.url, step="clean", reason=item.reason or "") for item in uncleaned]
    with writing(warehouse) as connection:
        settled = keep_settled(connection, attempts, cleaner_version=cleaning.VERSION)
        quarantine(connection, run_id, refusals, datetime.now(UTC))
    return settled


def _states_of(source: Source, states: Mapping[tuple[str, str], FeedState]) -> dict[str, FeedState]:
    return {url: states[source.id, url] for url in source.addresses if (source.id, url) in states}


def _note_waits(settings: Settings, fetcher: Fetcher) -> None:
    """Write down which hosts asked to be left alone, so that the next run heeds it too."""
    if waits := fetcher.asked_away():
        with writing(settings.warehouse) as connection:
            remember_waits(connection, waits, datetime.now(UTC))
