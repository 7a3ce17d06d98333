"""The configuration folder as one frozen object. Each key is explained beside its default in config/hearsay.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import PositiveInt

from flows.configuration import line_of, load_toml
from flows.errors import ConfigurationError
from flows.second_opinion.settings import OpinionSettings, check_opinion
from transforms.identity import stable_id

T = TypeVar("T")


class SourceKind(StrEnum):
    """What a source is."""

    NEWSPAPER = "newspaper"
    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    OFFICIAL = "official"
    OTHER = "other"


class Runner(StrEnum):
    """On what Prefect runs the extraction tasks."""

    THREADS = "threads"
    PROCESSES = "processes"
    DASK = "dask"
    RAY = "ray"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One `[[source]]`: an outlet and where its pages are found.

    `expected` is the least and most addresses that a run should find, `quiet_after` the days without a new entry
    after which a run names a feed; None means that nothing is expected.
    """

    id: str
    name: str
    kind: SourceKind = SourceKind.NEWSPAPER
    country: str | None = None
    homepage: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    language: str | None = None
    side: str | None = None
    sample: bool = False
    allow_private: bool = False
    expected: tuple[int, int] | None = None
    quiet_after: int | None = None
    keep_days: PositiveInt | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that the configuration names for it."""
        return (*self.feeds, *self.sitemaps, *self.listings, *self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """sources.toml."""

    source: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSettings:
    """[sample]: the invented newsroom that shows what Hearsay does."""

    enabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """[fetch]: how pages are asked for. Times are seconds, sizes bytes, where the name says nothing else."""

    user_agent: str = "Hearsay/0.1 (news research; contact: not configured)"
    deadline: float = 30.0
    attempts: int = 3
    spacing: float = 1.0
    longest_wait: float = 60.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    parallel_sources: int = 8
    sitemap_entries: int = 1000
    sitemap_days: int = 3
    alert_after: int = 5
    longest_rest_hours: float = 24.0
    keep_days: PositiveInt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """[run]: batches, workers and what is kept."""

    batch: int = 50
    runner: Runner = Runner.THREADS
    workers: int = 1
    snapshots_kept: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """[language]: which pipeline reads the text."""

    model: str = "builtin"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearsayFile:
    """hearsay.toml."""

    data: str = "data"
    sample: SampleSettings = field(default_factory=SampleSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    run: RunSettings = field(default_factory=RunSettings)
    language: LanguageChoice = field(default_factory=LanguageChoice)
    second_opinion: OpinionSettings = field(default_factory=OpinionSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that config/ says about one installation, except what the extraction steps read themselves."""

    folder: Path
    data: Path
    sample: SampleSettings
    fetch: FetchSettings
    run: RunSettings
    language: LanguageChoice
    second_opinion: OpinionSettings
    sources: tuple[Source, ...]
    version: str

    @property
    def warehouse(self) -> Path:
        """The database that runs write."""
        return self.data / "warehouse.duckdb"

    @property
    def latest(self) -> Path:
        """The newest published snapshot, which readers open."""
        return self.data / "latest.duckdb"

    @property
    def reports(self) -> Path:
        """Where reports are written."""
        return self.data / "reports"

    def source(self, source_id: str) -> Source | None:
        """Return the configured source of that id."""
        return next((source for source in self.sources if source.id == source_id), None)


def own_configuration(chosen: Path | None) -> Path:
    """Return the configuration folder: the chosen one, else ./config, else the one Hearsay came with."""
    if chosen is not None:
        return chosen
    return Path("config") if Path("config").is_dir() else Path(__file__).parents[1] / "config"


def load_settings(folder: Path) -> Settings:
    """Return the settings in `folder`.

    Raises:
        ConfigurationError: a file is missing or wrong; the message names file, line and fix.
    """
    if not folder.is_dir():
        msg = (
            f"{folder}: there is no such configuration folder; run from the project's folder or name one with --config"
        )
        raise ConfigurationError(msg)
    main = load_toml(folder / "hearsay.toml", HearsayFile)
    check_opinion(main.second_opinion, folder / "hearsay.toml")
    sources = _sources(folder / "sources.toml")
    if main.sample.enabled:
        sources += _sources(folder / "sample" / "sources.toml")
    return Settings(
        folder=folder,
        data=(folder.parent / main.data).resolve(),
        sample=main.sample,
        fetch=main.fetch,
        run=main.run,
        language=main.language,
        second_opinion=main.second_opinion,
        sources=sources,
        version=configuration_version(folder),
    )


def configuration_version(folder: Path) -> str:
    """Return a hash over every TOML file in `folder`, so that a report can say which configuration made it."""
    files = sorted(folder.rglob("*.toml"))
    return f"{stable_id(*((file.relative_to(folder).as_posix(), file.read_text('utf-8')) for file in files)):016x}"


def _sources(path: Path) -> tuple[Source, ...]:
    sources = load_toml(path, SourceFile).source
    seen: set[str] = set()
    for number, source in enumerate(sources):
        if source.id in seen:
            line = line_of(path.read_text("utf-8"), ("source", number, "id"))
            msg = f"{path}:{line}: the source id {source.id!r} is used twice; give each source an id of its own"
            raise ConfigurationError(msg)
        seen.add(source.id)
        if source.expected is not None and not 0 <= source.expected[0] <= source.expected[1]:
            line = line_of(path.read_text("utf-8"), ("source", number, "expected"))
            msg = f"{path}:{line}: expected must be [low, high] with 0 <= low <= high, not {list(source.expected)}"
            raise ConfigurationError(msg)
    return sources
