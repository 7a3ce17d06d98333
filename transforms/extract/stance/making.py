"""Make cues: who acts in a verb or noun, whether it is negated, whether a word is in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import compiled, hits, is_one_of, token_forms
from transforms.extract.stance.syntax import own_subject, subject_of
from transforms.extract.stance.tree import (
    by_agent,
    children,
    is_passive,
    is_time,
    lowers,
    owner_of,
    path_to_root,
    phrase,
    sentence_bounds,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon, Words

_PARTICLES = 4
_TENSED = frozenset({"VBD", "VBZ", "VBP"})
_MADE_BY = frozenset({"by", "from"})
# "Calls in Washington" are made there.
_MADE_IN = _MADE_BY | {"in"}
_ACTED = frozenset({Operator.ATTITUDE, Operator.EVIDENCE, Operator.DENIAL, Operator.DEMAND})


def matches(words: Words, node: Token) -> bool:
    """Say whether a verb or noun is in a list, alone or with the particle or noun that follows it ("brush aside")."""
    table = compiled(words)
    following = list(node.doc[node.i : node.i + 1 + _PARTICLES])
    for form in token_forms(node):
        for parts, _ in table.get(form, ()):
            if len(parts) == 1 or _follow(parts[1:], following[1:]):
                return True
    return False


def _follow(parts: tuple[str, ...], tokens: list[Token]) -> bool:
    """Say whether the words come in this order close behind, an object in between allowed."""
    at = 0
    for token in tokens:
        if at < len(parts) and parts[at] in token_forms(token):
            at += 1
    return at == len(parts)


def noun_cue(operator: Operator, node: Token, lexicon: StanceLexicon) -> Cue:
    """Return a noun's cue with whoever made the statement it names."""
    owner = owner_of(node)
    if operator is Operator.CONTINGENT or (operator is Operator.ATTITUDE and owner is None):
        owner = _actor_over(node)
    if owner is None:
        owner = _named_by(node, _MADE_IN if operator is Operator.DEMAND else _MADE_BY)
    if operator in _ACTED and (owner is None or owner.pos_ == "PRON"):
        is_object = node.head.pos_ == "VERB" and node.dep_.split(":")[0] in {"obj", "obl"}
        owner = (subject_of(node.head) if is_object else None) or owner
    return Cue(
        operator=operator,
        start=node.i,
        end=node.i + 1,
        on=node.i,
        holder=owner.i if owner is not None else None,
        negated=is_negated(node, lexicon),
    )


def _named_by(noun: Token, prepositions: frozenset[str]) -> Token | None:
    """Return the noun after a "by" or "from" close behind a noun, whatever the parse hung it on ("pressure from X")."""
    for token in noun.doc[noun.i + 1 : noun.i + 1 + _PARTICLES]:
        if token.pos_ == "VERB":
            return None
        if lowers(token) in prepositions and token.dep_ == "case":
            apart = lowers(token) == "in" and (token.i > noun.i + 1 or token.head.ent_type_ not in {"GPE", "LOC"})
            return None if apart or is_time(token.head) else token.head
    return None


def adjoins(words: Words, node: Token) -> bool:
    """Say whether a word is in a list, alone or with the words right behind it ("have to")."""
    return any(hit.start == node.i for hit in hits(words, list(node.doc[node.i : node.i + _PARTICLES])))


def held_cue(operator: Operator, node: Token, lexicon: StanceLexicon) -> Cue:
    """Return a cue with whoever acts in it."""
    holder = _actor(operator, node)
    reporting = lexicon.reporting
    is_thing = holder is not None and holder.pos_ == "NOUN" and is_one_of(reporting.things, holder)
    if is_thing and operator is Operator.DEMAND:
        # "The cut could force X to act" is the demand of whoever says so.
        return Cue(operator=operator, start=node.i, end=node.i + 1, on=node.i, negated=is_negated(node, lexicon))
    if holder is not None and (is_thing or is_one_of(reporting.evidence_nouns, holder)):
        return Cue(
            operator=Operator.EVIDENCE, start=node.i, end=node.i + 1, on=node.i, negated=is_negated(node, lexicon)
        )
    agentless = holder is None and (is_passive(node) or is_told_of(node))
    return Cue(
        operator=_agentless(operator) if agentless else operator,
        start=node.i,
        end=node.i + 1,
        on=node.i,
        holder=holder.i if holder is not None else None,
        negated=is_negated(node, lexicon),
    )


