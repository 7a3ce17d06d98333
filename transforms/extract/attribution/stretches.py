"""Sentences as a reader sees them: a quotation is never cut in the middle, nor from the words that report it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from transforms.extract.attribution.marks import Quoted, covering
from transforms.extract.attribution.words import Words

_FINAL = ".!?…"
_OPEN_ENDED = ",?!-–—―;:"
_TAG_LENGTH = 14  # words in which the verb of "she asked him in the hall" must come


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words with the quoted stretches laid over them. `region_words` are each region's first and last word."""

    words: Words
    regions: tuple[Quoted, ...]
    inside: list[int]
    region_words: list[tuple[int, int]]
    paragraph: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words `first` to `last`, both included, that make one sentence for a reader; `regions` begin or end in it."""

    first: int
    last: int
    regions: tuple[int, ...]


def lay_out(words: Words, regions: tuple[Quoted, ...]) -> Page:
    """Return the words with every region's first and last word and every word's paragraph."""
    inside = covering(regions, words.start)
    edges = [(-1, -1)] * len(regions)
    paragraph, number = [], 0
    for word, region in enumerate(inside):
        if region >= 0:
            first = edges[region][0]
            edges[region] = (word if first < 0 else first, word)
        paragraph.append(number)
        number += "\n" in words.lower[word]
    return Page(words=words, regions=regions, inside=inside, region_words=edges, paragraph=paragraph)


def reading_sentences(page: Page, tags: set[int]) -> list[Stretch]:
    """Return the text's sentences for a reader, in order. `tags` are the verbs that can report ("said")."""
    size = len(page.words)
    if not size:
        return []
    breaks = [word for word in range(1, size) if _breaks(page, word, tags)]
    breaks = _without_breaks_before_tags(page, breaks, tags)
    return [_stretch(page, first, after - 1) for first, after in pairwise([0, *breaks, size])]


def inner_sentences(page: Page, region: int) -> list[Stretch]:
    """Return the sentences within a quoted region, for what is reported inside it."""
    first, last = page.region_words[region]
    opens = [word for word in page.words.opens if first < word <= last]
    return [Stretch(first=begin, last=after - 1, regions=()) for begin, after in pairwise([first, *opens, last + 1])]


def _stretch(page: Page, first: int, last: int) -> Stretch:
    words = page.words
    while first < last and not words.text[words.start[first] : words.end[first]].strip():
        first += 1
    while last > first and not words.text[words.start[last] : words.end[last]].strip():
        last -= 1
    found = dict.fromkeys(region for region in page.inside[first : last + 1] if region >= 0)
    return Stretch(first=first, last=last, regions=tuple(found))


def _breaks(page: Page, word: int, tags: set[int]) -> bool:
    """Return whether a sentence begins at `word`."""
    words, inside = page.words, page.inside
    before = word - 1
    if inside[word] >= 0 and inside[word] == inside[before]:
        return False
    parsed = words.sentence[word] != words.sentence[before]
    if not words.is_word(word) and inside[word] < 0:
        return page.paragraph[word] != page.paragraph[before]  # a parse may set a closing mark off on its own
    if not words.is_word(before) and inside[before] < 0 and words.sentence[before] != words.sentence[before - 1]:
        parsed = True
    if page.paragraph[word] != page.paragraph[before]:
        return True
    if inside[before] >= 0:
        return _breaks_after_region(page, word, tags, parsed=parsed)
    if inside[word] >= 0:
        return words.text[words.start[before] : words.end[before]] in _FINAL or (parsed and _ended(words, before))
    return parsed or (words.lower[before] in {".", "!", "?"} and words.text[words.start[word]].isupper())


def _without_breaks_before_tags(page: Page, breaks: list[int], tags: set[int]) -> list[int]:
    """Return the breaks but for those that a parse set between a quotation's comma and the verb that reports it.

    Abbreviated titles and parties ("Sen. Jane Doe (D-Ohio) said") tempt it to.
    """
    kept = []
    for word in breaks:
        opener = next(
            (other for other in range(word - 1, max(word - _TAG_LENGTH, -1), -1) if page.inside[other] >= 0), None
        )
        if opener is None or not _awaits_tag(page, opener, word, tags):
            kept.append(word)
    return kept


def _awaits_tag(page: Page, quoted: int, word: int, tags: set[int]) -> bool:
    words, region = page.words, page.regions[page.inside[quoted]]
    if words.text[region.inner_start : region.inner_end].rstrip(" '’")[-1:] != ",":
        return False
    between = range(quoted + 1, word)
    if any(words.lower[other] in {".", ";"} or other in tags or "\n" in words.lower[other] for other in between):
        return False
    return _is_tag(page, word, tags)


def _ended(words: Words, before: int) -> bool:
    return words.text[words.end[before] - 1] not in ",:-–—"


def _breaks_after_region(page: Page, word: int, tags: set[int], *, parsed: bool) -> bool:
    words, region = page.words, page.regions[page.inside[word - 1]]
    inner = words.text[region.inner_start : region.inner_end].rstrip()
    last = inner[-1:] or " "
    begins = words.text[words.start[word]]
    if not begins.isupper():
        return parsed and last in _FINAL and begins in "\"“'‘«"
    if last in _FINAL:
        return last == "." or not _is_tag(page, word, tags)
    return parsed and last not in _OPEN_ENDED and not _is_tag(page, word, tags)


def _is_tag(page: Page, word: int, tags: set[int]) -> bool:
    """Return whether a short reporting clause begins at `word`: "Mr Doe asked"."""
    for other in range(word, min(word + _TAG_LENGTH, len(page.words))):
        if page.words.lower[other] in {".", ",", ";", "“", '"'}:
            return False
        if other in tags:
            return True
    return False
