"""Broken pages: real ones with bytes flipped, cut, spliced, nested, stuffed and mislabelled; a seed gives the same."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from tests.conftest import PROJECT
from tests.generated_site import story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TAGS = ("div", "p", "b", "table", "ul", "li", "a", "blockquote", "font", "article", "script", "svg", "select", "h1")
_ODD = (
    "\x00",
    "\u202e",
    "\ufffe",
    "\ud83d".encode("utf-8", "replace").decode(),
    "&#xD800;",
    "&#0;",
    "&#x10FFFF;",
    "]]>",
)
_CHARSETS = ("utf-16", "utf-32", "iso-8859-5", "shift_jis", "koi8-r", "utf-7", "x-nothing", "idna", "hex", "utf-8-sig")
_DATES = ("0000-00-00", "9999-12-31T99:99", "-1", "2015-02-30", "١٢-٠٩-٢٠١٥", "1e400", "2015-09-04T12:00:00+99:00", "")
_VALUES: tuple[object, ...] = (
    None,
    0,
    -1,
    1e308,
    True,
    [],
    {},
    [[]],
    "",
    "x" * 5000,
    "\ud800",
    "a\u0000b",
    [None, {"name": []}],
)


def seeds() -> list[bytes]:
    """Return the pages that are broken: the sample newsroom's and generated ones."""
    files = sorted((PROJECT / "config" / "sample" / "site").rglob("*.html"))
    return [file.read_bytes() for file in files] + [story(number) for number in range(10)]


def fuzzed(count: int, seed: int = 7) -> Iterator[bytes]:
    """Yield `count` broken pages."""
    pages = seeds()
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311 - damage, no secret
        page = chance.choice(pages)
        for _ in range(chance.randint(1, 3)):
            page = chance.choice(_DAMAGE)(page, chance, pages)
        yield page


def write_fuzzed(folder: Path, count: int) -> None:
    """Write `count` broken pages as files below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(fuzzed(count)):
        (folder / f"{number:06d}.html").write_bytes(page)


def _flip(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    changed = bytearray(page)
    for _time in range(chance.randint(1, 60)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed) or b"x"


def _cut(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    return page[: chance.randrange(1, len(page) + 1)]


def _splice(page: bytes, chance: random.Random, pages: list[bytes]) -> bytes:
    other = chance.choice(pages)
    return page[: chance.randrange(1, len(page) + 1)] + other[chance.randrange(len(other)) :]


def _repeat(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(page))
    piece = page[start : start + chance.randint(1, 400)]
    return page[:start] + piece * chance.randint(2, 300) + page[start:]


def _nest(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start, depth = chance.randrange(len(page)), chance.randint(2, 3000)
    tag = chance.choice(_TAGS).encode()
    return page[:start] + b"<%s>" % tag * depth + page[start:] + b"</%s>" % tag * chance.choice((0, depth))


def _stuff(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = page.find(b"<", chance.randrange(len(page)))
    names = " ".join(
        f"{chance.choice(('class', 'a', 'style', 'on', chr(233)))}{n}='{n}'" for n in range(chance.randint(1, 900))
    )
    end = page.find(b">", start)
    return page if min(start, end) < 0 else page[:end] + b" " + names.encode() + page[end:]


def _insert(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    changed = page
    for _time in range(chance.randint(1, 30)):
        start = chance.randrange(len(changed))
        odd = chance.choice(_ODD) if chance.random() < 0.5 else chr(chance.choice((chance.randrange(0xD7FF), 0x1F600)))
        changed = changed[:start] + odd.encode() + changed[start:]
    return changed


def _mislabel(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    label = f"<meta charset='{chance.choice(_CHARSETS)}'>".encode()
    text = page.decode("utf-8", "replace")
    coded = text.encode(chance.choice(("utf-16", "utf-16-le", "cp1251", "cp932", "utf-8")), "replace")
    return label + coded if chance.random() < 0.7 else coded


def _misdescribe(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    """Add JSON-LD and meta elements that say what no schema allows."""
    names = (
        "headline",
        "author",
        "datePublished",
        "dateModified",
        "articleBody",
        "publisher",
        "image",
        "@id",
        "mainEntity",
    )
    node = {"@type": chance.choice(("NewsArticle", ["Article", None], "WebPage", 7))}
    node |= {name: chance.choice((*_VALUES, *_DATES)) for name in chance.sample(names, 4)}
    wrapped = chance.choice((node, [node], {"@graph": [node, node["@type"]]}))
    script = f"<script type='application/ld+json'>{json.dumps(wrapped)}</script>"
    metas = "".join(
        f"<meta property='{name}' content='{chance.choice(_DATES)}'>"
        for name in ("article:published_time", "og:title", "og:url", "og:site_name")
    )
    return b"<html><head>" + (script + metas).encode("utf-8", "replace") + b"</head>" + page


def _noise(page: bytes, chance: random.Random, _: list[bytes]) -> bytes:
    start = chance.randrange(len(page))
    return page[:start] + chance.randbytes(chance.randint(1, 3000)) + page[start:]


_DAMAGE = (_flip, _cut, _splice, _repeat, _nest, _stuff, _insert, _mislabel, _misdescribe, _noise)
