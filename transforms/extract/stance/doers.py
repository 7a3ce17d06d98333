"""Say whether who does what a head word says is whom the pattern wants for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import doer_of
from transforms.extract.stance.topics import SUBJECT, Pattern
from transforms.extract.stance.tree import case_of, lowers, owner_of, path_to_root, sentence_bounds

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.findings import Findings
    from transforms.extract.stance.lexicon import ReportingWords

_PART_OF = frozenset({"of", "in", "within", "inside", "from"})
_ASKING = frozenset({"which", "what", "whose", "other"})
_THIRD = frozenset({"it", "they", "you", "one", "its", "their", "his", "her"})
_BREAKING = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
_MARKS = frozenset({",", ":", ";", "“", '"', "("})
_HYPHENS = frozenset({"-", "‑", "–"})


def wrong_doer(findings: Findings, pattern: Pattern, head: Token) -> str | None:
    """Return what is wrong with the doer that the sentence names, None where nothing is."""
    if not pattern.agent and not pattern.not_agent:
        return None
    doer = _doer(findings, head)
    if doer is None:
        return f"nobody is named who does {head.text!r}" if pattern.doer_needed else None
    if pattern.agent == SUBJECT and _is_subject(findings, head, doer):
        return None
    if any(lowers(child) in _ASKING for child in doer.children):
        return f"which {doer.text!r} it is stays open"
    ours = any(hit.start <= doer.i < hit.end for hit in findings.of(SUBJECT))
    strangers = [name for name in pattern.not_agent if (name == SUBJECT or not ours) and _is_of(findings, name, doer)]
    if pattern.agent and not _is_of(findings, pattern.agent, doer):
        return f"the doer {doer.text!r} is not of {pattern.agent!r}"
    return f"the doer {doer.text!r} is of {strangers[0]!r}" if strangers else None


def is_hyphenated(head: Token) -> bool:
    """Say whether a head is the second part of a compound: "Pakistan-based", "X-backed"."""
    return head.i > 1 and head.nbor(-1).text in _HYPHENS


def is_of_compound(findings: Findings, pattern: Pattern, head: Token) -> bool:
    """Say whether a compound's first part is of the pattern's groups: "Pakistan-based", not "X-linked" for any X."""
    names = [name for name in (*pattern.near, *pattern.place, pattern.agent) if name and name != SUBJECT]
    at = head.i - 2
    return not names or any(hit.start <= at < hit.end for name in names for hit in findings.of(name))


def _is_subject(findings: Findings, head: Token, doer: Token) -> bool:
    """Say whether a doer is the subject after all: it stands before the head, or the doer is another name for it."""
    between = any(doer.i < hit.start < head.i for hit in findings.of(SUBJECT))
    return between or is_hyphenated(head) or _is_called(findings, doer) or _is_owned(findings, doer)


def _is_owned(findings: Findings, doer: Token) -> bool:
    """Say whether a doer is the subject's by a relative "whose": "the group, whose leaders live there"."""
    whose = next((child for child in doer.children if lowers(child) == "whose"), None)
    nouns = [node.head.i for node in path_to_root(doer) if node.dep_.startswith("acl")] if whose is not None else []
    return any(hit.start <= nouns[0] < hit.end for hit in findings.of(SUBJECT)) if nouns else False


def _is_called(findings: Findings, doer: Token) -> bool:
    """Say whether a doer is what the subject is called in apposition, or joined to it ("and other fighters who")."""
    joined = doer.dep_ == "appos" or (doer.dep_ == "conj" and any(lowers(child) == "other" for child in doer.children))
    return joined and any(hit.start <= doer.head.i < hit.end for hit in findings.of(SUBJECT))


def _doer(findings: Findings, head: Token) -> Token | None:
    """Return who does what the head says; who makes a demand is not who shall meet it."""
    if is_hyphenated(head):
        return head.nbor(-2) if findings.scene.parse[head.i].pos_ != "NOUN" else None
    reporting = findings.lexicon.reporting
    if head.head.pos_ == "NOUN" and is_one_of(reporting.demand_nouns, head.head):
        return None
    turning = findings.lexicon.turning
    is_light = head.pos_ == "VERB" or any(is_one_of(words, head.head) for words in (turning.light, turning.intending))
    doer = doer_of(head) if is_light else owner_of(head)
    # Whom "it" or a general "you" means is too uncertain to refuse a sentence for.
    vague = doer is not None and (lowers(doer) in _THIRD or _is_statement(doer, reporting))
    return None if vague else doer


def _is_statement(doer: Token, reporting: ReportingWords) -> bool:
    """Say whether a doer is an accusation or demand, which does nothing: "accusations of supporting the group"."""
    words = (reporting.claim_nouns, reporting.demand_nouns)
    return doer.pos_ == "NOUN" and any(is_one_of(one, doer) for one in words)


def _is_of(findings: Findings, name: str, token: Token) -> bool:
    """Say whether a noun phrase belongs to a group: its head does, or what stands beside it or is said of it."""
    for hit in findings.of(name):
        root = findings.scene.parse[hit.root]
        if hit.start <= token.i < hit.end or _is_at(root, token) or hit.root in _about(token):
            return True
    return False


def _is_at(part: Token, whole: Token) -> bool:
    """Say whether a word says whose a noun is: "X's army", "army of X", "commander of X's army"."""
    above = part.head
    owns = part.dep_ in {"amod", "compound", "nmod:poss"} and part.pos_ != "PRON"
    if above.i == whole.i:
        return owns or (part.dep_ == "nmod" and case_of(part) in _PART_OF)
    return owns and above.head.i == whole.i and above.dep_ == "nmod" and case_of(above) == "of"


def _about(name: Token) -> set[int]:
    """Return the words that say who somebody named is: "the commander of X's troops, Jane Doe", and behind the name."""
    if name.pos_ != "PROPN":
        return set()
    behind = {word.i for child in name.children if child.dep_ == "appos" for word in child.subtree}
    first, at = sentence_bounds(name)[0], name.left_edge.i
    comma = at if name.doc[at].text == "," else at - 1
    if comma <= first or name.doc[comma].text != ",":
        return behind
    opens = comma
    while opens > first and name.doc[opens - 1].pos_ not in _BREAKING and name.doc[opens - 1].text not in _MARKS:
        opens -= 1
    return behind | set(range(opens, comma))
