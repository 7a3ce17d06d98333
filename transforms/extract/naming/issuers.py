"""Who issued a text, read from the words around it: its owner, "by" and "from", the verb that governs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.naming.vocabulary import ISSUING_VERBS, POSSESSIVES, SPEECH_VERBS
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from transforms.extract.naming.cast import Sighting
    from transforms.extract.naming.phrases import Phrase
    from transforms.extract.naming.scene import Scene

_ISSUERS = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.FAC, EntityType.LOC, EntityType.NORP})
_FROM = frozenset({"from", "by", "of"})
_WITH = frozenset({"with", "alongside"})
_IN = frozenset({"in", "via", "through"})
_REACH = 6  # tokens after a noun or preposition within which an issuer is looked for


def issuers_beside(scene: Scene, phrase: Phrase) -> tuple[tuple[int, ...], float]:
    """Return those whom the sentence itself names as the text's issuers, and how sure that is."""
    for find, confidence in ((_owner, 0.95), (_after, 0.9), (_governor, 0.85)):
        issuer = find(scene, phrase)
        if issuer is not None and issuer.referents:
            issuers = dict.fromkeys((*issuer.referents, *_co_writers(scene, phrase)))
            return tuple(issuers), confidence * min(1.0, issuer.confidence + 0.05)
    return (), 0.0


def _owner(scene: Scene, phrase: Phrase) -> Sighting | None:
    """Return the issuer inside or right before the phrase: "the ministry's report", "a Pentagon report"."""
    for token in range(phrase.first, phrase.head):
        inside = _issuer(scene, token)
        if inside is not None and inside.type in {EntityType.ORG, EntityType.PERSON}:
            return inside
    before = phrase.first - 1
    if before > 0 and scene.reading.lowered[before] in POSSESSIVES:
        return _issuer(scene, before - 1)
    # "his statement" has its owner as the word before.
    owner = _issuer(scene, before) if before >= 0 else None
    return owner if owner is not None and owner.kind is MentionKind.PRONOUN else None


def _after(scene: Scene, phrase: Phrase) -> Sighting | None:
    """Return the issuer after "from", "by" or "of": "a statement issued by the ministry"."""
    reading = scene.reading
    for index in range(phrase.head + 1, min(phrase.head + 1 + _REACH, len(reading.words))):
        if reading.sentences[index] != reading.sentences[phrase.head] or reading.words[index] in {",", ";", ":"}:
            return None
        if reading.lowered[index] in _FROM:
            return _first_issuer(scene, index)
        if reading.pos[index] not in {"VERB", "ADV", "ADP", "NOUN", "PROPN", "DET", "NUM"}:
            return None
    return None


def _first_issuer(scene: Scene, preposition: int) -> Sighting | None:
    """Return the sighting that follows a preposition, past an article, titles and adjectives."""
    last = min(preposition + _REACH, len(scene.reading.words))
    for index in range(preposition + 1, last):
        if scene.reading.words[index] in {",", "."}:
            return None
        if (found := _issuer(scene, index)) is not None and found.type is not EntityType.NORP:
            return found
    return None


def _governor(scene: Scene, phrase: Phrase) -> Sighting | None:
    """Return the subject that issues the text ("released a statement") or speaks in it ("said in a statement")."""
    reading = scene.reading
    if not reading.parsed:
        return _name_before(scene, phrase.first)
    verb, dep = reading.heads[phrase.head], reading.deps[phrase.head]
    if dep in {"obj", "dobj"} and reading.lowered[verb] in ISSUING_VERBS:
        return scene.subject(verb)
    if dep == "nsubj:pass" and reading.lowered[verb] in ISSUING_VERBS:
        return _agent(scene, verb)
    return _speaker_in(scene, phrase)


def _speaker_in(scene: Scene, phrase: Phrase) -> Sighting | None:
    """Return who speaks in the text: "X said in a statement", "in a statement, X said"."""
    reading = scene.reading
    before = phrase.first - 1
    if before < 0 or reading.lowered[before] not in _IN:
        return None
    verb = before - 1
    if verb < 0 or reading.lowered[verb] not in SPEECH_VERBS | ISSUING_VERBS:
        verb = reading.heads[phrase.head]
    if reading.lowered[verb] not in SPEECH_VERBS | ISSUING_VERBS:
        return None
    subject = scene.subject(verb)
    if subject is not None and subject.referents and not subject.first <= phrase.head <= subject.last:
        return subject
    return _name_before(scene, verb)


def _agent(scene: Scene, verb: int) -> Sighting | None:
    reading = scene.reading
    for child in reading.children[verb]:
        if any(reading.lowered[index] == "by" for index in reading.children[child]):
            return _issuer(scene, child)
    return None


def _name_before(scene: Scene, token: int) -> Sighting | None:
    """Return the nearest person of the sentence before a token, else the nearest body, outside its quotations.

    It stands in where nothing is parsed, or not well.
    """
    body = None
    for sighting in scene.before(token):
        if scene.reading.sentences[sighting.first] != scene.reading.sentences[token]:
            break
        if scene.reading.quoted[sighting.first] or sighting.kind is MentionKind.ROLE:
            continue
        if sighting.type is EntityType.PERSON:
            return sighting
        if sighting.type in {EntityType.ORG, EntityType.FAC} and body is None:
            body = sighting
    return body


def _co_writers(scene: Scene, phrase: Phrase) -> tuple[int, ...]:
    """Return those "with" whom a text was written: "an article written with X"."""
    reading = scene.reading
    for index in range(phrase.head + 1, min(phrase.head + _REACH, len(reading.words))):
        if reading.sentences[index] != reading.sentences[phrase.head]:
            break
        if reading.lowered[index] in _WITH:
            found = _first_issuer(scene, index)
            is_person = found is not None and found.type is EntityType.PERSON
            return found.referents if is_person and found is not None else ()
    return ()


def _issuer(scene: Scene, token: int) -> Sighting | None:
    found = scene.at(token)
    return found if found is not None and found.type in _ISSUERS else None
