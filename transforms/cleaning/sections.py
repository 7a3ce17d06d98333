"""Take in whole sections that trafilatura passed over: questions, lists, the bulk where it chose a side part."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from transforms.cleaning.draft import MOSTLY_LINK, SIDE_PARTS, Draft
from transforms.cleaning.places import Place

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Block

_QUESTIONS = re.compile(
    r"^\W*(?:(?:[\w’'-]+\s+){0,6}faqs?|(?:[\w’'-]+\s+){0,5}frequently\s+asked(?:\s+questions)?|people\s+also\s+ask"
    r"|(?:common\s+)?questions\s+(?:and\s+answers|about)|häufig(?:e|\s+gestellte)\s+fragen|questions\s+fréquentes"
    r"|preguntas\s+frecuentes|domande\s+frequenti|perguntas\s+frequentes)\b[^.]{0,60}$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"^\W*(?:(?:list\s+of\s+|article\s+)?(?:references|sources)|bibliography|works\s+cited|literatur|quellen|références"
    r"|bibliographie|referencias|fuentes|fonti|referências)\W*$",
    re.IGNORECASE,
)
_LEADS_AWAY = re.compile(
    r"^\W*(?:recommended|related|more|share|about|read|keep\s+reading|you\s+may|sources|references|comments?|leave\s+a"
    r"|subscribe|sign\s+up|newsletter|latest|popular|tags?|categor\w+|topics|mehr|weitere|quellen|kommentare)\b",
    re.IGNORECASE,
)
_MAX_LABEL, _MAX_LIST_LABEL, _MIN_ANSWER = 90, 60, 40
_LONG_PARAGRAPH, _FEW_LINKS = 80, 0.3
_ELSEWHERE = frozenset({Place.COMMENTS, Place.FOOTER, Place.RELATED, Place.CAPTION})
# How far behind the body a list of questions and one of references may begin, in blocks.
_REACH, _NEAR = 25, 10


def add_questions(draft: Draft) -> None:
    """Take in the questions and answers under a heading such as "FAQ" after the body's bulk."""
    if not draft.body:
        return
    ordered = sorted(draft.body)
    for block in draft.blocks[ordered[len(ordered) // 2] : ordered[-1] + 1 + _REACH]:
        if block.index > ordered[-1] and draft.places[block.index] & {Place.COMMENTS, Place.RELATED}:
            return
        if _heads_questions(block):
            section = _section(block, draft)
            draft.body |= {one.index for one in (block, *section) if section}
            return


def add_last_lists(draft: Draft) -> None:
    """Take in the lists, with their labels, that end the core of a page that is no news."""
    core = None if draft.is_news else draft.core()
    if core is None:
        return
    found: list[int] = []
    labels: list[int] = []
    for block in draft.blocks[max(draft.body) + 1 :]:
        if core not in block.path or not _can_end(block, draft):
            break
        labels.append(block.index)
        if block.tag == "li":
            found += labels
            labels = []
    draft.body.update(found)


def _can_end(block: Block, draft: Draft) -> bool:
    """Return whether a block is a list's item or its label, and none that leads away from the article."""
    is_away = block.link_share >= _FEW_LINKS or bool(draft.places[block.index] & SIDE_PARTS)
    is_label = (block.is_heading or len(block.text) < _MAX_LIST_LABEL) and _LEADS_AWAY.search(block.text) is None
    return not is_away and (block.tag == "li" or is_label)


def add_references(draft: Draft) -> None:
    """Take in the list under a heading such as "References" within the core of a page that is no news."""
    core = None if draft.is_news else draft.core()
    if core is None:
        return
    for heading in draft.blocks[min(draft.body) : max(draft.body) + 1 + _NEAR]:
        if _REFERENCES.search(heading.text) and core in heading.path and not draft.places[heading.index] & SIDE_PARTS:
            found = _listed_below(heading, draft)
            draft.body |= found | {heading.index} if found else found


def _listed_below(heading: Block, draft: Draft) -> set[int]:
    """Return the list's items right below a heading in its own box."""

    def is_listed(block: Block) -> bool:
        return block.tag == "li" and heading.box in block.path and not draft.places[block.index] & SIDE_PARTS

    return {block.index for block in takewhile(is_listed, draft.blocks[heading.index + 1 :])}


def add_missed_bulk(draft: Draft) -> None:
    """Take in all between headline and body where its paragraphs outweigh the body: the wrong part was chosen."""
    if not draft.body or draft.title_index is None:
        return
    first, size = min(draft.body), sum(len(block.key) for block in draft.ordered())
    between = [block for block in draft.blocks[draft.title_index + 1 : first] if _is_readable(block)]
    paragraphs = [block for block in between if block.tag == "p" and len(block.text) >= _LONG_PARAGRAPH]
    if sum(len(block.key) for block in paragraphs) > size:
        draft.body |= {block.index for block in between}


def _is_readable(block: Block) -> bool:
    return block.link_share < _FEW_LINKS and not {place for _, place in block.places} & _ELSEWHERE


def _heads_questions(block: Block) -> bool:
    return len(block.text) < _MAX_LABEL and block.link_share < MOSTLY_LINK and _QUESTIONS.search(block.text) is not None


def _section(heading: Block, draft: Draft) -> list[Block]:
    """Return the questions and answers under a heading: what follows it in the smallest element with two answers."""
    found: list[Block] = []
    for block in draft.blocks[heading.index + 1 :]:
        is_other_part = draft.places[block.index] & SIDE_PARTS
        if is_other_part or (block.is_heading and not block.text.endswith("?")):
            break
        if block.link_share < MOSTLY_LINK:
            found.append(block)
    answers = [block for block in found if len(block.text) >= _MIN_ANSWER and not block.text.endswith("?")]
    if len(answers) <= 1:
        return []
    element = next(number for number in reversed(heading.path) if number in answers[1].path)
    return [block for block in found if element in block.path]
