"""How a stage's tasks are carried out: right here, or by Prefect. The stages do not know which."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")


def batches(items: Sequence[Item], size: int) -> list[tuple[Item, ...]]:
    """Return the items in tuples of at most `size`."""
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def in_turns(queues: Sequence[Sequence[Item]]) -> list[Item]:
    """Return the first item of each queue, then the second of each: one long queue keeps nobody waiting."""
    longest = max(map(len, queues), default=0)
    return [queue[turn] for turn in range(longest) for queue in queues if turn < len(queue)]


class Engine(Protocol):
    """Carries out one function for many items and yields the results in the items' order."""

    def wait_for(self, name: str, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of tasks that mostly wait for the network: many at a time, in threads."""
        ...

    def compute(self, name: str, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of tasks that compute: as many at a time as there are workers."""
        ...


class DirectEngine:
    """Carries tasks out in this process, or in worker processes where [run] asks for several."""

    def __init__(self, settings: Settings) -> None:
        self._threads = settings.fetch.parallel_sources
        self._workers = settings.run.workers

    def wait_for(
        self,
        name: str,  # noqa: ARG002 - Prefect shows it, here nobody does
        function: Callable[[Item], Result],
        items: Sequence[Item],
    ) -> Iterator[Result]:
        """Yield the results of tasks that mostly wait for the network."""
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(function, items)

    def compute(
        self,
        name: str,  # noqa: ARG002
        function: Callable[[Item], Result],
        items: Sequence[Item],
    ) -> Iterator[Result]:
        """Yield the results of tasks that compute."""
        if self._workers == 1 or len(items) < 2:  # noqa: PLR2004 - one batch needs no second process
            yield from map(function, items)
            return
        with ProcessPoolExecutor(self._workers) as pool:
            yield from pool.map(function, items)
