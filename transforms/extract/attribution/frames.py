"""How content hangs on its cue, and the edges of content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from transforms.extract.attribution.lexicon import Sense

if TYPE_CHECKING:
    from transforms.extract.attribution.stretches import Page, Stretch
    from transforms.extract.attribution.words import Words


WordSpan = tuple[int, int]

_EDGES = {",", ":", ";", "-", "–", "—", "―", ".", "--"}
FINITE_TAGS = {"VBD", "VBZ", "VBP", "MD"}


class Frame(StrEnum):
    """How the content hangs on its cue. The values are the names of the rules in the records."""

    QUOTE_AFTER = "quote-after"
    QUOTE_BEFORE = "quote-before"
    CLAUSE = "clause"
    INVERSE = "inverse"
    INFINITIVE = "infinitive"
    OBJECT = "object"
    PREPOSITION = "preposition"
    PHRASE = "phrase"
    NOUN = "noun"
    COLON = "colon"
    HEADLINE = "headline"
    DASH = "dash"
    BLOCK = "block"
    TURN = "turn"
    CONTINUED = "continued"
    UNATTRIBUTED = "unattributed"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The words reported, as spans of word numbers in order, and how they were found."""

    spans: tuple[WordSpan, ...]
    frame: Frame
    sense: Sense


def finite_tag(words: Words, verb: int) -> str:
    """Return the tag of the verb's finite word, its own or its first auxiliary's; "" where it has none."""
    if words.tag[verb] in FINITE_TAGS:
        return words.tag[verb]
    return next(
        (words.tag[word] for word in words.children[verb] if word < verb and words.tag[word] in FINITE_TAGS), ""
    )


def trimmed(page: Page, first: int, last: int) -> WordSpan:
    """Return the words without commas and dashes at their edges; quotation marks stay."""
    words = page.words
    while first < last and (words.lower[first] in _EDGES or not words.lower[first].strip()):
        first += 1
    while (
        last > first and page.inside[last] < 0 and not words.is_word(last) and words.lower[last] not in {")", "]", "%"}
    ):
        last -= 1
    return first, last


def cut_end(page: Page, start: int, end: int, cuts: frozenset[int]) -> int:
    """Return the last word of content before another report cuts in; cuts within quotations do not count."""
    for word in range(start + 1, end + 1):
        if word in cuts and page.inside[word] < 0:
            return word - 1
    return end


def ends_like_sentence(page: Page, region: int) -> bool:
    """Return whether the quoted words end with a mark that ends a sentence or hands over to the reporting clause."""
    quoted = page.regions[region]
    inner = page.words.text[quoted.inner_start : quoted.inner_end].rstrip(" '’‘\"”")
    return not quoted.closed or inner[-1:] in set(".,?!…-–—;")


def region_run_end(page: Page, region: int, stretch: Stretch) -> int:
    """Return the end of the last region that follows `region` with no more than punctuation between."""
    end = page.region_words[region][1]
    for number in stretch.regions:
        first, last = page.region_words[number]
        if first > end and not any(page.words.is_word(word) for word in range(end + 1, first)):
            end = last
    return end
