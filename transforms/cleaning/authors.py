"""Who wrote the article: names from JSON-LD, meta properties and the byline, without roles, dates and addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from transforms.cleaning.calendar_words import find_date
from transforms.cleaning.captions import OPENERS
from transforms.cleaning.jsonld import people_of
from transforms.cleaning.places import Place
from transforms.cleaning.typography import letters, tidy, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.cleaning.blocks import Block
    from transforms.cleaning.head import Head

_META = vocabulary(
    "author article:author_name articleauthor cxenseparse:author parsely-author sailthru.author "
    "dc.creator dcterms.creator byl citation_author article:author og:article:author bt:author"
)
# The word before the names, by language.
_BY = (
    r"(?:(?:written|posted|reported|words|story|article|text|recipe|created|published)\s+by|by|von|par|por|di|av|af|door"
    r"|text|autor(?:in)?(?:/autor)?|author|words)"
)
_LEADING_BY = re.compile(rf"^\W*{_BY}\b\s*:?\s*(?=\S)", re.IGNORECASE)
# A byline: at the start of a line, or after a date or a separator, always before a capital.
_BYLINE = re.compile(rf"(?:^|[\d|•·⋅●,–—-]\s*)(?i:{_BY})(?:\s*:\s*|\s+|(?=[A-Z]))(?P<names>[^\W\d_a-z].{{1,120}})$")
_BETWEEN = re.compile(r"\s*(?:;|\||\s/\s|,|\s&\s|\s\+\s|\s+(?:and|und|et|y|e|og|och|en|with|mit)\s+)\s*", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*[(\[].*?[)\]]\s*")
# After a name: a separator, a date, a handle, a place or what the person did. Everything from there on is cut.
_TAIL = re.compile(
    r"\s*(?:\s[-–—|•·⋅●]|[•·⋅●|@]|https?:|\d).*$"
    r"|[\s.]+(?i:for|in|at|of|on|from|updated|published|posted|last|via|reviewed|edited|medically|photography|photos?|is)\s.*$"
    r"|\s+(?i:on|in|at|for)$"
    r"|\s*(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?\s*$"
)
# Roles, places of work and degrees: a part of a byline that holds one of these is no name.
_ROLES = frozenset(
    vocabulary(
        "reporter reporters correspondent correspondents writer writers contributor contributors journalist "
        "journalists columnist editor editors bureau chief senior junior deputy manager director producer "
        "photographer analyst expert specialist ceo cto founder president professor lecturer representative "
        "strategist redakteur redakteurin korrespondent korrespondentin journaliste redactor redactora "
        "periodista giornalista phd ph.d ph.d. md m.d. m.d dvm vmd rn rd cpa ea mba jd esq "
        # Labels beside a date.
        "posted published updated reviewed"
    )
)
# What sites put in the field instead of a name.
_PLACEHOLDERS = frozenset(
    vocabulary(
        "admin administrator author editor team staff unknown anonymous guest webmaster user null none "
        "undefined default root www editorial redaktion redaction redacción redazione web online newsroom "
        "home blog"
    )
)
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")
_NAME = re.compile(r"^[^\W\d_][\w'’.\-&/]*(?:\s+[\w'’.\-&/]+){0,5}$")
# A name that stands alone: two to four words, each with a capital, as a heading's words would also have.
_LONE_NAME = re.compile(
    r"^[^\W\d_a-z][\w'’.\-]*(?:\s+(?:(?:de|van|von|der|bin|al|la|le|del|di)\s+)?[^\W\d_a-z][\w'’.\-]*){1,3}$"
)
_MAX_AUTHORS, _MAX_BYLINE, _MAX_NAME = 12, 160, 60


def authors_of(head: Head, near: Sequence[Block], site: str | None) -> tuple[str, ...]:
    """Return who the page says wrote the article, people before the site's own name; none where it does not say.

    `near` are the blocks around headline and body, where a byline stands.
    """
    own = frozenset(letters(name) for name in (site,) if name)
    stated = _names(name for name, _ in people_of(head.article, head.nodes))
    meta = [_names(head.every(name)) for name in _META]
    sources = [stated, *meta]
    for names in sources:
        if names and not _is_house(names, head, own):
            return names
    found = _bylines(near, own)
    return found or next((names for names in sources if names), ())


def split_names(text: str) -> list[str]:
    """Return the names in one field such as "By Ann Bee and Carl Dee, Reporter"."""
    plain = _PARENTHESIS.sub(" ", _LEADING_BY.sub("", tidy(text)))
    if found := find_date(plain):
        plain = plain[: found.start]
    return [name for part in _BETWEEN.split(plain) if (name := _TAIL.sub("", part).strip(" .,:;-–—•·"))]


def is_name(name: str) -> bool:
    """Return whether `name` can name an author: few words, no role, placeholder or address."""
    if not 1 < len(name) <= _MAX_NAME or not _NAME.match(_without_marks(name)) or _DOMAIN.match(name):
        return False
    words = [word.strip("'’") for word in name.lower().split()]
    return (
        words[0] not in {"http", "https"}
        and not (len(words) == 1 and words[0] in _PLACEHOLDERS)
        and not _ROLES & set(words)
    )


def _without_marks(name: str) -> str:
    """Return `name` without the combining marks that other scripts write vowels with: they are no letters to `re`."""
    return "".join(char for char in name if not unicodedata.category(char).startswith("M"))


def is_byline(text: str) -> bool:
    """Return whether a line is nothing but "by" and names."""
    if len(text) > _MAX_NAME or not _LEADING_BY.match(text):
        return False
    names = _names([text])
    return bool(names) and all(_LONE_NAME.match(name) for name in names) and 2 * sum(map(len, names)) >= len(text)


def _names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in several fields, each once."""
    names: dict[str, str] = {}
    for value in values:
        if not value.startswith(("http://", "https://", "/", "@")):
            for name in split_names(value):
                if is_name(name):
                    names.setdefault(letters(name), name)
    return tuple(names.values())[:_MAX_AUTHORS]


