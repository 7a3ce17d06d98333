"""Copies and versions: which articles hold another's text, whether two texts say the same, and what an edit changed."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray
from rapidfuzz import fuzz

from transforms.cleaning.boilerplate import rule_for
from transforms.cleaning.typography import letters, tidy
from transforms.copy_candidates import candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

VERSION = 2

# Five words in a row are seldom the same in two reports of one event, save in quotations and stock phrases.
_SHINGLE_WORDS = 5
# Signature sizes; both are fixed, so an article costs the same memory whatever its length.
_BANDS, _ROWS = 128, 2
_PERMUTATIONS = _BANDS * _ROWS
_SKETCH = 1024
_MIN_SHINGLES = 8
# Two sentences more alike than this (rapidfuzz ratio) are one sentence that was edited.
_EDITED = 55.0
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"\w+")
_STAMP = re.compile(r"\d")
_MAX_FLUTTER = 60
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|Lt)\.)(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Rev)\.)[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[^\W_a-z])|\n+"
)

_Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """Two articles that share text.

    `containment` is the share of the shorter one's word sequences that the other holds, `resemblance` the share of
    all their word sequences that both hold (Broder 1997). `left` is the smaller id.
    """

    left: int
    right: int
    containment: float
    resemblance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySearch:
    """Pairs that share text, and the articles in a crowd, which may have more copies than were looked at.

    An article in a crowd was compared with its likeliest candidates only, and the least likely of these was a copy.
    """

    pairs: tuple[CopyPair, ...]
    capped: frozenset[int]


class EditKind(StrEnum):
    """What happened to a sentence between two versions."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One sentence that differs between two versions; `old` is None where it was added, `new` where it was removed."""

    kind: EditKind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signature:
    """What is kept of an article: hashes of its MinHash to find candidates, its smallest hashes to compare them."""

    bands: _Hashes
    sketch: _Hashes
    size: int


def near_copies(texts: Mapping[int, str], threshold: float = 0.5) -> list[CopyPair]:
    """Return the pairs of articles of which one holds at least `threshold` of the other's word sequences.

    Cut, retitled and embedded copies are found alike. Texts of a few words are compared with nothing.
    """
    return list(search_copies(texts, threshold).pairs)


def search_copies(texts: Mapping[int, str], threshold: float = 0.5) -> CopySearch:
    """Return what `near_copies` finds, and which articles share text with too many others to be compared with each.

    A short text inside one of five times its length resembles it by 0.2 only; 128 bands of 2 rows find such a pair
    with a probability of 0.99 (and one of ten times its length with 0.72). The sketches decide afterwards.
    """
    signatures = {key: signature for key, text in texts.items() if (signature := _signature(text)) is not None}
    keys = sorted(signatures)
    bands = np.array([signatures[key].bands for key in keys], dtype=np.uint64).reshape(len(keys), _BANDS)
    met = candidates(bands)
    named = ((keys[left], keys[right]) for left, right in zip(met.left.tolist(), met.right.tolist(), strict=True))
    compared = list(_compared(named, signatures))
    # By article the likeliest candidate comes first: where the last is no copy, those that were cut are hardly any.
    least = {pair.right: pair.containment for pair in compared}
    return CopySearch(
        pairs=tuple(
            sorted(
                (pair for pair in compared if pair.containment >= threshold), key=lambda pair: (pair.left, pair.right)
            )
        ),
        capped=frozenset(key for row in met.capped.tolist() if least.get(key := keys[row], 0.0) >= threshold),
    )


def containment(left: str, right: str) -> float:
    """Return the share of the shorter text's word sequences that the other holds, 0 for texts of a few words."""
    one, other = _signature(left), _signature(right)
    return 0.0 if one is None or other is None else _overlap(one, other)[0]


def same_text(left: str, right: str) -> bool:
    """Return whether two texts differ only in white space, punctuation marks' spelling and boilerplate lines."""
    return _substance(left) == _substance(right)


def sentence_diff(old: str, new: str) -> tuple[Edit, ...]:
    """Return the sentences that were changed, added or removed between two versions, in reading order."""
    before, after = list(_sentences(old)), list(_sentences(new))
    matcher = SequenceMatcher(None, [letters(s) for s in before], [letters(s) for s in after], autojunk=False)
    edits: list[Edit] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            edits.extend(_edits(before[start:end], after[new_start:new_end]))
    return tuple(edits)


