"""Refuse markup that would take a parser minutes: too many elements, or too many attributes on one element.

The limits are rules over the text, looked at before anything is parsed: the same page is refused on every machine,
however busy. Of 368 news pages the largest has 3,154 elements and one element has 574 attributes. 50,000 elements clean
in 9 seconds at worst (`python -m benchmarks.ingestion --worst`); parsing attributes takes time in the square of their
number on one element (100,000 take 20 seconds).
"""

from __future__ import annotations

import re

MAX_ELEMENTS = 50_000
MAX_ATTRIBUTES = 1_000
# On all elements together: an attribute takes up to 10 microseconds and 1.5 kB.
MAX_ALL_ATTRIBUTES = 200_000
# Longer texts are no articles, and spaCy reads none that is longer.
MAX_CHARACTERS = 1_000_000

# An attribute, a tag's name with its attributes, or the start of a comment, as the HTML standard's tokenizer reads
# them. Everything is possessive, so that no text makes the search go back.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_START = re.compile(rf"<(?:!--|([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE})*+))")
_COMMENT_END = re.compile(r"--!?>")
_RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}


def excess(markup: str) -> str | None:
    """Return what `markup` has too much of, None where it can be parsed."""
    elements, attribute_text, at = 0, 0, 0
    while opened := _START.search(markup, at):
        name, attributes = opened.groups()
        if name is None:
            at = _end_of(_COMMENT_END, markup, opened.start() + 2)
            continue
        elements += 1
        if elements > MAX_ELEMENTS:
            return f"the page has more than {MAX_ELEMENTS:,} elements"
        attribute_text += len(attributes)
        if _is_storm(attributes):
            return f"an element of the page has more than {MAX_ATTRIBUTES:,} attributes"
        raw_end = _RAW_END.get(name.lower())
        at = _end_of(raw_end, markup, opened.end()) if raw_end else opened.end()
    if attribute_text > 2 * MAX_ALL_ATTRIBUTES and _attributes_of(markup) > MAX_ALL_ATTRIBUTES:
        return f"the page has more than {MAX_ALL_ATTRIBUTES:,} attributes"
    return None


def _end_of(pattern: re.Pattern[str], markup: str, start: int) -> int:
    """Return where `pattern` ends after `start`; without it, the rest of the page belongs to what has begun."""
    found = pattern.search(markup, start)
    return found.end() if found else len(markup)


def _is_storm(attributes: str) -> bool:
    return len(attributes) >= 2 * MAX_ATTRIBUTES and _count(attributes) > MAX_ATTRIBUTES


def _attributes_of(markup: str) -> int:
    """Return how many attributes there are at most: those inside scripts and comments are counted too."""
    return sum(_count(opened.group(2)) for opened in _START.finditer(markup) if opened.group(2))


def _count(attributes: str) -> int:
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(attributes))
