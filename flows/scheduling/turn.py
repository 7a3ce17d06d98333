"""Whose turn it is: one scheduled run at a time, and none for a moment that a later run has covered."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from warehouse.operations import last_good_run
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from flows.settings import Settings


@contextmanager
def turn(settings: Settings, due: datetime | None) -> Iterator[str | None]:
    """Yield why a run that was `due` then has nothing to do, None where it is its turn, held until the block ends.

    The lock is the operating system's and ends with the process. A count that a server keeps would go on holding the
    place of a run that was killed.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield "another scheduled run goes on"
            return
        yield _overtaken(settings, due)


def is_free(settings: Settings) -> bool:
    """Tell whether no scheduled run goes on."""
    with turn(settings, None) as nothing_to_do:
        return nothing_to_do is None


def _overtaken(settings: Settings, due: datetime | None) -> str | None:
    if due is None or not settings.warehouse.exists():
        return None
    with writing(settings.warehouse) as connection:
        began = last_good_run(connection)
    return "a run that began later has done it" if began is not None and began > due else None
