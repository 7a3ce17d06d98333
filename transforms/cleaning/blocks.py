"""A parsed page as a flat list of blocks of text, each with what its place in the markup says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import html as lxml_html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

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
    """

    index: int
    text: str
    key: str
    tag: str
    linked: int
    path: tuple[int, ...]
    places: tuple[tuple[int, Place], ...] = ()

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
class _Open:
    """An element being walked through."""

    number: int
    tag: str
    is_block: bool
    in_link: bool
    places: tuple[tuple[int, Place], ...]
    path: tuple[int, ...]


# An open element with its place and its children still to come.
_Level = tuple[_Open, HtmlElement, Iterator[HtmlElement]]


@dataclass(slots=True)
class _Collector:
    """Text pieces of the block in progress."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, place: _Open) -> None:
        """Take one text node."""
        if not text:
            return
        self.pieces.append(text)
        if place.in_link:
            self.linked += len(text.strip())

    def close(self, place: _Open) -> None:
        """End the block in progress, splitting it where two line breaks follow each other."""
        if not self.pieces:
            return
        joined = "".join(self.pieces)
        parts = _DOUBLE_BREAK.split(joined) if "\v" in joined else [joined]
        whole = max(1, len(joined))
        for part in parts:
            text = tidy(part.replace("\v", "\n"))
            if text:
                share = len(part) / whole
                self.blocks.append(
                    Block(
                        index=len(self.blocks),
                        text=text,
                        key=squeeze(text),
                        tag=place.tag,
                        linked=round(self.linked * share),
                        path=place.path,
                        places=place.places,
                    )
                )
        self.pieces, self.linked = [], 0


# Every tag that is not a paragraph, a heading, a line break or part of the head.
_CONTAINERS = re.compile(r"</?(?!(?:p|h[1-6]|br|meta|title|script|style|link|html|head|body)\b)[a-zA-Z][^<>]*>")
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
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None, False
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def blocks_of(tree: HtmlElement, *, with_hidden: bool = False) -> list[Block]:
    """Return the blocks of the page in reading order, without hidden elements unless they are asked for."""
    collector = _Collector()
    root = _Open(number=0, tag="html", is_block=True, in_link=False, places=(), path=(0,))
    stack: list[_Level] = [(root, tree, iter(tree))]
    collector.add(tree.text, root)
    number = 0
    while stack:
        place, element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            _leave(place, element, stack, collector)
            continue
        number += 1
        opened = None if _is_hidden(child) and not with_hidden else _open(child, number, place)
        if opened is None:
            collector.add("\v" if child.tag == "br" else None, place)
            collector.add(child.tail, place)
        else:
            _enter(opened, child, stack, collector)
    return collector.blocks


def _enter(opened: _Open, element: HtmlElement, stack: list[_Level], collector: _Collector) -> None:
    if opened.is_block:
        collector.close(_block_around(stack))
    elif element.tag in _CELL_TAGS:
        collector.add(" ", opened)
    collector.add(element.text, opened)
    stack.append((opened, element, iter(element)))


def _leave(place: _Open, element: HtmlElement, stack: list[_Level], collector: _Collector) -> None:
    if place.is_block:
        collector.close(place)
    if stack:
        collector.add(element.tail, stack[-1][0])


def _block_around(stack: list[_Level]) -> _Open:
    """Return the innermost block-level element that is open."""
    places: Iterator[_Open] = (place for place, _, _ in reversed(stack) if place.is_block)
    return next(places)


def _open(element: HtmlElement, number: int, around: _Open) -> _Open | None:
    """Return what walking into `element` changes, None where its text is not read."""
    tag: object = element.tag
    if not isinstance(tag, str) or tag == "br" or (tag in _SILENT_TAGS and not _asks(element)):
        return None
    attributes: Mapping[str, str] = element.attrib
    marks = places_of(
        tag,
        attributes.get("class", ""),
        attributes.get("id", ""),
        attributes.get("role", ""),
        attributes.get("itemprop", ""),
    )
    places = around.places + tuple((number, mark) for mark in marks) if marks else around.places
    is_block = tag in _BLOCK_TAGS
    return _Open(
        number=number if is_block else around.number,
        tag=tag if is_block else around.tag,
        is_block=is_block,
        in_link=around.in_link or tag == "a",
        places=places,
        path=(*around.path, number) if is_block else around.path,
    )


def _asks(element: HtmlElement) -> bool:
    """Return whether a button asks a question: the heading of a list that opens its answers."""
    if element.tag != "button":
        return False
    text = tidy("".join(element.itertext()))
    return len(text) >= _MIN_QUESTION and text.endswith("?")


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _is_hiding(style))


@lru_cache(maxsize=4096)
def _is_hiding(style: str) -> bool:
    return _HIDDEN_STYLE.search(style) is not None
