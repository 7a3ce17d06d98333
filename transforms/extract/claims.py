"""Claims: which propositions of a topic an article touches, who holds them with what stance, and through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.acts import read_factual
from transforms.extract.stance.answers import answers
from transforms.extract.stance.carry import carried_on
from transforms.extract.stance.chain import chain_over
from transforms.extract.stance.demands import read_demand
from transforms.extract.stance.matching import Sighting, sightings
from transforms.extract.stance.phrases import hits, is_one_of
from transforms.extract.stance.reporters import reporters_denials
from transforms.extract.stance.rows import Evidence, rows
from transforms.extract.stance.scene import Scene, set_scene
from transforms.extract.stance.topics import PropositionKind, Topic
from transforms.records import Claim, DateMention, Document, HolderKind, Quote, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from transforms.extract.entities import FoundEntities
    from transforms.extract.stance.ledger import Act
    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.operators import Cue

VERSION = 6
# The scorer's word where it differs from ours; a stance that it does not know has no row.
_SCORED = {
    Stance.ASSERTS: "asserts",
    Stance.TOLERATES: "asserts",
    Stance.DENIES: "denies",
    Stance.DOUBTS: "doubts",
    Stance.DEMANDS: "demands-action",
}


def find_claims(  # noqa: PLR0917 - the order of the steps, agreed between the rooms
    document: Document,
    parse: Doc,
    found: FoundEntities,
    quotes: Sequence[Quote],
    dates: Sequence[DateMention],
    topic: Topic,
    lexicon: StanceLexicon,
) -> tuple[Claim, ...]:
    """Return what the article claims on a topic, in the order of the text, one row per act and holder."""
    scene = set_scene(document, parse, found, quotes)
    evidence = Evidence(scene=scene, topic=topic, lexicon=lexicon, dates=tuple(dates))
    claims: dict[int, Claim] = {}
    for sighting in sightings(scene, topic, lexicon):
        for act in _acts(scene, sighting, topic, lexicon):
            for claim in rows(evidence, sighting, act):
                claims.setdefault(claim.claim_id, claim)
    claims = {claim.claim_id: claim for claim in carried_on(tuple(claims.values()), topic)}
    for claim in answers(evidence, tuple(claims.values())):
        claims.setdefault(claim.claim_id, claim)
    for claim in reporters_denials(evidence, tuple(claims.values())):
        claims.setdefault(claim.claim_id, claim)
    return tuple(sorted(claims.values(), key=lambda claim: (claim.start, claim.proposition, claim.claim_id)))


def _acts(scene: Scene, sighting: Sighting, topic: Topic, lexicon: StanceLexicon) -> tuple[Act, ...]:
    head = scene.parse[sighting.head]
    cues = chain_over(scene, scene.sentences[sighting.sentence], head, lexicon)
    cues = tuple(cue for cue in cues if not _is_lived(scene, sighting, topic, lexicon, cue))
    if sighting.proposition.kind is PropositionKind.DEMAND:
        return read_demand(head, cues, lexicon, sighting.pattern)
    return read_factual(head, cues, lexicon, opposite=sighting.opposite)


def _is_lived(scene: Scene, sighting: Sighting, topic: Topic, lexicon: StanceLexicon, cue: Cue) -> bool:
    """Say whether a view is itself what is claimed: "the agency sees them as its tool" is not the agency's claim."""
    if cue.holder is None or not is_one_of(lexicon.reporting.view, scene.parse[cue.start]):
        return False
    words = scene.sentences[sighting.sentence]
    doers = [hit for name in sighting.pattern.near for hit in hits(topic.words(name), words)]
    return any(hit.start <= cue.holder < hit.end for hit in doers)


def article_rows(claims: Sequence[Claim], document: Document, document_id: str) -> list[dict[str, object]]:
    """Return an article's claims as the claims scorer reads them: one row for each act, where it is first told.

    Who says a thing again two sentences on has not said another. A headline, and an allegation that nobody is named
    for, repeat what the article tells with a name: they have a row only where it does not.
    """
    first: dict[tuple[str, str, str | None], Claim] = {}
    for claim in sorted(claims, key=lambda one: (_is_heading(one, document), one.start)):
        stance = _SCORED.get(claim.stance)
        if stance is not None and claim.scope is Scope.NAMED:
            first.setdefault((claim.proposition, stance, claim.holder), claim)
    told = {(proposition, stance) for (proposition, stance, _), claim in first.items() if _is_told(claim, document)}
    kept = [claim for (*key, _), claim in first.items() if _is_told(claim, document) or tuple(key) not in told]
    rows = [claim_row(claim, document_id) for claim in sorted(kept, key=lambda claim: claim.start)]
    return [row for row in rows if row is not None]


def _is_heading(claim: Claim, document: Document) -> bool:
    return claim.start < document.body_start


def _is_told(claim: Claim, document: Document) -> bool:
    """Say whether a claim stands in the body, with a holder."""
    return not _is_heading(claim, document) and claim.holder_kind is not HolderKind.UNSPECIFIED


def claim_row(claim: Claim, document_id: str) -> dict[str, object] | None:
    """Return a claim as the claims scorer reads it, None for what it does not count: generic, promises, refusals."""
    stance = _SCORED.get(claim.stance)
    if stance is None or claim.scope is not Scope.NAMED:
        return None
    return {
        "article_id": document_id,
        "topic": claim.topic,
        "proposition": claim.proposition,
        "stance": stance,
        "holder": claim.holder or str(claim.holder_kind),
        "holder_kind": str(claim.holder_kind),
        "via": list(claim.via),
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence,
        "scope": str(claim.scope),
        "hedged": claim.hedged,
        "presupposed": claim.presupposed,
        "said_date": claim.said_date.isoformat() if claim.said_date else None,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
