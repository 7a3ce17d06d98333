"""Read acts on a proposition that says what somebody must do: demands, refusals of demands, promises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from transforms.extract.stance.ledger import Act
from transforms.extract.stance.operators import HOLDING, Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import subject_of
from transforms.extract.stance.topics import Pattern
from transforms.extract.stance.tree import lowers, sentence_bounds
from transforms.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon

_DEMANDING = frozenset({Operator.OBLIGATION, Operator.CONTINGENT, Operator.UNREALISED})
_REACH = 6
_SHORT = 3
_VOUCHING = ("confirm", "certify", "verify", "attest", "vouch", "agree")
_TOO_LITTLE = frozenset({("too", "little"), ("little", "to"), ("nothing", "to"), ("nothing", "about")})


@dataclass(slots=True, kw_only=True)
class Wish:
    """What is known of a demand that nobody holds yet, and the acts so far."""

    acts: list[Act]
    pattern: Pattern
    cue: Cue | None = None
    demanded: bool = False
    refused: bool = False
    promised: bool = False
    negated: bool = False
    closed: bool = False
    hedged: bool = False
    own: bool = False
    asked: bool = False


def read_demand(head: Token, cues: tuple[Cue, ...], lexicon: StanceLexicon, pattern: Pattern) -> tuple[Act, ...]:
    """Return the acts on a demand whose words hang on `head`."""
    wish = Wish(acts=[], pattern=pattern, own=_speaks_of_itself(head))
    lacking = _lacking(head, lexicon)
    wish.demanded = _falls_short(head)
    for at, cue in enumerate(cues):
        if cue.operator is Operator.ASIDE:
            break
        if _is_withheld(cue, cues[at + 1 :], head):
            wish.demanded, wish.cue = True, wish.cue or cue
        if cue.operator is Operator.DEMAND and _is_wanted(cues[at + 1 :]):
            wish.demanded, wish.cue = True, wish.cue or cue
            wish.refused = wish.refused or _is_to_end(cue, cues[at + 1 :])
            continue
        if wish.closed:
            _above(wish, cue)
        elif cue.operator in HOLDING or cue.operator is Operator.DISMISSAL:
            _hold(wish, cue)
        else:
            _modify(wish, cue, head, lexicon, lacking=lacking)
    if not wish.closed:
        _close(
            wish,
            wish.cue
            if wish.cue is not None and wish.cue.operator is Operator.CONTINGENT and wish.cue.holder is not None
            else None,
        )
    return tuple(wish.acts)


def _is_withheld(cue: Cue, above: tuple[Cue, ...], head: Token) -> bool:
    """Say whether somebody will not vouch for the deed: "refused to confirm that X acts" wants X to act."""
    vouches = cue.operator in {Operator.REPORT, Operator.CONCESSION} and is_one_of(_VOUCHING, head.doc[cue.start])
    refused = bool(above) and above[0].operator is Operator.UNREALISED
    # A thing said to be over is not wanted: "would not confirm that X had stopped".
    over = any(lowers(token) == "had" for token in head.doc[cue.end : head.i])
    return vouches and (refused or cue.negated) and not over


def _speaks_of_itself(head: Token) -> bool:
    """Say whether the doer is a pronoun, which after a report is the reporter: "said it would not act"."""
    doer = subject_of(head)
    return doer is not None and doer.pos_ == "PRON"


def _is_wanted(above: tuple[Cue, ...]) -> bool:
    """Say whether a demand is itself only called for ("should persuade them to act"), so that its subject has none."""
    first = next((cue for cue in above if cue.operator in HOLDING or cue.operator is Operator.OBLIGATION), None)
    return first is not None and first.operator is Operator.OBLIGATION


def _is_to_end(demand: Cue, above: tuple[Cue, ...]) -> bool:
    """Say whether the demand itself should not be made: "must not ask them to act", "should stop asking them to"."""
    up_to_wish = takewhile(lambda cue: cue.operator is not Operator.OBLIGATION, above)
    return demand.negated or any(cue.operator is Operator.STOPPING for cue in up_to_wish)


def _lacking(head: Token, lexicon: StanceLexicon) -> bool:
    """Say whether the action is measured: enough, more, sufficient, concrete."""
    window = head.doc[max(sentence_bounds(head)[0], head.i - _REACH) : min(sentence_bounds(head)[1], head.i + _REACH)]
    return any(is_one_of(lexicon.turning.insufficient, token) for token in window) or any(
        lowers(token) in lexicon.turning.insufficient for token in head.subtree
    )


def _falls_short(head: Token) -> bool:
    """Say whether what is done is told to be too little: "does far too little about", "has done nothing to stop"."""
    before = [lowers(token) for token in head.doc[max(sentence_bounds(head)[0], head.i - _SHORT) : head.i + 1]]
    return any(pair in _TOO_LITTLE for pair in pairwise(before))


def _modify(wish: Wish, cue: Cue, head: Token, lexicon: StanceLexicon, *, lacking: bool) -> None:
    if cue.operator in _DEMANDING:
        wish.demanded, wish.cue = True, wish.cue or cue
    elif cue.operator is Operator.NEGATION:
        if wish.pattern.negative or cue.on not in {head.i, head.head.i} or head.dep_.startswith("nsubj"):
            return
        wish.negated = not wish.negated
        wish.demanded = wish.demanded or lacking or (wish.negated and not wish.pattern.explicit)
        wish.cue = wish.cue or cue
    elif cue.operator is Operator.CONDITION:
        wish.demanded = wish.demanded or is_one_of(lexicon.turning.contingent, head.doc[cue.start])
        wish.cue = wish.cue or cue
    elif cue.operator is Operator.FUTURE:
        wish.promised = wish.promised or _is_promise(cue, head)
    elif cue.operator is Operator.WHY:
        wish.asked = True
    elif cue.operator is Operator.HEDGE:
        wish.hedged = True


def _is_promise(future: Cue, head: Token) -> bool:
    """Say whether a "will" is the action's own, or of the clause it hangs on; "the step that would end it" is none."""
    return future.on == head.i or (future.on == head.head.i and head.head.dep_ != "acl:relcl")


