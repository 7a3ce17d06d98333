"""What a page says of itself in JSON-LD (schema.org): the node of its article, read forgivingly."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from transforms.cleaning.typography import tidy, vocabulary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = frozenset(
    vocabulary(
        "newsarticle article blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle "
        "backgroundnewsarticle askpublicnewsarticle reviewnewsarticle liveblogposting techarticle "
        "scholarlyarticle report socialmediaposting posting creativework review recipe howto medicalwebpage "
        "videoobject"
    )
)
_NEWS_TYPES = frozenset(kind for kind in _ARTICLE_TYPES if kind.endswith("newsarticle")) | {"liveblogposting"}
_PAGE_TYPES = frozenset(vocabulary("webpage itempage collectionpage aboutpage qapage faqpage"))
_COMMENT = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_TAG = re.compile(r"<[^>]{1,300}>")
_MAX_NODES = 5000
_MAX_LENGTH = 2_000_000

Node = Mapping[str, Any]


def nodes_of(tree: HtmlElement) -> list[Node]:
    """Return every JSON-LD object of the page, those in `@graph` and arrays included, in document order."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(_flatten(_load(script.text or "")))
        if len(found) > _MAX_NODES:
            break
    return found


def article_node(nodes: Sequence[Node]) -> Node:
    """Return the node that describes the article, richest first; an empty mapping where there is none."""
    ranked = sorted(((_rank(node), -position, node) for position, node in enumerate(nodes)), key=lambda item: item[:2])
    return ranked[-1][2] if ranked and ranked[-1][0] > 0 else {}


def types_of(node: Node) -> set[str]:
    """Return the node's types in lower case without their vocabulary's address."""
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return {str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for kind in named if kind}


def is_news(node: Node) -> bool:
    """Return whether the node is a report of a news outlet rather than a page of another kind."""
    return bool(types_of(node) & _NEWS_TYPES)


def text_of(node: Node, *names: str) -> str | None:
    """Return the first of the named properties that holds text, without markup and entities."""
    for name in names:
        value = node.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and (text := plain(value)):
            return text
    return None


def plain(value: str) -> str:
    """Return a property's text without markup, entities (also doubly escaped ones) and surplus white space."""
    text = html.unescape(html.unescape(value))
    return tidy(_TAG.sub(" ", text) if "<" in text else text)


def people_of(node: Node, nodes: Sequence[Node], name: str = "author") -> list[tuple[str, set[str]]]:
    """Return the names that a property gives, each with its types; `@id` references are followed."""
    by_id = {str(other["@id"]): other for other in nodes if "@id" in other and "name" in other}
    found: list[tuple[str, set[str]]] = []
    for value in _as_list(node.get(name)):
        if isinstance(value, str):
            found.append((plain(value), set()))
        elif isinstance(value, Mapping):
            target = by_id.get(str(value.get("@id")), value) if "name" not in value else value
            found.extend(
                (plain(entry), types_of(target)) for entry in _as_list(target.get("name")) if isinstance(entry, str)
            )
    return [(person, kinds) for person, kinds in found if person]


def name_of(node: Node, nodes: Sequence[Node], name: str) -> str | None:
    """Return the first name that a property such as `publisher` gives."""
    people = people_of(node, nodes, name)
    return people[0][0] if people else None


def _rank(node: Node) -> int:
    kinds = types_of(node)
    if not kinds & (_ARTICLE_TYPES | _PAGE_TYPES):
        return 0
    wanted = ("headline", "datePublished", "author", "articleBody", "description")
    base = 10 if kinds & (_ARTICLE_TYPES - {"videoobject", "creativework"}) else 1
    return base + sum(name in node for name in wanted) + (2 if "headline" in node else 0)


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _load(text: str) -> object:
    """Return the parsed script, mending what sites commonly break; None where nothing helps."""
    if len(text) > _MAX_LENGTH:
        return None
    stripped = _COMMENT.sub("", _COMMENT.sub("", text)).strip().rstrip(";")
    for candidate in (stripped, _TRAILING_COMMA.sub(r"\1", stripped), html.unescape(stripped)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flatten(value: object) -> Iterator[Node]:
    """Yield the objects in arrays and graphs without recursion, so that nesting cannot exhaust the stack."""
    queue: list[object] = [value]
    seen = 0
    while queue and seen < _MAX_NODES:
        current = queue.pop(0)
        seen += 1
        if isinstance(current, list):
            queue[:0] = current
        elif isinstance(current, Mapping):
            yield current
            queue.extend(inner for name in ("@graph", "mainEntity", "mainEntityOfPage") if (inner := current.get(name)))
