"""Take out of a draft what stands beside a picture without being marked as its text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from transforms.cleaning.boilerplate import is_photo_credit

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Block
    from transforms.cleaning.draft import Draft

# A picture's box holds its text, its credit and perhaps a place or a date, and no large part of the article.
_BOX_BLOCKS = (2, 3)
_MAX_SHARE = 0.35


def drop_credited_captions(draft: Draft) -> None:
    """Take out the lines that share a small box with the credit of a picture below them; they are its captions."""
    boxes: defaultdict[int, list[Block]] = defaultdict(list)
    for block in draft.blocks:
        boxes[block.box].append(block)
    total = sum(draft.box_sizes().values())
    for held in boxes.values():
        chosen = [block for block in held if block.index in draft.body]
        if chosen and _is_picture(held) and sum(len(block.key) for block in chosen) < _MAX_SHARE * total:
            draft.captions += [block.text for block in chosen if block is not held[-1]]
            draft.body -= {block.index for block in chosen}


def _is_picture(held: list[Block]) -> bool:
    """Return whether a box holds a few lines of text, the last of them a picture's credit."""
    is_small = len(held) in _BOX_BLOCKS and not any(block.is_heading for block in held)
    return is_small and is_photo_credit(held[-1].text)
