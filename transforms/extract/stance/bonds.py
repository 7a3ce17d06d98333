"""Say whether two things that a sentence names belong together: owned, joined, or at the ends of a relation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import Hit, is_one_of
from transforms.extract.stance.syntax import clause_of
from transforms.extract.stance.topics import SUBJECT, Pattern
from transforms.extract.stance.tree import case_of, lowers, path_to_root, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.findings import Findings

_CLOSE = 8
_JOINT = 3
_ROW = 10
_GIVING = frozenset({"to", "for"})
_LISTING = frozenset({"nmod", "conj", "appos", "flat", "compound", "amod"})
_RELATING = frozenset({"with", "to", "for", "of", "between"})
_QUOTES = frozenset({'"', "“", "”"})
# Relations that go both ways, whatever preposition follows.
_BONDS = ("link", "tie", "connection", "relationship", "relation", "contact", "bond", "cooperation", "alliance")


def ends_fit(findings: Findings, pattern: Pattern, hit: Hit) -> bool:
    """Say whether what follows "ties with", "support for" is of the groups that the pattern allows there."""
    parse = findings.scene.parse
    if not pattern.ends or hit.end >= len(parse):
        return True
    if _is_against(parse[hit.end]) or _is_between_others(findings, pattern, parse[hit.root]):
        return False
    if parse[hit.end].lower_ not in _RELATING or _opens_infinitive(parse[hit.end]):
        # "Aid for action against the group" is none for it.
        return SUBJECT not in pattern.ends or any(case_of(one) != "against" for one in findings.roots(SUBJECT))
    gives = parse[hit.end].lower_ in _GIVING and not is_one_of(_BONDS, parse[hit.root])
    allowed = pattern.ends[:1] if gives else pattern.ends
    ends = [name for name in allowed if any(_is_end(parse[hit.root], hit.end, other) for other in findings.of(name))]
    if not ends and SUBJECT in allowed and _is_stranded(findings, hit):
        return True
    # "Its relations with the sponsor" are the subject's only where the subject was named before.
    ours = SUBJECT not in pattern.ends or any(other.start < hit.start for other in findings.of(SUBJECT))
    return bool(ends) and (SUBJECT in ends or ours)


def _is_against(preposition: Token) -> bool:
    """Say whether help is for a deed, not for a group: "help in dealing with", "support against"."""
    following = preposition.nbor(1) if preposition.i + 1 < len(preposition.doc) else preposition
    return preposition.lower_ == "against" or (preposition.lower_ == "in" and following.tag_ == "VBG")


def _opens_infinitive(preposition: Token) -> bool:
    return preposition.pos_ == "PART" and preposition.lower_ == "to"


def _is_between_others(findings: Findings, pattern: Pattern, head: Token) -> bool:
    """Say whether a noun's own phrase names both ends of a relation, neither of them the subject: "X-Y ties"."""
    first, last = phrase(head)
    if head.i + 1 < len(head.doc) and head.nbor(1).lower_ != "between":
        last = head.i
    names = (*pattern.ends, *pattern.not_agent)
    inside = {name for name in names for hit in findings.of(name) if first <= hit.start < last}
    return SUBJECT not in inside and bool(inside & set(pattern.ends)) and bool(inside & set(pattern.not_agent))


def _is_end(head: Token, preposition: int, other: Hit) -> bool:
    """Say whether a word stands close behind a relation's preposition, or in the list that follows it."""
    if other.start <= preposition or head.doc[other.root].dep_.startswith("nsubj"):
        return False
    verb = next((token for token in head.doc[preposition : preposition + _CLOSE] if token.pos_ == "VERB"), None)
    reach = preposition + _CLOSE if verb is None else verb.i
    return other.start <= reach or _is_listed(head, head.doc[other.root])


def _is_listed(head: Token, word: Token) -> bool:
    """Say whether a word is a member of the list below a relation: "support to several groups, including X and Y"."""
    for node in path_to_root(word):
        if node.i == head.i:
            return True
        if node.dep_.split(":")[0] not in _LISTING:
            return False
    return False


def _is_stranded(findings: Findings, hit: Hit) -> bool:
    """Say whether a relative clause leaves its preposition alone: "the group that it keeps links with"."""
    parse = findings.scene.parse
    bare = hit.end + 1 >= len(parse) or parse[hit.end + 1].pos_ in {"PUNCT", "SPACE", "CCONJ"}
    nouns = {node.head.i for node in path_to_root(parse[hit.root]) if node.dep_.startswith("acl")}
    return bare and any(other.start <= noun < other.end for other in findings.of(SUBJECT) for noun in nouns)


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
        if name != other and joint and findings.scene.parse[start].pos_ != "ADP":
            return True
    return False


def _row(token: Token) -> Token:
    """Return the first member of the row of conjuncts a token stands in."""
    steps = 0
    while token.dep_ in {"conj", "appos", "list"} and token.head.i != token.i and steps < _ROW:
        token, steps = token.head, steps + 1
    return token
