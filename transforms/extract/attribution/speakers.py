"""Choose the words that name the speaker of a cue, with titles and appositions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.extract.attribution.asides import parted_subject
from transforms.extract.attribution.clauses import (
    follows_subject,
    is_inverted,
    is_passive,
    nominal_before,
    nominal_head,
    opening_nominal,
    own_subject,
    shared_subject,
    subject_bounds,
    subject_in_aside,
    trim_right,
)
from transforms.extract.attribution.cues import CueKind
from transforms.extract.attribution.frames import Frame

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.frames import Content
    from transforms.extract.attribution.stretches import Page, Stretch
    from transforms.extract.attribution.words import Words

_LIGHT_REACH = 4  # words between "expressed" and "concern"
_NAME_REACH = 12  # words of "said Jane Doe, the mayor" in which the name ends
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_EXPLETIVE = {"it", "there", "this", "that", "what"}
_NOUN_SOURCES = {"by", "from", "of"}
_INDEFINITE = {"a", "an"}
_LEADS_TO_OBJECT = {"ADP", "VERB", "AUX", "DET", "NOUN", "ADJ", "PART"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The words `first` to `last` that name who speaks; `head` is their main word."""

    first: int
    last: int
    head: int
    rule: str


def find_source(page: Page, cue: Cue, stretch: Stretch, content: Content | None = None) -> Source | None:
    """Return the words that name the speaker of `cue`, None where the sentence does not say."""
    if cue.kind is CueKind.NOUN:
        return _of_noun(page.words, cue)
    source = _of_verb(page, cue, stretch)
    if content is None or content.frame is not Frame.QUOTE_BEFORE:
        return source
    return _beside_quotation(page, cue, content.spans[0][1] + 1, source)


def _beside_quotation(page: Page, cue: Cue, gap: int, source: Source | None) -> Source | None:
    """Return the subject between a quotation and its cue, also where the parse attached it elsewhere."""
    words = page.words
    while gap < cue.first and not words.is_word(gap):
        gap += 1
    if source is not None and source.head < gap and page.inside[source.head] >= 0:
        source = None
    if source is None and gap >= cue.first:
        head = nominal_head(words, cue.last + 1, min(cue.last + _NAME_REACH, len(words) - 1))
        return None if head is None else _source(words, head, cue.head, "subject-after")
    if source is not None and (gap >= cue.first or gap <= source.head):
        return replace(source, first=max(source.first, gap)) if source.last >= gap else source
    if gap >= cue.first:
        return source
    last = next((word - 1 for word in range(gap + 1, cue.first) if words.lower[word] == ","), cue.first - 1)
    last = trim_right(words, gap, last)
    return Source(first=gap, last=last, head=last, rule="between")


def source_of_verb(page: Page, verb: int) -> Source | None:
    """Return the subject of any verb as a source."""
    subject = own_subject(page.words, verb)
    if subject is None or page.inside[subject] >= 0 or page.words.lower[subject] in _EXPLETIVE | _RELATIVE:
        return None
    return _source(page.words, subject, verb, "announcer")


def _of_verb(page: Page, cue: Cue, stretch: Stretch) -> Source | None:
    words = page.words
    parted = parted_subject(words, cue, stretch)
    if parted is not None and page.inside[parted.last] < 0:
        return Source(first=parted.first, last=parted.last, head=_main_word(words, *parted.name), rule="parted")
    if is_passive(words, cue.head):
        agent = words.child(cue.head, "obl:agent") or _by_phrase(words, cue.head)
        return None if agent is None else _source(words, agent, cue.head, "agent", skip_case=True)
    subject = own_subject(words, cue.head)
    if is_inverted(words, cue, stretch):
        subject = follows_subject(words, cue, stretch)
    if subject is not None and page.inside[subject] < 0:
        return _from_subject(words, subject, cue)
    behind = follows_subject(words, cue, stretch)
    if behind is not None and page.inside[behind] < 0:
        return _source(words, behind, cue.head, "subject-after")
    return _without_subject(page, cue, stretch)


def _main_word(words: Words, first: int, last: int) -> int:
    """Return the first word of a phrase that hangs on none of the others."""
    return next(
        word for word in range(first, last + 1) if words.head[word] == word or not first <= words.head[word] <= last
    )


def _without_subject(page: Page, cue: Cue, stretch: Stretch) -> Source | None:
    """Return whom a verb without a subject of its own shares one with, or the noun phrase that stands before it."""
    words = page.words
    aside = subject_in_aside(words, cue, stretch)
    if aside is not None and page.inside[aside[1]] < 0:
        return Source(first=aside[0], last=aside[1], head=aside[1], rule="between")
    before = nominal_before(words, cue, stretch.first)
    own = _of_participle(words, cue, before, stretch) or _shared(page, cue)
    if own is not None:
        return own
    if before is not None and page.inside[before] < 0:
        return _source(words, before, cue.head, "noun-before")
    opening = opening_nominal(words, cue, stretch)
    return None if opening is None else _source(words, opening, cue.head, "opening")


def _of_participle(words: Words, cue: Cue, before: int | None, stretch: Stretch) -> Source | None:
    """Return the subject that a participle has of its own: "slammed Doe for saying", "with aides saying"."""
    accused = _accused(words, cue, stretch)
    if accused is not None:
        return _source(words, accused, cue.head, "accused")
    if before is not None and _is_absolute(words, before, cue):
        return _source(words, before, cue.head, "absolute", skip_case=True)
    return None


