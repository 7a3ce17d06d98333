"""An article in the terminal with what a step found marked in it, and a legend of the marks below."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.text import Text

from transforms.render.foreign import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STYLES: Final[Mapping[str, str]] = {
    # What quotes print.
    "QUOTE": "green",
    "TERM": "dim green",
    "CUE": "bold yellow",
    "SPEAKER": "bold cyan",
    # What dates print: the four classes of TIMEX3.
    "DATE": "bold magenta",
    "TIME": "bold magenta",
    "DURATION": "magenta",
    "SET": "magenta",
}
_OTHER: Final = "underline"
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked span: what it is, and a note for the legend; a mark without a note has no line there."""

    start: int
    end: int
    label: str
    note: str


def marked(text: str, spans: Sequence[Mark]) -> Text:
    """Return `text` with the spans in colour and, after each span with a note, its number in the legend.

    Spans may overlap; the shorter one's colour wins. Characters that would steer the terminal are printed as codes.
    """
    numbers = _numbers(spans)
    inside = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    edges = sorted({0, len(text), *(edge for span in inside for edge in (span.start, span.end))})
    printed = Text()
    for start, end in pairwise(edges):
        over = [span for span in inside if span.start <= start and span.end >= end]
        shortest = min(over, key=lambda span: span.end - span.start, default=None)
        printed.append(visible(text[start:end]), style=_STYLES.get(shortest.label, _OTHER) if shortest else "")
        for span in inside:
            if span.end == end and span in numbers:
                printed.append(f"[{numbers[span]}]", style="dim")
    return printed


def legend(text: str, spans: Sequence[Mark]) -> list[str]:
    """Return a line for each span with a note: its number, place, label, words and note."""
    return [
        f"[{number}] {span.start}-{span.end} {span.label} “{_short(text[span.start : span.end])}” {visible(span.note)}"
        for span, number in _numbers(spans).items()
    ]


def _numbers(spans: Sequence[Mark]) -> dict[Mark, int]:
    noted = sorted(
        {span for span in spans if span.note}, key=lambda span: (span.start, span.end, span.label, span.note)
    )
    return {span: number for number, span in enumerate(noted, start=1)}


def _short(words: str) -> str:
    line = " ".join(visible(words).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
