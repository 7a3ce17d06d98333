"""Find article addresses: feeds, listing pages, single pages; and local files, folders and lists of addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from lxml import etree, html

from flows.addresses import RefusedError
from flows.errors import DiscoveryError
from flows.fetch import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.fetch import Answer, Fetcher
    from flows.settings import Source

_TEXT_SUFFIXES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}
_NOT_ARTICLES = (".jpg", ".jpeg", ".png", ".gif", ".svg", ".css", ".js", ".pdf", ".mp3", ".mp4", ".zip", ".xml", ".rss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article address that a source led to."""

    url: str
    source_id: str | None
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A feed or listing that could not be read."""

    url: str
    reason: str
    status: int | None
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one source led to: articles in the order they were found, each once, and what could not be read."""

    source_id: str
    found: tuple[Found, ...]
    failures: tuple[Failure, ...]
    read: tuple[str, ...]


def discover(source: Source, fetcher: Fetcher) -> Discovery:
    """Return the article addresses that a source's feeds, listings and pages lead to."""
    found: dict[str, Found] = {}
    failures, read = [], []
    for url, entries in [(url, feed_entries) for url in source.feeds] + [(url, links) for url in source.listings]:
        try:
            answer = fetcher.get(url, allow_private=source.allow_private)
        except RefusedError as error:
            failures.append(Failure(url=url, reason=str(error), status=None, refused=True))
            continue
        except FetchError as error:
            failures.append(Failure(url=url, reason=error.reason, status=error.status, refused=False))
            continue
        read.append(url)
        entry_list = list(entries(answer))
        if not entry_list:
            failures.append(Failure(url=url, reason="no article links in it", status=answer.status, refused=False))
        for link in entry_list:
            found.setdefault(link, _found(source, link))
    for url in source.pages:
        found.setdefault(url, _found(source, url))
    return Discovery(source_id=source.id, found=tuple(found.values()), failures=tuple(failures), read=tuple(read))


def feed_entries(answer: Answer) -> Iterator[str]:
    """Yield the address of each entry of an RSS, Atom or JSON feed."""
    headers = {"content-type": answer.content_type or "", "content-location": answer.final_url}
    for entry in feedparser.parse(answer.body, response_headers=headers).entries:
        link = entry.get("link")
        if link and urlsplit(link).scheme in {"http", "https"}:
            yield urldefrag(link).url


def links(answer: Answer) -> Iterator[str]:
    """Yield the addresses on the same host that a listing page links to."""
    try:
        page = html.document_fromstring(answer.body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    host = urlsplit(answer.final_url).netloc
    for anchor in page.iterfind(".//a[@href]"):
        link = urldefrag(urljoin(answer.final_url, anchor.get("href", "").strip())).url
        parts = urlsplit(link)
        is_here = parts.scheme in {"http", "https"} and parts.netloc == host
        if is_here and parts.path.strip("/") and not parts.path.lower().endswith(_NOT_ARTICLES):
            yield link


def is_address(name: str) -> bool:
    """Tell whether a command-line argument is a web address and no path."""
    return urlsplit(name).scheme in {"http", "https"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPage:
    """A file to be ingested: where it lies, the name it is stored under, its kind of content."""

    path: Path
    name: str
    content_type: str


def local_pages(path: Path) -> tuple[LocalPage, ...]:
    """Return the texts at `path`: one file, or every .html, .htm, .xhtml and .txt below a folder, in order of name.

    The name is the path below the folder that was given, so that the same folder elsewhere gives the same articles.

    Raises:
        DiscoveryError: nothing there, or nothing of a kind that can be read.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in _TEXT_SUFFIXES and file.is_file())
        if not files:
            msg = f"{path}: no .html or .txt files in this folder"
            raise DiscoveryError(msg)
        return tuple(_local_page(file, file.relative_to(path)) for file in files)
    if not path.is_file():
        msg = f"{path}: no such file or folder"
        raise DiscoveryError(msg)
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        msg = f"{path}: only .html, .htm, .xhtml and .txt files are read; rename it if it is one of these"
        raise DiscoveryError(msg)
    return (_local_page(path, Path(path.name)),)


def _local_page(path: Path, name: Path) -> LocalPage:
    return LocalPage(path=path, name=f"file:{name.as_posix()}", content_type=_TEXT_SUFFIXES[path.suffix.lower()])


def _found(source: Source, link: str) -> Found:
    return Found(url=link, source_id=source.id, allow_private=source.allow_private)
