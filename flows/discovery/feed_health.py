"""Judge how feeds fare: what a reading does to a feed's state, what a run says of it, what is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flows.discovery.discover import ReadOutcome
from transforms import clean as cleaning
from warehouse.feeds import FeedState, put_feed, put_reading
from warehouse.keeping import Attempt, keep
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from flows.discovery.discover import Discovery, Reading
    from flows.settings import FetchSettings, Settings, Source

_ATTEMPT_OUTCOMES = {
    ReadOutcome.READ: "discovered",
    ReadOutcome.UNCHANGED: "discovered",
    ReadOutcome.FAILED: "failed",
    ReadOutcome.REFUSED: "refused",
    ReadOutcome.DEFERRED: "deferred",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a run says of one source's lists. `failures` are (address, reason); `notices` are lines, no failures."""

    failures: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]


def note_discoveries(
    settings: Settings, discoveries: Sequence[Discovery], run_id: str, now: datetime
) -> dict[str, Findings]:
    """Store the state of all lists after they were looked at; return what the run says of each source."""
    findings: dict[str, Findings] = {}
    attempts: list[Attempt] = []
    with writing(settings.warehouse) as connection:
        for discovery in discoveries:
            source, states = discovery.look.source, {}
            for reading in discovery.readings:
                before = discovery.look.states.get(reading.url)
                state = state_after(source.id, reading, before, settings.fetch, now)
                if reading.outcome is ReadOutcome.READ:
                    state = put_reading(connection, state, _newest(before, reading, now))
                elif reading.outcome is not ReadOutcome.DEFERRED:
                    put_feed(connection, state)
                states[reading.url] = state
            findings[source.id] = _findings(discovery, states, settings.fetch, now)
            attempts += _attempts(discovery, states, run_id, now)
        keep(connection, attempts, cleaner_version=cleaning.VERSION)
    return findings


def rest_after(failures: int, longest: float) -> timedelta:
    """Return how long a list is left out after `failures` in a row: none after one, then 1, 2, 4 ... hours.

    `longest` is the most, in hours.
    """
    if failures < 2:  # noqa: PLR2004 - one failure may be an accident
        return timedelta(0)
    return timedelta(hours=min(2.0 ** min(failures - 2, 20), longest))


def state_after(
    source_id: str, reading: Reading, before: FeedState | None, limits: FetchSettings, now: datetime
) -> FeedState:
    """Return what is known of a list after `reading`; one that was left out is as it was."""
    state = before or FeedState(source_id=source_id, url=reading.url, kind=reading.kind, last_tried_at=now)
    if reading.outcome is ReadOutcome.DEFERRED:
        return state
    if reading.outcome in {ReadOutcome.FAILED, ReadOutcome.REFUSED}:
        return _failed(state, reading, limits, now)
    well = replace(
        state,
        last_tried_at=now,
        last_read_at=now,
        entries=len(reading.entries),
        failures_in_a_row=0,
        failing_since=None,
        last_failure=None,
        rest_until=None,
    )
    if reading.outcome is ReadOutcome.UNCHANGED:
        return well
    listed = tuple(entry.url for entry in reading.entries)
    return replace(well, listed=listed, etag=reading.etag, last_modified=reading.last_modified)


def is_quiet(state: FeedState, quiet_after: int | None, now: datetime) -> bool:
    """Tell whether a list that can be read has shown nothing new for more than `quiet_after` days."""
    if quiet_after is None or state.last_new_at is None:
        return False
    return now - state.last_new_at > timedelta(days=quiet_after)


def unexpected(discovery: Discovery) -> tuple[tuple[str, str] | None, str | None]:
    """Return (the failure that too few addresses are, the notice that too many are), each None where it is not so.

    Where no list could be read, that has been said already.
    """
    source = discovery.look.source
    was_read = [
        reading for reading in discovery.readings if reading.outcome in {ReadOutcome.READ, ReadOutcome.UNCHANGED}
    ]
    if source.expected is None or (discovery.readings and not was_read):
        return None, None
    low, high = source.expected
    count = len(discovery.found)
    if count < low:
        where = source.addresses[0] if source.addresses else source.id
        return (where, f"a silent under-fetch: addresses found {count}, expected at least {low}"), None
    return None, f"addresses found {count}, expected at most {high}" if count > high else None


