"""What a source gave in a run, summed up from its attempts; and sources as the warehouse lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from warehouse.keeping import (
    Attempt,
    SourceRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.discovery.feed_health import Findings
    from flows.settings import Source

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


def source_row(source: Source) -> SourceRow:
    """Return a configured source as the warehouse lists it."""
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
