"""Walk a Universal Dependencies tree: children, paths, owners, phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_BY = frozenset({"by"})
_OWNERS = frozenset({"nmod:poss", "compound", "amod"})
_MAX_STEPS = 60
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "day", "week", "month", "year"}
)


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Yield the children of `token` whose label, or the label before its colon, is one of `deps`."""
    for child in token.children:
        if child.dep_ in deps or child.dep_.split(":")[0] in deps:
            yield child


def is_root(token: Token) -> bool:
    """Say whether the token governs its sentence."""
    return bool(token.head.i == token.i)


def sentence_bounds(token: Token) -> tuple[int, int]:
    """Return where the parse's sentence around a token begins and ends, the document's ends where there is none."""
    doc = token.doc
    start, end = token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return start, end


def path_to_root(token: Token) -> list[Token]:
    """Return the token and everything above it, nearest first."""
    path = [token]
    while not is_root(path[-1]) and len(path) < _MAX_STEPS:
        path.append(path[-1].head)
    return path


def lowers(token: Token) -> str:
    """Return the token's text in lower case with a plain apostrophe."""
    return str(token.lower_).replace("’", "'")


def is_time(token: Token) -> bool:
    """Say whether a word tells when: "Monday's report" is not Monday's word."""
    return lowers(token) in _TIMES or token.pos_ == "NUM"


def is_passive(verb: Token) -> bool:
    """Say whether the verb is passive."""
    return any(child.dep_ == "aux:pass" for child in verb.children)


def case_of(token: Token) -> str | None:
    """Return the preposition of a noun phrase in lower case."""
    marker = next(children(token, "case"), None)
    return lowers(marker) if marker is not None else None


def by_agent(node: Token) -> Token | None:
    """Return the noun after "by" under a verb or noun."""
    for child in children(node, "obl", "nmod"):
        if case_of(child) in _BY:
            return child
    return None


def owner_of(noun: Token) -> Token | None:
    """Return whose the noun is: a possessor, "by X", "of NAME", a name or nationality before it ("US allegations")."""
    possessor = next(children(noun, "nmod:poss"), None)
    if possessor is not None and not is_time(possessor):
        return possessor
    maker = next((child for child in children(noun, "nmod") if case_of(child) == "of" and _is_person(child)), None)
    if maker is not None:
        return maker
    agent = by_agent(noun)
    if agent is not None:
        return agent
    made = next((child for child in children(noun, "acl") if by_agent(child) is not None), None)
    if made is not None:
        return by_agent(made)
    for child in noun.children:
        is_nation = child.pos_ == "ADJ" and child.text[:1].isupper()
        if child.dep_ in _OWNERS and not is_time(child) and (child.pos_ == "PROPN" or is_nation):
            return child
    return None


def _is_person(noun: Token) -> bool:
    """Say whether a noun is a person's name, or an office right before one ("Adviser Jane Doe")."""
    return any(token.ent_type_ == "PERSON" for token in (noun, *children(noun, "flat", "appos", "compound")))


def phrase(token: Token) -> tuple[int, int]:
    """Return the span of the noun phrase of `token` in tokens, without relative clauses and what follows a comma."""
    left = right = token.i
    for child in token.children:
        if child.dep_.split(":")[0] in {
            "acl",
            "appos",
            "punct",
            "cc",
            "conj",
            "parataxis",
            "cop",
            "advcl",
            "dep",
            "case",
            "mark",
        }:
            continue
        left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
    return left, right + 1
