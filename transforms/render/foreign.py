"""Text from outside, made safe to print: what is invisible is shown, what would run or reorder is inert."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup

if TYPE_CHECKING:
    from datetime import date

# Characters that reorder what stands around them (Unicode UAX 9): a name may not turn a line of the report round.
_REORDERING: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Invisible characters that hide inside words, and the separators that break lines of a file.
_HIDDEN: Final = "\u00ad\u200b\u2028\u2029\u2060-\u2065\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNSEEN: Final = re.compile(f"[{_CONTROLS}{_REORDERING}{_HIDDEN}\ud800-\udfff]")
# More than eight marks on one letter climb over the lines above it.
_MARKS: Final = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED: Final = re.compile(f"({_MARKS}{{8}}){_MARKS}+")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>])")
_ADDRESS: Final = re.compile(r"(?i)\b(https?|ftp|www)(:|\\?\.)")
_LINE_START_ONLY: Final = frozenset("+-.!()#")


def visible(text: str) -> str:
    """Return `text` with every control, reordering and hidden character replaced by its code in brackets."""
    return _STACKED.sub(r"\1", _UNSEEN.sub(_code, text))


def _code(match: re.Match[str]) -> str:
    number = ord(match.group())
    # Soft hyphens and zero-width spaces are common, harmless typesetting.
    return "" if number in {0xAD, 0x200B, 0xFEFF} else f"[U+{number:04X}]"


def isolated(text: object) -> Markup:
    """Return `text` for HTML: escaped, visible, and isolated so that its direction stays its own."""
    return Markup("<bdi>{}</bdi>").format(visible(str(text)))


def web_address(url: str | None) -> str | None:
    """Return `url` where it is a plain http or https address that may become a link, otherwise None."""
    if not url or _UNSEEN.search(url) or any(letter.isspace() for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def markdown_text(text: object) -> Markup:
    """Return `text` for Markdown: one line, visible, with nothing that Markdown or HTML would act on."""
    line = " ".join(visible(str(text)).split())
    inert = escape(line, quote=False)
    marked = _MARKDOWN.sub(lambda found: _escaped(found, inert), inert)
    # An address that Markdown would turn into a link by itself stays text.
    return Markup(_ADDRESS.sub(r"\1&#8203;\2", marked))  # noqa: S704 - escaped above


def _escaped(found: re.Match[str], line: str) -> str:
    letter = found.group()
    harmless = letter in _LINE_START_ONLY and found.start() > 0 and not line[: found.start()].isdigit()
    return letter if harmless and letter not in "()" else f"\\{letter}"


def printed_day(day: date | None) -> str:
    """Return a day as "8 Apr 2031"."""
    return f"{day.day} {day:%b %Y}" if day else "no date"
