"""The configured names: who is known by which words, in which offices, on whose side."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from transforms.identity import stable_id
from transforms.records import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable


Strangers = frozenset[tuple[str, str]]


class Gender(StrEnum):
    """Which pronoun a person is spoken of with, where the configuration says."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that a person held from `since` up to and not including `until`, None where that end is open.

    `of` names the country or body of the office as an entity's name: "President" of "United States" is found as "US
    President", "the American president" and "President of the United States".
    """

    title: str
    of: str | None = None
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Whether the office was held on `day`; never where the day is not known and the office has an end."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """One entity that decides before any model.

    `aliases` are names that mean it anywhere; `misspellings` are wrong spellings that mean it anywhere, kept apart so
    that a reader sees which rule corrected a name. `short` are names that mean it only in an article that also names
    it in full ("Haqqani"). `descriptions` are noun phrases that mean it anywhere ("the Pakistani military");
    `nominals` are noun phrases that mean it after the article has named it ("the network"). `adjectives` belong to a
    country ("Pakistani") and serve to find offices and bodies of it.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    nominals: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    country: str | None = None
    side: str | None = None
    gender: Gender | None = None
    roles: tuple[Role, ...] = ()

    @property
    def entity_id(self) -> int:
        """The id of the entity, the same in every article."""
        return stable_id("known", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A wording that does not mean the entity `name`: in the article at `url`, in every article where that is None.

    It tells two people of one surname apart where the words of an article do not.
    """

    variant: str
    name: str
    url: str | None = None


_WORDINGS = ("aliases", "misspellings", "short", "descriptions", "nominals")
_MANY = ("aliases", "misspellings", "short", "descriptions", "nominals", "adjectives", "roles")
_ONE = ("country", "side", "gender")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntities:
    """All configured entities, as `[[entity]]` tables of a TOML file, and what `[[apart]]` tells apart."""

    entity: tuple[KnownEntity, ...] = ()
    apart: tuple[Apart, ...] = ()

    def merged(self, *others: KnownEntities) -> KnownEntities:
        """Return these entities and those of `others`; an entity that several name gathers what each says of it."""
        gathered: dict[str, KnownEntity] = {}
        for entity in (one for group in (self, *others) for one in group.entity):
            earlier = gathered.get(entity.name)
            gathered[entity.name] = entity if earlier is None else _gathered(earlier, entity)
        apart = tuple(dict.fromkeys(one for group in (self, *others) for one in group.apart))
        return KnownEntities(entity=tuple(gathered.values()), apart=apart)

    def with_accepted_merges(self, merges: Iterable[tuple[str, str, EntityType]]) -> KnownEntities:
        """Return these entities with each accepted merge (variant, name, type) as a further alias.

        This is how a person's judgement survives re-extraction: the next run reads the variant as the name.
        """
        accepted = (KnownEntity(name=name, type=kind, aliases=(variant,)) for variant, name, kind in merges)
        return self.merged(KnownEntities(entity=tuple(accepted)))

    def with_splits(self, splits: Iterable[tuple[str, str]]) -> KnownEntities:
        """Return these entities without each split wording (variant, name): the variant no longer means the name."""
        split = {(variant.casefold(), name) for variant, name in splits}
        return dataclasses.replace(self, entity=tuple(_without(entity, split) for entity in self.entity))

    def apart_in(self, url: str | None) -> Strangers:
        """Return the pairs (wording, name) that are told apart in the article at `url`, wordings in lower case."""
        return frozenset((one.variant.casefold(), one.name) for one in self.apart if one.url in {None, url})


def _without(entity: KnownEntity, split: set[tuple[str, str]]) -> KnownEntity:
    kept: dict[str, Any] = {
        field: tuple(word for word in getattr(entity, field) if (word.casefold(), entity.name) not in split)
        for field in _WORDINGS
    }
    return dataclasses.replace(entity, **kept)


def _gathered(first: KnownEntity, second: KnownEntity) -> KnownEntity:
    """Return `first` with what `second` adds; where both say something single, the later file decides."""
    changes: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name)))) for name in _MANY
    }
    changes |= {name: getattr(second, name) or getattr(first, name) for name in _ONE}
    return dataclasses.replace(second, **changes)
