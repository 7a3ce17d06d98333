"""Use without a warehouse: annotate texts and clean pages given as JSON lines. No network, Prefect or database."""

from __future__ import annotations

import gzip
import json
import lzma
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flows.errors import CorpusError
from flows.extract import extract_one
from transforms import clean as cleaning
from transforms.extract import claims, entities, quotes
from transforms.identity import stable_id
from transforms.records import Document, QuoteKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flows.extract import Vocabulary
    from transforms.cleaning.credits import Agencies
    from transforms.records import DateMention
    from warehouse.findings import Findings

_LONGEST_HEADLINE = 200
_CLOSING = " \t\"”’')"
_STOPS = (".", "?", "!", "…", ":", ",")
_OPENERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".xz": lzma.decompress}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusOutcome:
    """How many rows were done, and the rows that were not, with the reason."""

    done: int
    refused: tuple[tuple[str, str], ...]


def annotate(source: Path, folder: Path, vocabulary: Vocabulary) -> CorpusOutcome:
    """Read rows {doc_id, text, dct?, title?} and write entities, quotes, dates and claims as JSON lines to `folder`.

    Offsets are into `text` exactly as given. A text that a step cannot take is told in the outcome, the others are
    written.

    Raises:
        CorpusError: the file cannot be read, or a row lacks what is needed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = ("entities", "quotes", "dates", "claims")
    done, refused = 0, []
    files = {name: (folder / f"{name}.jsonl").open("w", encoding="utf-8") for name in names}
    try:
        for row in read_rows(source, required=("doc_id", "text")):
            try:
                document = _document(row)
                rows = _annotations(row["doc_id"], document, extract_one(document, vocabulary))
            except ValueError as error:
                refused.append((str(row["doc_id"]), str(error)))
                continue
            for name in names:
                files[name].writelines(_line(item) for item in rows[name])
            done += 1
    finally:
        for file in files.values():
            file.close()
    return CorpusOutcome(done=done, refused=tuple(refused))


def clean_pages(source: Path, target: Path, *, today: date, agencies: Agencies) -> CorpusOutcome:
    """Read rows {id, file, url} and write {id, text, title, authors, date, ...} to `target`.

    `file` is relative to the folder of `source`; .gz and .xz are unpacked. A page that cannot be cleaned gives a row
    with an empty text and its reason in `error`.
    """
    done, refused = 0, []
    with target.open("w", encoding="utf-8") as output:
        for row in read_rows(source, required=("id", "file", "url")):
            try:
                body = _unpacked(source.parent / row["file"])
            except (OSError, lzma.LZMAError, EOFError) as error:
                cleaned = {"id": row["id"], "text": "", "error": f"{row['file']}: cannot be read: {error}"}
            else:
                cleaned = cleaning.clean_rows(row, body, today=today, agencies=agencies)
            output.write(_line(cleaned))
            if "error" in cleaned:
                refused.append((str(row["id"]), str(cleaned["error"])))
            else:
                done += 1
    return CorpusOutcome(done=done, refused=tuple(refused))


def read_rows(source: Path, *, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON lines file (.gz allowed).

    Raises:
        CorpusError: the file is missing, a line is no JSON object, or lacks one of the `required` keys.
    """
    try:
        lines = _unpacked(source).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{source}: cannot be read as UTF-8 JSON lines: {error}"
        raise CorpusError(msg) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            msg = f"{source}:{number}: not JSON: {error}"
            raise CorpusError(msg) from error
        missing = [key for key in required if not isinstance(row, dict) or key not in row]
        if missing:
            msg = f"{source}:{number}: each row needs {', '.join(required)}; here {', '.join(missing)} is missing"
            raise CorpusError(msg)
        yield row


def _annotations(doc_id: str, document: Document, found: Findings) -> dict[str, list[dict[str, Any]]]:
    by_name = entities.FoundEntities(entities=found.entities, mentions=found.mentions)
    return {
        "entities": [{"doc_id": doc_id, "ents": entities.entity_rows(by_name)}],
        "quotes": [
            {
                "doc_id": doc_id,
                # A quoted term or title is no quotation of anybody.
                "quotes": [
                    quotes.quote_row(quote, document, by_name)
                    for quote in found.quotes
                    if quote.kind is not QuoteKind.TERM
                ],
            }
        ],
        "dates": [_date_row(doc_id, document, mention) for mention in found.dates],
        "claims": claims.article_rows(found.claims, document, doc_id),
    }


def _date_row(doc_id: str, document: Document, mention: DateMention) -> dict[str, Any]:
    """Return a temporal expression in the shape in which dates are scored, days as ISO text."""
    kept = (
        "start",
        "end",
        "surface",
        "type",
        "value",
        "mod",
        "granularity",
        "anchor",
        "alternative",
        "calendar",
        "rule",
    )
    interval = [mention.interval_start, mention.interval_end]
    return {
        "doc_id": doc_id,
        "dct": document.dct.isoformat() if document.dct else None,
        **{name: getattr(mention, name) for name in kept},
        "interval": [day.isoformat() for day in interval if day] or None,
        "confidence": mention.confidence,
    }


def _document(row: dict[str, Any]) -> Document:
    """Return a row as the steps take it. Raises ValueError where the date is none."""
    text = row["text"]
    title = row.get("title")
    headline = title if isinstance(title, str) and text.startswith(title) else _first_line(text)
    return Document(
        version_id=stable_id("document", row["doc_id"]),
        text=text,
        body_start=len(headline),
        dct=date.fromisoformat(row["dct"][:10]) if row.get("dct") else None,
        outlet=row.get("outlet"),
    )


def _first_line(text: str) -> str:
    """Return the first line where it is short enough for a headline and is no sentence nor a part of one."""
    first, _, rest = text.partition("\n")
    runs_on = rest[:1].islower() or first.rstrip(_CLOSING).endswith(_STOPS)
    return first if rest.strip() and len(first) <= _LONGEST_HEADLINE and not runs_on else ""


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    opener = _OPENERS.get(path.suffix)
    return opener(data) if opener else data


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=str) + "\n"
