"""Link noun phrases to who was named: "the envoy", "the two envoys", "the network", "the two countries"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.naming.cast import Character, Sighting
from transforms.extract.naming.groups import NOBODY, Choice, from_there, is_qualified, named_next, persons_of, places_of
from transforms.extract.naming.known import Gender
from transforms.extract.naming.phrases import Phrase, is_complemented, is_head, phrase_at
from transforms.extract.naming.vocabulary import (
    FEMALE_NOUNS,
    MALE_NOUNS,
    OPEN_ORG_NOUNS,
    ORG_NOUNS,
    PAIR_NOUNS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    PLAIN_MODIFIERS,
)
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.extract.naming.scene import Scene

_BODIES = (EntityType.ORG, EntityType.FAC, EntityType.NORP)
_NEAR = 2  # sentences


def link_nominals(scene: Scene) -> None:
    """Add the definite noun phrases for persons, bodies and countries, linked where the article decides."""
    reading = scene.reading
    for index, lemma in enumerate(reading.lemmas):
        kind = _kind(lemma)
        if (
            kind is None
            or reading.pos[index] not in {"NOUN", "PROPN"}
            or scene.at(index)
            or not is_head(reading, index)
        ):
            continue
        phrase = phrase_at(reading, index, lemma)
        if any(scene.at(token) for token in range(phrase.first, index)) and _is_possessed(scene, phrase):
            continue
        choice = _chosen(scene, phrase, kind)
        if choice is not None:
            scene.add(_sighting(scene, phrase, kind, choice))


def _kind(lemma: str) -> EntityType | None:
    if lemma in PERSON_NOUNS or lemma in PAIR_NOUNS:
        return EntityType.PERSON
    if lemma in ORG_NOUNS:
        return EntityType.ORG
    return EntityType.LOC if lemma in PLACE_NOUNS else None


def _is_possessed(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase begins inside a name that is longer than a modifier."""
    inside = scene.at(phrase.first)
    return inside is not None and inside.first < phrase.first


def _chosen(scene: Scene, phrase: Phrase, kind: EntityType) -> Choice | None:
    """Return whom the phrase means, `NOBODY` where it points at somebody unknown, None where it points at nobody."""
    if kind is EntityType.PERSON and not phrase.is_plural and (name := _apposed(scene, phrase)):
        return name.referents, "apposition", 0.9 * name.confidence
    if not phrase.is_definite:
        return named_next(scene, phrase) if kind is EntityType.PERSON and phrase.is_plural else None
    if kind is EntityType.PERSON:
        is_group = phrase.is_plural or phrase.noun in PAIR_NOUNS
        return persons_of(scene, phrase) if is_group else _person(scene, phrase)
    if kind is EntityType.LOC:
        return places_of(scene, phrase)
    return None if phrase.is_plural else _body(scene, phrase)


def _sighting(scene: Scene, phrase: Phrase, kind: EntityType, choice: Choice) -> Sighting:
    reading = scene.reading
    referents, rule, confidence = choice
    return Sighting(
        start=reading.starts[phrase.first],
        end=reading.ends[phrase.head],
        first=phrase.first,
        last=phrase.head,
        head=phrase.head,
        kind=MentionKind.NOMINAL,
        type=kind,
        referents=referents,
        linked_by=rule,
        rule="definite-noun-phrase" if phrase.is_definite else "noun-phrase",
        confidence=confidence,
        is_plural=phrase.is_plural or phrase.noun in PAIR_NOUNS,
    )


def _apposed(scene: Scene, phrase: Phrase) -> Sighting | None:
    """Return the person whose name stands beside the phrase: "the officer, X", "a spokesman for the palace, X,"."""
    reading = scene.reading
    beside = [phrase.head + 2] if reading.words[phrase.head + 1 : phrase.head + 2] == [","] else []
    beside += [child for child in reading.children[phrase.head] if reading.deps[child] == "appos"]
    for token in beside:
        found = scene.at(token)
        is_name = found is not None and found.kind is MentionKind.NAME and found.type is EntityType.PERSON
        if is_name and found is not None and found.referents and found.first > phrase.head:
            return found
    return None


