"""Run the main job on a schedule: served from this process, or as a deployment that workers of a pool carry out."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import urllib3

from flows import prefect_environment
from flows.errors import UsageError
from flows.run import run

from prefect.client.orchestration import get_client  # isort: skip
from prefect.client.schemas.actions import WorkPoolCreate  # isort: skip
from prefect.client.schemas.filters import (  # isort: skip
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType  # isort: skip
from prefect.client.schemas.schedules import CronSchedule  # isort: skip
from prefect.deployments.runner import RunnerDeployment  # isort: skip
from prefect.exceptions import ObjectNotFound  # isort: skip
from prefect.settings import PREFECT_API_URL, temporary_settings  # isort: skip
from prefect.states import Crashed  # isort: skip
from prefect.types.entrypoint import EntrypointType  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Settings

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_PATIENCE = 120.0  # seconds that a cold machine may need for a server


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When to run: at an interval or by a cron expression, exactly one of them."""

    interval: timedelta | None = None
    cron: str | None = None


def timing_of(every: str | None, cron: str | None) -> Timing:
    """Return when to run, from "30m" or "0 6 * * *".

    Raises:
        UsageError: none or both are given, or one is not understood.
    """
    if (every is None) == (cron is None):
        raise UsageError('say when to run: --every 30m (s, m, h or d) or --cron "0 6 * * *"')
    if every is not None:
        parts = re.fullmatch(r"([1-9][0-9]*)([smhd])", every.strip())
        if parts is None:
            msg = f"--every {every}: this is no span of time; write it as 90s, 30m, 6h or 1d"
            raise UsageError(msg)
        return Timing(interval=timedelta(**{_UNITS[parts[2]]: int(parts[1])}))
    try:
        CronSchedule(cron=cron or "")
    except ValueError as error:
        msg = f'--cron {cron}: this is no cron expression; write it as "0 6 * * *" (minute, hour, day, month, weekday)'
        raise UsageError(msg) from error
    return Timing(cron=cron)


def serve(settings: Settings, timing: Timing, name: str) -> None:
    """Carry out the main job in time until this process is stopped, one run at a time."""
    _tidy(name)
    run.serve(
        name=name,
        interval=timing.interval,
        cron=timing.cron,
        parameters=_parameters(settings),
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


def deploy(settings: Settings, timing: Timing, name: str, pool: str) -> str:
    """Register the main job for the workers of a process work pool, which is made where there is none; return its name.

    Raises:
        UsageError: no server is configured, or the pool is of another type.
    """
    if PREFECT_API_URL.value() is None:
        raise UsageError("no Prefect server: start one with 'prefect server start' and set PREFECT_API_URL to its /api")
    _make_pool(pool)
    deployment = RunnerDeployment.from_flow(
        run,
        name=name,
        interval=timing.interval,
        cron=timing.cron,
        parameters=_parameters(settings),
        work_pool_name=pool,
        job_variables={"env": dict(prefect_environment.SETTINGS)},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment.apply()
    return f"{deployment.flow_name}/{deployment.name}"


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Yield the address of the configured Prefect server; where there is none, of one on loopback until the block ends.

    A temporary server schedules nothing, so this is a whole one. `home` takes its log.

    Raises:
        UsageError: the server does not come up; the message names its log.
    """
    configured = PREFECT_API_URL.value()
    if configured is not None:
        yield configured
        return
    port = _free_port()
    address = f"http://127.0.0.1:{port}/api"
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = home / "prefect-server.log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C must reach this process first, which has the schedule to pause.
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)  # noqa: S603
        try:
            _await(child, address, log)
            os.environ["PREFECT_API_URL"] = address  # for the process of each run
            with temporary_settings(updates={PREFECT_API_URL: address}):
                yield address
        finally:
            os.environ.pop("PREFECT_API_URL", None)
            child.terminate()
            child.wait()


def _await(child: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return when the server answers."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and child.poll() is None:
        try:
            if urllib3.request("GET", f"{address}/health", retries=False, timeout=2.0).status == 200:  # noqa: PLR2004
                return
        except urllib3.exceptions.HTTPError:
            pass
        time.sleep(0.2)
    msg = f"the Prefect server does not come up; its log is {log}"
    raise UsageError(msg)


def _tidy(name: str) -> None:
    """End what an earlier process left on the server: runs it was carrying out, and those that fell due meanwhile."""
    unfinished = FlowRunFilterStateType(any_=[StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING])
    with get_client(sync_client=True) as client:
        try:
            deployment = client.read_deployment_by_name(f"{run.name}/{name}")
        except ObjectNotFound:
            return
        left = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=unfinished)),
        )
        for item in left:
            if item.state_type is StateType.SCHEDULED:
                client.delete_flow_run(item.id)
            else:
                client.set_flow_run_state(item.id, Crashed(message="its process is gone"), force=True)


def _make_pool(name: str) -> None:
    with get_client(sync_client=True) as client:
        try:
            pool = client.read_work_pool(name)
        except ObjectNotFound:
            pool = client.create_work_pool(WorkPoolCreate(name=name, type="process"))
    if pool.type != "process":
        msg = f"the work pool {name!r} is of type {pool.type!r}; name one of type process, or a new one"
        raise UsageError(msg)


def _parameters(settings: Settings) -> dict[str, Any]:
    return {"config": str(settings.folder.resolve())}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
