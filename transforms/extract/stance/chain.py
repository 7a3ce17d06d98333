"""Join the cues of a sentence with the quotes that hold it into one chain, innermost first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.extract.stance.cues import cues_over, in_reach
from transforms.extract.stance.linear import linear_cues, verdicts
from transforms.extract.stance.making import is_told_of
from transforms.extract.stance.operators import HOLDING, Cue, Operator
from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import own_subject, patient_of
from transforms.extract.stance.tree import lowers
from transforms.records import CueClass, Quote, QuoteKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.scene import Scene

_BYLINE = 4
_MARKED = frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
_OWN = frozenset({"i", "we"})
_TO = frozenset({"to", "on", "about"})
_BELIEVING = ("think", "believe", "reckon", "imagine")
_ACCEPTING = ("accept", "agree")
_THINGS = frozenset({"that", "this", "it", "which", "these"})
_OPERATORS = {
    CueClass.DENIAL: Operator.DENIAL,
    CueClass.DEMAND: Operator.DEMAND,
    CueClass.CONCESSION: Operator.CONCESSION,
    CueClass.ACCUSATION: Operator.ACCUSATION,
}


def chain_over(scene: Scene, sentence: Span, head: Token, lexicon: StanceLexicon) -> tuple[Cue, ...]:
    """Return every cue over `head`, from its sentence and from the quotes that hold it, innermost first."""
    quoted = _is_in_marks(scene.document.text, head)
    inside = [cue for cue in cues_over(head, sentence, lexicon) if sentence.start <= cue.start < sentence.end]
    # What stands between commas inside quotation marks is the speaker's own aside, not the outlet's.
    inside = list(in_reach(sentence, (cue for cue in inside if not (quoted and cue.operator is Operator.ASIDE))))
    inside = [cue for cue in inside if not _is_over(scene, cue, head) and not _is_cut(cue, head)]
    inside += linear_cues(head, sentence, inside, lexicon)
    inside += verdicts(head, sentence, inside, lexicon)
    cues = _by_nearness(head, inside)
    for quote in _quotes_over(scene, head, lexicon):
        cues = _with_quote(scene, head, cues, quote)
    cues = _after_break(head, sentence, cues, lexicon)
    if not any(cue.operator in HOLDING for cue in cues):
        cues += _byline(sentence, head)
    doubted = _doubts(scene, list(_unwanted(cues)))
    return tuple(passed for cue in doubted for passed in _passed_on(scene, cue, lexicon))


def _unwanted(cues: list[Cue]) -> Iterator[Cue]:
    """Yield the cues; a demand that somebody else is asked to make is nobody's yet ("asked the body to press for")."""
    for at, cue in enumerate(cues):
        above = next((other for other in cues[at + 1 :] if other.operator in HOLDING), None)
        asked = cue.operator is Operator.DEMAND and above is not None and above.operator is Operator.DEMAND
        yield replace(cue, operator=Operator.INTENDING, holder=None, quote=None) if asked else cue


def _doubts(scene: Scene, cues: list[Cue]) -> Iterator[Cue]:
    """Yield the cues; who has seen no proof of a thing doubts it, and says no more."""
    lacking = {cue.holder for cue in cues if cue.operator is Operator.EVIDENCE and cue.negated}
    for at, cue in enumerate(cues):
        if cue.holder is None or cue.holder not in lacking:
            yield cue
        elif cue.operator is Operator.EVIDENCE and cue.negated:
            above = (other for other in cues[at + 1 :] if other.operator in HOLDING and other.holder is not None)
            # "I" is whoever is quoted with it.
            own = next(above, cue) if lowers(scene.parse[cue.holder]) in _OWN else cue
            yield replace(cue, operator=Operator.DOUBT, negated=False, holder=own.holder, quote=own.quote)
        elif cue.operator is not Operator.REPORT:
            yield cue  # the report is only the seeing: "he had seen no proof that"


def _is_over(scene: Scene, cue: Cue, head: Token) -> bool:
    """Say whether a report's quotation ended before the head, whatever the tree says."""
    if cue.operator is not Operator.REPORT or cue.start > head.i:
        return False
    own = [quote for quote in scene.quotes if quote.kind in _MARKED and _is_at(scene, cue, quote)]
    return bool(own) and all(quote.end <= head.idx for quote in own)


