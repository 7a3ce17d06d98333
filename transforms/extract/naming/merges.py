"""Propose, never make, merges of entities that different articles spell differently."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from transforms.extract.naming.cast import name_words
from transforms.extract.naming.vocabulary import HONORIFICS, NAME_ENDINGS
from transforms.records import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_VOWELS = re.compile(r"[aeiouy]")
_DOUBLES = re.compile(r"(.)\1+")
_LEAST = 0.6  # score from which a pair is worth a person's look
_CLOSE = 0.88  # Jaro-Winkler likeness from which two words are spellings of one
_CROWD = 60  # a key that more names than this share says nothing
_FEW_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityUse:
    """One entity as the corpus uses it: in how many articles, and beside which other entities."""

    entity_id: int
    name: str
    type: EntityType
    known: bool
    articles: int
    beside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeProposal:
    """Two entities that may be one. `keep` is the configured or the more frequent one.

    `likeness` is of the names, `context` the share of company they have in common; `score` weighs both.
    """

    keep_id: int
    keep_name: str
    merge_id: int
    merge_name: str
    type: EntityType
    rule: str
    likeness: float
    context: float
    score: float


def propose_merges(
    uses: Iterable[EntityUse], refused: frozenset[frozenset[int]] = frozenset()
) -> tuple[MergeProposal, ...]:
    """Return the pairs that a person should look at, best first, without those in `refused`.

    Two configured entities are never proposed: the configuration says that they are two.
    """
    found: dict[frozenset[int], MergeProposal] = {}
    for one, other in _pairs(tuple(uses)):
        pair = frozenset((one.entity_id, other.entity_id))
        if pair in refused or pair in found or (one.known and other.known):
            continue
        proposal = _proposal(one, other)
        if proposal is not None:
            found[pair] = proposal
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.keep_name, one.merge_name)))


def _pairs(uses: Sequence[EntityUse]) -> Iterator[tuple[EntityUse, EntityUse]]:
    """Yield the pairs of one type that share the skeleton or the beginning of a word; all with all would not scale."""
    blocks: dict[tuple[EntityType, str], dict[int, EntityUse]] = defaultdict(dict)
    for use in uses:
        for key in _keys(use):
            blocks[use.type, key][use.entity_id] = use
    for block in blocks.values():
        if len(block) <= _CROWD:
            yield from combinations(block.values(), 2)


def _keys(use: EntityUse) -> set[str]:
    words = _words(use)
    initials = "".join(word[0] for word in words)
    acronyms = {initials} if use.type is EntityType.ORG and len(words) > 1 else set()
    if len(words) == 1 and use.name.isupper():
        acronyms.add(words[0])
    long = [word for word in words if len(word) > 1]
    return {_skeleton(word) for word in long} | {word[:_FEW_LETTERS] for word in long} | acronyms


def _words(use: EntityUse) -> tuple[str, ...]:
    words = name_words(use.name)
    kept = tuple(word for word in words if word not in HONORIFICS and word not in NAME_ENDINGS)
    return kept or words


def _skeleton(word: str) -> str:
    """Return the consonants of a word without doubles: "Dobbins" and "Dobins", "Nabil" and "Nabeel" share theirs."""
    return _DOUBLES.sub(r"\1", word[0] + _VOWELS.sub("", word[1:]))


def _proposal(one: EntityUse, other: EntityUse) -> MergeProposal | None:
    keep, merge = sorted((one, other), key=lambda use: (not use.known, -use.articles, -len(use.name), use.entity_id))
    rule, likeness = _likeness(_words(keep), _words(merge), keep)
    if rule is None:
        return None
    context = _context(keep, merge)
    score = 0.7 * likeness + 0.3 * context if keep.beside and merge.beside else 0.8 * likeness
    if score < _LEAST:
        return None
    return MergeProposal(
        keep_id=keep.entity_id,
        keep_name=keep.name,
        merge_id=merge.entity_id,
        merge_name=merge.name,
        type=keep.type,
        rule=rule,
        likeness=round(likeness, 3),
        context=round(context, 3),
        score=round(score, 3),
    )


def _context(one: EntityUse, other: EntityUse) -> float:
    """Return the share of the smaller company that both keep."""
    least = min(len(one.beside), len(other.beside))
    return len(one.beside & other.beside) / least if least else 0.0


def _likeness(one: tuple[str, ...], other: tuple[str, ...], keep: EntityUse) -> tuple[str | None, float]:
    """Return the rule by which two names may be one, and how alike they are."""
    if len(one) == len(other):
        return _spelling(one, other)
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and keep.type is EntityType.ORG and short[0] == "".join(word[0] for word in long):
        return "acronym", 0.9
    if set(short) < set(long) and short[-1] == long[-1]:
        return ("shorter-name", 0.9) if len(short) > 1 else ("surname-alone", 0.8)
    if len(short) > 1 and JaroWinkler.similarity(short[-1], long[-1]) >= _CLOSE:
        likeness = fuzz.token_set_ratio(" ".join(short), " ".join(long)) / 100
        return ("shorter-spelling", likeness) if likeness >= _CLOSE else (None, 0.0)
    return None, 0.0


def _spelling(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str | None, float]:
    """Return how alike two names of as many words are; every word must be near its counterpart."""
    likenesses = []
    for left, right in zip(one, other, strict=True):
        if min(len(left), len(right)) == 1 and left[0] == right[0]:
            likenesses.append(_CLOSE)
            continue
        likeness = JaroWinkler.similarity(left, right)
        is_same_sound = _skeleton(left) == _skeleton(right) and len(_skeleton(left)) >= _FEW_LETTERS
        if likeness < _CLOSE and not is_same_sound:
            return None, 0.0
        likenesses.append(max(likeness, _CLOSE) if is_same_sound else likeness)
    if any(len(left) <= _FEW_LETTERS and left != right for left, right in zip(one, other, strict=True)):
        return None, 0.0
    return "spelling", sum(likenesses) / len(likenesses)
