"""Link texts to who issued them: "the statement", "the Op-Ed", "a report by the ministry"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.naming.cast import Sighting
from transforms.extract.naming.issuers import issuers_beside
from transforms.extract.naming.phrases import Phrase, is_head, phrase_at
from transforms.extract.naming.salience import is_speaking
from transforms.extract.naming.vocabulary import DOCUMENT_NOUNS, SPEECH_VERBS
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.naming.scene import Scene

# Texts by which a body speaks, so that the body that spoke last is likely their issuer.
_SPOKEN_BY_BODIES = frozenset({"statement", "communique", "communiqué", "declaration"})
_COMPOUND = "op-ed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issued:
    """A text that the article has introduced."""

    noun: str
    issuers: tuple[int, ...]
    confidence: float


def link_documents(scene: Scene) -> None:
    """Add the texts that the article speaks of, each linked to its issuer.

    A text that the sentence itself ascribes ("released a statement", "the ministry's report") is linked by that;
    a definite one without is the last text of that kind that was ascribed.
    """
    issued: list[_Issued] = []
    for phrase in list(_documents(scene)):
        found = _ascribed(scene, phrase)
        rule = "issuer-beside"
        if found is None and phrase.is_definite:
            found = _told_before(phrase, issued)
            rule = "issuer-before"
            if found is None and phrase.noun in _SPOKEN_BY_BODIES and _speaks(scene, phrase):
                found, rule = _implied(scene, phrase), "issuer-implied"
        elif found is not None:
            issued.append(found)
        if found is not None or phrase.is_definite or _speaks(scene, phrase):
            _put(scene, _sighting(scene, phrase, found, rule))


def _put(scene: Scene, sighting: Sighting) -> None:
    """Add the sighting, in place of an open one of an earlier pass."""
    earlier = scene.at(sighting.head)
    if earlier is None:
        scene.add(sighting)
    elif earlier.kind is MentionKind.DOCUMENT and not earlier.referents and sighting.referents:
        scene.replace(earlier, sighting)


def _documents(scene: Scene) -> Iterator[Phrase]:
    """Yield the phrases whose head is a noun for a text; an "Op-Ed" may be three tokens."""
    reading = scene.reading
    for index, lemma in enumerate(reading.lemmas):
        noun, begins = lemma, index
        if reading.lowered[index] == "ed" and reading.lowered[max(0, index - 2) : index] == ["op", "-"]:
            noun, begins = _COMPOUND, index - 2
        noun = reading.lowered[index] if noun not in DOCUMENT_NOUNS else noun
        if noun not in DOCUMENT_NOUNS or not _is_noun(scene, index, noun) or _is_no_text(scene, index, noun):
            continue
        yield phrase_at(reading, index, noun, begins=begins)


def _is_noun(scene: Scene, index: int, noun: str) -> bool:
    sighting = scene.at(index)
    if sighting is not None and sighting.kind is not MentionKind.DOCUMENT:
        return False
    is_noun = scene.reading.pos[index] in {"NOUN", "PROPN"} or noun == _COMPOUND
    return is_noun and is_head(scene.reading, index)


def _is_no_text(scene: Scene, index: int, noun: str) -> bool:
    """Whether the noun means something else here: "a piece of furniture", "his studies"."""
    lowered = scene.reading.lowered
    following = lowered[index + 1] if index + 1 < len(lowered) else ""
    return (noun in {"piece", "column"} and following == "of") or (noun == "study" and lowered[index] != noun)


def _sighting(scene: Scene, phrase: Phrase, found: _Issued | None, rule: str) -> Sighting:
    reading = scene.reading
    return Sighting(
        start=reading.starts[phrase.first],
        end=reading.ends[phrase.head],
        first=phrase.first,
        last=phrase.head,
        head=phrase.head,
        kind=MentionKind.DOCUMENT,
        type=EntityType.WORK,
        referents=found.issuers if found else (),
        linked_by=rule if found else None,
        rule="noun-for-a-text",
        confidence=found.confidence if found else 0.3,
        is_plural=phrase.is_plural,
    )


def _speaks(scene: Scene, phrase: Phrase) -> bool:
    """Whether the text is the subject of a reporting verb."""
    reading = scene.reading
    return reading.deps[phrase.head] == "nsubj" and reading.lowered[reading.heads[phrase.head]] in SPEECH_VERBS


def _told_before(phrase: Phrase, issued: list[_Issued]) -> _Issued | None:
    """Return the text of this kind that was ascribed last, at less confidence where the noun is another."""
    for same, share in ((frozenset({phrase.noun}), 0.95), (DOCUMENT_NOUNS[phrase.noun], 0.75)):
        for text in reversed(issued):
            if text.noun in same:
                return _Issued(noun=phrase.noun, issuers=text.issuers, confidence=text.confidence * share)
    return None


def _implied(scene: Scene, phrase: Phrase) -> _Issued | None:
    """Return "the statement" of a body that has just spoken, though nobody was said to issue one."""
    reading = scene.reading
    here = reading.paragraphs[phrase.first]
    for sighting in scene.before(phrase.first):
        if here - reading.paragraphs[sighting.first] > 1:
            break
        is_body = sighting.type is EntityType.ORG and len(sighting.referents) == 1
        if is_body and not reading.quoted[sighting.head] and is_speaking(scene, sighting.head):
            return _Issued(noun=phrase.noun, issuers=sighting.referents, confidence=0.6)
    return None


def _ascribed(scene: Scene, phrase: Phrase) -> _Issued | None:
    issuers, confidence = issuers_beside(scene, phrase)
    return _Issued(noun=phrase.noun, issuers=issuers, confidence=confidence) if issuers else None
