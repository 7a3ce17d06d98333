"""The vocabulary of reporting as data, and its words in every form they take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.records import CueClass

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup:
    """Verbs that do the same with what follows them; the fields are explained in config/lexicon/cues.toml."""

    cue_class: CueClass
    verbs: tuple[str, ...]
    clause: bool = False
    infinitive: bool = False
    object: bool = False
    addressee: bool = False
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NounGroup:
    """Nouns for something said or thought, with what follows them."""

    cue_class: CueClass
    nouns: tuple[str, ...]
    clause: bool = False
    infinitive: bool = False
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseGroup:
    """Fixed words right before a source, such as "according to"."""

    cue_class: CueClass
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CueLexicon:
    """All reporting words. Compared by identity, so that its compiled index can be kept.

    `irregular` gives the forms that spelling rules do not, by the verb's first word.
    `confidence` is the measured share of right quotes by rule, by rule and cue class, and by rule and kind;
    `speaker_confidence` the share of right speakers by the rule that chose the words that name them.
    """

    verbs: tuple[VerbGroup, ...]
    nouns: tuple[NounGroup, ...]
    phrases: tuple[PhraseGroup, ...]
    irregular: dict[str, tuple[str, ...]]
    confidence: dict[str, float]
    speaker_confidence: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One way a reporting word takes its content. `rest` are the words that must follow the first ("out")."""

    cue_class: CueClass
    rest: tuple[str, ...] = ()
    clause: bool = False
    infinitive: bool = False
    object: bool = False
    addressee: bool = False
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CueIndex:
    """The lexicon by inflected form; `phrases` by first word."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    phrases: dict[str, tuple[Sense, ...]]


@lru_cache(maxsize=8)
def compile_lexicon(lexicon: CueLexicon) -> CueIndex:
    """Return the lexicon with every form of every word looked up directly."""
    verbs: dict[str, list[Sense]] = {}
    for verb_group in lexicon.verbs:
        for entry in verb_group.verbs:
            first, *rest = entry.split()
            sense = Sense(
                cue_class=verb_group.cue_class,
                rest=tuple(rest),
                clause=verb_group.clause,
                infinitive=verb_group.infinitive,
                object=verb_group.object,
                addressee=verb_group.addressee,
                prepositions=verb_group.prepositions,
            )
            for form in verb_forms(first, lexicon.irregular.get(first, ())):
                verbs.setdefault(form, []).append(sense)
    return CueIndex(verbs=_frozen(verbs), nouns=_frozen(_nouns(lexicon)), phrases=_frozen(_phrases(lexicon)))


def _nouns(lexicon: CueLexicon) -> dict[str, list[Sense]]:
    nouns: dict[str, list[Sense]] = {}
    for group in lexicon.nouns:
        for noun in group.nouns:
            sense = Sense(
                cue_class=group.cue_class,
                clause=group.clause,
                infinitive=group.infinitive,
                prepositions=group.prepositions,
            )
            for form in (noun, _with_s(noun)):
                nouns.setdefault(form, []).append(sense)
    return nouns


def _phrases(lexicon: CueLexicon) -> dict[str, list[Sense]]:
    phrases: dict[str, list[Sense]] = {}
    for group in lexicon.phrases:
        for phrase in group.phrases:
            first, *rest = phrase.split()
            phrases.setdefault(first, []).append(Sense(cue_class=group.cue_class, rest=tuple(rest)))
    return phrases


def _frozen(forms: dict[str, list[Sense]]) -> dict[str, tuple[Sense, ...]]:
    """Return the senses of each form, those with the most following words first."""
    return {form: tuple(sorted(senses, key=lambda sense: -len(sense.rest))) for form, senses in forms.items()}


def verb_forms(verb: str, irregular: tuple[str, ...] = ()) -> set[str]:
    """Return every form of a verb: say, says, saying, said."""
    return {verb, _with_s(verb), *irregular, *_regular(verb, past=not irregular)}


def _regular(verb: str, *, past: bool) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    yield stem + "ing"
    if past and verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield verb[:-1] + "ied"
    elif past:
        yield stem + "ed"


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else word + "s"
