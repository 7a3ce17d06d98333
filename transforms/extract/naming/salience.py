"""How much speaks for an antecedent of a pronoun: nearness, its place in the sentence, who speaks beside whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.naming.cast import Sighting
from transforms.extract.naming.vocabulary import PLURAL_PRONOUNS, SPEECH_VERBS
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from transforms.extract.naming.scene import Scene


_CENTRAL = 0.7  # what being the one person that an article is about adds


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom a pronoun may mean, and how much speaks for it."""

    sighting: Sighting
    score: float


def salience(scene: Scene, token: int, sighting: Sighting) -> float:
    """Return how much speaks for an antecedent: nearness, subjecthood, a like place, speaking before."""
    reading = scene.reading
    paragraphs = reading.paragraphs[token] - reading.paragraphs[sighting.first]
    speaks = _is_speakers(scene, token) and not reading.quoted[token]
    # A quotation of many sentences does not put its speaker far away.
    sentences = paragraphs if speaks else reading.sentences[token] - reading.sentences[sighting.first]
    score = -0.6 * sentences - 0.25 * paragraphs + _parallel(scene, token, sighting)
    # Whoever a quotation speaks of is hardly its speaker.
    score -= 1.5 * (speaks and bool(reading.quoted[sighting.head]))
    if scene.is_subject(sighting.head):
        score += 1.0 if scene.is_subject(token) else 0.7
        score += 0.5 * (is_speaking(scene, sighting.head) and is_speaking(scene, token))
    elif reading.deps[sighting.head] in {"obj", "iobj"}:
        score += 0.2
    elif reading.deps[sighting.head] in {"nmod:poss", "compound"}:
        score -= 0.2
    score += 0.3 * (sighting.kind is MentionKind.PRONOUN)
    score -= 0.3 * (not sighting.referents)
    score -= 2.0 * _names_in_own_words(scene, token, sighting)
    if reading.lowered[token] in PLURAL_PRONOUNS and not (sighting.is_plural or len(sighting.referents) > 1):
        # A body is "they" mostly where it speaks.
        score += 0.2 if is_speaking(scene, token) else -0.8
    if len(sighting.referents) == 1 and sighting.type is EntityType.PERSON:
        score += _CENTRAL * scene.share(sighting.referents[0])
    return score - 0.004 * (token - sighting.last)


def _is_speakers(scene: Scene, token: int) -> bool:
    """Whether the pronoun speaks or owns who speaks ("its spokesman said")."""
    owner = scene.reading.heads[token] if scene.reading.deps[token] == "nmod:poss" else token
    return is_speaking(scene, owner)


def _parallel(scene: Scene, token: int, sighting: Sighting) -> float:
    """Return what a like place adds: "the network's leaders, its camps and its money"."""
    deps, heads = scene.reading.deps, scene.reading.heads
    if deps[token] != "nmod:poss" or deps[sighting.head] != "nmod:poss":
        return 0.0
    owned = heads[token]
    return 1.2 if deps[owned] == "conj" and heads[owned] == heads[sighting.head] else 0.0


def is_speaking(scene: Scene, token: int) -> bool:
    """Whether the token is the subject of a reporting verb."""
    reading = scene.reading
    token = scene.governing(token)
    verb = reading.heads[token]
    if reading.lowered[verb] not in SPEECH_VERBS:
        return False
    # A verb with an object is no passive, whatever the parse calls its subject.
    is_misread = reading.deps[token] == "nsubj:pass" and any(
        reading.deps[word] == "obj" for word in reading.children[verb]
    )
    return reading.deps[token] == "nsubj" or is_misread


def _names_in_own_words(scene: Scene, token: int, sighting: Sighting) -> bool:
    """Whether the pronoun speaks and the words it speaks name the candidate: nobody names himself so."""
    reading = scene.reading
    if not sighting.referents or not is_speaking(scene, token):
        return False
    return any(
        other.referents == sighting.referents
        and other.kind is MentionKind.NAME
        and reading.quoted[other.first]
        and abs(reading.sentences[other.first] - reading.sentences[token]) <= 1
        for other in scene.beside(token)
    )


def confidence_in(ranked: list[Candidate]) -> float:
    """Return how sure the best candidate is, from its lead over the second and its own score."""
    if not ranked:
        return 0.0
    best = ranked[0]
    lead = best.score - ranked[1].score if len(ranked) > 1 else 1.5
    return max(0.05, min(0.95, 0.45 + 0.25 * lead + 0.1 * best.score) * min(1.0, best.sighting.confidence + 0.1))


def speaker_of(scene: Scene, token: int) -> Sighting | None:
    """Return the sighting that speaks the quotation around a token: the subject of a reporting verb beside it."""
    reading = scene.reading
    start, end = reading.quotes[reading.quoted[token] - 1]
    first, last = reading.token_at(start), reading.token_at(end - 1)
    nearest: tuple[int, Sighting] | None = None
    for sighting in scene.beside(token):
        if reading.quoted[sighting.head] or not is_speaking(scene, sighting.head):
            continue
        distance = first - sighting.last if sighting.last < first else sighting.first - last
        if nearest is None or distance < nearest[0]:
            nearest = (distance, sighting)
    return nearest[1] if nearest else None
