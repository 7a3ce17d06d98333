"""Transcripts: paragraphs that open with a speaker's name and a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.extract.attribution.cues import mark_cue
from transforms.extract.attribution.frames import Frame
from transforms.extract.attribution.report import Report
from transforms.extract.attribution.speakers import Source
from transforms.records import CueClass

if TYPE_CHECKING:
    from transforms.extract.attribution.stretches import Page, Stretch

_CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}"
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_SHOUTED = re.compile(rf"^[ \t]*[\"“”]?(?P<name>{_CAPITALS}): *(?=\S)", re.MULTILINE)
_NAMED = re.compile(rf"^[ \t]*[\"“”]?(?P<name>{_NAME}): *(?=\S)", re.MULTILINE)
_FEWEST = 3  # paragraphs "Name: ..." from which an article is taken for an interview, not for a list
_SHORTEST = 4  # words of a turn; what is shorter is a label


def speaker_turns(text: str) -> dict[int, tuple[int, int]]:
    """Return for each paragraph that is a turn of speech, by its start, where the speaker's name begins and ends.

    Names in capitals are turns wherever they stand ("SMITH: ..."); others only where the article has several, so that
    "Related: ..." is none.
    """
    named = list(_NAMED.finditer(text))
    repeated = len({match["name"] for match in named}) < len(named) and len(named) >= _FEWEST
    found = named if repeated else list(_SHOUTED.finditer(text))
    if len(found) < _FEWEST - 1:
        return {}
    return {match.start(): match.span("name") for match in found}


def turn(page: Page, stretch: Stretch, name: tuple[int, int]) -> Report | None:
    """Return the turn of speech that begins with this sentence, to the end of its paragraph."""
    words = page.words
    head = next((word for word in range(stretch.first, stretch.last + 1) if words.end[word] >= name[1]), stretch.first)
    first = next((word for word in range(stretch.first, head + 1) if words.start[word] >= name[0]), head)
    mark = head + 1
    last = mark
    while last + 1 < len(words) and page.paragraph[last + 1] == page.paragraph[stretch.first]:
        last += 1
    if last - mark < _SHORTEST:
        return None
    return Report(
        cue=mark_cue(mark),
        spans=((mark + 1, last),),
        frame=Frame.TURN,
        cue_class=CueClass.NEUTRAL,
        source=Source(first=first, last=head, head=head, rule="turn"),
    )
