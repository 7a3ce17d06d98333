"""Take out what a page sets among the paragraphs to make readers act, and the headings that are left with nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.cleaning.draft import LINK, Draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transforms.cleaning.blocks import Block

# What a button says that sells, registers or collects. "Read", "see" and "learn" also lead on to more of the article.
_ACTION = re.compile(
    r"^\W*(?:get|book|try|start|sign|request|buy|download|contact|schedule|use|subscribe|join|donate|give|register|claim"
    r"|apply|order|talk|shop|hire|open|create|save|jetzt|abonnieren|kaufen|bestellen|s['’]abonner|acheter|comprar"
    r"|suscr[ií]bete|assine|abbonati)\b",
    re.IGNORECASE,
)
_MAX_BUTTON = 40
# A call is a small box: its button, at most two blocks before it, and no more text than this.
_MAX_BLOCKS, _MAX_TEXT = 2, 350
# Where calls hold more of the text than this they are the page's matter, such as a list of products.
_MAX_SHARE = 0.1


def drop_calls(draft: Draft) -> None:
    """Take out small boxes that end in a link such as "Get a demo"."""
    if not draft.body:
        return
    main = draft.main_boxes()
    first, last = min(draft.body), max(draft.body)
    called: set[int] = set()
    for button in draft.blocks[first : last + 1]:
        if _is_button(button) and button.box not in main:
            called.update(block.index for block in _box_before(button, draft) if block.box not in main)
    if _size(draft, called) <= _MAX_SHARE * _size(draft, draft.body):
        draft.body -= called


def drop_hollow_headings(draft: Draft) -> None:
    """Take out headings whose text was taken out: one of the same or a higher rank follows instead."""
    draft.body -= {
        heading.index
        for heading, following in pairwise(draft.ordered())
        if heading.is_heading
        and following.is_heading
        and following.tag <= heading.tag
        and following.index > heading.index + 1
    }


def _is_button(block: Block) -> bool:
    is_link = block.link_share >= LINK and len(block.text) <= _MAX_BUTTON and not block.is_heading
    return is_link and block.tag != "li" and not block.text.endswith(".") and _ACTION.search(block.text) is not None


def _box_before(button: Block, draft: Draft) -> list[Block]:
    """Return the article's blocks in the smallest element with more than the button, none if it is no small box."""
    for number in reversed(button.path):
        around = draft.blocks[max(0, button.index - _MAX_BLOCKS - 1) : button.index + 2]
        inside = [block for block in around if number in block.path and block is not button]
        if inside:
            kept = [block for block in inside if block.index in draft.body]
            fits = len(inside) <= _MAX_BLOCKS and sum(len(block.key) for block in kept) <= _MAX_TEXT
            return kept if fits else []
    return []


def _size(draft: Draft, indexes: Iterable[int]) -> int:
    return sum(len(draft.blocks[index].key) for index in indexes)
