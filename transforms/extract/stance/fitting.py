"""Say whether a pattern fits at a head word, and if not, what stands against it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import Hit, is_one_of
from transforms.extract.stance.places import is_placed
from transforms.extract.stance.syntax import case_of, clause_of, doer_of, lowers, owner_of, path_to_root
from transforms.extract.stance.topics import SUBJECT, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.extract.stance.findings import Findings

_CLOSE = 8
_JOINT = 3
_ROW = 10
_STEPS = 6
_AFTER = 4
_GIVING = frozenset({"to", "for"})
_PART_OF = frozenset({"of", "in", "within", "inside", "from"})
_THIRD = frozenset({"it", "they"})
_RELATING = frozenset({"with", "to", "for", "of", "between"})
_HYPHENS = frozenset({"-", "‑", "–"})
_QUOTES = frozenset({'"', "“", "”"})


def misfit(findings: Findings, pattern: Pattern, hit: Hit) -> str | None:
    """Return why the pattern does not fit at a head word, None where it fits."""
    return next(_misfits(findings, pattern, hit), None)


def _misfits(findings: Findings, pattern: Pattern, hit: Hit) -> Iterator[str]:
    head = findings.scene.parse[hit.root]
    for name in (*pattern.must, *pattern.near, *pattern.place):
        if _only_overlaps(findings.of(name), hit):
            yield f"the word of {name!r} is the head itself"
    yield from _misfits_of_places(findings, pattern, head)
    yield from _misfits_of_roles(findings, pattern, hit, head)


def _misfits_of_places(findings: Findings, pattern: Pattern, head: Token) -> Iterator[str]:
    for name in pattern.near:
        if not any(_is_near(head, other) for other in findings.roots(name)):
            yield f"no word of {name!r} in the clause of {head.text!r}"
    for name in pattern.place:
        if not any(is_placed(head, other, findings.lexicon) for other in findings.roots(name)):
            yield f"no word of {name!r} says where {head.text!r} is"
    for name in pattern.must_not:
        if any(clause_of(other).i == clause_of(head).i for other in findings.roots(name)):
            yield f"a word of {name!r} in the clause of {head.text!r}"


def _misfits_of_roles(findings: Findings, pattern: Pattern, hit: Hit, head: Token) -> Iterator[str]:
    stranger = _wrong_doer(findings, pattern, head)
    if stranger is not None:
        yield stranger
    if pattern.patient and not any(_undergoes(head, other) for other in findings.roots(pattern.patient)):
        yield f"{head.text!r} is not done to a word of {pattern.patient!r}"
    if pattern.owner and not any(_owns(head, other) for other in findings.roots(pattern.owner)):
        yield f"{head.text!r} does not belong to a word of {pattern.owner!r}"
    if not _ends_fit(findings, pattern, hit):
        yield f"what follows {head.text!r} is of none of {', '.join(pattern.ends)}"
    if pattern.joined and not _are_joined(findings, pattern):
        yield f"words of {' and '.join(pattern.joined)} are not joined"


def is_place_denied(findings: Findings, pattern: Pattern) -> bool:
    """Say whether the place is only named to be denied: "from Afghanistan, not from Pakistan"."""
    parse, negators = findings.scene.parse, findings.lexicon.turning.negators
    places = [hit for name in pattern.place for hit in findings.of(name)]
    return bool(places) and all(
        any(lowers(token) in negators for token in parse[max(0, hit.start - 2) : hit.start]) for hit in places
    )


def _only_overlaps(found: tuple[Hit, ...], hit: Hit) -> bool:
    """Say whether a group's only hits are the head's own words: one word cannot be both."""
    return bool(found) and all(other.start < hit.end and hit.start < other.end for other in found)


def _is_near(head: Token, other: Token) -> bool:
    """Say whether two words share a clause, or one's clause hangs directly on the other's noun phrase."""
    here, there = clause_of(head), clause_of(other)
    if here.i == there.i:
        return True
    hangs = here.dep_.startswith(("acl", "advcl", "xcomp")) and here.head.i != here.i
    if hangs and clause_of(here.head).i == there.i:
        return True
    return head in path_to_root(other)[:_STEPS]


def _wrong_doer(findings: Findings, pattern: Pattern, head: Token) -> str | None:
    """Return what is wrong with the doer that the sentence names, None where nothing is."""
    if not pattern.agent and not pattern.not_agent:
        return None
    doer = _doer(findings, head)
    if doer is None:
        return f"nobody is named who does {head.text!r}" if pattern.doer_needed else None
    if pattern.agent == SUBJECT and any(doer.i < hit.start < head.i for hit in findings.of(SUBJECT)):
        return None
    ours = any(hit.start <= doer.i < hit.end for hit in findings.of(SUBJECT))
    strangers = [name for name in pattern.not_agent if (name == SUBJECT or not ours) and _is_of(findings, name, doer)]
    if pattern.agent and not _is_of(findings, pattern.agent, doer):
        return f"the doer {doer.text!r} is not of {pattern.agent!r}"
    return f"the doer {doer.text!r} is of {strangers[0]!r}" if strangers else None


def _doer(findings: Findings, head: Token) -> Token | None:
    """Return who does what the head says; who makes a demand is not who shall meet it."""
    hyphenated = head.i > 0 and head.nbor(-1).text in _HYPHENS
    if hyphenated or is_one_of(findings.lexicon.reporting.demand_nouns, head.head):
        return None
    is_light = head.pos_ == "VERB" or is_one_of(findings.lexicon.turning.light, head.head)
    doer = doer_of(head) if is_light else owner_of(head)
    # Whom "it" means is too uncertain to refuse a sentence for.
    return None if doer is not None and lowers(doer) in _THIRD else doer


def _is_of(findings: Findings, name: str, token: Token) -> bool:
    """Say whether a noun phrase belongs to a group: its head does, or what stands directly before it."""
    for hit in findings.of(name):
        root = findings.scene.parse[hit.root]
        beside = root.head.i == token.i and root.dep_ in {"amod", "compound", "nmod:poss"} and root.pos_ != "PRON"
        part_of = root.head.i == token.i and root.dep_ == "nmod" and case_of(root) in _PART_OF
        if hit.start <= token.i < hit.end or beside or part_of:
            return True
    return False


def _undergoes(head: Token, other: Token) -> bool:
    """Say whether the head is done to the other word, by the tree or by what stands close to it."""
    if _is_auxiliary(head):
        return False
    if other.i == head.i or any(node.i == head.i for node in path_to_root(other)):
        return True
    if head.pos_ == "NOUN" and "against" not in [lowers(token) for token in head.doc[head.i + 1 : head.i + _AFTER]]:
        return True
    if head.i < other.i <= head.i + _CLOSE:
        return not any(token.text in {";", "."} for token in head.doc[head.i : other.i])
    return _is_said_of(head, other)


def _is_auxiliary(head: Token) -> bool:
    """Say whether a verb only helps another right behind it: "helped to disrupt" helps nobody."""
    following = [token for token in head.doc[head.i + 1 : head.i + 3] if lowers(token) != "to"]
    return bool(following) and following[0].dep_ == "xcomp" and following[0].head.i == head.i


def _is_said_of(head: Token, other: Token) -> bool:
    """Say whether a passive or adjective is said of a noun: "the network is fractured", "the dismantled network"."""
    if other.i < head.i <= other.i + _CLOSE and head.pos_ != "NOUN":
        between = head.doc[other.i + 1 : head.i]
        return any(token.lemma_ == "be" for token in between) and not any(token.text == "," for token in between)
    governor = head.head
    return head.dep_.split(":")[0] in {"acl", "amod"} and any(node.i == governor.i for node in path_to_root(other))


def _ends_fit(findings: Findings, pattern: Pattern, hit: Hit) -> bool:
    """Say whether what follows "ties with", "support for" is of the groups that the pattern allows there."""
    parse = findings.scene.parse
    if not pattern.ends or hit.end >= len(parse) or parse[hit.end].lower_ not in _RELATING:
        return True
    allowed = pattern.ends[:1] if parse[hit.end].lower_ in _GIVING else pattern.ends
    reach = next((token.i for token in parse[hit.end : hit.end + _CLOSE] if token.pos_ == "VERB"), hit.end + _CLOSE)
    return any(hit.end < other.start <= reach for name in allowed for other in findings.of(name))


def _owns(head: Token, owner: Token) -> bool:
    """Say whether the head belongs to the other word: it stands below the head or its row, or has it as subject."""
    row = _row(head)
    if any(node.i in {head.i, row.i} for node in path_to_root(owner)):
        return True
    clause = clause_of(head)
    return clause.i != head.i and clause_of(owner).i == clause.i and owner.i < head.i and owner.dep_.startswith("nsubj")


def _are_joined(findings: Findings, pattern: Pattern) -> bool:
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
