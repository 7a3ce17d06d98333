"""Say whether two things that a sentence names belong together: owned, joined, or at the ends of a relation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import Hit, is_one_of
from transforms.extract.stance.syntax import clause_of, lowers, path_to_root
from transforms.extract.stance.topics import SUBJECT, Pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.findings import Findings

_CLOSE = 8
_JOINT = 3
_ROW = 10
_GIVING = frozenset({"to", "for"})
_RELATING = frozenset({"with", "to", "for", "of", "between"})
_QUOTES = frozenset({'"', "“", "”"})
# Relations that go both ways, whatever preposition follows.
_BONDS = ("link", "tie", "connection", "relationship", "relation", "contact", "bond", "cooperation", "alliance")


def ends_fit(findings: Findings, pattern: Pattern, hit: Hit) -> bool:
    """Say whether what follows "ties with", "support for" is of the groups that the pattern allows there."""
    parse = findings.scene.parse
    if not pattern.ends or hit.end >= len(parse) or parse[hit.end].lower_ not in _RELATING:
        return True
    gives = parse[hit.end].lower_ in _GIVING and not is_one_of(_BONDS, parse[hit.root])
    allowed = pattern.ends[:1] if gives else pattern.ends
    reach = next((token.i for token in parse[hit.end : hit.end + _CLOSE] if token.pos_ == "VERB"), hit.end + _CLOSE)
    ends = [name for name in allowed if any(hit.end < other.start <= reach for other in findings.of(name))]
    # "Its relations with the sponsor" are the subject's only where the subject was named before.
    ours = SUBJECT not in pattern.ends or any(other.start < hit.start for other in findings.of(SUBJECT))
    return bool(ends) and (SUBJECT in ends or ours)


def owns(head: Token, owner: Token) -> bool:
    """Say whether the head belongs to the other word: it stands below the head or its row, or has it as subject."""
    row = _row(head)
    if _has_right_behind(owner, head):
        return True
    if any(node.i in {head.i, row.i} for node in path_to_root(owner)):
        return True
    clause = clause_of(head)
    return clause.i != head.i and clause_of(owner).i == clause.i and owner.i < head.i and owner.dep_.startswith("nsubj")


def _has_right_behind(owner: Token, head: Token) -> bool:
    """Say whether word order gives the head to the owner: "the group has no bases", "the group, whose bases"."""
    between = [token for token in owner.doc[owner.i + 1 : head.i] if token.text != ","]
    if not 0 < len(between) <= _CLOSE:
        return False
    first, rest = between[0], between[1:]
    having = first.lemma_ in {"have", "enjoy", "retain", "run"} or lowers(first) == "whose"
    return having and not any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {";", "."} for token in rest)


def are_joined(findings: Findings, pattern: Pattern) -> bool:
    """Say whether words of the groups stand in one row ("X and Y", "X, Y"), by the tree or by the text."""
    rows = [{_row(other).i for other in findings.roots(name)} for name in pattern.joined]
    if set.intersection(*rows):
        return True
    spans = sorted((hit.start, hit.end, name) for name in pattern.joined for hit in findings.of(name))
    for (_, end, name), (start, _, other) in pairwise(spans):
        between = [lowers(token) for token in findings.scene.parse[end:start] if token.text not in _QUOTES]
        joint = between and set(between[-2:]) & {"and", ","} and (len(between) <= _JOINT or between[0] == ",")
        if name != other and joint:
            return True
    return False


def _row(token: Token) -> Token:
    """Return the first member of the row of conjuncts a token stands in."""
    steps = 0
    while token.dep_ in {"conj", "appos", "list"} and token.head.i != token.i and steps < _ROW:
        token, steps = token.head, steps + 1
    return token
