"""Join the short forms of an article to their long form: surnames, acronyms, clipped names of bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from transforms.extract.naming.cast import Cast, Sighting, known_character, new_character
from transforms.extract.naming.known import Strangers
from transforms.extract.naming.matcher import Entry, Means
from transforms.extract.naming.name_forms import Words, compared, is_acronym, is_one_spelling, short_for
from transforms.extract.naming.names import Name
from transforms.extract.naming.reading import Reading
from transforms.identity import stable_id
from transforms.records import EntityType, MentionKind

TITLED = "tagged-name-behind-title"  # the model's span began with the title that is split off
_FULL = frozenset({Means.ALIAS, Means.MISSPELLING})
_MAIN = 3  # how many times as often as any namesake the main bearer of a surname has been named
_NEAR = 2  # paragraphs within which a shared surname means the bearer named last

Link = tuple[int | None, str, float]


@dataclass(slots=True, kw_only=True)
class _Register:
    """The names of an article while they are being linked.

    `bearers` holds, for each type, the written forms that are nobody's short form and the entity each means;
    `strangers` the wordings that a person told apart from an entity.
    """

    reading: Reading
    names: list[Name]
    strangers: Strangers
    cast: Cast = field(default_factory=dict)
    links: list[Link | None] = field(default_factory=list)
    bearers: dict[EntityType, dict[Words, int]] = field(default_factory=lambda: defaultdict(dict))

    def surface(self, name: Name) -> str:
        """Return the words of a name as written."""
        return self.reading.text[name.start : name.end]

    def may_mean(self, surface: str, entity_name: str) -> bool:
        """Whether nobody decided that `surface` does not mean the entity."""
        return (surface.casefold(), entity_name) not in self.strangers

    def entries(self, name: Name) -> tuple[Entry, ...]:
        """Return the configured wordings that a name may be."""
        entries = name.match.entries if name.match is not None else ()
        return tuple(entry for entry in entries if self.may_mean(self.surface(name), entry.entity.name))


def link_names(reading: Reading, names: list[Name], strangers: Strangers = frozenset()) -> tuple[Cast, list[Sighting]]:
    """Return the cast, and every name linked to one of it; a name that two people share stays open."""
    register = _Register(reading=reading, names=names, strangers=strangers)
    register.links = [_known_link(register.entries(name), register.cast) for name in names]
    _enter_known(register)
    _enter_written(register)
    for index, link in enumerate(register.links):
        if link is None:
            register.links[index] = _link(register, index)
    pairs = zip(names, register.links, strict=True)
    return register.cast, [_sighting(register, name, link) for name, link in pairs if link is not None]


def _sighting(register: _Register, name: Name, link: Link) -> Sighting:
    entity_id, linked_by, confidence = link
    is_known = entity_id is not None and register.cast[entity_id].known is not None
    kind = register.cast[entity_id].entity.type if entity_id is not None and is_known else name.type
    family = _family(register, name)
    if family:
        linked_by, confidence = "family-name", 0.7
    return Sighting(
        start=name.start,
        end=name.end,
        first=name.first,
        last=name.last,
        head=register.reading.head_of(name.first, name.last),
        kind=MentionKind.NAME,
        type=kind,
        referents=family or (() if entity_id is None else (entity_id,)),
        linked_by=linked_by,
        rule=_rule(name),
        confidence=confidence,
        is_plural=bool(family),
    )


def _rule(name: Name) -> str:
    if not name.is_tagged:
        return "known-name"
    return TITLED if name.has_title else "tagged-name"


def _family(register: _Register, name: Name) -> tuple[int, ...]:
    """Return the two or more bearers of a family's name: "the Kestrels"."""
    lowered = register.reading.lowered
    word = lowered[name.last]
    if name.type is not EntityType.PERSON or name.first != name.last or not word.endswith("s") or not name.first:
        return ()
    bearers = register.bearers[EntityType.PERSON].items()
    members = tuple(dict.fromkeys(one for words, one in bearers if words[-1] == word[:-1] and len(words) > 1))
    return members if lowered[name.first - 1] == "the" and len(members) > 1 else ()


def _known_link(entries: tuple[Entry, ...], cast: Cast) -> Link | None:
    """Return the link of a name that the configuration decides by itself."""
    full = [entry for entry in entries if entry.means in _FULL]
    if len({entry.entity.name for entry in full}) != 1:
        return None
    entry = full[0]
    cast.setdefault(entry.entity.entity_id, known_character(entry.entity))
    return entry.entity.entity_id, str(entry.means), 0.99 if entry.means is Means.ALIAS else 0.95


def _enter_known(register: _Register) -> None:
    """Enter the configured entities under their own name and as they are written here."""
    for name, link in zip(register.names, register.links, strict=True):
        if link is not None and link[0] is not None:
            character = register.cast[link[0]]
            kind = character.entity.type
            register.bearers[kind][compared(register.surface(name), kind)] = link[0]
            register.bearers[kind].setdefault(compared(character.entity.name, kind), link[0])


