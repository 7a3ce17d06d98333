"""Clean a page: bytes of HTML or plain text in, headline, authors, date and paragraphs out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transforms.cleaning import (
    addresses,
    authors,
    body,
    dating,
    decoding,
    limits,
    quality,
    selection,
    shown_dates,
    titles,
)
from transforms.cleaning.blocks import Block, parse
from transforms.cleaning.boilerplate import kept_lines
from transforms.cleaning.captions import split_glued_caption
from transforms.cleaning.credits import Agencies, origin_of
from transforms.cleaning.head import Head, read_head
from transforms.cleaning.jsonld import is_news, people_of, text_of
from transforms.cleaning.places import Place
from transforms.cleaning.plaintext import read_plain
from transforms.cleaning.typography import squeeze
from transforms.cleaning.witness import witness_of
from transforms.records import ArticleDate, CleanArticle, DateSource, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

VERSION = 3

# Pages above this size are no articles; parsing them would take minutes.
_MAX_BYTES = 12_000_000
# A line longer than this is no byline that could credit an agency.
_MAX_BYLINE = 100
# A byline that stands below a summary or a table of contents.
_LATE_BYLINE = re.compile(r"^(?:(?:written |posted )?by |updated|published|last |von )", re.IGNORECASE)
# Dates and names in these places after the body belong to other articles.
_ELSEWHERE = frozenset({Place.RELATED, Place.NAVIGATION, Place.COMMENTS})
NO_AGENCIES = Agencies(names={}, generic=())


class UncleanableError(Exception):
    """A page holds no article that can be read. The message is one line: the address and the reason."""

    def __init__(self, url: str, reason: str) -> None:
        """Keep the address and the reason."""
        super().__init__(f"{url or 'page'}: {reason}")
        self.url = url
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """The article's paragraphs and what was found beside them."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    link_share: float
    near: tuple[Block, ...]
    headline_at: int


def clean(page: Page, *, today: date | None, agencies: Agencies = NO_AGENCIES) -> CleanArticle:
    """Return what is left of `page` without its furniture.

    `today` refuses publication dates in the future; `agencies` are the news agencies that a credit can name.

    Raises:
        UncleanableError: the page is empty, binary, too large or holds no text.
    """
    if not page.body.strip():
        raise UncleanableError(page.url, "the page is empty")
    if len(page.body) > _MAX_BYTES:
        raise UncleanableError(page.url, f"the page has {len(page.body)} bytes, the limit is {_MAX_BYTES}")
    if decoding.is_binary(page.body):
        raise UncleanableError(page.url, "the page is binary data, no text")
    text = decoding.decode(page.body, page.content_type)
    if decoding.is_html(text):
        article = clean_html(text, page.url, today=today, published=page.published, agencies=agencies)
    else:
        article = _clean_text(text, page, today=today, agencies=agencies)
    if len(article.body) > limits.MAX_CHARACTERS:
        reason = f"the text has {len(article.body):,} characters, the limit is {limits.MAX_CHARACTERS:,}"
        raise UncleanableError(page.url, reason)
    return article


def clean_html(
    markup: str | bytes,
    url: str,
    *,
    today: date | None,
    published: datetime | None = None,
    agencies: Agencies = NO_AGENCIES,
) -> CleanArticle:
    """Return the article in `markup`; `published` is a date known from elsewhere (a feed) that wins over the page's.

    Raises:
        UncleanableError: there is nothing to parse or no article text.
    """
    text = decoding.decode(markup) if isinstance(markup, bytes) else markup
    if too_much := limits.excess(text):
        raise UncleanableError(url, too_much)
    tree = parse(text)
    if tree is None:
        raise UncleanableError(url, "the page has no elements")
    head = read_head(tree)
    headline = titles.headline_of(head, url)
    blocks, choice = body.find_body(tree, url)
    found = _body_of(head, headline, blocks, choice)
    if not any(map(squeeze, found.paragraphs)):
        raise UncleanableError(url, "the page holds no article text")
    site = titles.site_name_of(head, url)
    times = shown_dates.time_elements(tree)
    # The script data are most often the JSON-LD that `head` has read.
    if not times and not head.article.get("datePublished") and (embedded := shown_dates.embedded_date(text)):
        times = [embedded]
    shown = shown_dates.Shown(times=times, blocks=found.near, headline_at=found.headline_at)
    when, modified = dating.dated(head, shown, url, given=published, today=today)
    byline = [block.text for block in found.near if len(block.text) < _MAX_BYLINE]
    origin = origin_of(found.paragraphs, byline, agencies)
    flags = quality.flags_of(
        found.paragraphs,
        title=headline.title,
        dated=when is not None,
        link_share=found.link_share,
        language=head.language,
    )
    return CleanArticle(
        url=addresses.canonical_url(head, url),
        title=headline.title,
        authors=authors.authors_of(head, found.near, site),
        published=when,
        modified=modified,
        site_name=site,
        language=head.language or quality.spoken_language("\n".join(found.paragraphs)),
        body="\n\n".join(found.paragraphs),
        captions=found.captions,
        agency=origin.agency,
        dateline=origin.dateline,
        flags=flags,
    )


