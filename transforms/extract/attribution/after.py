"""Content that stands after its cue: a quotation, or a clause with or without "that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.clauses import own_subject
from transforms.extract.attribution.frames import (
    FINITE_TAGS,
    Content,
    Frame,
    WordSpan,
    cut_end,
    ends_like_sentence,
    finite_tag,
    region_run_end,
    trimmed,
)

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.lexicon import Sense
    from transforms.extract.attribution.stretches import Page, Stretch
    from transforms.extract.attribution.words import Words


_QUESTIONS = {"whether", "if", "why", "how", "what", "who", "where"}
_ASKING = {"whether", "if", "why", "how", "what"}
_SUBJECT_REACH = 12  # words of a plain subject before its verb
_MARKER_REACH = 16  # words in which "that" must follow: "told reporters in Paris on Friday that"


def content_after(
    page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int], *, last: int, sense: Sense
) -> Content | None:
    """Return the quotation or clause after a reporting clause that ends with word `last`."""
    start = _clause_start(page, cue, last, sense, stretch) if sense.clause else None
    region = next((number for number in stretch.regions if page.region_words[number][0] > last), None)
    if region is not None and _introduces(page, last + 1, region, cuts, clausal=sense.clause):
        span = _quoted_after(page, cue, region, stretch, cuts)
        return Content(spans=(span,), frame=Frame.QUOTE_AFTER, sense=sense)
    if start is None:
        return None
    end = own_end(page, cue, start, cut_end(page, start, stretch.last, cuts))
    return Content(spans=(trimmed(page, start, end),), frame=Frame.CLAUSE, sense=sense) if end >= start else None


def _introduces(page: Page, first: int, region: int, cuts: frozenset[int], *, clausal: bool) -> bool:
    """Return whether the words from `first` lead straight into the quotation `region`."""
    words = page.words
    between = [word for word in range(first, page.region_words[region][0]) if words.lower[word].strip()]
    if any(word in cuts or words.tag[word] in FINITE_TAGS for word in between):
        return False
    if not between:
        return clausal or _is_utterance(page, region)
    if words.lower[between[-1]] == ":":
        return True
    marked = any(words.lower[word] in {"that", "whether"} and words.pos[word] == "SCONJ" for word in between)
    if words.lower[between[-1]] == ",":
        return not marked
    return clausal and words.lower[between[-1]] == "that" and not any(words.pos[word] == "VERB" for word in between)


def _is_utterance(page: Page, region: int) -> bool:
    """Return whether a quotation begins and ends like a sentence."""
    begin = page.regions[region].inner_start
    return page.words.text[begin : begin + 1].isupper() and ends_like_sentence(page, region)


def _quoted_after(page: Page, cue: Cue, region: int, stretch: Stretch, cuts: frozenset[int]) -> WordSpan:
    """Return the quotation after a cue; one that does not end like a sentence goes on with its clause."""
    first = page.region_words[region][0]
    end = region_run_end(page, region, stretch)
    if not ends_like_sentence(page, page.inside[end]):
        end = max(end, own_end(page, cue, end, cut_end(page, end, stretch.last, cuts)))
    return trimmed(page, first, end)


def _clause_start(page: Page, cue: Cue, last: int, sense: Sense, stretch: Stretch) -> int | None:
    """Return the first word of the clause after a cue, without its "that"."""
    words = page.words
    clause = next((child for child in words.children[cue.head] if _is_clause_after(words, child, last)), None)
    marker = find_marker(page, last, stretch, asks=sense.addressee)
    if marker is not None and (clause is None or marker < clause):
        start = marker
    elif clause is None:
        start = last + 1
        if not _starts_clause(page, cue, start, stretch):
            return None
    else:
        start = max(words.left[clause], last + 1)
        if _is_part_of_clause(words, cue, last + 1, start, sense):
            start = last + 1
    while start < stretch.last and _is_opener(page, start):
        start += 1
    return start if start <= stretch.last else None


def _starts_clause(page: Page, cue: Cue, first: int, stretch: Stretch) -> bool:
    """Return whether a clause stands right after a finite cue, though the parse hangs it elsewhere."""
    words = page.words
    if words.tag[cue.head] not in {*FINITE_TAGS, "VBG"} or words.child(cue.head, "obj", "xcomp") is not None:
        return False
    if (
        first > stretch.last
        or words.pos[first] not in {"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"}
        or words.tag[first] == "WDT"
    ):
        return False
    for word in range(first, min(stretch.last, first + _SUBJECT_REACH) + 1):
        if words.lower[word] in {",", ";", ":"} or page.inside[word] >= 0:
            return False
        if words.tag[word] in FINITE_TAGS:
            return word > first
    return False


def _is_clause_after(words: Words, child: int, last: int) -> bool:
    return child > last and words.dep[child] == "ccomp" and words.left[child] > last - 1


def _is_opener(page: Page, word: int) -> bool:
    words = page.words
    bare = not words.is_word(word) and page.inside[word] < 0
    return bare or (words.lower[word] == "that" and words.pos[word] == "SCONJ")


def _is_part_of_clause(words: Words, cue: Cue, first: int, start: int, sense: Sense) -> bool:
    """Return whether words between a cue and the clause the parse gives it belong to that clause.

    "said the tax breaks “do nothing”": a subject before a quotation is often attached elsewhere. Who is told and
    when it was said ("told reporters Friday") are not part of it.
    """
    between = range(first, start)
    if not between or sense.addressee or words.pos[first] not in {"DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM"}:
        return False
    told = {child for child in words.children[cue.head] if words.dep[child] in {"obl", "advmod"}}
    return not any(words.left[child] <= first <= words.right[child] for child in told)


def find_marker(page: Page, last: int, stretch: Stretch, *, asks: bool) -> int | None:
    """Return the "that" or "whether" that opens the content, if no other verb comes first."""
    words = page.words
    after = last + 1
    if after <= stretch.last and words.lower[after] in _QUESTIONS and words.pos[after] in {"SCONJ", "ADV", "PRON"}:
        return after
    for word in range(after, min(stretch.last, last + _MARKER_REACH) + 1):
        if words.lower[word] in {"that", "whether"} and words.pos[word] == "SCONJ":
            return word
        if asks and words.lower[word] in _ASKING and words.lower[word - 1] != ",":
            return word
        if words.pos[word] in {"VERB", "AUX"} or page.inside[word] >= 0:
            return None
    return None


def own_end(page: Page, cue: Cue, start: int, end: int) -> int:
    """Return where content ends if the sentence goes on beside the cue: "said A and left", "While X says A, B"."""
    words = page.words
    end = min(end, _own_clause_end(page, cue, start, end))
    for child in words.children[cue.head]:
        if not start < child <= end or page.inside[child] >= 0:
            continue
        left = words.left[child]
        if left > start and (_is_parallel(words, cue, child) or _is_afterthought(words, child)):
            end = min(end, left - 1)
    return end


def _is_parallel(words: Words, cue: Cue, child: int) -> bool:
    if words.dep[child] != "conj":
        return False
    if finite_tag(words, child) == finite_tag(words, cue.head) != "":
        return True
    contrasted = any(words.lower[word] in {"but", ";"} for word in range(words.left[child] - 1, child))
    return contrasted and own_subject(words, child) is not None


def _is_afterthought(words: Words, child: int) -> bool:
    """Return whether a clause beside the cue is set off by a comma: "said A, drawing applause"."""
    if words.dep[child] not in {"advcl", "parataxis"}:
        return False
    return words.lower[words.left[child]] == "," or words.lower[words.left[child] - 1] == ","


def _own_clause_end(page: Page, cue: Cue, start: int, end: int) -> int:
    """Return the end of a subordinate reporting clause: of "While X says A, B" and "X, who says A, left"."""
    words, governor = page.words, page.words.head[cue.head]
    if words.dep[cue.head] == "advcl" and governor > cue.head:
        subject = own_subject(words, governor)
        main = governor if subject is None else min(words.left[subject], governor)
        return main - 1 if start < main <= end and "," in words.lower[start:main] else end
    if words.dep[cue.head] == "acl:relcl":
        right = words.right[cue.head]
        return right if start < right < end and words.lower[right + 1] == "," else end
    if words.tag[cue.head] == "VBG":
        return next((word - 1 for word in range(start, end) if _resumes_main_clause(words, word)), end)
    return end


def _resumes_main_clause(words: Words, comma: int) -> bool:
    """Return whether a comma ends a participle's clause and the main verb follows: "The letter, saying A, was ..."."""
    return words.lower[comma] == "," and words.tag[comma + 1] in FINITE_TAGS
