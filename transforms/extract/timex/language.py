"""What a language brings to the rules: word classes, number shapes, cues, and how its text is folded for matching."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

Word = int | str
WordClass = Mapping[str, Word]

# "<month>" or "<month2>" in a pattern: a word class and, where it occurs twice, a number to tell the two apart.
_PLACEHOLDER = re.compile(r"(?<!\?P)<([a-z]+)(\d?)>")
# Characters that are folded one to one before matching, so that offsets stay true.
_FOLDING = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2012\u2013\u2014\u00a0\u202f\u2009\t", "'''-----    ")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The vocabulary of one language.

    `words` are the word classes and `shapes` those given as a pattern (numbers, years). `cues` are patterns of what
    surrounds an expression: tense, limits, verbs of saying, the ends of sentences; each is explained in its table.
    """

    name: str
    words: Mapping[str, WordClass]
    shapes: Mapping[str, str]
    cues: Mapping[str, str]


def words_of(meanings: Mapping[Word, str]) -> dict[str, Word]:
    """Return a word class from what words mean to the comma-separated words that mean it."""
    return {word.strip(): meaning for meaning, words in meanings.items() for word in words.split(",")}


def fold(text: str) -> str:
    """Return `text` in lower case with plain apostrophes, hyphens and spaces, code point for code point."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_FOLDING)


@cache
def compiled_cue(language: Language, cue: str) -> re.Pattern[str]:
    """Return the pattern of one of the language's cues."""
    return re.compile(expanded(language.cues[cue], language))


def expanded(pattern: str, language: Language) -> str:
    """Return the pattern with every placeholder replaced by a named group."""

    def group(found: re.Match[str]) -> str:
        name = found[1]
        shape = language.shapes.get(name) or _alternatives(language.words[name])
        return f"(?P<{name}{found[2]}>{_PLACEHOLDER.sub(inner, shape)})"

    def inner(found: re.Match[str]) -> str:
        return f"(?:{_alternatives(language.words[found[1]])})"

    return _PLACEHOLDER.sub(group, pattern)


def _alternatives(words: WordClass) -> str:
    """Return the words as an alternation, longest first, that ends where a word ends."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})(?!\\w)"
