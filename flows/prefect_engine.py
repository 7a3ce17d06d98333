"""Carry tasks out through Prefect: each batch is a task that its server shows, retries and can place elsewhere."""

from __future__ import annotations

import importlib
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flows import prefect_environment  # noqa: F401 - must come before Prefect
from flows.engine import DirectEngine
from flows.errors import ConfigurationError, EngineError
from flows.settings import Runner

from prefect import task  # isort: skip
from prefect.cache_policies import NO_CACHE  # isort: skip
from prefect.context import SyncClientContext  # isort: skip
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from prefect.client.schemas.objects import State

    from flows.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")

_RUNNER_PACKAGES = {
    Runner.DASK: ("prefect_dask", "DaskTaskRunner"),
    Runner.RAY: ("prefect_ray", "RayTaskRunner"),
}


class PrefectEngine:
    """Carries tasks out as Prefect task runs of the flow that is running.

    Fetching stays in this process whatever the runner is: the fetcher keeps each host's distance between requests, and
    that memory cannot be in two processes.
    """

    def __init__(self, settings: Settings) -> None:
        self._here = None if settings.run.runner is Runner.THREADS else DirectEngine(settings)

    def wait_for(self, name: str, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of tasks that mostly wait for the network."""
        return self._here.wait_for(name, function, items) if self._here else _submit(name, function, items)

    def compute(self, name: str, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of tasks that compute."""
        return _submit(name, function, items)


@contextmanager
def connected() -> Iterator[None]:
    """Hold a connection to the server that PREFECT_API_URL names, or to a temporary one that is started for it.

    Raises:
        EngineError: it cannot be reached, or does not start in time.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(SyncClientContext.get_or_create())
        except RuntimeError as error:
            why = str(error).splitlines()[0].rstrip(".")
            msg = f"Prefect: {why}; look at PREFECT_API_URL, or use 'hearsay run --direct', which needs no server"
            raise EngineError(msg) from error
        yield


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Return what [run] runner names.

    Raises:
        ConfigurationError: the package for it is not installed.
    """
    chosen = settings.run.runner
    if chosen is Runner.THREADS:
        return ThreadPoolTaskRunner(max_workers=max(settings.fetch.parallel_sources, settings.run.workers))
    if chosen is Runner.PROCESSES:
        return ProcessPoolTaskRunner(max_workers=max(2, settings.run.workers))
    package, name = _RUNNER_PACKAGES[chosen]
    try:
        runner: TaskRunner[Any] = getattr(importlib.import_module(package), name)()
    except ImportError as error:
        msg = (
            f"config/hearsay.toml: runner = {chosen.value!r} needs the package {package.replace('_', '-')}; install it"
        )
        raise ConfigurationError(msg) from error
    return runner


class _Parcel(Generic[Item]):
    """Carries an item past those who would open it: Prefect seeks futures in what it is given, Dask rebuilds tuples."""

    def __init__(self, item: Item) -> None:
        self.item = item


def _submit(name: str, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield results in the items' order."""

    @task(
        name=name,
        retries=2,
        retry_delay_seconds=1,
        retry_condition_fn=_may_pass,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def batch_task(parcel: _Parcel[Item]) -> Result:
        return function(parcel.item)

    futures = [batch_task.submit(_Parcel(item)) for item in items]
    for future in futures:
        yield future.result()


def _may_pass(task: Any, task_run: Any, state: State[Any]) -> bool:  # noqa: ANN401, ARG001 - Prefect's signature
    """Tell whether a failed task is worth another try: a lost connection or file lock is, a wrong input is not."""
    failure = state.result(raise_on_failure=False)
    return isinstance(failure, OSError)
