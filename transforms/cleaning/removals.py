"""Take out of a draft what trafilatura left: furniture, headlines, pointers, stamps, biographies and repeats."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from transforms.cleaning.authors import is_byline
from transforms.cleaning.calendar_words import find_date
from transforms.cleaning.draft import FURNITURE, LINK, MOSTLY_LINK, Draft
from transforms.cleaning.places import Place
from transforms.cleaning.typography import letters

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Block

_LIST_TAGS = frozenset({"li", "dd", "dt"})
_SENTENCE_END = re.compile(r"[.!?…。؟][\"”’»“)\]]*$")
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])(?::[0-5]\d|h[0-5]\d|\.[0-5]\d(?=\s*(?:Uhr\b|\||$)))")
# Labels of lists of other articles: an ordering word, at most three others, a word for articles.
_OTHER_STORIES = re.compile(
    r"""^\W*(?:
    (?:top|more|latest|related|recent|similar|popular|other|recommended|featured|trending|partner|further
        |most\s+(?:read|popular|viewed))
        (?:\s+\S+){0,3}?\s+(?:stories|news|posts?|articles?|reading|content|coverage|topics)
    |you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|most\s+(?:read|popular|viewed)
    |(?:read|up|what\s+to\s+read)\s+next|related|don['’]t\s+miss
    |(?:mehr|weitere|ähnliche|auch)(?:\s+\S+){0,3}?\s+(?:artikel|beiträge|themen|thema|nachrichten|interessant)
    |articles?\s+(?:liés|similaires)|à\s+lire\s+aussi|noticias\s+relacionadas|más\s+noticias
    |leggi\s+anche|altre\s+notizie|leia\s+também
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
# Words that open a pointer to another article.
_POINTER = re.compile(
    r"^\W*(?:read|see|watch|don['’]t\s+miss|related|more|also|lesen|mehr|auch|lire|à\s+lire|voir|lee|leggi|leia|les|läs"
    r"|læs|lees|funda)\b",
    re.IGNORECASE,
)
# A line of keywords, each a link, after a word that says so.
_KEYWORDS = re.compile(r"^\W*(?:tags?|topics?|themen|schlagw[oö]rter|temas|etiquetas|mots[- ]clés)\b", re.IGNORECASE)
_KEYWORD_LINKS = 0.4
_MAX_HEADLINE, _MIN_HEADLINE_PART, _MAX_HEADLINE_PART, _MAX_KICKER = 400, 8, 200, 300
_TOP_BLOCKS, _TOP_STAMPS, _LAST_BLOCKS = 8, 5, 4
_MAX_LABEL, _MAX_STAMP, _MAX_BIOGRAPHY = 60, 100, 800
_SHORT_REPEAT, _LONG_REPEAT = 40, 200
# What stands above the headline is dropped unless it is as much of the text as this.
_ABOVE_SHARE = 0.2
_POINTING_ITEMS = 0.75


def find_title(draft: Draft) -> None:
    """Note where the headline stands: the last heading before the body's bulk that repeats it."""
    if not draft.body:
        return
    longest = max(draft.body, key=lambda index: len(draft.blocks[index].key))
    before = [block for block in draft.blocks[: longest + 1] if len(block.text) < _MAX_HEADLINE]
    found = [block.index for block in before if draft.is_headline(block)]
    headed = [index for index in found if draft.blocks[index].tag == "h1"]
    draft.title_index = headed[-1] if headed else (found[-1] if found else None)


def drop_furniture(draft: Draft) -> None:
    """Take out what stands in captions, share bars, bylines and other marked places."""
    draft.captions += [draft.blocks[i].text for i in sorted(draft.body) if Place.CAPTION in draft.places[i]]
    draft.body -= {index for index in draft.body if draft.places[index] & FURNITURE}


def drop_headlines(draft: Draft) -> None:
    """Take out the headline, its parts and what stands before it."""
    draft.body -= {block.index for block in draft.ordered()[:_TOP_BLOCKS] if is_of_headline(block, draft)}
    if draft.title_index is None:
        return
    above = [block for block in draft.ordered() if block.index < draft.title_index]
    if sum(len(block.key) for block in above) < _ABOVE_SHARE * sum(len(block.key) for block in draft.ordered()):
        draft.body -= {block.index for block in above if len(block.text) < _MAX_KICKER}


def is_of_headline(block: Block, draft: Draft) -> bool:
    """Return whether a block is the headline, a heading that is part of it, or a top heading that holds it."""
    key = letters(block.text)
    if key in draft.headlines:
        return True
    can_be_part = block.is_heading and len(key) > _MIN_HEADLINE_PART and len(block.text) < _MAX_HEADLINE_PART
    is_part = can_be_part and any(key in headline for headline in draft.headlines)
    return is_part or (
        block.is_heading and any(headline in key for headline in draft.headlines if len(headline) * 2 > len(key))
    )


def drop_outside_core(draft: Draft) -> None:
    """Take out what follows the smallest element that holds nearly all of the article."""
    core = draft.core()
    if core is not None:
        last = max(index for index in draft.body if core in draft.blocks[index].path)
        draft.body -= {index for index in draft.body if index > last}


def drop_pointers(draft: Draft) -> None:
    """Take out paragraphs that are links from end to end, and lists of such."""
    items: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    for block in draft.ordered():
        if block.tag in _LIST_TAGS:
            items[block.box] += 1
            linked[block.box] += block.link_share >= (MOSTLY_LINK if draft.is_news else LINK)
    lists = {box for box, count in items.items() if linked[box] >= _POINTING_ITEMS * count}
    draft.body -= {
        block.index
        for block in draft.ordered()
        if (block.box in lists if block.tag in _LIST_TAGS else _is_pointer(block))
    }


def _is_pointer(block: Block) -> bool:
    """Return whether a paragraph is a link from end to end, or mostly a link after words such as "read more"."""
    if block.is_heading:
        return False
    if block.link_share >= LINK:
        return not _SENTENCE_END.search(block.text)
    if block.link_share >= MOSTLY_LINK and _POINTER.search(block.text):
        return True
    return block.link_share >= _KEYWORD_LINKS and _KEYWORDS.search(block.text) is not None


def drop_stamps(draft: Draft) -> None:
    """Take out the lines with date, time and names at the top of the body."""
    for block in draft.ordered()[:_TOP_STAMPS]:
        short = len(block.text) < _MAX_STAMP and not _SENTENCE_END.search(block.text)
        plain = not block.is_heading and Place.TABLE not in draft.places[block.index]
        if short and plain and (find_date(block.text) or _CLOCK.search(block.text) or is_byline(block.text)):
            draft.body.discard(block.index)


def drop_biographies(draft: Draft) -> None:
    """Take out paragraphs at the end that introduce an author by name."""
    names = tuple(name for name in draft.authors if " " in name)
    last = draft.ordered()[-_LAST_BLOCKS:]
    draft.body -= {block.index for block in last if names and _introduces(block, names)}


def _introduces(block: Block, names: tuple[str, ...]) -> bool:
    return block.text.startswith(names) and len(block.text) < _MAX_BIOGRAPHY


def drop_repeats(draft: Draft) -> None:
    """Take out passages that say again, in another element, what the article already says.

    One short sentence may return (an interview's question, a notice under each picture); a passage does not.
    """
    sizes = draft.box_sizes()
    best: dict[str, Block] = {}
    losers: set[int] = set()
    for block in draft.ordered():
        other = best.setdefault(block.key, block)
        if other is not block and other.box != block.box and len(block.key) > _SHORT_REPEAT:
            loser = min(other, block, key=lambda one: (sizes[one.box], -one.index))
            losers.add(loser.index)
            best[block.key] = block if loser is other else other
    draft.body -= {
        index for index in losers if losers & {index - 1, index + 1} or len(draft.blocks[index].key) > _LONG_REPEAT
    }


def drop_other_stories(draft: Draft) -> None:
    """Take out what follows a label such as "Top stories", as far as it is not in the article's own elements."""
    main = draft.main_boxes()
    ordered = draft.ordered()
    skipping = False
    for block in ordered[len(ordered) // 3 :]:
        if len(block.text) < _MAX_LABEL and _OTHER_STORIES.search(block.text):
            skipping = True
        elif block.box in main:
            skipping = False
        if skipping:
            draft.body.discard(block.index)


def drop_orphan_headings(draft: Draft) -> None:
    """Take out headings and labels at the end that nothing follows."""
    for block in reversed(draft.ordered()):
        if not (block.is_heading or (len(block.text) < _MAX_LABEL and block.text.endswith(":"))):
            return
        draft.body.discard(block.index)
