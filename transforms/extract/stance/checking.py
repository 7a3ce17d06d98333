"""Check a topic: its references, and its own example sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from transforms.extract.claims import find_claims
from transforms.extract.entities import FoundEntities
from transforms.extract.stance.topics import Proposition, Topic, faults
from transforms.records import Claim, DateMention, Document, Quote, Scope

if TYPE_CHECKING:
    from transforms.extract.stance.lexicon import StanceLexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A text with all that the steps before claims read from it."""

    document: Document
    parse: Doc
    found: FoundEntities
    quotes: Sequence[Quote] = ()
    dates: Sequence[DateMention] = ()


def check_topic(topic: Topic, lexicon: StanceLexicon, read: Callable[[str], ReadText]) -> tuple[str, ...]:
    """Return what is wrong with a topic, one line each; nothing where every example does what it says."""
    wrong = faults(topic)
    if wrong:
        return wrong
    return tuple(
        complaint for proposition in topic.proposition for complaint in _examples(topic, lexicon, read, proposition)
    )


def _examples(
    topic: Topic, lexicon: StanceLexicon, read: Callable[[str], ReadText], proposition: Proposition
) -> Iterator[str]:
    for example in proposition.positive:
        stance, _, sentence = example.partition(": ")
        claims = [claim for claim in _claims(topic, lexicon, read(sentence)) if claim.proposition == proposition.id]
        if not any(claim.stance == stance for claim in claims):
            yield f"{proposition.id}: should be {stance}, is {_told(claims)}: {sentence}"
    for sentence in proposition.negative:
        claims = [claim for claim in _claims(topic, lexicon, read(sentence)) if claim.proposition == proposition.id]
        if claims:
            yield f"{proposition.id}: should not be found, is {_told(claims)}: {sentence}"


def _claims(topic: Topic, lexicon: StanceLexicon, text: ReadText) -> list[Claim]:
    """Return the named claims of a text; generic ones are never counted."""
    claims = find_claims(text.document, text.parse, text.found, text.quotes, text.dates, topic, lexicon)
    return [claim for claim in claims if claim.scope is Scope.NAMED]


def _told(claims: Sequence[Claim]) -> str:
    return ", ".join(sorted({str(claim.stance) for claim in claims})) or "not found"
