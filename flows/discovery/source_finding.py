"""Look over an outlet that is not followed yet: its feeds and sitemaps, its robots.txt, what its pages are like."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from flows.discovery.feeds import Entry, feed_entries, is_web, joined, listing_entries
from flows.discovery.sitemaps import read_sitemap
from flows.errors import UnreadableListError
from flows.fetching.addresses import RefusedError
from flows.fetching.fetch import Fetcher, FetchError
from flows.fetching.politeness import SiteRules
from transforms import clean as cleaning
from transforms.cleaning.credits import Agencies
from transforms.records import CleanArticle, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.fetching.fetch import Answer

_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
_USUAL_PATHS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")
_MOST_FEEDS = 5
_MOST_SITEMAPS = 3
_SAMPLES = 10
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page of the outlet: its article, or why there is none."""

    url: str
    article: CleanArticle | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a first look at an outlet found. `name` and `language` are as its front page gives them."""

    homepage: str
    name: str | None
    language: str | None
    rules: SiteRules
    feeds: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    sitemaps: dict[str, int] = field(default_factory=dict)
    listing: tuple[Entry, ...] = ()
    samples: tuple[Sample, ...] = ()

    @property
    def read(self) -> tuple[CleanArticle, ...]:
        """The sample pages that hold an article."""
        return tuple(sample.article for sample in self.samples if sample.article is not None)

    @property
    def agencies(self) -> Counter[str]:
        """How many sample pages credit which news agency."""
        return Counter(article.agency for article in self.read if article.agency)

    @property
    def is_mostly_agency_copy(self) -> bool | None:
        """Whether most sample pages credit an agency; None without a page to judge by."""
        return self.agencies.total() / len(self.read) > _MOSTLY if self.read else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scout:
    """Looks outlets over, politely and by the rules of every other fetch."""

    fetcher: Fetcher
    agencies: Agencies
    today: date
    max_bytes: int
    allow_private: bool

    def look_over(self, url: str) -> Outlook:
        """Return what there is at `url`, an outlet's front page or one of its feeds.

        Raises:
            RefusedError: it may not be fetched.
            FetchError: it could not be had.
        """
        rules = self.fetcher.site_rules(url, allow_private=self.allow_private)
        front = self._get(url)
        head = _Head.of(front)
        own = self._feed(front)
        feeds = {front.final_url: own} if own else self._feeds(front.final_url, head.feeds)
        sitemaps = self._sitemaps(rules)
        listing = () if feeds or sitemaps else _listing(front)
        entries = [entry for listed in feeds.values() for entry in listed] or list(listing)
        return Outlook(
            homepage=urljoin(front.final_url, "/") if own else front.final_url,
            name=head.name,
            language=head.language,
            rules=rules,
            feeds=feeds,
            sitemaps={link: len(found) for link, found in sitemaps.items()},
            listing=listing,
            samples=tuple(self._samples(entries or [entry for found in sitemaps.values() for entry in found])),
        )

    def _get(self, url: str) -> Answer:
        return self.fetcher.get(url, allow_private=self.allow_private)

    def _feeds(self, front: str, linked: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """Return the feeds that the front page names, else those at the usual paths."""
        named = self._readable(linked)
        return named or self._readable(urljoin(front, path) for path in _USUAL_PATHS)

    def _readable(self, links: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for link in dict.fromkeys(links):
            try:
                answer = self._get(link)
            except (RefusedError, FetchError):
                continue
            entries = self._feed(answer)
            # Two usual paths often lead to one feed.
            if entries and entries not in found.values():
                found[answer.final_url] = entries
            if len(found) == _MOST_FEEDS:
                break
        return found

    def _feed(self, answer: Answer) -> tuple[Entry, ...]:
        try:
            return feed_entries(answer)
        except UnreadableListError:
            return ()

    def _sitemaps(self, rules: SiteRules) -> dict[str, tuple[Entry, ...]]:
        """Return sitemaps of the robots.txt, news sitemaps first. An index counts with the sitemaps it names."""
        links = sorted((link for link in rules.sitemaps if is_web(link)), key=lambda link: "news" not in link.lower())
        found = {}
        for link in links[:_MOST_SITEMAPS]:
            try:
                sitemap = read_sitemap(self._get(link), self.max_bytes)
            except (RefusedError, FetchError, UnreadableListError):
                continue
            found[link] = () if sitemap.is_index else sitemap.entries
        return found

    def _samples(self, entries: list[Entry]) -> Iterator[Sample]:
        for url in list(dict.fromkeys(entry.url for entry in entries))[:_SAMPLES]:
            try:
                answer = self._get(url)
                page = Page(url=answer.final_url, body=answer.body, content_type=answer.content_type)
                article = cleaning.clean(page, today=self.today, agencies=self.agencies)
            except (RefusedError, FetchError, cleaning.UncleanableError) as error:
                yield Sample(url=url, reason=getattr(error, "reason", str(error)))
            else:
                yield Sample(url=url, article=article)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a front page says of itself."""

    name: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> _Head:
        try:
            page = html.document_fromstring(answer.body)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return cls()
        names = page.xpath("//meta[@property='og:site_name']/@content") + page.xpath("//title/text()")
        language = str(page.get("lang") or "")[:2].lower()
        return cls(
            name=next((" ".join(name.split()) for name in names if name.strip()), None),
            language=language if language.isalpha() and len(language) == 2 else None,  # noqa: PLR2004 - ISO 639-1
            feeds=tuple(_feed_links(page, answer.final_url)),
        )


def _feed_links(page: html.HtmlElement, base: str) -> Iterator[str]:
    for link in page.iterfind(".//link[@href]"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        target = joined(base, link.get("href", ""))
        about = f"{target} {link.get('title') or ''}".lower()
        if "alternate" in relations and kind in _FEED_TYPES and is_web(target) and "comment" not in about:
            yield target


def _listing(front: Answer) -> tuple[Entry, ...]:
    """Return the links of a front page that look like articles': their paths are the longest."""
    try:
        entries = listing_entries(front)
    except UnreadableListError:
        return ()
    return tuple(sorted(entries, key=lambda entry: len(urlsplit(entry.url).path), reverse=True))
