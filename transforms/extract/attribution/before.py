"""Content that stands before its cue, and what of it goes on behind: "A, she said, B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.after import find_marker
from transforms.extract.attribution.asides import parted_subject
from transforms.extract.attribution.clauses import RELATIVE, follows_subject, is_passive, own_subject, subject_in_aside
from transforms.extract.attribution.frames import (
    FINITE_TAGS,
    WordSpan,
    cut_end,
    ends_like_sentence,
    region_run_end,
    trimmed,
)

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.stretches import Page, Stretch
    from transforms.extract.attribution.words import Words


_LONGEST_SUBJECT = 40  # words between a quotation and the verb that reports it
_ASIDE_REACH = 8  # words after a cue in the middle of its content: ", he said on Friday,"


def content_before(page: Page, cue: Cue, first: int, last: int, stretch: Stretch) -> WordSpan | None:
    """Return what stands before a reporting clause of the words `first` to `last` and is reported by it."""
    words = page.words
    quoted = _quotation_before(page, cue, stretch)
    if quoted is not None and _quotation_ends(page, quoted, cue, last, stretch):
        return trimmed(page, _sentence_start(page, quoted, stretch), quoted)
    before = first - 1
    while before > stretch.first and not words.lower[before].strip():
        before -= 1
    subject = own_subject(words, cue.head)
    if words.tag[cue.head] == "VBG" or (subject is None and not _has_subject_beside(words, cue, stretch)):
        return None
    if subject is not None and (words.lower[subject] in RELATIVE or _is_done_to(words, cue.head, subject)):
        return None
    if (
        before <= stretch.first
        or words.lower[before] not in {",", "-", "--", "–", "—", "―"}
        or page.inside[before - 1] >= 0
    ):
        return None
    if _is_aside(page, cue, last, stretch) and _is_sayable(page, stretch.first, before - 1, last, stretch):
        return trimmed(page, stretch.first, before)
    return None


def _has_subject_beside(words: Words, cue: Cue, stretch: Stretch) -> bool:
    finders = (follows_subject, subject_in_aside, parted_subject)
    return any(find(words, cue, stretch) is not None for find in finders)


def _is_done_to(words: Words, verb: int, subject: int) -> bool:
    """Return whether a passive has a real subject: "they were told", but not "it was announced"."""
    return is_passive(words, verb) and words.lower[subject] != "it"


def _sentence_start(page: Page, quoted: int, stretch: Stretch) -> int:
    """Return where content begins that ends with the quotation at `quoted`: after a quotation with its own verb."""
    words, region = page.words, page.inside[quoted]
    first = page.region_words[region][0]
    earlier = [number for number in stretch.regions if page.region_words[number][1] < first]
    if not earlier:
        return stretch.first
    between = range(page.region_words[earlier[-1]][1] + 1, first)
    return first if any(words.tag[word] in FINITE_TAGS for word in between) else stretch.first


def _quotation_before(page: Page, cue: Cue, stretch: Stretch) -> int | None:
    """Return the last word of the quotation that only a subject parts from its cue."""
    words = page.words
    subject = own_subject(words, cue.head)
    if subject is not None and words.lower[subject] in RELATIVE:
        return None
    for word in range(cue.first - 1, max(stretch.first, cue.first - _LONGEST_SUBJECT) - 1, -1):
        if page.inside[word] >= 0:
            return word
        stops = words.lower[word] in {";", ":"} or words.tag[word] in FINITE_TAGS
        if stops and (subject is None or subject >= word):
            return None
    return None


def _quotation_ends(page: Page, before: int, cue: Cue, last: int, stretch: Stretch) -> bool:
    """Return whether the quotation before a reporting clause is what it reports, and not part of something else."""
    region = page.inside[before]
    if page.words.tag[cue.head] == "VBG":
        return False
    whole = all(not page.words.is_word(word) for word in range(stretch.first, page.region_words[region][0]))
    if not whole and not _is_aside(page, cue, last, stretch):
        return False
    if page.words.lower[min(before + 1, stretch.last)] == ",":
        return True
    if ends_like_sentence(page, region):
        return True
    return whole and _is_aside(page, cue, last, stretch) and any(sense.clause for sense in cue.senses)


def _is_aside(page: Page, cue: Cue, last: int, stretch: Stretch) -> bool:
    """Return whether nothing that could be content follows the clause directly, so that it hangs on what precedes."""
    words = page.words
    after = last + 1
    if after > stretch.last or words.lower[after] in {",", ".", "-", "--", "–", "—", "―", ";", "!", "?"}:
        return True
    clausal = any(child > last and words.dep[child] in {"ccomp", "obj", "xcomp"} for child in words.children[cue.head])
    marked = find_marker(page, last, stretch, asks=False) is not None
    return (
        not clausal
        and not marked
        and page.inside[after] < 0
        and not any(page.inside[word] >= 0 for word in range(after, stretch.last + 1))
    )


def _is_sayable(page: Page, first: int, before: int, last: int, stretch: Stretch) -> bool:
    """Return whether words before a comma can be content: a clause, or the start of one that goes on after the cue."""
    words = page.words
    if any(words.tag[word] in FINITE_TAGS for word in range(first, before + 1)):
        return (
            words.lower[first] not in {"when", "as", "after", "while", "before", "asked"} or words.lower[first] == "if"
        )
    comma = next(
        (word for word in range(last + 1, min(stretch.last, last + _ASIDE_REACH) + 1) if words.lower[word] == ","), None
    )
    if comma is None or comma >= stretch.last or page.inside[comma + 1] >= 0:
        return False
    return comma == last + 1 or words.tag[comma + 1] in FINITE_TAGS


def resumed(page: Page, last: int, stretch: Stretch, cuts: frozenset[int], *, quoted: bool) -> WordSpan | None:
    """Return the content that goes on after a reporting clause in its middle: "A," he said, "B"."""
    words = page.words
    region = next((number for number in stretch.regions if page.region_words[number][0] > last), None)
    if region is not None:
        first, end = page.region_words[region]
        if not any(
            word in cuts or words.tag[word] in {*FINITE_TAGS, "VBG"} or words.lower[word] == ";"
            for word in range(last + 1, first)
        ):
            return trimmed(page, first, max(end, region_run_end(page, region, stretch)))
    reach = range(last + 1, min(stretch.last - 1, last + _ASIDE_REACH) + 1)
    parting = next((word for word in reach if words.lower[word] in {",", "-", "--", "–", "—"}), None)
    if quoted or parting is None:
        return None
    first = parting + 1
    if parting > last + 1 and words.tag[first] not in FINITE_TAGS:
        return None
    if words.tag[first] == "VBG" or words.lower[first] in {
        "who",
        "which",
        "and",
        "but",
        "while",
        "as",
        "according",
        "after",
        "in",
    }:
        return None
    end = cut_end(page, first, stretch.last, cuts)
    if not any(words.tag[word] in FINITE_TAGS for word in range(first, end + 1)):
        return None
    return trimmed(page, first, end)
