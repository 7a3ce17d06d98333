"""What an expression is read as, and the reference it is counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from transforms.extract.timex.values import Interval
from transforms.records import Anchor, TimexType

GREGORIAN = "gregorian"
HIJRI_SOLAR = "hijri-solar"
HIJRI_LUNAR = "hijri-lunar"

# How sure a reading is: what is written out, what a clear cue decides, and what had to be chosen.
WRITTEN_OUT = 0.97
DECIDED = 0.9
CHOSEN = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The days from which a relative expression is counted, and why those. `end` is exclusive."""

    start: date | None
    end: date | None
    anchor: Anchor

    @property
    def last(self) -> date | None:
        """The last day of the reference."""
        return None if self.end is None else self.end - timedelta(days=1)

    @property
    def interval(self) -> Interval | None:
        """The days as an interval, None where nothing is known."""
        return None if self.start is None or self.end is None else (self.start, self.end)


NO_REFERENCE = Reference(start=None, end=None, anchor=Anchor.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a rule makes of an expression.

    `days` are given where they do not follow from the value: the ten years before an anchor, a Hijri year.
    `alternative` is the value of the other reading. `counted_from` is what the value depends on, None for nothing.
    A comparison ("a year earlier") is not memorable: the text goes on about what it was compared with.
    """

    type: TimexType
    value: str
    mod: str | None = None
    counted_from: Reference | None = None
    days: Interval | None = None
    fuzzy: Interval | None = None
    alternative: str | None = None
    calendar: str = GREGORIAN
    confidence: float = WRITTEN_OUT
    is_memorable: bool = True
