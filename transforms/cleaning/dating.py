"""The article's own date: JSON-LD, meta, address, byline in that order; what disagrees; nothing from the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from transforms.cleaning.calendar_words import Found, find_date
from transforms.cleaning.places import Place
from transforms.cleaning.typography import vocabulary
from transforms.records import ArticleDate, DateSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from transforms.cleaning.blocks import Block
    from transforms.cleaning.head import Head

# Meta properties that say when a page was published, most specific first.
_PUBLISHED = vocabulary(
    "article:published_time article:published og:published_time og:article:published_time datepublished "
    "pubdate publishdate publish-date publish_date publication_date publication-date published_at "
    "published parsely-pub-date sailthru.date cxenseparse:recs:publishtime rnews:datepublished "
    "dc.date.issued dcterms.created dcterms.issued dc.date.created dcterms.date dc.date date "
    "citation_publication_date citation_date article.published article:create_time date.created "
    "date.available originalpublicationdate dateissued created release_date bt:pubdate "
    "content_create_date iso-8601-publish-date date_published article_date_original"
)
_MODIFIED = vocabulary(
    "article:modified_time og:updated_time datemodified last-modified lastmod article:modified "
    "dcterms.modified date.modified date.updated updated modified"
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2]|[1-9](?=[/_.-]))[/_.-]?([0-3]\d|[1-9](?=\D|$))(?!\d)"
)
_PUBLISHED_WORD = re.compile(
    r"\b(?:published|posted|publish date|date|datum|veröffentlicht|erstellt|publié|publicado|pubblicato|on)\b",
    re.IGNORECASE,
)
_UPDATED_WORD = re.compile(
    r"\b(?:updated?|modified|revised|reviewed|aktualisiert|stand|mis à jour|actualizado)\b", re.IGNORECASE
)
# One source is worth this much; a second that agrees adds to it, one that disagrees takes away.
_CONFIDENCE = {
    DateSource.GIVEN: 0.99,
    DateSource.JSONLD: 0.95,
    DateSource.META: 0.92,
    DateSource.URL: 0.85,
    DateSource.BYLINE: 0.75,
}
_AGREED, _DISPUTED = 0.04, 0.15
# The first web page; an older "publication date" is a default value such as 1970-01-01.
_EARLIEST = date(1991, 1, 1)
_MAX_BYLINE, _MAX_STAMP = 160, 40
# The page's data in a script or an attribute, where no meta property says the same.
_EMBEDDED = re.compile(
    r"""(?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|pubDate|publicationDate)\\?(?:"|'|&quot;)\s*:\s*"""
    r"""\\?(?:"|'|&quot;)((?:19|20)\d\d-\d\d-\d\d[^"'&\\]{0,30})"""
)
# Readers in another time zone see the same article a day apart: that is no disagreement.
_SAME = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One date that the page gives for itself."""

    source: DateSource
    found: Found


def dated(
    head: Head, times: Sequence[str], blocks: Sequence[Block], url: str, *, given: datetime | None, today: date | None
) -> tuple[ArticleDate | None, datetime | None]:
    """Return when the article was published and when it was changed, None for what the page does not say."""
    month_first = head.language == "en" and not _is_day_first_host(url)
    statements = [
        statement
        for statement in _statements(head, times, blocks, url, given, month_first=month_first)
        if statement.found.day >= _EARLIEST and (today is None or statement.found.day <= today + _SAME)
    ]
    modified = _modified(head, today)
    if not statements:
        return None, modified
    return _weighed(statements), modified


def _weighed(statements: Sequence[Statement]) -> ArticleDate:
    """Return the best statement's date with what the others make of it."""
    best = statements[0]
    differing = [s for s in statements if abs(s.found.day - best.found.day) > _SAME]
    agreeing = any(s.source != best.source and s not in differing for s in statements[1:])
    confidence = (
        _CONFIDENCE[best.source] + (_AGREED if agreeing else 0) - (_DISPUTED if differing and not agreeing else 0)
    )
    return ArticleDate(
        day=best.found.day,
        # A clock time without a zone is no instant.
        instant=best.found.instant if best.found.instant and best.found.instant.tzinfo else None,
        source=best.source,
        confidence=round(min(confidence, _CONFIDENCE[DateSource.GIVEN]), 2),
        conflicting=tuple(dict.fromkeys(f"{s.source}={s.found.day.isoformat()}" for s in differing)),
    )


