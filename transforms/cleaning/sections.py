"""Take in whole sections that trafilatura passed over: questions and answers, the bulk where it chose a side part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.cleaning.draft import FURNITURE, MOSTLY_LINK, Draft
from transforms.cleaning.places import Place

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Block

_QUESTIONS = re.compile(
    r"^\W*(?:(?:[\w’'-]+\s+){0,6}faqs?|(?:[\w’'-]+\s+){0,5}frequently\s+asked(?:\s+questions)?|people\s+also\s+ask"
    r"|(?:common\s+)?questions\s+(?:and\s+answers|about)|häufig(?:e|\s+gestellte)\s+fragen|questions\s+fréquentes"
    r"|preguntas\s+frecuentes|domande\s+frequenti|perguntas\s+frequentes)\b[^.]{0,60}$",
    re.IGNORECASE,
)
_MAX_LABEL, _MIN_ANSWER = 90, 40
_LONG_PARAGRAPH, _FEW_LINKS = 80, 0.3
_ELSEWHERE = frozenset({Place.COMMENTS, Place.FOOTER, Place.RELATED, Place.CAPTION})
# How far behind the body a list of questions may begin, in blocks.
_REACH = 25


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
        is_other_part = draft.places[block.index] & (FURNITURE | {Place.RELATED})
        if is_other_part or (block.is_heading and not block.text.endswith("?")):
            break
        if block.link_share < MOSTLY_LINK:
            found.append(block)
    answers = [block for block in found if len(block.text) >= _MIN_ANSWER and not block.text.endswith("?")]
    if len(answers) <= 1:
        return []
    element = next(number for number in reversed(heading.path) if number in answers[1].path)
    return [block for block in found if element in block.path]
