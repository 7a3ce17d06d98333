"""Read a verb over a claim: does it report, deny, demand, promise, end, or merely intend it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.making import adjoins, held_cue, is_negated, matches, plain_cue
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import own_subject, patient_of, subject_of
from transforms.extract.stance.tree import case_of, children, lowers
from transforms.extract.stance.verdicts import dismissal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon

_CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
_FINITE = frozenset({"ccomp", "parataxis"})
_FINITE_MODALS = frozenset({"will", "would", "may", "might", "could", "can"})
_UNDERGOING = frozenset({"against", "on", "upon", "of", None})
_AGAINST = frozenset({"against", "of", "from", "over"})
_CONDEMNING = ("condemn", "denounce", "deplore", "deride", "ridicule", "mock")
# "Told them to act" is a demand, "told them that" a report.
_TELLING = ("tell",)
# Who is not one of these has doubts.
_SATISFIED = ("persuaded", "convinced", "persuade", "convince", "sure", "certain", "satisfied", "confident")
_WISHED = frozenset({"xcomp", "ccomp", "advcl", "obj", "acl"})


def verb_cue(node: Token, below: Token, lexicon: StanceLexicon, inner: tuple[Cue, ...]) -> Cue | None:
    """Return what a verb or adjective does with the words under its child `below`."""
    label = below.dep_.split(":")[0]
    denies = matches(lexicon.reporting.deny, node)
    found = None if denies else dismissal(node, below, lexicon, inner)
    for read in (_stand, _control, _speech, _turn):
        found = found or read(node, below, label, lexicon)
    if found is None and label == "obl" and case_of(below) == "against":
        return plain_cue(Operator.REMOVING, node)
    return found


def _stand(node: Token, below: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue of a verb that takes a stand: denies, doubts, accuses, admits, vows."""
    reporting, turning = lexicon.reporting, lexicon.turning
    if is_one_of(reporting.claim_nouns, below) and _rebuts(node, below, label, lexicon):
        return held_cue(Operator.DENIAL, node, lexicon)
    if label == "ccomp" and is_one_of(_SATISFIED, node) and is_negated(node, lexicon):
        subject = subject_of(node)
        return Cue(
            operator=Operator.DOUBT,
            start=node.i,
            end=node.i + 1,
            on=node.i,
            holder=subject.i if subject is not None else None,
        )
    for operator, words in (
        (Operator.DENIAL, reporting.deny),
        (Operator.DOUBT, reporting.doubt),
        (Operator.UNREALISED, turning.negative_implicatives),
        (Operator.ACCUSATION, reporting.accuse),
        (Operator.TOLERANCE, turning.tolerate),
        (Operator.CONCESSION, reporting.concede),
        (Operator.CRITICISM, reporting.criticise),
        (Operator.COMMITMENT, reporting.commit),
    ):
        # "Denied it, saying that": what is said beside a denial is not denied.
        beside = label == "advcl" and operator is not Operator.COMMITMENT and matches(reporting.say, below)
        if not beside and (operator is not Operator.COMMITMENT or label in _CLAUSAL) and matches(words, node):
            return held_cue(operator, node, lexicon)
    return None


def _rebuts(node: Token, claim: Token, label: str, lexicon: StanceLexicon) -> bool:
    """Say whether a verb turns on a claim, which is no criticism of what was done: "condemned the allegation that"."""
    reporting = lexicon.reporting
    if case_of(claim) in _AGAINST:
        return is_one_of(reporting.defend, node)
    return label == "obj" and (matches(reporting.criticise, node) or is_one_of(_CONDEMNING, node))


def _control(node: Token, _: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue of a verb whose own subject does the deed ("wants to"), or that ends or keeps a thing."""
    turning = lexicon.turning
    if label == "xcomp" and patient_of(node) is None:
        for operator, words in ((Operator.INTENDING, turning.intending), (Operator.OBLIGATION, turning.obligations)):
            if is_one_of(words, node):
                return plain_cue(operator, node)
    if label not in _CLAUSAL:
        for operator, words in ((Operator.STOPPING, turning.stopping), (Operator.KEEPING, turning.keeping)):
            if matches(words, node):
                return plain_cue(operator, node)
    return None


def _speech(node: Token, below: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue of a verb that demands or says."""
    reporting = lexicon.reporting
    finite = label in _FINITE and not _is_infinitive(below)
    demands = matches(reporting.demand, node)
    orders = (
        label in {"xcomp", "ccomp"}
        and _is_infinitive(below)
        and is_one_of(_TELLING, node)
        and patient_of(node) is not None
    )
    if orders or (demands and not finite and _is_wish(below, label)):
        return held_cue(Operator.DEMAND, node, lexicon)
    if demands and finite and _is_subjunctive(below):
        return held_cue(Operator.DEMAND, node, lexicon)
    if matches(reporting.say, node):
        return held_cue(Operator.REPORT, node, lexicon)
    if demands and finite:
        return held_cue(Operator.REPORT, node, lexicon)
    return None


def _turn(node: Token, below: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue of a verb or adjective that turns, weakens or suspends what it governs."""
    turning = lexicon.turning
    intending = (Operator.INTENDING, turning.intending)
    if label == "advcl":
        return plain_cue(Operator.INTENDING, node) if matches(turning.intending, node) else None
    judges = label == "obl" and case_of(below) == "of"
    undergoes = label != "obl" or case_of(below) in _UNDERGOING
    for operator, words in (
        (Operator.STOPPING, turning.stopping),
        (Operator.REMOVING, turning.removing),
        (Operator.KEEPING, turning.keeping),
        (Operator.CONTINGENT, turning.contingent),
        (Operator.OBLIGATION, turning.obligations),
        *((intending,) if label in _CLAUSAL else ()),
        (Operator.HEDGE, turning.hedges),
    ):
        # "Is critical of its role" asks for nothing.
        if operator is Operator.OBLIGATION and judges:
            continue
        # "Attacked the city from their havens" does nothing to the havens.
        if operator in {Operator.STOPPING, Operator.REMOVING} and not undergoes:
            continue
        if (adjoins if operator is Operator.OBLIGATION else matches)(words, node):
            return plain_cue(operator, node)
    return None


def _is_infinitive(below: Token) -> bool:
    return any(lowers(mark) == "to" for mark in children(below, "mark")) and not any(children(below, "aux"))


def _is_subjunctive(below: Token) -> bool:
    """Say whether a that-clause is what somebody shall do: a bare verb form and no modal of another kind."""
    subject = own_subject(below)
    # "Insisted that X take action": a plural form under a singular name.
    bare = below.tag_ == "VBP" and subject is not None and subject.tag_ == "NNP" and not any(children(subject, "conj"))
    return (below.tag_ == "VB" or bare) and not any(lowers(aux) in _FINITE_MODALS for aux in children(below, "aux"))


def _is_wish(below: Token, label: str) -> bool:
    """Say whether the complement is what is wished for, not whom the wish is put to or what it is about."""
    return case_of(below) in {"for", "on", "into"} if label == "obl" else label in _WISHED
