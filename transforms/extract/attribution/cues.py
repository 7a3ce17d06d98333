"""Find the words that report: verbs, nouns and fixed phrases of the lexicon, and verbs it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from transforms.extract.attribution.clauses import own_subject
from transforms.extract.attribution.lexicon import Sense
from transforms.records import CueClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.attribution.lexicon import CueIndex
    from transforms.extract.attribution.words import Words

_NEGATIONS = {"not", "n't", "never", "nor", "neither", "without"}
_REFUSALS = {"refuse", "decline", "fail", "avoid", "refuses", "refused", "declined", "declines", "failed", "avoided"}
_PARTICLE_REACH = 3  # "pointed this out", "spoke passionately out"
_VERBAL = {"VERB", "AUX"}
_BEFORE_CUE = {"AUX", "PART", "ADV"}


class CueKind(StrEnum):
    """What sort of word reports."""

    VERB = "verb"
    NOUN = "noun"
    PHRASE = "phrase"
    MARK = "mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting word in its place. `first` to `last` is the whole cue with its auxiliaries, `head` its main word."""

    kind: CueKind
    first: int
    head: int
    last: int
    senses: tuple[Sense, ...]
    negated: bool
    known: bool = True

    @property
    def cue_class(self) -> CueClass:
        """The class of the first sense."""
        return self.senses[0].cue_class


def mark_cue(mark: int) -> Cue:
    """Return a colon or dash at word `mark` as a cue."""
    return Cue(kind=CueKind.MARK, first=mark, head=mark, last=mark, senses=(UNKNOWN_SENSE,), negated=False)


UNKNOWN_SENSE = Sense(cue_class=CueClass.NEUTRAL, clause=True)


def find_cues(words: Words, index: CueIndex) -> list[Cue]:
    """Return the lexicon's words as they stand in the text, in order."""
    return [cue for word in range(len(words)) for cue in _at(words, word, index)]


def _at(words: Words, word: int, index: CueIndex) -> Iterator[Cue]:
    form = words.lower[word]
    if form in index.phrases:
        sense = next((sense for sense in index.phrases[form] if _follows(words, word, sense.rest)), None)
        if sense is not None:
            yield Cue(
                kind=CueKind.PHRASE,
                first=word,
                head=word,
                last=word + len(sense.rest),
                senses=(sense,),
                negated=False,
            )
            return
    if form in index.verbs and _is_verb(words, word):
        cue = verb_cue(words, word, index.verbs[form])
        if cue is not None:
            yield cue
    elif form in index.nouns and words.pos[word] == "NOUN":
        yield Cue(
            kind=CueKind.NOUN,
            first=word,
            head=word,
            last=word,
            senses=index.nouns[form],
            negated=False,
        )


def _is_verb(words: Words, word: int) -> bool:
    if words.dep[word] in {"amod", "compound"} and words.head[word] > word:
        return False  # "continuing tension", "the said clause"
    # "said" and "says" are verbs whatever a tagger makes of them in a headline.
    return words.pos[word] in _VERBAL or words.tag[word] in {"VBD", "VBZ"} or words.lower[word] in {"said", "says"}


def verb_cue(words: Words, word: int, senses: tuple[Sense, ...], *, known: bool = True) -> Cue | None:
    """Return the verb at `word` as a cue with its auxiliaries and particles, None where a needed particle lacks."""
    last = word
    usable: list[Sense] = []
    for sense in senses:
        reach = _rest_ends(words, word, sense.rest)
        if reach is None or (usable and reach < last):
            continue
        last = max(last, reach)
        usable.append(sense)
    if not usable:
        return None
    first = _cue_start(words, word)
    return Cue(
        kind=CueKind.VERB,
        first=first,
        head=word,
        last=last,
        senses=tuple(usable),
        negated=is_negated(words, word, first),
        known=known,
    )


def _follows(words: Words, word: int, rest: tuple[str, ...]) -> bool:
    return tuple(words.lower[word + 1 : word + 1 + len(rest)]) == rest


def _rest_ends(words: Words, word: int, rest: tuple[str, ...]) -> int | None:
    """Return where the particles of a verb end, None where they do not follow."""
    position = word
    for particle in rest:
        limit = min(position + 1 + _PARTICLE_REACH, len(words))
        found = next((other for other in range(position + 1, limit) if words.lower[other] == particle), None)
        if found is None or words.sentence[found] != words.sentence[word]:
            return None
        position = found
    return position


def _cue_start(words: Words, word: int) -> int:
    first = word
    while first and words.pos[first - 1] in _BEFORE_CUE and words.sentence[first - 1] == words.sentence[word]:
        if words.lower[first - 1] in {"so", "as", "when", "where", "how", "why", "then", "now"}:
            break
        first -= 1
    return first


def is_negated(words: Words, word: int, first: int) -> bool:
    """Return whether the cue is denied itself: "did not say", "declined to say", "never said"."""
    if any(words.lower[other] in _NEGATIONS for other in range(first, word)):
        return True
    if any(words.lower[child] in _NEGATIONS for child in words.children[word] if child < word):
        return True
    governor = words.head[word]
    return words.dep[word] == "xcomp" and words.lower[governor] in _REFUSALS


def unknown_cues(words: Words, known: list[Cue]) -> Iterator[Cue]:
    """Yield verbs outside the lexicon whose syntax reports: a subject, and a clause with "that"."""
    heads = {word for cue in known for word in range(cue.head, cue.last + 1)}
    for word in range(len(words)):
        if words.dep[word] != "ccomp":
            continue
        verb = words.head[word]
        if verb in heads or verb > word or words.pos[verb] != "VERB" or own_subject(words, verb) is None:
            continue
        if any(words.lower[child] == "that" and words.dep[child] == "mark" for child in words.children[word]):
            cue = verb_cue(words, verb, (UNKNOWN_SENSE,), known=False)
            if cue is not None:
                yield cue
