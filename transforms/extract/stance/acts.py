"""Turn the cues over a claim into acts: who asserts, denies, doubts, demands or commits, through whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.extract.stance.doers import is_hyphenated
from transforms.extract.stance.ledger import IRREALIS, MODIFIERS, OPPOSITE, Act, Ledger, Open
from transforms.extract.stance.operators import HOLDING, Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.tree import children, lowers
from transforms.records import QuoteKind, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon


_INSIDE = frozenset({"in", "inside"})
_NEXT = 4


def read_factual(
    head: Token, cues: tuple[Cue, ...], lexicon: StanceLexicon, *, opposite: bool = False
) -> tuple[Act, ...]:
    """Return the acts on a factual proposition whose words hang on `head`."""
    start = Open(stance=Stance.ASSERTS, negative=opposite, rule="opposite" if opposite else "plain")
    if is_one_of(lexicon.turning.tolerate, head):
        start.stance = Stance.TOLERATES
    if _is_bare_infinitive(head, lexicon):
        start.irrealis = True
    start.given = _is_given(head)
    ledger = Ledger(open=start)
    for cue in cues:
        _take(ledger, cue, head, lexicon)
        if ledger.void:
            return ()
    return _settle(ledger)


def _take(ledger: Ledger, cue: Cue, head: Token, lexicon: StanceLexicon) -> None:
    if cue.operator is Operator.ASIDE:
        ledger.cut = True
    elif ledger.cut and not _covers_asides(cue, head):
        return
    elif ledger.open is None:
        _above(ledger, cue)
    elif cue.operator in HOLDING or cue.operator is Operator.DISMISSAL:
        _hold(ledger, ledger.open, cue)
    else:
        _modify(ledger, ledger.open, cue, head, lexicon)


def _covers_asides(cue: Cue, head: Token) -> bool:
    """Say whether a quote holds even what stands between commas: its own marks, or an attribution after it all."""
    return cue.quote is not None and (cue.quote.kind is QuoteKind.DIRECT or cue.start > head.i)


def _modify(ledger: Ledger, state: Open, cue: Cue, head: Token, lexicon: StanceLexicon) -> None:
    """Let a cue without a holder work on the open act."""
    change = MODIFIERS.get(cue.operator)
    if cue.operator is Operator.CONDITION and (state.ended or state.removed) and _is_unless(cue, head, lexicon):
        state.undone = True
    elif cue.operator in {Operator.QUESTION, Operator.CONDITION, Operator.CONTINGENT}:
        ledger.void = True
    elif cue.operator in IRREALIS:
        state.irrealis = True
    elif cue.operator in {Operator.NEGATION, Operator.UNREALISED, Operator.ENDED}:
        _negate(state, cue, head, lexicon)
    elif change is not None:
        change(state, cue)
    if cue.operator is Operator.STOPPING and head.doc[cue.start].tag_ == "VBG":
        # "Cooperation in stopping it": nothing has been stopped yet.
        state.undone = True


def _is_unless(cue: Cue, head: Token, lexicon: StanceLexicon) -> bool:
    """Say whether a condition asks for the end of what it names, and so takes it for granted."""
    return is_one_of(lexicon.turning.contingent, head.doc[cue.start])


def _negate(state: Open, cue: Cue, head: Token, lexicon: StanceLexicon) -> None:
    if state.presupposed or state.kept or _is_out_of_reach(head, cue, lexicon):
        state.undone = True
        state.presupposed = True
        return
    state.negative = not state.negative
    state.past = state.past or cue.operator is Operator.ENDED
    state.cue, state.rule = cue, str(cue.operator)


def _is_out_of_reach(head: Token, cue: Cue, lexicon: StanceLexicon) -> bool:
    """Say whether a negated verb leaves the existence of its noun alone ("did not visit the havens")."""
    # A negated "think" or "accept" is its own cue and reaches all that it reports.
    if head.pos_ not in {"NOUN", "PROPN"} or cue.on in {head.i, cue.start}:
        return False
    verb = head.doc[cue.on]
    inside = verb.i in {token.i for token in head.subtree}
    return verb.pos_ == "VERB" and not inside and not is_one_of(lexicon.turning.light, verb)


def _hold(ledger: Ledger, state: Open, cue: Cue) -> None:
    """Let a cue that names an actor close the open act."""
    if cue.operator in {Operator.CLAIM, Operator.EVIDENCE, Operator.ATTITUDE} and cue.holder is None:
        state.claimed = True
        if cue.negated:
            state.negative, state.cue, state.rule = not state.negative, cue, "no evidence"
        return
    if cue.operator is Operator.DOUBT and cue.negated and cue.holder is None:
        return
    if cue.operator is Operator.DISMISSAL and cue.holder is None:
        state.negative, state.cue, state.rule = not state.negative, cue, "dismissal"
        return
    if cue.negated and cue.operator not in {Operator.DENIAL, Operator.DOUBT, Operator.DEMAND}:
        ledger.void = True
        return
    if cue.operator is Operator.REPORT and ledger.acts and cue.holder == _holder_of(ledger.acts[-1]):
        return
    if cue.operator in {Operator.DEMAND, Operator.COMMITMENT}:
        state.irrealis = state.undone = True
    _close(ledger, state, cue)


def _close(ledger: Ledger, state: Open, cue: Cue | None) -> None:
    """Write the open act down with its holder, unless nothing was claimed."""
    ledger.open = None
    if state.relays and cue is not None and cue.operator is Operator.REPORT:
        ledger.acts = [replace(act, via=(*act.via, cue)) for act in ledger.acts]
    if state.given and not state.negative and (state.irrealis or state.removed):
        state.presupposed = state.undone = True
    presupposed = state.presupposed or (state.kept and state.irrealis)
    if (state.irrealis or state.removed) and not presupposed:
        return
    pending = state.irrealis or state.undone
    if state.removed and not pending:
        return
    negative = state.negative or (state.ended and not pending)
    if cue is not None and cue.operator in {Operator.DENIAL, Operator.DISMISSAL}:
        negative = negative if cue.negated else not negative
        state.cue, state.rule = cue, str(cue.operator)
    stance = OPPOSITE[state.stance] if negative else state.stance
    if cue is not None and cue.operator is Operator.DOUBT:
        stance, state.cue, state.rule = (stance if cue.negated else Stance.DOUBTS), cue, "doubt"
    ledger.acts.append(
        Act(
            stance=stance,
            holder=cue,
            cue=state.cue or cue,
            hedged=state.hedged,
            presupposed=presupposed,
            conceded=cue is not None and (cue.operator is Operator.CONCESSION or (cue.negated and not negative)),
            past=state.past,
            unspecified=cue is None and (state.unspecified or state.claimed),
            rule=state.rule,
        )
    )


def _above(ledger: Ledger, cue: Cue) -> None:
    """Let a cue work on an act that is held already: it relays it, or answers it."""
    if not ledger.acts:
        return
    last = ledger.acts[-1]
    if cue.operator in {Operator.CONDITION, Operator.UNREALISED} and not last.via:
        # "Declined to say whether it believed that": nothing was said.
        ledger.acts.pop()
    elif cue.holder is not None and cue.holder == _holder_of(last):
        return
    elif cue.operator in {Operator.DENIAL, Operator.DISMISSAL, Operator.DOUBT}:
        answer = Stance.DOUBTS if cue.operator is Operator.DOUBT else OPPOSITE[last.stance]
        # Whoever calls a claim untrue without more ado has told it too.
        relays = cue.operator is Operator.DISMISSAL and cue.holder is None
        ledger.open = Open(stance=answer, cue=cue, rule=str(cue.operator), past=last.past, relays=relays)
        if cue.holder is not None:
            plain = replace(cue, operator=Operator.REPORT)
            _close(ledger, ledger.open, plain)
    elif cue.operator in HOLDING and cue.holder is not None and cue.holder != _holder_of(last):
        ledger.acts = [replace(act, via=(*act.via, cue)) for act in ledger.acts]


def _holder_of(act: Act) -> int | None:
    return act.holder.holder if act.holder is not None else None


def _settle(ledger: Ledger) -> tuple[Act, ...]:
    if ledger.open is not None:
        _close(ledger, ledger.open, None)
    return tuple(ledger.acts)


def _is_given(head: Token) -> bool:
    """Say whether a head only names what is there, whatever is wanted of it: "the X-based group", "their havens in"."""
    if head.dep_ == "amod" and is_hyphenated(head):
        return True
    owned = any(child.pos_ == "PRON" for child in children(head, "nmod:poss"))
    behind = head.doc[head.i + 1 : head.i + 1 + _NEXT]
    following = next((lowers(token) for token in behind), "")
    placed = following in _INSIDE and any(token.pos_ == "PROPN" for token in behind)
    return head.pos_ == "NOUN" and owned and (placed or following == "for")


def _is_bare_infinitive(head: Token, lexicon: StanceLexicon) -> bool:
    """Say whether a verb is only meant ("to destroy"), not under a verb that says it came true."""
    if head.pos_ != "VERB" or not any(child.dep_ == "mark" and child.lower_ == "to" for child in head.children):
        return False
    above = head.head
    turning = lexicon.turning
    return not any(is_one_of(words, above) for words in (turning.achieving, turning.hedges, turning.unspecified))
