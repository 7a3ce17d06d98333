"""Denials by those who report: a claim "contradicted by our correspondent" is denied by the outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.extract.stance.holders import parties_of
from transforms.extract.stance.ledger import Act
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.parties import outlet
from transforms.extract.stance.rows import Evidence, act_claim
from transforms.records import QuoteKind, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span

    from transforms.extract.stance.parties import Party
    from transforms.records import Claim

_CONTRADICTED: Final = re.compile(
    r"\b(?:claim|assertion|statement|account|allegation|version)s?\b[^.;]{0,60}?"
    r"\b(?P<cue>contradicted|disputed|disproved|refuted|belied) by\b(?P<by>[^.;]*)",
    re.IGNORECASE,
)
_REPORTER: Final = re.compile(
    r"\b(?:reporters?|correspondents?|journalists?|newspaper|website|magazine)\b", re.IGNORECASE
)
_OWN: Final = re.compile(
    r"\b(?:this|our|its|the) (?:own )?(?:\w+ )?(?:reporter|correspondent|journalist|newspaper)", re.IGNORECASE
)
_CONFIDENCE: Final = 0.6


def reporters_denials(evidence: Evidence, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the denials of what was asserted in the same sentence or the one before, and is said to be contradicted."""
    for number, sentence in enumerate(evidence.scene.sentences):
        found = _CONTRADICTED.search(sentence.text)
        reporter = _REPORTER.search(found["by"]) if found else None
        if found is None or reporter is None or _is_quoted(evidence, sentence.start_char + found.start("cue")):
            continue
        cue = _cue(sentence, found, reporter)
        for claim in _asserted(evidence, claims, number):
            for party in _holders(evidence, found["by"], cue):
                yield act_claim(
                    evidence,
                    Act(stance=Stance.DENIES, holder=cue, cue=cue, rule="reporter"),
                    party,
                    proposition=claim.proposition,
                    sentence=number,
                    scope=claim.scope,
                    rule="reporter",
                    confidence=_CONFIDENCE,
                )


def _cue(sentence: Span, found: re.Match[str], reporter: re.Match[str]) -> Cue:
    verb = sentence.char_span(found.start("cue"), found.end("cue"), alignment_mode="expand")
    who = sentence.char_span(
        found.start("by") + reporter.start(), found.start("by") + reporter.end(), alignment_mode="expand"
    )
    return Cue(operator=Operator.DENIAL, start=verb.start, end=verb.end, on=verb.start, holder=who.start)


def _holders(evidence: Evidence, by: str, cue: Cue) -> tuple[Party, ...]:
    """Return the outlet for its own people, else whoever the text names."""
    own = outlet(evidence.scene)
    if _OWN.search(by) or (own.name is not None and own.name.casefold() in by.casefold()):
        return (own,)
    return parties_of(evidence.scene, evidence.topic, evidence.lexicon, cue)


def _asserted(evidence: Evidence, claims: Sequence[Claim], number: int) -> Iterator[Claim]:
    """Yield the nearest assertions, one a proposition."""
    for at in (number, number - 1):
        if at < 0:
            return
        sentence = evidence.scene.sentences[at]
        near = {
            claim.proposition: claim
            for claim in claims
            if sentence.start_char <= claim.start < sentence.end_char
            and claim.stance in {Stance.ASSERTS, Stance.TOLERATES}
        }
        if near:
            yield from near.values()
            return


def _is_quoted(evidence: Evidence, at: int) -> bool:
    """Say whether the words stand between somebody's quotation marks, and the denial is theirs."""
    marked = [quote for quote in evidence.scene.quotes if quote.kind in {QuoteKind.DIRECT, QuoteKind.MIXED}]
    return any(start <= at < end for quote in marked for start, end in quote.spans)
