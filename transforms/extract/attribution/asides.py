"""Subjects that commas part from their verb: "A, the mayor, Jane Doe, said", "A, an official, who left, said"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.attribution.frames import FINITE_TAGS, WordSpan

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.stretches import Stretch
    from transforms.extract.attribution.words import Words

_RELATIVE = {"who", "which", "whose", "whom"}
_OPENS_PHRASE = {"DET", "PROPN", "NOUN", "ADJ", "NUM"}
_REPORTING_TAGS = {"VBD", "VBZ", "VBP", "VBN"}  # a finite verb with its subject far off is often tagged VBN
_CLOSES = {",", ";", "-", "--", "–", "—"}
_NO_MAIN_CLAUSE = {"acl:relcl", "acl", "advcl", "csubj"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartedSubject:
    """The words `first` to `last` before the comma of their verb; `name` are those of them that name who it is."""

    first: int
    last: int
    name: WordSpan


def parted_subject(words: Words, cue: Cue, stretch: Stretch) -> PartedSubject | None:
    """Return the subject of a closing "the mayor, Jane Doe, said" that follows what was said.

    The two phrases between commas are one subject: a description and a name, in either order, or a phrase and what a
    relative clause adds to it. A main clause must stand before them; the parse often hangs both on its last noun.
    """
    second = _aside_before(words, cue.first, stretch)
    if second is None or words.tag[cue.head] not in _REPORTING_TAGS:
        return None
    first = _phrase_before(words, second - 1, stretch)
    if first is None or not _has_main_clause(words, stretch.first, first - 2):
        return None
    last = cue.first - 2
    front, behind = (first, second - 2), (second, last)
    if words.lower[second] in _RELATIVE:
        return PartedSubject(first=first, last=front[1], name=front)
    if not is_nominal(words, *behind) or _is_name(words, *front) == _is_name(words, *behind):
        return None
    return PartedSubject(first=first, last=last, name=front if _is_name(words, *front) else behind)


def _aside_before(words: Words, comma_after: int, stretch: Stretch) -> int | None:
    """Return the first word of what stands between two commas right before word `comma_after`."""
    if comma_after - 1 <= stretch.first or words.lower[comma_after - 1] != ",":
        return None
    for word in range(comma_after - 2, stretch.first, -1):
        if words.lower[word] == ",":
            return word + 1 if word + 1 < comma_after - 1 else None
    return None


def _phrase_before(words: Words, comma: int, stretch: Stretch) -> int | None:
    """Return the first word of the noun phrase between the comma at `comma` and the mark before it."""
    for word in range(comma - 1, stretch.first, -1):
        if words.lower[word] in _CLOSES:
            return word + 1 if is_nominal(words, word + 1, comma - 1) else None
    return None


def is_nominal(words: Words, first: int, last: int) -> bool:
    """Return whether words are a noun phrase: opened like one, with a noun, without a finite verb."""
    if last < first or words.pos[first] not in _OPENS_PHRASE:
        return False
    inside = range(first, last + 1)
    return any(words.pos[word] in {"NOUN", "PROPN"} for word in inside) and not any(
        words.tag[word] in FINITE_TAGS for word in inside
    )


def _is_name(words: Words, first: int, last: int) -> bool:
    return all(words.pos[word] == "PROPN" or not words.is_word(word) for word in range(first, last + 1))


def _has_main_clause(words: Words, first: int, last: int) -> bool:
    """Return whether a finite verb between the words belongs to no relative or adverbial clause."""
    for word in range(first, last + 1):
        if words.tag[word] in FINITE_TAGS:
            verb = words.head[word] if words.dep[word] in {"aux", "cop", "aux:pass"} else word
            if words.dep[verb] not in _NO_MAIN_CLAUSE:
                return True
    return False
