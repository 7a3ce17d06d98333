"""What narrows a claim: a denial of a part in one event, a place that is said to be the only one, or one of several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.records import Qualifier, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

_DENYING: Final = frozenset({Stance.DENIES, Stance.DOUBTS})
# "no role in that attack", "nothing to do with the Kabul bombing": a part is denied, not the proposition.
_NO_PART: Final = r"\b(?:(?:no|any) (?:role|part|hand|link|connection)|nothing to do|involvement|involved)\b"
_ONE_EVENT: Final = r"\b(?:in|with|behind|to) (?:that|this|the)(?: [\w'’-]+){{0,3}} (?:{events})\b"
_ONLY: Final = re.compile(
    r"\b(?:only|solely|exclusively|entirely|purely)(?: [\w'’-]+){0,2} (?:in|from|inside|within|across|out of)\b",
    re.IGNORECASE,
)
_TOO: Final = re.compile(
    r"\balso(?: [\w'’-]+){0,2} (?:in|from|inside|within|across)\b|\b(?:both|either) sides? of\b", re.IGNORECASE
)


def qualifier_of(sentence: str, stance: Stance, events: Sequence[str]) -> Qualifier | None:
    """Return how a sentence narrows what it claims, None where it does not.

    `events` are the topic's words for single events ("attack").
    """
    if stance in _DENYING:
        return Qualifier.EVENT if _is_of_one_event(sentence, events) else None
    if stance is not Stance.ASSERTS:
        return None
    if _ONLY.search(sentence):
        return Qualifier.EXCLUSIVE
    return Qualifier.SHARED if _TOO.search(sentence) else None


def _is_of_one_event(sentence: str, events: Sequence[str]) -> bool:
    if not events:
        return False
    named = "|".join(re.escape(word) for word in events)
    pattern = f"{_NO_PART}[^.;]*?{_ONE_EVENT.format(events=named)}"
    return re.search(pattern, sentence, re.IGNORECASE) is not None
