"""What the resolver knows at a place in the text: the reference there, what was mentioned before, the outlook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from transforms.extract.timex.language import Language
from transforms.extract.timex.moments import Unit, value_at
from transforms.extract.timex.outlook import Outlook, outlook
from transforms.extract.timex.reading import NO_REFERENCE, Reading, Reference
from transforms.extract.timex.values import granularity_of, interval_of
from transforms.records import Anchor, TimexType

# "The same month" looks back over this many dates at most.
MEMORY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Quoted words and when they were said."""

    start: int
    end: int
    said: Reference


@dataclass(slots=True, kw_only=True)
class Scene:
    """The text, what its relative expressions are counted from, and the dates that were read so far."""

    text: str
    folded: str
    language: Language
    published: Reference
    statements: Sequence[Statement] = ()
    mentioned: list[tuple[int, Reading]] = field(default_factory=list)

    def reference_at(self, place: int) -> Reference:
        """Return what a relative expression at `place` is counted from: its statement's date, else the article's."""
        for statement in self.statements:
            if statement.start <= place < statement.end:
                return statement.said
        return self.published

    def outlook(self, start: int, end: int) -> Outlook:
        """Return whether the words around an expression look ahead or back."""
        return outlook(self.folded, start, end, self.language)

    def remember(self, place: int, reading: Reading) -> None:
        """Keep a date that later expressions may refer to."""
        is_date = reading.type in {TimexType.DATE, TimexType.TIME}
        if is_date and reading.is_memorable and interval_of(reading.value) is not None:
            self.mentioned.append((place, reading))

    def mention_within(self, unit: Unit) -> Reference:
        """Return the latest date that lies within one such unit, as the reference of "the same month"."""
        for _, reading in reversed(self.mentioned[-MEMORY:]):
            interval = interval_of(reading.value)
            if interval is None:
                continue
            start, end = interval
            if value_at(start, unit) == value_at(end - timedelta(days=1), unit):
                return Reference(start=start, end=end, anchor=Anchor.MENTION)
        return NO_REFERENCE

    def quarter_in_mind(self, place: int, reach: int) -> str | None:
        """Return the last quarter named within `reach` characters before `place`."""
        for at, reading in reversed(self.mentioned):
            if place - at > reach:
                return None
            if granularity_of(reading.value) == "quarter":
                return reading.value
        return None

    def day_named_before(self, place: int, reach: int = 60) -> str | None:
        """Return the day of a date that stands shortly before `place` in the same sentence."""
        if not self.mentioned:
            return None
        at, reading = self.mentioned[-1]
        if place - at > reach or granularity_of(reading.value) != "day":
            return None
        between = self.folded[at:place]
        return None if ". " in between or "\n" in between else reading.value