def _is_house(names: Sequence[str], head: Head, own: frozenset[str]) -> bool:
    """Return whether the names are only the publisher itself, perhaps under another spelling.

    A person whose blog bears their name is no house, so a name of several words that JSON-LD calls a person stays.
    """
    publishers = own | {letters(name) for name, _ in people_of(head.article, head.nodes, "publisher")}
    people = {letters(name) for name, kinds in people_of(head.article, head.nodes) if "person" in kinds and " " in name}
    return all(
        letters(name) in own
        or (
            letters(name) not in people
            and any(letters(name) in house or house in letters(name) for house in publishers if house)
        )
        for name in names
    )


def _bylines(near: Sequence[Block], own: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the first byline: a "by" line, a line in a place for authors, a lone name beside a date."""
    short = [block for block in near if len(block.text) <= _MAX_BYLINE]
    readers = (_after_by, _in_author_place, _beside_date)
    for reader in readers:
        for position, block in enumerate(short):
            names = _without_house(reader(block, short, position), own)
            if names:
                return names
    return ()


def _without_house(names: tuple[str, ...], own: frozenset[str]) -> tuple[str, ...]:
    """Return `names` without the site's own and, beside people, without its branches ("by Ann Bee, Gazette North")."""
    others = tuple(name for name in names if letters(name) not in own)
    people = tuple(name for name in others if not letters(name).startswith(tuple(own)))
    return people or others


def _after_by(block: Block, _short: Sequence[Block], _position: int) -> tuple[str, ...]:
    match = _BYLINE.search(block.text)
    names = _names([match.group("names")]) if match else ()
    return tuple(name for name in names if name[0].isupper() or not name[0].islower())


def _in_author_place(block: Block, _short: Sequence[Block], _position: int) -> tuple[str, ...]:
    if not any(place in {Place.BIO, Place.BYLINE} for _, place in block.places):
        return ()
    names = _names([block.text])
    return names if names and all(_LONE_NAME.match(name) for name in names) else ()


def _beside_date(block: Block, short: Sequence[Block], position: int) -> tuple[str, ...]:
    """Return a lone name that stands next to a line with a date."""
    is_lone = _LONE_NAME.match(block.text) and block.text.split()[0].lower() not in OPENERS
    if not is_lone or block.is_heading or not is_name(block.text):
        return ()
    around = [*short[max(0, position - 2) : position], *short[position + 1 : position + 3]]
    return (block.text,) if any(len(other.text) <= _MAX_NAME and find_date(other.text) for other in around) else ()
