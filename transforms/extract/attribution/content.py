"""What a verb reports: the words of its clause, its object or its quotation, in one piece or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.after import content_after
from transforms.extract.attribution.before import content_before, resumed
from transforms.extract.attribution.clauses import clause_bounds
from transforms.extract.attribution.complements import complement
from transforms.extract.attribution.frames import Content, Frame, WordSpan, cut_end, trimmed

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.lexicon import Sense
    from transforms.extract.attribution.stretches import Page, Stretch


_ASIDE_REACH = 8  # words from "As the mayor said" to its comma


def verb_content(page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int]) -> Content | None:
    """Return what a verb reports. `cuts` are words at which another report begins."""
    clause = next((sense for sense in cue.senses if sense.clause), None)
    if clause is not None or stretch.regions:
        found = _sided_content(page, cue, clause or cue.senses[0], stretch, cuts)
        if found is not None:
            return found
    for sense in cue.senses:
        found = complement(page, cue, sense, stretch, cuts)
        if found is not None:
            return found
    return None


def _sided_content(page: Page, cue: Cue, sense: Sense, stretch: Stretch, cuts: frozenset[int]) -> Content | None:
    """Return content that is a clause or a quotation, standing before the cue, after it, or on both sides."""
    first, last = clause_bounds(page.words, cue, stretch)
    introduced = _after_as(page, first, last, stretch, cuts)
    if introduced is not None:
        return Content(spans=(introduced,), frame=Frame.INVERSE, sense=sense)
    before = content_before(page, cue, first, last, stretch)
    if before is not None:
        after = resumed(page, last, stretch, cuts, quoted=page.inside[before[1]] >= 0)
        frame = Frame.QUOTE_BEFORE if page.inside[before[1]] >= 0 else Frame.INVERSE
        return Content(spans=(before, after) if after else (before,), frame=frame, sense=sense)
    return content_after(page, cue, stretch, cuts, last=last, sense=sense)


def _after_as(page: Page, first: int, last: int, stretch: Stretch, cuts: frozenset[int]) -> WordSpan | None:
    """Return the content of "As the mayor said, ...": what follows the comma."""
    words = page.words
    opener = first - 1
    if (
        opener < stretch.first
        or words.lower[opener] != "as"
        or any(words.is_word(word) for word in range(stretch.first, opener))
    ):
        return None
    comma = next(
        (word for word in range(last + 1, min(stretch.last, last + _ASIDE_REACH) + 1) if words.lower[word] == ","), None
    )
    if comma is None or comma >= stretch.last:
        return None
    return trimmed(page, comma + 1, cut_end(page, comma + 1, stretch.last, cuts))
