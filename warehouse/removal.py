"""Remove an address, a source or a person with all that was found there. The caller's transaction makes it whole."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from warehouse.forgetting import bury, bury_persons, normal_name, tombstones
from warehouse.store import query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How many rows went from each table."""

    articles: int = 0
    versions: int = 0
    pages: int = 0
    attempts: int = 0
    mentions: int = 0
    quotes: int = 0
    dates: int = 0
    claims: int = 0
    entities: int = 0
    opinions: int = 0
    judgements: int = 0

    @property
    def line(self) -> str:
        """The counts that are not 0, for a person to read."""
        counts = [(item.name, getattr(self, item.name)) for item in fields(self)]
        return ", ".join(f"{name} {count}" for name, count in counts if count) or "nothing that is stored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be forgotten: an address in all its writings, a source, or a person; and the salt for a name."""

    urls: tuple[str, ...] = ()
    source_id: str | None = None
    person: str | None = None
    salt: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The entities that bear a name, and the names by which they are listed."""

    entity_ids: tuple[int, ...]
    names: tuple[str, ...]


def remove(connection: DuckDBPyConnection, subject: Subject, at: datetime) -> Removed:
    """Remove what is to be forgotten and put up its tombstones; return how many rows went."""
    if subject.urls:
        found = _column(connection, "forget_articles_at", urls=list(subject.urls))
        removed, addresses = _remove_articles(connection, found, subject.urls, source_id=None)
        bury(connection, kind="url", subjects=addresses, reason=subject.reason, at=at)
        return removed
    if subject.source_id is not None:
        removed = _remove_source(connection, subject.source_id)
        bury(connection, kind="source", subjects=[subject.source_id], reason=subject.reason, at=at)
        return removed
    name = subject.person or ""
    person = find_person(connection, named(name))
    bury_persons(connection, [name, *person.names], salt=subject.salt, reason=subject.reason, at=at)
    return remove_person(connection, person)


def _remove_source(connection: DuckDBPyConnection, source_id: str) -> Removed:
    """Remove everything that came from a source, and the source."""
    found = _column(connection, "forget_articles_of", source_id=source_id)
    removed, _ = _remove_articles(connection, found, (), source_id=source_id)
    for name in ("forget_feed_entries", "forget_feeds", "forget_source"):
        connection.execute(query(name), {"source_id": source_id})
    return removed


def find_person(connection: DuckDBPyConnection, is_meant: Callable[[str], bool]) -> Person:
    """Return the persons whose name is meant: the name they are listed by, or one of several words in a text.

    One word alone ("Noorgul") is shared by too many; it counts only where it is the whole name somebody is listed by.
    """
    rows = connection.sql(query("person_names")).fetchall()
    meant = {key for key, name, is_canonical in rows if (is_canonical or " " in name.strip()) and is_meant(name)}
    # "Mr Noorgul" is not among them: the next Mr Noorgul may be another man.
    whole = {name for key, name, is_canonical in rows if key in meant and (is_canonical or is_meant(name))}
    return Person(entity_ids=tuple(sorted(meant)), names=tuple(sorted(whole)))


def remove_person(connection: DuckDBPyConnection, person: Person) -> Removed:
    """Remove a person's mentions, quotes, claims, relayed claims, judgements and entity. The articles stay.

    Opinions go with the claims whose sentences they are about.
    """
    ids, names = list(person.entity_ids), list(person.names)
    quotes = _column(connection, "person_quotes", entity_ids=ids, names=names)
    return Removed(
        claims=_change(connection, "forget_person_claims", entity_ids=ids, names=names, quote_ids=quotes),
        quotes=_change(connection, "forget_person_quotes", quote_ids=quotes),
        mentions=_change(connection, "forget_person_mentions", entity_ids=ids),
        opinions=_change(connection, "forget_person_opinions"),
        judgements=_change(connection, "forget_person_judgements", names=names)
        + _change(connection, "forget_person_claim_judgements", names=names),
        entities=_change(connection, "forget_person_entities", entity_ids=ids),
    )


def remove_forgotten_persons(connection: DuckDBPyConnection) -> None:
    """Remove whatever an extraction found of persons that were forgotten; costs nothing where there are none."""
    stones = tombstones(connection)
    if stones.persons:
        person = find_person(connection, stones.hold)
        if person.entity_ids:
            remove_person(connection, person)


def named(name: str) -> Callable[[str], bool]:
    """Return the question whether another writing is the same name."""
    sought = normal_name(name)
    return lambda other: normal_name(other) == sought


def _remove_articles(
    connection: DuckDBPyConnection, article_ids: list[int], urls: Iterable[str], *, source_id: str | None
) -> tuple[Removed, tuple[str, ...]]:
    known = _column(connection, "forget_addresses", article_ids=article_ids)
    addresses = sorted({*urls, *(url for url in known if url)})
    versions = _column(connection, "forget_versions", article_ids=article_ids)
    attempts = _column(connection, "forget_attempts", urls=addresses, version_ids=versions, source_id=source_id)
    pages = _change(connection, "forget_pages", fetch_ids=attempts, version_ids=versions)
    _change(connection, "forget_bodies", fetch_ids=attempts)
    _change(connection, "forget_quarantine", urls=addresses, version_ids=versions)
    _change(connection, "clear_step_run", version_ids=versions)
    removed = Removed(
        articles=len(article_ids),
        versions=len(versions),
        pages=pages,
        attempts=len(attempts),
        mentions=_change(connection, "clear_mention", version_ids=versions),
        quotes=_change(connection, "clear_quote", version_ids=versions),
        dates=_change(connection, "clear_date_mention", version_ids=versions),
        claims=_change(connection, "clear_claim", version_ids=versions),
        opinions=_change(connection, "forget_opinions", version_ids=versions),
        judgements=_change(connection, "forget_claim_judgements", version_ids=versions)
        + _change(connection, "forget_article_judgements", urls=addresses),
    )
    _change(connection, "forget_article_versions", version_ids=versions)
    _change(connection, "forget_articles", article_ids=article_ids)
    connection.execute(query("forget_unmentioned"))
    return removed, tuple(addresses)


def _column(connection: DuckDBPyConnection, name: str, **parameters: object) -> list[Any]:
    return [row[0] for row in connection.execute(query(name), parameters).fetchall()]


def _change(connection: DuckDBPyConnection, name: str, **parameters: object) -> int:
    """Carry out a statement that deletes or updates; return how many rows it touched."""
    return int(connection.execute(query(name), parameters).fetchall()[0][0])
