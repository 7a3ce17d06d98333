"""Say whether a sentence is about the topic's subject, and whether it names it or only a wider class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import Hit, hits, is_one_of
from transforms.extract.stance.scene import Scene, hits_in
from transforms.extract.stance.tree import lowers
from transforms.records import Scope

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from transforms.extract.stance.topics import Subject

_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "same", "said"})
_NEAR = 3
_HEADLINE_SENTENCES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectSighting:
    """How a sentence speaks of the subject: where, named or generic, and by which rule."""

    hits: tuple[Hit, ...]
    scope: Scope
    rule: str


def subject_in(scene: Scene, subject: Subject, number: int) -> SubjectSighting | None:
    """Return how the sentence speaks of the subject, None where it does not."""
    named = hits_in(scene, number, subject.names)
    if named:
        again = [hit for hit in hits(subject.stand_ins, scene.sentences[number]) if _is_again(scene, hit, named)]
        return SubjectSighting(hits=(*named, *again), scope=Scope.NAMED, rule="named")
    for read in (_stand_in, _event, _wider, _generic):
        sighting = read(scene, subject, number)
        if sighting is not None:
            return sighting
    return None


def names_subject(scene: Scene, subject: Subject, number: int) -> bool:
    """Say whether a sentence names the subject in so many words."""
    return 0 <= number < len(scene.sentences) and bool(hits_in(scene, number, subject.names))


def _last_named(scene: Scene, subject: Subject, number: int) -> int | None:
    """Return the nearest sentence before this one that names the subject, unless others were named since."""
    for before in range(number - 1, max(-1, number - 1 - _NEAR), -1):
        if names_subject(scene, subject, before):
            return before
        if hits(subject.others, scene.sentences[before]):
            return None
    return None


def _about_subject(scene: Scene, subject: Subject) -> bool:
    """Say whether the headline or the opening names the subject."""
    return any(names_subject(scene, subject, number) for number in range(_HEADLINE_SENTENCES + 1))


def _stand_in(scene: Scene, subject: Subject, number: int) -> SubjectSighting | None:
    sentence = scene.sentences[number]
    pointing = tuple(hit for hit in hits(subject.stand_ins, sentence) if _points_back(scene, hit))
    if not pointing or _are_others(subject, sentence, pointing):
        return None
    if _last_named(scene, subject, number) is None:
        return None
    return SubjectSighting(hits=pointing, scope=Scope.NAMED, rule="stand-in")


def _is_again(scene: Scene, hit: Hit, named: tuple[Hit, ...]) -> bool:
    """Say whether a noun takes up the subject that its own sentence has named before: "the group"."""
    is_noun = scene.parse[hit.root].pos_ in {"NOUN", "PROPN"}
    return (
        is_noun
        and named[0].end <= hit.start
        and all(hit.root != one.root for one in named)
        and _points_back(scene, hit)
    )


def _are_others(subject: Subject, sentence: Span, pointing: tuple[Hit, ...]) -> bool:
    """Say whether the sentence names other groups, but as the whole of which the subject is a part."""
    wholes = {hit.start for hit in pointing if is_one_of(subject.parts, sentence.doc[hit.root])}
    return any(other.end not in wholes for other in hits(subject.others, sentence))


def _event(scene: Scene, subject: Subject, number: int) -> SubjectSighting | None:
    pointing = tuple(
        hit
        for hit in hits(subject.events, scene.sentences[number])
        if _points_back(scene, hit) and not _is_elsewhere(scene, hit, number)
    )
    if not pointing or not names_subject(scene, subject, number - 1) or hits(subject.others, scene.sentences[number]):
        return None
    return SubjectSighting(hits=pointing, scope=Scope.NAMED, rule="event")


def _is_elsewhere(scene: Scene, hit: Hit, number: int) -> bool:
    """Say whether an event is told by a place that the sentence before does not name: "the attack in X"."""
    after = scene.parse[hit.end : hit.end + 2]
    named = len(after) > 1 and lowers(after[0]) in {"in", "at"} and after[1].pos_ == "PROPN"
    return named and after[1].text not in scene.sentences[number - 1].text


def _points_back(scene: Scene, hit: Hit) -> bool:
    """Say whether a stand-in is a pronoun, or a noun after "the", "this", "their"."""
    root: Token = scene.parse[hit.root]
    if any(mention.entity_id is not None for mention in scene.by_token.get(root.i, ())):
        return False
    if root.pos_ in {"PRON", "DET"}:
        return True
    before = scene.parse[max(0, hit.start - 3) : hit.start]
    return any(lowers(token) in _POINTING for token in before)


def _wider(scene: Scene, subject: Subject, number: int) -> SubjectSighting | None:
    found = hits(subject.wider, scene.sentences[number])
    if not found:
        return None
    near = any(names_subject(scene, subject, other) for other in range(number - _NEAR, number + 2))
    scope = Scope.NAMED if near or _about_subject(scene, subject) else Scope.GENERIC
    return SubjectSighting(hits=found, scope=scope, rule="wider")


def _generic(scene: Scene, subject: Subject, number: int) -> SubjectSighting | None:
    sentence = scene.sentences[number]
    found = hits(subject.generic, sentence)
    if not found:
        return None
    same_paragraph = [
        other
        for other in range(number)
        if scene.paragraphs[other] == scene.paragraphs[number] and names_subject(scene, subject, other)
    ]
    pointing = [hit for hit in found if _points_back(scene, hit)]
    named = bool(same_paragraph and pointing) and not hits(subject.others, sentence)
    return SubjectSighting(
        hits=found, scope=Scope.NAMED if named else Scope.GENERIC, rule="antecedent" if named else "generic"
    )
