"""The main job in plain functions: ingest, extract, publish a snapshot, report. Prefect wraps it, --direct calls it."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from flows.extract import ExtractionOutcome, extract_pending
from flows.fetching.fetch import Fetcher
from flows.ingest import ingest_sources
from flows.operating.causes import by_cause
from flows.outcomes import SourceOutcome
from flows.report import write_report
from flows.sample_site import serve
from flows.second_opinion.asking import OpinionOutcome, seek_opinions
from flows.second_opinion.settings import JudgeKind
from warehouse.keeping import begin_run, end_run
from warehouse.retention import drop_old_pages
from warehouse.snapshots import publish
from warehouse.store import WarehouseError, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.engine import Engine
    from flows.extract import Vocabulary
    from flows.settings import Settings

OK, FAILED, USAGE, PARTIAL = 0, 1, 2, 3


class Narrator(Protocol):
    """Hears how a run goes, and tells the person who started it."""

    def stage(self, name: str) -> None:
        """A stage begins."""
        ...

    def source(self, outcome: SourceOutcome) -> None:
        """A source is done."""
        ...

    def progress(self, done: int, total: int) -> None:
        """Extraction has come this far."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What a run did."""

    run_id: str
    seconds: float
    sources: tuple[SourceOutcome, ...] = ()
    extraction: ExtractionOutcome | None = None
    opinion: OpinionOutcome | None = None
    snapshot: Path | None = None
    report: Path | None = None
    dropped_pages: int = 0
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def failures(self) -> list[tuple[str, str, str]]:
        """Return (where, what, why) of everything that failed."""
        found = [
            (item.source_id or "local files", url, reason) for item in self.sources for url, reason in item.failures
        ]
        refusals = self.extraction.refusals if self.extraction else ()
        return found + [("extraction", refusal.url, refusal.reason) for refusal in refusals]

    @property
    def notices(self) -> list[tuple[str, str]]:
        """Return (where, line) of what a person should read though it did not fail."""
        return [(item.source_id or "local files", line) for item in self.sources for line in item.notices]

    @property
    def exit_code(self) -> int:
        """0 when all went well, 3 when something failed, 1 when nothing at all came in."""
        if not self.failures:
            return OK
        gave = any(item.stored or item.unchanged for item in self.sources)
        return PARTIAL if gave or (self.extraction and self.extraction.versions) else FAILED

    def as_json(self) -> dict[str, Any]:
        """Return the summary for machines."""
        return {
            "run_id": self.run_id,
            "exit_code": self.exit_code,
            "seconds": round(self.seconds, 2),
            "stages": {name: round(seconds, 2) for name, seconds in self.stages.items()},
            "sources": [
                {
                    "source": item.source_id,
                    "new": item.stored,
                    "unchanged": item.unchanged,
                    "failed": len(item.failures),
                }
                for item in self.sources
            ],
            "extracted": self.extraction.versions if self.extraction else 0,
            "rows": self.extraction.rows if self.extraction else 0,
            "second_opinion": self.opinion.line if self.opinion else None,
            "failures": [{"where": where, "what": what, "why": why} for where, what, why in self.failures],
            "notices": [{"where": where, "line": line} for where, line in self.notices],
            "causes": [
                {"where": where, "cause": cause, "count": count} for where, cause, count in by_cause(self.failures)
            ],
            "dropped_pages": self.dropped_pages,
            "snapshot": str(self.snapshot) if self.snapshot else None,
            "report": str(self.report) if self.report else None,
        }


def run_job(settings: Settings, vocabulary: Vocabulary, engine: Engine, narrator: Narrator) -> RunSummary:
    """Ingest the configured sources, extract what is new, publish a snapshot and write the report."""
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    stages: dict[str, float] = {}
    with recorded(settings, run_id, "run", started) as ending:
        with _stage(stages, "ingest", narrator), fetcher_for(settings) as fetcher:
            sources = ingest_sources(settings, run_id, engine, fetcher, narrator.source)
        with _stage(stages, "extract", narrator):
            extraction = extract_pending(settings, vocabulary, run_id, engine, narrator.progress)
        opinion = None
        if settings.second_opinion.judge is not JudgeKind.OFF:
            with _stage(stages, "opinion", narrator):
                opinion = seek_opinions(settings, narrator.progress)
        dropped = apply_retention(settings, started)
        with _stage(stages, "snapshot", narrator):
            snapshot = publish_snapshot(settings, run_id)
        with _stage(stages, "report", narrator):
            report = write_report(settings, vocabulary, snapshot)
        summary = RunSummary(
            run_id=run_id,
            seconds=_since(started),
            sources=tuple(sources),
            extraction=extraction,
            opinion=opinion,
            snapshot=snapshot,
            report=report,
            dropped_pages=dropped,
            stages=stages,
        )
        ending.exit_code = summary.exit_code
    return summary


def new_run_id(started: datetime) -> str:
    """Return a name for a run, unique on one machine and in order of time."""
    return f"{started:%Y%m%dT%H%M%S%f}Z-{os.getpid()}"


@dataclass(slots=True)
class _Ending:
    exit_code: int = FAILED


@contextmanager
def recorded(settings: Settings, run_id: str, command: str, started: datetime) -> Iterator[_Ending]:
    """Note a run's begin and end in the warehouse; the block sets the exit code. A killed run keeps its begin."""
    row = {
        "run_id": run_id,
        "command": command,
        "started_at": started,
        "configuration_version": settings.version,
        "code_version": package_version("hearsay"),
    }
    with writing(settings.warehouse) as connection:
        begin_run(connection, row)
    ending = _Ending()
    try:
        yield ending
    except WarehouseError:
        raise  # where nothing can be written, its end cannot be noted either
    except BaseException:
        _note_end(settings, run_id, FAILED)
        raise
    _note_end(settings, run_id, ending.exit_code)


def _note_end(settings: Settings, run_id: str, exit_code: int) -> None:
    with writing(settings.warehouse) as connection:
        end_run(connection, run_id, datetime.now(UTC), exit_code)


def apply_retention(settings: Settings, now: datetime) -> int:
    """Drop the raw pages that are older than their source's keep_days; return how many."""
    days = {source.id: source.keep_days for source in settings.sources if source.keep_days is not None}
    with writing(settings.warehouse) as connection:
        return drop_old_pages(connection, days, default=settings.fetch.keep_days, now=now)


def publish_snapshot(settings: Settings, run_id: str) -> Path:
    """Publish the warehouse as it is now."""
    return publish(settings.warehouse, settings.data, run_id, keep=settings.run.snapshots_kept)


@contextmanager
def fetcher_for(settings: Settings) -> Iterator[Fetcher]:
    """Yield a fetcher; where sample sources are configured, their hosts are led to a server on loopback meanwhile."""
    samples = [source for source in settings.sources if source.sample]
    addresses = [url for source in samples for url in source.addresses]
    hosts = {urlsplit(url).hostname or "" for url in addresses}
    with serve(settings.folder / "sample" / "site") if samples else nullcontext() as site:
        rerouted = dict.fromkeys(hosts, (site.host, site.port)) if site else {}
        fetcher = Fetcher(settings.fetch, rerouted=rerouted)
        try:
            yield fetcher
        finally:
            fetcher.close()


@contextmanager
def _stage(stages: dict[str, float], name: str, narrator: Narrator) -> Iterator[None]:
    narrator.stage(name)
    began = datetime.now(UTC)
    yield
    stages[name] = _since(began)


def _since(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds()
