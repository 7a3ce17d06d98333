"""Find article addresses: look over a source's feeds, sitemaps, listing pages and single pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from flows.discovery import sitemaps
from flows.discovery.feeds import Entry, feed_entries, is_web, listing_entries
from flows.errors import UnreadableListError
from flows.fetching.addresses import RefusedError
from flows.fetching.fetch import Fetcher, FetchError
from flows.settings import FetchSettings, Source
from warehouse.feeds import FeedState
from warehouse.keeping import Validators

if TYPE_CHECKING:
    from flows.fetching.fetch import Answer

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article address that a source led to."""

    url: str
    source_id: str | None
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A source to be looked over, with what is known of its feeds, sitemaps and listings from earlier runs."""

    source: Source
    states: Mapping[str, FeedState] = field(default_factory=dict)


class ReadOutcome(StrEnum):
    """What came of looking at a feed, sitemap or listing."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a feed, sitemap or listing gave.

    `failures` are (address, reason) of files below a sitemap; `notes` say what of it was left out.
    """

    url: str
    kind: str
    started_at: datetime
    outcome: ReadOutcome
    seconds: float = 0.0
    reason: str | None = None
    status: int | None = None
    entries: tuple[Entry, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    failures: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one source led to: articles in the order they were found, each once, and how each list was read."""

    look: Look
    found: tuple[Found, ...]
    readings: tuple[Reading, ...]


def discover(look: Look, fetcher: Fetcher, limits: FetchSettings, now: datetime) -> Discovery:
    """Return the article addresses that a source's feeds, sitemaps, listings and pages lead to."""
    source = look.source
    visit = _Visit(source=source, states=look.states, fetcher=fetcher, limits=limits, now=now)
    readings = [
        *(visit.look_at(url, "feed") for url in source.feeds),
        *(visit.look_at(url, "sitemap") for url in source.sitemaps),
        *(visit.look_at(url, "listing") for url in source.listings),
    ]
    urls = [entry.url for reading in readings for entry in reading.entries] + list(source.pages)
    found = {url: Found(url=url, source_id=source.id, allow_private=source.allow_private) for url in urls}
    return Discovery(look=look, found=tuple(found.values()), readings=tuple(readings))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """Looking at the lists of one source."""

    source: Source
    states: Mapping[str, FeedState]
    fetcher: Fetcher
    limits: FetchSettings
    now: datetime

    def look_at(self, url: str, kind: str) -> Reading:
        """Return how one list was read; a failure is a reading, too."""
        state = self.states.get(url)
        started = datetime.now(UTC)
        blank = Reading(url=url, kind=kind, started_at=started, outcome=ReadOutcome.FAILED)
        if state is not None and state.rest_until is not None and self.now < state.rest_until:
            return replace(blank, outcome=ReadOutcome.DEFERRED, reason=state.last_failure)
        return replace(self._outcome(blank), seconds=(datetime.now(UTC) - started).total_seconds())

    def _outcome(self, blank: Reading) -> Reading:
        try:
            return self._sitemap(blank) if blank.kind == "sitemap" else self._list(blank)
        except RefusedError as error:
            return replace(blank, outcome=ReadOutcome.REFUSED, reason=str(error))
        except FetchError as error:
            return replace(blank, reason=error.reason, status=error.status)
        except UnreadableListError as error:
            return replace(blank, reason=str(error))

    def _list(self, blank: Reading) -> Reading:
        answer = self._ask(blank.url)
        if answer.status == _NOT_MODIFIED:
            return self._as_before(blank)
        entries = feed_entries(answer) if blank.kind == "feed" else listing_entries(answer)
        return _with_validators(replace(blank, outcome=ReadOutcome.READ, entries=entries), answer)

    def _sitemap(self, blank: Reading) -> Reading:
        reading = replace(blank, outcome=ReadOutcome.READ)
        if sitemaps.is_robots(blank.url):
            start = self._robots_sitemaps(blank.url)
        else:
            answer = self._ask(blank.url)
            if answer.status == _NOT_MODIFIED:
                return self._as_before(blank)
            start = sitemaps.read_sitemap(answer, self.limits.max_bytes)
            # An index that is unchanged says nothing of the sitemaps below it, so it is always read.
            reading = replace(reading, status=answer.status) if start.is_index else _with_validators(reading, answer)
        found = sitemaps.walk(start, self._sitemap_below, self.limits, self.now)
        failures, notes = tuple(found.failures), tuple(found.notes)
        if failures and not found.entries:
            return replace(blank, reason="none of its sitemaps gave an address", failures=failures, notes=notes)
        return replace(reading, entries=tuple(found.entries.values()), failures=failures, notes=notes)

    def _sitemap_below(self, url: str) -> sitemaps.Sitemap:
        try:
            answer = self.fetcher.get(url, allow_private=self.source.allow_private)
        except RefusedError as error:
            raise UnreadableListError(str(error)) from error
        except FetchError as error:
            raise UnreadableListError(error.reason) from error
        return sitemaps.read_sitemap(answer, self.limits.max_bytes)

    def _robots_sitemaps(self, url: str) -> sitemaps.Sitemap:
        rules = self.fetcher.site_rules(url, allow_private=self.source.allow_private)
        if not rules.is_readable:
            raise UnreadableListError("it could not be read")
        links = tuple(Entry(url=link) for link in rules.sitemaps if is_web(link))
        if not links:
            raise UnreadableListError("it names no sitemap")
        return sitemaps.Sitemap(is_index=True, entries=links)

    def _ask(self, url: str) -> Answer:
        state = self.states.get(url)
        known = (
            Validators(etag=state.etag, last_modified=state.last_modified, version_id=None)
            if state is not None
            else None
        )
        return self.fetcher.get(url, known=known, allow_private=self.source.allow_private)

    def _as_before(self, blank: Reading) -> Reading:
        """Return the entries of the last reading: its articles may have changed, or may not have been fetched yet."""
        state = self.states.get(blank.url)
        if state is None or state.last_read_at is None:
            raise UnreadableListError("the server answered 304 (unchanged) though nothing was known of it")
        entries = tuple(Entry(url=url) for url in state.listed)
        return replace(blank, outcome=ReadOutcome.UNCHANGED, status=_NOT_MODIFIED, entries=entries)


def _with_validators(reading: Reading, answer: Answer) -> Reading:
    return replace(reading, status=answer.status, etag=answer.etag, last_modified=answer.last_modified)
