"""Which blocks of a page are its article: trafilatura's choice, found again among the page's own blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.etree import LxmlError, strip_elements
from trafilatura import bare_extraction

from transforms.cleaning.blocks import Block, blocks_of
from transforms.cleaning.draft import FURNITURE
from transforms.cleaning.typography import squeeze, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

# Keys shorter than this occur by chance in navigation and body alike and are matched only inside the body's range.
_LONG_KEY = 30
_LONG_PARAGRAPH, _MANY_LINKS = 80, 0.4
# Shorter ones are counted as found only where a whole line equals them.
_SHORTEST_KEY = 3


_TEXTLESS = ("style", "svg", "link", "meta")
# trafilatura reads JSON-LD and formulas.
_DATA_SCRIPT = re.compile(r"json|math", re.IGNORECASE)


# Below this share of trafilatura's text among the page's blocks, its text came from elsewhere (JSON-LD).
LOCATED_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What trafilatura kept: its lines, the indexes of the blocks that hold them, and the share of text located so."""

    lines: tuple[str, ...]
    kept: frozenset[int]
    located: float


def find_body(tree: HtmlElement, url: str) -> tuple[Sequence[Block], Choice]:
    """Return the page's blocks and which of them trafilatura chose.

    Some pages hide their article until a script shows it: where the text is not among the visible blocks, the hidden
    ones are read too. What holds no text of the page is taken out of `tree`.
    """
    drop_textless(tree)
    lines, blocks = chosen_lines(tree, url), blocks_of(tree)
    choice = match(lines or plain_paragraphs(blocks), blocks)
    if lines and choice.located < LOCATED_SHARE:
        every = blocks_of(tree, with_hidden=True)
        second = match(lines, every)
        if second.located > choice.located:
            return every, second
    return blocks, choice


def drop_textless(tree: HtmlElement) -> None:
    """Take out styles, drawings, the head's links and scripts but data.

    No step after the head is read needs them, and trafilatura copies the tree four times.
    """
    strip_elements(tree, *_TEXTLESS, with_tail=False)
    for script in list(tree.iter("script")):
        if not _DATA_SCRIPT.search(script.get("type") or ""):
            script.drop_tree()


def chosen_lines(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return trafilatura's body lines for a parsed page, none where it finds no article."""
    try:
        document = bare_extraction(tree, url=url, include_comments=False, with_metadata=False)
    except (ArithmeticError, AttributeError, LookupError, LxmlError, RecursionError):
        # A page that breaks trafilatura is read without it, by `plain_paragraphs`.
        return ()
    text = getattr(document, "text", None) or ""
    return tuple(line for line in map(tidy, text.split("\n")) if line)


def plain_paragraphs(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the page's long paragraphs that are no links: what is left to read where trafilatura finds nothing."""
    return tuple(
        block.text
        for block in blocks
        if len(block.text) >= _LONG_PARAGRAPH
        and block.link_share < _MANY_LINKS
        and not FURNITURE & {place for _, place in block.places}
    )


def match(lines: Sequence[str], blocks: Sequence[Block]) -> Choice:
    """Return the blocks that hold `lines`: long ones anywhere, short ones only between the long ones."""
    keys = [key for key in map(squeeze, lines) if key]
    long = _long_matches(keys, blocks)
    if not long:
        exact = set(keys)
        return _choice(lines, keys, blocks, {block.index for block in blocks if block.key in exact})
    # A headline or a short first line may stand a little before the first long block.
    first, last = max(0, min(long) - 3), max(long) + 3
    exact, whole = set(keys), "\n".join(keys)
    short = {
        block.index
        for block in blocks[first : last + 1]
        if len(block.key) < _LONG_KEY
        and (block.key in exact or (len(block.key) >= _SHORTEST_KEY and block.key in whole))
    }
    return _choice(lines, keys, blocks, long | short)


def _choice(lines: Sequence[str], keys: Sequence[str], blocks: Sequence[Block], kept: set[int]) -> Choice:
    found = sum(len(blocks[index].key) for index in kept)
    return Choice(lines=tuple(lines), kept=frozenset(kept), located=found / max(1, sum(map(len, keys))))


def _long_matches(keys: Sequence[str], blocks: Sequence[Block]) -> set[int]:
    """Return the long blocks that equal a line, then for lines without an equal those that hold or are held by it."""
    candidates = [block for block in blocks if len(block.key) >= _LONG_KEY]
    have = {block.key for block in candidates}
    exact = set(keys)
    found = {block.index for block in candidates if block.key in exact}
    open_lines = [key for key in keys if key not in have]
    if open_lines:
        whole, seams = "\n".join(open_lines), "".join(open_lines)
        rest = [block for block in candidates if block.index not in found]
        found |= {block.index for block in rest if block.key in whole or block.key in seams}
        # trafilatura keeps only a part of a block where it drops a link or an inline note.
        parts = [key for key in open_lines if len(key) >= _LONG_KEY]
        found |= {block.index for block in rest for key in parts if key in block.key and len(key) * 2 > len(block.key)}
    return found
