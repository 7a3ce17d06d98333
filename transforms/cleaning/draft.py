"""The article in the making: which of a page's blocks are in, and how their places in the page weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.cleaning.blocks import Block
from transforms.cleaning.places import Place
from transforms.cleaning.typography import letters
from transforms.cleaning.witness import Witness

# Places whose text is not the article's, whatever it says.
FURNITURE = frozenset(
    {
        Place.CAPTION,
        Place.SHARE,
        Place.SIGNUP,
        Place.BYLINE,
        Place.BIO,
        Place.TAGS,
        Place.COMMENTS,
        Place.AD,
        Place.NAVIGATION,
        Place.FOOTER,
    }
)
# With lists of other articles, whose text is only sometimes part of this one.
SIDE_PARTS = FURNITURE | {Place.RELATED}
# A block with this share of links points elsewhere.
LINK, MOSTLY_LINK = 0.9, 0.5
# A marked element that holds more of the article than this is a wrapper with an unlucky name.
_WRAPPER_SHARE = 0.35
# Names that themes also give to wrappers of real paragraphs: doubted on pages where they hold more than this share.
_OFTEN_WRAPPERS = {Place.AD: 0.03, Place.NAVIGATION: 0.15, Place.SIGNUP: 0.15, Place.BIO: 0.15, Place.FOOTER: 0.15}
# The core is the smallest element with this share of the text; what follows it is another part of the page.
_CORE_SHARE = 0.7
# An element with more of the text than this is one of those that hold the article's paragraphs.
_MAIN_BOX_SHARE = 0.15


@dataclass(slots=True)
class Draft:
    """The article in the making: `body` holds the indexes of its blocks, `headlines` the keys of its wordings."""

    blocks: Sequence[Block]
    places: Sequence[frozenset[Place]]
    body: set[int]
    headlines: frozenset[str]
    descriptions: tuple[str, ...]
    authors: tuple[str, ...]
    is_news: bool
    witness: Witness | None = None
    title_index: int | None = None
    captions: list[str] = field(default_factory=list)

    def ordered(self) -> list[Block]:
        """Return the body's blocks in reading order."""
        return [self.blocks[index] for index in sorted(self.body)]

    def is_headline(self, block: Block) -> bool:
        """Return whether a block repeats the headline in one of its wordings."""
        return letters(block.text) in self.headlines

    def box_sizes(self) -> Counter[int]:
        """Return how much of the body each element holds directly."""
        sizes: Counter[int] = Counter()
        for block in self.ordered():
            sizes[block.box] += len(block.key)
        return sizes

    def main_boxes(self) -> set[int]:
        """Return the elements that hold the article's paragraphs."""
        sizes = self.box_sizes()
        return {box for box, size in sizes.items() if size > _MAIN_BOX_SHARE * sizes.total()}

    def core(self) -> int | None:
        """Return the number of the smallest element with nearly all of the body's text."""
        inside = self.ordered()
        total = sum(len(block.key) for block in inside)
        core, level = None, 0
        while inside and total:
            weight: Counter[int] = Counter()
            for block in inside:
                weight[block.path[level]] += len(block.key)
            heaviest, size = weight.most_common(1)[0]
            if size < _CORE_SHARE * total:
                break
            core, level = heaviest, level + 1
            inside = [block for block in inside if block.path[level - 1] == core and len(block.path) > level]
        return core


def trusted_places(blocks: Sequence[Block], kept: frozenset[int]) -> list[frozenset[Place]]:
    """Return each block's places, without those of elements and names that hold a good part of the article."""
    weight: Counter[tuple[int, Place]] = Counter()
    named: Counter[Place] = Counter()
    # Blocks of one element share their marks.
    sizes: Counter[tuple[tuple[int, Place], ...]] = Counter()
    for index in kept:
        sizes[blocks[index].places] += len(blocks[index].key)
    for marks, size in sizes.items():
        weight.update(dict.fromkeys(marks, size))
        named.update(dict.fromkeys((place for _, place in marks), size))
    total = 1 + sizes.total()
    doubted = {place for place, share in _OFTEN_WRAPPERS.items() if named[place] > share * total}
    trusted: dict[tuple[tuple[int, Place], ...], frozenset[Place]] = {}
    for marks in {block.places for block in blocks}:
        sure = (mark[1] for mark in marks if weight[mark] <= _WRAPPER_SHARE * total)
        places = frozenset(place for place in sure if place not in doubted)
        # A figure with a table in it is set apart for its looks, not a picture's text.
        trusted[marks] = places - {Place.CAPTION} if Place.TABLE in places else places
    return [trusted[block.places] for block in blocks]
