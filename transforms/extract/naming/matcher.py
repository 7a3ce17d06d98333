"""Find the configured names in a text: longest match on whole words, any case and punctuation where that is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.extract.naming.known import KnownEntities, KnownEntity, Role
from transforms.records import EntityType, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: a space, a hyphen, an apostrophe, the stops of initials.
_GAP = re.compile(r"\.?[\s\-‐‑–'’]{0,3}")
_BLANK_LINE = re.compile(r"\n\s*\n")
_ADDRESS_BEFORE = frozenset("@#/\\_")
_SHORTEST_PLURAL = 5
_LONGEST_ACRONYM = 5


class Means(StrEnum):
    """By which kind of entry a match was made."""

    ALIAS = "known-name"
    MISSPELLING = "known-misspelling"
    SHORT = "known-short"
    DESCRIPTION = "known-description"
    OFFICE = "office-in-time"


NAMING = frozenset({Means.ALIAS, Means.MISSPELLING, Means.SHORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One configured wording of one entity; `role` is the office it names, None where it names the entity itself."""

    wording: str
    entity: KnownEntity
    means: Means
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A stretch of text that a configured wording covers, with every entry of that wording."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All configured wordings as a tree of words."""

    root: _Node

    def matches(self, text: str) -> Iterator[Match]:
        """Yield the longest matches from left to right; none overlaps another, but names inside a noun phrase count."""
        words = [match.span() for match in _WORD.finditer(text)]
        folded = [text[start:end].casefold() for start, end in words]
        index = 0
        while index < len(words):
            found = self._longest(text, words, folded, index)
            if not found:
                index += 1
                continue
            yield from found.values()
            # "the government of Afghanistan" is a noun phrase that also names the country.
            is_name = any(entry.means in NAMING for entry in next(iter(found.values())).entries)
            index = next(iter(found)) + 1 if is_name else index + 1

    def _longest(self, text: str, words: list[Span], folded: list[str], first: int) -> dict[int, Match]:
        """Return the longest wording from word `first` on, by its last word, and the name that it begins with."""
        if folded[first] not in self.root.following and not _is_plural(folded[first]):
            return {}
        phrase: dict[int, Match] = {}
        name: dict[int, Match] = {}
        start = words[first][0]
        for last, node in self._paths(text, words, folded, first):
            surface = text[start : words[last][1]]
            entries = tuple(entry for entry in node.entries if _is_written_as(entry, surface))
            if not entries or _is_in_address(text, start, words[last][1]):
                continue
            match = Match(start=start, end=_with_stop(text, words[last][1], entries), entries=entries)
            if any(entry.means in NAMING for entry in entries):
                phrase, name = {}, {last: match}
            else:
                phrase = {last: match}
        return phrase | name

    def _paths(self, text: str, words: list[Span], folded: list[str], first: int) -> Iterator[tuple[int, _Node]]:
        """Yield each node that ends a wording, shortest first, with the last word of its stretch."""
        node = self.root
        for last in range(first, len(words)):
            gap = text[words[last - 1][1] : words[last][0]] if last > first else ""
            if gap and (not _GAP.fullmatch(gap) or _BLANK_LINE.search(gap)):
                return
            word = folded[last]
            if _is_plural(word) and (singular := node.following.get(word[:-1])):
                yield last, _plurals(singular)
            following = node.following.get(word)
            if following is None:
                return
            node = following
            yield last, node


@lru_cache(maxsize=8)
def gazetteer(known: KnownEntities) -> Gazetteer:
    """Return the wordings of `known` compiled for matching; the same configuration is compiled once."""
    root = _Node()
    places = {entity.name: entity for entity in known.entity}
    for entity in known.entity:
        for entry in _entries(entity, places):
            node = root
            for word in _WORD.findall(entry.wording):
                node = node.following.setdefault(word.casefold(), _Node())
            if node is not root:
                node.entries.append(entry)
    return Gazetteer(root)


def _entries(entity: KnownEntity, places: dict[str, KnownEntity]) -> Iterator[Entry]:
    names = entity.aliases if entity.name in entity.descriptions else (entity.name, *entity.aliases)
    for means, wordings in (
        (Means.ALIAS, names),
        (Means.MISSPELLING, entity.misspellings),
        (Means.SHORT, entity.short),
        (Means.DESCRIPTION, entity.descriptions),
    ):
        for wording in dict.fromkeys(wordings):
            yield Entry(wording=wording, entity=entity, means=means)
    for role in entity.roles:
        for wording in dict.fromkeys(_office_wordings(role, places)):
            if " " not in wording:
                # "diplomat" alone is what anybody may be called; it still describes its holder.
                continue
            yield Entry(wording=wording, entity=entity, means=Means.OFFICE, role=role)


def _office_wordings(role: Role, places: dict[str, KnownEntity]) -> Iterable[str]:
    """Return how an office may be written: "Pakistan's national security adviser", "President of Afghanistan"."""
    titles = [role.title.lower()]
    for one, other in (("adviser", "advisor"), ("defense", "defence"), ("secretary general", "secretary-general")):
        titles += [title.replace(one, other) for title in titles if one in title]
        titles += [title.replace(other, one) for title in titles if other in title]
    if role.of is None:
        return titles
    place = places.get(role.of)
    names = (role.of, *place.aliases) if place else (role.of,)
    before = (*names, *(place.adjectives if place else ()), *(f"{name}'s" for name in names))
    return [
        wording
        for title in titles
        for wording in (
            *(f"{word} {title}" for word in before),
            *(f"{title} of {article}{name}" for name in names for article in ("", "the ")),
        )
    ]


def _plurals(node: _Node) -> _Node:
    """Return a node with those entries that may take a plural: bodies and groups, not people or places."""
    allowed = (EntityType.ORG, EntityType.NORP)
    return _Node(entries=[entry for entry in node.entries if entry.entity.type in allowed])


def _is_plural(word: str) -> bool:
    return len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")


def _is_written_as(entry: Entry, surface: str) -> bool:
    """Whether the case of `surface` may be this entry: "us" is not "US", "the palace" not "Palace"."""
    if entry.means in {Means.DESCRIPTION, Means.OFFICE}:
        return True
    wording = entry.wording
    if _is_acronym(wording):
        return _bare(surface) == _bare(wording)
    if _WORD.fullmatch(wording):
        return surface[:1].isupper() or not wording[:1].isupper()
    return any(word[:1].isupper() for word in _WORD.findall(surface)) or wording.islower()


def _is_acronym(wording: str) -> bool:
    letters = _bare(wording)
    return len(letters) <= _LONGEST_ACRONYM and letters.isupper()


def _bare(wording: str) -> str:
    return "".join(_WORD.findall(wording))


def _with_stop(text: str, end: int, entries: tuple[Entry, ...]) -> int:
    """Return the end with the last stop of "U.S." where both the wording and the text have it."""
    stops = any(entry.wording.endswith(".") for entry in entries) and text[end : end + 1] == "."
    return end + 1 if stops and "." in text[max(0, end - 2) : end] else end


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether the stretch is part of a web address, an e-mail address or a handle."""
    if start and text[start - 1] in _ADDRESS_BEFORE and text[start - 1] != "/":
        return True
    if text[end : end + 1] == "@":
        return True
    is_host = text[end : end + 1] == "." and text[end + 1 : end + 2].islower()
    return is_host or text[max(0, start - 2) : start] == "//" or text[max(0, start - 4) : start].lower() == "www."
