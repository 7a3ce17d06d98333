"""Store what the extraction steps found, and tell which article versions still lack it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transforms.identity import stable_id
from transforms.records import Claim, DateMention, Document, Entity, Mention, Quote
from warehouse.removal import remove_forgotten_persons
from warehouse.store import query
from warehouse.tables import append, as_row, frame_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection


_REPLACED = ("mention", "quote", "date_mention", "claim", "step_run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that the steps found in one article version."""

    version_id: int
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]
    claims: tuple[Claim, ...]


def pending(connection: DuckDBPyConnection, step_versions: Mapping[str, str]) -> list[int]:
    """Return the article versions that lack a step, or have it from another version of the step; oldest first."""
    missing: set[int] = set()
    for step, version in step_versions.items():
        rows = connection.execute(query("pending"), {"step": step, "step_version": version}).fetchall()
        missing |= {row[0] for row in rows}
    order = connection.sql(query("version_order")).fetchall()
    return [version_id for (version_id,) in order if version_id in missing]


def documents(connection: DuckDBPyConnection, version_ids: Sequence[int]) -> list[Document]:
    """Return the texts of `version_ids` as the extraction steps take them, in the order given."""
    rows = connection.execute(query("documents"), {"version_ids": list(version_ids)}).fetchall()
    found = {
        row[0]: Document(version_id=row[0], text=row[1], body_start=row[2], dct=row[3], outlet=row[4], url=row[5])
        for row in rows
    }
    return [found[version_id] for version_id in version_ids if version_id in found]


def addresses(connection: DuckDBPyConnection, version_ids: Sequence[int]) -> dict[int, str]:
    """Return the canonical address of each version."""
    return dict(connection.execute(query("addresses"), {"version_ids": list(version_ids)}).fetchall())


def store(
    connection: DuckDBPyConnection, findings: Sequence[Findings], step_versions: Mapping[str, str], run_id: str
) -> None:
    """Replace everything that was found in these versions before by what was found now.

    What was forgotten while the steps read, versions and persons, is left out.
    """
    read = {"version_ids": [finding.version_id for finding in findings]}
    version_ids = [row[0] for row in connection.execute(query("existing_versions"), read).fetchall()]
    findings = [finding for finding in findings if finding.version_id in version_ids]
    for table in _REPLACED:
        connection.execute(query(f"clear_{table}"), {"version_ids": version_ids})
    _put_entities(connection, [entity for finding in findings for entity in finding.entities])
    _append_records(connection, "mention", [item for finding in findings for item in finding.mentions])
    quotes = [_quote_row(item) for finding in findings for item in finding.quotes]
    append(connection, "quote", frame_for(connection, "quote", quotes))
    _append_records(connection, "date_mention", [item for finding in findings for item in finding.dates])
    _append_records(connection, "claim", [item for finding in findings for item in finding.claims])
    ledger = [row for finding in findings for row in _step_rows(finding, step_versions, run_id)]
    append(connection, "step_run", frame_for(connection, "step_run", ledger))
    remove_forgotten_persons(connection)


def forget_unmentioned(connection: DuckDBPyConnection) -> None:
    """Remove entities that no row refers to any more."""
    connection.execute(query("forget_unmentioned"))


def list_topics(
    connection: DuckDBPyConnection,
    topics: Sequence[tuple[str, str]],
    propositions: Sequence[tuple[str, str, str, str]],
) -> None:
    """Store the configured topics (name, question) and propositions (topic, name, statement, kind), replacing all."""
    connection.execute("delete from topic")
    connection.execute("delete from proposition")
    for topic, question in topics:
        connection.execute(query("topic_put"), {"topic": topic, "question": question})
    for topic, proposition, statement, kind in propositions:
        row = {"topic": topic, "proposition": proposition, "statement": statement, "kind": kind}
        connection.execute(query("proposition_put"), row)


def _append_records(connection: DuckDBPyConnection, table: str, records: Sequence[object]) -> None:
    names = connection.table(table).columns
    append(connection, table, frame_for(connection, table, [as_row(record, names) for record in records]))


def _put_entities(connection: DuckDBPyConnection, entities: Sequence[Entity]) -> None:
    """Insert entities; the result does not depend on the order in which articles come in."""
    rows = [
        {"entity_id": entity.entity_id, "name": entity.name, "type": entity.type, "is_known": entity.known}
        for entity in entities
    ]
    connection.register("offered_entity", frame_for(connection, "entity", rows).to_arrow())
    connection.execute(query("entity_put"))
    connection.unregister("offered_entity")


def _quote_row(quote: Quote) -> dict[str, Any]:
    names = [name for name in type(quote).__slots__ if name not in {"spans", "speakers"}]
    spans = [{"start": start, "end": end} for start, end in quote.spans]
    ends = {"start": quote.start, "end": quote.end}
    return as_row(quote, names) | ends | {"spans": spans, "speakers": list(quote.speakers)}


def _step_rows(finding: Findings, step_versions: Mapping[str, str], run_id: str) -> list[dict[str, Any]]:
    counts = {
        "entities": len(finding.mentions),
        "quotes": len(finding.quotes),
        "dates": len(finding.dates),
        "claims": len(finding.claims),
    }
    return [
        {
            "version_id": finding.version_id,
            "step": step,
            "step_version": version,
            "run_id": run_id,
            "rows": counts[step],
        }
        for step, version in step_versions.items()
    ]


def step_version(version: int, *configuration: object) -> str:
    """Return a step's version joined with a hash of all that it depends on."""
    return f"{version}-{stable_id(*configuration):x}"
