"""Bodies that a cleaner must survive, by the name of the fault, with the Content-Type they come with."""

from __future__ import annotations

import random

_HTML = "text/html; charset=utf-8"
_STORY = "<p>The envoy denied on Monday that the network had found shelter beyond the border.</p>" * 3
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _page(body: str, head: str = "") -> str:
    return f"<html><head><title>Envoy denies</title>{head}</head><body><article>{body}</article></body></html>"


def _jsonld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


PAGES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", _HTML),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png"),
    "image-as-html": (b"\x89PNG\r\n\x1a\n" + bytes(100), _HTML),
    "pdf": (b"%PDF-1.7 and so on", "application/pdf"),
    "pdf-as-html": (b"%PDF-1.7 and so on", _HTML),
    "octets": (random.Random(4).randbytes(5_000), _HTML),  # noqa: S311 - noise, no secret
    "wrong-charset": (
        _page(_STORY + "<p>It was in the café’s owner he trusted, he said.</p>").encode(),
        "text/html; charset=iso-8859-1",
    ),
    "unknown-charset": (_page(_STORY).encode(), "text/html; charset=x-klingon"),
    "utf-16-without-mark": (_page(_STORY).encode("utf-16-le"), "text/html; charset=utf-16"),
    "invalid-utf-8": (_page(_STORY).encode().replace(b"Monday", b"Mon\xff\xc3day"), _HTML),
    "nul-bytes": (_page(_STORY).encode().replace(b"network", b"net\x00work"), _HTML),
    "meta-refresh": (b'<html><head><meta http-equiv="refresh" content="0; url=/well"></head></html>', _HTML),
    "nested-tags": (_page("<div>" * 380_000 + _STORY).encode()[:1_950_000], _HTML),
    "attribute-storm": (
        _page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>x</p>{_STORY}").encode(),
        _HTML,
    ),
    "huge-line": (_page("<p>" + "The envoy denied it once more. " * 50_000 + "</p>").encode(), _HTML),
    "lone-surrogates": (
        _page(
            _STORY,
            _jsonld(r'{"@type": "NewsArticle", "headline": "Envoy \ud800", "author": {"name": "Ann \udfff Lee"}}'),
        ).encode(),
        _HTML,
    ),
    "deep-json": (_page(_STORY, _jsonld("[" * 100_000 + "]" * 100_000)).encode(), _HTML),
    "bomb-feed": (
        (
            f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{_LAUGHS}]>'
            '<rss version="2.0"><channel><title>&l9;</title></channel></rss>'
        ).encode(),
        "application/rss+xml",
    ),
}
