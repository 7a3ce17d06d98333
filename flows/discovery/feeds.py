"""Read what lists articles: RSS, Atom and JSON feeds, and the links of a listing page."""

from __future__ import annotations

import io
import json
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from lxml import etree, html

from flows.errors import UnreadableListError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.fetching.fetch import Answer

_NOT_ARTICLES = (".jpg", ".jpeg", ".png", ".gif", ".svg", ".css", ".js", ".pdf", ".mp3", ".mp4", ".zip", ".xml", ".rss")
# What feedparser 6 was seen to raise on 1 in 100 feeds with random damage.
_FEEDPARSER_BUGS = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
_JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that a list names. `dated` is when the list says it was published or last changed."""

    url: str
    dated: datetime | None = None


def feed_entries(answer: Answer) -> tuple[Entry, ...]:
    """Return the entries of an RSS, Atom or JSON feed, each address once, in the feed's order.

    Raises:
        UnreadableListError: it is no feed, or names no article.
    """
    body = answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    entries = _json_entries(body, answer) if body.startswith(b"{") else _xml_entries(answer)
    return _listed(entries)


def listing_entries(answer: Answer) -> tuple[Entry, ...]:
    """Return the addresses on the same host that a listing page links to, each once.

    Raises:
        UnreadableListError: it is no page, or links to no article.
    """
    return _listed(_links(answer))


def is_web(url: str) -> bool:
    """Tell whether `url` is an absolute http or https address with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def moment(text: object) -> datetime | None:
    """Return a date or time in ISO 8601 as a moment in UTC; None where it is none. A bare time counts as UTC."""
    try:
        when = datetime.fromisoformat(str(text).strip())
    except ValueError:
        return None
    try:
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError:
        return None


def joined(base: str, link: str) -> str:
    """Return `link` as an absolute address without its fragment; empty where it is none."""
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return ""


def _listed(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.url, entry)
    if not found:
        raise UnreadableListError("no article links in it")
    return tuple(found.values())


def _xml_entries(answer: Answer) -> Iterator[Entry]:
    feed = _parsed(answer)
    if not feed.get("version") and not feed.entries:
        raise UnreadableListError("this is no RSS, Atom or JSON feed")
    for entry in feed.entries:
        link = entry.get("link")
        if link and is_web(link):
            # Past feedparser's own `get`, which would give one date for another.
            when = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
            yield Entry(url=urldefrag(link).url, dated=_of_time(when))


def _parsed(answer: Answer) -> Any:  # noqa: ANN401 - feedparser is untyped
    headers = {"content-type": answer.content_type or "", "content-location": answer.final_url}
    try:
        # As a stream: feedparser takes bytes for the name of a local file first.
        return feedparser.parse(io.BytesIO(answer.body), response_headers=headers)
    except _FEEDPARSER_BUGS as error:
        msg = f"the feed is malformed in a way that cannot be read ({type(error).__name__})"
        raise UnreadableListError(msg) from error


def _of_time(parsed: Any) -> datetime | None:  # noqa: ANN401 - feedparser's own struct_time
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return None


def _json_entries(body: bytes, answer: Answer) -> Iterator[Entry]:
    """Yield the items of a JSON Feed (jsonfeed.org, 1.0 and 1.1), which feedparser does not read."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError("this is no valid JSON") from error
    if not str(feed.get("version", "")).startswith(_JSON_FEED) or not isinstance(feed.get("items"), list):
        raise UnreadableListError("this JSON is no JSON Feed")
    for item in feed["items"]:
        if isinstance(item, dict) and (link := _json_link(item, answer.final_url)):
            yield Entry(url=link, dated=moment(item.get("date_published") or item.get("date_modified")))


def _json_link(item: dict[str, Any], base: str) -> str | None:
    """Return an item's own page, else the page it is about, else its id where that is an address."""
    for name in ("url", "external_url"):
        value = item.get(name)
        if isinstance(value, str) and value.strip() and is_web(link := joined(base, value)):
            return link
    identity = str(item.get("id", ""))
    return urldefrag(identity).url if is_web(identity) else None


def _links(answer: Answer) -> Iterator[Entry]:
    try:
        page = html.document_fromstring(answer.body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListError("this is no page with links") from error
    host = urlsplit(answer.final_url).netloc
    for anchor in page.iterfind(".//a[@href]"):
        link = joined(answer.final_url, anchor.get("href", ""))
        parts = urlsplit(link)
        is_here = parts.scheme in {"http", "https"} and parts.netloc == host
        if is_here and parts.path.strip("/") and not parts.path.lower().endswith(_NOT_ARTICLES):
            yield Entry(url=link)