def _person(scene: Scene, phrase: Phrase) -> Choice:
    """Return the person whom the text has called by this noun, or by one that this noun may replace."""
    if is_complemented(scene.reading, phrase.head) or is_qualified(scene, phrase):
        return NOBODY
    people = _of_gender(scene.characters_before(phrase.first, EntityType.PERSON), phrase.noun)
    people = from_there(people, phrase)
    for nouns, rule, confidence in (
        (frozenset({phrase.noun}), "same-noun", 0.85),
        (PERSON_NOUNS.get(phrase.noun, frozenset()), "kindred-noun", 0.7),
    ):
        called = [person for person in people if person.descriptors & nouns]
        if called:
            return (called[0].entity.entity_id,), rule, confidence if len(called) == 1 else confidence - 0.25
    if len(people) == 1 and not _is_a_stranger(people[0]):
        return (people[0].entity.entity_id,), "only-person", 0.5
    return NOBODY


def _is_a_stranger(person: Character) -> bool:
    """Whether the text calls the person by nouns of its own, so that another noun likely means another person."""
    return bool(person.descriptors & PERSON_NOUNS.keys())


def _of_gender(people: Iterable[Character], noun: str) -> list[Character]:
    if noun in MALE_NOUNS:
        return [person for person in people if person.gender is not Gender.FEMALE]
    if noun in FEMALE_NOUNS:
        return [person for person in people if person.gender is not Gender.MALE]
    return list(people)


def _body(scene: Scene, phrase: Phrase) -> Choice:
    """Return the body that is named with this noun, or is configured to be called so."""
    bodies = scene.characters_before(phrase.first, *_BODIES)
    wording = " ".join((*phrase.modifiers, phrase.noun))
    called = [body for body in bodies if _is_configured(body, phrase.noun, wording)]
    if called:
        return (_foremost(scene, phrase, called).entity.entity_id,), "known-nominal", 0.9 if len(called) == 1 else 0.7
    if is_complemented(scene.reading, phrase.head) or not _are_plain(phrase.modifiers):
        return NOBODY
    unconfigured = [body for body in bodies if body.known is None or not body.known.nominals]
    for nouns, rule, confidence in (
        (frozenset({phrase.noun}), "noun-in-name", 0.85),
        (ORG_NOUNS[phrase.noun], "kindred-noun-in-name", 0.65),
    ):
        named = [body for body in unconfigured if nouns & set(body.words) and len(body.words) > 1]
        if named:
            return (named[0].entity.entity_id,), rule, confidence if len(named) == 1 else confidence - 0.15
    return _only_body(scene, phrase, unconfigured)


def _foremost(scene: Scene, phrase: Phrase, bodies: Sequence[Character]) -> Character:
    """Return the body that the sentence before is about, of those that it names; else the one named last.

    A list of allies at a sentence's end ("is allied with X and Y") does not turn the next one to them.
    """
    here = scene.reading.sentences[phrase.first]
    by_id = {body.entity.entity_id: body for body in bodies}
    for sighting in scene.before(phrase.first):
        distance = here - scene.reading.sentences[sighting.first]
        if distance > 1:
            break
        if distance == 1 and scene.is_subject(sighting.head) and by_id.keys() & set(sighting.referents):
            return by_id[next(one for one in sighting.referents if one in by_id)]
    return bodies[0]


def _is_configured(body: Character, noun: str, wording: str) -> bool:
    if body.known is None:
        return False
    nominals = {nominal.casefold() for nominal in body.known.nominals}
    return wording in nominals or (noun in nominals and _are_plain(wording.split()[:-1]))


def _are_plain(modifiers: Iterable[str]) -> bool:
    return all(word in PLAIN_MODIFIERS for word in modifiers)


def _only_body(scene: Scene, phrase: Phrase, bodies: Sequence[Character]) -> Choice:
    """Return the one body named in the two sentences before, for nouns that any body may be called by."""
    if phrase.noun not in OPEN_ORG_NOUNS:
        return NOBODY
    here = scene.reading.sentences[phrase.first]
    allowed = {body.entity.entity_id for body in bodies if body.entity.type is EntityType.ORG}
    near = {
        sighting.referents[0]
        for sighting in scene.before(phrase.first)
        if len(sighting.referents) == 1
        and sighting.referents[0] in allowed
        and here - scene.reading.sentences[sighting.first] <= _NEAR
    }
    return ((near.pop(),), "only-body", 0.6) if len(near) == 1 else NOBODY
