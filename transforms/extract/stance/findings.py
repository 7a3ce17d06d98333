"""Where a sentence has the words of a topic's groups, looked up when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import Hit
from transforms.extract.stance.scene import Scene, hits_in
from transforms.extract.stance.scope import SubjectSighting, subject_in
from transforms.extract.stance.topics import SUBJECT, Group, Pattern, Topic, WordKind
from transforms.extract.stance.tree import lowers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.records import Quote

_BEFORE = 2
_OWN = frozenset({"we", "our", "us"})


class Findings:
    """The groups' hits in one sentence, and how it speaks of the topic's subject."""

    def __init__(self, scene: Scene, topic: Topic, lexicon: StanceLexicon, number: int) -> None:
        self.scene = scene
        self.topic = topic
        self.lexicon = lexicon
        self.number = number
        self.subject: SubjectSighting | None = subject_in(scene, topic.subject, number)
        self._hits: dict[str, tuple[Hit, ...]] = {}

    def of(self, name: str) -> tuple[Hit, ...]:
        """Return where the sentence has a word of the group."""
        if name == SUBJECT:
            return self.subject.hits if self.subject else ()
        if name not in self._hits:
            group = self.topic.group_called(name)
            found = hits_in(self.scene, self.number, group.words, group.not_before)
            found = tuple(hit for hit in found if _is_kind(self.scene.parse[hit.root], group.only))
            self._hits[name] = (*found, *self._own(group), *self._this_country(group, found))
        return self._hits[name]

    def _own(self, group: Group) -> tuple[Hit, ...]:
        """Return where the sentence says "we" or "our" and means a party of the group."""
        return tuple(
            Hit(start=token.i, end=token.i + 1, entry=token.text, root=token.i)
            for token in self.scene.sentences[self.number]
            if lowers(token) in _OWN and _speaks_as(self.scene, self.topic, token, group)
        )

    def _this_country(self, group: Group, found: tuple[Hit, ...]) -> Iterator[Hit]:
        """Yield "the country" where the place named last before it in the sentence is of the group."""
        places = {name for one in self.topic.proposition for pattern in one.pattern for name in _where(pattern)}
        if group.name not in places or not found:
            return
        others = [self.topic.group_called(name) for name in places - {group.name}]
        for token in self.scene.sentences[self.number]:
            if lowers(token) != "country" or token.i == 0 or lowers(token.nbor(-1)) not in {"the", "this", "our"}:
                continue
            ours = max((hit.start for hit in found if hit.start < token.i), default=-1)
            rivals = [
                hit.start for one in others for hit in hits_in(self.scene, self.number, one.words, one.not_before)
            ]
            if ours >= 0 and not any(ours < start < token.i for start in rivals):
                yield Hit(start=token.i, end=token.i + 1, entry=token.text, root=token.i)

    def placed_before(self, names: tuple[str, ...]) -> bool:
        """Say whether one of the two sentences before has a word of one of the groups."""
        before = range(max(0, self.number - _BEFORE), self.number)
        groups = [self.topic.group_called(name) for name in names]
        return any(hits_in(self.scene, at, group.words, group.not_before) for at in before for group in groups)

    def roots(self, name: str) -> list[Token]:
        """Return the governing token of each hit of the group."""
        return [self.scene.parse[hit.root] for hit in self.of(name)]


def _where(pattern: Pattern) -> tuple[str, ...]:
    """Return the groups that say where a thing is, not where it comes from."""
    return () if pattern.place_through else pattern.place


def _speaks_as(scene: Scene, topic: Topic, token: Token, group: Group) -> bool:
    """Say whether whoever is quoted saying "we" is on the side of a holder that the group names."""
    holding = [quote for quote in scene.quotes if any(start <= token.idx < end for start, end in quote.spans)]
    speakers = {name for quote in holding for name in _speakers(scene, quote)}
    sides = {holder.side for holder in topic.holder if holder.side and speakers & {holder.name, *holder.names}}
    if not sides:
        return group.own
    names = {word.lower() for word in group.words}
    return any(holder.side in sides and names & {name.lower() for name in holder.names} for holder in topic.holder)


def _speakers(scene: Scene, quote: Quote) -> set[str]:
    """Return the names of a quote's speakers, and its source's words without the article."""
    named = {scene.entities[entity].name for entity in quote.speakers if entity in scene.entities}
    words = (quote.speaker or "").removeprefix("the ").removeprefix("The ")
    return named | {words}


def _is_kind(token: Token, only: WordKind | None) -> bool:
    """Say whether a token is of the kind a group asks for; names and unknown words pass for nouns."""
    if only is None:
        return True
    is_verb = token.pos_ in {"VERB", "AUX"}
    return is_verb if only is WordKind.VERB else not is_verb
