"""Take into a draft what trafilatura passed over: gaps among its paragraphs, the standfirst and the opening."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from transforms.cleaning.calendar_words import find_date
from transforms.cleaning.draft import FURNITURE, LINK, MOSTLY_LINK, SIDE_PARTS, Draft
from transforms.cleaning.places import Place
from transforms.cleaning.removals import is_of_headline
from transforms.cleaning.typography import letters

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Block

_MIN_STANDFIRST, _MAX_STANDFIRST = 25, 700
# How far above the body, in blocks, and how much of it must agree with the page's description.
_STANDFIRST_REACH, _SAME_START = 14, 40
_MIN_OPENING, _MIN_LINE, _OPENING_REACH = 120, 60, 8
_SENTENCE_END = re.compile(r"[.!?…:。؟][\"”’»“)\]]*$")


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
        if block.index not in draft.body
        and draft.places[block.index].isdisjoint(SIDE_PARTS)
        and (_is_plain_sibling(block, main) or (core in block.path and _fills_a_gap(block, main)))
        and not draft.is_headline(block)
    }


def _fills_a_gap(block: Block, main: set[int]) -> bool:
    """Return whether a block passed over within the core is text: no link, no table row, no unmarked caption."""
    is_caption = block.tag == "p" and block.box not in main and not _SENTENCE_END.search(block.text)
    return block.link_share < MOSTLY_LINK and block.tag != "tr" and not is_caption


def add_standfirst(draft: Draft) -> None:
    """Take in the paragraph between headline and body that is marked as standfirst, on news also one that it describes.

    On other pages the description is a line for search engines and is shown as such, and one standfirst is all.
    """
    if not draft.body:
        return
    first = min(draft.body)
    keys = [letters(text) for text in draft.descriptions if len(text) >= _MIN_STANDFIRST]
    below_title = first if draft.title_index is None else min(draft.title_index + 1, first)
    start = max(0, first - _STANDFIRST_REACH, 0 if draft.title_index is None else below_title)
    for block in draft.blocks[start:first]:
        key = letters(block.text)
        described = any(key in text or text in key or text[:_SAME_START] == key[:_SAME_START] for text in keys)
        marked = Place.STANDFIRST in draft.places[block.index] and draft.title_index is not None
        if (marked or (described and draft.is_news)) and _can_be_standfirst(block, draft) and not _says(draft, key):
            draft.body.add(block.index)
            if not draft.is_news:
                return


def _says(draft: Draft, key: str) -> bool:
    """Return whether the body holds a text, given by its letters."""
    return key in "".join(letters(block.text) for block in draft.ordered())


def add_opening(draft: Draft) -> None:
    """Take in what opens a page that is no news: blocks above the body in its element, paragraphs in the headline's."""
    if not draft.body or draft.title_index is None or draft.is_news:
        return
    first, headline = draft.blocks[min(draft.body)], draft.blocks[draft.title_index]
    between = draft.blocks[max(draft.title_index + 1, first.index - _OPENING_REACH) : first.index]
    paragraphs = {block.index for block in between if headline.box in block.path and _is_running_text(block, draft)}
    siblings = takewhile(lambda block: first.box in block.path and _can_open(block, draft), reversed(between))
    draft.body |= paragraphs | {block.index for block in siblings}


def _can_open(block: Block, draft: Draft) -> bool:
    """Return whether a block is a heading or a line long enough to be no label, and no stamp."""
    if block.link_share >= MOSTLY_LINK or draft.places[block.index] & SIDE_PARTS:
        return False
    says_something = block.is_heading or len(block.text) >= _MIN_LINE
    return says_something and not is_of_headline(block, draft) and find_date(block.text) is None


def _is_running_text(block: Block, draft: Draft) -> bool:
    is_long = len(block.text) >= _MIN_OPENING and _SENTENCE_END.search(block.text) is not None
    return (
        is_long
        and not block.is_heading
        and block.link_share < MOSTLY_LINK
        and not draft.places[block.index] & SIDE_PARTS
    )


def _is_plain_sibling(block: Block, main: set[int]) -> bool:
    return block.box in main and block.link_share < LINK and (block.is_heading or block.tag == "p")


def _can_be_standfirst(block: Block, draft: Draft) -> bool:
    """Return whether a block has a standfirst's length and place. One cut for a teaser ends in dots and is none."""
    if draft.is_headline(block):
        return False
    fits = _MIN_STANDFIRST <= len(block.text) <= _MAX_STANDFIRST and not block.text.endswith(("...", "…"))
    return fits and block.link_share < LINK and not draft.places[block.index] & (FURNITURE - {Place.BIO})
