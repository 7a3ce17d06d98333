"""When a claim was said: what its sentence or quote tells, else the article's own date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from transforms.extract.dates import said_date
from transforms.records import Anchor, DateMention, Document

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The half-open interval of days on which something was said, and how that is known."""

    start: date | None
    end: date | None
    anchor: Anchor
    date_id: int | None


def when_said(document: Document, dates: Sequence[DateMention], start: int, end: int, *, in_past: bool = False) -> Said:
    """Return when the words from `start` to `end` were said.

    A statement that the article dates has that date. Any other is taken to be as old as the article, unless it is told
    as a thing of the past ("had long accused"), when nothing is known.
    """
    mention = said_date(document, dates, start, end)
    if mention is not None and mention.interval_start is not None:
        return Said(
            start=mention.interval_start, end=mention.interval_end, anchor=Anchor.MENTION, date_id=mention.date_id
        )
    if document.dct is None or in_past:
        return Said(start=None, end=None, anchor=Anchor.NONE, date_id=None)
    return Said(start=document.dct, end=document.dct + timedelta(days=1), anchor=Anchor.DCT, date_id=None)
