"""Write acts down as claims: one row for each holder, with its chain, cue and date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.extract.stance.holders import parties_of
from transforms.extract.stance.lexicon import StanceLexicon
from transforms.extract.stance.parties import NOBODY, Party, outlet, speaks_for
from transforms.extract.stance.qualifiers import qualifier_of
from transforms.extract.stance.said import when_said
from transforms.extract.stance.scene import Scene
from transforms.extract.stance.topics import Topic
from transforms.identity import stable_id
from transforms.records import Claim, DateMention, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.stance.ledger import Act
    from transforms.extract.stance.matching import Sighting
    from transforms.extract.stance.operators import Cue

_CARRIED = 0.8
_HEDGED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that rows are made from."""

    scene: Scene
    topic: Topic
    lexicon: StanceLexicon
    dates: tuple[DateMention, ...]


def rows(evidence: Evidence, sighting: Sighting, act: Act) -> Iterator[Claim]:
    """Yield the claims of one act, one for each holder, and those of the propositions that are said along with it."""
    holders, act = held(evidence, act)
    asserted = act.stance in {Stance.ASSERTS, Stance.TOLERATES}
    implied = sighting.pattern.implies if asserted or not sighting.pattern.implied_by_assertion else ()
    for holder in holders:
        for proposition in (sighting.proposition.id, *implied):
            yield act_claim(
                evidence,
                act,
                holder,
                proposition=proposition,
                sentence=sighting.sentence,
                scope=sighting.scope,
                rule=f"{sighting.pattern.name}/{sighting.scope_rule}/{act.rule}",
                confidence=_confidence(sighting, act),
            )


def held(evidence: Evidence, act: Act) -> tuple[tuple[Party, ...], Act]:
    """Return who holds an act, and the act with the chain that is left.

    Whoever speaks for a country or body holds what the body says: "Pakistan denied it, spokesman X said" is X's act.
    """
    if act.unspecified:
        return (NOBODY,), act
    if act.holder is None:
        return (outlet(evidence.scene),), act
    holders = parties_of(evidence.scene, evidence.topic, evidence.lexicon, act.holder)
    for _ in act.via[:1]:
        speakers = parties_of(evidence.scene, evidence.topic, evidence.lexicon, act.via[0])
        if holders != (NOBODY,) and not speaks_for(evidence.topic, speakers, holders):
            break
        holders, act = speakers, replace(act, holder=act.via[0], via=act.via[1:])
    return holders, act


def relays(evidence: Evidence, act: Act, holder: Party) -> tuple[Party, ...]:
    """Return through whom an act reached the outlet, outermost last: those told of it, and who relays its quote."""
    found: list[Party] = []
    for cue in act.via:
        found += parties_of(evidence.scene, evidence.topic, evidence.lexicon, cue)
    unique = {party.name: party for party in found if party.name and party.name != holder.name}
    return tuple(unique.values())


def act_claim(
    evidence: Evidence,
    act: Act,
    holder: Party,
    *,
    proposition: str,
    sentence: int,
    scope: Scope,
    rule: str,
    confidence: float,
) -> Claim:
    """Return one act of one holder as a claim."""
    scene, document = evidence.scene, evidence.scene.document
    words = scene.sentences[sentence]
    start, end = trimmed(words.text, words.start_char)
    cue_start, cue_end = cue_span(scene, act.cue)
    quote = act.holder.quote if act.holder is not None else None
    said = when_said(document, evidence.dates, start, end, in_past=act.past)
    via = relays(evidence, act, holder)
    return Claim(
        claim_id=stable_id(
            "claim", document.version_id, evidence.topic.id, proposition, start, act.stance, holder.name
        ),
        version_id=document.version_id,
        topic=evidence.topic.id,
        proposition=proposition,
        start=start,
        end=end,
        sentence=document.text[start:end],
        scope=scope,
        stance=act.stance,
        hedged=act.hedged,
        presupposed=act.presupposed,
        conceded=act.conceded,
        past=act.past,
        holder_kind=holder.kind,
        holder=holder.name,
        holder_entity=holder.entity,
        side=holder.side,
        via=tuple(party.name for party in via if party.name),
        via_entities=tuple(party.entity for party in via if party.entity is not None),
        quote_id=quote.quote_id if quote is not None else None,
        cue_start=cue_start,
        cue_end=cue_end,
        cue=document.text[cue_start:cue_end] if cue_start is not None else None,
        said_date=said.start,
        said_end=said.end,
        said_anchor=said.anchor,
        said_date_id=said.date_id,
        rule=rule,
        confidence=confidence,
        qualifier=qualifier_of(document.text[start:end], act.stance, evidence.topic.subject.events),
    )


def trimmed(text: str, start: int) -> tuple[int, int]:
    """Return where a sentence's words begin and end without the space around them."""
    lead = len(text) - len(text.lstrip())
    return start + lead, start + len(text.rstrip())


def cue_span(scene: Scene, cue: Cue | None) -> tuple[int | None, int | None]:
    """Return the characters of a cue, None where nothing but the lack of a cue decided."""
    if cue is None or cue.end <= cue.start:
        return None, None
    span = scene.parse[cue.start : cue.end]
    return span.start_char, span.end_char


def _confidence(sighting: Sighting, act: Act) -> float:
    confidence = sighting.pattern.confidence
    if sighting.scope is Scope.NAMED and sighting.scope_rule != "named":
        confidence *= _CARRIED
    if act.hedged or act.presupposed:
        confidence *= _HEDGED
    return round(confidence, 3)
