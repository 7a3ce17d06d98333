"""The commands `hearsay status`, `retry`, `release`: see how ingestion goes, take up what failed, accept what waits."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import AsJson, Config, settings_of


def status(
    config: Config = None,
    *,
    runs: Annotated[int, typer.Option(help="How many of the last runs to show.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Show the last runs, each source, what fails by cause, what is held, in quarantine and forgotten."""
    from flows.operating.status import print_status, status_of

    state = status_of(settings_of(config), runs)
    if as_json:
        sys.stdout.write(json.dumps(state.as_json(), ensure_ascii=False, default=str) + "\n")
    else:
        print_status(state, Console())


def release(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of a page that 'hearsay status' lists as held.")],
    config: Config = None,
) -> None:
    """Accept a page that was held or taken for a wall as a version of its article."""
    from flows.operating.release import release as accept

    attempt = accept(settings_of(config), url)
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
    from flows.operating.retry import retry as try_again

    outcome = try_again(settings_of(config), source_id=source, everything=everything)
    if as_json:
        sys.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False) + "\n")
    else:
        for line in outcome.lines:
            say(line)
    raise typer.Exit(outcome.exit_code)


def forget(
    config: Config = None,
    *,
    url: Annotated[str | None, typer.Option(help="An article's address, or file:NAME of a local text.")] = None,
    source: Annotated[str | None, typer.Option(metavar="ID", help="Everything that came from a source.")] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="What was extracted about a person; the articles stay.")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, for whoever reads the record.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove an address, a source or a person, with every snapshot and report, and keep it from coming back."""
    from flows.errors import UsageError
    from flows.operating.forget import Wish, rehearse
    from flows.operating.forget import forget as remove

    settings = settings_of(config)
    wish = Wish(url=url, source_id=source, person=person, reason=reason)
    if not settings.warehouse.exists():
        msg = f"{settings.warehouse}: there is no warehouse yet, so there is nothing to forget"
        raise UsageError(msg)
    if not yes:
        say(f"to be removed: {rehearse(settings, wish).line}; and every older snapshot and report")
        if not typer.confirm("This cannot be undone. Forget it?"):
            raise typer.Exit(1)
    say(f"removed: {remove(settings, wish).line}")
    say("a new snapshot is published, the older ones and all reports are gone. Next: hearsay report")


def say(line: str) -> None:
    """Print a line as it is."""
    Console().print(line, highlight=False, markup=False, soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (status, retry, release, forget):
        app.command()(command)
