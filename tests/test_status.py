"""What an operator sees: runs, sources, failures by cause, held pages, quarantine; and what retry makes of them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.operating.causes import by_cause, cause_of
from flows.operating.status import status_of
from flows.settings import load_settings
from tests.changing_site import WALL, Site, changing_site, following, ingested, story
from tests.conftest import invoke
from warehouse.keeping import begin_run
from warehouse.store import WarehouseError, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def site() -> Iterator[Site]:
    with changing_site() as running:
        yield running


@pytest.fixture
def troubled(site: Site, tmp_path: Path) -> Path:
    """A source with one good page, one that was cut by half, a wall, a missing page and one that holds nothing."""
    config = following(tmp_path, site, "/good", "/cut", "/wall", "/missing", "/void")
    site.pages |= {"/good": story(), "/cut": story(), "/wall": WALL, "/void": "<html><body> </body></html>"}
    ingested(config)
    site.pages["/cut"] = story(2)
    ingested(config)
    return config


def test_the_status_names_failures_by_source_and_cause(troubled: Path, site: Site) -> None:
    state = json.loads(invoke("status", "--json", "--config", troubled))
    causes = {row["cause"]: (row["source_id"], row["addresses"], row["may_pass"]) for row in state["failures"]}
    assert causes == {
        "the text has N characters, the last version had N": ("gazette", 1, False),
        "bot wall": ("gazette", 1, True),
        "the server answered 404": ("gazette", 1, False),
        "the page holds no article text": ("gazette", 1, True),
    }
    assert [row["url"] for row in state["held"]] == [site.url("/cut")]
    assert [row["url"] for row in state["quarantine"]] == [site.url("/void")]
    (source,) = state["sources"]
    assert (source["articles"], source["failing_now"], source["held"]) == (2, 4, 1)
    assert [run["state"] for run in state["runs"]] == ["partial", "partial"]


def test_the_status_is_readable_and_says_what_to_do(troubled: Path) -> None:
    output = invoke("status", "--config", troubled)
    assert "gazette: the server answered 404 (stays so): 1 address" in output
    assert "hearsay release URL" in output
    assert "hearsay retry" in output


def test_a_run_that_was_cut_off_is_shown_as_such(troubled: Path) -> None:
    settings = load_settings(troubled)
    cut = {"run_id": "cut", "command": "run", "configuration_version": "1", "code_version": "1"}
    with writing(settings.warehouse) as connection:
        begin_run(connection, cut | {"started_at": datetime.now(UTC) - timedelta(days=400)})
    states = {row["run_id"]: row["state"] for row in status_of(settings, 1).parts["runs"].to_dicts()}
    assert states["cut"] == "cut off"
    assert len(states) == 2


def test_a_locked_warehouse_is_answered_for_by_the_snapshot(troubled: Path) -> None:
    invoke("snapshot", "--config", troubled)
    settings = load_settings(troubled)
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(settings.warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert status_of(settings, 5).is_snapshot
        holder.communicate("")


def test_a_damaged_warehouse_is_not_hidden_behind_the_snapshot(troubled: Path) -> None:
    invoke("snapshot", "--config", troubled)
    settings = load_settings(troubled)
    settings.warehouse.write_bytes(b"no database")
    with pytest.raises(WarehouseError, match="cannot be opened"):
        status_of(settings, 5)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("the server answered 503 and asked to wait 86400 s; left for a later run", "the server answered 503"),
        ("larger than 20,000,000 bytes", "larger than N bytes"),
        ("paywall: rule login-form", "paywall"),
    ],
)
def test_causes_are_the_same_whatever_a_page_adds(reason: str, cause: str) -> None:
    assert cause_of(reason) == cause


def test_failures_are_counted_by_where_and_cause() -> None:
    failures = [("a", "/1", "larger than 5 bytes"), ("a", "/2", "larger than 7 bytes"), ("b", "/3", "robots")]
    assert by_cause(failures) == [("a", "larger than N bytes", 2), ("b", "robots", 1)]


def test_the_view_and_the_summary_name_a_cause_alike(troubled: Path) -> None:
    with writing(load_settings(troubled).warehouse) as connection:
        rows = connection.sql("select cause, reason from v_failure").fetchall()
    assert len(rows) == 4
    assert all(cause == cause_of(reason) for cause, reason in rows)


def test_retry_fetches_what_may_pass_and_leaves_out_what_is_gone(troubled: Path, site: Site) -> None:
    site.pages |= {"/wall": story(5, first=1), "/missing": story(4)}
    site.asked.clear()
    output = invoke("retry", "--config", troubled, code=3)
    assert "2 tried again: 0 cleaned from kept pages, 1 fetched and new" in output
    assert "1 not tried" in output
    assert {path for path in site.asked if path != "/robots.txt"} == {"/wall", "/void"}
    again = json.loads(invoke("retry", "--all", "--json", "--config", troubled, code=3))
    assert (again["new"], again["not_tried"]) == (1, 0)
    assert [failure["what"] for failure in again["failures"]] == [site.url("/void")]


def test_retry_cleans_kept_pages_by_the_present_rules_without_a_request(troubled: Path, site: Site) -> None:
    """The page was kept when an earlier cleaning found no text in it; today's does."""
    settings = load_settings(troubled)
    with writing(settings.warehouse) as connection:
        connection.execute(
            "update fetch_attempt set outcome = 'failed', reason = 'the page holds no article text', version_id = null "
            "where url = $url",
            {"url": site.url("/good")},
        )
        connection.execute(
            "delete from article_version where version_id in (select version_id from v_articles where url = $url)",
            {"url": site.url("/good")},
        )
    site.pages.clear()
    site.asked.clear()
    output = invoke("retry", "--source", "gazette", "--config", troubled, code=3)
    assert "1 cleaned from kept pages" in output
    assert "/good" not in site.asked
    assert site.url("/good") not in output


def test_retry_has_nothing_to_do_after_a_good_run(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/good")
    site.pages["/good"] = story()
    ingested(config)
    assert "nothing has failed" in invoke("retry", "--config", config)
