"""Everybody and everything that a pronoun could mean, the unnamed too: they keep a pronoun from a wrong name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.naming.cast import Sighting
from transforms.extract.naming.phrases import PLURAL_ENDINGS
from transforms.extract.naming.vocabulary import (
    CALENDAR_NOUNS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PERSON_NOUNS,
    TITLE_HEADS,
)
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.naming.scene import Scene

_FEWEST = 2


def unnamed(scene: Scene) -> list[Sighting]:
    """Return the nouns that no sighting covers, persons apart from things, in reading order.

    They are never mentions of their own: an "it" whose best antecedent is "the storm" is left open.
    """
    reading = scene.reading
    found = []
    for token, part in enumerate(reading.pos):
        if part != "NOUN" or scene.at(token) is not None or reading.deps[token] in {"compound", "nmod:desc"}:
            continue
        if reading.lemmas[token] in CALENDAR_NOUNS or _is_named_beside(scene, token):
            continue
        found.append(_noun(scene, token))
    return found


def _is_named_beside(scene: Scene, token: int) -> bool:
    """Whether a name right after the noun says who it is ("the veteran X", "their child, X")."""
    reading = scene.reading
    last = len(reading.words) - 1
    after = token + 2 if reading.words[min(token + 1, last)] == "," else token + 1
    following = scene.at(min(after, last))
    is_person = (
        following is not None and following.type is EntityType.PERSON and following.kind is not MentionKind.PRONOUN
    )
    if is_person and following is not None and following.first > token:
        return True
    if any(reading.deps[child] == "appos" and scene.at(child) is not None for child in reading.children[token]):
        return True
    head = reading.heads[token] if reading.deps[token] == "conj" else token
    return reading.deps[head] == "appos" and scene.at(reading.heads[head]) is not None


def _noun(scene: Scene, token: int) -> Sighting:
    reading = scene.reading
    lemma = reading.lemmas[token]
    is_person = lemma in PERSON_NOUNS or lemma in MALE_NOUNS or lemma in FEMALE_NOUNS or lemma in TITLE_HEADS
    word = reading.lowered[token]
    return Sighting(
        start=reading.starts[token],
        end=reading.ends[token],
        first=token,
        last=token,
        head=token,
        kind=MentionKind.NOMINAL,
        type=EntityType.PERSON if is_person else EntityType.WORK,
        referents=(),
        linked_by=None,
        rule="unnamed",
        confidence=1.0,
        is_plural=word != lemma and word.endswith(PLURAL_ENDINGS),
    )


def coordinated(scene: Scene) -> Iterator[Sighting]:
    """Yield "X and Y" as one group of its persons, so that "they" may mean them."""
    people = [one for one in scene.sightings if one.type is EntityType.PERSON and one.kind is MentionKind.NAME]
    for left in people:
        group = [left, *(right for right in people if _is_joined(scene, left, right))]
        members = tuple(dict.fromkeys(one for person in group for one in person.referents))
        if len(members) < _FEWEST:
            continue
        yield Sighting(
            start=left.start,
            end=group[-1].end,
            first=left.first,
            last=group[-1].last,
            head=left.head,
            kind=MentionKind.NOMINAL,
            type=EntityType.PERSON,
            referents=members,
            linked_by="coordination",
            rule="coordination",
            confidence=min(person.confidence for person in group),
            is_plural=True,
        )


def _is_joined(scene: Scene, left: Sighting, right: Sighting) -> bool:
    reading = scene.reading
    token = right.head
    if reading.deps[token] in {"flat", "appos", "nmod:desc"}:
        # "X and his wife Y": the noun before Y is what is joined to X.
        token = reading.heads[token]
    return right.first > left.last and reading.deps[token] == "conj" and reading.heads[token] == left.head
