"""Cues that stand before a claim in its sentence and reach it by word order, for where the parse went astray."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.extract.stance.beside import adverse_cue, beside_cue
from transforms.extract.stance.doers import is_hyphenated
from transforms.extract.stance.making import held_cue, matches, noun_cue
from transforms.extract.stance.operators import Cue, Operator
from transforms.extract.stance.phrases import hits, is_one_of
from transforms.extract.stance.syntax import own_subject, subject_of
from transforms.extract.stance.tree import by_agent, is_passive, lowers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from transforms.extract.stance.lexicon import StanceLexicon

_BREAKS = frozenset({"but", "while", "whereas", "although", "though", "however", "meanwhile", ";", "?", "!"})
_JOINS = frozenset({"and", "but", "or", "then"})
_OPENERS = frozenset(
    {"that", "of", "about", "on", "regarding", "over", "against", "to", "concerning", ":", "as", "for", "how", "by"}
    | {"in", "from"}
)
_TENSED = frozenset({"VBD", "VBZ", "VBP"})
_FINITE = _TENSED | {"MD"}
_FAR = 60
_NOUN_REACH = 20
_UNTRUE = 14
_VERDICT = 5
_OBJECT = 2
_MARKS = frozenset({"“", "”", '"'})
_RELATIVES = frozenset({"which", "who", "whose", "where"})


def linear_cues(head: Token, sentence: Span, known: Sequence[Cue], lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield the cues to the left of `head` that the tree did not show to govern it but word order does."""
    if head.pos_ == "NOUN" and not any(cue.operator is Operator.NEGATION for cue in known):
        yield from adverse_cue(head, sentence, lexicon)
    seen = {cue.start for cue in known}
    yield from _untrue(head, sentence, seen, lexicon)
    yield from _done_away(head, sentence, seen, lexicon)
    for token in reversed(list(sentence.doc[max(sentence.start, head.i - _FAR) : head.i])):
        if token.i in seen or (token.i + 1 in seen and lowers(token) in lexicon.turning.negators):
            continue
        cue = beside_cue(token, head, sentence, lexicon)
        if cue is None:
            cue = _noun(token, head, lexicon) if token.pos_ in {"NOUN", "ADJ"} else _verb(token, head, lexicon)
        if cue is not None:
            yield cue


