"""Say whether a place is where the thing is, not merely a word in the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.phrases import is_one_of
from transforms.extract.stance.syntax import clause_of, is_clause, own_subject
from transforms.extract.stance.tree import case_of, children, is_root, path_to_root

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.extract.stance.lexicon import StanceLexicon

_INSIDE = frozenset(
    {"in", "inside", "within", "on", "from", "at", "across", "into", "to", "along", "near", "throughout", "over", "of"}
)
_MODIFIERS = frozenset(
    {
        "nmod",
        "compound",
        "amod",
        "nmod:poss",
        "obl",
        "advmod",
        "appos",
        "conj",
        "flat",
        "nmod:npmod",
        "obl:npmod",
        "obj",
        "nummod",
        "nmod:unmarked",
        "obl:unmarked",
    }
)
_REACH = 7
_FAR = 24
_SHORT = 4
_HYPHENATED = 2
_COMPARED = 3


def is_placed(head: Token, place: Token, lexicon: StanceLexicon) -> bool:
    """Say whether `place` locates `head`: "havens in X", "X-based", "its leadership is in X", "X has havens"."""
    compared = any(token.lower_ == "than" for token in place.doc[max(0, place.i - _COMPARED) : place.i])
    if compared or case_of(place) == "with":
        return False
    return (
        _attached(head, place)
        or _is_where(head, place)
        or _in_its_clause(head, place, lexicon)
        or _predicated(head, place, lexicon)
        or _follows(head, place, lexicon)
    )


def _attached(head: Token, place: Token) -> bool:
    """Say whether the place stands inside the head's own phrase, clauses left aside."""
    for node in path_to_root(place):
        if node.i == head.i:
            return True
        if (
            node.pos_ in {"VERB", "AUX"}
            or is_clause(node)
            or node.dep_.split(":")[0] not in {label.split(":")[0] for label in _MODIFIERS}
        ):
            return False
    return False


def _is_where(head: Token, place: Token) -> bool:
    """Say whether "where" takes up the place right before the head's clause: "eastern X, where they are based"."""
    where = next((child for child in clause_of(head).children if child.lower_ == "where"), None)
    if where is None or not place.i < where.i <= place.i + _SHORT:
        return False
    return not any(token.pos_ in {"VERB", "AUX"} for token in place.doc[place.i : where.i])


def _in_its_clause(head: Token, place: Token, lexicon: StanceLexicon) -> bool:
    """Say whether the place stands in a clause that tells of the head: "havens that it enjoys in X"."""
    clause = clause_of(place)
    tells = clause.dep_.startswith("acl") and clause.head.i == head.i
    return tells and (is_one_of(lexicon.turning.light, clause) or place.i == clause.i)


def _predicated(head: Token, place: Token, lexicon: StanceLexicon) -> bool:
    """Say whether the head is subject or object of a clause that has the place as predicate, subject or adjunct."""
    clause = clause_of(head)
    if clause.i == head.i and not any(children(head, "cop")):
        return False
    if clause_of(place).i != clause.i:
        return False
    if not _is_argument(head, clause):
        return False
    if clause.pos_ == "VERB" and not is_one_of(lexicon.turning.light, clause):
        return False
    subject = own_subject(clause)
    if subject is not None and place.i in {
        subject.i,
        *(child.i for child in subject.children if child.dep_ in {"amod", "compound", "nmod:poss", "conj"}),
    }:
        return subject.i != head.i
    return place.i == clause.i or _reaches(place, clause)


def _is_argument(head: Token, clause: Token) -> bool:
    for node in path_to_root(head):
        if clause.i in (node.head.i, node.i):
            return node.i == clause.i or node.dep_.split(":")[0] in {"nsubj", "obj", "obl", "xcomp", "conj"}
        if node.dep_.split(":")[0] not in {"conj", "nmod", "compound", "obj", "xcomp", "obl", "appos"}:
            return False
    return False


def _reaches(place: Token, clause: Token) -> bool:
    """Say whether the place hangs on the clause's predicate through prepositional phrases only."""
    for node in path_to_root(place):
        if node.i == clause.i:
            return True
        if node.dep_.split(":")[0] not in {
            "obl",
            "nmod",
            "compound",
            "amod",
            "conj",
            "advmod",
            "xcomp",
            "obj",
            "flat",
            "appos",
        }:
            return False
    return False


def _is_told_to_be(head: Token, place: Token) -> bool:
    """Say whether "is in X" follows the head, however long its list: "the bases and havens of the group are in X"."""
    if not head.i < place.i <= head.i + _FAR:
        return False
    between = list(head.doc[head.i + 1 : place.i])
    verbs = [token for token in between if token.pos_ in {"VERB", "AUX"}]
    if len(verbs) != 1 or verbs[0].lemma_ != "be":
        return False
    after = [token.lower_ for token in between if token.i > verbs[0].i]
    return 0 < len(after) <= _SHORT and bool(_INSIDE & set(after[:2]))


def _follows(head: Token, place: Token, lexicon: StanceLexicon) -> bool:
    """Say whether "in X" comes close behind the head with no verb between, "left in X" aside; parses err on these."""
    if place.i < head.i:
        return head.i - place.i == _HYPHENATED and head.nbor(-1).text in {"-", "‑", "–"}
    if _is_told_to_be(head, place):
        return True
    if not head.i < place.i <= head.i + _REACH or (is_root(place) and not any(children(place, "case"))):
        return False
    between = list(head.doc[head.i + 1 : place.i])
    light = lexicon.turning.light
    if any(
        token.pos_ in {"VERB", "AUX"} and not (token.tag_ == "VBN" and is_one_of(light, token)) for token in between
    ):
        return False
    return any(token.lower_ in _INSIDE for token in between)