def _hold(wish: Wish, cue: Cue) -> None:
    """Let a cue that names an actor close the demand."""
    if cue.operator is Operator.DEMAND:
        _demand(wish, cue)
    elif cue.operator is Operator.COMMITMENT:
        wish.promised, wish.cue = True, cue
        _close(wish, cue)
    elif cue.operator is Operator.DOUBT and not wish.demanded and not wish.pattern.explicit:
        wish.demanded, wish.cue = True, cue
        _close(wish, cue)
    elif cue.operator in {Operator.DENIAL, Operator.DISMISSAL}:
        wish.refused, wish.cue = wish.demanded, cue
        if cue.holder is not None:
            _close(wish, cue)
    elif cue.holder is not None and (cue.operator not in {Operator.CLAIM, Operator.EVIDENCE} or wish.demanded):
        _close(wish, cue)


def _demand(wish: Wish, cue: Cue) -> None:
    """Let a demanding verb close the demand; "has not asked them to act" demands nothing."""
    if cue.negated and not wish.demanded:
        wish.closed = True
        return
    wish.demanded, wish.cue = True, wish.cue or cue
    if cue.holder is not None:
        _close(wish, cue)


def _close(wish: Wish, cue: Cue | None) -> None:
    wish.closed = True
    stance = _stance(wish)
    if stance is not None:
        wish.acts.append(Act(stance=stance, holder=cue, cue=wish.cue or cue, hedged=wish.hedged, rule="demand"))


def _stance(wish: Wish) -> Stance | None:
    if wish.refused or (wish.negated and wish.promised and wish.own):
        return Stance.REJECTS_DEMAND
    if wish.demanded and wish.asked and not wish.negated:
        # "Why should we fight them": a demand handed back.
        return Stance.REJECTS_DEMAND
    if wish.demanded:
        return Stance.DEMANDS
    return Stance.COMMITS if wish.promised else None


def _above(wish: Wish, cue: Cue) -> None:
    """Let a cue work on a demand that is held already: it relays it, hands it back, or asks for it in turn."""
    if not wish.acts:
        if cue.operator is Operator.DEMAND and cue.holder is not None:
            wish.acts.append(Act(stance=Stance.DEMANDS, holder=cue, cue=cue, rule="demand"))
        return
    last = wish.acts[-1]
    held = last.holder.holder if last.holder is not None else None
    if cue.operator in {Operator.DENIAL, Operator.DISMISSAL} and cue.holder is not None:
        if last.stance is Stance.DEMANDS:
            wish.acts.append(Act(stance=Stance.REJECTS_DEMAND, holder=cue, cue=cue, rule="demand"))
    elif cue.operator in HOLDING and cue.holder is not None and cue.holder != held:
        wish.acts = [replace(act, via=(*act.via, cue)) for act in wish.acts]
