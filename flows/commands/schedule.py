"""The commands `hearsay schedule` and `hearsay deploy`: run again and again, here or on the workers of a pool."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from flows.commands.options import Config, say, settings_of

Every = Annotated[str | None, typer.Option(metavar="SPAN", help="How often: 90s, 30m, 6h or 1d.")]
Cron = Annotated[str | None, typer.Option(metavar="EXPRESSION", help='When, as cron says it: "0 6 * * *" (UTC).')]
Name = Annotated[str, typer.Option(help="Name of the deployment.")]


def schedule(config: Config = None, *, every: Every = None, cron: Cron = None, name: Name = "hearsay") -> None:
    """Do the main job again and again until stopped. Brings a Prefect server where none is configured."""
    from flows import prefect_environment  # noqa: F401 - must come before Prefect
    from flows.scheduling.deploy import serve, timing_of
    from flows.scheduling.server import server

    settings = settings_of(config)
    timing = timing_of(every, cron)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that a server that was brought goes too
    with server(settings.data) as address:
        say(f"Prefect server {address}; runs {every or cron}, one at a time. Stop with Ctrl-C.")
        serve(settings, timing, name)


def deploy(
    pool: Annotated[str, typer.Option(metavar="NAME", help="A Prefect work pool of type process; made if missing.")],
    config: Config = None,
    *,
    every: Every = None,
    cron: Cron = None,
    name: Annotated[str | None, typer.Option(help="Name of the deployment; default: that of the pool.")] = None,
) -> None:
    """Register the main job with the Prefect server that PREFECT_API_URL names, for the workers of a pool."""
    from flows import prefect_environment  # noqa: F401 - must come before Prefect
    from flows.scheduling.deploy import deploy as register_deployment
    from flows.scheduling.deploy import timing_of

    settings = settings_of(config)
    full_name = register_deployment(settings, timing_of(every, cron), name or pool, pool)
    say(f"deployed {full_name}. Next: prefect worker start --pool {pool} --limit 1")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (schedule, deploy):
        app.command()(command)
