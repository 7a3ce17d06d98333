"""Walk a Universal Dependencies parse: subjects, doers, clauses, negators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis", "csubj:outer"})
_OPEN = frozenset({"xcomp", "advcl", "acl", "ccomp"})
_BY = frozenset({"by"})
_ON = frozenset({"on", "upon"})
_OWNERS = frozenset({"nmod:poss", "compound", "amod"})
_SHARING = frozenset({"conj", "cop", "aux", "aux:pass", "fixed", "compound"})
_MAX_STEPS = 60


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Yield the children of `token` whose label, or the label before its colon, is one of `deps`."""
    for child in token.children:
        if child.dep_ in deps or child.dep_.split(":")[0] in deps:
            yield child


def is_root(token: Token) -> bool:
    """Say whether the token governs its sentence."""
    return bool(token.head.i == token.i)


def sentence_bounds(token: Token) -> tuple[int, int]:
    """Return where the parse's sentence around a token begins and ends, the document's ends where there is none."""
    doc = token.doc
    start, end = token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return start, end


def path_to_root(token: Token) -> list[Token]:
    """Return the token and everything above it, nearest first."""
    path = [token]
    while not is_root(path[-1]) and len(path) < _MAX_STEPS:
        path.append(path[-1].head)
    return path


def lowers(token: Token) -> str:
    """Return the token's text in lower case with a plain apostrophe."""
    return str(token.lower_).replace("’", "'")


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
    return token


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands at the verb itself."""
    subjects = list(children(verb, "nsubj", "csubj"))
    before = [subject for subject in subjects if subject.i < verb.i]
    # Of two (parses also call a fronted noun a subject) the one nearest to the verb.
    return before[-1] if before else next(iter(subjects), None)


def is_passive(verb: Token) -> bool:
    """Say whether the verb is passive."""
    return any(child.dep_ == "aux:pass" for child in verb.children)


def case_of(token: Token) -> str | None:
    """Return the preposition of a noun phrase in lower case."""
    marker = next(children(token, "case"), None)
    return lowers(marker) if marker is not None else None


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
    own = own_subject(verb)
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


def _doer_in_phrase(verb: Token, *, steps: int) -> Token | None:
    """Return who does a participle or infinitive that hangs on a noun: the noun, its owner, or who has it as object."""
    noun = verb.head
    if "Part" in verb.morph.get("VerbForm", []) or verb.tag_ in {"VBG", "VBN"}:
        return noun
    if _marker(verb) != "to":
        return None
    # "Gave a reply to prove it": whoever gave it proves.
    return owner_of(noun) or (subject_of(noun.head, steps=steps - 1) if noun.dep_ == "obj" else None)


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
    acting = _right_before(above, verb)
    if acting is None and (verb.dep_ == "xcomp" or _marker(verb) in {"to", "for", "as", "of"}):
        acting = _patient(above, verb) or _called_on(above, verb) or (own_subject(above) if is_passive(above) else None)
    if acting is not None:
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


def _called_on(above: Token, verb: Token) -> Token | None:
    """Return who is called on to do something: "called on them to act"."""
    called = next((child for child in children(above, "obl") if case_of(child) in {"on", "upon", "for"}), None)
    return called if called is not None and called.i < verb.i else None


def _right_before(above: Token, verb: Token) -> Token | None:
    """Return the noun right before a participle under a preposition: "linked to the country acting"."""
    before = verb.nbor(-1) if verb.i > 0 else verb
    fits = before.head.i == above.i and before.dep_ == "obl" and case_of(before) in {"to", "on"}
    return before if fits and verb.tag_ == "VBG" else None


def _marker(verb: Token) -> str | None:
    mark = next(children(verb, "mark"), None)
    return lowers(mark) if mark is not None else None


def by_agent(node: Token) -> Token | None:
    """Return the noun after "by" under a verb or noun."""
    for child in children(node, "obl", "nmod"):
        if case_of(child) in _BY:
            return child
    return None


def owner_of(noun: Token) -> Token | None:
    """Return whose the noun is: a possessor, "by X", "of NAME", a name or nationality before it ("US allegations")."""
    possessor = next(children(noun, "nmod:poss"), None)
    if possessor is not None:
        return possessor
    maker = next((child for child in children(noun, "nmod") if case_of(child) == "of" and _is_person(child)), None)
    if maker is not None:
        return maker
    agent = by_agent(noun)
    if agent is not None:
        return agent
    made = next((child for child in children(noun, "acl") if by_agent(child) is not None), None)
    if made is not None:
        return by_agent(made)
    for child in noun.children:
        is_nation = child.pos_ == "ADJ" and child.text[:1].isupper()
        if child.dep_ in _OWNERS and (child.pos_ == "PROPN" or is_nation):
            return child
    return None


def _is_person(noun: Token) -> bool:
    """Say whether a noun is a person's name, or an office right before one ("Adviser Jane Doe")."""
    return any(token.ent_type_ == "PERSON" for token in (noun, *children(noun, "flat", "appos", "compound")))


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


def phrase(token: Token) -> tuple[int, int]:
    """Return the span of the noun phrase of `token` in tokens, without relative clauses and what follows a comma."""
    left = right = token.i
    for child in token.children:
        if child.dep_.split(":")[0] in {
            "acl",
            "appos",
            "punct",
            "cc",
            "conj",
            "parataxis",
            "cop",
            "advcl",
            "dep",
            "case",
            "mark",
        }:
            continue
        left, right = min(left, child.left_edge.i), max(right, child.right_edge.i)
    return left, right + 1
