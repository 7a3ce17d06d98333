"""Climb from a claim's head to the top of its sentence and collect every cue that governs it, innermost first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.governors import governor_cue
from transforms.extract.stance.making import held_cue, is_told_of
from transforms.extract.stance.operators import HOLDING, Cue, Operator
from transforms.extract.stance.phrases import hits, is_one_of
from transforms.extract.stance.syntax import own_subject
from transforms.extract.stance.tree import children, lowers, path_to_root, phrase, sentence_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from transforms.extract.stance.lexicon import StanceLexicon

_WHY = frozenset({"why", "how"})
_NEGATING = frozenset({"advmod", "det", "cc", "aux", "nsubj", "obj", "discourse"})
_CLOSING = frozenset({"”", '"'})
_COMMAS = frozenset({",", "–", "—", "-", "("})


def cues_over(head: Token, sentence: Span, lexicon: StanceLexicon) -> tuple[Cue, ...]:
    """Return the cues whose scope holds `head`, innermost first."""
    found: list[Cue] = []
    before: Token | None = None
    for node in path_to_root(head):
        if before is not None:
            if _is_taken_for_granted(before, node):
                found.append(Cue(operator=Operator.KEEPING, start=before.i, end=before.i + 1, on=before.i))
            if _is_aside(before, lexicon):
                found.append(Cue(operator=Operator.ASIDE, start=before.i, end=before.i + 1, on=before.i))
            if _governs(node, before):
                cue = governor_cue(node, before, lexicon, tuple(found))
                found += [cue] if cue is not None and not _is_named_only(cue, before, head) else []
        else:
            own = governor_cue(node, None, lexicon, ())
            found += [own] if own is not None else []
        found += _modifiers(node, before, head, lexicon)
        found += _trailing_report(node, head, lexicon)
        before = node
    found += _question(sentence)
    judged = {cue.on for cue in found if cue.operator in HOLDING or cue.operator is Operator.DISMISSAL}
    # A negator of a reporting word is already in that cue.
    return tuple(cue for cue in found if not (cue.operator is Operator.NEGATION and cue.on in judged))


def in_reach(sentence: Span, cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield the cues; "neither X nor Y" negates once, and the main clause does not reach what stands between commas."""
    cues = tuple(cues)
    neither = any(cue.operator is Operator.NEGATION and lowers(sentence.doc[cue.start]) == "neither" for cue in cues)
    aside = False
    for cue in cues:
        aside = aside or cue.operator is Operator.ASIDE
        if neither and cue.operator is Operator.NEGATION and lowers(sentence.doc[cue.start]) == "nor":
            continue
        if not aside or cue.operator is Operator.ASIDE or cue.operator in HOLDING:
            yield cue


def _governs(node: Token, before: Token) -> bool:
    """Say whether a node governs the child we came from, rather than being joined to it."""
    return before.dep_ != "conj" and not before.dep_.startswith("punct") and node.i != before.i


