"""Read sitemaps: url sets, index files, gzip, the news extension, and the Sitemap lines of a robots.txt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from flows.discovery.feeds import Entry, is_web, moment
from flows.errors import UnreadableListError
from flows.fetching.packing import UnpackingError, is_gzip, unpack_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from flows.fetching.fetch import Answer
    from flows.settings import FetchSettings

_DEEPEST = 2  # an index of indexes is read, nothing deeper
_MOST_FILES = 20  # files read for one configured sitemap
_DATES = ("lastmod", "publication_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one sitemap file holds: addresses of articles, or, as an index, of other sitemaps."""

    is_index: bool
    entries: tuple[Entry, ...]


@dataclass(slots=True, kw_only=True)
class Walk:
    """What a sitemap and the files below it led to. `failures` are (address, reason) of files that could not be read.

    `notes` says what was left out and why.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_robots(url: str) -> bool:
    """Tell whether an address is that of a robots.txt, whose Sitemap lines are meant."""
    return urlsplit(url).path == "/robots.txt"


def read_sitemap(answer: Answer, max_bytes: int) -> Sitemap:
    """Return what a sitemap file holds; gzip is unpacked up to `max_bytes`.

    Raises:
        UnreadableListError: it is no sitemap, damaged, or too large.
    """
    body = answer.body
    if is_gzip(body):
        try:
            body = unpack_whole(body, "gzip", limit=max_bytes)
        except UnpackingError as error:
            raise UnreadableListError(str(error)) from error
    root = _parse(body)
    name = _local(root)
    if name not in {"urlset", "sitemapindex"}:
        msg = f"this is no sitemap: its outermost element is {name!r}"
        raise UnreadableListError(msg)
    return Sitemap(is_index=name == "sitemapindex", entries=tuple(_entries(root)))


def walk(start: Sitemap, get: Callable[[str], Sitemap], limits: FetchSettings, now: datetime) -> Walk:
    """Return the articles that `start` and the files below it list, bounded in depth and number.

    `get` reads the file at an address; its UnreadableListError is written down and the walk goes on.
    """
    found = Walk()
    seen: set[str] = set()
    level = [start]
    for depth in range(_DEEPEST + 1):
        for sitemap in level:
            if not sitemap.is_index:
                found.entries |= {entry.url: entry for entry in sitemap.entries if entry.url not in found.entries}
        below = [entry for sitemap in level if sitemap.is_index for entry in sitemap.entries if entry.url not in seen]
        if below and depth == _DEEPEST:
            found.notes.append(f"{len(below)} sitemaps lie deeper than {_DEEPEST} index files and were not read")
            break
        level = list(_read(_chosen(below, _MOST_FILES - len(seen), found), get, seen, found))
    _keep_recent(found, limits, now)
    return found


def _read(chosen: list[Entry], get: Callable[[str], Sitemap], seen: set[str], found: Walk) -> Iterator[Sitemap]:
    for entry in chosen:
        seen.add(entry.url)
        try:
            yield get(entry.url)
        except UnreadableListError as error:
            found.failures.append((entry.url, str(error)))


def _chosen(below: list[Entry], most: int, found: Walk) -> list[Entry]:
    """Return the sitemaps to read, newest first where there are too many."""
    unique = list({entry.url: entry for entry in below}.values())
    if len(unique) <= most:
        return unique
    found.notes.append(f"{len(unique)} sitemaps in its index, the newest {max(0, most)} were read")
    return _newest_first(unique)[: max(0, most)]


def _keep_recent(found: Walk, limits: FetchSettings, now: datetime) -> None:
    """Leave out what is not recent where there is too much; say so."""
    everything = list(found.entries.values())
    if len(everything) <= limits.sitemap_entries:
        return
    since = now - timedelta(days=limits.sitemap_days)
    recent = [entry for entry in everything if entry.dated and entry.dated >= since]
    is_dated = any(entry.dated for entry in everything)
    kept = _newest_first(recent if is_dated else everything)[: limits.sitemap_entries]
    found.entries = {entry.url: entry for entry in kept}
    what = f"of the last {limits.sitemap_days} days" if is_dated else "that come first (it gives no dates)"
    found.notes.append(f"{len(everything)} addresses in it, the {len(kept)} {what} were taken")


def _newest_first(entries: list[Entry]) -> list[Entry]:
    """Return dated entries by date, newest first, then the others in their order."""
    dated = sorted((entry for entry in entries if entry.dated), key=lambda entry: str(entry.dated), reverse=True)
    return dated + [entry for entry in entries if not entry.dated]


def _parse(body: bytes) -> etree._Element:
    """Return the root element; entities are not expanded, nothing is loaded, a document type is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        msg = f"this is no well-formed XML ({str(error).splitlines()[0] if str(error) else 'empty'})"
        raise UnreadableListError(msg) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableListError("it declares a document type, which no sitemap needs")
    return root


def _entries(root: etree._Element) -> Iterator[Entry]:
    for item in root.iterchildren("{*}url", "{*}sitemap", "url", "sitemap"):
        texts = {_local(child): (child.text or "").strip() for child in item.iter() if isinstance(child.tag, str)}
        dates = [when for name in _DATES if (when := moment(texts.get(name, "")))]
        own = item.find("{*}loc")
        link = (own.text or "").strip() if own is not None else ""
        if is_web(link):
            yield Entry(url=link, dated=max(dates, default=None))


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