def _enter_written(register: _Register) -> None:
    """Enter the tagged names that are nobody's short form, longest first, capitals of a dateline last."""
    written: dict[EntityType, Counter[str]] = defaultdict(Counter)
    for name, link in zip(register.names, register.links, strict=True):
        if link is None and name.is_tagged:
            written[name.type][register.surface(name)] += 1
    for kind, surfaces in written.items():
        bearers = register.bearers[kind]
        best_first = sorted(surfaces, key=lambda one: (-len(compared(one, kind)), one.isupper(), -surfaces[one], one))
        for surface in best_first:
            words = compared(surface, kind)
            if words and words not in bearers and not _longer(register, words, surface, kind):
                character = new_character(surface, kind)
                register.cast.setdefault(character.entity.entity_id, character)
                bearers[words] = character.entity.entity_id


def _longer(register: _Register, words: Words, surface: str, kind: EntityType) -> dict[int, str]:
    """Return the entities whose name this may be short for, each with the rule that says so."""
    found: dict[int, str] = {}
    for long, entity_id in register.bearers[kind].items():
        rule = short_for(words, surface, long, kind)
        if rule is not None and register.may_mean(surface, register.cast[entity_id].entity.name):
            found.setdefault(entity_id, rule)
    return found


def _link(register: _Register, index: int) -> Link | None:
    """Return the link of a name that no configured wording decides by itself."""
    name = register.names[index]
    if name.match is not None:
        entries = register.entries(name)
        link = _short_link(register, entries) if entries else None
        if link is not None or not name.is_tagged:
            return link
    if (defined := _defined(register, index)) is not None:
        return defined
    surface = register.surface(name)
    words = compared(surface, name.type)
    own = register.bearers[name.type].get(words)
    longer = _longer(register, words, surface, name.type)
    if own is not None and own not in longer:
        longer = {own: "own-name"}
    if len(longer) == 1:
        entity_id, rule = next(iter(longer.items()))
        return entity_id, rule, 0.9 if rule == "own-name" else 0.85
    return _nearest_bearer(register, index, set(longer))


def _defined(register: _Register, index: int) -> Link | None:
    """Return the link of an acronym in brackets right after a longer name: "Inter-Services Intelligence (ISI)"."""
    name, text = register.names[index], register.reading.text
    before = register.links[index - 1] if index else None
    if before is None or before[0] is None or not is_acronym(register.surface(name)):
        return None
    between = text[register.names[index - 1].end : name.start].strip("\"'“”‘’ ")
    is_defined = between == "(" and text[name.end : name.end + 1] == ")"
    return (before[0], "acronym-defined", 0.95) if is_defined else None


def _short_link(register: _Register, entries: tuple[Entry, ...]) -> Link | None:
    """Return the link of a configured short form, to an entity that the article names in full, or whose country.

    A person of that name in the article ("Jalaluddin Haqqani") leaves the short form open; several entities do too.
    """
    cast = register.cast
    named = [entry.entity for entry in entries if entry.entity.entity_id in cast]
    at_home = [entry.entity for entry in entries if _is_home_named(entry, cast)]
    candidates = {entity.entity_id: entity for entity in named or at_home}
    words = compared(entries[0].wording, EntityType.ORG)
    namesakes = [
        long
        for long, entity_id in register.bearers[EntityType.PERSON].items()
        if entity_id not in candidates and long[-1:] == words[-1:]
    ]
    if len(candidates) == 1 and not namesakes:
        entity_id, entity = candidates.popitem()
        cast.setdefault(entity_id, known_character(entity))
        return entity_id, str(Means.SHORT), 0.85 if named else 0.7
    return (None, "ambiguous", 0.3) if candidates else None


def _is_home_named(entry: Entry, cast: Cast) -> bool:
    country = entry.entity.country
    return country is not None and stable_id("known", country) in cast


def _nearest_bearer(register: _Register, index: int, candidates: set[int]) -> Link:
    """Return the bearer of a shared name: the one named just before, or the only one named so far.

    Two spellings of one name ("Kristin", "Kristen") are no two bearers: the spelling used last stands for both.
    """
    paragraphs = register.reading.paragraphs
    here = paragraphs[register.names[index].first]
    earlier: list[tuple[int, int]] = []
    for before in range(index - 1, -1, -1):
        link = register.links[before]
        if link is not None and link[0] is not None and link[0] in candidates:
            earlier.append((here - paragraphs[register.names[before].first], link[0]))
    near = {one for distance, one in earlier if distance < _NEAR}
    if len(near) == 1:
        return near.pop(), "surname-nearest", 0.65
    if len({one for _, one in earlier}) == 1:
        return earlier[0][1], "surname-only-so-far", 0.65
    ranks = Counter(one for _, one in earlier).most_common(2)
    if len(ranks) > 1 and ranks[0][1] >= _MAIN * ranks[1][1]:
        return ranks[0][0], "surname-main-bearer", 0.55
    if earlier and is_one_spelling([register.cast[one].words for _, one in earlier]):
        return earlier[0][1], "surname-near-spelling", 0.6
    return None, "ambiguous", 0.3