def _actor(operator: Operator, node: Token) -> Token | None:
    """Return who acts in a verb: its agent where it is passive, else its subject."""
    if is_passive(node) or (node.dep_.startswith("acl") and by_agent(node) is not None) or is_told_of(node):
        return by_agent(node)
    subject = subject_of(node)
    # Only verbs of saying stand before their subject.
    misplaced = subject is not None and subject.i > node.i and operator is not Operator.REPORT
    if subject is None or misplaced:
        return _right_before(node) or _first_name(node)
    return subject


def is_told_of(node: Token) -> bool:
    """Say whether a participle tells what others say of its noun: "the group, thought to have havens"."""
    follows = node.i + 1 < len(node.doc) and lowers(node.nbor(1)) in {"to", "of"}
    beside = node.dep_ in {"parataxis", "advcl"} and node.i > 0 and node.nbor(-1).text == ","
    return (node.dep_ == "acl" or beside) and node.tag_ in {"VBN", "VBD"} and own_subject(node) is None and follows


def _right_before(node: Token) -> Token | None:
    """Return the noun phrase between a comma and a verb, whatever the parse hung it on: ", its leader Jane Doe said".

    Also the name between commas before an apposition: ", Jane Doe, the leader, said".
    """
    before = [token for token in node.doc[sentence_bounds(node)[0] : node.i] if not token.is_space]
    called = len(before) > 1 and before[-1].text == ","
    last = before[-2] if called else next(reversed(before), node)
    if node.tag_ not in _TENSED or last.pos_ not in {"NOUN", "PROPN"}:
        return None
    first = last
    while first.head.i < first.i and first.dep_ in {"flat", "appos", "compound", "nmod:desc", "nmod"}:
        first = first.head
    if called and (first.pos_ != "PROPN" or first.i == last.i):
        return None
    opening = phrase(first)[0] - 1
    return first if opening > 0 and node.doc[opening].text in {",", "”", '"'} else None


def _first_name(node: Token) -> Token | None:
    """Return the first name before the first verb of a sentence, where the parse gives that verb no subject."""
    before = list(node.doc[sentence_bounds(node)[0] : node.i])
    if any(token.pos_ == "VERB" for token in before):
        return None
    names = (token for token in before if token.pos_ == "PROPN" and token.head.pos_ != "PROPN")
    return next((token for token in names if not is_time(token)), None)


def _actor_over(node: Token) -> Token | None:
    """Return the subject of the nearest active clause over a word."""
    for above in path_to_root(node):
        subject = own_subject(above)
        if above.pos_ == "VERB" and subject is not None and not is_passive(above):
            return subject
    return None


def _agentless(operator: Operator) -> Operator:
    """Return what a passive without an agent does: "is accused of" hands the claim to nobody in particular."""
    return Operator.UNSPECIFIED if operator in {Operator.ACCUSATION, Operator.REPORT} else operator


def plain_cue(operator: Operator, node: Token) -> Cue:
    """Return a cue in which nobody acts, but for who makes something contingent."""
    subject = _actor_over(node) if operator is Operator.CONTINGENT else None
    holder = subject.i if subject is not None else None
    return Cue(operator=operator, start=node.i, end=node.i + 1, on=node.i, holder=holder)


def is_negated(node: Token, lexicon: StanceLexicon) -> bool:
    """Say whether a verb or noun has a negator of its own."""
    negators = lexicon.turning.negators
    hanging = any(lowers(child) in negators for child in children(node, "advmod", "det", "aux"))
    before = list(node.doc[max(sentence_bounds(node)[0], node.i - 2) : node.i]) if node.pos_ == "NOUN" else []
    return hanging or any(lowers(token) in negators for token in before)
