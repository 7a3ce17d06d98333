"""The parse as plain lists, so that the rules read words by number and run fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.attrs import HEAD

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from transforms.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One document's tokens. `left` and `right` are the outermost words of each word's subtree within its sentence.

    `dep` has no subtype but for "nsubj:pass" and "obl:agent". `sentence` numbers the sentences; `opens` says where
    each begins, with the number of words as its last entry.
    """

    text: str
    start: list[int]
    end: list[int]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    sentence: list[int]
    opens: list[int]

    def __len__(self) -> int:
        """Return the number of words, spaces and punctuation marks included."""
        return len(self.start)

    def span(self, first: int, last: int) -> Span:
        """Return the characters from word `first` to word `last`, both included."""
        return self.start[first], self.end[last]

    def child(self, head: int, *deps: str) -> int | None:
        """Return the first child of `head` with one of these relations."""
        return next((word for word in self.children[head] if self.dep[word] in deps), None)

    def is_word(self, word: int) -> bool:
        """Return whether this is a word, and no space or punctuation mark."""
        surface = self.lower[word]
        return surface.isalnum() or any(letter.isalnum() for letter in surface)

    def previous_word(self, word: int, lowest: int = 0) -> int | None:
        """Return the nearest word before `word` that is neither space nor punctuation, not below `lowest`."""
        return next((other for other in range(word - 1, lowest - 1, -1) if self.is_word(other)), None)


_KEPT_SUBTYPES = {"nsubj:pass", "obl:agent", "nmod:poss", "acl:relcl"}


def read_words(parse: Doc, text: str) -> Words:
    """Return the parse of `text` as lists. A text that was never parsed becomes one sentence of unattached words."""
    tokens = list(parse)  # once: making a spaCy token costs more than reading it
    heads = [number + int(step) for number, step in enumerate(parse.to_array([HEAD]).astype("int64"))]
    starts = [token.idx for token in tokens]
    texts = [token.text for token in tokens]
    opens = [number for number, token in enumerate(tokens) if token.is_sent_start or number == 0]
    left, right = _edges(heads)
    children: list[list[int]] = [[] for _ in heads]
    for word, head in enumerate(heads):
        if head != word:
            children[head].append(word)
    return Words(
        text=text,
        start=starts,
        end=[start + len(text) for start, text in zip(starts, texts, strict=True)],
        lower=[text.lower().replace("’", "'").replace("\xa0", " ") for text in texts],
        pos=[token.pos_ for token in tokens],
        tag=[token.tag_ for token in tokens],
        dep=[_relation(token.dep_) for token in tokens],
        head=heads,
        left=left,
        right=right,
        children=children,
        sentence=_sentence_numbers(opens, len(heads)),
        opens=[*opens, len(heads)],
    )


def _relation(dep: str) -> str:
    return dep if dep in _KEPT_SUBTYPES else dep.partition(":")[0]


def _sentence_numbers(opens: list[int], size: int) -> list[int]:
    numbers: list[int] = []
    for number, first in enumerate(opens):
        after = opens[number + 1] if number + 1 < len(opens) else size
        numbers += [number] * (after - first)
    return numbers


def _edges(heads: list[int]) -> tuple[list[int], list[int]]:
    left, right = list(range(len(heads))), list(range(len(heads)))
    for word in range(len(heads)):
        above = word
        while heads[above] != above:
            above = heads[above]
            if left[above] <= word <= right[above]:
                break
            left[above] = min(left[above], word)
            right[above] = max(right[above], word)
    return left, right
