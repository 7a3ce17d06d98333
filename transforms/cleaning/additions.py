"""Take into a draft what trafilatura passed over: gaps among its paragraphs and the standfirst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.cleaning.draft import FURNITURE, LINK, MOSTLY_LINK, Draft
from transforms.cleaning.places import Place
from transforms.cleaning.typography import letters

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Block

_MIN_STANDFIRST, _MAX_STANDFIRST = 25, 700
# How far above the body, in blocks, and how much of it must agree with the page's description.
_STANDFIRST_REACH, _SAME_START = 14, 40


def fill_gaps(draft: Draft) -> None:
    """Take in blocks that trafilatura passed over although they stand among its paragraphs.

    On a news page what stands there is mostly furniture, so only plain paragraphs and headings beside kept ones count.
    On other pages it is sections, tables and lists of the text.
    """
    if not draft.body:
        return
    main = draft.main_boxes()
    core = None if draft.is_news else draft.core()
    draft.body |= {
        block.index
        for block in draft.blocks[min(draft.body) : max(draft.body) + 1]
        if not draft.places[block.index] & (FURNITURE | {Place.RELATED})
        and not draft.is_headline(block)
        and (_is_plain_sibling(block, main) or (core in block.path and block.link_share < MOSTLY_LINK))
    }


def add_standfirst(draft: Draft) -> None:
    """Take in the paragraph between headline and body that the page also gives as its description."""
    if not draft.body:
        return
    first = min(draft.body)
    keys = [letters(text) for text in draft.descriptions if len(text) >= _MIN_STANDFIRST]
    present = "".join(letters(block.text) for block in draft.ordered())
    below_title = first if draft.title_index is None else min(draft.title_index + 1, first)
    start = max(0, first - _STANDFIRST_REACH, 0 if draft.title_index is None else below_title)
    for block in draft.blocks[start:first]:
        key = letters(block.text)
        described = any(key in text or text in key or text[:_SAME_START] == key[:_SAME_START] for text in keys)
        marked = Place.STANDFIRST in draft.places[block.index] and draft.title_index is not None
        if (described or marked) and _can_be_standfirst(block, draft) and key not in present:
            draft.body.add(block.index)


def _is_plain_sibling(block: Block, main: set[int]) -> bool:
    return block.box in main and block.link_share < LINK and (block.is_heading or block.tag == "p")


def _can_be_standfirst(block: Block, draft: Draft) -> bool:
    """Return whether a block has a standfirst's length and place. One cut for a teaser ends in dots and is none."""
    if draft.is_headline(block):
        return False
    fits = _MIN_STANDFIRST <= len(block.text) <= _MAX_STANDFIRST and not block.text.endswith(("...", "…"))
    return fits and block.link_share < LINK and not draft.places[block.index] & (FURNITURE - {Place.BIO})