def _shared(page: Page, cue: Cue) -> Source | None:
    """Return the subject of the verb above, or the author of a text: "remarks by Doe, suggesting"."""
    words = page.words
    shared = shared_subject(words, cue.head)
    if shared is None or page.inside[shared] >= 0:
        return None
    author = _by_phrase(words, shared) if words.tag[cue.head] == "VBG" else None
    if author is not None:
        return _source(words, author, cue.head, "author", skip_case=True)
    return _source(words, shared, cue.head, "shared-subject")


def _accused(words: Words, cue: Cue, stretch: Stretch) -> int | None:
    """Return the one who is blamed for saying it: "slammed officials for rejecting", "accused him of claiming"."""
    preposition, noun = cue.first - 1, cue.first - 2
    if noun < stretch.first or words.tag[cue.head] != "VBG" or words.lower[preposition] not in {"for", "of"}:
        return None
    return noun if words.pos[noun] in {"NOUN", "PROPN", "PRON"} else None


def _is_absolute(words: Words, noun: int, cue: Cue) -> bool:
    """Return whether "with" gives a participle its own subject: "with aides saying"."""
    first = words.left[noun]
    opener = words.lower[first] == "with" or (first > 0 and words.lower[first - 1] == "with")
    return opener and words.tag[cue.head] == "VBG"


def _from_subject(words: Words, subject: int, cue: Cue) -> Source | None:
    if words.lower[subject] in _RELATIVE:
        return _antecedent(words, subject, cue)
    if words.lower[subject] in {"it", "there"} and _is_expletive(words, cue):
        return None
    source = _source(words, subject, cue.head, "subject" if subject < cue.head else "subject-after")
    return _with_name_before(words, source)


def _with_name_before(words: Words, source: Source) -> Source:
    """Return "Doe, a spokesman," where the parse took only the apposition "a spokesman" for the subject."""
    comma = source.first - 1
    if comma < 1 or words.lower[comma] != "," or words.lower[source.first] not in _INDEFINITE:
        return source
    name = comma
    while name > 0 and words.pos[name - 1] == "PROPN" and words.sentence[name - 1] == words.sentence[source.head]:
        name -= 1
    if name == comma or (name > 0 and words.pos[name - 1] in _LEADS_TO_OBJECT):
        return source  # "in Ruritania, a general said": a place of what he said
    return replace(source, first=name, head=name, rule="name-before")


def _is_expletive(words: Words, cue: Cue) -> bool:
    return any(words.lower[word] in {"was", "is", "been", "be"} for word in range(cue.first, cue.head))


def _antecedent(words: Words, pronoun: int, cue: Cue) -> Source:
    """Return the relative pronoun with the noun phrase it stands for right before it."""
    verb = cue.head
    for _ in range(3):
        if words.dep[verb] in {"acl:relcl", "acl"}:
            noun = words.head[verb]
            if noun < pronoun:
                return Source(first=words.left[noun], last=pronoun, head=noun, rule="relative")
        verb = words.head[verb]
    before = words.previous_word(pronoun)
    if (
        before is not None
        and words.sentence[before] == words.sentence[pronoun]
        and words.pos[before] in {"NOUN", "PROPN"}
    ):
        return Source(first=words.left[before], last=pronoun, head=before, rule="relative")
    return Source(first=pronoun, last=pronoun, head=pronoun, rule="relative")


def _source(words: Words, head: int, verb: int, rule: str, *, skip_case: bool = False) -> Source:
    first, last = subject_bounds(words, head, verb)
    if skip_case:
        while first < head and words.pos[first] == "ADP":
            first += 1
    return Source(first=first, last=trim_right(words, first, last), head=head, rule=rule)


def _by_phrase(words: Words, verb: int) -> int | None:
    for child in words.children[verb]:
        if words.dep[child] in {"obl", "nmod"} and child > verb and words.lower[words.left[child]] == "by":
            return child
    return None


def _of_noun(words: Words, cue: Cue) -> Source | None:
    owner = words.child(cue.head, "nmod:poss") or _possessor(words, cue)
    if owner is not None:
        source = _source(words, owner, cue.head, "owner")
        last = source.last
        if last > source.first and words.lower[last] in {"'s", "'"}:
            last -= 1
        return Source(first=source.first, last=last, head=owner, rule="owner")
    content = {preposition for sense in cue.senses for preposition in sense.prepositions}
    for child in words.children[cue.head]:
        cases = {words.lower[case] for case in words.children[child]} - content
        if words.dep[child] == "nmod" and cases & _NOUN_SOURCES:
            return _source(words, child, cue.head, "owner", skip_case=True)
    return _of_light_verb(words, cue)


def _possessor(words: Words, cue: Cue) -> int | None:
    before = cue.first - 1
    return before - 1 if before > 0 and words.lower[before] in {"'s", "'"} else None


def _of_light_verb(words: Words, cue: Cue) -> Source | None:
    """Return the subject of "made the claim", "expressed concern"."""
    verbs = [word for word in range(cue.first - 1, max(cue.first - _LIGHT_REACH, -1), -1) if words.pos[word] == "VERB"]
    verb = words.head[cue.head] if words.dep[cue.head] == "obj" else next(iter(verbs), None)
    if verb is None or is_passive(words, verb) or words.sentence[verb] != words.sentence[cue.head]:
        return None
    subject = own_subject(words, verb)
    if subject is None:
        subject = shared_subject(words, verb)
    return None if subject is None else _source(words, subject, verb, "light-verb")
