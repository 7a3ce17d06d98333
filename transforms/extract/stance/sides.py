"""Whose side somebody is on whom the topic does not list: that of the body which their office names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.extract.naming.vocabulary import PERSON_NOUNS
from transforms.records import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from transforms.extract.stance.scene import Scene
    from transforms.extract.stance.topics import Topic, TopicHolder

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "NUM"})
_GLUE = frozenset({"-", "(", ")", "'s", "’s", "'", "’"})
_OWNING = frozenset({"'s", "’s", "'", "’"})
_OF = re.compile(r"\b(?:of|for|at|with)\b")
_PAST = re.compile(r"\b(?:former|formerly|ex|retired|onetime|one-time|late)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
# The words of an office hardly ever run further from the name.
_REACH = 12


def side_of_person(scene: Scene, topic: Topic, entity: int) -> str | None:
    """Return the one side that the offices beside a person's name are of, None where there is none or are several.

    Only an office tells: "a spokesman for the Pakistani military, Jane Doe" and "Jane Doe, the US ambassador to X" do,
    "in Pakistan, Jane Doe" and "Kabul said last week, and Jane Doe" do not.
    """
    sides = {
        side
        for mention in scene.mentions
        if mention.entity_id == entity and mention.kind is MentionKind.NAME
        for words in _offices_beside(scene.parse.char_span(mention.start, mention.end, alignment_mode="expand"))
        if (side := side_of_office(topic, words)) is not None
    }
    return sides.pop() if len(sides) == 1 else None


def side_of_office(topic: Topic, words: str) -> str | None:
    """Return the side of the body that an office is of: the one before its noun, else the first that it is "of".

    A "diplomat in X" is of nobody's side, a former envoy no longer of that which sent him.
    """
    if _PAST.search(words):
        return None
    found = _bodies_in(topic, words)
    office = _office_at(words)
    before = [holder for start, holder in found if office is None or start < office]
    behind = [holder for start, holder in found if office is not None and _OF.search(words, office, start)]
    sides = {holder.side for holder in before or behind[:1]}
    return sides.pop() if len(sides) == 1 else None


def _offices_beside(name: Span | None) -> Iterator[str]:
    """Yield the words right before and right behind a name that hold an office, or own the one who is named."""
    if name is None:
        return
    before, behind = _before(name), _behind(name)
    owned = before.rstrip().endswith(tuple(_OWNING))
    yield from (words for words in (before, behind) if _office_at(words) is not None or (words == before and owned))


def _before(name: Span) -> str:
    doc, at = name.doc, name.start - 1
    while at >= 0 and _is_title(doc[at]):
        at -= 1
    if at >= 0 and doc[at].text == ",":
        at -= 1
    first = at + 1
    while first > 0 and at - first < _REACH and _belongs(doc[first - 1]):
        first -= 1
    return _text(doc, first, at + 1)


def _behind(name: Span) -> str:
    doc, first = name.doc, name.end
    if first >= len(doc) or doc[first].text != ",":
        return ""
    last = first + 1
    while last < len(doc) and last - first <= _REACH and _belongs(doc[last]):
        last += 1
    return _text(doc, first + 1, last)


def _text(doc: Doc, first: int, end: int) -> str:
    return str(doc[first:end].text) if first < end else ""


def _is_title(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text.endswith(".")


def _belongs(token: Token) -> bool:
    return token.pos_ in _NOMINAL or token.text in _GLUE


def _office_at(words: str) -> int | None:
    """Return where the first noun for a person's office stands in words."""
    return next((word.start() for word in _WORD.finditer(words) if word.group().lower() in PERSON_NOUNS), None)


def _bodies_in(topic: Topic, words: str) -> list[tuple[int, TopicHolder]]:
    """Return the topic's bodies that are named in words, with their places; "US military" is one, and no "military".

    A bare word such as "army" counts only where no body is named by its own name.
    """
    hits = [
        (found.start(), found.end(), holder)
        for holder in topic.holder
        if holder.collective
        for found in _pattern(holder.names).finditer(words)
    ]
    whole = [
        one
        for one in hits
        if not any(other[0] <= one[0] and one[1] <= other[1] and other[:2] != one[:2] for other in hits)
    ]
    proper = [one for one in whole if not words[one[0] : one[1]].islower()] or whole
    return [(start, holder) for start, _, holder in sorted(proper, key=lambda one: one[0])]


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
