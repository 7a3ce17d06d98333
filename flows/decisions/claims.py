"""Review claims: show what is doubtful, and log what a person decides about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.errors import UsageError
from warehouse.claim_judgements import ClaimJudgement, Doubtful, Finding, Ruling, doubtful, found, log, record
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.settings import Settings
    from transforms.records import Stance


def doubts(settings: Settings, *, below: float, most: int) -> tuple[Doubtful, ...]:
    """Return undecided claims that a second opinion disputes, and those whose confidence is under `below`."""
    with writing(settings.warehouse) as connection:
        return doubtful(connection, below=below, most=most)


def rule_on(
    settings: Settings,
    ruling: Ruling,
    claim_ids: Sequence[int],
    *,
    stance: Stance | None = None,
    reason: str | None,
    by: str | None,
) -> tuple[ClaimJudgement, ...]:
    """Log one decision about each of the claims and return them; nothing is logged where one of them cannot be.

    Raises:
        UsageError: an id that no claim has, a restatement that restates nothing, or nothing to take back.
    """
    with writing(settings.warehouse) as connection:
        known = found(connection, claim_ids)
        made = tuple(
            _judgement(_known(known, claim_id), ruling, stance, reason, by) for claim_id in dict.fromkeys(claim_ids)
        )
        for judgement in made:
            record(connection, judgement)
    return made


def rulings(settings: Settings) -> tuple[ClaimJudgement, ...]:
    """Return every decision about claims that was ever made, oldest first."""
    with writing(settings.warehouse) as connection:
        return log(connection)


def _known(known: dict[int, Finding], claim_id: int) -> Finding:
    if claim_id not in known:
        msg = f"no claim has the id {claim_id}; see 'hearsay review' or v_evidence.claim_id (ids change when texts do)"
        raise UsageError(msg)
    return known[claim_id]


def _judgement(
    finding: Finding, ruling: Ruling, stance: Stance | None, reason: str | None, by: str | None
) -> ClaimJudgement:
    if ruling is Ruling.RESTATE and stance == finding.stance:
        msg = f"claim {finding.claim_id}: the rules say {finding.stance} already; use 'hearsay review accept'"
        raise UsageError(msg)
    if ruling is Ruling.UNDO and finding.judged is None:
        msg = f"claim {finding.claim_id}: nothing was decided about it that could be taken back"
        raise UsageError(msg)
    decided = {Ruling.ACCEPT: finding.stance, Ruling.RESTATE: stance}
    return ClaimJudgement(
        verdict=ruling,
        topic=finding.topic,
        proposition=finding.proposition,
        sentence=finding.sentence,
        holder=finding.holder,
        # What is taken back may have been decided about what an earlier version of the rules found.
        found_stance=(finding.judged_on or finding.stance) if ruling is Ruling.UNDO else finding.stance,
        stance=decided.get(ruling),
        reason=reason,
        made_by=by,
        made_at=datetime.now(UTC),
    )
