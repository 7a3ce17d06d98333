"""The command `hearsay opinion`: ask a model about the sentences that carry a claim."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import Config, settings_of
from flows.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(opinion)


def opinion(
    config: Config = None,
    *,
    retry: Annotated[bool, typer.Option("--retry", help="Ask again where a reply could not be read.")] = False,
) -> None:
    """Ask the configured model for a second opinion on every sentence with a claim, and publish a snapshot."""
    from flows.job import OK, PARTIAL, new_run_id, publish_snapshot, recorded
    from flows.second_opinion.asking import seek_opinions
    from flows.second_opinion.settings import JudgeKind

    settings = settings_of(config)
    if settings.second_opinion.judge is JudgeKind.OFF:
        path = settings.folder / "hearsay.toml"
        msg = f"{path}: second_opinion.judge is off; set it to 'endpoint' or 'nli' to ask for second opinions"
        raise UsageError(msg)
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    with recorded(settings, run_id, "opinion", started) as ending:
        outcome = seek_opinions(settings, retry=retry)
        publish_snapshot(settings, run_id)
        ending.exit_code = PARTIAL if outcome.not_judged else OK
    console = Console()
    console.print(outcome.line, highlight=False, markup=False, soft_wrap=True)
    console.print("Next: hearsay review", highlight=False)
    raise typer.Exit(ending.exit_code)
