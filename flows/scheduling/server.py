"""Bring a Prefect server on loopback where none is configured, and end it again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import urllib3

from flows import prefect_environment  # noqa: F401 - must come before Prefect
from flows.errors import UsageError

from prefect.settings import PREFECT_API_URL, temporary_settings  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 120.0  # seconds that a cold machine may need for a server


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
