"""Read whatever governs a claim in the tree, verb or noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.making import held_cue, matches, noun_cue, plain_cue
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import own_subject, subject_of
from transforms.extract.stance.tree import case_of, children, lowers
from transforms.extract.stance.verbs import verb_cue
from transforms.extract.stance.verdicts import SUBJECTS, dismissal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon

_COMPLEMENTS = frozenset(
    {"ccomp", "xcomp", "obj", "obl", "csubj", "advcl", "acl", "parataxis", "nmod", "iobj", "appos", "dep"}
    | {"nsubj:pass", "csubj:pass"}
)
# As nouns these tell of a relation, as verbs they make one thing depend on another.
_SERVICES = frozenset({"military", "services", "service", "spy", "foreign"})
_BONDS = ("link", "tie")
_CAUSES = frozenset({"over", "by", "about", "at", "with", "for"})
_ABOUT = frozenset({"about", "on", "over", "regarding"})
_QUESTIONS = ("question", "query")
_RAISING = ("raise", "pose", "remain", "persist", "linger", "have", "cast", "prompt", "spark")
# "A history of links" is not what shows the links.
_PASTS = ("history", "record", "tradition", "pattern")
_OF_NOUNS = frozenset({"acl", "ccomp", "nmod", "appos", "advcl", "xcomp", "dep"})


def governor_cue(node: Token, below: Token | None, lexicon: StanceLexicon, inner: tuple[Cue, ...]) -> Cue | None:
    """Return what `node` does with the words under its child `below`, None where it does nothing to them."""
    if below is None:
        return _at_head(node, lexicon)
    label = below.dep_.split(":")[0]
    if below.dep_ in SUBJECTS:
        judged = dismissal(node, below, lexicon, inner)
        # "It is important that they act" has the clause as its subject.
        clausal = below.dep_.startswith("csubj") and node.pos_ == "ADJ"
        return verb_cue(node, below, lexicon, inner) if judged is None and clausal else judged
    is_complement = below.dep_ in _COMPLEMENTS or label in _COMPLEMENTS
    if not is_complement or (label in {"advcl", "obl"} and below.i < node.i):
        return None
    if node.pos_ in {"NOUN", "PROPN"}:
        return _noun(node, below, label, lexicon)
    if label == "obl" and case_of(below) in _CAUSES and is_one_of(lexicon.turning.negative_implicatives, below):
        return _held_against(node)
    return verb_cue(node, below, lexicon, inner)


def _held_against(node: Token) -> Cue | None:
    """Return the stance of whoever does something over a failure: "cut the payment over its refusal to act"."""
    subject = subject_of(node)
    holder = subject.i if subject is not None else None
    return Cue(operator=Operator.DOUBT, start=node.i, end=node.i + 1, on=node.i, holder=holder)


def _at_head(node: Token, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue that the head itself is: "accused X and Y" is both the claim and its report."""
    if matches(lexicon.reporting.accuse, node) and own_subject(node) is not None:
        return held_cue(Operator.ACCUSATION, node, lexicon)
    return None


def _is_service(noun: Token) -> bool:
    """Say whether "intelligence" is a service, not what it has found out: "military intelligence"."""
    return noun.i > 0 and lowers(noun) == "intelligence" and lowers(noun.nbor(-1)) in _SERVICES


def _is_only_asked(noun: Token, below: Token) -> bool:
    """Say whether a question is a topic or is put to somebody, and doubts nothing: "in reply to a question about"."""
    if case_of(below) == "of":
        return True
    opens = [word for child in (below, *children(noun, "nmod")) for word in children(child, "case", "mark")]
    asked = any(lowers(word) in _ABOUT for word in opens) and is_one_of(_QUESTIONS, noun)
    return asked and noun.head.pos_ == "VERB" and not is_one_of(_RAISING, noun.head)


def _noun(node: Token, below: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return what a noun such as "allegation" or "demand" does with its complement; what owns it is none."""
    reporting = lexicon.reporting
    if label not in _OF_NOUNS or below.dep_ == "nmod:poss":
        return None
    if is_one_of(_BONDS, node):
        return None
    if is_one_of(_PASTS, node) and case_of(below) == "of":
        return plain_cue(Operator.KEEPING, node)
    for operator, words in (
        (Operator.DENIAL, reporting.denial_nouns),
        (Operator.DOUBT, reporting.doubt_nouns),
        (Operator.DEMAND, reporting.demand_nouns),
        (Operator.COMMITMENT, reporting.commit_nouns),
        (Operator.OBLIGATION, lexicon.turning.obligations),
        (Operator.CLAIM, reporting.claim_nouns),
        (Operator.EVIDENCE, reporting.evidence_nouns),
        (Operator.ATTITUDE, reporting.attitude_nouns),
        (Operator.UNREALISED, lexicon.turning.negative_implicatives),
        (Operator.INTENDING, lexicon.turning.intending),
        (Operator.REMOVING, lexicon.turning.removal_nouns),
        (Operator.CONTINGENT, lexicon.turning.contingent),
    ):
        if is_one_of(words, node) and not _is_service(node):
            is_topic = operator is Operator.DOUBT and _is_only_asked(node, below)
            return None if is_topic else noun_cue(operator, node, lexicon)
    # "Action against the havens": what is acted against is there.
    return plain_cue(Operator.REMOVING, node) if case_of(below) == "against" else None
