"""Link plural noun phrases to their members: "the two diplomats", "the pair", "the two countries"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.naming.phrases import Phrase, is_complemented
from transforms.extract.naming.vocabulary import (
    CONTRASTS,
    DEMONYMS,
    PAIR_NOUNS,
    PERSON_NOUNS,
    SPEECH_VERBS,
    TITLE_MODIFIERS,
)
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.extract.naming.cast import Character, Sighting
    from transforms.extract.naming.scene import Scene

Choice = tuple[tuple[int, ...], str, float]

NOBODY: Choice = ((), "open", 0.3)
_AHEAD = 2  # paragraphs after a lead in which those are named whom it only describes
_FEWEST, _LARGEST = 2, 5  # members of a group
_JOINTS = frozenset({"and", "with", "&"})
_BACK = 4  # sentences within which the members are named
_LONGEST_JOINT = 8  # tokens between two joined names: a title may stand there


def persons_of(scene: Scene, phrase: Phrase) -> Choice:
    """Return the persons of "the two diplomats": those called so, else those named together just before."""
    if is_qualified(scene, phrase) or (is_complemented(scene.reading, phrase.head) and phrase.count is None):
        return NOBODY
    wanted = 2 if phrase.noun in PAIR_NOUNS else phrase.count
    people = from_there(scene.characters_before(phrase.first, EntityType.PERSON), phrase)
    called = [person for person in people if person.descriptors & PERSON_NOUNS.get(phrase.noun, frozenset())]
    if _FEWEST <= len(called) <= _LARGEST and wanted in {None, len(called)}:
        return _members(scene, called), "called-so", 0.85 if wanted else 0.7
    if wanted is None:
        return NOBODY
    together = _named_together(scene, phrase.first, EntityType.PERSON, wanted)
    if together:
        return together, "named-together", 0.75
    if len(called) > wanted:
        return _members(scene, called[:wanted]), "called-so-last", 0.5
    return (_members(scene, people), "only-persons", 0.6) if len(people) == wanted else NOBODY


def named_next(scene: Scene, phrase: Phrase) -> Choice | None:
    """Return whom a lead means that says "former diplomats said" and names them in the next paragraphs.

    Only for a plural subject of a reporting verb, when two or more people are then called so.
    """
    reading = scene.reading
    verb = reading.heads[phrase.head]
    is_speaking = reading.deps[phrase.head] == "nsubj" and reading.lowered[verb] in SPEECH_VERBS
    if not is_speaking or ("former" not in phrase.modifiers and phrase.count is None):
        return None
    nouns = PERSON_NOUNS.get(phrase.noun, frozenset())
    people = scene.characters_after(phrase.head, _AHEAD, EntityType.PERSON)
    called = [person for person in people if person.descriptors & nouns]
    if not _FEWEST <= len(called) <= _LARGEST or phrase.count not in {None, len(called)}:
        return None
    return _members(scene, called), "named-next", 0.6


def places_of(scene: Scene, phrase: Phrase) -> Choice | None:
    """Return the countries of "the two countries"; a lone "the country" stays open unless one was named."""
    if phrase.is_plural:
        together = _named_together(scene, phrase.first, EntityType.LOC, phrase.count) if phrase.count else ()
        return (together, "named-together", 0.7) if together else NOBODY
    return None


def _members(scene: Scene, people: Sequence[Character]) -> tuple[int, ...]:
    """Return the ids of the people in the order in which the article introduces them."""
    among = {person.entity.entity_id for person in people}
    named = (one for sighting in scene.sightings for one in sighting.referents if one in among)
    return tuple(dict.fromkeys(named))


def _named_together(scene: Scene, token: int, kind: EntityType, wanted: int) -> tuple[int, ...]:
    """Return the last `wanted` entities that the text joins by "and" or commas, () where it joins none."""
    run: list[Sighting] = []
    earliest = scene.reading.sentences[token] - _BACK
    for sighting in scene.before(token):
        if scene.reading.sentences[sighting.first] < earliest:
            break
        if sighting.type is not kind or sighting.kind is not MentionKind.NAME or not sighting.referents:
            continue
        if run and not _is_joined(scene, sighting, run[-1], is_list=wanted > _FEWEST):
            run = []
        run.append(sighting)
        members = tuple(dict.fromkeys(one for sighting in reversed(run) for one in sighting.referents))
        if len(members) == wanted:
            return members
    return ()


def _is_joined(scene: Scene, left: Sighting, right: Sighting, *, is_list: bool) -> bool:
    """Whether "and" stands between the two, or for three and more a comma."""
    between = scene.reading.lowered[left.last + 1 : right.first]
    joints = _JOINTS | {","} if is_list else _JOINTS
    return len(between) <= _LONGEST_JOINT and bool(joints & set(between)) and "." not in between


def is_qualified(scene: Scene, phrase: Phrase) -> bool:
    """Whether a noun inside the phrase says whose people are meant ("the rebel group representatives")."""
    reading = scene.reading
    for token in range(phrase.first, phrase.head):
        word = reading.lowered[token]
        if word in CONTRASTS or (word.endswith("est") and reading.pos[token] == "ADJ"):
            return True
        if reading.pos[token] in {"NOUN", "PROPN"} and word not in TITLE_MODIFIERS and word not in DEMONYMS:
            return True
    return False


def from_there(people: Sequence[Character], phrase: Phrase) -> list[Character]:
    """Return those whom no modifier rules out: "the Afghan minister" is nobody known to be of another country."""
    return [
        person
        for person in people
        if person.known is None
        or person.known.country is None
        or not any(DEMONYMS.get(word, person.known.country) != person.known.country for word in phrase.modifiers)
    ]
