"""By which rule one written name may be short for another: surname, given name, initials, acronym, clipped name."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from transforms.extract.naming.cast import name_words
from transforms.extract.naming.vocabulary import HONORIFICS, NAME_ENDINGS
from transforms.records import EntityType

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "du", "al"})
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
_BODIES = frozenset({EntityType.ORG, EntityType.FAC, EntityType.WORK, EntityType.EVENT})
_ONE_SPELLING = 90  # rapidfuzz ratio from which two spellings in one article are taken for one name

Words = tuple[str, ...]


def compared(surface: str, kind: EntityType) -> Words:
    """Return the words by which names of this type are compared; a person's honorifics do not count."""
    words = name_words(surface)
    if kind is not EntityType.PERSON:
        return words
    words = words[: len(words) - _letters_after(surface)]
    kept = tuple(word for word in words if word not in NAME_ENDINGS and word not in HONORIFICS)
    return kept or words


def _letters_after(surface: str) -> int:
    """Return how many words at the end are honours ("MBE", "QC"), not shouted names."""
    parts = surface.replace("-", " ").split()
    honours = 0
    while honours < len(parts) - 2 and parts[-1 - honours].isupper() and parts[-1 - honours].isalpha():
        honours += 1
    return 0 if parts and parts[0].isupper() and len(parts[0]) > 1 else honours


def short_for(words: Words, surface: str, long: Words, kind: EntityType) -> str | None:
    """Return the rule by which `words`, written `surface`, may be short for the name `long`, None where they are not.

    Only persons and bodies have short forms: a place is called by its name.
    """
    if kind is EntityType.PERSON:
        return _person_rule(words, long)
    return _body_rule(words, surface, long) if kind in _BODIES else None


def _person_rule(words: Words, long: Words) -> str | None:
    if len(long) <= len(words):
        return "initial" if _is_initialled(words, long) else None
    if words == long[-len(words) :] or (words[-1] == long[-1] and set(words) <= set(long)):
        return "surname"
    return "given-name" if words == long[:1] else None


def _is_initialled(words: Words, long: Words) -> bool:
    """Whether "j dobbins" may be "james dobbins"."""
    if len(words) != len(long) or len(words) == 1 or words == long or words[-1] != long[-1]:
        return False
    return all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(words, long, strict=True))


def _body_rule(words: Words, surface: str, long: Words) -> str | None:
    if len(words) == 1 and is_acronym(surface):
        letters = surface.replace(".", "").casefold()
        initials = {"".join(word[0] for word in long), "".join(word[0] for word in long if word not in _SMALL)}
        return "acronym" if len(long) > 1 and letters in initials else None
    is_edge = words in {long[: len(words)], long[-len(words) :]}
    return "clipped-name" if len(words) < len(long) and words[0] not in _SMALL and is_edge else None


def is_acronym(surface: str) -> bool:
    """Whether the name is letters only, all capital: "ISI", "U.N."."""
    return bool(_ACRONYM.fullmatch(surface))


def is_one_spelling(variants: list[Words]) -> bool:
    """Whether the names differ by no more than a slip of the pen ("Kristin Vale", "Kristen Vale")."""
    first = " ".join(variants[0])
    return all(len(words) > 1 and fuzz.ratio(first, " ".join(words)) >= _ONE_SPELLING for words in variants)
