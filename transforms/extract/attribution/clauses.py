"""The reporting clause around a cue: its subject, where it begins, and what stands right before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.asides import is_nominal, parted_subject

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.stretches import Stretch
    from transforms.extract.attribution.words import Words

RELATIVE = {"who", "which", "that"}
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_SUBJECT_BREAK = {'"', "“", "”", "''", ";", ":"}
_SHARING = {"conj", "advcl", "xcomp", "acl", "parataxis", "ccomp"}
_FINITE = {"VBD", "VBZ", "VBP"}
_PARTING = {",", '"', "”", "''", "’", "-", "--", "–", "—", "―", "»"}
_OPENS_NOMINAL = {"PROPN", "DET", "PRON", "NOUN", "ADJ"}
_BE = {"is", "are", "was", "were", "be", "been", "being"}
_HAVE = {"have", "has", "had", "having", "'ve", "'d", "'s"}
_CLIMB = 4  # "she continued to refuse to say": verbs from the cue to the one that carries the subject


def own_subject(words: Words, verb: int) -> int | None:
    """Return the head word of the verb's own subject: the nearest before it, else the first after it."""
    subjects = [child for child in words.children[verb] if words.dep[child] in _SUBJECTS]
    before = [child for child in subjects if child < verb]
    return max(before) if before else next(iter(subjects), None)


def own_object(words: Words, verb: int, last: int) -> int | None:
    """Return the head word of the object after word `last`; a second subject there is an object misread."""
    has_subject = (own_subject(words, verb) or verb) < verb
    for child in words.children[verb]:
        if child > last and (words.dep[child] == "obj" or (has_subject and words.dep[child] in _SUBJECTS)):
            return child
    return None


def subject_bounds(words: Words, subject: int, cue_head: int) -> tuple[int, int]:
    """Return the first and last word of a subject, cut at the cue and at marks that no subject crosses."""
    first, last = words.left[subject], words.right[subject]
    if subject < cue_head:
        last = min(last, cue_head - 1)
    else:
        first = max(first, cue_head + 1)
    for word in range(subject - 1, first - 1, -1):
        if words.lower[word] in _SUBJECT_BREAK:
            first = word + 1
            break
    for word in range(subject + 1, last + 1):
        if words.lower[word] in _SUBJECT_BREAK:
            last = word - 1
            break
    while first < subject and not words.is_word(first):
        first += 1
    return _whole_name(words, first, trim_right(words, first, last), cue_head)


def _whole_name(words: Words, first: int, last: int, cue_head: int) -> tuple[int, int]:
    """Return the span with the rest of a name that the parse hung elsewhere: "Mrs." "Jane Doe"."""
    while first > 0 and words.pos[first] == words.pos[first - 1] == "PROPN" and first - 1 != cue_head:
        first -= 1
    while last + 1 < len(words) and words.pos[last] == words.pos[last + 1] == "PROPN" and last + 1 != cue_head:
        last += 1
    return first, last


def trim_right(words: Words, first: int, last: int) -> int:
    """Return the last word at or before `last` that is no punctuation mark or space."""
    while last > first and not words.is_word(last) and words.lower[last] not in {")", "]"}:
        last -= 1
    return last


def is_inverted(words: Words, cue: Cue, stretch: Stretch) -> bool:
    """Return whether the cue stands between commas before its subject: "Visitors, said Doe, are asked to wait"."""
    before, after = cue.first - 1, cue.last + 1
    if before < stretch.first or words.lower[before] != "," or after > stretch.last or words.pos[after] != "PROPN":
        return False
    head = nominal_head(words, after, stretch.last)
    return head is not None and head < stretch.last and words.lower[head + 1] in {",", "."}


def follows_subject(words: Words, cue: Cue, stretch: Stretch) -> int | None:
    """Return the head of a subject that stands after its verb: "said Jane Doe, the mayor"."""
    subject = own_subject(words, cue.head)
    if subject is not None and subject > cue.head:
        return subject
    after, before = cue.last + 1, cue.first - 1
    parted = before >= stretch.first and words.lower[before] in _PARTING and words.tag[cue.head] in {*_FINITE, "VB"}
    if not parted or after > stretch.last or words.pos[after] not in _OPENS_NOMINAL:
        return None
    if subject is None or is_inverted(words, cue, stretch):
        return nominal_head(words, after, stretch.last)
    return None


