"""Find word lists in a parse, whatever the tense, number, capitals or hyphens of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_GLUE = frozenset({"-", "–", "‐", "‑", '"', "“", "”", "‘", "’", "'"})
_ENDINGS = (
    ("ies", "y"),
    ("ves", "fe"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("d", ""),
)  # fmt: skip - pairs read better in a row
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words of a list found in a parse: token indices in the document, end exclusive, and the entry they match."""

    start: int
    end: int
    entry: str
    root: int


@lru_cache(maxsize=4096)
def forms(text: str, lemma: str) -> frozenset[str]:
    """Return the lower-case shapes under which a word may stand in a list.

    A trained lemma can be wrong on a rare word, so plain endings are taken off as well.
    """
    lower = text.lower().replace("’", "'")
    shapes = {lower, lemma.lower()}
    for ending, instead in _ENDINGS:
        if ending == "es" and lower.endswith("ees"):
            # "Refugees" are no refuges.
            continue
        if lower.endswith(ending) and len(lower) - len(ending) >= _SHORTEST:
            stem = lower[: -len(ending)] + instead
            shapes.add(stem)
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                shapes.add(stem[:-1])
    return frozenset(shapes)


@lru_cache(maxsize=512)
def compiled(words: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return `words` as entries by first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in words:
        parts = tuple(part for part in _WORD.findall(entry.lower().replace("’", "'")) if part not in _GLUE)
        if parts:
            table.setdefault(parts[0], []).append((parts, entry))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def token_forms(token: Token) -> frozenset[str]:
    """Return the shapes of a token, see `forms`."""
    return forms(token.text, token.lemma_)


def hits(words: tuple[str, ...], tokens: Span | Iterable[Token]) -> tuple[Hit, ...]:
    """Return where entries of `words` stand among `tokens`, leftmost and longest, not overlapping."""
    return tuple(_hits(compiled(words), [token for token in tokens if token.text not in _GLUE and not token.is_space]))


def is_one_of(words: tuple[str, ...], token: Token) -> bool:
    """Say whether a single token is an entry of `words`."""
    table = compiled(words)
    return any(any(len(parts) == 1 for parts, _ in table.get(form, ())) for form in token_forms(token))


def _hits(table: dict[str, tuple[tuple[tuple[str, ...], str], ...]], tokens: list[Token]) -> Iterator[Hit]:
    at = 0
    while at < len(tokens):
        found = _longest_at(table, tokens, at)
        if found is None:
            at += 1
            continue
        length, entry = found
        span = tokens[at : at + length]
        yield Hit(start=span[0].i, end=span[-1].i + 1, entry=entry, root=_root_of(span))
        at += length


def _longest_at(
    table: dict[str, tuple[tuple[tuple[str, ...], str], ...]], tokens: list[Token], at: int
) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    for form in token_forms(tokens[at]):
        for parts, entry in table.get(form, ()):
            window = tokens[at : at + len(parts)]
            fits = len(window) == len(parts) and all(
                part in token_forms(token) for part, token in zip(parts[1:], window[1:], strict=True)
            )
            if fits and (best is None or len(parts) > best[0]):
                best = len(parts), entry
    return best


def _root_of(span: list[Token]) -> int:
    """Return the token of the span that governs the others, the last one where several do."""
    inside = {token.i for token in span}
    heads = [token.i for token in span if token.head.i == token.i or token.head.i not in inside]
    # In "work with the group" the preposition hangs on the noun behind it.
    heads = [at for at in heads if span[0].doc[at].pos_ != "ADP"] or heads
    return heads[-1] if heads else span[-1].i
