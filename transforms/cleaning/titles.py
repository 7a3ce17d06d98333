"""The article's headline and its site's name: what heading, meta and JSON-LD agree on, without the site's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from transforms.cleaning.jsonld import name_of, text_of, types_of
from transforms.cleaning.typography import letters, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transforms.cleaning.head import Head

# What stands between a headline and the name of a site or section.
_SEPARATOR = re.compile(r"\s+[|·•»«›‹∣—–:-]+\s+|\s*[|｜]\s*|\s+::\s+|\s*--\s*|：(?=[^：]*$)")
# How much each source counts when sources differ; fitted on the dev pages, see docs/accuracy_text.md.
# A NewsArticle's headline is the desk's own; that of a blog or shop page is often written for search engines.
_WEIGHTS = {"news": 4.2, "jsonld": 1.8, "heading": 2.0, "og": 1.2, "title": 0.6, "twitter": 0.3}
# In a heading or in JSON-LD a bar is the desk's own ("BUDGET | Who pays"); here it sets off the site.
_PIPED = frozenset({"og", "title", "twitter"})
_MAX_TITLE = 400
# A wording longer than this holds no headline; taking site names off it would take minutes.
_MAX_WORDING = 4_000
_MAX_SITE_WORDS = 6
# Shorter names agree with the start of others by chance.
_MIN_SITE, _MIN_LABEL, _MIN_HEADING = 4, 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The chosen headline and the other wordings that the page gives for it."""

    title: str | None
    variants: tuple[str, ...]


def site_name_of(head: Head, url: str) -> str | None:
    """Return what the page calls its site, None where it does not say."""
    named = head.first("og:site_name", "application-name", "al:android:app_name", "twitter:app:name:iphone")
    if named and not named.startswith(("http://", "https://", "@")):
        return named
    publisher = name_of(head.article, head.nodes, "publisher")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return publisher if publisher and publisher.lower() != host else named


def headline_of(head: Head, url: str) -> Headline:
    """Return the headline that most of the page's own sources agree on."""
    sites = _site_keys(head, url)
    heading = _heading(head, sites)
    raw = {
        "news" if "newsarticle" in types_of(head.article) else "jsonld": text_of(head.article, "headline", "name"),
        "heading": heading,
        "og": head.first("og:title"),
        "twitter": head.first("twitter:title"),
        "title": head.title,
    }
    raw = {source: text for source, text in raw.items() if text and len(text) <= _MAX_WORDING}
    reference = [letters(text) for text in raw.values() if text]
    candidates = {
        source: stripped
        for source, text in raw.items()
        if text
        and (stripped := without_site(_before_pipe(text) if source in _PIPED else text, sites, reference))
        and len(stripped) <= _MAX_TITLE
    }
    if not candidates:
        return Headline(title=None, variants=())
    best = max(candidates, key=lambda source: _votes(source, candidates))
    variants = dict.fromkeys([*candidates.values(), *(tidy(text) for text in raw.values() if text), *head.headings])
    return Headline(title=candidates[best], variants=tuple(variants))


def without_site(title: str, sites: frozenset[str], others: Iterable[str] = ()) -> str:
    """Return `title` without the site's or section's name before or after a separator."""
    text = tidy(title)
    known = [key for key in others if key]
    for _ in range(3):
        shorter = _without_one(text, sites, known)
        if shorter == text:
            return text
        text = shorter
    return text


def _without_one(text: str, sites: frozenset[str], known: list[str]) -> str:
    cuts = list(_SEPARATOR.finditer(text))
    for cut in reversed(cuts):
        head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
        if not head or not tail:
            continue
        if _names_site(tail, sites) or (letters(head) in known and len(head) > len(tail)):
            return head
        if cut is cuts[0] and _names_site(head, sites):
            return tail
    return text


def _before_pipe(title: str) -> str:
    """Return the longer first part of "headline | anything": in these sources the bar always sets off the site."""
    front, bar, rest = tidy(title).partition(" | ")
    return front if bar and len(front) > len(rest) else title


def _names_site(part: str, sites: frozenset[str]) -> bool:
    key = letters(part)
    if not key or len(part.split()) > _MAX_SITE_WORDS:
        return False
    long = [site for site in sites if min(len(site), len(key)) >= _MIN_SITE]
    return key in sites or any(key.startswith(site) or site.startswith(key) for site in long)


def _site_keys(head: Head, url: str) -> frozenset[str]:
    """Return the keys of every name the site may go by: its given names and the labels of its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if len(label) >= _MIN_LABEL]
    names = [site_name_of(head, url), name_of(head.article, head.nodes, "publisher"), host, *labels]
    return frozenset(key for name in names if name and (key := letters(name)))


def _heading(head: Head, sites: frozenset[str]) -> str | None:
    """Return the h1 that is the headline: the one the head's titles repeat, else the first that is not the site."""
    titles = [letters(text) for text in (head.title, head.first("og:title"), text_of(head.article, "headline")) if text]
    own = [text for text in head.headings if not _names_site(text, sites) and len(text) <= _MAX_TITLE]
    for text in own:
        key = letters(text)
        if len(key) >= _MIN_HEADING and any(key in title or title in key for title in titles):
            return text
    return own[0] if own else None


def _votes(source: str, candidates: dict[str, str]) -> float:
    key = letters(candidates[source])
    return sum(_WEIGHTS[other] for other, text in candidates.items() if letters(text) == key)
