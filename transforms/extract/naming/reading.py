"""A parse laid out in plain lists, with paragraphs and quoted stretches, so that each rule reads it quickly."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from spacy.attrs import DEP, HEAD, IDX, LEMMA, ORTH, POS, SENT_START

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
# A quotation that is not closed ends with its paragraph.
_QUOTED = re.compile(r"“(?:[^“”\n]|\n(?!\s*\n))*”?|\"(?:[^\"\n]|\n(?!\s*\n))*\"?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The tokens of one article, each column a list by token index.

    `sentences` and `paragraphs` number what a token stands in. `quoted` is the number of the quoted stretch around a
    token, 0 outside. `parsed` says whether there is a dependency parse: without one, only names are read.
    """

    text: str
    words: list[str]
    lowered: list[str]
    starts: list[int]
    ends: list[int]
    lemmas: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    sentences: list[int]
    paragraphs: list[int]
    quoted: list[int]
    quotes: list[tuple[int, int]]
    parsed: bool

    def token_at(self, offset: int) -> int:
        """Return the index of the token that holds `offset`, or of the last one that begins before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def head_of(self, first: int, last: int) -> int:
        """Return the token of `first`..`last` that governs the others: the one whose own head is outside."""
        for index in range(first, last + 1):
            if self.pos[index] != "PUNCT" and not first <= self.heads[index] <= last:
                return index
        return next((index for index in range(first, last + 1) if self.heads[index] == index), last)

    def is_capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.words[index][:1].isupper()


def read(parse: Doc) -> Reading:
    """Return the parse as a `Reading`."""
    # One array holds all columns: walking over the tokens of a Doc is what costs time here.
    columns = parse.to_array([ORTH, IDX, LEMMA, POS, DEP, HEAD, SENT_START]).astype("int64")
    orths, starts, lemma_keys, pos_keys, dep_keys, offsets, opens = columns.reshape(-1, 7).T.tolist()
    name = _Names(parse.vocab.strings)
    words = [name[key] for key in orths]
    lowered = [word.lower() for word in words]
    parsed = any(dep_keys)
    heads = [index + offset for index, offset in enumerate(offsets)] if parsed else list(range(len(words)))
    children: list[list[int]] = [[] for _ in words]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    paragraphs = _numbered(starts, [match.end() for match in _PARAGRAPH.finditer(parse.text)])
    quotes = [match.span() for match in _QUOTED.finditer(parse.text)]
    return Reading(
        text=parse.text,
        words=words,
        lowered=lowered,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        lemmas=[name[key].lower() if key else word for key, word in zip(lemma_keys, lowered, strict=True)],
        pos=[name[key] for key in pos_keys],
        deps=[name[key] for key in dep_keys],
        heads=heads,
        children=children,
        # Where the pipeline marks no sentences, paragraphs stand in.
        sentences=_counted(opens) if any(opens[1:]) else paragraphs,
        paragraphs=paragraphs,
        quoted=_inside(starts, quotes),
        quotes=quotes,
        parsed=parsed,
    )


class _Names(dict[int, str]):
    """The strings of a vocabulary by key, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__({0: ""})
        self._strings = strings

    def __missing__(self, key: int) -> str:
        # The array is signed, the store's keys are not.
        name = self[key] = self._strings[key % 2**64]
        return name


def _counted(opens: list[int]) -> list[int]:
    """Return the number of each token's sentence, from 0."""
    return [max(0, number - 1) for number in accumulate(int(mark == 1) for mark in opens)]


def _numbered(starts: list[int], breaks: list[int]) -> list[int]:
    """Return for each start how many of the sorted `breaks` lie at or before it."""
    return [bisect_right(breaks, start) for start in starts]


def _inside(starts: list[int], stretches: list[tuple[int, int]]) -> list[int]:
    """Return for each start the number, from 1, of the stretch around it, or 0."""
    opens = [stretch[0] for stretch in stretches]
    numbers = []
    for start in starts:
        place = bisect_right(opens, start)
        numbers.append(place if place and start < stretches[place - 1][1] else 0)
    return numbers
