"""The numbers that a page shows before the items of its ordered lists and that its text does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Lists of ways through the site, or set without a mark: "list-none", "w-list-unstyled".
_UNMARKED = re.compile(r"unstyled|(?:list|style)(?:-type)?\s*[-:]\s*none|breadcrumb|no-?bullet|\btoc\b", re.IGNORECASE)
# A larger number is a year or an identifier, no place in a list.
_WHOLE = re.compile(r"\d{1,3}")


def numbers_of(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Return the items of the page's ordered lists with the number that stands before each."""
    found: dict[HtmlElement, int] = {}
    for ordered in tree.iter("ol"):
        if _is_numbered(ordered):
            start = ordered.get("start", "1")
            first = int(start) if _WHOLE.fullmatch(start) else 1
            found.update((item, number) for number, item in enumerate(ordered.iterchildren("li"), first))
    return found


def _is_numbered(ordered: HtmlElement) -> bool:
    """Return whether an ordered list shows decimal numbers upwards."""
    if ordered.get("type", "1") != "1" or ordered.get("reversed") is not None:
        return False
    return not _UNMARKED.search(f"{ordered.get('class')} {ordered.get('style')}")
