"""Read whatever governs a claim in the tree, verb or noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.making import held_cue, matches, noun_cue, plain_cue
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import case_of, lowers, own_subject
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
    return verb_cue(node, below, lexicon, inner)


def _at_head(node: Token, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue that the head itself is: "accused X and Y" is both the claim and its report."""
    if matches(lexicon.reporting.accuse, node) and own_subject(node) is not None:
        return held_cue(Operator.ACCUSATION, node, lexicon)
    return None


def _is_service(noun: Token) -> bool:
    """Say whether "intelligence" is a service, not what it has found out: "military intelligence"."""
    return noun.i > 0 and lowers(noun) == "intelligence" and lowers(noun.nbor(-1)) in _SERVICES


def _noun(node: Token, below: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return what a noun such as "allegation" or "demand" does with its complement; what owns it is none."""
    reporting = lexicon.reporting
    if label not in _OF_NOUNS or below.dep_ == "nmod:poss":
        return None
    if is_one_of(_BONDS, node):
        return None
    for operator, words in (
        (Operator.DENIAL, reporting.denial_nouns),
        (Operator.DOUBT, reporting.doubt_nouns),
        (Operator.DEMAND, reporting.demand_nouns),
        (Operator.COMMITMENT, reporting.commit_nouns),
        (Operator.CLAIM, reporting.claim_nouns),
        (Operator.EVIDENCE, reporting.evidence_nouns),
        (Operator.ATTITUDE, reporting.attitude_nouns),
        (Operator.UNREALISED, lexicon.turning.negative_implicatives),
        (Operator.INTENDING, lexicon.turning.intending),
        (Operator.REMOVING, lexicon.turning.removal_nouns),
        (Operator.CONTINGENT, lexicon.turning.contingent),
    ):
        if is_one_of(words, node) and not _is_service(node):
            # "On the question of havens" doubts nothing.
            is_topic = operator is Operator.DOUBT and case_of(below) == "of"
            return None if is_topic else noun_cue(operator, node, lexicon)
    # "Action against the havens": what is acted against is there.
    return plain_cue(Operator.REMOVING, node) if case_of(below) == "against" else None
