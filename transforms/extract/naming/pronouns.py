"""Link he, she, it, they and a quoted I to whom the text spoke of, each with a confidence, or leave them open."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from transforms.extract.naming.agreement import BODIES, HUMAN_PRONOUNS, agrees, barred, is_one_of
from transforms.extract.naming.antecedents import coordinated, unnamed
from transforms.extract.naming.cast import Sighting
from transforms.extract.naming.known import Gender
from transforms.extract.naming.salience import Candidate, confidence_in, salience, speaker_of
from transforms.extract.naming.vocabulary import (
    EMPTY_IT_ADJECTIVES,
    EMPTY_IT_VERBS,
    MALE_PRONOUNS,
    NEUTER_PRONOUNS,
    PLURAL_PRONOUNS,
    SPEAKER_PRONOUNS,
)
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.naming.scene import Scene

_THINGS = frozenset({EntityType.ORG, EntityType.LOC, EntityType.FAC, EntityType.WORK, EntityType.EVENT})
_AHEAD = 0.9  # the score of a subject that follows
_DEEPEST = 6  # steps up the tree from the pronoun
_WINDOW = 4  # sentences back
_SURE = 0.6  # from here on a pronoun tells the gender of whom it means


def link_pronouns(scene: Scene) -> None:
    """Add the third-person pronouns, and the first-person ones inside quotations, in reading order."""
    reading = scene.reading
    if not reading.parsed:
        return
    others = sorted((*unnamed(scene), *coordinated(scene)), key=lambda other: other.start)
    for token, word in enumerate(reading.lowered):
        if word in SPEAKER_PRONOUNS:
            if reading.quoted[token] and reading.pos[token] == "PRON":
                _add_speaker(scene, token)
        elif (kinds := _meanings(word)) and not _is_empty(scene, token) and scene.at(token) is None:
            _add(scene, others, token, kinds)


def _meanings(word: str) -> frozenset[EntityType]:
    """Return the types that a pronoun may stand for, none for any other word."""
    if word in HUMAN_PRONOUNS:
        return frozenset({EntityType.PERSON})
    if word in NEUTER_PRONOUNS:
        return _THINGS
    return frozenset({EntityType.PERSON}) | BODIES if word in PLURAL_PRONOUNS else frozenset()


def _is_empty(scene: Scene, token: int) -> bool:
    """Whether an "it" stands for nothing ("it is clear that", "it seems")."""
    reading = scene.reading
    if reading.lowered[token] != "it":
        return False
    if reading.deps[token] == "expl":
        return True
    head = reading.heads[token]
    return reading.lemmas[head] in EMPTY_IT_VERBS or reading.lowered[head] in EMPTY_IT_ADJECTIVES


def _add(scene: Scene, others: list[Sighting], token: int, kinds: frozenset[EntityType]) -> None:
    word = scene.reading.lowered[token]
    ranked = _ranked(scene, others, token, kinds)
    confidence = confidence_in(ranked)
    rule = "salient-antecedent" if len(ranked) > 1 else "only-antecedent"
    if not ranked or confidence < _threshold(word) or not ranked[0].sighting.referents:
        usual = EntityType.ORG if word in NEUTER_PRONOUNS else EntityType.PERSON
        scene.add(_sighting(scene, token, None, usual, confidence))
        return
    best = ranked[0].sighting
    scene.add(replace(_sighting(scene, token, rule, best.type, confidence), referents=best.referents))
    if confidence >= _SURE and len(best.referents) == 1 and word in HUMAN_PRONOUNS:
        person = scene.cast[best.referents[0]]
        person.gender = person.gender or (Gender.MALE if word in MALE_PRONOUNS else Gender.FEMALE)


def _threshold(word: str) -> float:
    """Return the confidence from which a pronoun is linked: a thing has far more rivals than a person."""
    return 0.4 if word in HUMAN_PRONOUNS else 0.55


def _sighting(scene: Scene, token: int, linked_by: str | None, kind: EntityType, confidence: float) -> Sighting:
    reading = scene.reading
    return Sighting(
        start=reading.starts[token],
        end=reading.ends[token],
        first=token,
        last=token,
        head=token,
        kind=MentionKind.PRONOUN,
        type=kind,
        referents=(),
        linked_by=linked_by,
        rule="pronoun",
        confidence=confidence,
        is_plural=reading.lowered[token] in PLURAL_PRONOUNS,
    )


def _ranked(scene: Scene, others: list[Sighting], token: int, kinds: frozenset[EntityType]) -> list[Candidate]:
    """Return the candidates, one for each entity or group, best first."""
    best: dict[tuple[int, ...], Candidate] = {}
    for sighting in _agreeing(scene, others, token, kinds):
        key = sighting.referents or (-sighting.first - 1,)
        candidate = Candidate(sighting=sighting, score=salience(scene, token, sighting))
        if key in best:
            # Each further mention of the same entity adds a little salience.
            earlier = replace(best[key], score=best[key].score + 0.1)
            candidate = max(earlier, candidate, key=lambda one: one.score)
        best[key] = candidate
    here = scene.reading.sentences[token]
    if not any(scene.reading.sentences[one.sighting.first] == here for one in best.values()):
        ahead = _subject_ahead(scene, token, kinds)
        if ahead is not None:
            best[ahead.referents] = Candidate(sighting=ahead, score=_AHEAD)
    return sorted(best.values(), key=lambda one: -one.score)


def _agreeing(scene: Scene, others: list[Sighting], token: int, kinds: frozenset[EntityType]) -> Iterator[Sighting]:
    """Yield what was spoken of in the last sentences and agrees in type, number and gender."""
    sentences = scene.reading.sentences
    earliest = sentences[token] - _WINDOW
    wanted = kinds if scene.reading.lowered[token] in HUMAN_PRONOUNS else kinds | {EntityType.WORK}
    place = bisect_left(others, scene.reading.starts[token], key=lambda other: other.start)
    unnamed_before = (others[index] for index in range(place - 1, -1, -1))
    barred_ones = barred(scene, token)
    for nearest_first in (scene.before(token), unnamed_before):
        for sighting in takewhile(lambda one: sentences[one.first] >= earliest, nearest_first):
            if sighting.type in wanted and agrees(scene, token, sighting) and not is_one_of(sighting, barred_ones):
                yield sighting


def _add_speaker(scene: Scene, token: int) -> None:
    """Add an "I" inside a quotation as its speaker."""
    speaker = speaker_of(scene, token) if scene.at(token) is None else None
    if speaker is None or len(speaker.referents) != 1 or speaker.type is not EntityType.PERSON:
        return
    quoted = _sighting(scene, token, "speaker-of-quotation", EntityType.PERSON, 0.9 * speaker.confidence)
    scene.add(replace(quoted, referents=speaker.referents))


def _subject_ahead(scene: Scene, token: int, kinds: frozenset[EntityType]) -> Sighting | None:
    """Return the subject that follows a clause or phrase with the pronoun: "Discussing his plan, X said"."""
    reading = scene.reading
    above, steps = token, 0
    while reading.heads[above] != above and steps < _DEEPEST:
        is_fronted = reading.deps[above] in {"advcl", "obl"}
        above, steps = reading.heads[above], steps + 1
        if not is_fronted or above < token:
            continue
        subject = scene.subject(above)
        if subject is not None and subject.first > token and subject.type in kinds and subject.referents:
            return subject if agrees(scene, token, subject) else None
    return None
