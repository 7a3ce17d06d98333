"""Extract: run the steps over every article version that lacks them, a batch a task, a transaction a batch."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from flows.configuration import load_toml
from flows.engine import batches
from flows.errors import ConfigurationError
from transforms.extract import claims, dates, entities, quotes
from transforms.extract.attribution.lexicon import CueLexicon
from transforms.extract.naming.known import KnownEntities
from transforms.extract.stance.lexicon import StanceLexicon
from transforms.extract.stance.topics import Topic
from transforms.language.fingerprint import fingerprint
from transforms.language.load import LanguageModelError, LanguageSettings, load
from transforms.records import Document
from warehouse.findings import (
    Findings,
    addresses,
    documents,
    forget_unmentioned,
    list_topics,
    pending,
    step_version,
    store,
)
from warehouse.keeping import Refusal, quarantine
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from flows.engine import Engine
    from flows.settings import Settings

_ONE_AT_A_TIME = threading.Lock()  # spaCy's vocabulary is not meant to grow from two threads at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the extraction steps read from the configuration: names, cues, stance words, topics, language pipeline."""

    model: str
    known: KnownEntities
    cues: CueLexicon
    stance: StanceLexicon
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionOutcome:
    """What extraction did: article versions read, rows found, versions that a step could not take."""

    versions: int
    rows: int
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    documents: tuple[Document, ...]
    vocabulary: Vocabulary


def load_vocabulary(folder: Path, model: str, *, sample: bool) -> Vocabulary:
    """Return what the steps read from the configuration folder.

    Raises:
        ConfigurationError: a file is missing or wrong.
    """
    known = load_toml(folder / "entities.toml", KnownEntities)
    if sample:
        known = known.merged(load_toml(folder / "sample" / "entities.toml", KnownEntities))
    topic_files = sorted((folder / "topics").glob("*.toml"))
    if not topic_files:
        msg = f"{folder / 'topics'}: no topic files; describe at least one disputed question there"
        raise ConfigurationError(msg)
    return Vocabulary(
        model=model,
        known=known,
        cues=load_toml(folder / "lexicon" / "cues.toml", CueLexicon),
        stance=load_toml(folder / "lexicon" / "stance.toml", StanceLexicon),
        topics=tuple(load_toml(file, Topic) for file in topic_files),
    )


def step_versions(vocabulary: Vocabulary) -> dict[str, str]:
    """Return each step's version with a hash of all that its result depends on."""
    pipeline = fingerprint(LanguageSettings(model=vocabulary.model))
    entity = step_version(entities.VERSION, pipeline, vocabulary.known)
    quote = step_version(quotes.VERSION, entity, vocabulary.cues)
    day = step_version(dates.VERSION, quote)
    claim = step_version(claims.VERSION, day, vocabulary.stance, vocabulary.topics)
    return {"entities": entity, "quotes": quote, "dates": day, "claims": claim}


def extract_pending(
    settings: Settings,
    vocabulary: Vocabulary,
    run_id: str,
    engine: Engine,
    tell: Callable[[int, int], None],
) -> ExtractionOutcome:
    """Extract from every article version that lacks it; `tell` hears (done, of) after each batch.

    A version that a step cannot take is quarantined with its reason; the rest of its batch is stored.
    """
    versions = step_versions(vocabulary)
    with writing(settings.warehouse) as connection:
        list_topics(connection, *_topic_rows(vocabulary.topics))
        waiting = pending(connection, versions)
        texts = documents(connection, waiting)
        urls = addresses(connection, waiting)
    tasks = [_Task(documents=batch, vocabulary=vocabulary) for batch in batches(texts, settings.run.batch)]
    rows, done, refused = 0, 0, []
    for task, (found, complaints) in zip(tasks, engine.compute("extract", extract_batch, tasks), strict=True):
        refusals = [
            Refusal(url=urls[version_id], step="extract", reason=reason, version_id=version_id)
            for version_id, reason in complaints
        ]
        with writing(settings.warehouse) as connection:
            store(connection, found, versions, run_id)
            quarantine(connection, run_id, refusals, datetime.now(UTC))
        refused += refusals
        rows += sum(_row_count(finding) for finding in found)
        done += len(task.documents)
        tell(done, len(texts))
    if done:
        with writing(settings.warehouse) as connection:
            forget_unmentioned(connection)
    return ExtractionOutcome(versions=done - len(refused), rows=rows, refusals=tuple(refused))


def extract_batch(task: _Task) -> tuple[list[Findings], list[tuple[int, str]]]:
    """Return what the steps find in a batch, and (version id, reason) for each version that a step could not take."""
    found, complaints = [], []
    for document in task.documents:
        try:
            found.append(extract_one(document, task.vocabulary))
        except Exception as error:  # noqa: BLE001 - one bad article is quarantined with its reason, the run goes on
            complaints.append((document.version_id, f"{type(error).__name__}: {error}"))
    return found, complaints


def extract_one(document: Document, vocabulary: Vocabulary) -> Findings:
    """Return all that the steps find in one document."""
    parse = read(document.text, vocabulary.model)
    found = entities.find_entities(document, parse, vocabulary.known)
    said = quotes.find_quotes(document, parse, found, vocabulary.cues)
    when = dates.find_dates(document, said)
    claimed = tuple(
        claim
        for topic in vocabulary.topics
        for claim in claims.find_claims(document, parse, found, said, when, topic, vocabulary.stance)
    )
    return Findings(
        version_id=document.version_id,
        entities=found.entities,
        mentions=found.mentions,
        quotes=said,
        dates=when,
        claims=claimed,
    )


def read(text: str, model: str) -> Doc:
    """Return the parse of a text."""
    with _ONE_AT_A_TIME:
        return _pipeline(model)(text)


@cache
def _pipeline(model: str) -> Language:
    """Load the language pipeline once a process.

    Raises:
        ConfigurationError: the model that the configuration names cannot be used.
    """
    try:
        return load(LanguageSettings(model=model))
    except LanguageModelError as error:
        msg = f"hearsay.toml: language.model = {model!r}: {error}"
        raise ConfigurationError(msg) from error


def _row_count(finding: Findings) -> int:
    return len(finding.mentions) + len(finding.quotes) + len(finding.dates) + len(finding.claims)


def _topic_rows(
    topics: Sequence[Topic],
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str, str]]]:
    named = [(topic.id, topic.question) for topic in topics]
    propositions = [
        (topic.id, proposition.id, proposition.statement, str(proposition.kind))
        for topic in topics
        for proposition in topic.proposition
    ]
    return named, propositions
