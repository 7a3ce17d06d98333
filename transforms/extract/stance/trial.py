"""Try a topic on a text: what it finds, which words decided, and what it only nearly finds, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from transforms.extract.claims import find_claims
from transforms.extract.stance import matching
from transforms.extract.stance.findings import Findings
from transforms.extract.stance.matching import NearMiss
from transforms.extract.stance.scene import set_scene
from transforms.extract.stance.topics import SUBJECT
from transforms.records import Claim, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from transforms.extract.stance.checking import ReadText
    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.scene import Scene
    from transforms.extract.stance.topics import Pattern, Topic

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a topic makes of one text: the named claims, and the sentences that come close."""

    hits: tuple[Claim, ...]
    misses: tuple[NearMiss, ...]


def try_topic(text: ReadText, topic: Topic, lexicon: StanceLexicon) -> Trial:
    """Return the hits and near misses of a topic in one text."""
    claims = find_claims(text.document, text.parse, text.found, text.quotes, text.dates, topic, lexicon)
    scene = set_scene(text.document, text.parse, text.found, text.quotes)
    return Trial(
        hits=tuple(claim for claim in claims if claim.scope is Scope.NAMED),
        misses=near_misses(scene, topic, lexicon, claims),
    )


def near_misses(scene: Scene, topic: Topic, lexicon: StanceLexicon, claims: Sequence[Claim]) -> tuple[NearMiss, ...]:
    """Return the sentences that come close to a proposition and are no hit, nearest kind first.

    Four kinds: the words are there but not as the pattern wants them; one group has no word; only a wider class than
    the subject is spoken of; the proposition is spoken of, but nobody takes a stance. A sentence has at most one row
    for each proposition.
    """
    hits = [claim for claim in claims if claim.scope is Scope.NAMED]
    taken = {(claim.proposition, number) for claim in hits for number in _sentences_at(scene, claim.start, claim.end)}
    # That a word is missing altogether says more than that it does not stand where the pattern wants it.
    lacking = {(miss.proposition, miss.pattern, miss.start): miss for miss in _lacking(scene, topic, lexicon)}
    found: dict[tuple[str, int], NearMiss] = {}
    for miss in (
        *matching.near_misses(scene, topic, lexicon),
        *lacking.values(),
        *_generic(claims),
        *_without_stance(scene, topic, lexicon),
    ):
        numbers = _sentences_at(scene, miss.start, miss.end)
        if numbers and (miss.proposition, numbers[0]) not in taken:
            clearer = lacking.get((miss.proposition, miss.pattern, miss.start), miss)
            found.setdefault((miss.proposition, numbers[0]), clearer)
    return tuple(found.values())


def could_speak_of(text: str, topic: Topic) -> bool:
    """Say whether a text holds the first word of any name of the subject, so that reading it may be worth the time."""
    lower = text.lower()
    words = (*topic.subject.names, *topic.subject.wider, *topic.subject.generic)
    return any(word.lower().replace("-", " ").split()[0] in lower for word in words if word.strip())


def spread(items: Sequence[T], most: int, kind: Callable[[T], Hashable]) -> list[T]:
    """Return at most `most` items in their order, taking turns between the kinds so that each is seen."""
    rows: dict[Hashable, list[int]] = {}
    for number, item in enumerate(items):
        rows.setdefault(kind(item), []).append(number)
    turns = sorted((turn, number) for numbers in rows.values() for turn, number in enumerate(numbers))
    return [items[number] for _, number in sorted(turns[:most], key=lambda turn: turn[1])]


def _lacking(scene: Scene, topic: Topic, lexicon: StanceLexicon) -> Iterator[NearMiss]:
    """Yield sentences on the named subject that hold a head word but lack exactly one of the groups asked for."""
    before: Findings | None = None
    for number in range(len(scene.sentences)):
        findings = Findings(scene, topic, lexicon, number)
        if findings.subject is not None and findings.subject.scope is Scope.NAMED:
            for proposition in topic.proposition:
                for pattern in proposition.pattern:
                    yield from _lacking_one(findings, before, proposition.id, pattern)
        before = findings


def _lacking_one(findings: Findings, before: Findings | None, proposition: str, pattern: Pattern) -> Iterator[NearMiss]:
    hit = next((hit for name in pattern.head for hit in findings.of(name)), None)
    lacks = _lacks(findings, before, pattern)
    if hit is not None and len(lacks) == 1:
        yield _miss(
            findings.scene,
            findings.number,
            proposition=proposition,
            pattern=pattern.name,
            head=findings.scene.parse[hit.start : hit.end].text,
            reason=f"no word of {lacks[0]!r} in the sentence",
        )


def _lacks(findings: Findings, before: Findings | None, pattern: Pattern) -> list[str]:
    """Return the groups that the pattern asks for and the sentence does not have."""
    wanted = dict.fromkeys((*pattern.must, *pattern.near, *pattern.place))
    carried = {name for name in pattern.must if name != SUBJECT and before is not None and before.of(name)}
    return [name for name in wanted if name not in carried and not findings.of(name)]


def _generic(claims: Sequence[Claim]) -> Iterator[NearMiss]:
    """Yield the claims that are kept but never counted, because only a wider class is spoken of."""
    for claim in claims:
        if claim.scope is not Scope.NAMED:
            yield NearMiss(
                proposition=claim.proposition,
                pattern=claim.rule.split("/")[0],
                start=claim.start,
                end=claim.end,
                sentence=" ".join(claim.sentence.split()),
                head="",
                reason="only a wider class than the subject is spoken of; kept as generic, never counted",
            )


def _without_stance(scene: Scene, topic: Topic, lexicon: StanceLexicon) -> Iterator[NearMiss]:
    """Yield where a pattern fits; what became no claim there is a question, a condition or a bare mention."""
    for sighting in matching.sightings(scene, topic, lexicon):
        head = scene.parse[sighting.head].text
        yield _miss(
            scene,
            sighting.sentence,
            proposition=sighting.proposition.id,
            pattern=sighting.pattern.name,
            head=head,
            reason=f"the words fit, but nobody takes a stance at {head!r}: a question, a condition or a plan",
        )


def _miss(scene: Scene, number: int, *, proposition: str, pattern: str, head: str, reason: str) -> NearMiss:
    sentence = scene.sentences[number]
    return NearMiss(
        proposition=proposition,
        pattern=pattern,
        start=sentence.start_char,
        end=sentence.end_char,
        sentence=" ".join(sentence.text.split()),
        head=head,
        reason=reason,
    )


def _sentences_at(scene: Scene, start: int, end: int) -> list[int]:
    """Return the numbers of the sentences that share a character with a span."""
    return [
        number
        for number, sentence in enumerate(scene.sentences)
        if sentence.start_char < end and start < sentence.end_char
    ]
