"""Split titles from persons, read what the text calls each person, and resolve offices by the article's date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.naming.cast import Cast, Sighting, known_character
from transforms.extract.naming.known import Gender, KnownEntity
from transforms.extract.naming.matcher import Match, Means
from transforms.extract.naming.phrases import is_plural
from transforms.extract.naming.vocabulary import (
    FEMALE_NAMES,
    FEMALE_NOUNS,
    FEMALE_TITLES,
    MALE_NAMES,
    MALE_NOUNS,
    MALE_TITLES,
    OFFICE_LINKS,
    TITLE_HEADS,
    TITLE_MODIFIERS,
)
from transforms.records import EntityType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from transforms.extract.naming.reading import Reading

_REACH = 8  # tokens after a name within which an apposition's noun is looked for
_LONGEST_TITLE = 9
_OPENERS = frozenset(["a", "an", "the", "former", "then", "ex", "one", "now", "also"])
_COURTESY = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "dame", "lord", "lady", "madam", "mme"}
)


def find_titles(reading: Reading, people: Sequence[Sighting], offices: Sequence[Match], cast: Cast) -> list[Sighting]:
    """Return the title beside each person's name as a sighting of that person, and learn from it.

    The title's words become descriptors of the person: a later "the adviser" may mean him.
    """
    found = []
    for person in people:
        first = _title_start(reading, person.first)
        first = _office_start(reading, person, offices, first)
        _learn(reading, person, first, cast)
        if first < person.first and reading.lowered[first] not in _COURTESY:
            found.append(_title(reading, person, first))
    return found


def _title(reading: Reading, person: Sighting, first: int) -> Sighting:
    return Sighting(
        start=reading.starts[first],
        end=reading.ends[person.first - 1],
        first=first,
        last=person.first - 1,
        head=person.first - 1,
        kind=MentionKind.ROLE,
        type=EntityType.PERSON,
        referents=person.referents,
        linked_by="title",
        rule="title-before-name",
        confidence=0.95 * person.confidence,
    )


def _title_start(reading: Reading, name: int) -> int:
    """Return the first token of the title that ends right before token `name`, or `name` where there is none."""
    last = name - 1
    if last < 0 or reading.lowered[last] not in TITLE_HEADS or reading.paragraphs[last] != reading.paragraphs[name]:
        return _linked_title_start(reading, name)
    return _modified_from(reading, last)


def _linked_title_start(reading: Reading, name: int) -> int:
    """Return where "Secretary of State" begins before token `name`, or `name` itself."""
    index = name - 1
    while index > 0 and name - index < _LONGEST_TITLE and reading.lowered[index] in OFFICE_LINKS | TITLE_MODIFIERS:
        index -= 1
    is_office = index < name - 2 and reading.lowered[index] in TITLE_HEADS
    if is_office and reading.lowered[index + 1] in {"of", "for"}:
        return _modified_from(reading, index)
    return name


def _modified_from(reading: Reading, head: int) -> int:
    """Return the first of the words before token `head` that belong to its title."""
    index = head
    while index > 0 and head - index < _LONGEST_TITLE and _is_modifier(reading, index - 1):
        index -= 1
    return index


def _is_modifier(reading: Reading, index: int) -> bool:
    if reading.lowered[index] in TITLE_MODIFIERS or reading.lowered[index] in TITLE_HEADS:
        return True
    return reading.words[index] == "-" and index > 0 and reading.lowered[index - 1] in {"ex", "vice", "co"}


def _office_start(reading: Reading, person: Sighting, offices: Sequence[Match], first: int) -> int:
    """Return where a configured office before the name begins ("Pakistan's National Security Adviser X")."""
    for office in offices:
        if office.entries[0].means is Means.OFFICE and reading.token_at(office.end - 1) == person.first - 1:
            return min(reading.token_at(office.start), first)
    return first


def _learn(reading: Reading, person: Sighting, title: int, cast: Cast) -> None:
    """Add to the person's character what the words around this mention call it, and its gender."""
    if len(person.referents) != 1:
        return
    character = cast[person.referents[0]]
    nouns = {reading.lemmas[index] for index in range(title, person.first)}
    nouns |= {reading.lowered[index] for index in range(title, person.first)}
    if person.first and reading.lowered[person.first - 1] in MALE_NOUNS | FEMALE_NOUNS:
        nouns.add(reading.lowered[person.first - 1])
    nouns |= set(_apposed(reading, person)) | set(_predicated(reading, person))
    character.descriptors |= nouns
    character.gender = character.gender or _gender(nouns, character.words)


