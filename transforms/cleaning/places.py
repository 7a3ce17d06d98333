"""What an element's tag, class, id and role say about the place of the text in it: caption, share bar, teaser, ..."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from operator import add

from transforms.cleaning.typography import vocabulary


class Place(StrEnum):
    """A part of a page that is told by its markup."""

    CAPTION = "caption"
    RELATED = "related"
    SHARE = "share"
    SIGNUP = "signup"
    BYLINE = "byline"
    BIO = "bio"
    TAGS = "tags"
    COMMENTS = "comments"
    AD = "ad"
    NAVIGATION = "navigation"
    EMBED = "embed"
    FOOTER = "footer"
    STANDFIRST = "standfirst"
    BODY = "body"
    TABLE = "table"
    QUOTE = "quote"


# The words by which pages name their parts in class and id, split at hyphens, underscores and capitals.
_WORDS: dict[str, Place] = {
    # Pictures' texts.
    **dict.fromkeys(vocabulary("caption figcaption captions photocredit imagecredit copyright"), Place.CAPTION),
    # Links to other articles.
    **dict.fromkeys(
        vocabulary(
            "related recommended recommendations recommendation recirc recirculation readmore trending popular "
            "teaser teasers promo outbrain taboola mostread seealso alsoread relatedarticles morestories upnext"
        ),
        Place.RELATED,
    ),
    # Social buttons.
    **dict.fromkeys(vocabulary("share sharing social sharedaddy addthis sociable sharebar"), Place.SHARE),
    # Calls to subscribe or register.
    **dict.fromkeys(
        vocabulary("newsletter newsletters subscribe subscription signup paywall piano optin mailchimp"), Place.SIGNUP
    ),
    # Who and when.
    **dict.fromkeys(
        vocabulary("byline bylines credit credits dateline timestamp datetime pubdate published authorbox postmeta"),
        Place.BYLINE,
    ),
    **dict.fromkeys(vocabulary("author authors bio biography contributor contributors authorbio"), Place.BIO),
    # Keywords.
    **dict.fromkeys(vocabulary("tags taglist keywords"), Place.TAGS),
    # What readers write.
    **dict.fromkeys(vocabulary("comments commenting disqus respond commentlist"), Place.COMMENTS),
    # Advertising.
    **dict.fromkeys(
        vocabulary("ad ads advert advertisement advertising sponsored sponsor dfp adslot commercial"), Place.AD
    ),
    # Ways through the site.
    **dict.fromkeys(
        vocabulary("breadcrumb breadcrumbs nav navigation navbar menu pagination skip skiplink toc"), Place.NAVIGATION
    ),
    # Posts of social networks.
    **dict.fromkeys(vocabulary("tweet instagram tiktok embed embedded"), Place.EMBED),
    **dict.fromkeys(vocabulary("footer copyright disclaimer"), Place.FOOTER),
    # The paragraph under a headline.
    **dict.fromkeys(
        vocabulary(
            "standfirst subtitle subheadline subhead subheading dek deck lede lead intro summary excerpt abstract "
            "teaserdek kicker chapo vorspann perex sapo"
        ),
        Place.STANDFIRST,
    ),
}
_TAGS: dict[str, Place] = {
    "figcaption": Place.CAPTION,
    "figure": Place.CAPTION,
    "nav": Place.NAVIGATION,
    "footer": Place.FOOTER,
    "table": Place.TABLE,
    "blockquote": Place.QUOTE,
}
_ROLES: dict[str, Place] = {
    "navigation": Place.NAVIGATION,
    "contentinfo": Place.FOOTER,
    "doc-subtitle": Place.STANDFIRST,
}
_PROPERTIES: dict[str, Place] = {"articleBody": Place.BODY, "author": Place.BIO, "keywords": Place.TAGS}
_WORD = re.compile(r"[A-Z]+[a-z]*|[a-z]+")


@lru_cache(maxsize=65536)
def places_of(
    tag: str, classes: str | None, identifier: str | None, role: str | None, itemprop: str | None
) -> tuple[Place, ...]:
    """Return the places that an element with these attributes makes, none for most."""
    found: list[Place] = []
    for table, name in ((_TAGS, tag), (_ROLES, role), (_PROPERTIES, itemprop)):
        if name and (place := table.get(name)):
            found.append(place)
    if classes or identifier:
        words = [*_words(classes or ""), "", *_words(identifier or "")]
        pairs = map(add, words, words[1:])
        found.extend(filter(None, map(_WORDS.get, (*words, *pairs))))
    return tuple(dict.fromkeys(found))


def _words(names: str) -> list[str]:
    return " ".join(_WORD.findall(names)).lower().split()
