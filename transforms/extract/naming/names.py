"""Find the names of an article: configured names first, then what the model tags, each without titles and articles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.attrs import ENT_IOB, ENT_TYPE

from transforms.extract.naming.matcher import NAMING, Gazetteer, Match, Means
from transforms.extract.naming.vocabulary import (
    ARTICLES,
    OFFICE_LINKS,
    OFFICES,
    POSSESSIVES,
    TITLE_HEADS,
    TITLE_MODIFIERS,
)
from transforms.records import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from transforms.extract.naming.reading import Reading

_LABELS = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "LOC": EntityType.LOC,
    "GPE": EntityType.LOC,
    "NORP": EntityType.NORP,
    "EVENT": EntityType.EVENT,
    "FAC": EntityType.FAC,
    "WORK": EntityType.WORK,
    "WORK_OF_ART": EntityType.WORK,
}
_TITLES = TITLE_HEADS | TITLE_MODIFIERS
_EDGES = " \t\r\n\u00a0\"'“”‘’`,;:()[]"

_PARTICLE = 3
_INSIDE, _BEGIN = 1, 3  # spaCy's numbers for the IOB tags
_FULL = frozenset({Means.ALIAS, Means.MISSPELLING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the text with its tokens.

    `match` is the configured wording behind it, None where there is none. `is_tagged` says that the model found it, so
    that it is a name even where a configured short form does not hold. `has_title` says that the model's span held a
    person's title, which is split off here.
    """

    start: int
    end: int
    first: int
    last: int
    type: EntityType
    match: Match | None
    is_tagged: bool
    has_title: bool = False


def find_names(reading: Reading, parse: Doc, known: Gazetteer) -> tuple[list[Name], list[Match]]:
    """Return the names in order, and the configured descriptions and offices ("the US President")."""
    matches = list(known.matches(reading.text))
    full = [match for match in matches if _means(match) & _FULL]
    short = [match for match in matches if Means.SHORT in _means(match) and not _means(match) & _FULL]
    described = [match for match in matches if not _means(match) & NAMING]
    tagged = [name for name in _tagged(reading, parse) if not _is_decided(name, full, described)]
    names = [
        *tagged,
        *(_known_name(reading, match) for match in full if not any(_swallows(one, match) for one in tagged)),
    ]
    for match in short:
        _join_short(reading, match, names)
    return sorted(names, key=lambda name: (name.start, name.end)), described


def _means(match: Match) -> set[Means]:
    return {entry.means for entry in match.entries}


def _join_short(reading: Reading, match: Match, names: list[Name]) -> None:
    """Add a short form as a name of its own, or to the tagged name of the same words; a longer tagged name decides."""
    over = [name for name in names if name.start < match.end and match.start < name.end]
    if not over:
        names.append(_known_name(reading, match))
    for name in over:
        is_same = (name.start, name.end) == (match.start, match.end)
        if is_same or (name.is_tagged and _is_joined(name, match)):
            names.remove(name)
            names.append(replace(_known_name(reading, match), type=name.type, is_tagged=is_same))


def _known_name(reading: Reading, match: Match) -> Name:
    first, last = reading.token_at(match.start), reading.token_at(match.end - 1)
    kind = next(entry.entity.type for entry in match.entries if entry.means in NAMING)
    return Name(start=match.start, end=match.end, first=first, last=last, type=kind, match=match, is_tagged=False)


def _is_decided(name: Name, named: Iterable[Match], described: Iterable[Match]) -> bool:
    """Whether a configured wording decides in place of the tagged name."""
    over = [match for match in named if match.start < name.end and name.start < match.end]
    if over:
        return not any(_swallows(name, match) for match in over)
    # A tagged name that is a description or the greater part of one ("Pakistani Military") is that description.
    return any(
        match.start <= name.start and name.end <= match.end and match.entries[0].entity.type is name.type
        for match in described
    )


def _swallows(name: Name, match: Match) -> bool:
    """Whether the tagged name is longer than a place or a one-word name that it holds: "Pakistan Steel Mills"."""
    if not (name.start <= match.start and match.end <= name.end) or name.end - name.start == match.end - match.start:
        return False
    is_part = " " not in match.entries[0].wording or match.entries[0].entity.type is EntityType.LOC
    return is_part and name.type is not EntityType.NORP and not _is_joined(name, match)


def _is_joined(name: Name, match: Match) -> bool:
    """Whether a tagged span of a few tokens holds the match beside a slash or a hyphen ("Taliban/Haqqani")."""
    return name.last == name.first and match.end - match.start < name.end - name.start


