"""Cut noun phrases around a head noun, by words rather than by the parse, which headlines break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.naming.vocabulary import COUNTS, DEFINITE

if TYPE_CHECKING:
    from transforms.extract.naming.reading import Reading

_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_LONGEST = 6

# How a plural noun ends; the lemma then differs from the word.
PLURAL_ENDINGS = ("s", "men", "people", "children")
_INDEFINITE = frozenset(["a", "an", "another", "one", "some"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase: its tokens, determiner, modifiers in lower case, and the number it counts."""

    first: int
    head: int
    noun: str
    determiner: str | None
    modifiers: tuple[str, ...]
    count: int | None
    is_plural: bool

    @property
    def is_definite(self) -> bool:
        """Whether the phrase points at something the article has named."""
        return self.determiner in DEFINITE


def phrase_at(reading: Reading, head: int, noun: str, *, begins: int | None = None) -> Phrase:
    """Return the noun phrase whose last word is token `head`; a noun of several tokens begins at `begins`."""
    first = head if begins is None else begins
    begins = first
    while first > 0 and begins - first < _LONGEST and _is_inside(reading, first - 1, head):
        first -= 1
    modifiers = tuple(reading.lowered[index] for index in range(first, begins) if reading.pos[index] != "PUNCT")
    determiner = None
    if first > 0 and reading.sentences[first - 1] == reading.sentences[head]:
        before = reading.lowered[first - 1]
        is_conjunction = before == "that" and reading.pos[first - 1] not in {"DET", "PRON"}
        if before in DEFINITE | _INDEFINITE and not is_conjunction:
            determiner, first = before, first - 1
    if determiner is None and "both" in modifiers:
        determiner = "both"
    count = next((COUNTS[word] for word in (determiner or "", *modifiers) if word in COUNTS), None)
    return Phrase(
        first=first,
        head=head,
        noun=noun,
        determiner=determiner,
        modifiers=tuple(word for word in modifiers if word not in COUNTS),
        count=count,
        is_plural=is_plural(reading, head),
    )


def _is_inside(reading: Reading, index: int, head: int) -> bool:
    """Whether the token belongs to the phrase that ends at `head`: an adjective, a noun, a number or a hyphen."""
    if reading.sentences[index] != reading.sentences[head]:
        return False
    if reading.words[index] in {"-", "–"}:
        return reading.ends[index] == reading.starts[index + 1]
    word = reading.lowered[index]
    return (reading.pos[index] in _INSIDE or word in COUNTS) and word not in DEFINITE - {"both", "said"}


def is_plural(reading: Reading, head: int) -> bool:
    """Whether the noun is a plural."""
    word = reading.lowered[head]
    return word.endswith(PLURAL_ENDINGS) and reading.lemmas[head] != word


def is_head(reading: Reading, index: int) -> bool:
    """Whether the noun governs its phrase, so that no further noun follows it ("government official")."""
    after = index + 1
    if after >= len(reading.words) or reading.sentences[after] != reading.sentences[index]:
        return True
    if reading.words[after] in {"-", "–"} and reading.ends[index] == reading.starts[after]:
        return False
    return reading.pos[after] not in {"NOUN", "PROPN"} or reading.heads[index] != after


def is_complemented(reading: Reading, index: int) -> bool:
    """Whether "of ...", "who ..." or the like after the noun says which one is meant."""
    after = index + 1
    return after < len(reading.words) and reading.lowered[after] in {"of", "for", "to", "who", "whose", "whom", "from"}
