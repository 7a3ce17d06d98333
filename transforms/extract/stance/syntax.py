"""Tell who does what in a Universal Dependencies tree: subjects, doers, clauses, and what a parse took for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.stance.tree import (
    by_agent,
    case_of,
    children,
    is_passive,
    is_root,
    is_time,
    lowers,
    owner_of,
    path_to_root,
    sentence_bounds,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis", "csubj:outer"})
_OPEN = frozenset({"xcomp", "advcl", "acl", "ccomp"})
_ON = frozenset({"on", "upon"})
_SHARING = frozenset({"conj", "cop", "aux", "aux:pass", "fixed", "compound"})
_CONJUNCTIONS = frozenset({"before", "after", "since", "until", "as", "because", "while", "when"})
_TENSED = frozenset({"VBD", "VBZ", "VBP"})


def is_clause(token: Token) -> bool:
    """Say whether the token heads a clause of its own."""
    if is_root(token) or token.dep_ in _CLAUSES:
        return True
    return token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and own_subject(token) is not None


def clause_of(token: Token) -> Token:
    """Return the head of the clause the token stands in."""
    for node in path_to_root(token):
        if is_clause(node):
            return node
        if node.dep_ == "nsubj" and node.head.i < node.i:
            below = next((child for child in node.head.children if _is_subject_of(node, child)), None)
            if below is not None:
                return below
    return token


def _is_subject_of(noun: Token, verb: Token) -> bool:
    return verb.dep_ == "ccomp" and not any(children(verb, "nsubj")) and _stray_subject(verb) == noun


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands at the verb itself."""
    subjects = list(children(verb, "nsubj", "csubj"))
    before = [subject for subject in subjects if subject.i < verb.i]
    if len(before) > 1 and any(children(before[-1], "cc")):
        # "X, as well as Y, has urged": Y is joined to X.
        return before[-2]
    # Of two (parses also call a fronted noun a subject) the one nearest to the verb.
    return before[-1] if before else next(iter(subjects), None) or _stray_subject(verb)


def _stray_subject(verb: Token) -> Token | None:
    """Return the subject that a parse hung on the report above: "analysts say the army sees"."""
    above = verb.head
    if verb.dep_ != "ccomp" or verb.tag_ not in _TENSED or above.i >= verb.i:
        return None
    between = [child for child in above.children if child.dep_ == "nsubj" and above.i < child.i < verb.i]
    return between[-1] if between else None