def time_elements(tree: HtmlElement) -> list[str]:
    """Return the machine-readable dates of `time` elements: marked as publication, after the headline, then others."""
    marked: list[str] = []
    after: list[str] = []
    before: list[str] = []
    below_heading = False
    for element in tree.iter("h1", "time"):
        below_heading = below_heading or element.tag == "h1"
        value = element.get("datetime") or ""
        said = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('pubdate') or ''}".lower()
        if value and "modified" not in said and "updated" not in said:
            is_marked = "publish" in said or "pubdate" in said
            (marked if is_marked else after if below_heading else before).append(value)
    return marked + (after or before)[:1]


def embedded_date(markup: str) -> str | None:
    """Return the publication date in the page's script data, None where there is none."""
    match = _EMBEDDED.search(markup)
    return match.group(1) if match else None


def url_day(url: str) -> Found | None:
    """Return the day in an address such as /2019/03/04/ or -2019-03-04."""
    path = unquote(urlsplit(url).path)
    for match in _URL_DAY.finditer(path):
        try:
            day = date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
        except ValueError:
            continue
        return Found(day=day, instant=None, start=match.start(), end=match.end())
    return None


def _statements(
    head: Head, times: Sequence[str], blocks: Sequence[Block], url: str, given: datetime | None, *, month_first: bool
) -> Iterator[Statement]:
    """Yield every date the page gives for itself, best source first."""
    if given is not None:
        yield Statement(source=DateSource.GIVEN, found=Found(day=given.date(), instant=given, start=0, end=0))
    structured = [head.article.get(name) for name in ("datePublished", "dateCreated", "uploadDate")]
    for value in structured:
        if isinstance(value, str) and (found := find_date(value, month_first=True)):
            yield Statement(source=DateSource.JSONLD, found=found)
    for value in (head.first(name) for name in _PUBLISHED):
        if value and (found := find_date(value, month_first=month_first)):
            yield Statement(source=DateSource.META, found=found)
    shown = [(DateSource.URL, url_day(url))]
    shown += [(DateSource.BYLINE, day) for day in _byline_days(times, blocks, month_first=month_first)]
    yield from (Statement(source=source, found=found) for source, found in shown if found)


def _byline_days(times: Sequence[str], blocks: Sequence[Block], *, month_first: bool) -> Iterator[Found]:
    """Yield dates from lines marked as published, from `time` elements, then from other short lines."""
    near = [(_rank(block), block.index, found) for block in blocks if (found := _line_date(block, month_first))]
    ranked = [(rank, found) for rank, _, found in sorted(near, key=lambda item: item[:2])]
    stamped = [found for value in times if (found := find_date(value, month_first=month_first))]
    yield from (found for rank, found in ranked if rank == 0)
    yield from stamped
    yield from (found for rank, found in ranked if rank > 0)


def _line_date(block: Block, month_first: bool) -> Found | None:
    if len(block.text) > _MAX_BYLINE or not any(char.isdigit() for char in block.text):
        return None
    return find_date(block.text, month_first=month_first)


def _rank(block: Block) -> int:
    """Return how surely a line's date is that of publication: 0 surely, 2 of the last change, 3 of anything."""
    updated, published = _UPDATED_WORD.search(block.text), _PUBLISHED_WORD.search(block.text)
    if published and not updated:
        return 0
    if updated:
        return 2
    is_stamp = len(block.text) < _MAX_STAMP or any(place in {Place.BYLINE, Place.BIO} for _, place in block.places)
    return 1 if is_stamp else 3


def _modified(head: Head, today: date | None) -> datetime | None:
    values = [head.article.get("dateModified"), *(head.first(name) for name in _MODIFIED)]
    for value in values:
        found = find_date(value, month_first=True) if isinstance(value, str) else None
        if found and found.instant and found.instant.tzinfo and (today is None or found.day <= today + _SAME):
            return found.instant
    return None


def _is_day_first_host(url: str) -> bool:
    """Return whether the address is of a country that writes English but puts the day first."""
    host = urlsplit(url).hostname or ""
    return host.endswith((".uk", ".au", ".nz", ".za", ".ie", ".in", ".pk", ".af", ".ng", ".ke"))