def clean_rows(
    row: Mapping[str, Any], content: bytes, *, today: date | None = None, agencies: Agencies = NO_AGENCIES
) -> dict[str, Any]:
    """Return the output row of `hearsay clean` for one input row `{id, url}` and the bytes of its file."""
    empty = {"id": row["id"], "text": "", "title": None, "authors": [], "date": None}
    try:
        article = clean(Page(url=str(row.get("url") or ""), body=content), today=today, agencies=agencies)
    except UncleanableError as error:
        return {**empty, "error": error.reason}
    return {
        "id": row["id"],
        "text": article.body,
        "title": article.title,
        "authors": list(article.authors),
        "date": article.published.day.isoformat() if article.published else None,
        "url": article.url,
        "site_name": article.site_name,
        "language": article.language,
        "agency": article.agency,
        "dateline": article.dateline,
        "captions": list(article.captions),
        "flags": list(article.flags),
    }


def _body_of(head: Head, headline: titles.Headline, blocks: Sequence[Block], choice: body.Choice) -> _Body:
    """Return the article's paragraphs: trafilatura's choice, corrected by the page's own structure."""
    named = [name for name, _ in people_of(head.article, head.nodes)]
    chosen = selection.select(
        blocks,
        choice.kept,
        headline.variants,
        _descriptions(head),
        named,
        is_news=is_news(head.article),
        witness=witness_of(head.nodes),
    )
    lines = [(block.text, block.ordinal) for block in chosen.blocks]
    if choice.located < body.LOCATED_SHARE:
        lines = [(line, None) for line in choice.lines]
    captions, paragraphs = list(chosen.captions), []
    for index in kept_lines([text for text, _ in lines]):
        text, ordinal = lines[index]
        caption, rest = split_glued_caption(text)
        captions += [caption] if caption else []
        paragraphs.append(rest if ordinal is None else f"{ordinal}. {rest}")
    size = sum(len(block.text) for block in chosen.blocks)
    return _Body(
        paragraphs=tuple(paragraphs),
        captions=tuple(dict.fromkeys(captions)),
        link_share=sum(block.linked for block in chosen.blocks) / max(1, size),
        near=_near(blocks, chosen),
        headline_at=chosen.title_index or 0,
    )


def _near(blocks: Sequence[Block], chosen: selection.Selection) -> tuple[Block, ...]:
    """Return the short blocks around the headline, before and right after the body, where bylines and dates stand."""
    if not chosen.blocks:
        return tuple(blocks[:40])
    first, last = chosen.blocks[0].index, chosen.blocks[-1].index
    start = max(0, (first if chosen.title_index is None else min(first, chosen.title_index)) - 8)
    tail = [
        block for block in blocks[max(first + 3, last - 1) : last + 12] if not _ELSEWHERE & {p for _, p in block.places}
    ]
    late = [block for block in blocks[first + 3 : first + 14] if _LATE_BYLINE.match(block.text)]
    return (*blocks[start : first + 3], *late, *tail)


def _descriptions(head: Head) -> list[str]:
    stated = [text_of(head.article, "description", "abstract")]
    stated += [head.first("og:description"), head.first("description"), head.first("twitter:description")]
    return [text for text in stated if text]


def _clean_text(text: str, page: Page, *, today: date | None, agencies: Agencies) -> CleanArticle:
    """Return the article in a plain-text import. It says nothing of itself, so most fields stay None."""
    plain = read_plain(text)
    if not any(map(squeeze, plain.paragraphs)):
        raise UncleanableError(page.url, "the text has no paragraphs")
    when = _given_date(page, today)
    origin = origin_of(plain.paragraphs, (), agencies)
    return CleanArticle(
        url=addresses.without_tracking(page.url),
        title=plain.title,
        authors=(),
        published=when,
        modified=None,
        site_name=None,
        language=quality.spoken_language("\n".join(plain.paragraphs)),
        body="\n\n".join(plain.paragraphs),
        captions=plain.captions,
        agency=origin.agency,
        dateline=origin.dateline,
        flags=quality.flags_of(
            plain.paragraphs, title=plain.title, dated=when is not None, link_share=0.0, language=None
        ),
    )


def _given_date(page: Page, today: date | None) -> ArticleDate | None:
    """Return the date that came with the page or stands in its address."""
    if page.published is not None:
        return ArticleDate(day=page.published.date(), instant=page.published, source=DateSource.GIVEN, confidence=0.99)
    found = dating.url_day(page.url)
    if found is None or (today is not None and found.day > today):
        return None
    return ArticleDate(day=found.day, instant=None, source=DateSource.URL, confidence=0.85)