def _untrue(head: Token, sentence: Span, seen: set[int], lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield a negation where words close before the claim's clause call it untrue, unless the tree has shown it."""
    for hit in hits(lexicon.turning.untrue, sentence.doc[max(sentence.start, head.i - _UNTRUE) : head.i]):
        if not seen & set(range(hit.start, hit.end)) and _reaches(sentence.doc[hit.end - 1], head, lexicon):
            yield Cue(operator=Operator.NEGATION, start=hit.start, end=hit.end, on=head.i)


def _done_away(head: Token, sentence: Span, seen: set[int], lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield what the first verb after a noun does away with: "the havens in X had been eliminated"."""
    verb = next((token for token in sentence.doc[head.i + 1 : sentence.end] if token.pos_ == "VERB"), None)
    if head.pos_ != "NOUN" or verb is None or verb.i in seen or verb.nbor(-1).lemma_ != "be":
        return
    if any(token.text == "," for token in sentence.doc[head.i : verb.i]):
        return
    if verb.i - head.i <= _NOUN_REACH and is_one_of(lexicon.turning.removing, verb):
        yield Cue(operator=Operator.REMOVING, start=verb.i, end=verb.i + 1, on=verb.i)


def verdicts(head: Token, sentence: Span, known: Sequence[Cue], lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield the words that call a claim untrue where the tree did not join them to it ("is baseless")."""
    claims = [cue for cue in known if cue.operator is Operator.CLAIM or _is_told(cue, sentence, lexicon)]
    if not claims or any(cue.operator in {Operator.DISMISSAL, Operator.DENIAL} for cue in known):
        return
    replying = _is_reply(claims[0], sentence, lexicon)
    for token in sentence.doc[head.i + 1 : sentence.end]:
        opposes = replying and is_one_of(lexicon.turning.adversarial, token)
        if opposes or (
            is_one_of(lexicon.turning.dismissive, token) and _is_verdict(token, head, claims[0], sentence, lexicon)
        ):
            holder = _judge(token, head, lexicon)
            yield Cue(operator=Operator.DISMISSAL, start=token.i, end=token.i + 1, on=token.i, holder=holder)
            return


def _judge(verdict: Token, head: Token, lexicon: StanceLexicon) -> int | None:
    """Return who calls a claim untrue in a clause behind it: "angered X, which called it baseless"."""
    calls = [
        word
        for word in verdict.doc[head.i + 1 : verdict.i]
        if word.pos_ == "VERB" and is_one_of(lexicon.reporting.describe, word)
    ]
    subject = subject_of(calls[-1]) if calls else None
    return subject.i if subject is not None else None


def _is_reply(claim: Cue, sentence: Span, lexicon: StanceLexicon) -> bool:
    """Say whether the claim is only mentioned as what somebody answers: "responding to an allegation that"."""
    before = sentence.doc[max(sentence.start, claim.start - _VERDICT) : claim.start]
    return any(is_one_of(lexicon.reporting.reply, token) for token in before)


def _is_told(cue: Cue, sentence: Span, lexicon: StanceLexicon) -> bool:
    """Say whether a report has a statement as its subject: "the remarks suggesting that"."""
    if cue.operator is not Operator.REPORT or cue.holder is None:
        return False
    teller, reporting = sentence.doc[cue.holder], lexicon.reporting
    return is_one_of(reporting.claim_nouns, teller) and not is_one_of(reporting.mouthpieces, teller)


def _is_verdict(token: Token, head: Token, claim: Cue, sentence: Span, lexicon: StanceLexicon) -> bool:
    """Say whether a word is said of the claim: after a form of "be", or with a verb of calling before the claim."""
    doc = token.doc
    before = list(doc[max(claim.start + 1, token.i - _VERDICT) : token.i])
    if any(lowers(word) in lexicon.turning.negators for word in before):
        return False
    if any(word.text in _MARKS for word in doc[max(head.i, claim.start) + 1 : token.i - 1]):
        return False
    if any(word.lemma_ == "be" for word in before):
        return True
    return any(
        is_one_of(lexicon.reporting.describe, word) for word in doc[sentence.start : token.i] if word.pos_ == "VERB"
    )


def _verb(token: Token, head: Token, lexicon: StanceLexicon) -> Cue | None:
    """Return the cue of a verb of saying, denying or demanding that word order puts over the head."""
    if not _may_reach(token, head, lexicon):
        return None
    reporting = lexicon.reporting
    for operator, words in (
        (Operator.DENIAL, reporting.deny),
        (Operator.DOUBT, reporting.doubt),
        (Operator.ACCUSATION, reporting.accuse),
        (Operator.CONCESSION, reporting.concede),
        (Operator.DEMAND, reporting.demand),
        (Operator.REPORT, reporting.say),
    ):
        if matches(words, token) and (operator is not Operator.DEMAND or _opens_infinitive(token, head)):
            return held_cue(operator, token, lexicon) if _opens(operator, token, head) else None
    return None


def _may_reach(token: Token, head: Token, lexicon: StanceLexicon) -> bool:
    """Say whether a word is a verb whose object can be the head: nothing closes its scope or takes its place."""
    if token.pos_ != "VERB" or is_hyphenated(token) or not _reaches(token, head, lexicon):
        return False
    say = lexicon.reporting.say
    retold = any(word.tag_ == "VBG" and matches(say, word) for word in token.doc[token.i + 1 : head.i])
    return not retold and not _is_about_before(token, head, lexicon)


def _is_about_before(token: Token, head: Token, lexicon: StanceLexicon) -> bool:
    """Say whether what a verb denies was told before it: "although X denies it, Y does"."""
    if token.i + _OBJECT >= head.i or lowers(token.nbor(1)) not in lexicon.anaphoric.pointers:
        return False
    return token.nbor(_OBJECT).text == "," and matches(lexicon.reporting.deny, token)


def _opens(operator: Operator, token: Token, head: Token) -> bool:
    """Say whether a report or concession opens a clause before the head; a denial or charge needs none."""
    if operator is Operator.REPORT and (_is_inserted(token) or _is_believed(token)):
        return True
    return operator not in {Operator.REPORT, Operator.CONCESSION} or _opens_clause(token, head)


def _noun(token: Token, head: Token, lexicon: StanceLexicon) -> Cue | None:
    if head.i - token.i > (_FAR if _has_that(token, head) else _NOUN_REACH):
        return None
    reporting = lexicon.reporting
    kinds = (
        (Operator.CLAIM, reporting.claim_nouns),
        (Operator.ATTITUDE, reporting.attitude_nouns),
        (Operator.CONTINGENT, lexicon.turning.contingent),
        (Operator.DEMAND, reporting.demand_nouns),
        (Operator.DENIAL, reporting.denial_nouns),
        (Operator.EVIDENCE, reporting.evidence_nouns if lowers(token.nbor(1)) == "that" else ()),
    )
    operator = next((operator for operator, words in kinds if is_one_of(words, token)), None)
    if operator is None:
        return None
    if any(word.pos_ == "VERB" and matches(reporting.say, word) for word in token.doc[token.i + 1 : head.i]):
        return None
    following = token.doc[token.i + 1 : min(head.i, token.i + 3)]
    if any(word.tag_ in _TENSED and word.pos_ == "VERB" for word in following[:1]):
        return None
    opened = any(lowers(word) in _OPENERS for word in following) or head.i - token.i == 1
    if not opened or not _reaches(token, head, lexicon):
        return None
    return noun_cue(operator, token, lexicon)


def _has_that(token: Token, head: Token) -> bool:
    return any(lowers(word) == "that" for word in token.doc[token.i + 1 : head.i])


def _reaches(token: Token, head: Token, lexicon: StanceLexicon) -> bool:
    """Say whether nothing between cue and head closes the cue's scope."""
    between = list(token.doc[token.i + 1 : head.i])
    closed = sum(word.text in {"”", "’’"} for word in between) > sum(word.text == "“" for word in between)
    if closed or any(lowers(word) in _BREAKS for word in between):
        return False
    if any(word.text == "," and lowers(after) in _RELATIVES for word, after in pairwise(between)):
        return False
    for at, word in enumerate(between[:-1]):
        if lowers(word) in _JOINS and _is_new_report(between[at + 1 : at + 3], lexicon):
            return False
    return not any(word.text == "," and _is_finite_after(between[at + 1 :]) for at, word in enumerate(between))


def _is_new_report(words: list[Token], lexicon: StanceLexicon) -> bool:
    """Say whether a joined verb reports anew ("rejected the claims and reiterated that")."""
    reporting = lexicon.reporting
    lists = (reporting.say, reporting.deny, reporting.demand, reporting.accuse, reporting.commit, reporting.concede)
    return any(word.pos_ == "VERB" and any(matches(words_of, word) for words_of in lists) for word in words)


def _is_finite_after(words: list[Token]) -> bool:
    """Say whether a finite verb follows a comma at once: the main clause goes on and the insertion is over."""
    first = next(iter(words), None)
    return first is not None and first.pos_ in {"VERB", "AUX"} and first.tag_ in _FINITE


def _is_inserted(token: Token) -> bool:
    """Say whether a report stands inside a relative clause, right before its verb: "the men it believes are based"."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    finite = following.pos_ in {"VERB", "AUX"} and following.tag_ in _FINITE
    return finite and own_subject(token) is not None


def _is_believed(token: Token) -> bool:
    """Say whether a passive report names who reports before its infinitive: "is believed by officials to have"."""
    agent = by_agent(token) if is_passive(token) else None
    return agent is not None and agent.i + 1 < len(token.doc) and lowers(agent.nbor(1)) == "to"


def _opens_clause(token: Token, head: Token) -> bool:
    following = [lowers(word) for word in token.doc[token.i + 1 : head.i]]
    return "that" in following[:5] or following[:1] in (["“"], ['"'], [":"], ["how"])


def _opens_infinitive(token: Token, head: Token) -> bool:
    following = [lowers(word) for word in token.doc[token.i + 1 : head.i]]
    return bool({"to", "for", "on", "that"} & set(following[:8]))
