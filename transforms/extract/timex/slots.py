"""The parts of a matched expression, read as numbers and codes through the language's word classes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.extract.timex.moments import Unit, full_year
from transforms.extract.timex.scene import Scene

_DIGITS = re.compile(r"\d+")
_YEAR_OF_TWO_DIGITS = re.compile(r"'?(\d\d)")


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of one match and the scene it stands in.

    Each slot is named by its word class; it may have several places, of which one is filled.
    """

    match: re.Match[str]
    scene: Scene

    @property
    def start(self) -> int:
        """Where the whole match begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where the whole match ends."""
        return self.match.end()

    @property
    def folded(self) -> str:
        """The folded text that was searched."""
        return self.match.string

    def text(self, slot: str) -> str | None:
        """Return the folded words in a slot, None where the slot is empty or the rule has none of that name."""
        group = self._filled(slot)
        return None if group is None else self.match.group(group)

    def place(self, slot: str) -> tuple[int, int]:
        """Return where a slot's words stand; an empty slot stands where the match begins."""
        group = self._filled(slot)
        return (self.start, self.start) if group is None else self.match.span(group)

    def _filled(self, slot: str) -> str | None:
        """Return the group that fills a slot: of its own name, or numbered where a rule offers several places."""
        groups = self.match.re.groupindex
        for group in (slot, f"{slot}2", f"{slot}3", f"{slot}4"):
            if group in groups and self.match.group(group) is not None:
                return group
        return None

    def word(self, slot: str) -> int | str | None:
        """Return what the word class says about the words in a slot."""
        words = self.text(slot)
        return None if words is None else self.scene.language.words[slot].get(words)

    def integer(self, slot: str) -> int | None:
        """Return a slot whose words stand for a number: a month, a weekday, an ordinal, a step."""
        word = self.word(slot)
        return word if isinstance(word, int) else None

    def code(self, slot: str) -> str | None:
        """Return a slot whose words stand for a code: a part of the day, a season, a modifier."""
        word = self.word(slot)
        return word if isinstance(word, str) else None

    def unit(self, slot: str = "unit") -> Unit | None:
        """Return a slot that names a unit of time."""
        code = self.code(slot)
        return None if code is None else Unit(code)

    def day(self, slot: str = "day") -> int | None:
        """Return the number of a day in its month, "21st" as 21."""
        found = _DIGITS.match(self.text(slot) or "")
        return int(found[0]) if found else None

    def year(self, slot: str = "year") -> int | None:
        """Return a year, written in four digits, as '98, or in words."""
        words = self.text(slot)
        if words is None:
            return None
        if short := _YEAR_OF_TWO_DIGITS.fullmatch(words):
            return full_year(int(short[1]))
        return int(words) if words.isdecimal() else self._spoken_year(words)

    def number(self, slot: str = "number") -> float | None:
        """Return a quantity in digits or words, None for "several" and its like."""
        words = self.text(slot)
        if words is None:
            return None
        if words.endswith(("1/2", "and a half")):
            whole = re.sub(r"\s*(?:1/2|and a half)$", "", words)
            return (self._quantity(whole) or 0) + 0.5
        return self._quantity(words)

    def _quantity(self, words: str) -> float | None:
        """Return a quantity without its fraction in words."""
        plain = words.replace(",", "")
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            return float(plain)
        return self._cardinal(words)

    def _cardinal(self, words: str) -> float | None:
        """Return a number in words: hundreds multiply what stands before them, the rest adds up."""
        cardinals = self.scene.language.words["cardinal"]
        if isinstance(known := cardinals.get(words), int):
            return float(known)
        total = 0
        for part in re.split(r"[ -]+(?:and )?", words):
            value = cardinals.get(part)
            if not isinstance(value, int):
                return None
            total = max(total, 1) * value if value in {100, 1000} else total + value
        return float(total)

    def _spoken_year(self, words: str) -> int | None:
        """Return a year in words: "nineteen ninety-seven", "two thousand and four"."""
        head, _, tail = words.partition(" ")
        century, rest = self._cardinal(head), self._cardinal(tail) if tail else 0
        if "thousand" in words:
            whole = self._cardinal(words)
            return None if whole is None else int(whole)
        if century is None or rest is None:
            return None
        return int(century) * 100 + int(rest)
