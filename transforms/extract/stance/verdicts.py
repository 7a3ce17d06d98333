"""Hear when a claim is called untrue: "the allegations are baseless", "termed the claim a lie"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.making import is_negated
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import subject_of
from transforms.extract.stance.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:outer"})
_JUDGING = ("xcomp", "obl", "obj", "advmod", "amod", "nmod", "ccomp", "advcl")
_BESIDE = ("amod", "compound", "case", "conj", "obj")


def dismissal(node: Token, below: Token, lexicon: StanceLexicon, inner: tuple[Cue, ...]) -> Cue | None:
    """Return a dismissal where a claim is called untrue: as a predicate, or as "termed the claim baseless"."""
    claimed = any(cue.operator is Operator.CLAIM and cue.start == below.i for cue in inner)
    clausal = below.dep_.split(":")[0] in {"csubj", "ccomp"} and node.pos_ in {"ADJ", "NOUN"}
    if not claimed and not clausal:
        return None
    for word in (node, *(child for child in children(node, *_JUDGING) if child.i != below.i)):
        near = [word, *children(word, *_BESIDE)]
        if any(is_one_of(lexicon.turning.dismissive, part) for part in near):
            return None if is_negated(word, lexicon) or is_negated(node, lexicon) else _verdict(node, word, below)
    return None


def _verdict(node: Token, word: Token, below: Token) -> Cue:
    subject = subject_of(node) if node.pos_ == "VERB" and below.dep_ not in SUBJECTS else None
    holder = subject.i if subject is not None else None
    return Cue(operator=Operator.DISMISSAL, start=word.i, end=word.i + 1, on=node.i, holder=holder)
