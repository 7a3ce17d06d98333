"""What a report is made of, and what comes out: the frames, the facts of the run, the finished report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFrames:
    """The warehouse as a report reads it.

    `evidence` is v_evidence_history, `articles` v_articles with the column `text` of article_version, `quotes`
    v_quotes; `source_health`, `fetch_attempts`, `quarantine`, `topics` and `propositions` are the view and the tables
    of those names. `links` holds topic, left, right and kind (contradiction or tension) of linked propositions.
    `copies` are pairs of article ids that share passages, found from the texts where not given.
    """

    evidence: pl.DataFrame
    articles: pl.DataFrame
    quotes: pl.DataFrame
    links: pl.DataFrame
    source_health: pl.DataFrame
    fetch_attempts: pl.DataFrame
    quarantine: pl.DataFrame
    topics: pl.DataFrame
    propositions: pl.DataFrame
    copies: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the report says of itself, so that it can be made again.

    `step_versions` are the extraction steps by name, `command` makes the report again. `is_sample` puts the whole
    report under a SAMPLE mark. `tables_folder` is where the caller writes the tables, relative to the report; None
    leaves the links to them out.
    """

    snapshot_id: str
    generated_at: datetime
    configuration_version: str
    step_versions: Mapping[str, str]
    command: str
    code_version: str
    is_sample: bool = False
    tables_folder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """How much a report prints; the tables always hold everything.

    `most_texts` articles have a reading view, those with most sightings first; `most_rows` rows stand in each table
    of the page, `most_positions` holders on each side of a proposition and findings of a kind, `most_in_a_cell`
    entries in a cell of the matrix, utterances of a holder and outlets of an utterance.
    """

    most_texts: int = 800
    most_rows: int = 1500
    most_positions: int = 40
    most_in_a_cell: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The finished report: one HTML page, one Markdown text, and each table by the name of its file."""

    html: str
    markdown: str
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
