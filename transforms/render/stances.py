"""How stances are printed: verbs, marks and colours; a mark and a word always stand beside the colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.compare.sightings import POLARITY
from transforms.records import Stance

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceStyle:
    """One stance in print: of `one` holder and of `many`, its mark, its shape (an SVG path of radius 1), its colour."""

    stance: Stance
    one: str
    many: str
    mark: str
    path: str
    colour: str

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for the proposition."""
        return POLARITY[self.stance] > 0


_CIRCLE: Final = "M-1,0A1,1 0 1,1 1,0A1,1 0 1,1 -1,0Z"
_CROSS: Final = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
_SQUARE: Final = "M-.9,-.9H.9V.9H-.9Z"
_DIAMOND: Final = "M0,-1.1L.8,0L0,1.1L-.8,0Z"
_UP: Final = "M0,-1L1,.8H-1Z"
_DOWN: Final = "M0,1L1,-.8H-1Z"
_RIGHT: Final = "M1,0L-.8,1V-1Z"

_IN_PRINT: Final = (
    # stance, one holder, many holders, mark, path, colour (each at least 4.5 to 1 on the page's paper)
    (Stance.ASSERTS, "asserts", "assert", "●", _CIRCLE, "#1d5b8f"),
    (Stance.DENIES, "denies", "deny", "✕", _CROSS, "#b23a1e"),
    (Stance.DOUBTS, "doubts", "doubt", "?", _UP, "#8a5a00"),
    (Stance.DEMANDS, "demands", "demand", "!", _SQUARE, "#5d3f9e"),
    (Stance.COMMITS, "commits to it", "commit to it", "✓", _RIGHT, "#1f6e4a"),
    (Stance.REJECTS_DEMAND, "rejects the demand", "reject the demand", "⊘", _DOWN, "#8f2a5b"),
    (Stance.TOLERATES, "says it is tolerated", "say it is tolerated", "◐", _DIAMOND, "#47606e"),
)

STYLES: Final[Mapping[str, StanceStyle]] = {
    stance.value: StanceStyle(stance=stance, one=one, many=many, mark=mark, path=path, colour=colour)
    for stance, one, many, mark, path, colour in _IN_PRINT
}
"""By the stance's name, in the order they are printed."""


def in_words(counts: Mapping[str, int]) -> str:
    """Return holders by stance as "3 holders assert, 1 denies" in the order stances are printed."""
    parts = [(counts[stance], style) for stance, style in STYLES.items() if counts.get(stance)]
    words = [f"{number} {style.one if number == 1 else style.many}" for number, style in parts]
    if not words:
        return "nobody is seen to speak of it"
    first = parts[0]
    noun = "holder" if first[0] == 1 else "holders"
    words[0] = f"{first[0]} {noun} {first[1].one if first[0] == 1 else first[1].many}"
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]
