"""The article's own date: JSON-LD, meta, address, byline in that order; what disagrees; nothing from the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from transforms.cleaning.calendar_words import Found, find_date
from transforms.cleaning.jsonld import is_news
from transforms.cleaning.shown_dates import Line, Shown, shown_days
from transforms.cleaning.typography import vocabulary
from transforms.records import ArticleDate, DateSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_STATED = frozenset({DateSource.JSONLD, DateSource.META})
_SHOWN = frozenset({DateSource.URL, DateSource.BYLINE})
# Readers in another time zone see the same article a day apart: that is no disagreement.
_SAME = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One date that the page gives for itself, and how surely a shown line means publication by it (see `Line`)."""

    source: DateSource
    found: Found
    rank: Line = Line.STAMP


def dated(
    head: Head, shown: Shown, url: str, *, given: datetime | None, today: date | None
) -> tuple[ArticleDate | None, datetime | None]:
    """Return when the article was published and when it was changed, None for what the page does not say."""
    month_first = head.language == "en" and not _is_day_first_host(url)
    statements = [
        statement
        for statement in _statements(head, shown, url, given, month_first=month_first)
        if statement.found.day >= _EARLIEST and (today is None or statement.found.day <= today + _SAME)
    ]
    modified = _modified(head, today)
    if not statements:
        return None, modified
    if not is_news(head.article):
        statements = _shown_first(statements)
    return _weighed(statements), modified


def _shown_first(statements: list[Statement]) -> list[Statement]:
    """Return `statements` with the shown date first where it differs from the stated one.

    Blogs and shops state the day of the last change or of a move to another system; the shown day of publication is
    older. Where all that is shown is a later day of change, the text as it stands is of that day. A line without the
    word "published" counts only where nothing that is shown agrees with the statement.
    """
    stated = statements[0].found.day
    if statements[0].source not in _STATED:
        return statements
    shown = [s for s in statements if s.source in _SHOWN]
    confirmed = any(abs(s.found.day - stated) <= _SAME for s in shown)
    surest = Line.STAMP if not confirmed else Line.PUBLISHED
    lines = [s for s in shown if s.source == DateSource.BYLINE and s.rank != Line.ELEMENT]
    better = [s for s in lines if s.rank <= surest and s.found.day < stated - _SAME]
    if lines and all(s.rank == Line.UPDATED and s.found.day > stated + _SAME for s in lines):
        better = lines
    return [better[0], *(s for s in statements if s is not better[0])] if better else statements


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
    head: Head, shown: Shown, url: str, given: datetime | None, *, month_first: bool
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
    if found := url_day(url):
        yield Statement(source=DateSource.URL, found=found)
    for rank, found in shown_days(shown, month_first=month_first):
        yield Statement(source=DateSource.BYLINE, found=found, rank=rank)


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
