"""Recognise a page that stands in an article's place: consent page, paywall, bot wall, error page with status 200."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.cleaning import decoding
from transforms.cleaning.blocks import parse
from transforms.cleaning.head import Head, read_head
from transforms.cleaning.typography import tidy
from transforms.cleaning.wall_rules import RULES, WallKind, WallRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from transforms.records import CleanArticle, Page

PAYWALL = "paywall"
"""The flag of an article version that is only what a paywall leaves to read."""

# A paywall with less of the article than this gives nothing to read.
_TEASER_CHARACTERS = 80
_LONGEST_BODY = max(rule.most_body for rule in RULES if rule.address is None)
# Walls are small pages; what is larger is left to cleaning.
_MAX_BYTES = 2_000_000
_UNREAD = frozenset({"script", "style", "template"})
_TITLE_PART = re.compile(r"\s+[|·•»«–—:-]+\s+|\s*\|\s*")
_EDGES = " .!…?:()-–—|\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A page that is no article. A teaser is the beginning of one, before a paywall."""

    kind: WallKind
    rule: str
    is_teaser: bool

    @property
    def reason(self) -> str:
        """One line for the record: what stands there, and by which rule it was recognised."""
        return f"{self.kind}: rule {self.rule}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """What the rules look at."""

    address: str
    titles: frozenset[str]
    words: str
    markup: str
    body: str
    is_unpaid: bool


def wall_of(page: Page, article: CleanArticle | None, rules: Sequence[WallRule] = RULES) -> Wall | None:
    """Return the wall that `page` is, None for an ordinary page; `article` is what cleaning found in it, if anything.

    Precise first: a page with a long text is never a wall, whatever words stand on it.
    """
    body = article.body if article else ""
    likely = [rule for rule in rules if rule.address is None or rule.address.search(page.url)]
    if len(body) > _LONGEST_BODY and not any(rule.address for rule in likely):
        return None
    if len(page.body) > _MAX_BYTES or decoding.is_binary(page.body):
        return None
    markup = decoding.decode(page.body, page.content_type)
    tree = parse(markup) if decoding.is_html(markup) else None
    if tree is None:
        return None
    head = read_head(tree)
    sight = _Sight(
        address=page.url,
        titles=_titles(head),
        words=_words(tree),
        markup=markup,
        body=body,
        is_unpaid=str(head.article.get("isAccessibleForFree", "")).lower() == "false",
    )
    found = next((rule for rule in likely if _holds(rule, sight)), None)
    if found is None:
        return None
    is_teaser = found.kind is WallKind.PAYWALL and len(body) >= _TEASER_CHARACTERS
    return Wall(kind=found.kind, rule=found.name, is_teaser=is_teaser)


def _holds(rule: WallRule, sight: _Sight) -> bool:
    return (
        len(sight.body) <= rule.most_body
        and len(sight.words) <= rule.longest
        and (not rule.unpaid or sight.is_unpaid)
        and (rule.address is None or rule.address.search(sight.address) is not None)
        and (rule.title is None or any(rule.title.fullmatch(title) for title in sight.titles))
        and (rule.words is None or rule.words.search(sight.words) is not None)
        and (rule.marks is None or rule.marks.search(sight.markup) is not None)
    )


def _titles(head: Head) -> frozenset[str]:
    """Return the title and headings of the page, whole and in the parts that bars and dashes make of them."""
    whole = [text for text in (head.title, *head.headings) if text]
    parts = [part for text in whole for part in (text, *_TITLE_PART.split(text))]
    return frozenset(stripped for part in parts if (stripped := part.strip(_EDGES)))


def _words(tree: HtmlElement) -> str:
    """Return all that a reader may see, also without JavaScript and on buttons."""
    pieces = (
        text
        for element in tree.iter()
        for text in ((element.text if element.tag not in _UNREAD else None), element.tail)
        if text
    )
    return tidy(" ".join(pieces))
