"""Tell which entities stand behind the words that name a speaker, and what relays their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.extract.attribution.words import Words
from transforms.records import Entity, EntityType, Mention, MentionKind

if TYPE_CHECKING:
    from transforms.extract.attribution.speakers import Source

_SINGULAR = {"he", "she", "him", "her"}
_PLURAL = {"they", "them"}
_GENDER = {"he": "male", "him": "male", "she": "female", "her": "female"}
_SURE = 0.6  # confidence from which a pronoun's own link is kept against the conversation
_NEAR_PARAGRAPHS = 4  # how far back, in line breaks, the last speaker may be for "he said" to go on with him
_STRENGTH = {
    MentionKind.NAME: 4,
    MentionKind.DOCUMENT: 3,
    MentionKind.NOMINAL: 2,
    MentionKind.PRONOUN: 2,
    MentionKind.ROLE: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The entities that stand behind a source, what relays them, the rule that chose them, and how sure it is."""

    entities: tuple[int, ...] = ()
    via: str | None = None
    rule: str
    confidence: float


@dataclass(slots=True)
class Conversation:
    """Who has spoken so far, and the mentions and entities to resolve against. Sources are resolved in text order."""

    words: Words
    mentions: Sequence[Mention]
    entities: dict[int, Entity]
    last: Speaker | None = None
    last_word: int = -1
    genders: dict[int, str] = field(default_factory=dict)

    def resolve(self, source: Source) -> Speaker:
        """Return who stands behind `source`, and remember it for the pronouns that follow."""
        speaker = self._resolved(source)
        if speaker.entities:
            self.last, self.last_word = speaker, source.last
        return speaker

    def _resolved(self, source: Source) -> Speaker:
        surface = self.words.lower[source.head]
        mentions = self._mentions_of(source)
        if surface in _SINGULAR | _PLURAL:
            return self._of_pronoun(source, mentions[0] if mentions else None)
        if not mentions:
            return Speaker(rule="unlinked", confidence=0.0)
        if mentions[0].kind is MentionKind.DOCUMENT:
            return _by_document(mentions[0])
        entities = tuple(dict.fromkeys(entity for mention in mentions for entity in _behind(mention)))
        confidence = min(mention.confidence for mention in mentions)
        rule = "joint" if len(mentions) > 1 else mentions[0].linked_by or mentions[0].rule
        return Speaker(entities=entities, rule=rule, confidence=confidence if entities else 0.0)

    def _mentions_of(self, source: Source) -> list[Mention]:
        """Return the mention at the head of the source, and those coordinated with it."""
        heads = [source.head, *self._conjuncts(source)]
        found = [self._mention_at(head, source) for head in heads]
        chosen = [mention for mention in found if mention is not None]
        if not chosen:
            chosen = self._person_behind_head(source)
        return list(dict.fromkeys(chosen))

    def _person_behind_head(self, source: Source) -> list[Mention]:
        """Return the first person named behind the head: "spokesman Jane Doe", not the country of "a US general"."""
        start, end = self.words.end[source.head], self.words.end[source.last]
        inside = (mention for mention in self.mentions if start <= mention.start and mention.end <= end)
        return [mention for mention in inside if mention.type is EntityType.PERSON][:1]

    def _conjuncts(self, source: Source) -> list[int]:
        words = self.words
        return [
            word
            for word in words.children[source.head]
            if words.dep[word] == "conj" and source.first <= word <= source.last
        ]

    def _mention_at(self, head: int, source: Source) -> Mention | None:
        start, end = self.words.span(source.first, source.last)
        place = self.words.start[head]
        here = [
            mention
            for mention in self.mentions
            if mention.start <= place < mention.end and mention.end > start and mention.start < end
        ]
        return max(here, key=lambda mention: (_STRENGTH[mention.kind], mention.end - mention.start), default=None)

    def _of_pronoun(self, source: Source, mention: Mention | None) -> Speaker:
        own = () if mention is None else _behind(mention)
        surface = self.words.lower[source.head]
        last = self._last_fitting(surface, source)
        if own and (mention is None or mention.confidence >= _SURE or last is None):
            if len(own) == 1 and surface in _GENDER:
                self.genders[own[0]] = _GENDER[surface]
            return Speaker(entities=own, rule="pronoun", confidence=mention.confidence if mention else 0.5)
        if last is not None:
            return Speaker(entities=last.entities, via=last.via, rule="conversation", confidence=0.8 * last.confidence)
        return Speaker(entities=own, rule="pronoun", confidence=mention.confidence if mention and own else 0.0)

    def _last_fitting(self, pronoun: str, source: Source) -> Speaker | None:
        """Return the last speaker, if near and of the pronoun's number."""
        if self.last is None:
            return None
        between = self.words.text[self.words.end[self.last_word] : self.words.start[source.first]]
        if between.count("\n") > _NEAR_PARAGRAPHS:
            return None
        types = {self.entities[entity].type for entity in self.last.entities if entity in self.entities}
        if pronoun in _SINGULAR:
            known = self.genders.get(self.last.entities[0])
            if known is not None and known != _GENDER[pronoun]:
                return None
            return self.last if len(self.last.entities) == 1 and types == {EntityType.PERSON} else None
        return self.last if len(self.last.entities) > 1 or types & {EntityType.ORG, EntityType.NORP} else None


def _behind(mention: Mention) -> tuple[int, ...]:
    if mention.members:
        return mention.members
    return () if mention.entity_id is None else (mention.entity_id,)


def _by_document(mention: Mention) -> Speaker:
    issuers = _behind(mention)
    return Speaker(
        entities=issuers,
        via=mention.surface,
        rule="issuer" if issuers else "document",
        confidence=mention.confidence if issuers else 0.0,
    )
