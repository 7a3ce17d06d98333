"""One report in words: a cue, what it reports, and who is named as its source."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.extract.attribution.cues import Cue
from transforms.extract.attribution.frames import Frame, WordSpan
from transforms.extract.attribution.speakers import Source
from transforms.records import CueClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Content with its cue and source, in word numbers. `cue` is None for a quotation that stands alone.

    `is_term` marks quoted words that nobody is said to have spoken: titles, scare quotes, names.
    """

    cue: Cue | None
    spans: tuple[WordSpan, ...]
    frame: Frame
    cue_class: CueClass
    source: Source | None
    is_term: bool = False
