"""Take out of a draft what a page lays out again for another width of screen: only one layout is ever shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.cleaning.blocks import Block
    from transforms.cleaning.draft import Draft

# What is repeated is a layout from this many letters and blocks on; a shorter repeat is a notice or a list of links.
_MIN_SIZE, _MIN_BLOCKS = 1500, 6
# Two elements lay out the same where so much of the later one is in the earlier, and that holds little else.
_SAME, _LITTLE_ELSE = 0.8, 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """An element with the indexes and the keys of its blocks."""

    indexes: frozenset[int]
    keys: frozenset[str]
    size: int


def drop_second_layouts(draft: Draft) -> None:
    """Take out later layouts of the same text; what was chosen of them stays in the first."""
    if _repeated(draft.blocks) < _MIN_SIZE:
        return
    layouts = _layouts(draft.blocks)
    for position, later in enumerate(layouts):
        chosen = {draft.blocks[index].key for index in later.indexes & draft.body}
        first = next((one for one in layouts[:position] if one.indexes & draft.body and _is_same(later, one)), None)
        if chosen and first:
            draft.body -= later.indexes
            draft.body |= {index for index in first.indexes if draft.blocks[index].key in chosen}


def _repeated(blocks: Sequence[Block]) -> int:
    """Return how many letters the page's blocks say again."""
    keys = [block.key for block in blocks]
    return sum(map(len, keys)) - sum(map(len, set(keys)))


def _layouts(blocks: Sequence[Block]) -> list[_Layout]:
    """Return the elements large enough to be a layout, in reading order."""
    inside: dict[int, list[Block]] = {}
    for block in blocks:
        for number in block.path[1:-1]:
            inside.setdefault(number, []).append(block)
    found = []
    for _, held in sorted(inside.items()):
        keys = frozenset(block.key for block in held)
        size = sum(map(len, keys))
        if len(held) >= _MIN_BLOCKS and size >= _MIN_SIZE:
            found.append(_Layout(indexes=frozenset(block.index for block in held), keys=keys, size=size))
    return found


def _is_same(later: _Layout, first: _Layout) -> bool:
    """Return whether two elements apart from each other lay out the same text."""
    if later.indexes & first.indexes or first.size > _LITTLE_ELSE * later.size:
        return False
    return sum(map(len, later.keys & first.keys)) >= _SAME * later.size
