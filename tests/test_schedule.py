"""Schedules on a real Prefect server on loopback: runs come in time, one at a time, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import urllib3

from flows.errors import UsageError
from flows.scheduling.turn import turn
from flows.settings import load_settings
from tests.changing_site import Site, changing_site, following, ingested, story
from tests.conftest import HEARSAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 300.0  # seconds on a machine that has much else to do


@pytest.fixture
def site() -> Iterator[Site]:
    with changing_site() as running:
        running.pages["/a"] = story()
        yield running


@pytest.mark.parametrize(
    ("every", "cron", "complaint"),
    [
        (None, None, "say when"),
        ("30m", "0 6 * * *", "say when"),
        ("half an hour", None, "no span of time"),
        ("0m", None, "no span of time"),
        (None, "every morning", "no cron expression"),
    ],
)
def test_a_time_that_is_none_is_a_usage_error(every: str | None, cron: str | None, complaint: str) -> None:
    from flows.scheduling.deploy import timing_of  # noqa: PLC0415 - Prefect takes seconds to import

    with pytest.raises(UsageError, match=complaint):
        timing_of(every, cron)


def test_a_span_and_a_cron_expression_are_understood() -> None:
    from flows.scheduling.deploy import timing_of  # noqa: PLC0415

    assert timing_of("90s", None).interval == timedelta(seconds=90)
    assert timing_of("6h", None).interval == timedelta(hours=6)
    assert timing_of(None, "0 6 * * *").cron == "0 6 * * *"


def test_a_deployment_without_a_server_says_what_to_do(site: Site, tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415

    from flows.scheduling.deploy import Timing, deploy  # noqa: PLC0415

    settings = load_settings(following(tmp_path, site, "/a"))
    with temporary_settings(restore_defaults={PREFECT_API_URL}), pytest.raises(UsageError, match="PREFECT_API_URL"):
        deploy(settings, Timing(cron="0 6 * * *"), "desk", "desk")


def test_one_scheduled_run_goes_on_at_a_time(site: Site, tmp_path: Path) -> None:
    settings = load_settings(following(tmp_path, site, "/a"))
    with turn(settings, None) as first, turn(settings, None) as second:
        assert (first, second) == (None, "another scheduled run goes on")
    with turn(settings, None) as third:
        assert third is None


def test_a_killed_run_does_not_hold_the_turn(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    hold = (
        "import sys; from pathlib import Path\n"
        "from flows.scheduling.turn import turn; from flows.settings import load_settings\n"
        "with turn(load_settings(Path(sys.argv[1])), None): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(config)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with turn(load_settings(config), None) as meanwhile:
            assert meanwhile == "another scheduled run goes on"
        holder.kill()
    with turn(load_settings(config), None) as after:
        assert after is None


def test_a_run_is_skipped_when_one_that_began_after_it_was_due_has_done_it(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    ingested(config)
    now = datetime.now(UTC)
    with turn(load_settings(config), now - timedelta(hours=1)) as late:
        assert late == "a run that began later has done it"
    with turn(load_settings(config), now) as in_time:
        assert in_time is None


def test_a_schedule_runs_in_time_and_a_pool_gets_its_deployment(site: Site, tmp_path: Path) -> None:
    """`schedule` brings a server and runs; `deploy` registers the job there for workers; SIGTERM ends all of it."""
    config, home = following(tmp_path, site, "/a"), tmp_path / "prefect"
    command = [*HEARSAY, "schedule", "--every", "5s", "--config", str(config)]
    with subprocess.Popen(command, env=_environment(home), stdout=subprocess.PIPE, text=True) as scheduler:
        try:
            assert scheduler.stdout is not None
            api = scheduler.stdout.readline().split()[2].rstrip(";")
            deployed = _hearsay("deploy", "--pool", "desk", "--cron", "0 6 * * *", config=config, home=home, api=api)
            assert deployed.returncode == 0, deployed.stderr
            served, pooled = sorted(_ask(api, "deployments"), key=lambda row: row["work_pool_name"] or "")
            assert [row["entrypoint"] for row in (served, pooled)] == ["flows.run.run", "flows.run.run"]
            assert pooled["work_pool_name"] == "desk"
            assert pooled["schedules"][0]["schedule"]["cron"] == "0 6 * * *"
            _until(lambda: any(row["state_type"] == "COMPLETED" for row in _ask(api, "flow_runs")))
        finally:
            scheduler.send_signal(signal.SIGTERM)
            scheduler.wait(_PATIENCE)
    state = json.loads(_hearsay("status", "--json", config=config, home=home).stdout)
    assert [row["articles"] for row in state["sources"]] == [1]
    assert state["runs"][-1]["state"] == "ok"
    with pytest.raises(urllib3.exceptions.HTTPError):
        urllib3.request("GET", f"{api}/health", retries=False, timeout=2.0)


def _environment(home: Path, api: str | None = None) -> dict[str, str]:
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    environment.pop("PREFECT_API_URL", None)
    return environment | ({"PREFECT_API_URL": api} if api else {})


def _hearsay(*words: str, config: Path, home: Path, api: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HEARSAY, *words, "--config", str(config)],
        env=_environment(home, api),
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )


def _ask(api: str, what: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = urllib3.request("POST", f"{api}/{what}/filter", json={}).json()
    return rows


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.5)
