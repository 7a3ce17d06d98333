"""Find the entities of an article and every stretch of text that speaks of them, each with how it was linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.naming.documents import link_documents
from transforms.extract.naming.matcher import gazetteer
from transforms.extract.naming.names import find_names
from transforms.extract.naming.nominals import link_nominals
from transforms.extract.naming.pronouns import link_pronouns
from transforms.extract.naming.reading import read
from transforms.extract.naming.roles import find_described, find_titles
from transforms.extract.naming.scene import Scene
from transforms.extract.naming.short_forms import TITLED, link_names
from transforms.records import Document, Entity, EntityType, Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from transforms.extract.naming.known import KnownEntities

VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntities:
    """The entities of one article and the mentions of them, in reading order."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


def find_entities(document: Document, parse: Doc, known: KnownEntities) -> FoundEntities:
    """Return who is spoken of in the document, and where.

    Configured names decide first, then the tagged ones of `parse`; short forms join their long form; titles are split
    from persons; then noun phrases, texts and pronouns are linked, or left open where nothing decides. A parse with
    neither tags nor dependencies still gives the configured names.

    Raises:
        ValueError: `parse` is not a parse of this document's text.
    """
    # The pipeline may read an odd space as a plain one; code points stay where they are.
    if len(parse.text) != len(document.text):
        msg = f"the parse is of another text than document {document.version_id}"
        raise ValueError(msg)
    reading = read(parse)
    names, described = find_names(reading, parse, gazetteer(known))
    cast, named = link_names(reading, names, known.apart_in(document.url))
    people = [sighting for sighting in named if sighting.type is EntityType.PERSON]
    titles = find_titles(reading, people, described, cast)
    told = find_described(reading, described, [*named, *titles], document.dct, cast)
    scene = Scene(reading, cast, [*named, *titles, *told])
    link_nominals(scene)
    link_documents(scene)
    link_pronouns(scene)
    # Once more: "his statement" has an issuer only now.
    link_documents(scene)
    return _found(document, scene)


def _found(document: Document, scene: Scene) -> FoundEntities:
    used = dict.fromkeys(one for sighting in scene.sightings for one in sighting.referents)
    return FoundEntities(
        entities=tuple(scene.cast[one].entity for one in used),
        mentions=tuple(sighting.as_mention(document) for sighting in scene.sightings),
    )


def entity_rows(found: FoundEntities) -> list[list[int | str]]:
    """Return [start, end, label] for each mention by name, as the entity scorer reads it.

    Corpora disagree whether a courtesy title belongs to the name. Where the model's span held the title, so does the
    row: the model has learned from the text's kind which way to go. The mentions themselves are always without.
    """
    titles = {mention.end: mention.start for mention in found.mentions if mention.kind is MentionKind.ROLE}
    rows: list[list[int | str]] = []
    for mention in found.mentions:
        if mention.kind is not MentionKind.NAME:
            continue
        start = titles.get(mention.start - 1, mention.start) if mention.rule == TITLED else mention.start
        rows.append([start, mention.end, str(mention.type)])
    return rows


def entity_row(mention: Mention) -> list[int | str] | None:
    """Return [start, end, label] for a mention by name, None for any other mention."""
    if mention.kind is not MentionKind.NAME:
        return None
    return [mention.start, mention.end, str(mention.type)]
