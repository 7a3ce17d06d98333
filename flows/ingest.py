"""Ingest: discover, fetch, clean and keep, one transaction a batch; what fails is written down and the rest goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.addresses import RefusedError
from flows.configuration import load_toml
from flows.discover import Found, Look, discover
from flows.engine import batches, in_turns
from flows.feed_health import Findings, note_discoveries
from flows.fetch import Answer, Fetcher, FetchError
from transforms import clean as cleaning
from transforms.cleaning.credits import Agencies
from transforms.cleaning.walls import PAYWALL, wall_of
from transforms.records import Page
from warehouse.feeds import feed_states
from warehouse.forgetting import Tombstones, tombstones
from warehouse.keeping import (
    Attempt,
    Refusal,
    SourceRow,
    Validators,
    keep_settled,
    list_sources,
    quarantine,
    validators,
)
from warehouse.store import writing
from warehouse.waits import host_waits, remember_waits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from flows.engine import Engine
    from flows.named import LocalPage
    from flows.settings import Settings, Source
    from warehouse.feeds import FeedState

BATCH = 20  # pages in one task and one transaction: what a kill can cost
_NOT_MODIFIED = 304
_FAILURES = ("failed", "refused", "walled", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutcome:
    """What one source gave in this run. `notices` are lines a person should read that are no failures."""

    source_id: str | None
    stored: int
    unchanged: int
    failures: tuple[tuple[str, str], ...]
    notices: tuple[str, ...] = ()
    forgotten: int = 0

    @property
    def line(self) -> str:
        """One line for the terminal."""
        parts = [f"{self.stored} new", f"{self.unchanged} unchanged"]
        if self.failures:
            parts.append(f"{len(self.failures)} failed")
        if self.forgotten:
            parts.append(f"{self.forgotten} forgotten and left out")
        return f"{self.source_id or 'local files'}: {', '.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    found: tuple[Found, ...]
    known: dict[str, Validators]
    agencies: Agencies
    run_id: str
    stones: Tombstones = field(default_factory=Tombstones)


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
        list_sources(connection, [_source_row(source) for source in settings.sources])
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
        _Batch(
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
        list_sources(connection, [_source_row(source) for source in settings.sources])
        known = validators(connection)
        fetcher.stay_away(host_waits(connection, datetime.now(UTC)))
    agencies = load_agencies(settings)
    tasks = [_Batch(found=items, known=known, agencies=agencies, run_id=run_id) for items in batches(found, BATCH)]
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
        list_sources(connection, [_source_row(source) for source in settings.sources])
    agencies = load_agencies(settings)
    kept = []
    for batch in batches(pages, BATCH):
        attempts = [_read_file(page, run_id, source_id, agencies, published) for page in batch]
        kept.append(keep_attempts(settings.warehouse, run_id, attempts))
    return sum_up(source_id or "local files", kept, is_asked_for=True)


def load_agencies(settings: Settings) -> Agencies:
    """Return the news agencies that a credit can name, from config/lexicon/agencies.toml."""
    return load_toml(settings.folder / "lexicon" / "agencies.toml", Agencies)


def fetch_batch(batch: _Batch, fetcher: Fetcher) -> list[Attempt]:
    """Return one attempt for each address: fetched and cleaned, not modified, or failed with its reason."""
    return [_attempt(found, batch, fetcher) for found in batch.found]


def keep_attempts(warehouse: Path, run_id: str, attempts: Sequence[Attempt]) -> list[Attempt]:
    """Store attempts in one transaction; return them with the outcome that storing gave."""
    uncleaned = [item for item in attempts if item.outcome == "failed" and item.body is not None]
    refusals = [Refusal(url=item.url, step="clean", reason=item.reason or "") for item in uncleaned]
    with writing(warehouse) as connection:
        settled = keep_settled(connection, attempts, cleaner_version=cleaning.VERSION)
        quarantine(connection, run_id, refusals, datetime.now(UTC))
    return settled


def ad_hoc_source(source_id: str) -> SourceRow:
    """Return a source for an id that the configuration does not have."""
    return SourceRow(
        source_id=source_id,
        name=source_id,
        country=None,
        kind="other",
        homepage=None,
        language=None,
        side=None,
        is_sample=False,
    )


def source_of(url: str, sources: Iterable[Source]) -> str:
    """Return the id of the source whose host `url` is on, else the host itself."""
    host = urlsplit(url).hostname or url
    for source in sources:
        addresses = (source.homepage, *source.addresses)
        if host in {urlsplit(address).hostname for address in addresses if address}:
            return source.id
    return host


def _attempt(found: Found, batch: _Batch, fetcher: Fetcher) -> Attempt:
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


def _read_file(
    page: LocalPage, run_id: str, source_id: str | None, agencies: Agencies, published: datetime | None
) -> Attempt:
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


def _states_of(source: Source, states: Mapping[tuple[str, str], FeedState]) -> dict[str, FeedState]:
    return {url: states[source.id, url] for url in source.addresses if (source.id, url) in states}


def _note_waits(settings: Settings, fetcher: Fetcher) -> None:
    """Write down which hosts asked to be left alone, so that the next run heeds it too."""
    if waits := fetcher.asked_away():
        with writing(settings.warehouse) as connection:
            remember_waits(connection, waits, datetime.now(UTC))


def sum_up(
    source_id: str | None,
    kept: Sequence[Sequence[Attempt]],
    findings: Findings | None = None,
    *,
    is_asked_for: bool = False,
) -> SourceOutcome:
    """Return what a source gave, from its attempts as they were kept.

    That a page stays forgotten is no failure of a run, but of a person who asks for that very page.
    """
    attempts = [attempt for batch in kept for attempt in batch]
    failed = [item for item in attempts if item.outcome in _FAILURES]
    forgotten = [item for item in failed if item.outcome == "refused" and (item.reason or "").startswith("forgotten")]
    failures = [(item.url, item.reason or "") for item in failed if is_asked_for or item not in forgotten]
    return SourceOutcome(
        source_id=source_id,
        stored=sum(item.outcome == "stored" for item in attempts),
        unchanged=sum(item.outcome in {"unchanged", "not-modified"} for item in attempts),
        failures=(*(findings.failures if findings else ()), *failures),
        notices=findings.notices if findings else (),
        forgotten=len(forgotten),
    )


def _source_row(source: Source) -> SourceRow:
    return SourceRow(
        source_id=source.id,
        name=source.name,
        country=source.country,
        kind=source.kind,
        homepage=source.homepage,
        language=source.language,
        side=source.side,
        is_sample=source.sample,
    )


def _since(started: datetime) -> float:
    return (datetime.now(UTC) - started).total_seconds()
