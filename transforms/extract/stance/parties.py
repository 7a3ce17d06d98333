"""The parties of a dispute: names, entities, sides, and who speaks for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.extract.stance.sides import side_of_office, side_of_person
from transforms.records import HolderKind

if TYPE_CHECKING:
    from datetime import date

    from transforms.extract.stance.scene import Scene
    from transforms.extract.stance.topics import Topic, TopicHolder

_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_SPACE = re.compile(r"\s+")
_MANY = re.compile(
    r"^(?:(?:top|senior|several|some|many|other|two|three|four|high[- ]level|high[- ]ranking|unnamed|anonymous)\s+)*"
    r"(.+?)(?:\s+(?:and\s+)?(?:military|intelligence|defen[cs]e|security|government|civilian|administration|embassy))*"
    r"\s+(?:officials|authorities|leaders|officers)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A holder or a relay: name, entity where one is known, and side in the topic's dispute."""

    name: str | None
    entity: int | None
    kind: HolderKind
    side: str | None = None


NOBODY = Party(name=None, entity=None, kind=HolderKind.UNSPECIFIED)


def outlet(scene: Scene) -> Party:
    """Return the outlet as a holder of what it says in its own voice."""
    return Party(name=scene.document.outlet, entity=None, kind=HolderKind.OUTLET)


def speaks_for(topic: Topic, speakers: tuple[Party, ...], holders: tuple[Party, ...]) -> bool:
    """Say whether the speakers belong to the country or body that holds a claim, so that the claim is theirs."""
    bodies = {holder.name for holder in topic.holder if holder.collective}
    return bool(speakers) and all(
        any(holder.name in bodies and holder.side is not None and holder.side == speaker.side for holder in holders)
        for speaker in speakers
    )


def named(scene: Scene, topic: Topic, words: str, entity: int | None) -> Party:
    """Return who is meant by some words: a holder that the topic lists, else the words themselves."""
    name = clean(words)
    known = topic_holder(topic, name, scene.document.dct)
    side = side_of_office(topic, name) if entity is None else side_of_person(scene, topic, entity)
    return Party(
        name=known.name if known is not None else name,
        entity=entity,
        kind=HolderKind.ENTITY,
        side=known.side if known is not None else side,
    )


def clean(words: str) -> str:
    """Return a holder's words without article, possessive and line breaks."""
    plain = _SPACE.sub(" ", words).replace("U.S.", "US").strip(" ,.;:\"“”‘’'()")
    return _POSSESSIVE.sub("", _ARTICLES.sub("", plain))


def topic_holder(topic: Topic, name: str, day: date | None) -> TopicHolder | None:
    """Return the topic's entry for a holder on a day, by any of its names; "top US officials" are their state."""
    for words in (name, _MANY.sub(r"\1", name)):
        for holder in topic.holder:
            if _fold(words) in _folded(holder) and _holds_on(holder, day):
                return holder
    last = _fold(name).rpartition(" ")[2]
    return next((holder for holder in topic.holder if last in holder.papers and _holds_on(holder, day)), None)


@lru_cache(maxsize=1024)
def _folded(holder: TopicHolder) -> frozenset[str]:
    return frozenset(_fold(name) for name in (holder.name, *holder.names))


def _fold(name: str) -> str:
    return clean(name).casefold()


def _holds_on(holder: TopicHolder, day: date | None) -> bool:
    if day is None:
        return True
    return (holder.since is None or holder.since <= day) and (holder.until is None or day < holder.until)
