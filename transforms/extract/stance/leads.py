"""Whom a headline or lead describes before the body names him: "a top general said", then "Gen. Jane Doe said"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.extract.naming.vocabulary import PERSON_NOUNS
from transforms.extract.stance.parties import Party, named
from transforms.extract.stance.phrases import hits
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.scene import Scene
    from transforms.extract.stance.topics import Topic

_LEAD = 3
ANONYMOUS = re.compile(
    r"anonym|unnamed|not (?:to )?be (?:named|identified)|asked not to be|not authori[sz]ed|did ?n[o'’]t want to be",
    re.IGNORECASE,
)
# What tells a person of rank, whom the body will name, from one of many ("an official", "officials").
_RANKED = frozenset({"top", "powerful", "chief", "most", "highest", "leading", "outgoing", "former", "new", "visiting"})


def named_later(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return the one person on the side that a lead's "a top general" is of, whom the article quotes by name."""
    words = list(token.subtree)
    opens = any(word.lower_ in {"a", "an", "the"} and word.head.i == token.i for word in words)
    ranked = any(word.lower_ in _RANKED and word.i < token.i for word in words)
    if not (opens and ranked) or scene.sentence_of(token) >= _LEAD or ANONYMOUS.search(scene.document.text):
        return None
    sides = {
        holder.side
        for holder in topic.holder
        if holder.collective
        and any(word.text in holder.names for word in words if word.i < token.i and word.text[:1].isupper())
    }
    if len(sides) != 1:
        return None
    people = [_party(scene, topic, entity) for entity in _quoted(scene, token)]
    people = [party for party in people if party.side in sides] or [party for party in people if party.side is None]
    return people[0] if len(people) == 1 else None


def named_alike(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return who a lead's "the ambassador" is: the only one whom the article quotes under that word after it."""
    definite = any(word.lower_ == "the" and word.head.i == token.i for word in token.children)
    if not definite or token.lower_ not in PERSON_NOUNS or scene.sentence_of(token) >= _LEAD:
        return None
    meant = {
        entity
        for quote in scene.quotes
        for entity in quote.speakers
        if entity in scene.entities
        and scene.entities[entity].type is EntityType.PERSON
        and (quote.speaker_start or 0) > token.idx
        and token.lower_ in (quote.speaker or "").lower().split()
    }
    return _party(scene, topic, meant.pop()) if len(meant) == 1 else None


def named_next(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return who "X's interior minister" is where the next one quoted is named there for the first time."""
    owned = any(child.dep_ == "nmod:poss" for child in token.children)
    if not owned or token.lower_ not in PERSON_NOUNS or any(word.ent_type_ == "PERSON" for word in token.subtree):
        return None
    after = [quote for quote in scene.quotes if quote.start > token.idx and quote.speaker_start is not None]
    following = next((one for one in after if (one.speaker_start or 0) > token.idx + len(token)), None)
    if following is None or len(following.speakers) != 1:
        return None
    (entity,) = following.speakers
    named_at = [mention.start for mention in scene.mentions if mention.entity_id == entity]
    is_new = bool(named_at) and min(named_at) > token.idx and scene.entities[entity].type is EntityType.PERSON
    sides = {holder.side for holder in topic.holder if holder.collective and hits(holder.names, list(token.subtree))}
    party = _party(scene, topic, entity) if is_new else None
    return party if party is not None and (party.side is None or party.side in sides) else None


def named_below(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return who a headline's bare "adviser" or "directorate" is: the only one quoted under that word, or so named."""
    if token.idx >= scene.document.body_start or any(word.pos_ in {"DET", "PROPN"} for word in token.subtree):
        return None
    meant = {
        entity
        for quote in scene.quotes
        for entity in quote.speakers
        if entity in scene.entities
        and token.lower_ in f"{quote.speaker or ''} {scene.entities[entity].name}".lower().replace(",", " ").split()
    }
    return _party(scene, topic, meant.pop()) if len(meant) == 1 else None


def _party(scene: Scene, topic: Topic, entity: int) -> Party:
    return named(scene, topic, scene.entities[entity].name, entity)


def _quoted(scene: Scene, token: Token) -> set[int]:
    """Return the people named after the token who are quoted anywhere in the article."""
    after = {
        mention.entity_id
        for mention in scene.mentions
        if mention.start > token.idx and mention.kind is MentionKind.NAME and mention.type is EntityType.PERSON
    }
    speakers = {speaker for quote in scene.quotes for speaker in quote.speakers}
    return {entity for entity in speakers & after if entity in scene.entities}