def relative_target(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    clause = clause_of(token)
    relative = token.pos_ == "PRON" and lowers(token) in {"who", "which", "that", "whom", "whose"}
    if not (relative and clause.dep_.startswith("acl") and clause.head.i < token.i):
        return token
    target = clause.head
    while lowers(token) == "who" and target.dep_.split(":")[0] in {"nmod", "appos", "flat", "compound", "conj"}:
        target = target.head
    return target


def subject_of(verb: Token, *, steps: int = 6) -> Token | None:
    """Return the subject of a verb, from its governor or first conjunct where it has none of its own."""
    own = own_subject(verb) or _after_conjunction(verb)
    if own is not None:
        return relative_target(own)
    if steps == 0 or is_root(verb):
        return None
    if verb.dep_.startswith("acl"):
        return _doer_in_phrase(verb, steps=steps)
    if verb.dep_ in _OPEN:
        return controller(verb, steps=steps)
    nearest = _nearest_clause(verb) if verb.dep_ == "conj" else None
    above = nearest or (verb.head if verb.dep_ in _SHARING else None)
    return subject_of(above, steps=steps - 1) if above is not None else None


def _after_conjunction(verb: Token) -> Token | None:
    """Return the subject that a parse took for the object of a preposition: "before X, ever louder, accused"."""
    if verb.tag_ not in _TENSED or is_root(verb):
        return None
    for token in reversed(list(verb.doc[sentence_bounds(verb)[0] : verb.i])):
        if lowers(token) in _CONJUNCTIONS and token.dep_ == "case":
            return token.head if token.i < token.head.i < verb.i else None
        if token.pos_ in {"VERB", "AUX", "CCONJ", "SCONJ"}:
            return None
    return None


def _doer_in_phrase(verb: Token, *, steps: int) -> Token | None:
    """Return who does a participle or infinitive that hangs on a noun: the noun, its owner, or who has it as object."""
    noun = verb.head
    if "Part" in verb.morph.get("VerbForm", []) or verb.tag_ in {"VBG", "VBN"}:
        return noun
    if _marker(verb) != "to":
        return None
    if case_of(noun) == "under":
        # "Is under pressure to act": whoever is under it acts.
        return subject_of(noun.head if noun.dep_ == "obl" else noun, steps=steps - 1)
    # "Gave a reply to prove it": whoever gave it proves.
    return owner_of(noun) or (subject_of(noun.head, steps=steps - 1) if noun.dep_ in {"obj", "obl"} else None)


def _nearest_clause(verb: Token) -> Token | None:
    """Return the adverbial clause between a conjunct and what it was joined to: "came after she met him and asked"."""
    for token in reversed(list(verb.doc[verb.head.i + 1 : verb.i])):
        if token.dep_ == "advcl" and token.tag_ == verb.tag_ and own_subject(token) is not None:
            return token
    return None


def controller(verb: Token, *, steps: int = 6) -> Token | None:
    """Return who does an infinitive or participle that hangs under another verb: its object, else its subject."""
    above = verb.head
    if above.pos_ == "NOUN" and above.dep_ in {"obj", "obl", "nsubj"}:
        pressed = [child for child in (*children(above, "nmod"), *children(above.head, "obl")) if case_of(child) in _ON]
        if pressed and above.i < pressed[0].i < verb.i:
            return pressed[0]
        return owner_of(above) or subject_of(above.head, steps=steps - 1)
    acting = _right_before(above, verb) or _blamed(verb)
    if acting is None and (verb.dep_ == "xcomp" or _marker(verb) in {"to", "for", "as", "of"}):
        acting = (
            _patient(above, verb)
            or _relative_patient(above)
            or _called_on(above, verb)
            or (own_subject(above) if is_passive(above) else None)
        )
    # "Pledged on Monday to act": no day acts.
    if acting is not None and not is_time(acting):
        return acting
    return subject_of(above, steps=steps - 1)


def patient_of(verb: Token) -> Token | None:
    """Return the object that follows a verb."""
    objects = children(verb, "obj", "iobj", "nsubj")
    return next((child for child in objects if verb.i < child.i and not any(children(child, "case"))), None)


def _patient(above: Token, verb: Token) -> Token | None:
    """Return the object that stands between a verb and its complement; parses also call it a second subject."""
    objects = children(above, "obj", "iobj", "nsubj", "obl")
    return next((child for child in objects if above.i < child.i < verb.i and not any(children(child, "case"))), None)


def _relative_patient(above: Token) -> Token | None:
    """Return whom a relative pronoun before a verb means: "X, which Y accuses of sheltering them"."""
    pronouns = (child for child in children(above, "obj") if child.i < above.i and child.pos_ == "PRON")
    return next((target for child in pronouns if (target := relative_target(child)).i != child.i), None)


def _called_on(above: Token, verb: Token) -> Token | None:
    """Return who is called on to do something: "called on them to act"."""
    called = next((child for child in children(above, "obl") if case_of(child) in {"on", "upon", "for"}), None)
    return called if called is not None and called.i < verb.i else None


def _right_before(above: Token, verb: Token) -> Token | None:
    """Return the noun right before a participle under a preposition: "linked to the country acting"."""
    before = verb.nbor(-1) if verb.i > 0 else verb
    fits = before.head.i == above.i and before.dep_ == "obl" and case_of(before) in {"to", "on"}
    return before if fits and verb.tag_ == "VBG" else None


def _blamed(verb: Token) -> Token | None:
    """Return who is criticised right before a "for" and its participle: "criticism of X for failing to act"."""
    mark = next((child for child in children(verb, "mark") if lowers(child) == "for"), None)
    if mark is None or mark.i == 0 or verb.tag_ != "VBG":
        return None
    before = mark.nbor(-1)
    return before if before.pos_ == "PROPN" and case_of(before) == "of" else None


def _marker(verb: Token) -> str | None:
    mark = next(children(verb, "mark"), None)
    return lowers(mark) if mark is not None else None


def doer_of(head: Token) -> Token | None:
    """Return who does what `head` says, verb or noun, where the sentence names a doer."""
    if head.dep_ == "amod" and head.head.pos_ in {"NOUN", "PROPN"}:
        return head.head
    if any(child.dep_ == "cop" for child in head.children):
        return None
    if head.pos_ in {"VERB", "AUX"} or head.tag_.startswith("VB"):
        return by_agent(head) if is_passive(head) else subject_of(head)
    hangs = head.dep_ in {"obj", "obl", "conj"} and head.head.pos_ in {"VERB", "NOUN"}
    return owner_of(head) or (doer_of(head.head) if hangs else None)
