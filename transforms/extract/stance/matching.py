"""Find where an article says one of a topic's propositions, by its words, its entities and the syntax between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.stance.findings import Findings
from transforms.extract.stance.fitting import is_place_denied, misfit
from transforms.extract.stance.topics import SUBJECT, Pattern, Proposition, Topic
from transforms.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.phrases import Hit
    from transforms.extract.stance.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A proposition found in a sentence; `head` is the token at which its stance is read.

    `opposite` says that the words are those of its contrary ("an enemy of", "not from X").
    """

    proposition: Proposition
    pattern: Pattern
    sentence: int
    head: int
    scope: Scope
    scope_rule: str
    opposite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A sentence in which a pattern's head and all its words stand, but not as the pattern wants them."""

    proposition: str
    pattern: str
    start: int
    end: int
    sentence: str
    head: str
    reason: str


def sightings(scene: Scene, topic: Topic, lexicon: StanceLexicon) -> Iterator[Sighting]:
    """Yield every place where a proposition of the topic is spoken of, in the order of the text."""
    before: Findings | None = None
    for number in range(len(scene.sentences)):
        findings = Findings(scene, topic, lexicon, number)
        if findings.subject is not None:
            for proposition in topic.proposition:
                yield from _of_proposition(findings, before, proposition)
        before = findings


def near_misses(scene: Scene, topic: Topic, lexicon: StanceLexicon) -> Iterator[NearMiss]:
    """Yield the sentences that nearly say a proposition, each with the reason why they do not count."""
    found = {(sighting.sentence, sighting.proposition.id) for sighting in sightings(scene, topic, lexicon)}
    before: Findings | None = None
    for number in range(len(scene.sentences)):
        findings = Findings(scene, topic, lexicon, number)
        if findings.subject is not None:
            for proposition in topic.proposition:
                if (number, proposition.id) not in found:
                    yield from _missed(findings, before, proposition)
        before = findings


def _of_proposition(findings: Findings, before: Findings | None, proposition: Proposition) -> Iterator[Sighting]:
    taken: set[int] = set()
    for opposite, patterns in ((False, proposition.pattern), (True, proposition.denied_by)):
        for pattern in patterns:
            for hit, reason in _candidates(findings, before, pattern):
                if reason is None and hit.root not in taken and findings.subject is not None:
                    taken.add(hit.root)
                    yield Sighting(
                        proposition=proposition,
                        pattern=pattern,
                        sentence=findings.number,
                        head=hit.root,
                        scope=findings.subject.scope,
                        scope_rule=findings.subject.rule,
                        opposite=opposite != is_place_denied(findings, pattern),
                    )


def _missed(findings: Findings, before: Findings | None, proposition: Proposition) -> Iterator[NearMiss]:
    sentence = findings.scene.sentences[findings.number]
    for pattern in proposition.pattern:
        for hit, reason in _candidates(findings, before, pattern):
            if reason is not None:
                yield NearMiss(
                    proposition=proposition.id,
                    pattern=pattern.name,
                    start=sentence.start_char,
                    end=sentence.end_char,
                    sentence=" ".join(sentence.text.split()),
                    head=findings.scene.parse[hit.start : hit.end].text,
                    reason=reason,
                )
                return


def _candidates(findings: Findings, before: Findings | None, pattern: Pattern) -> Iterator[tuple[Hit, str | None]]:
    """Yield the head words of a pattern in a sentence, each with what stands against it, None where it fits."""
    if not all(_has(findings, before, name) for name in pattern.must):
        return
    for name in pattern.head:
        for hit in findings.of(name):
            yield hit, misfit(findings, pattern, hit)


def _has(findings: Findings, before: Findings | None, name: str) -> bool:
    """Say whether the group has a word in the sentence, or for a setting such as a country, just before it."""
    if findings.of(name):
        return True
    return name != SUBJECT and before is not None and bool(before.of(name))
