"""Whom a headline or lead describes before the body names him: "a top general said", then "Gen. Jane Doe said"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.extract.naming.vocabulary import PERSON_NOUNS
from transforms.extract.stance.parties import Party, named
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
_SHORT_TITLES = {
    "adm": "admiral",
    "amb": "ambassador",
    "brig": "brigadier",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "gov": "governor",
    "lt": "lieutenant",
    "maj": "major",
    "prof": "professor",
    "rep": "representative",
    "sen": "senator",
}


def named_later(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return the one person on the side that a lead's "a top general" is of, whom the article quotes by name.

    Without a word of rank ("a US general") it is the one person who is quoted under that title.
    """
    words = list(token.subtree)
    opens = any(word.lower_ in {"a", "an", "the"} and word.head.i == token.i for word in words)
    if not opens or scene.sentence_of(token) >= _LEAD or ANONYMOUS.search(scene.document.text):
        return None
    quoted = _quoted(scene, token)
    if not any(word.lower_ in _RANKED and word.i < token.i for word in words):
        quoted &= _called(scene, token)
    return _only(scene, topic, quoted, _sides(topic, token))


def named_below(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return who a headline's "adviser", "directorate" or "US general" is: the only one quoted under that word."""
    if token.idx >= scene.document.body_start or any(word.pos_ == "DET" for word in token.subtree):
        return None
    called, sides = _called(scene, token), _sides(topic, token)
    if any(word.pos_ == "PROPN" for word in token.subtree):
        return _only(scene, topic, called, sides)
    return _party(scene, topic, called.pop()) if len(called) == 1 else None


def _only(scene: Scene, topic: Topic, entities: set[int], sides: set[str | None]) -> Party | None:
    """Return the one of these who is of the one side that was named, or else of none; None where several are."""
    if len(sides) != 1:
        return None
    people = [_party(scene, topic, entity) for entity in entities]
    people = [party for party in people if party.side in sides] or [party for party in people if party.side is None]
    return people[0] if len(people) == 1 else None


def named_alike(scene: Scene, topic: Topic, token: Token) -> Party | None:
    """Return who a lead's "the ambassador" is: the only one whom the article quotes under that word after it."""
    definite = any(word.lower_ == "the" and word.head.i == token.i for word in token.children)
    if not definite or token.lower_ not in PERSON_NOUNS or scene.sentence_of(token) >= _LEAD:
        return None
    called = _called(scene, token, after=token.idx)
    meant = {entity for entity in called if scene.entities[entity].type is EntityType.PERSON}
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
    party = _party(scene, topic, entity) if is_new else None
    return party if party is not None and party.side in {None, *_sides(topic, token)} else None


def _sides(topic: Topic, token: Token) -> set[str | None]:
    """Return the sides that the words before a noun name: "US" in "a senior US general"."""
    before = [word.text for word in token.subtree if word.i < token.i and word.text[:1].isupper()]
    return {
        holder.side for holder in topic.holder if holder.collective and any(word in holder.names for word in before)
    }


def _called(scene: Scene, token: Token, *, after: int = -1) -> set[int]:
    """Return who is quoted under the word `token`, as a title, an office or part of the name; no country is.

    Only speakers named behind the code point `after` count.
    """
    quotes = [quote for quote in scene.quotes if (quote.speaker_start or 0) > after]
    spoken = {(entity, quote.speaker or "") for quote in quotes for entity in quote.speakers}
    return {
        entity
        for entity, words in spoken
        if (known := scene.entities.get(entity)) is not None
        and known.type is not EntityType.LOC
        and token.lower_ in _titles(f"{words} {known.name}")
    }


def _titles(words: str) -> set[str]:
    bare = (word.strip(".,") for word in words.lower().replace(",", " ").split())
    return {_SHORT_TITLES.get(word, word) for word in bare}


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