def _gender(nouns: set[str], words: tuple[str, ...]) -> Gender | None:
    given = words[0] if len(words) > 1 else ""
    if nouns & (MALE_TITLES | MALE_NOUNS):
        return Gender.MALE
    if nouns & (FEMALE_TITLES | FEMALE_NOUNS):
        return Gender.FEMALE
    if given in MALE_NAMES:
        return Gender.MALE
    return Gender.FEMALE if given in FEMALE_NAMES else None


def _apposed(reading: Reading, person: Sighting) -> Iterator[str]:
    """Yield the nouns of an apposition: "X, a former ambassador to Y", "the adviser, X", "X (a physicist)"."""
    for index in reading.children[person.head] if reading.parsed else ():
        if reading.deps[index] in {"appos", "nmod:desc"}:
            yield reading.lemmas[index]
    yield from _after_comma(reading, person)
    if reading.parsed and reading.deps[person.head] in {"appos", "flat", "nmod:desc"}:
        yield reading.lemmas[reading.heads[person.head]]


def _after_comma(reading: Reading, person: Sighting) -> Iterator[str]:
    """Yield person nouns right after "X, a ...". The parser is weak at appositions, the pattern is not."""
    index = person.last + 1
    if index + 1 >= len(reading.words) or reading.words[index] not in {",", "("}:
        return
    opens = reading.lowered[index + 1]
    if opens not in _OPENERS and opens not in TITLE_HEADS and opens not in TITLE_MODIFIERS:
        return
    for after in range(index + 1, min(index + 1 + _REACH, len(reading.words))):
        if reading.pos[after] in {"VERB", "PUNCT", "ADP"} and reading.words[after] not in {"-", "'s", "’s"}:
            return
        if reading.lowered[after] in TITLE_HEADS or reading.pos[after] == "NOUN":
            yield reading.lemmas[after]


def _predicated(reading: Reading, person: Sighting) -> Iterator[str]:
    """Yield the noun of "X is a lawyer"."""
    if not reading.parsed or reading.deps[person.head] != "nsubj":
        return
    predicate = reading.heads[person.head]
    if any(reading.deps[index] == "cop" for index in reading.children[predicate]) and reading.pos[predicate] == "NOUN":
        yield reading.lemmas[predicate]


def find_described(
    reading: Reading, described: Iterable[Match], taken: Sequence[Sighting], day: date | None, cast: Cast
) -> list[Sighting]:
    """Return the configured descriptions ("the Pakistani military") and the offices that stand for their holder.

    An office is resolved by the article's date; with no date, or with none or several holders on that day, it stays
    open. An office beside its holder's name is a title and is found there.
    """
    covered = [(sighting.start, sighting.end) for sighting in taken]
    found = []
    for match in described:
        # A name may stand inside a description ("government in Kabul"), not around it.
        if any(start <= match.start and match.end <= end for start, end in covered):
            continue
        is_office = match.entries[0].means is Means.OFFICE
        means = {
            entry.entity.name: entry.entity for entry in match.entries if entry.role is None or entry.role.held_on(day)
        }
        if is_office and _is_told_otherwise(reading, match):
            means = {}
        found.append(_described(reading, match, list(means.values()), cast, is_office=is_office))
    return found


def _is_told_otherwise(reading: Reading, match: Match) -> bool:
    """Whether the words before the office say that it is not its holder of today: "a former", "the next", "ex-"."""
    first = reading.token_at(match.start)
    before = reading.lowered[max(0, first - 2) : first]
    return bool({"former", "ex", "late", "next", "then", "incoming", "outgoing", "previous", "a", "an"} & set(before))


def _described(
    reading: Reading, match: Match, means: Sequence[KnownEntity], cast: Cast, *, is_office: bool
) -> Sighting:
    referents: tuple[int, ...] = ()
    if len(means) == 1:
        referents = (means[0].entity_id,)
        cast.setdefault(referents[0], known_character(means[0]))
    first, last = reading.token_at(match.start), reading.token_at(match.end - 1)
    return Sighting(
        start=match.start,
        end=match.end,
        first=first,
        last=last,
        head=reading.head_of(first, last),
        kind=MentionKind.NOMINAL,
        type=match.entries[0].entity.type,
        referents=referents,
        linked_by=str(match.entries[0].means),
        rule=str(match.entries[0].means),
        confidence=(0.85 if is_office else 0.95) if referents else 0.3,
        is_plural=is_plural(reading, reading.head_of(first, last)),
    )