def is_passive(words: Words, verb: int) -> bool:
    """Return whether a participle tells what is done to its subject: "was told", "the men accused of"."""
    if verb and words.lower[verb - 1] == "when" and own_subject(words, verb) is None:
        return True  # "when asked"
    if words.tag[verb] != "VBN":
        return False
    before = {words.lower[child] for child in words.children[verb] if child < verb}
    if before & _BE or words.child(verb, "nsubj:pass", "obl:agent") is not None:
        return True
    # A finite verb is often tagged as a participle; one that has a subject is no modifier.
    return not before & _HAVE and (words.dep[verb] in {"acl", "amod"} or own_subject(words, verb) is None)


def nominal_head(words: Words, first: int, highest: int) -> int | None:
    """Return the head of the noun phrase that begins at `first`: its last noun in an unbroken run."""
    head = None
    for word in range(first, highest + 1):
        if words.pos[word] in _NOMINAL:
            head = word
        elif words.pos[word] not in {"DET", "ADJ"} and words.lower[word] not in {"'s", "-", "."}:
            break
    return head


def nominal_before(words: Words, cue: Cue, lowest: int) -> int | None:
    """Return the head of the noun phrase right before the cue, for verbs whose subject the parse missed."""
    word = cue.first - 1
    while word >= lowest and words.pos[word] in {"ADV", "AUX", "PART"}:
        word -= 1
    while word >= lowest and words.pos[word] in _NOMINAL:
        preposition = next(
            (child for child in words.children[word] if words.pos[child] == "ADP" and child < word), None
        )
        if preposition is None or words.lower[preposition] == "with":
            return word
        word = preposition - 1  # "the senator in his speech said"
    return None


def opening_nominal(words: Words, cue: Cue, stretch: Stretch) -> int | None:
    """Return the noun phrase that opens the sentence and is parted from its verb: "The mayor, who left, noted"."""
    first = stretch.first
    while first < cue.first and words.pos[first] in {"CCONJ", "ADV", "PUNCT"}:
        first += 1
    if words.pos[first] not in _OPENS_NOMINAL or words.tag[cue.head] not in _FINITE:
        return None
    head = nominal_head(words, first, cue.first - 1)
    return head if head is not None and words.lower[head + 1] == "," and words.lower[cue.first - 1] == "," else None


def shared_subject(words: Words, verb: int) -> int | None:
    """Return the subject a verb takes over from the verb it hangs on: "X said A and added B", "X left, saying A"."""
    above = verb
    for _ in range(_CLIMB):
        if words.dep[above] not in _SHARING or words.head[above] == above:
            return None
        relation, above = words.dep[above], words.head[above]
        if relation == "acl" and words.pos[above] in _NOMINAL:
            return above
        subject = own_subject(words, above)
        if subject is not None:
            return subject
    return None


def clause_bounds(words: Words, cue: Cue, stretch: Stretch) -> tuple[int, int]:
    """Return the first and last word of the bare reporting clause: subject, cue and a subject after it."""
    first, last = cue.first, cue.last
    parted = parted_subject(words, cue, stretch)
    if parted is not None:
        return parted.first, last
    subject = own_subject(words, cue.head)
    if subject is not None and stretch.first <= subject < cue.head and not is_inverted(words, cue, stretch):
        left, _ = subject_bounds(words, subject, cue.head)
        first = min(first, max(left, stretch.first))
    else:
        behind = follows_subject(words, cue, stretch)
        before = None if subject is not None else subject_in_aside(words, cue, stretch)
        if before is not None:
            first = before[0]
        elif behind is not None and behind <= stretch.last:
            last = max(last, min(subject_bounds(words, behind, cue.head)[1], stretch.last))
    return first, last


def subject_in_aside(words: Words, cue: Cue, stretch: Stretch) -> tuple[int, int] | None:
    """Return the subject of ", Jane Doe said," that the parse took for an apposition of what stands before."""
    after = cue.last + 1
    goes_on = after <= stretch.last and words.lower[after] not in {",", "."}
    if words.tag[cue.head] not in _FINITE or goes_on:
        return None
    mark = next((word for word in range(cue.first - 1, stretch.first, -1) if words.lower[word] in _PARTING), None)
    if mark is None or not is_nominal(words, mark + 1, cue.first - 1):
        return None
    return mark + 1, cue.first - 1
