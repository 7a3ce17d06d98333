"""When words were said: the date in their attribution, in the introduction of their paper, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.timex.language import Language, compiled_cue
from transforms.extract.timex.values import Interval

if TYPE_CHECKING:
    from transforms.records import Span

# How many characters before a statement its paper ("a statement") may have been introduced.
PAPER_REACH = 900
# How many sentences back a speaker who "added" something had begun.
SENTENCES_BACK = 3
# A date farther than this from the verb of saying is about something else.
VERB_REACH = 70
# No sentence of the news reaches farther than this from words in it.
_SENTENCE_REACH = 600
_LOOK_AHEAD = 4
# What is said, not when, stands behind a word like "that"; it counts as so much farther away.
_CLAUSE = 40
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]*(?:[\u201d\"]|$)|``.*?(?:''|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A resolved date that may say when something was said; `key` is the caller's own handle on it."""

    start: int
    end: int
    days: Interval
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """A text with its dates, asked when its statements were made."""

    folded: str
    dates: Sequence[Dated]
    language: Language

    def date_of(self, start: int, end: int) -> Dated | None:
        """Return the date on which the words from `start` to `end` were said, None where the text does not tell.

        First the date that stands nearest to a verb of saying in the same sentence, outside quotation marks. Where
        the source is a paper ("the statement said"), the date where that paper was introduced; where a speaker goes
        on ("he added"), the date of the statement before.
        """
        sentence = self._sentence(start, end)
        found = self._attached(sentence, (start, end))
        if found is not None:
            return found
        if (paper := self._paper(sentence, (start, end))) is not None:
            return self._introduction(paper, sentence[0])
        if compiled_cue(self.language, "goes_on").search(self._outside(sentence, (start, end))):
            earlier = (self._attached(before, (before[0], before[0])) for before in self._sentences_before(sentence[0]))
            return next((dated for dated in earlier if dated is not None), None)
        return None

    def _sentence(self, start: int, end: int) -> Span:
        """Return the bounds of the sentence or sentences that hold a span."""
        sentence_end = compiled_cue(self.language, "sentence_end")
        first, last = max(0, start - _SENTENCE_REACH), min(len(self.folded), end + _SENTENCE_REACH)
        # The pattern looks at the first letter of the next sentence, which stands at `start`.
        for found in sentence_end.finditer(self.folded, first, start + _LOOK_AHEAD):
            if found.end() <= start:
                first = found.end()
        # The span itself may end in its full stop.
        after = sentence_end.search(self.folded, max(end - 2, start), last)
        return first, (after.start() + 1 if after else last)

    def _sentences_before(self, place: int) -> Iterator[Span]:
        """Yield the sentences before a place, the nearest first."""
        for _ in range(SENTENCES_BACK):
            inside = len(self.folded[:place].rstrip()) - 2
            if inside <= 0:
                return
            sentence = self._sentence(inside, inside)
            yield sentence[0], min(sentence[1], place)
            place = sentence[0]

    def _attached(self, sentence: Span, inner: Span) -> Dated | None:
        """Return the date nearest to a verb of saying in a sentence, both outside quoted words and outside `inner`."""
        closed = self._closed(sentence, inner)
        near = [
            dated for dated in self.dates if sentence[0] <= dated.start < sentence[1] and _is_open(dated.start, closed)
        ]
        if not near:
            return None
        verbs = [
            found.span()
            for found in compiled_cue(self.language, "reporting").finditer(self.folded, *sentence)
            if _is_open(found.start(), closed)
        ]
        ranked = [(self._distance(dated, verb), dated.start, dated) for dated in near for verb in verbs]
        best = min(ranked, key=lambda entry: entry[:2], default=None)
        return None if best is None or best[0] > VERB_REACH else best[2]

    def _closed(self, sentence: Span, inner: Span) -> list[Span]:
        """Return the spans in which no attribution stands: quoted words, and a statement that is no whole sentence."""
        quoted = [found.span() for found in _QUOTED.finditer(self.folded, *sentence)]
        is_whole = inner[0] <= sentence[0] + 1 and inner[1] >= sentence[1] - 1
        return quoted if is_whole else [*quoted, inner]

    def _outside(self, sentence: Span, inner: Span) -> str:
        """Return the words of a sentence outside its closed spans."""
        closed = self._closed(sentence, inner)
        words = (char if _is_open(place, closed) else " " for place, char in self._characters(sentence))
        return "".join(words)

    def _characters(self, sentence: Span) -> Iterator[tuple[int, str]]:
        """Yield the characters of a sentence with their places."""
        return zip(range(*sentence), self.folded[slice(*sentence)], strict=False)

    def _distance(self, dated: Dated, verb: Span) -> int:
        """Return the characters between a date and a verb, more where what was said begins between them."""
        is_after = dated.start >= verb[1]
        between = self.folded[verb[1] : dated.start] if is_after else self.folded[dated.end : verb[0]]
        return len(between) + (_CLAUSE if compiled_cue(self.language, "content").search(between) else 0)

    def _paper(self, sentence: Span, inner: Span) -> str | None:
        """Return the paper that speaks in the attribution ("the statement said"), None where a person does."""
        found = compiled_cue(self.language, "paper_speaks").search(self._outside(sentence, inner))
        return None if found is None else found["paper"]

    def _introduction(self, paper: str, before: int) -> Dated | None:
        """Return the date in the latest earlier sentence that names the paper beside a verb of saying."""
        named = re.compile(rf"\b{re.escape(paper)}\b")
        places = [found.span() for found in named.finditer(self.folded, max(0, before - PAPER_REACH), before)]
        for start, end in reversed(places):
            sentence = self._sentence(start, end)
            found = self._attached((sentence[0], min(sentence[1], before)), (sentence[0], sentence[0]))
            if found is not None:
                return found
        return None


def _is_open(place: int, closed: Sequence[Span]) -> bool:
    """Return whether a place is outside all closed spans."""
    return not any(start <= place < end for start, end in closed)
