"""Content that is no clause: an infinitive, an object, a noun phrase behind a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.clauses import is_passive, own_object
from transforms.extract.attribution.frames import (
    FINITE_TAGS,
    Content,
    Frame,
    WordSpan,
    cut_end,
    region_run_end,
    trimmed,
)

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.lexicon import Sense
    from transforms.extract.attribution.stretches import Page, Stretch
    from transforms.extract.attribution.words import Words


_POINTING = {"this", "that", "these", "those", "such"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"}
_OBLIQUE = {"obl", "advcl", "nmod", "acl", "xcomp", "ccomp", "obj"}
_QUOTED_REACH = 8  # words from an object to the quotation in its complement: "called the plan a “sham”"


def complement(page: Page, cue: Cue, sense: Sense, stretch: Stretch, cuts: frozenset[int]) -> Content | None:
    """Return content that is an infinitive, an object or a noun phrase behind a preposition."""
    if sense.infinitive:
        span = _infinitive(page, cue, sense, stretch, cuts)
        if span is not None:
            return Content(spans=(span,), frame=Frame.INFINITIVE, sense=sense)
    if sense.object:
        span = _object(page, cue, sense, stretch, cuts)
        if span is not None:
            return Content(spans=(span,), frame=Frame.OBJECT, sense=sense)
    if sense.prepositions:
        span = _behind_preposition(page, cue, sense, stretch)
        if span is not None:
            return Content(spans=(span,), frame=Frame.PREPOSITION, sense=sense)
    return None


def _infinitive(page: Page, cue: Cue, sense: Sense, stretch: Stretch, cuts: frozenset[int]) -> WordSpan | None:
    words = page.words
    for child in words.children[cue.head]:
        if child <= cue.last or words.dep[child] not in {"xcomp", "ccomp", "advcl"}:
            continue
        mark = next((word for word in range(words.left[child], child) if words.lower[word] == "to"), None)
        if mark is None or mark > stretch.last:
            continue
        start = mark if sense.addressee else _first_nominal(words, cue.last + 1, mark)
        end = cut_end(page, mark, min(words.right[child], stretch.last), cuts)
        return trimmed(page, start, end)
    return None


def _first_nominal(words: Words, first: int, mark: int) -> int:
    """Return where the one who is urged to do something is named, between the cue and "to"."""
    return next((word for word in range(first, mark) if words.pos[word] in _NOMINAL), mark)


def _object(page: Page, cue: Cue, sense: Sense, stretch: Stretch, cuts: frozenset[int]) -> WordSpan | None:
    words = page.words
    thing = None if is_passive(words, cue.head) else own_object(words, cue.head, cue.last)
    if thing is None or thing > stretch.last or words.lower[thing].endswith(("self", "selves")):
        return None
    start, end = max(words.left[thing], cue.last + 1), words.right[thing]
    for child in words.children[cue.head]:
        if child > thing and (words.dep[child] in {"xcomp", "ccomp"} or _has_case(words, child, sense.prepositions)):
            end = max(end, words.right[child])
    end = cut_end(page, start, min(_with_complement(words, end, sense, stretch), stretch.last), cuts)
    quoted = _with_quotation(page, end, stretch)
    if quoted == thing and (words.pos[thing] == "PRON" or words.lower[start] in _POINTING):
        return None  # "denied this", "rejected these allegations": what is meant stands elsewhere
    return trimmed(page, start, quoted)


def _with_complement(words: Words, end: int, sense: Sense, stretch: Stretch) -> int:
    """Return the end of an object with the "as" or "for" phrase right behind it, whatever that was hung on."""
    after = end + 1
    if words.tag[end] == "VBG" and words.lower[end - 1] in sense.prepositions:
        after = end - 1
    if after >= stretch.last or words.lower[after] not in sense.prepositions:
        return end
    if words.tag[after + 1] != "VBG":
        return max(end, words.right[words.head[after]]) if words.head[after] > after else end
    comma = next((word for word in range(after, stretch.last + 1) if words.lower[word] in {",", ";"}), stretch.last + 1)
    return comma - 1


def _with_quotation(page: Page, end: int, stretch: Stretch) -> int:
    """Return the end of a noun phrase with the quotation that it runs into: "called the plan “a sham”"."""
    words = page.words
    while end < stretch.last and words.pos[end] == words.pos[end + 1] == "PROPN":
        end += 1
    for word in range(end + 1, min(stretch.last, end + _QUOTED_REACH) + 1):
        if page.inside[word] >= 0:
            return max(end, region_run_end(page, page.inside[word], stretch))
        if words.tag[word] in FINITE_TAGS or words.lower[word] in {",", ";", ":", "and", "but"}:
            return end
    return end


def _has_case(words: Words, noun: int, prepositions: tuple[str, ...]) -> bool:
    return any(
        words.dep[child] in {"case", "mark"} and words.lower[child] in prepositions for child in words.children[noun]
    )


def _behind_preposition(page: Page, cue: Cue, sense: Sense, stretch: Stretch) -> WordSpan | None:
    words = page.words
    for child in words.children[cue.head]:
        if child <= cue.last or child > stretch.last or words.dep[child] not in _OBLIQUE:
            continue
        if not _has_case(words, child, sense.prepositions):
            continue
        preposition = next(
            word
            for word in words.children[child]
            if words.dep[word] in {"case", "mark"} and words.lower[word] in sense.prepositions
        )
        end = words.right[child]
        goal = next(
            (
                other
                for other in words.children[cue.head]
                if other > child and words.dep[other] in {"xcomp", "ccomp", "advcl"}
            ),
            None,
        )
        if goal is not None and sense.infinitive:
            end = max(end, words.right[goal])
        return trimmed(page, preposition + 1, min(end, stretch.last))
    return None
