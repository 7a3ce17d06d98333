"""Second opinions: which sentences still lack one, what was answered before, and what was answered now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from transforms.identity import stable_id
from warehouse.store import query
from warehouse.tables import add

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence that the rules found a proposition in; `before` is what stands before it in the text."""

    version_id: int
    start: int
    end: int
    topic: str
    proposition: str
    statement: str
    sentence: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a model answered: `answer` is None and `error` says why where its `raw` reply could not be read."""

    answered_by: str | None
    answer: str | None
    reason: str | None
    error: str | None
    raw: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An opinion at its place."""

    place: Place
    question_id: int
    model: str
    prompt_hash: str
    opinion: Opinion


def unasked(
    connection: DuckDBPyConnection, *, model: str, prompt_hash: str, before: int, retry: bool
) -> tuple[Place, ...]:
    """Return the places that `model` was not asked about; with `retry` also those whose reply could not be read."""
    values = {"model": model, "prompt_hash": prompt_hash, "before": before, "retry": retry}
    names = Place.__slots__
    rows = connection.execute(query("opinion_unasked"), values).fetchall()
    return tuple(Place(**dict(zip(names, row, strict=True))) for row in rows)


def known(connection: DuckDBPyConnection, question_ids: Iterable[int], *, retry: bool) -> dict[int, Opinion]:
    """Return the newest opinion on each question that was asked before."""
    values = {"question_ids": list(question_ids), "retry": retry}
    rows = connection.execute(query("opinion_known"), values).fetchall()
    names = Opinion.__slots__
    return {row[0]: Opinion(**dict(zip(names, row[1:], strict=True))) for row in rows}


def keep(connection: DuckDBPyConnection, answers: Sequence[Asked]) -> None:
    """Add opinions to the log."""
    add(connection, "opinion", [_row(item) for item in answers], key="opinion_id")


def _row(asked: Asked) -> dict[str, Any]:
    place, opinion = asked.place, asked.opinion
    at = (place.version_id, place.start, place.end, place.topic, place.proposition)
    return {
        "opinion_id": stable_id("opinion", asked.question_id, *at, opinion.asked_at.isoformat()),
        "question_id": asked.question_id,
        "version_id": place.version_id,
        "start": place.start,
        "end": place.end,
        "topic": place.topic,
        "proposition": place.proposition,
        "statement": place.statement,
        "model": asked.model,
        "prompt_hash": asked.prompt_hash,
        **{name: getattr(opinion, name) for name in Opinion.__slots__},
    }
