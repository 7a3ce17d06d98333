"""Run the main job on a schedule: served from this process, or as a deployment that workers of a pool carry out."""

from __future__ import annotations

import re
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flows import prefect_environment
from flows.errors import UsageError
from flows.prefect_engine import connected
from flows.run import run
from flows.scheduling.turn import is_free

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
from prefect.settings import PREFECT_API_URL  # isort: skip
from prefect.states import Crashed  # isort: skip
from prefect.types.entrypoint import EntrypointType  # isort: skip

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

    from flows.settings import Settings

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_GLANCE = 0.5  # seconds between two looks at a run that is to finish
_FINISHING, _REPORTING = 600.0, 20.0  # seconds that it may take to finish, and then to tell the server


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
    """Carry out the main job in time until this process is stopped, one run at a time; one that goes on may finish.

    Raises:
        EngineError: the server cannot be reached.
    """
    with connected():
        _tidy(name)
    try:
        _serve(settings, timing, name)
    finally:
        _let_finish(settings, name)


def _serve(settings: Settings, timing: Timing, name: str) -> None:
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
        EngineError: the server cannot be reached.
    """
    if PREFECT_API_URL.value() is None:
        raise UsageError("no Prefect server: start one with 'prefect server start' and set PREFECT_API_URL to its /api")
    with connected():
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


def _let_finish(settings: Settings, name: str) -> None:
    """Return when the run that goes on has ended and said so to the server; a second signal ends the wait."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    end = time.monotonic() + _FINISHING
    while not is_free(settings) and time.monotonic() < end:
        time.sleep(_GLANCE)
    end = time.monotonic() + _REPORTING
    while _runs_of(name, StateType.RUNNING) and time.monotonic() < end:
        time.sleep(_GLANCE)


def _runs_of(name: str, *states: StateType) -> list[FlowRun]:
    """Return the deployment's runs in these states; none where the server does not know it."""
    with get_client(sync_client=True) as client:
        try:
            deployment = client.read_deployment_by_name(f"{run.name}/{name}")
        except ObjectNotFound:
            return []
        return client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states)))),
        )


def _tidy(name: str) -> None:
    """End what an earlier process left on the server: runs it was carrying out, and those that fell due meanwhile."""
    now = datetime.now(UTC)
    with get_client(sync_client=True) as client:
        for item in _runs_of(name, StateType.PENDING, StateType.RUNNING):
            client.set_flow_run_state(item.id, Crashed(message="its process is gone"), force=True)
        for item in _runs_of(name, StateType.SCHEDULED):
            if item.expected_start_time is not None and item.expected_start_time < now:
                client.delete_flow_run(item.id)


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
