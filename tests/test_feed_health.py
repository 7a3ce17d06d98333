"""How feeds fare over several runs: under-fetches, back-off, alerts, quiet feeds; real HTTP, a real DuckDB file."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from flows.discovery.discover import Reading, ReadOutcome
from flows.discovery.feed_health import is_quiet, rest_after, state_after
from flows.engine import DirectEngine
from flows.errors import ConfigurationError
from flows.fetching.fetch import Fetcher
from flows.ingest import ingest_sources
from flows.job import RunSummary
from flows.narration import TerminalNarrator, print_summary
from flows.outcomes import SourceOutcome
from flows.settings import FetchSettings, load_settings
from tests.outlet_server import Outlet, configured, outlet
from warehouse.feeds import FeedState
from warehouse.store import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Settings

NOW = datetime(2015, 9, 10, 12, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Outlet]:
    with outlet() as there:
        yield there


def feed(server: Outlet, *paths: str) -> str:
    items = "".join(f"<item><link>{server.url(path)}</link></item>" for path in paths)
    return server.put("/rss", f'<rss version="2.0"><channel>{items}</channel></rss>')


def source(server: Outlet, more: str = "") -> str:
    lines = ["[[source]]", 'id = "oriel"', 'name = "Oriel Post"', f'feeds = ["{server.url("/rss")}"]']
    return "\n".join([*lines, "allow_private = true", more, ""])


def run(settings: Settings, number: int) -> SourceOutcome:
    """Ingest as a run does; return what it says of the only source."""
    (outcome,) = ingest_sources(
        settings, f"run-{number}", DirectEngine(settings), Fetcher(settings.fetch), lambda _: None
    )
    return outcome


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with reading(settings.warehouse) as connection:
        return connection.sql(sql).fetchall()


def test_a_feed_keeps_when_it_was_read_and_what_was_new(server: Outlet, newsroom: Path) -> None:
    settings = configured(newsroom, source(server))
    feed(server, server.story("/a") and "/a")
    run(settings, 1)
    server.story("/b")
    feed(server, "/b")
    assert run(settings, 2).stored == 1
    health = rows(
        settings, "select entries, entries_ever, failures_in_a_row, last_new_at = last_read_at from v_feed_health"
    )
    assert health == [(1, 2, 0, True)]


def test_an_unchanged_feed_costs_no_body_and_its_pages_are_still_looked_after(server: Outlet, newsroom: Path) -> None:
    """A page may be edited, or a run may have been killed before it was fetched, while its feed stays the same."""
    settings = configured(newsroom, source(server))
    server.story("/a")
    feed(server, "/a", "/late")
    assert [url for url, _ in run(settings, 1).failures] == [server.url("/late")]
    server.story("/late")
    again = run(settings, 2)
    assert "/rss" in server.unchanged
    assert (again.stored, again.unchanged, again.failures) == (1, 1, ())
    third = run(settings, 3)
    assert (third.stored, third.unchanged) == (0, 2)
    assert rows(settings, "select entries, last_new_at < last_read_at from v_feed_health") == [(2, True)]


def test_too_few_entries_are_a_failure_of_the_run(server: Outlet, newsroom: Path) -> None:
    settings = configured(newsroom, source(server, "expected = [3, 9]"))
    server.story("/a")
    feed(server, "/a")
    outcome = run(settings, 1)
    assert outcome.failures == ((server.url("/rss"), "a silent under-fetch: addresses found 1, expected at least 3"),)
    assert outcome.stored == 1
    assert rows(settings, "select failures, last_failure from v_source_health where source_id = 'oriel'") == [
        (1, outcome.failures[0][1])
    ]


def test_too_many_entries_are_said_and_no_failure(server: Outlet, newsroom: Path) -> None:
    settings = configured(newsroom, source(server, "expected = [0, 1]"))
    feed(server, *(server.story(path) and path for path in ("/a", "/b")))
    outcome = run(settings, 1)
    assert outcome.failures == ()
    assert outcome.notices == ("addresses found 2, expected at most 1",)


@pytest.mark.parametrize("expected", ["[5, 2]", "[-1, 2]"])
def test_an_expected_range_that_is_none_names_its_line(newsroom: Path, expected: str) -> None:
    (newsroom / "sources.toml").write_text(f'[[source]]\nid = "a"\nname = "A"\nexpected = {expected}\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"sources\.toml:4: expected must be \[low, high\]"):
        load_settings(newsroom)


def test_a_dead_feed_is_left_out_for_a_while_and_the_run_says_so(server: Outlet, newsroom: Path) -> None:
    settings = configured(newsroom, source(server))
    assert run(settings, 1).failures == ((server.url("/rss"), "the server answered 404"),)
    assert run(settings, 2).failures == ((server.url("/rss"), "the server answered 404"),)
    third = run(settings, 3)
    assert third.failures == ()
    assert "left out until" in third.notices[0]
    assert "after 2 failures in a row (the server answered 404)" in third.notices[0]
    assert server.counts["/rss"] == 2
    outcomes = rows(settings, "select outcome from fetch_attempt order by started_at")
    assert outcomes == [("failed",), ("failed",), ("deferred",)]


def test_after_some_failures_in_a_row_a_run_raises_an_alert(server: Outlet, newsroom: Path) -> None:
    settings = configured(newsroom, source(server), "longest_rest_hours = 0.0\nalert_after = 3")
    assert [run(settings, number).notices for number in (1, 2)] == [(), ()]
    outcome = run(settings, 3)
    assert outcome.notices[0].startswith(f"ALERT {server.url('/rss')}: failed 3 times in a row since")
    server.story("/a")
    feed(server, "/a")
    assert run(settings, 4).notices == ()
    assert rows(settings, "select failures_in_a_row, failing_since, last_failure from v_feed_health") == [
        (0, None, None)
    ]


def test_the_terminal_and_the_summary_show_what_a_run_noted() -> None:
    outcome = SourceOutcome(source_id="oriel", stored=1, unchanged=0, failures=(), notices=("ALERT feed: down",))
    page = io.StringIO()
    TerminalNarrator(Console(file=page, width=200)).source(outcome)
    summary = RunSummary(run_id="r", seconds=1.0, sources=(outcome,))
    print_summary(summary, Console(file=page, width=200))
    assert "    note: ALERT feed: down" in page.getvalue()
    assert "note: oriel: ALERT feed: down" in page.getvalue()
    assert summary.as_json()["notices"] == [{"where": "oriel", "line": "ALERT feed: down"}]
    assert summary.exit_code == 0


def test_a_feed_that_has_been_dead_for_years_is_named_at_its_first_reading(server: Outlet, newsroom: Path) -> None:
    settings = configured(newsroom, source(server, "quiet_after = 14"))
    item = f"<item><link>{server.story('/a')}</link><pubDate>Fri, 04 Sep 2015 12:00:00 GMT</pubDate></item>"
    server.put("/rss", f'<rss version="2.0"><channel>{item}</channel></rss>')
    assert run(settings, 1).notices == (f"{server.url('/rss')}: nothing new since 2015-09-04 (quiet_after = 14 days)",)


def test_rest_grows_by_doubling_up_to_its_limit() -> None:
    hours = [rest_after(failures, 24.0).total_seconds() / 3600 for failures in range(9)]
    assert hours == [0, 0, 1, 2, 4, 8, 16, 24, 24]
    assert rest_after(10_000, 168.0) == timedelta(days=7)


def test_a_reading_ends_a_row_of_failures() -> None:
    limits = FetchSettings()
    state: FeedState | None = None
    for _ in range(3):
        state = state_after("oriel", _reading(ReadOutcome.FAILED), state, limits, NOW)
    assert state is not None
    assert (state.failures_in_a_row, state.rest_until, state.last_failure) == (3, NOW + timedelta(hours=2), "gone")
    assert state_after("oriel", _reading(ReadOutcome.DEFERRED), state, limits, NOW) == state
    well = state_after("oriel", _reading(ReadOutcome.UNCHANGED), state, limits, NOW)
    assert (well.failures_in_a_row, well.rest_until, well.last_failure) == (0, None, None)


def test_a_feed_is_quiet_only_where_the_source_says_when() -> None:
    state = FeedState(source_id="s", url="u", kind="feed", last_tried_at=NOW, last_new_at=NOW - timedelta(days=20))
    assert is_quiet(state, 14, NOW)
    assert not is_quiet(state, 30, NOW)
    assert not is_quiet(state, None, NOW)


def _reading(outcome: ReadOutcome) -> Reading:
    return Reading(url="http://oriel.example/rss", kind="feed", started_at=NOW, outcome=outcome, reason="gone")
