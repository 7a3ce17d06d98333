"""What JSON-LD states as the article's text, as a witness for and against blocks of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.cleaning.jsonld import plain
from transforms.cleaning.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transforms.cleaning.blocks import Block
    from transforms.cleaning.draft import Draft
    from transforms.cleaning.jsonld import Node

_WORD = re.compile(r"\w+")
_RUN = 3
# A block is confirmed where this share of its runs of words is in the statement, unknown to it below the second.
_CONFIRMED, _UNKNOWN = 0.7, 0.4
# Shorter statements are summaries; below this agreement the statement is of another text.
_MIN_STATED, _AGREEING = 400, 0.7
# Fewer words are found in any text.
_MIN_WORDS = 6
_CUT = ("...", "…", "[…]")
# Confirmed blocks in these places are still none of the article's running text.
_NEVER = frozenset({Place.CAPTION, Place.SHARE, Place.BIO, Place.BYLINE, Place.COMMENTS, Place.NAVIGATION, Place.TAGS})
_ADDED_TAGS = frozenset({"p", "blockquote"})
_MAX_LINKED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The runs of words that a page states as its article's text; `is_whole` unless the statement breaks off."""

    runs: frozenset[tuple[str, ...]]
    is_whole: bool

    def share(self, text: str) -> float:
        """Return the share of a text's runs of words that the statement holds."""
        own = list(_runs(text))
        return sum(run in self.runs for run in own) / max(1, len(own))


def witness_of(nodes: Sequence[Node]) -> Witness | None:
    """Return the longest article text that JSON-LD states, None where there is none to speak of."""
    stated = max(
        (plain(text) for node in nodes if isinstance(text := node.get("articleBody"), str)), key=len, default=""
    )
    if len(stated) < _MIN_STATED:
        return None
    return Witness(runs=frozenset(_runs(stated)), is_whole=not stated.endswith(_CUT))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    yield from (tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))


def follow_witness(draft: Draft) -> None:
    """Take in paragraphs that the page states as the article's text and out those it does not know."""
    witness = draft.witness
    if witness is None or not draft.body:
        return
    shares = {block.index: witness.share(block.text) for block in draft.ordered()}
    total = sum(len(block.key) for block in draft.ordered())
    confirmed = [block for block in draft.ordered() if shares[block.index] >= _CONFIRMED]
    if sum(len(block.key) for block in confirmed) < _AGREEING * total:
        return
    if witness.is_whole:
        first = confirmed[0].index
        draft.body -= {
            block.index
            for block in draft.ordered()
            if block.index > first and not block.is_heading and shares[block.index] < _UNKNOWN
        }
    draft.body |= {block.index for block in draft.blocks if _is_stated(block, draft, witness)}


def _is_stated(block: Block, draft: Draft, witness: Witness) -> bool:
    can_be = block.tag in _ADDED_TAGS and block.link_share < _MAX_LINKED and not draft.places[block.index] & _NEVER
    return can_be and len(block.text.split()) >= _MIN_WORDS and witness.share(block.text) >= _CONFIRMED
