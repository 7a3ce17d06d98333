"""What the `hearsay topic` commands do: write a new topic, check one, try one on the stored texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.configuration import load_toml
from flows.errors import UsageError
from flows.extract import read
from flows.topics.skeleton import skeleton
from transforms.extract.attribution.lexicon import CueLexicon
from transforms.extract.dates import find_dates
from transforms.extract.entities import find_entities
from transforms.extract.naming.known import KnownEntities
from transforms.extract.quotes import find_quotes
from transforms.extract.stance.checking import ReadText, check_topic
from transforms.extract.stance.lexicon import StanceLexicon
from transforms.extract.stance.matching import NearMiss
from transforms.extract.stance.topics import Topic, faults
from transforms.extract.stance.trial import could_speak_of, try_topic
from transforms.extract.stance.unfilled import example_slips, unfilled
from transforms.records import Claim, Document
from warehouse.findings import addresses, documents
from warehouse.store import query, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.settings import Settings

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is wrong with one topic file, one line each."""

    topic: str
    path: Path
    wrong: tuple[str, ...]
    examples: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The text that a hit or near miss stands in."""

    outlet: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a topic finds in the stored texts: how many were looked at, how many read, and what could not be."""

    looked_at: int
    read: int
    hits: tuple[tuple[Place, Claim], ...]
    misses: tuple[tuple[Place, NearMiss], ...]
    refused: tuple[str, ...]


def write_topic(folder: Path, name: str, question: str) -> Path:
    """Write the skeleton of a new topic and return its path.

    Raises:
        UsageError: the name is no plain one, or the topic is there already.
    """
    if not _NAME.fullmatch(name):
        msg = f"{name!r}: a topic's name is lower-case letters, digits and _ or -, as in river_dam"
        raise UsageError(msg)
    path = folder / "topics" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(name, question))
    except FileExistsError as error:
        msg = f"{path}: is there already; choose another name, or edit it and run 'hearsay topic check {name}'"
        raise UsageError(msg) from error
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror})"
        raise UsageError(msg) from error
    return path


def topic_paths(folder: Path, name: str | None) -> list[Path]:
    """Return the file of a topic, given by name or as a file; those of all topics where none is named.

    Raises:
        UsageError: there is no such topic, or none at all.
    """
    shipped = sorted((folder / "topics").glob("*.toml"))
    if name is None:
        if not shipped:
            msg = f"{folder / 'topics'}: no topic files; 'hearsay topic new NAME' writes one"
            raise UsageError(msg)
        return shipped
    named = [path for path in shipped if path.stem == name]
    if named:
        return named
    if Path(name).is_file():
        return [Path(name)]
    there = ", ".join(path.stem for path in shipped) or "none"
    msg = f"{name}: neither a topic nor a topic file; topics in {folder / 'topics'}: {there}"
    raise UsageError(msg)


def check_files(settings: Settings, paths: list[Path]) -> list[Checked]:
    """Return what is wrong with each topic file; a file that cannot be loaded is told, the others are still checked."""
    reader, lexicon = _reader(settings), _lexicon(settings)
    return [_check(path, reader, lexicon) for path in paths]


def try_file(settings: Settings, path: Path, *, texts: int) -> Tried:
    """Return the hits and near misses of a topic in the newest stored texts.

    Raises:
        UsageError: the topic cannot be used.
    """
    topic = load_toml(path, Topic)
    wrong = faults(topic) or (() if topic.subject.names else unfilled(topic))
    if wrong:
        msg = f"{path}: {wrong[0]}; see 'hearsay topic check'"
        raise UsageError(msg)
    with reading(settings.latest) as connection:
        ids = [row[0] for row in connection.execute(query("newest_versions"), {"most": texts}).fetchall()]
        stored, urls = documents(connection, ids), addresses(connection, ids)
    promising = [document for document in stored if could_speak_of(document.text, topic)]
    reader, lexicon = _reader(settings), _lexicon(settings)
    hits: list[tuple[Place, Claim]] = []
    misses: list[tuple[Place, NearMiss]] = []
    refused = []
    for document in promising:
        place = Place(outlet=document.outlet, url=urls[document.version_id])
        try:
            trial = try_topic(reader(document), topic, lexicon)
        except Exception as error:  # noqa: BLE001 - one bad text is told with its reason, the trial goes on
            refused.append(f"{place.url}: {type(error).__name__}: {error}")
            continue
        hits += [(place, claim) for claim in trial.hits]
        misses += [(place, miss) for miss in trial.misses]
    return Tried(
        looked_at=len(stored),
        read=len(promising) - len(refused),
        hits=tuple(hits),
        misses=tuple(misses),
        refused=tuple(refused),
    )


def _check(path: Path, reader: Callable[[Document], ReadText], lexicon: StanceLexicon) -> Checked:
    try:
        topic = load_toml(path, Topic)
    except UsageError as error:
        return Checked(topic=path.stem, path=path, wrong=(str(error),))
    wrong = [*faults(topic), *example_slips(topic)]
    if topic.id != path.stem:
        wrong.append(f"id is {topic.id!r}; call it {path.stem!r} like the file")
    if not wrong:
        complaints = check_topic(topic, lexicon, lambda text: reader(Document(version_id=0, text=text)))
        wrong += [*unfilled(topic), *complaints]
    lines = path.read_text("utf-8").splitlines()
    examples = [one for proposition in topic.proposition for one in (*proposition.positive, *proposition.negative)]
    return Checked(
        topic=topic.id,
        path=path,
        wrong=tuple(f"{_where(path, lines, examples, line)}: {line}" for line in wrong),
        examples=len(examples),
    )


def _where(path: Path, lines: list[str], examples: list[str], complaint: str) -> str:
    """Return the file, with the line of the example that a complaint ends with."""
    for number, line in enumerate(lines, start=1):
        for example in examples:
            if example in line and complaint.endswith((example, example.partition(": ")[2] or example)):
                return f"{path}:{number}"
    return str(path)


def _reader(settings: Settings) -> Callable[[Document], ReadText]:
    """Return what reads a text as a run does, all steps before claims."""
    folder = settings.folder
    known = load_toml(folder / "entities.toml", KnownEntities)
    if settings.sample.enabled:
        known = known.merged(load_toml(folder / "sample" / "entities.toml", KnownEntities))
    cues = load_toml(folder / "lexicon" / "cues.toml", CueLexicon)

    def read_text(document: Document) -> ReadText:
        parse = read(document.text, settings.language.model)
        found = find_entities(document, parse, known)
        quotes = find_quotes(document, parse, found, cues)
        return ReadText(document=document, parse=parse, found=found, quotes=quotes, dates=find_dates(document, quotes))

    return read_text


def _lexicon(settings: Settings) -> StanceLexicon:
    return load_toml(settings.folder / "lexicon" / "stance.toml", StanceLexicon)
