"""The commands `hearsay status`, `retry`, `release`: see how ingestion goes, take up what failed, accept what waits."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.settings import load_settings, own_configuration

Config = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration folder; default: ./config, else the one Hearsay came with."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def status(
    config: Config = None,
    *,
    runs: Annotated[int, typer.Option(help="How many of the last runs to show.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Show the last runs, each source, what fails by cause, what is held, in quarantine and forgotten."""
    from flows.status import print_status, status_of

    state = status_of(load_settings(own_configuration(config)), runs)
    if as_json:
        sys.stdout.write(json.dumps(state.as_json(), ensure_ascii=False, default=str) + "\n")
    else:
        print_status(state, Console())


def release(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of a page that 'hearsay status' lists as held.")],
    config: Config = None,
) -> None:
    """Accept a page that was held or taken for a wall as a version of its article."""
    from flows.release import release as accept

    attempt = accept(load_settings(own_configuration(config)), url)
    say(f"{attempt.outcome}: {attempt.url}. Next: hearsay extract")


def retry(
    config: Config = None,
    *,
    source: Annotated[str | None, typer.Option(metavar="ID", help="Only this source.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what will hardly pass: pages that are gone, what the rules refuse.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Try again what failed: clean kept pages by the present rules, fetch the rest once more."""
    from flows.retry import retry as try_again

    outcome = try_again(load_settings(own_configuration(config)), source_id=source, everything=everything)
    if as_json:
        sys.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False) + "\n")
    else:
        for line in outcome.lines:
            say(line)
    raise typer.Exit(outcome.exit_code)


def say(line: str) -> None:
    """Print a line as it is."""
    Console().print(line, highlight=False, markup=False, soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (status, retry, release):
        app.command()(command)