def _failed(state: FeedState, reading: Reading, limits: FetchSettings, now: datetime) -> FeedState:
    failures = state.failures_in_a_row + 1
    rest = rest_after(failures, limits.longest_rest_hours)
    return replace(
        state,
        last_tried_at=now,
        failures_in_a_row=failures,
        failing_since=state.failing_since or now,
        last_failure=reading.reason,
        rest_until=now + rest if rest else None,
    )


def _newest(before: FeedState | None, reading: Reading, now: datetime) -> datetime:
    """Return when a reading's newest entry came. A feed read for the first time may have been dead for years."""
    dates = [entry.dated for entry in reading.entries if entry.dated is not None and entry.dated <= now]
    is_first = before is None or before.last_read_at is None
    return max(dates) if is_first and dates else now


def _findings(discovery: Discovery, states: Mapping[str, FeedState], limits: FetchSettings, now: datetime) -> Findings:
    failures: list[tuple[str, str]] = []
    notices: list[str] = []
    for reading in discovery.readings:
        if reading.outcome in {ReadOutcome.FAILED, ReadOutcome.REFUSED}:
            failures.append((reading.url, reading.reason or ""))
        failures += reading.failures
        notices += _notices_of(reading, states[reading.url], discovery.look.source, limits, now)
    few, many = unexpected(discovery)
    failures += [few] if few is not None else []
    notices += [many] if many is not None else []
    return Findings(failures=tuple(failures), notices=tuple(notices))


def _notices_of(
    reading: Reading, state: FeedState, source: Source, limits: FetchSettings, now: datetime
) -> Iterable[str]:
    for note in reading.notes:
        yield f"{reading.url}: {note}"
    if reading.outcome is ReadOutcome.DEFERRED:
        yield f"{reading.url}: {_left_out(state)}"
    elif state.failures_in_a_row >= limits.alert_after:
        yield (
            f"ALERT {reading.url}: failed {state.failures_in_a_row} times in a row since {_day(state.failing_since)}; "
            f"mend its address in config/sources.toml or take it out"
        )
    elif is_quiet(state, source.quiet_after, now):
        yield f"{reading.url}: nothing new since {_day(state.last_new_at)} (quiet_after = {source.quiet_after} days)"


def _left_out(state: FeedState) -> str:
    until = f"{state.rest_until:%Y-%m-%d %H:%M} UTC" if state.rest_until else "the next run"
    return f"left out until {until} after {state.failures_in_a_row} failures in a row ({state.last_failure})"


def _attempts(discovery: Discovery, states: Mapping[str, FeedState], run_id: str, now: datetime) -> Iterable[Attempt]:
    """Yield a row for every list that was looked at, every file below it that failed, and an under-fetch."""
    source_id = discovery.look.source.id
    for reading in discovery.readings:
        is_deferred = reading.outcome is ReadOutcome.DEFERRED
        reason = _left_out(states[reading.url]) if is_deferred else reading.reason
        outcome = _ATTEMPT_OUTCOMES[reading.outcome]
        yield replace(
            _attempt(run_id, source_id, reading.url, reading.started_at, outcome=outcome, reason=reason),
            seconds=reading.seconds,
            status=reading.status,
            etag=reading.etag,
            last_modified=reading.last_modified,
        )
        for url, why in reading.failures:
            yield _attempt(run_id, source_id, url, reading.started_at, outcome="failed", reason=why)
    few, _ = unexpected(discovery)
    if few is not None:
        yield _attempt(run_id, source_id, few[0], now, outcome="under-fetched", reason=few[1])


def _attempt(run_id: str, source_id: str, url: str, at: datetime, *, outcome: str, reason: str | None) -> Attempt:
    return Attempt(
        run_id=run_id, source_id=source_id, url=url, started_at=at, seconds=0.0, outcome=outcome, reason=reason
    )


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "the beginning"
