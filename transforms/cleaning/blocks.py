"""A parsed page as a flat list of blocks of text, each with what its place in the markup says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import html as lxml_html
from lxml.etree import ElementDefaultClassLookup, LxmlError, iterwalk
from lxml.html import HtmlElement

from transforms.cleaning.numbering import numbers_of
from transforms.cleaning.places import Place, places_of
from transforms.cleaning.typography import squeeze, tidy, vocabulary

# Elements that begin and end a block of their own.
_BLOCK_TAGS = frozenset(
    vocabulary(
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary "
        "table tbody tfoot thead tr ul amp-accordion amp-sidebar"
    )
)
# Elements whose text is never read.
_SILENT_TAGS = frozenset(
    vocabulary(
        "script style noscript template svg math iframe object embed audio video canvas button select option "
        "textarea input head title meta link map area datalist amp-ad amp-analytics amp-iframe amp-embed"
    )
)
# Cells of a table row are one block unless they hold blocks of their own.
_CELL_TAGS = frozenset({"td", "th"})
_MIN_QUESTION = 12
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One run of text between block-level boundaries.

    `linked` counts the characters inside links, `path` the numbers of the block-level elements around the text,
    outermost first and its own last, and `places` the marked elements around it as (element number, place).
    `ordinal` is the number that an ordered list shows before it.
    """

    index: int
    text: str
    key: str
    tag: str
    linked: int
    path: tuple[int, ...]
    places: tuple[tuple[int, Place], ...] = ()
    ordinal: int | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the markup says this is a heading."""
        return self.tag in _HEADING_TAGS

    @property
    def box(self) -> int:
        """The number of the element that holds the block's own element: siblings share it."""
        return self.path[-2] if len(self.path) > 1 else self.path[-1]

    @property
    def link_share(self) -> float:
        """The share of its characters that are links."""
        return min(1.0, self.linked / max(1, len(self.text)))


@dataclass(slots=True)
class _Place:
    """Where text stands: its innermost block-level element with its path and places, and what inline ones add.

    Not frozen, because one is made for most elements of a page and freezing makes that three times as slow.
    """

    tag: str
    path: tuple[int, ...]
    block_places: tuple[tuple[int, Place], ...]
    places: tuple[tuple[int, Place], ...]
    in_link: bool


@dataclass(slots=True)
class _Collector:
    """Text pieces of the block in progress."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    ordinal: int | None = None

    def add(self, text: str, place: _Place) -> None:
        """Take one text node."""
        self.pieces.append(text)
        if place.in_link:
            self.linked += len(text.strip())

    def close(self, place: _Place) -> None:
        """End the block in progress, splitting it where two line breaks follow each other."""
        if not self.pieces:
            return
        joined = "".join(self.pieces)
        if not joined.isspace():
            parts = _DOUBLE_BREAK.split(joined) if "\v" in joined else [joined]
            for part in parts:
                self._keep(part, len(part) / len(joined), place)
        self.pieces, self.linked = [], 0

    def _keep(self, part: str, share: float, place: _Place) -> None:
        text = tidy(part.replace("\v", "\n"))
        if text:
            self.blocks.append(
                Block(
                    index=len(self.blocks),
                    text=text,
                    key=squeeze(text),
                    tag=place.tag,
                    linked=round(self.linked * share),
                    path=place.path,
                    places=place.block_places,
                    ordinal=self.ordinal,
                )
            )
            self.ordinal = None


# Every tag that is not a paragraph, a heading, a line break or part of the head.
_CONTAINERS = re.compile(r"</?(?!(?:p|h[1-6]|br|meta|title|script|style|link|html|head|body)\b)[a-zA-Z][^<>]*>")
# lxml's own lookup asks Python for the class of every element it hands out; only forms have classes of their own.
_ONE_CLASS = ElementDefaultClassLookup(element=HtmlElement)
# A line break is carried as a vertical tab, which decoding has removed from the page's own text.
_DOUBLE_BREAK = re.compile(r"\v\s*\v[\s\v]*")


def parse(markup: str) -> HtmlElement | None:
    """Return the element tree of `markup`, or None where there is nothing to parse. Comments are dropped."""
    tree, was_cut = _parse(markup)
    if was_cut:
        # The parser stops at 256 open elements and loses what follows: keep the paragraphs, give up the boxes.
        tree, _ = _parse(_CONTAINERS.sub("\n", markup))
    return tree


def _parse(markup: str) -> tuple[HtmlElement | None, bool]:
    """Return the tree and whether the parser gave up before the end."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None, False
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def blocks_of(tree: HtmlElement, *, with_hidden: bool = False) -> list[Block]:
    """Return the blocks of the page in reading order, without hidden elements unless they are asked for."""
    collector = _Collector()
    place = _Place("html", (0,), (), (), in_link=False)
    around: list[_Place] = []
    ordinals = numbers_of(tree)
    walker = iterwalk(tree, events=("start", "end"))
    next(walker)
    if tree.text:
        collector.add(tree.text, place)
    for number, (event, element) in enumerate(walker):
        if event == "start":
            around.append(place)
            if _is_read(element, with_hidden=with_hidden):
                place = _enter(element, number, place, collector)
                collector.ordinal = ordinals.get(element, collector.ordinal)
            else:
                walker.skip_subtree()
        elif around:
            inner, place = place, around.pop()
            _leave(element, inner, place, collector)
    collector.close(place)
    return collector.blocks


def _is_read(element: HtmlElement, *, with_hidden: bool) -> bool:
    """Return whether an element's text is read."""
    tag = element.tag
    if tag == "br" or (tag in _SILENT_TAGS and not _asks(element)):
        return False
    return with_hidden or not _is_hidden(element)


def _enter(element: HtmlElement, number: int, around: _Place, collector: _Collector) -> _Place:
    """Return the place inside an element, and end the block in progress where it begins one of its own."""
    tag = element.tag
    if tag in _BLOCK_TAGS:
        collector.close(around)
    elif tag in _CELL_TAGS:
        collector.pieces.append(" ")
    place = _inside(element, tag, number, around)
    if element.text:
        collector.add(element.text, place)
    return place


def _leave(element: HtmlElement, inner: _Place, outer: _Place, collector: _Collector) -> None:
    """End the block in progress where the element was one of its own, and take the text behind it."""
    if element.tag == "br":
        collector.pieces.append("\v")
    elif len(inner.path) > len(outer.path):
        collector.close(inner)
    if element.tail:
        collector.add(element.tail, outer)


def _inside(element: HtmlElement, tag: str, number: int, around: _Place) -> _Place:
    """Return what walking into an element changes."""
    get = element.get
    marks = places_of(tag, get("class"), get("id"), get("role"), get("itemprop"))
    places = around.places + tuple((number, mark) for mark in marks) if marks else around.places
    if tag in _BLOCK_TAGS:
        return _Place(tag, (*around.path, number), places, places, around.in_link)
    if tag == "a" or marks:
        return _Place(around.tag, around.path, around.block_places, places, around.in_link or tag == "a")
    return around


def _asks(element: HtmlElement) -> bool:
    """Return whether a button asks a question: the heading of a list that opens its answers."""
    if element.tag != "button":
        return False
    text = tidy("".join(element.itertext()))
    return len(text) >= _MIN_QUESTION and text.endswith("?")


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _is_hiding(style))


@lru_cache(maxsize=4096)
def _is_hiding(style: str) -> bool:
    return _HIDDEN_STYLE.search(style) is not None
