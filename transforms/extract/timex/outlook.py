"""Whether a clause looks ahead or back: the tense and cues around an expression without a year or a week."""

from __future__ import annotations

from enum import StrEnum

from transforms.extract.timex.language import Language, compiled_cue

# How far left and right of an expression its clause is searched, in characters.
LEFT_WINDOW = 110
RIGHT_WINDOW = 70


class Outlook(StrEnum):
    """On which side of the reference an event lies, as far as the words say."""

    AHEAD = "ahead"
    BEHIND = "behind"
    OPEN = "open"


def outlook(folded: str, start: int, end: int, language: Language) -> Outlook:
    """Return where the words around `start` to `end` put their event.

    A verb right behind decides first ("the ministry on Monday said"), then an owned event ("Monday's ruling") or a
    limit ("postponed to Monday"), then the nearest verb to the left in the sentence, then the first to the right:
    English puts a bare weekday after the verb it belongs to, or opens the sentence with it.
    """
    left, after = _clause_before(folded, start, language), _clause_after(folded, end, language)
    right = _first(after, language)
    if compiled_cue(language, "tense").match(after.lstrip(" ")):
        return right
    if compiled_cue(language, "owned").match(after):
        return Outlook.AHEAD if right is Outlook.AHEAD else Outlook.BEHIND
    if compiled_cue(language, "ahead_before").search(left):
        return Outlook.AHEAD
    if compiled_cue(language, "limit_before").search(left):
        return Outlook.AHEAD if right is Outlook.OPEN else right
    nearest = _last(left, language)
    if nearest is not Outlook.OPEN:
        return nearest
    return Outlook.AHEAD if compiled_cue(language, "deadline_before").search(left) else right


def _clause_before(folded: str, start: int, language: Language) -> str:
    """Return the words of the same sentence before an expression, as far as the window reaches."""
    first = max(0, start - LEFT_WINDOW)
    # The pattern looks at the first letter of the next sentence, which may be the expression's.
    for found in compiled_cue(language, "sentence_end").finditer(folded, first, start + 2):
        if found.end() <= start:
            first = found.end()
    return folded[first:start]


def _clause_after(folded: str, end: int, language: Language) -> str:
    """Return the words of the same sentence after an expression, as far as the window reaches."""
    right = folded[end : end + RIGHT_WINDOW]
    found = compiled_cue(language, "sentence_end").search(right)
    return right[: found.start()] if found else right


def _last(words: str, language: Language) -> Outlook:
    """Return the outlook of the last verb in the words."""
    result = Outlook.OPEN
    for found in compiled_cue(language, "tense").finditer(words):
        result = Outlook.AHEAD if found.group("ahead") else Outlook.BEHIND
    return result


def _first(words: str, language: Language) -> Outlook:
    """Return the outlook of the first verb in the words."""
    found = compiled_cue(language, "tense").search(words)
    if found is None:
        return Outlook.OPEN
    return Outlook.AHEAD if found.group("ahead") else Outlook.BEHIND