def _tagged(reading: Reading, parse: Doc) -> Iterator[Name]:
    """Yield what the model tagged, without articles, edges and titles; a title alone is no name."""
    for opens, closes, label in _tag_runs(parse):
        kind = _LABELS.get(label)
        if kind is None:
            continue
        begins, last = _trimmed(reading, opens, closes, kind)
        if begins > last:
            continue
        first = _past_owner(reading, begins, last) if kind is EntityType.PERSON else begins
        after = _past_title(reading, first, last, kind)
        named = EntityType.PERSON if after > first else kind
        if named is EntityType.PERSON and all(reading.lowered[index] in _TITLES for index in range(after, last + 1)):
            continue
        start, end = _without_edges(reading.text, reading.starts[after], reading.ends[last], named)
        if end > start:
            has_title = after > first and kind is EntityType.PERSON
            yield Name(
                start=start,
                end=end,
                first=after,
                last=last,
                type=named,
                match=None,
                is_tagged=True,
                has_title=has_title,
            )


def _tag_runs(parse: Doc) -> list[tuple[int, int, str]]:
    """Return (first token, last token, label) of each tagged name.

    Read from the tags and not from `Doc.ents`, which refuses the whole document for one tag out of place.
    """
    runs: list[tuple[int, int, str]] = []
    open_label = 0
    for index, (mark, label) in enumerate(parse.to_array([ENT_IOB, ENT_TYPE]).tolist()):
        if mark == _BEGIN or (mark == _INSIDE and label != open_label):
            runs.append((index, index, parse.vocab.strings[label]))
        elif mark == _INSIDE:
            runs[-1] = (runs[-1][0], index, runs[-1][2])
        open_label = label if mark in {_BEGIN, _INSIDE} else 0
    return [run for run in runs if run[2]]


def _trimmed(reading: Reading, first: int, last: int, kind: EntityType) -> tuple[int, int]:
    """Return the tokens without articles and quotation marks at the edges, a person's without a possessive ending.

    A shop or a club may bear one in its name ("Lloyd's").
    """
    endings = POSSESSIVES if kind is EntityType.PERSON else frozenset()
    while first <= last and (reading.lowered[first] in ARTICLES or not reading.words[first].strip(_EDGES)):
        first += 1
    while last >= first and (reading.words[last] in endings or not reading.words[last].strip(_EDGES)):
        last -= 1
    return first, last


def _without_edges(text: str, start: int, end: int, kind: EntityType) -> tuple[int, int]:
    """Return the span without marks at its edges, a person's without an "'s" that the tokens did not part."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if kind is EntityType.PERSON and text[start:end].endswith(("'s", "’s")) and end - start > len("'s"):
        end -= 2
    return start, end


def _past_owner(reading: Reading, first: int, last: int) -> int:
    """Return the first token after a possessive inside a tagged person: "Ruritania's Prime Minister X"."""
    owners = [index for index in range(first + 1, last) if reading.words[index] in POSSESSIVES]
    return owners[-1] + 1 if owners else first


def _past_title(reading: Reading, first: int, last: int, kind: EntityType) -> int:
    """Return the first token after the titles that a tagged name holds, `first` where it has none.

    What is left must read as a person's name; a body ("General Electric") must hold an office and a whole name.
    """
    if kind not in {EntityType.PERSON, EntityType.ORG}:
        return first
    for index in range(last - 1, first - 1, -1):
        word = reading.lowered[index]
        if word not in TITLE_HEADS or not _reads_as_person(reading, index + 1, last):
            continue
        # "Muhammed Sheikh Khalil": what is no office has only titles before it.
        if word not in OFFICES and any(reading.lowered[before] not in _TITLES for before in range(first, index)):
            continue
        return index + 1 if kind is EntityType.PERSON or (last - index > 1 and word in OFFICES) else first
    for index in range(last - 1, first, -1):
        if reading.lowered[index] in OFFICE_LINKS and _reads_as_person(reading, index + 1, last):
            is_office = any(reading.lowered[before] in OFFICES for before in range(first, index))
            return index + 1 if is_office else first
    return first


def _reads_as_person(reading: Reading, first: int, last: int) -> bool:
    """Whether the tokens are capitalised words, none of them a title, with particles ("bin", "al") between them."""
    if not reading.is_capital(first) or reading.lowered[last] in TITLE_HEADS:
        return False
    return all(reading.is_capital(index) or len(reading.words[index]) <= _PARTICLE for index in range(first, last + 1))
