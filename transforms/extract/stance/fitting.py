"""Say whether a pattern fits at a head word, and if not, what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.bonds import are_joined, ends_fit, owns
from transforms.extract.stance.doers import is_hyphenated, is_of_compound, wrong_doer
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.places import is_placed
from transforms.extract.stance.syntax import clause_of, own_subject
from transforms.extract.stance.topics import SUBJECT, Pattern
from transforms.extract.stance.tree import case_of, children, lowers, path_to_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.extract.stance.findings import Findings
    from transforms.extract.stance.phrases import Hit

_CLOSE = 8
_STEPS = 6
_AFTER = 4
_BACK = frozenset({"the", "this", "these", "those", "such", "that"})
_PART_OF = frozenset({"of", "in", "within", "inside", "from"})
_BLOWS = ("attack", "strike", "raid", "assault", "bombing")
_GROUNDS = ("area", "territory", "soil", "side", "region", "city", "town", "land", "province", "district", "mountain")
_OBJECTS = frozenset({"it", "them"})


def misfit(findings: Findings, pattern: Pattern, hit: Hit) -> str | None:
    """Return why the pattern does not fit at a head word, None where it fits."""
    return next(_misfits(findings, pattern, hit), None)


def _misfits(findings: Findings, pattern: Pattern, hit: Hit) -> Iterator[str]:
    head = findings.scene.parse[hit.root]
    for name in (*pattern.must, *pattern.near, *pattern.place):
        if _only_overlaps(findings.of(name), hit):
            yield f"the word of {name!r} is the head itself"
    yield from _misfits_of_places(findings, pattern, head)
    yield from _misfits_of_setting(findings, pattern, head)
    yield from _misfits_of_roles(findings, pattern, hit, head)


def _is_told_to_be(findings: Findings, pattern: Pattern, head: Token) -> bool:
    """Say whether a place is the predicate of the agent: "its leaders are in X", "they were never in X"."""
    if head.dep_ in {"amod", "compound", "nmod:poss"} and is_one_of(_GROUNDS, head.head):
        head = head.head
    # "They are no more in X" has "more" for its predicate, "are in X, not in Y" its X.
    predicate = head.head if head.dep_ in {"obl", "conj"} and any(children(head.head, "cop")) else head
    subject = own_subject(predicate)
    if subject is None or not any(children(predicate, "cop")) or case_of(head) not in _PART_OF:
        return False
    return any(
        node.i == subject.i for other in findings.roots(pattern.agent or SUBJECT) for node in path_to_root(other)
    )


def _places(findings: Findings, pattern: Pattern, name: str) -> list[Token]:
    """Return the places of a group that stand with a preposition the pattern allows."""
    through = pattern.place_through
    return [place for place in findings.roots(name) if not through or case_of(place) in through]


def _is_placed_before(findings: Findings, pattern: Pattern, head: Token) -> bool:
    """Say whether a head points back to what was placed before, and nothing places it anew: "the havens exist"."""
    back = any(lowers(child) in _BACK for child in head.children) or head.head.lemma_ in {"exist", "remain"}
    kinds = [
        child.head for child in head.doc[max(0, head.i - 4) : head.i] if lowers(child) in {"this", "these", "such"}
    ]
    settled = any(case_of(child) in {"in", "inside", "within"} for child in children(head, "nmod"))
    return pattern.place_before and bool(back or kinds) and not settled and findings.placed_before(pattern.place)


def _misfits_of_places(findings: Findings, pattern: Pattern, head: Token) -> Iterator[str]:
    for name in pattern.near:
        if not any(_is_near(head, other) or _is_its(head, other) for other in findings.roots(name)):
            yield f"no word of {name!r} in the clause of {head.text!r}"
    for name in pattern.place:
        placed = any(is_placed(head, other, findings.lexicon) for other in _places(findings, pattern, name))
        if not placed and not _is_placed_before(findings, pattern, head):
            yield f"no word of {name!r} says where {head.text!r} is"
    if is_hyphenated(head) and not is_of_compound(findings, pattern, head):
        yield f"what stands before the hyphen of {head.text!r} is of none of the groups"


def _misfits_of_setting(findings: Findings, pattern: Pattern, head: Token) -> Iterator[str]:
    if pattern.existential and not any(child.dep_ == "expl" for child in head.head.children):
        yield f"no 'there is' stands over {head.text!r}"
    for name in pattern.must_not:
        if any(clause_of(other).i == clause_of(head).i for other in findings.roots(name)):
            yield f"a word of {name!r} in the clause of {head.text!r}"


def _misfits_of_roles(findings: Findings, pattern: Pattern, hit: Hit, head: Token) -> Iterator[str]:
    if pattern.copula:
        if not _is_told_to_be(findings, pattern, head):
            yield f"{head.text!r} is not where a word of {pattern.agent!r} is told to be"
        return
    stranger = wrong_doer(findings, pattern, head)
    if stranger is not None:
        yield stranger
    patients = [
        other for other in findings.roots(pattern.patient or SUBJECT) if case_of(other) not in pattern.not_through
    ]
    again = not _is_auxiliary(head) and pattern.patient == SUBJECT and _stands_for_it(head)
    again = again and any(other.i < head.i for other in patients)
    if pattern.patient and not again and not any(_undergoes(head, other) for other in patients):
        yield f"{head.text!r} is not done to a word of {pattern.patient!r}"
    if pattern.owner and not any(owns(head, other) for other in findings.roots(pattern.owner)):
        yield f"{head.text!r} does not belong to a word of {pattern.owner!r}"
    if not ends_fit(findings, pattern, hit):
        yield f"what follows {head.text!r} is of none of {', '.join(pattern.ends)}"
    if pattern.joined and not are_joined(findings, pattern):
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


def _is_its(head: Token, other: Token) -> bool:
    """Say whether a possessive takes up the noun named last before it: "told leaders of X to cut their ties"."""
    own = next((child for child in children(head, "nmod:poss") if lowers(child) in {"its", "their"}), None)
    if own is None or not other.i < own.i <= other.i + _CLOSE:
        return False
    return not any(token.pos_ == "PROPN" and token.i != other.i for token in head.doc[other.i + 1 : own.i])


def _undergoes(head: Token, other: Token) -> bool:
    """Say whether the head is done to the other word, by the tree or by what stands close to it."""
    if _is_auxiliary(head):
        return False
    if other.i == head.i or any(node.i == head.i for node in path_to_root(other)):
        return True
    following = [lowers(token) for token in head.doc[head.i + 1 : head.i + _AFTER]]
    strikes = following[:1] in (["on"], ["at"]) and is_one_of(_BLOWS, head)
    if head.pos_ == "NOUN" and "against" not in following and not strikes:
        return True
    if head.i < other.i <= head.i + _CLOSE:
        return not any(token.text in {";", "."} for token in head.doc[head.i : other.i])
    return _is_said_of(head, other)


def _stands_for_it(head: Token) -> bool:
    """Say whether a pronoun is what a verb is done to: "met the group and armed it", "act against them"."""
    against = [lowers(token) for token in head.doc[head.i + 1 : head.i + 3]]
    if against[:1] == ["against"] and against[1:] and against[1] in _OBJECTS:
        return True
    return any(lowers(child) in _OBJECTS and child.i > head.i for child in children(head, "obj", "obl", "nmod"))


def _is_auxiliary(head: Token) -> bool:
    """Say whether a verb only helps another right behind it: "helped to disrupt" helps nobody."""
    following = [token for token in head.doc[head.i + 1 : head.i + 3] if lowers(token) != "to"]
    return bool(following) and following[0].dep_ == "xcomp" and following[0].head.i == head.i


def _is_said_of(head: Token, other: Token) -> bool:
    """Say whether a passive or adjective is said of a noun: "the network is fractured", "the dismantled network"."""
    if other.i < head.i <= other.i + _CLOSE and head.pos_ != "NOUN" and head.tag_ != "VBG":
        between = head.doc[other.i + 1 : head.i]
        return any(token.lemma_ == "be" for token in between) and not any(token.text == "," for token in between)
    governor = head.head
    return head.dep_.split(":")[0] in {"acl", "amod"} and any(node.i == governor.i for node in path_to_root(other))
