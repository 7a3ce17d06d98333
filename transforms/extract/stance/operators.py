"""What can stand between a claim's words and the reader: reports, denials, negations, hedges, each with its cue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from transforms.records import Quote


class Operator(StrEnum):
    """What a cue does with the words in its scope."""

    NEGATION = "negation"
    ENDED = "ended"
    UNREALISED = "unrealised"
    KEEPING = "keeping"
    STOPPING = "stopping"
    REMOVING = "removing"
    INTENDING = "intending"
    HEDGE = "hedge"
    FUTURE = "future"
    CONDITION = "condition"
    QUESTION = "question"
    WHY = "why"
    OBLIGATION = "obligation"
    INSUFFICIENT = "insufficient"
    CONTINGENT = "contingent"
    PAST = "past"
    UNSPECIFIED = "unspecified"
    TOLERANCE = "tolerance"
    ASIDE = "aside"
    REPORT = "report"
    ACCUSATION = "accusation"
    CONCESSION = "concession"
    CRITICISM = "criticism"
    DENIAL = "denial"
    DOUBT = "doubt"
    DEMAND = "demand"
    COMMITMENT = "commitment"
    CLAIM = "claim"
    EVIDENCE = "evidence"
    ATTITUDE = "attitude"
    DISMISSAL = "dismissal"


HOLDING = frozenset(
    {
        Operator.REPORT,
        Operator.ACCUSATION,
        Operator.CONCESSION,
        Operator.CRITICISM,
        Operator.DENIAL,
        Operator.DOUBT,
        Operator.DEMAND,
        Operator.COMMITMENT,
        Operator.CLAIM,
        Operator.EVIDENCE,
        Operator.ATTITUDE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One operator where it stands: token indices, who acts (a token of the holder's phrase), its quote if it has one.

    `on` is the token it hangs on or is. `negated` says that the cue itself is negated ("did not deny").
    """

    operator: Operator
    start: int
    end: int
    on: int
    holder: int | None = None
    negated: bool = False
    quote: Quote | None = None