def _trailing_report(node: Token, head: Token, lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield the report that a parse hung below what is reported: "X asked Y to act, Jane Doe said"."""
    for child in children(node, "parataxis"):
        if not is_one_of(lexicon.reporting.say, child):
            continue
        cue = held_cue(Operator.REPORT, child, lexicon)
        if cue.holder is None or not head.i < cue.holder < child.i:
            continue
        subject = node.doc[cue.holder]
        if node.doc[phrase(subject)[0] - 1].text in _COMMAS | _CLOSING or _follows_comma(subject):
            yield cue


def _follows_comma(subject: Token) -> bool:
    """Say whether only an office stands between a comma and a name: ", secretary of state Jane Doe"."""
    start = sentence_bounds(subject)[0]
    before = reversed(list(subject.doc[start : subject.i]))
    first = next((token for token in before if token.pos_ not in {"NOUN", "PROPN", "ADP", "ADJ", "DET", "PART"}), None)
    return first is not None and first.text in _COMMAS


def _is_named_only(cue: Cue, subject: Token, head: Token) -> bool:
    """Say whether the head only names what nobody in particular reports of: "the X-based group is believed to"."""
    named = cue.operator is Operator.UNSPECIFIED and subject.dep_ == "nsubj:pass"
    return named and head.i != subject.i and head.dep_ == "amod"


def _is_taken_for_granted(before: Token, noun: Token) -> bool:
    """Say whether a relative clause tells what its noun is, whatever the main clause wants of it: "the men who".

    "There is no group that has" tells nothing of the kind.
    """
    if before.dep_ != "acl:relcl" or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    # "Reports that it backs them" is no relative clause, whatever its label.
    if any(lowers(mark) == "that" for mark in children(before, "mark")):
        return False
    open_to_doubt = any(lowers(child) in {"no", "any"} for child in noun.children)
    return not open_to_doubt and not any(child.dep_ == "expl" for child in noun.head.children)


def _is_aside(token: Token, lexicon: StanceLexicon) -> bool:
    """Say whether the token opens an apposition or a clause between commas: the writer's own words."""
    if _is_relative(token) or (is_told_of(token) and token.i > 0 and token.nbor(-1).text == ","):
        return True
    label = token.dep_
    if not (label.startswith("acl") or label == "appos") or is_one_of(lexicon.reporting.claim_nouns, token.head):
        return False
    if any(lowers(mark) == "that" for mark in children(token, "mark")):
        return False
    left = token.left_edge
    if token.head.i > token.i or left.i == 0:
        return False
    return left.text in _COMMAS or (left.nbor(-1).text in _COMMAS and left.nbor(-1).i > token.head.i)


def _is_relative(verb: Token) -> bool:
    """Say whether a verb's subject is a "which" right after a comma, whatever the parse hung the verb on."""
    subject = own_subject(verb)
    return subject is not None and lowers(subject) == "which" and subject.i > 0 and subject.nbor(-1).text == ","


def _modifiers(node: Token, before: Token | None, head: Token, lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield the cues among what hangs on one node: negators, modals, adverbs, conjunctions."""
    if before is not None and before.dep_ == "conj" and not _shares(node, before):
        return
    below = before.i if before is not None else -1
    if before is None and node.pos_ == "VERB":
        yield from _none_of_them(node, lexicon)
    # What is said of a noun by its main clause does not touch a clause inside its phrase.
    shielded = before is not None and before.i != head.i and before.dep_.startswith("nsubj")
    for child in node.children:
        if child.i == below:
            continue
        cue = _modifier(node, child, lexicon)
        apart = cue is not None and cue.operator is Operator.NEGATION and (shielded or _is_apart(node, before))
        if cue is not None and not apart:
            yield cue


def _none_of_them(verb: Token, lexicon: StanceLexicon) -> Iterator[Cue]:
    """Yield the negation in a claim's own object: "supports no group, including X"."""
    for child in children(verb, "obj"):
        if any(lowers(det) in lexicon.turning.negators for det in children(child, "det")):
            yield _cue(Operator.NEGATION, child)


def _shares(node: Token, before: Token) -> bool:
    """Say whether a conjunct shares the auxiliaries and negators of the first one: it has no subject of its own."""
    return own_subject(before) is None and before.pos_ == node.pos_


def _is_apart(node: Token, before: Token | None) -> bool:
    """Say whether a negator of the first conjunct leaves the second alone ("did not deny it and backs them")."""
    if before is None or before.dep_ != "conj":
        return False
    joins = [lowers(child) for child in children(before, "cc")]
    return node.pos_ in {"VERB", "AUX"} and not any(join in {"or", "nor"} for join in joins)


def _modifier(node: Token, child: Token, lexicon: StanceLexicon) -> Cue | None:
    """Return what hangs on a node as one word: a negator, conjunction, modal or adverb."""
    label = child.dep_.split(":")[0]
    negation = _negation(node, child, label, lexicon)
    if negation is not None:
        return negation
    word = lowers(child)
    if label == "mark":
        return _cue(Operator.CONDITION, child) if word in lexicon.turning.conditions else None
    if label == "aux":
        return _auxiliary(child, word, lexicon)
    if label == "advmod" and word in _WHY:
        return _cue(Operator.WHY, child)
    return _adverb(child, lexicon) if label in {"amod", "advmod", "compound"} else None


def _negation(node: Token, child: Token, label: str, lexicon: StanceLexicon) -> Cue | None:
    """Return a negation where the child is one ("not", "no longer") or has one as its article ("no group has")."""
    turning = lexicon.turning
    if label == "advmod" and hits(turning.no_longer, list(child.subtree)):
        # "Has none any more" is negated by its "none".
        return _cue(Operator.PAST if lowers(child).startswith("any") or _opens_any(child) else Operator.ENDED, child)
    if lowers(child) in turning.negators and label in _NEGATING:
        return _cue(Operator.NEGATION, child)
    negative = label == "nsubj" and any(lowers(below) in turning.negators for below in children(child, "det", "cc"))
    return _cue(Operator.NEGATION, child) if negative and node.pos_ in {"VERB", "AUX"} else None


def _opens_any(adverb: Token) -> bool:
    return any(lowers(child) == "any" for child in adverb.children)


def _auxiliary(child: Token, word: str, lexicon: StanceLexicon) -> Cue | None:
    turning = lexicon.turning
    for operator, words in (
        (Operator.OBLIGATION, turning.obligations),
        (Operator.HEDGE, turning.hedge_modals),
        (Operator.FUTURE, turning.futures),
    ):
        if word in words:
            return _cue(operator, child)
    return None


def _adverb(child: Token, lexicon: StanceLexicon) -> Cue | None:
    turning = lexicon.turning
    for operator, words in (
        (Operator.UNSPECIFIED, turning.unspecified),
        (Operator.NEGATION, turning.negative_modifiers),
        (Operator.HEDGE, turning.hedges),
        (Operator.KEEPING, turning.keeping),
        (Operator.PAST, turning.past_marks),
    ):
        if is_one_of(words, child):
            return _cue(operator, child)
    return None


def _question(sentence: Span) -> Iterator[Cue]:
    """Yield a cue where the sentence is a question: "why" takes its content for granted, "is it" does not."""
    end = next((token for token in reversed(list(sentence)) if token.text in {"?", "!", "."}), None)
    if end is None or end.text != "?":
        return
    why = next((token for token in sentence if lowers(token) in _WHY), None)
    yield _cue(Operator.WHY if why is not None else Operator.QUESTION, why or end)


def _cue(operator: Operator, token: Token) -> Cue:
    return Cue(operator=operator, start=token.i, end=token.i + 1, on=token.head.i)