def _signature(text: str) -> _Signature | None:
    hashes = _shingles(text)
    if hashes.size < _MIN_SHINGLES:
        return None
    minhash = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
    # MinHash works on 32 bits; the upper half of the product is the better mixed one.
    minhash.update_batch((hashes >> np.uint64(32)).tolist())
    rows = minhash.hashvalues.astype(np.uint64).reshape(_BANDS, _ROWS)
    bands = (rows[:, 0] * _MULTIPLIER) ^ rows[:, 1]
    return _Signature(bands=bands, sketch=hashes[:_SKETCH].copy(), size=int(hashes.size))


def _shingles(text: str) -> _Hashes:
    """Return the sorted distinct 64-bit hashes of the text's word sequences."""
    words = [zlib.crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text.casefold())]
    count = len(words) - _SHINGLE_WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    codes = np.asarray(words, dtype=np.uint64)
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(_SHINGLE_WORDS):
        total = (total ^ codes[offset : offset + count]) * _MULTIPLIER
        total ^= total >> np.uint64(29)
    return np.unique(total)


def _compared(pairs: Iterable[tuple[int, int]], signatures: Mapping[int, _Signature]) -> Iterator[CopyPair]:
    for left, right in pairs:
        contained, resembled = _overlap(signatures[left], signatures[right])
        yield CopyPair(left=left, right=right, containment=round(contained, 4), resemblance=round(resembled, 4))


def _overlap(one: _Signature, other: _Signature) -> tuple[float, float]:
    """Return containment and resemblance, exact up to the sketch's size and estimated on its range above it."""
    limit = min(_reach(one), _reach(other))
    left, right = one.sketch[one.sketch <= limit], other.sketch[other.sketch <= limit]
    shared = int(np.intersect1d(left, right, assume_unique=True).size)
    smaller = left.size if one.size <= other.size else right.size
    union = left.size + right.size - shared
    return (min(1.0, shared / smaller) if smaller else 0.0), (shared / union if union else 0.0)


def _reach(signature: _Signature) -> np.uint64:
    """Return up to which hash value the sketch is complete."""
    complete = signature.size <= signature.sketch.size
    return np.uint64(np.iinfo(np.uint64).max) if complete else np.uint64(signature.sketch[-1])


def _substance(text: str) -> list[str]:
    """Return the keys of the lines that are the text's own, without time stamps and boilerplate."""
    lines = [tidy(line) for line in text.split("\n")]
    return ["".join(letters(line) for line in lines if line and not _is_flutter(line))]


def _is_flutter(line: str) -> bool:
    """Return whether a line changes from visit to visit: share counts, "updated 3 minutes ago", calls to subscribe."""
    short = len(line) <= _MAX_FLUTTER and not line.endswith((".", "!", "?", "”", '"'))
    return rule_for(line) is not None or (
        short and _STAMP.search(line) is not None and _UPDATED.search(line) is not None
    )


_UPDATED = re.compile(
    r"\b(?:updated?|published|posted|modified|ago|min(?:utes?)?|hours?|views?|shares?|comments?|likes?|reads?|stand|uhr|aktualisiert)\b",
    re.IGNORECASE,
)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of the text's own lines."""
    for line in text.split("\n"):
        plain = tidy(line)
        if plain and not _is_flutter(plain):
            yield from (sentence for part in _SENTENCE_END.split(plain) if part and (sentence := part.strip()))


def _edits(before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    """Yield the edits of one changed passage: sentences that are alike are paired, the rest was added or removed."""
    partners = _partners(before, after)
    taken = set(partners.values())
    written = 0
    for position, sentence in enumerate(before):
        partner = partners.get(position)
        if partner is None:
            yield Edit(kind=EditKind.REMOVED, old=sentence, new=None)
            continue
        yield from (
            Edit(kind=EditKind.ADDED, old=None, new=after[i]) for i in range(written, partner) if i not in taken
        )
        yield Edit(kind=EditKind.CHANGED, old=sentence, new=after[partner])
        written = max(written, partner + 1)
    yield from (Edit(kind=EditKind.ADDED, old=None, new=after[i]) for i in range(written, len(after)) if i not in taken)


def _partners(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return for each old sentence the new one it became, best pairs first, order kept."""
    scored = sorted(
        ((fuzz.ratio(old, new), i, j) for i, old in enumerate(before) for j, new in enumerate(after)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    partners: dict[int, int] = {}
    for score, i, j in scored:
        crosses = any((i < k) != (j < m) for k, m in partners.items())
        if score >= _EDITED and i not in partners and j not in partners.values() and not crosses:
            partners[i] = j
    return partners
