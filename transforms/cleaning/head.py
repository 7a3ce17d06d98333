"""What a page's head says: meta properties, the title element, canonical links, headings and JSON-LD, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.cleaning.jsonld import Node, article_node, nodes_of
from transforms.cleaning.typography import tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The page's own statements about itself; `meta` keys are in lower case, values in document order."""

    meta: Mapping[str, Sequence[str]]
    title: str | None
    headings: tuple[str, ...]
    canonical: str | None
    language: str | None
    nodes: Sequence[Node]
    article: Node

    def first(self, *names: str) -> str | None:
        """Return the first non-empty content of the named meta properties, in the order of the names."""
        for name in names:
            for value in self.meta.get(name, ()):
                if text := tidy(value):
                    return text
        return None

    def every(self, name: str) -> list[str]:
        """Return all non-empty contents of one meta property."""
        return [text for value in self.meta.get(name, ()) if (text := tidy(value))]


def read_head(tree: HtmlElement) -> Head:
    """Return what the parsed page says about itself."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content:
            meta.setdefault(name.strip().lower(), []).append(content)
    nodes = nodes_of(tree)
    return Head(
        meta=meta,
        title=next((text for element in tree.iter("title") if (text := _text(element))), None),
        headings=tuple(text for element in tree.iter("h1") if (text := _text(element))),
        canonical=next((link.get("href") for link in tree.iter("link") if _is_canonical(link)), None),
        language=_language(tree, meta),
        nodes=nodes,
        article=article_node(nodes),
    )


def _text(element: HtmlElement) -> str:
    return tidy(" ".join(element.itertext()))


def _is_canonical(link: HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split() and bool(link.get("href"))


def _language(tree: HtmlElement, meta: Mapping[str, Sequence[str]]) -> str | None:
    """Return the declared language as a primary subtag such as "en"."""
    declared = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    declared += [*meta.get("og:locale", ()), *meta.get("content-language", ()), *meta.get("inlanguage", ())]
    for value in declared:
        primary = (value or "").strip().replace("_", "-").split("-")[0].split(",")[0].lower()
        if _LANGUAGE_TAG.fullmatch(primary):
            return primary
    return None
