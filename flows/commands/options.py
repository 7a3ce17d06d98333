"""What the commands share: common options, how the configuration is read, how they speak."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.errors import UsageError
from flows.settings import load_settings, own_configuration

if TYPE_CHECKING:
    from flows.settings import Settings

Config = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration folder; default: ./config, else the one Hearsay came with."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Reason = Annotated[str | None, typer.Option(help="Why, for whoever reads the log.")]


def settings_of(config: Path | None, *, verbose: bool = False) -> Settings:
    """Return the settings of the configuration folder; with `verbose`, let the log speak too."""
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(name)s: %(message)s")
    return load_settings(own_configuration(config))


def say(line: str, *, end: str = "\n") -> None:
    """Print a line as it stands, however long it is."""
    Console().print(line, highlight=False, markup=False, soft_wrap=True, end=end)


def write_json(content: object) -> None:
    """Print one JSON object on one line."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, default=str) + "\n")


def day_of(text: str | None, option: str) -> datetime | None:
    """Return the day that a person gave for `option`, at midnight UTC.

    Raises:
        UsageError: it is no date.
    """
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        msg = f"{option} {text}: this is no date; write it as 2016-01-31"
        raise UsageError(msg) from error
