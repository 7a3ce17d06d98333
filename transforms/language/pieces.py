"""Cut words into word pieces, and say what each word looks like, for the encoder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# The encoder is uncased, so a word's shape comes in by a side door: 10 shapes, for each of 3 kinds of text.
SHAPES = 10
SHAPE_ROWS = 3 * SHAPES
_LOWER, _CAPITAL, _CAPITAL_AT_START, _UPPER, _INITIAL, _MIXED, _DIGITS, _SIGNS, _HYPHENATED = range(1, SHAPES)
_SMALL_WORD = 3
_KNOWN_WORDS = 50_000
_CAPITAL_SHARES = (0.5, 0.8)
_OPENERS = frozenset(".!?:\"'“”‘…") | {"''", "``", "..."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Word pieces of one text: word i reaches from piece `first[i]` to piece `last[i]`, and every word has one."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]


def read_tokenizer(path: Path) -> Tokenizer:
    """Return the word-piece tokenizer without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _is_visible(tokenizer: Tokenizer, word: str) -> bool:
    """Say whether a word leaves a piece; most are plain and need no normalizer to tell."""
    plain = word.isascii() and word.isprintable() and not word.isspace()
    return plain or bool(tokenizer.normalizer.normalize_str(word).strip())


def encode(tokenizer: Tokenizer, words: Sequence[str]) -> Encoded:
    """Return the pieces of `words`; a word that leaves no piece (a space, a control sign) becomes one unknown piece."""
    visible = [word if _is_visible(tokenizer, word) else "[UNK]" for word in words]
    encoding = tokenizer.encode(visible, is_pretokenized=True)
    shapes = word_shapes(words)
    first, last = [0] * len(words), [0] * len(words)
    piece_shapes = [0] * len(encoding.ids)
    for place, word in enumerate(encoding.word_ids):
        if word is not None:
            first[word] = first[word] or place
            last[word] = place
            piece_shapes[place] = shapes[word]
    return Encoded(ids=tuple(encoding.ids), shapes=tuple(piece_shapes), first=tuple(first), last=tuple(last))


def cut(whole: Encoded, words: Sequence[str], span: range) -> Encoded:
    """Return the pieces of the words in `span` as a text of their own; `whole` holds the pieces of all `words`.

    A word's pieces are the same anywhere, its shape depends on the text around it.
    """
    start, stop = whole.first[span.start], whole.last[span.stop - 1] + 1
    ids = (whole.ids[0], *whole.ids[start:stop], whole.ids[-1])
    first = tuple(place - start + 1 for place in whole.first[span.start : span.stop])
    last = tuple(place - start + 1 for place in whole.last[span.start : span.stop])
    piece_shapes = [0] * len(ids)
    for shape, begin, end in zip(word_shapes(words[span.start : span.stop]), first, last, strict=True):
        piece_shapes[begin : end + 1] = [shape] * (end + 1 - begin)
    return Encoded(ids=ids, shapes=tuple(piece_shapes), first=first, last=last)


def word_shapes(words: Sequence[str]) -> list[int]:
    """Return one shape number per word; headlines and shouted texts have rows of their own."""
    kind = SHAPES * _capital_kind(words)
    shapes, starts = [], True
    for word in words:
        shapes.append(kind + _shape(word, starts=starts))
        starts = word in _OPENERS
    return shapes


def _capital_kind(words: Sequence[str]) -> int:
    long_words = [word for word in words if len(word) > _SMALL_WORD and word.isalpha()]
    share = sum(word[0].isupper() for word in long_words) / len(long_words) if long_words else 0.0
    return sum(share >= bound for bound in _CAPITAL_SHARES)


@lru_cache(maxsize=_KNOWN_WORDS)
def _shape(word: str, *, starts: bool) -> int:
    if any(sign.isdigit() for sign in word):
        return _DIGITS
    if not any(sign.isalpha() for sign in word):
        return _SIGNS
    if word.islower():
        return _LOWER
    if word.isupper():
        return _INITIAL if len(word) == 1 else _UPPER
    return _capitalised(word, starts=starts)


def _capitalised(word: str, *, starts: bool) -> int:
    if not word[0].isupper():
        return _MIXED
    if word[1:].islower():
        return _CAPITAL_AT_START if starts else _CAPITAL
    return _HYPHENATED if set(word) & set("-'’") else _MIXED
