"""Who decides: the name that a decision is logged under."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; default: your user name here.")]


def decider(named: str | None) -> str | None:
    """Return the name given, else that of the operating system's user, None where it knows none."""
    if named and named.strip():
        return named.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in some containers
        return None
