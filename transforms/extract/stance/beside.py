"""Cues that stand close before a claim's head, read by word order: "alleged", "no longer", "unlikely to", "if"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import hits, is_one_of
from transforms.extract.stance.tree import lowers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from transforms.extract.stance.lexicon import StanceLexicon

_NEAR = 8
_CLOSE = 5
_OPENING = 3
_JOINS = frozenset({"and", "but", "or", "then"})
_NAMING = frozenset({"NOUN", "ADJ", "PROPN"})


def beside_cue(token: Token, head: Token, sentence: Span, lexicon: StanceLexicon) -> Cue | None:
    """Return what a word before the head does to it, None where it does nothing or stands too far."""
    between = list(token.doc[token.i + 1 : head.i])
    for read in (_condition, _unspecified, _unrealised, _ended):
        cue = read(token, between, head, lexicon)
        if cue is not None and (cue.operator is Operator.CONDITION or len(between) < _NEAR):
            opens = token.i - sentence.start < _OPENING
            closed = cue.operator is Operator.CONDITION and opens and any(word.text == "," for word in between)
            return None if closed else cue
    return None


def _condition(token: Token, _: list[Token], head: Token, lexicon: StanceLexicon) -> Cue | None:
    """Return a conjunction of condition; the comma that ends one at the head of a sentence is seen by the caller."""
    if token.pos_ == "SCONJ" and lowers(token) in lexicon.turning.conditions:
        return Cue(operator=Operator.CONDITION, start=token.i, end=token.i + 1, on=head.i)
    return None


def _unspecified(token: Token, between: list[Token], head: Token, lexicon: StanceLexicon) -> Cue | None:
    following = [word for word in (*between, head) if word.pos_ != "PUNCT"]
    bare = len(following) <= _CLOSE and all(word.pos_ in _NAMING for word in following)
    opens = token.pos_ in {"ADJ", "VERB"} and _is_in_phrase(token)
    if bare and opens and is_one_of(lexicon.turning.unspecified, token):
        return Cue(operator=Operator.UNSPECIFIED, start=token.i, end=token.i + 1, on=head.i)
    return None


def _unrealised(token: Token, between: list[Token], _: Token, lexicon: StanceLexicon) -> Cue | None:
    leads = any(lowers(word) == "to" for word in between[:_CLOSE])
    if leads and is_one_of(lexicon.turning.negative_implicatives, token):
        return Cue(operator=Operator.UNREALISED, start=token.i, end=token.i + 1, on=token.i)
    return None


def _ended(token: Token, between: list[Token], head: Token, lexicon: StanceLexicon) -> Cue | None:
    close = 0 < len(between) <= _CLOSE and not any(lowers(word) in _JOINS for word in between)
    if close and hits(lexicon.turning.no_longer, [token, between[0]]):
        return Cue(operator=Operator.ENDED, start=token.i, end=token.i + 2, on=head.i)
    return None


def _is_in_phrase(token: Token) -> bool:
    """Say whether a participle opens a noun phrase: an article, possessor or preposition stands before it."""
    if token.i == 0:
        return True
    before = token.nbor(-1)
    return before.pos_ in {"DET", "ADP", "PART", "PRON", "ADJ", "PUNCT"}


def adverse_cue(head: Token, sentence: Span, lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield a negation where a relation is called the opposite of one: "a relationship: that of an adversary"."""
    around = [*(child for child in head.children if child.i < head.i)]
    for token in sentence.doc[head.i + 1 : min(sentence.end, head.i + _NEAR)]:
        if token.pos_ in {"VERB", "AUX"}:
            break
        around.append(token)
    for token in around:
        if is_one_of(lexicon.turning.adversarial, token) and _is_said_of(token, head):
            yield Cue(operator=Operator.NEGATION, start=token.i, end=token.i + 1, on=head.i)
            return


def _is_said_of(token: Token, head: Token) -> bool:
    """Say whether a word tells what the relation is: "hostile relations", "is one of", "that of an enemy"."""
    if token.i < head.i:
        return True
    between = [lowers(word) for word in token.doc[head.i + 1 : token.i]]
    return "of" in between or not any(word in between for word in ("that", "which", "who", "our", "their"))
