"""What the rules pass to one another: the entities of an article and the places where the text speaks of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.extract.naming.known import Gender, KnownEntity
from transforms.identity import stable_id
from transforms.records import Document, Entity, EntityType, Mention, MentionKind


@dataclass(slots=True)
class Character:
    """An entity of the article with what the article tells of it, gathered while reading.

    `words` are the words of its name in lower case. `descriptors` are nouns that the text calls it by: its titles
    and appositions.
    """

    entity: Entity
    words: tuple[str, ...]
    known: KnownEntity | None = None
    gender: Gender | None = None
    descriptors: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A stretch that speaks of somebody: its tokens, its governing token `head`, and whom it means.

    `referents` holds one entity, several for a group, none where nothing decides. `is_plural` is the number of the
    words themselves.
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    kind: MentionKind
    type: EntityType
    referents: tuple[int, ...]
    linked_by: str | None
    rule: str
    confidence: float
    is_plural: bool = False

    def as_mention(self, document: Document) -> Mention:
        """Return the record of this sighting."""
        return Mention(
            mention_id=stable_id("mention", document.version_id, self.start, self.end, self.kind),
            version_id=document.version_id,
            start=self.start,
            end=self.end,
            surface=document.text[self.start : self.end],
            kind=self.kind,
            type=self.type,
            entity_id=self.referents[0] if len(self.referents) == 1 else None,
            members=self.referents if len(self.referents) > 1 else (),
            linked_by=self.linked_by if self.referents else None,
            rule=self.rule,
            confidence=round(self.confidence, 3),
        )


Cast = dict[int, Character]


def known_character(known: KnownEntity) -> Character:
    """Return the character of a configured entity, with its offices as descriptors."""
    entity = Entity(entity_id=known.entity_id, name=known.name, type=known.type, known=True)
    words = {word for role in known.roles for word in role.title.lower().split()}
    return Character(entity=entity, words=name_words(known.name), known=known, gender=known.gender, descriptors=words)


def new_character(surface: str, kind: EntityType) -> Character:
    """Return the character of a name that no configuration knows."""
    words = name_words(surface)
    entity_id = stable_id("entity", kind, " ".join(words))
    return Character(entity=Entity(entity_id=entity_id, name=surface, type=kind, known=False), words=words)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, without the stops of initials and without a leading article."""
    words = [word.strip(".,'’\"“”()").casefold() for word in name.replace("-", " ").split()]
    kept = tuple(word for word in words if word)
    return kept[1:] if len(kept) > 1 and kept[0] in {"the", "a", "an"} else kept
