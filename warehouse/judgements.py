"""What people decided about names: written down, never overwritten, in force until they decide otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from transforms.identity import stable_id
from transforms.records import EntityType
from warehouse.store import query
from warehouse.tables import add

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Verdict(StrEnum):
    """What was decided about a variant and a name."""

    MERGE = "merge"
    SPLIT = "split"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision: the variant means the name (merge), does not after all (split), or never did (refuse).

    `made_by` is whoever decided, None where it was not said; `url` the only article it holds for, None for all.
    """

    verdict: Verdict
    variant: str
    name: str
    type: EntityType
    reason: str | None
    made_by: str | None
    made_at: datetime
    url: str | None = None
    stands: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An entity as the stored texts use it by name: in how many texts, and beside which other entities."""

    entity_id: int
    name: str
    type: EntityType
    is_known: bool
    articles: int
    beside: frozenset[int]


def record(connection: DuckDBPyConnection, judgement: Judgement) -> None:
    """Add a judgement to the log."""
    row = {
        "judgement_id": stable_id(
            "judgement", judgement.variant, judgement.name, judgement.verdict, judgement.made_at.isoformat()
        ),
        "verdict": judgement.verdict,
        "variant": judgement.variant,
        "name": judgement.name,
        "type": judgement.type,
        "reason": judgement.reason,
        "made_by": judgement.made_by,
        "url": judgement.url,
        "made_at": judgement.made_at,
    }
    add(connection, "judgement", [row], key="judgement_id")


def standing(connection: DuckDBPyConnection) -> tuple[Judgement, ...]:
    """Return the judgements in force, oldest first."""
    return tuple(_judgement((*row, True)) for row in connection.sql(query("judgements_standing")).fetchall())


def log(connection: DuckDBPyConnection) -> tuple[Judgement, ...]:
    """Return every judgement, oldest first."""
    return tuple(_judgement(row) for row in connection.sql(query("judgement_log")).fetchall())


def has_article(connection: DuckDBPyConnection, url: str) -> bool:
    """Whether an article is stored under that canonical address."""
    row = connection.execute(query("article_exists"), {"url": url}).fetchone()
    return row is not None and bool(row[0])


def uses(connection: DuckDBPyConnection) -> tuple[Use, ...]:
    """Return how the stored texts use each entity by name."""
    return tuple(
        Use(
            entity_id=entity_id,
            name=name,
            type=EntityType(kind),
            is_known=is_known,
            articles=articles,
            beside=frozenset(beside or ()),
        )
        for entity_id, name, kind, is_known, articles, beside in connection.sql(query("entity_uses")).fetchall()
    )


def example(connection: DuckDBPyConnection, entity_id: int) -> tuple[str, str | None] | None:
    """Return the words around an entity's first mention by name, and the outlet; None where it has none."""
    rows = connection.execute(query("entity_example"), {"entity_id": entity_id}).fetchall()
    return (" ".join(rows[0][0].split()), rows[0][1]) if rows else None


def _judgement(row: tuple[object, ...]) -> Judgement:
    verdict, variant, name, kind, reason, made_by, url, made_at, stands = row
    return Judgement(
        verdict=Verdict(str(verdict)),
        variant=str(variant),
        name=str(name),
        type=EntityType(str(kind)),
        reason=None if reason is None else str(reason),
        made_by=None if made_by is None else str(made_by),
        url=None if url is None else str(url),
        made_at=made_at,  # type: ignore[arg-type]
        stands=bool(stands),
    )
