"""Whether a pronoun can mean somebody at all: number, gender, grammar, and who is being quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.naming.known import Gender
from transforms.extract.naming.salience import speaker_of
from transforms.extract.naming.vocabulary import (
    FEMALE_NOUNS,
    FEMALE_PRONOUNS,
    MALE_NOUNS,
    MALE_PRONOUNS,
    PLURAL_PRONOUNS,
    REFLEXIVES,
)
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from transforms.extract.naming.cast import Sighting
    from transforms.extract.naming.scene import Scene

HUMAN_PRONOUNS = MALE_PRONOUNS | FEMALE_PRONOUNS
BODIES = frozenset({EntityType.ORG, EntityType.NORP})


def agrees(scene: Scene, token: int, sighting: Sighting) -> bool:
    """Whether number and gender of the pronoun at `token` fit the sighting."""
    word = scene.reading.lowered[token]
    is_group = sighting.is_plural or len(sighting.referents) > 1
    if sighting.kind is MentionKind.ROLE:
        return False
    if word in PLURAL_PRONOUNS:
        return is_group or sighting.type in BODIES
    if is_group:
        return False
    if word not in HUMAN_PRONOUNS:
        return not is_dateline(scene, sighting)
    gender = _gender(scene, sighting)
    return gender is None or (gender is Gender.MALE) == (word in MALE_PRONOUNS)


def is_dateline(scene: Scene, sighting: Sighting) -> bool:
    """Whether a place opens its paragraph as a dateline does: "KABUL:", "GENEVA, Oct 5 -"."""
    reading = scene.reading
    if sighting.type is not EntityType.LOC or sighting.last + 1 >= len(reading.words):
        return False
    is_first = sighting.first == 0 or reading.paragraphs[sighting.first - 1] != reading.paragraphs[sighting.first]
    opens = is_first or not reading.words[sighting.first - 1].strip()
    return opens and reading.words[sighting.last + 1] in {":", ",", "(", "-", "–", "—"}


def _gender(scene: Scene, sighting: Sighting) -> Gender | None:
    if sighting.referents:
        return scene.cast[sighting.referents[0]].gender
    lemma = scene.reading.lemmas[sighting.head]
    if lemma in MALE_NOUNS:
        return Gender.MALE
    return Gender.FEMALE if lemma in FEMALE_NOUNS else None


def barred(scene: Scene, token: int) -> list[Sighting]:
    """Return whom grammar forbids the pronoun to mean: the speaker of the quotation around, the subject of its verb."""
    reading = scene.reading
    found = [speaker_of(scene, token)] if reading.quoted[token] else []
    is_object = reading.deps[token] in {"obj", "iobj", "obl"} and reading.lowered[token] not in REFLEXIVES
    if is_object:
        found.append(scene.subject(reading.heads[token]))
    return [one for one in found if one is not None]


def is_one_of(sighting: Sighting, barred_ones: list[Sighting]) -> bool:
    """Whether the sighting is one of these, or means the same."""
    return any(
        sighting.head == one.head or (bool(one.referents) and one.referents == sighting.referents)
        for one in barred_ones
    )
