"""What people decided about claims: written down, never overwritten, in force until they decide otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from transforms.identity import stable_id
from transforms.records import Stance
from warehouse.store import query
from warehouse.tables import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection


class Ruling(StrEnum):
    """What was decided about a claim."""

    ACCEPT = "accept"
    REJECT = "reject"
    RESTATE = "restate"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim as the rules found it, known by its words.

    `judged` is the decision in force, `judged_on` the stance that it was made about; None where there is none.
    """

    claim_id: int
    topic: str
    proposition: str
    sentence: str
    holder: str
    stance: Stance
    judged: str | None
    judged_on: Stance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimJudgement:
    """A decision about a finding; `stance` is the one decided for, None for a rejection and where it is taken back."""

    verdict: Ruling
    topic: str
    proposition: str
    sentence: str
    holder: str
    found_stance: Stance
    stance: Stance | None
    reason: str | None
    made_by: str | None
    made_at: datetime
    stands: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A claim to look at. `opinion` is the second opinion that disagrees, None where only the rules are unsure."""

    claim_id: int
    topic: str
    proposition: str
    statement: str | None
    stance: str
    holder: str | None
    via: str | None
    outlet: str | None
    url: str
    sentence: str
    cue: str | None
    rule: str
    confidence: float
    opinion: str | None
    opinion_reason: str | None
    opinion_model: str | None


def found(connection: DuckDBPyConnection, claim_ids: Sequence[int]) -> dict[int, Finding]:
    """Return the findings of those of the ids that exist."""
    rows = connection.execute(query("claim_found"), {"claim_ids": list(claim_ids)}).fetchall()
    findings = (Finding(**_read(Finding.__slots__, row)) for row in rows)
    return {finding.claim_id: finding for finding in findings}


def doubtful(connection: DuckDBPyConnection, *, below: float, most: int) -> tuple[Doubtful, ...]:
    """Return what is worth a person's look and not decided yet: disagreements, then the least sure claims."""
    rows = connection.execute(query("claim_review"), {"below": below, "most": most}).fetchall()
    return tuple(Doubtful(**dict(zip(Doubtful.__slots__, row, strict=True))) for row in rows)


def record(connection: DuckDBPyConnection, judgement: ClaimJudgement) -> None:
    """Add a judgement to the log."""
    row: dict[str, Any] = {name: getattr(judgement, name) for name in ClaimJudgement.__slots__ if name != "stands"}
    about = (judgement.topic, judgement.proposition, judgement.sentence, judgement.holder, judgement.found_stance)
    key = stable_id("claim judgement", *about, judgement.verdict, judgement.made_at.isoformat())
    add(connection, "claim_judgement", [{"judgement_id": key, **row}], key="judgement_id")


def log(connection: DuckDBPyConnection) -> tuple[ClaimJudgement, ...]:
    """Return every judgement, oldest first."""
    rows = connection.execute(query("claim_judgement_log")).fetchall()
    return tuple(ClaimJudgement(**_read(ClaimJudgement.__slots__, row)) for row in rows)


def _read(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """Return a row by its columns' names, its closed sets as what they are."""
    kinds = {"verdict": Ruling, "stance": Stance, "found_stance": Stance, "judged_on": Stance}
    named = dict(zip(names, row, strict=True))
    return named | {name: kind(named[name]) for name, kind in kinds.items() if named.get(name) is not None}
