"""Forget an address, a source or a person: out of the warehouse, the snapshots and the reports, and kept out."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.errors import UsageError
from flows.job import OK, new_run_id, publish_snapshot, recorded
from transforms.cleaning.addresses import without_tracking
from warehouse.removal import Removed, Subject, remove
from warehouse.snapshots import withdraw
from warehouse.store import rewrite, writing

if TYPE_CHECKING:
    from flows.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants forgotten: one address, one source or one person by name, and why."""

    url: str | None = None
    source_id: str | None = None
    person: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        """Check that exactly one thing is named.

        Raises:
            UsageError: none or several are, or the name is empty.
        """
        named_things = [text for text in (self.url, self.source_id, self.person) if text is not None]
        if len(named_things) != 1 or not named_things[0].strip():
            raise UsageError("name one thing to forget: --url URL, --source ID or --person NAME")


def rehearse(settings: Settings, wish: Wish) -> Removed:
    """Return what `forget` would remove; nothing is changed."""
    with writing(settings.warehouse) as connection:
        removed = remove(connection, _subject(wish), datetime.now(UTC))
        connection.rollback()
        connection.begin()
    return removed


def forget(settings: Settings, wish: Wish) -> Removed:
    """Remove what is wished and all copies of it that Hearsay made; put up a tombstone; publish a new snapshot.

    The removal and its tombstone are one transaction. When the command is killed after it, the same command again
    finishes with the copies.
    """
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    with recorded(settings, run_id, "forget", started) as ending:
        with writing(settings.warehouse) as connection:
            removed = remove(connection, _subject(wish), started)
        rewrite(settings.warehouse)
        withdraw(settings.data)
        shutil.rmtree(settings.reports, ignore_errors=True)
        publish_snapshot(settings, run_id)
        ending.exit_code = OK
    return removed


def _subject(wish: Wish) -> Subject:
    """Return the wish as the warehouse takes it; an address also as it is stored, without tracking parameters."""
    urls = (wish.url, without_tracking(wish.url)) if wish.url is not None else ()
    return Subject(
        urls=urls,
        source_id=wish.source_id,
        person=wish.person,
        salt=secrets.token_hex(16),
        reason=wish.reason,
    )
