"""Several holders that one noun phrase names: "X, Y and Z", "officials of two countries", "analysts such as X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.parties import Party, clean, named, topic_holder
from transforms.extract.stance.scene import Scene, referents
from transforms.extract.stance.tree import children, lowers
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.extract.stance.topics import Topic

_EXAMPLE = 4


def members_of(scene: Scene, token: Token) -> list[Token]:
    """Return the nouns joined to one, itself first; of "X, Y and Z" a parse takes Y for what X is called."""
    joined = [*_conjuncts(token)]
    first = next(
        (child for child in token.head.children if child.dep_ == token.dep_ == "nsubj" and child.i < token.i), None
    )
    if first is not None and joined and _are_several(scene, [first, token]):
        joined.append(first)
    joined += [child for child in token.head.children if _is_joined_subject(token, child)]
    listed = next((child for child in token.children if child.dep_ == "appos" and any(children(child, "conj"))), None)
    if listed is not None and listed.i > token.i:
        row = [token, listed, *_conjuncts(listed)]
        if _are_several(scene, row):
            joined += row[1:]
    return [token, *joined]


def _conjuncts(token: Token) -> Iterator[Token]:
    """Yield what is joined behind a noun, and what is joined to that."""
    for child in children(token, "conj"):
        if child.i > token.i:
            yield child
            yield from _conjuncts(child)


def _is_joined_subject(token: Token, other: Token) -> bool:
    """Say whether another subject of the same verb is joined to this one: "X, as well as Y,"."""
    return other.i > token.i and other.dep_ == token.dep_ == "nsubj" and any(children(other, "cc"))


def _are_several(scene: Scene, row: list[Token]) -> bool:
    """Say whether the nouns of a row are as many holders: each is named on its own, or has an article of its own."""
    ids = [{one for mention in scene.by_token.get(noun.i, ()) for one in referents(mention)} for noun in row]
    named_apart = all(ids) and len({frozenset(one) for one in ids}) == len(row)
    return named_apart or all(any(lowers(det) == "the" for det in children(noun, "det")) for noun in row)


def nations_of(scene: Scene, topic: Topic, noun: Token) -> list[Party]:
    """Return the countries whose officials a noun in the plural joins: "American and Afghan officials"."""
    first = next((child for child in children(noun, "amod", "compound") if any(children(child, "conj"))), None)
    if first is None or noun.tag_ != "NNS":
        return []
    known = [topic_holder(topic, clean(one.text), scene.document.dct) for one in (first, *children(first, "conj"))]
    return [named(scene, topic, one.name, None) for one in known if one is not None] if all(known) else []


def is_open(scene: Scene, token: Token) -> bool:
    """Say whether a noun in the plural means more than those whom it names: "officials, including Jane Doe"."""
    behind = scene.parse[token.i + 1 : token.i + 1 + _EXAMPLE]
    return token.tag_ == "NNS" and any(lowers(word) == "including" for word in behind[:2])


def examples_of(scene: Scene, token: Token) -> Iterator[int]:
    """Yield the people whom a noun in the plural names right behind it: "analysts such as Jane Doe"."""
    behind = scene.parse[token.i + 1 : token.i + 1 + _EXAMPLE]
    opens = [word.i for word in behind if lowers(word) in {"including", "like"} or lowers(word) == "such"]
    for word in behind:
        if opens and opens[0] < word.i:
            yield from (
                mention.entity_id
                for mention in scene.by_token.get(word.i, ())
                if mention.kind is MentionKind.NAME
                and mention.type is EntityType.PERSON
                and mention.entity_id in scene.entities
            )
