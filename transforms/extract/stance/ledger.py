"""The book of acts while cues are read: what is written down, and what is known of the act still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.extract.stance.operators import Cue, Operator
from transforms.records import Stance

if TYPE_CHECKING:
    from collections.abc import Callable

OPPOSITE = {
    Stance.ASSERTS: Stance.DENIES,
    Stance.TOLERATES: Stance.DENIES,
    Stance.DENIES: Stance.ASSERTS,
    Stance.DOUBTS: Stance.ASSERTS,
    Stance.DEMANDS: Stance.REJECTS_DEMAND,
    Stance.COMMITS: Stance.DENIES,
    Stance.REJECTS_DEMAND: Stance.DEMANDS,
}
IRREALIS = frozenset({Operator.INTENDING, Operator.FUTURE, Operator.OBLIGATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One stance of one holder. `holder` is the cue that names who acts, None for the outlet's own voice."""

    stance: Stance
    holder: Cue | None = None
    via: tuple[Cue, ...] = ()
    cue: Cue | None = None
    hedged: bool = False
    presupposed: bool = False
    conceded: bool = False
    past: bool = False
    unspecified: bool = False
    rule: str = "plain"


@dataclass(slots=True, kw_only=True)
class Open:
    """What is known of the innermost act that nobody holds yet.

    `kept` is said to go on ("still has"): that says it, and takes its past for granted. `given` is only named, so that
    it is there whatever is wanted of it ("their havens in X").
    """

    stance: Stance
    negative: bool = False
    presupposed: bool = False
    kept: bool = False
    removed: bool = False
    ended: bool = False
    irrealis: bool = False
    undone: bool = False
    hedged: bool = False
    past: bool = False
    claimed: bool = False
    unspecified: bool = False
    relays: bool = False
    given: bool = False
    cue: Cue | None = None
    rule: str = "plain"


@dataclass(slots=True, kw_only=True)
class Ledger:
    """The acts so far, the last of which may still be open."""

    open: Open | None
    acts: list[Act] = field(default_factory=list)
    cut: bool = False
    void: bool = False


def _keep(state: Open, _: Cue) -> None:
    state.kept = True


def _stop(state: Open, cue: Cue) -> None:
    state.presupposed = state.ended = True
    state.cue, state.rule = cue, "stopping"


def _remove(state: Open, cue: Cue) -> None:
    state.presupposed = state.removed = True
    state.cue, state.rule = cue, "removing"


def _why(state: Open, cue: Cue) -> None:
    state.presupposed = True
    state.cue, state.rule = cue, "presupposed by a question"


def _hedge(state: Open, _: Cue) -> None:
    state.hedged = True


def _past(state: Open, _: Cue) -> None:
    state.past = True


def _nobody(state: Open, cue: Cue) -> None:
    state.unspecified = True
    state.cue = cue


def _tolerate(state: Open, cue: Cue) -> None:
    state.stance = Stance.TOLERATES
    state.cue = cue


MODIFIERS: dict[Operator, Callable[[Open, Cue], None]] = {
    Operator.KEEPING: _keep,
    Operator.STOPPING: _stop,
    Operator.REMOVING: _remove,
    Operator.WHY: _why,
    Operator.HEDGE: _hedge,
    Operator.PAST: _past,
    Operator.UNSPECIFIED: _nobody,
    Operator.TOLERANCE: _tolerate,
}
