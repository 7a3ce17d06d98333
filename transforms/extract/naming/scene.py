"""The sightings of an article in reading order, looked up by token, sentence and grammatical place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transforms.extract.naming.cast import Cast, Character, Sighting
    from transforms.extract.naming.reading import Reading

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
_CLAUSES = frozenset({"conj", "xcomp", "advcl"})
_BESIDE = frozenset({"appos", "flat", "nmod:desc"})
_PLACE = attrgetter("start", "end")
_START = attrgetter("start")


class Scene:
    """What has been found so far. Rules add sightings; each later rule sees those of the earlier ones."""

    def __init__(self, reading: Reading, cast: Cast, sightings: Iterable[Sighting]) -> None:
        """Lay out the sightings."""
        self.reading = reading
        self.cast = cast
        self.sightings = sorted(sightings, key=_PLACE)
        self._at: dict[int, Sighting] = {}
        self._people: Counter[int] = Counter()
        for sighting in self.sightings:
            self._lay(sighting)

    def add(self, sighting: Sighting) -> None:
        """Add one sighting in its place."""
        insort(self.sightings, sighting, key=_PLACE)
        self._lay(sighting)

    def replace(self, old: Sighting, new: Sighting) -> None:
        """Put `new` in the place of `old`."""
        self.sightings[self.sightings.index(old)] = new
        self._lay(new)

    def _lay(self, sighting: Sighting) -> None:
        if sighting.type is EntityType.PERSON and sighting.kind is not MentionKind.ROLE:
            self._people.update(sighting.referents)
        for token in range(sighting.first, sighting.last + 1):
            self._at[token] = sighting

    def at(self, token: int) -> Sighting | None:
        """Return the sighting over a token."""
        return self._at.get(token)

    def share(self, entity_id: int) -> float:
        """Return the share of a person in all mentions of persons."""
        return self._people[entity_id] / self._people.total() if self._people else 0.0

    def before(self, token: int) -> Iterator[Sighting]:
        """Yield the sightings that end before a token, nearest first."""
        place = bisect_left(self.sightings, self.reading.starts[token], key=_START)
        for index in range(place - 1, -1, -1):
            if self.sightings[index].last < token:
                yield self.sightings[index]

    def beside(self, token: int) -> list[Sighting]:
        """Return the sightings of the paragraph that a token stands in."""
        paragraphs, starts = self.reading.paragraphs, self.reading.starts
        first = bisect_left(paragraphs, paragraphs[token])
        after = bisect_right(paragraphs, paragraphs[token])
        start = bisect_left(self.sightings, starts[first], key=_START)
        end = bisect_left(self.sightings, starts[after], key=_START) if after < len(starts) else None
        return self.sightings[start:end]

    def characters_before(self, token: int, *kinds: EntityType) -> list[Character]:
        """Return the entities of these types named before a token, the one named last first."""
        found: dict[int, Character] = {}
        for sighting in self.before(token):
            if sighting.kind is not MentionKind.PRONOUN and sighting.type in kinds:
                for referent in sighting.referents:
                    found.setdefault(referent, self.cast[referent])
        return list(found.values())

    def characters_after(self, token: int, paragraphs: int, kind: EntityType) -> list[Character]:
        """Return the entities of a type that are named within the next paragraphs."""
        last = self.reading.paragraphs[token] + paragraphs
        found: dict[int, Character] = {}
        for sighting in self.sightings:
            if sighting.first > token and sighting.type is kind and self.reading.paragraphs[sighting.first] <= last:
                found.update((one, self.cast[one]) for one in sighting.referents)
        return list(found.values())

    def subject_token(self, verb: int) -> int | None:
        """Return the subject of a verb, looked for in the clause above where a clause shares it."""
        reading = self.reading
        for _ in range(4):
            for child in reading.children[verb]:
                if reading.deps[child] in _SUBJECTS:
                    return child
            if reading.deps[verb] not in _CLAUSES:
                return None
            verb = reading.heads[verb]
        return None

    def subject(self, verb: int) -> Sighting | None:
        """Return the sighting that is the subject of a verb, or the name in apposition to it ("the minister, X")."""
        token = self.subject_token(verb)
        if token is None or (self.reading.quoted[token] and not self.reading.quoted[verb]):
            # What stands in a quotation does not speak it.
            return None
        found = self.at(token)
        if found is not None and found.referents:
            return found
        beside = (self.at(child) for child in self.reading.children[token] if self.reading.deps[child] in _BESIDE)
        return next((one for one in beside if one is not None and one.referents), found)

    def is_subject(self, token: int) -> bool:
        """Whether the token is a subject, itself or as a further one of several."""
        return self.reading.deps[self.governing(token)] in _SUBJECTS

    def governing(self, token: int) -> int:
        """Return the noun for which a token stands in the clause: "a spokesman, X, said" has its name below a noun."""
        deps, heads = self.reading.deps, self.reading.heads
        for _ in range(3):
            if deps[token] != "conj" and deps[token] not in _BESIDE:
                break
            token = heads[token]
        return token