def _is_cut(cue: Cue, head: Token) -> bool:
    """Say whether a colon parts a negation from the head: "No talks: army presses on"."""
    return cue.operator in {Operator.NEGATION, Operator.ENDED} and any(
        token.text == ":" for token in head.doc[cue.start : head.i]
    )


def _after_break(head: Token, sentence: Span, cues: list[Cue], lexicon: StanceLexicon) -> list[Cue]:
    """Return the cues without those before a ", while" or ", but" where what follows has a source of its own."""
    breaks = [
        token.i
        for token in sentence.doc[sentence.start + 1 : head.i]
        if is_one_of(lexicon.turning.contrasting, token) and token.nbor(-1).text == ","
    ]
    if not breaks or not any(cue.operator in HOLDING and breaks[-1] < cue.start < head.i for cue in cues):
        return cues
    # Whoever is quoted with the whole sentence has said both parts of it.
    whole = (cue for cue in cues if cue.quote is not None and cue.quote.kind in _MARKED)
    kept = {*whole, *(cue for cue in cues if cue.start > breaks[-1])}
    return [cue for cue in cues if cue in kept]


def _byline(sentence: Span, head: Token) -> list[Cue]:
    """Return the source that a headline names after a colon: "Network behind blast: NDS"."""
    words = [token for token in sentence if not token.is_space]
    colon = next((at for at, token in enumerate(words) if token.text == ":" and token.i > head.i), None)
    if colon is None or words[-1].text in {".", "?", "!"} or not 0 < len(words) - 1 - colon <= _BYLINE:
        return []
    source = next((token for token in words[colon + 1 :] if token.pos_ == "PROPN"), None)
    if source is None:
        return []
    start = words[colon].i
    return [Cue(operator=Operator.REPORT, start=start, end=start + 1, on=start, holder=source.i)]


