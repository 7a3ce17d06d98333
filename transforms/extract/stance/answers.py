"""Denials that point back: "denies this", "a charge Islamabad rejects", "called the allegations baseless"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.extract.stance.holders import parties_of
from transforms.extract.stance.ledger import Act
from transforms.extract.stance.making import held_cue, matches, noun_cue
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import Hit, hits, is_one_of
from transforms.extract.stance.rows import Evidence, act_claim
from transforms.extract.stance.tree import case_of, lowers, owner_of
from transforms.records import Claim, HolderKind, Quote, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from transforms.extract.stance.lexicon import StanceLexicon
    from transforms.extract.stance.parties import Party

_NEAR = 2
_FAR = 3
_CLAUSE = 2
_POINTING = frozenset({"this", "that", "it", "these"})
_DOING = (["doing", "so"], ["doing", "that"], ["doing", "this"])
_DOES = ("do", "be", "have")
_EMPTY = frozenset({"PUNCT", "SPACE", "SCONJ"})
_WINDOW = 6
_VERDICT = 4
_PREDICATE = 8
_CALLED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A denial without its content: the cue with its holder, and the sentence it stands in."""

    cue: Cue
    sentence: int


def answers(evidence: Evidence, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims of those who answer a claim made just before or after without repeating it."""
    for answer in _answers(evidence):
        for party in parties_of(evidence.scene, evidence.topic, evidence.lexicon, answer.cue):
            if party.kind is HolderKind.ENTITY and (party.entity is not None or party.side is not None):
                yield from _answered(evidence, claims, answer, party)


def _answered(evidence: Evidence, claims: Sequence[Claim], answer: Answer, party: Party) -> Iterator[Claim]:
    """Yield the party's denials of what was claimed nearest to its answer."""
    scene = evidence.scene
    for distance in (0, 1, -1, _NEAR, _FAR):
        number = answer.sentence - distance
        if not 0 <= number < len(scene.sentences):
            continue
        sentence = scene.sentences[number]
        near = [claim for claim in claims if sentence.start_char <= claim.start < sentence.end_char]
        if distance == 0 and any(claim.rule.endswith(("dismissal", "denial")) for claim in near):
            return
        if distance == 0 and any(claim.holder == party.name and claim.stance is Stance.DENIES for claim in near):
            return
        targets = {
            claim.proposition: claim
            for claim in near
            if claim.stance in {Stance.ASSERTS, Stance.TOLERATES}
            and claim.holder != party.name
            and not (distance == 0 and _is_told_after(evidence, claim, answer))
        }
        if targets:
            for target in targets.values():
                yield _denial(evidence, claims, answer, party, target)
            return


def _is_told_after(evidence: Evidence, claim: Claim, answer: Answer) -> bool:
    """Say whether nobody in particular says a thing behind the denial in its sentence: that is not what is denied."""
    begins = evidence.scene.parse[answer.cue.start].idx
    return claim.holder_kind is HolderKind.UNSPECIFIED and claim.cue_start is not None and claim.cue_start > begins


def _denial(evidence: Evidence, claims: Sequence[Claim], answer: Answer, party: Party, target: Claim) -> Claim:
    """Return a denial of one claim. It names the subject if any sighting of the proposition near by does."""
    named = any(claim.proposition == target.proposition and claim.scope is Scope.NAMED for claim in claims)
    scope = Scope.NAMED if target.scope is Scope.NAMED or named else Scope.GENERIC
    act = Act(stance=Stance.DENIES, holder=answer.cue, cue=answer.cue, rule="answer")
    return act_claim(
        evidence,
        act,
        party,
        proposition=target.proposition,
        sentence=answer.sentence,
        scope=scope,
        rule="answer",
        confidence=0.6,
    )


def _answers(evidence: Evidence) -> Iterator[Answer]:
    for number, sentence in enumerate(evidence.scene.sentences):
        for token in sentence:
            cue = _denying_verb(evidence, token, sentence) or _denying_noun(evidence, token)
            if cue is not None:
                yield Answer(cue=replace(cue, quote=_quote_at(evidence, token)), sentence=number)


def _denying_noun(evidence: Evidence, token: Token) -> Cue | None:
    """Return the cue where a denial is only set against a claim: "despite X's denials"."""
    if token.pos_ != "NOUN" or not is_one_of(evidence.lexicon.reporting.denial_nouns, token) or _has_content(token):
        return None
    owner = owner_of(token)
    against = case_of(token) in {"despite", "notwithstanding", "over"}
    return noun_cue(Operator.DENIAL, token, evidence.lexicon) if against and owner is not None else None


def _quote_at(evidence: Evidence, verb: Token) -> Quote | None:
    """Return the quote whose cue is this verb: its speaker was looked for with more care."""
    for quote in evidence.scene.quotes:
        if quote.cue_start is not None and quote.cue_end is not None and quote.cue_start <= verb.idx < quote.cue_end:
            return quote
    return None


def _denying_verb(evidence: Evidence, token: Token, sentence: Span) -> Cue | None:
    """Return the cue where a verb of denial, or a verdict, has only a word that points at a claim as its object."""
    lexicon = evidence.lexicon
    if token.pos_ != "VERB":
        return None
    denies = matches(lexicon.reporting.deny, token)
    calls = is_one_of(lexicon.reporting.describe, token) or is_one_of(lexicon.reporting.say, token)
    if denies and _points(evidence, token, sentence):
        cue = held_cue(Operator.DENIAL, token, lexicon)
        return None if cue.negated else cue
    if calls and (_calls_untrue(evidence, token, sentence) or _says_not(token, sentence, lexicon)):
        return held_cue(Operator.DENIAL, token, lexicon)
    return None


def _says_not(verb: Token, sentence: Span, lexicon: StanceLexicon) -> bool:
    """Say whether a report ends in a bare "it does not": the charge is denied without a word of it."""
    said = [token for token in verb.doc[verb.i + 1 : sentence.end] if token.pos_ not in _EMPTY]
    words = [token for token in said if lowers(token) not in lexicon.turning.negators]
    negated = len(words) < len(said)
    return negated and len(words) == _CLAUSE and words[0].pos_ == "PRON" and words[1].lemma_ in _DOES


def _points(evidence: Evidence, verb: Token, sentence: Span) -> bool:
    """Say whether the object of a denial is "this", "the charge" or a relative pronoun, and says nothing itself."""
    anaphoric = evidence.lexicon.anaphoric
    after = [token for token in verb.doc[verb.i + 1 : min(sentence.end, verb.i + 1 + _WINDOW)] if not token.is_space]
    if verb.dep_.startswith("acl") and (is_one_of(anaphoric.claims, verb.head) or lowers(verb.head) == "something"):
        return True
    if [lowers(token) for token in after[:2]] in _DOING:
        return True
    first = next((token for token in after if token.pos_ not in {"ADV", "DET", "ADJ"}), None)
    if first is not None and is_one_of(anaphoric.claims, first):
        return not _has_content(first)
    if after and lowers(after[0]) in anaphoric.pointers:
        return len(after) == 1 or after[1].pos_ in {"PUNCT", "CCONJ", "ADP", "ADV", "SPACE"}
    ends = not after or after[0].pos_ in {"PUNCT", "SPACE"}
    return ends and _relative_before(evidence, verb, sentence)


def _relative_before(evidence: Evidence, verb: Token, sentence: Span) -> bool:
    """Say whether "which" or "a charge" stands before the verb's subject: "which Islamabad denies"."""
    before = list(verb.doc[max(sentence.start, verb.i - _WINDOW) : verb.i])
    words = [
        token for token in before if lowers(token) == "which" or is_one_of(evidence.lexicon.anaphoric.claims, token)
    ]
    return bool(words) and words[-1].i > sentence.start + 1


def _has_content(noun: Token) -> bool:
    """Say whether a claim noun brings its own content: "the charge that", "allegations of"."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    return any(lowers(token) in {"that", "of", "about", "on", "regarding", "over"} for token in after)


def _calls_untrue(evidence: Evidence, verb: Token, sentence: Span) -> bool:
    """Say whether the clause calls a claim untrue that it does not repeat: "called the allegation baseless"."""
    lexicon = evidence.lexicon
    judged = hits(lexicon.turning.dismissive, sentence)
    for noun in sentence:
        points = noun.pos_ in {"PRON", "DET"} and noun.dep_ != "det" and lowers(noun) in _POINTING
        if not points and (not is_one_of(lexicon.anaphoric.claims, noun) or _has_content(noun)):
            continue
        if any(_is_judged(noun, hit, verb, lexicon) for hit in judged):
            return True
    return False


def _is_judged(noun: Token, hit: Hit, verb: Token, lexicon: StanceLexicon) -> bool:
    """Say whether a verdict is passed on a claim: "the baseless claim", "called it false", "the claim is false"."""
    first, last = sorted((noun.i, hit.start))
    between = list(noun.doc[first + 1 : last])
    around = [token for token in noun.doc[max(0, first - 2) : hit.end] if not hit.start <= token.i < hit.end]
    if any(lowers(token) in {"not", "n't"} for token in around):
        return False
    if hit.start < noun.i:
        return verb.i < hit.start and len(between) < _VERDICT
    told = any(token.lemma_ == "be" for token in (*between, noun.doc[hit.start])) and len(between) <= _PREDICATE
    calls = verb.i < noun.i and noun.i - verb.i <= _CALLED and is_one_of(lexicon.reporting.describe, verb)
    return told or (calls and len(between) <= _VERDICT)