def _passed_on(scene: Scene, cue: Cue, lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield a cue, "X quoted Y as saying" as Y's words passed on by X; drop what a "we" says inside its own quote."""
    verb = scene.parse[cue.start]
    if verb.i > 0 and lowers(verb.nbor(-1)) == "as" and cue.operator is Operator.REPORT:
        return
    if cue.operator in HOLDING and is_one_of(lexicon.reporting.relay, verb):
        subject, patient = own_subject(verb), patient_of(verb)
        if patient is not None:
            yield replace(cue, holder=patient.i, quote=None)
            if subject is not None:
                yield replace(cue, holder=subject.i, quote=None)
            return
    believes = cue.operator is Operator.REPORT and is_one_of(_BELIEVING, verb)
    accepts = cue.operator is Operator.CONCESSION and is_one_of(_ACCEPTING, verb)
    if cue.negated and (believes or accepts):
        # "I do not think that they are" says that they are not.
        yield Cue(operator=Operator.NEGATION, start=cue.start, end=cue.end, on=cue.on)
        cue = replace(cue, negated=False)
    if cue.holder is not None and lowers(scene.parse[cue.holder]) in _OWN and cue.operator is not Operator.DEMAND:
        return
    yield cue


def _is_in_marks(text: str, head: Token) -> bool:
    """Say whether quotation marks are open at the head, counted from the start of its paragraph."""
    before = text[text.rfind("\n", 0, head.idx) + 1 : head.idx]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _by_nearness(head: Token, cues: list[Cue]) -> list[Cue]:
    """Return cues in the order in which they take scope: English embeds to the right, so nearer on the left is inner.

    What follows the head works on it only through the tree: a verdict on a claim comes right after that claim.
    """
    left = sorted((cue for cue in cues if cue.start <= head.i), key=lambda cue: head.i - _reach_of(head, cue))
    right = [cue for cue in cues if cue.start > head.i]
    verdicts = [cue for cue in right if cue.operator is Operator.DISMISSAL]
    left = [*(cue for cue in right if cue.operator not in HOLDING | {Operator.DISMISSAL}), *left]
    reports = [cue for cue in right if cue.operator in HOLDING]
    last_claim = max((at for at, cue in enumerate(left) if cue.operator is Operator.CLAIM), default=-1)
    return [*left[: last_claim + 1], *verdicts, *left[last_claim + 1 :], *reports]


def _reach_of(head: Token, cue: Cue) -> int:
    """Return where a cue begins; an aside begins with its clause, whose adverbs stand inside it."""
    return head.doc[cue.start].left_edge.i if cue.operator is Operator.ASIDE else cue.start


def _quotes_over(scene: Scene, head: Token, lexicon: StanceLexicon) -> list[Quote]:
    """Return the quotes whose words hold the head, the shortest first."""
    holding = [
        quote
        for quote in scene.quotes
        if quote.kind is not QuoteKind.TERM
        and any(start <= head.idx < end for start, end in quote.spans)
        and not _is_thing(scene, quote, lexicon)
        and not _is_answered(scene, quote, lexicon)
        and not _is_told_of(scene, quote)
    ]
    return sorted(holding, key=lambda quote: sum(end - start for start, end in quote.spans))


def _is_thing(scene: Scene, quote: Quote, lexicon: StanceLexicon) -> bool:
    """Say whether a quote's source is a fact or deed, which holds no belief: "this does not mean that"."""
    believes = quote.cue_class is CueClass.BELIEF
    if believes and (quote.speaker or "").lower() in _THINGS:
        return True
    if quote.speaker_start is None or quote.speaker_end is None:
        return False
    source = scene.parse.char_span(quote.speaker_start, quote.speaker_end, alignment_mode="expand")
    if source is None:
        return False
    return (believes and source.root.pos_ == "VERB") or is_one_of(lexicon.reporting.things, source.root)


def _is_told_of(scene: Scene, quote: Quote) -> bool:
    """Say whether a quote's cue is a participle that tells what others say of its noun: "the group, thought to"."""
    if quote.cue_start is None or quote.cue_end is None:
        return False
    cue = scene.parse.char_span(quote.cue_start, quote.cue_end, alignment_mode="expand")
    return cue is not None and is_told_of(cue.root)


def _is_answered(scene: Scene, quote: Quote, lexicon: StanceLexicon) -> bool:
    """Say whether a quote is not what its source says but what it answers: "responding to an allegation"."""
    if quote.cue_end is None or quote.cue_start is None or quote.start < quote.cue_end:
        return False
    cue = scene.parse.char_span(quote.cue_start, quote.cue_end, alignment_mode="expand")
    if cue is None or cue.end >= len(scene.parse):
        return False
    return is_one_of(lexicon.reporting.reply, cue.root) and lowers(scene.parse[cue.end]) in _TO


def _with_quote(scene: Scene, head: Token, cues: list[Cue], quote: Quote) -> list[Cue]:
    """Return the chain with a quote's cue in it: in place of the same cue, else where its words begin."""
    for at, cue in enumerate(cues):
        if cue.operator in HOLDING and _is_at(scene, cue, quote):
            return [*cues[:at], replace(cue, quote=cue.quote or quote), *cues[at + 1 :]]
    place = next(
        (at for at, cue in enumerate(cues) if cue.operator in HOLDING and not _holds(scene, quote, cue)), len(cues)
    )
    return [*cues[:place], _cue_of(scene, head, quote), *cues[place:]]


def _is_at(scene: Scene, cue: Cue, quote: Quote) -> bool:
    if quote.cue_start is None or quote.cue_end is None:
        return False
    return quote.cue_start <= scene.parse[cue.start].idx < quote.cue_end


def _holds(scene: Scene, quote: Quote, cue: Cue) -> bool:
    at = scene.parse[cue.start].idx
    return any(start <= at < end for start, end in quote.spans)


def _cue_of(scene: Scene, head: Token, quote: Quote) -> Cue:
    start = end = head.i
    if quote.cue_start is not None and quote.cue_end is not None:
        span = scene.parse.char_span(quote.cue_start, quote.cue_end, alignment_mode="expand")
        start, end = (span.start, span.end) if span is not None else (start, end)
    holder = None
    if quote.speaker_start is not None and quote.speaker_end is not None:
        named = scene.parse.char_span(quote.speaker_start, quote.speaker_end, alignment_mode="expand")
        holder = named.root.i if named is not None else None
    return Cue(
        operator=_OPERATORS.get(quote.cue_class, Operator.REPORT),
        start=start,
        end=end,
        on=start,
        holder=holder,
        negated=quote.negated,
        quote=quote,
    )
