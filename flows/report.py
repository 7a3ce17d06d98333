"""Report: read a snapshot, compare, and write HTML, Markdown and a CSV beside it for each table."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from typing import TYPE_CHECKING

import polars as pl

from flows.answers import flat
from flows.extract import step_versions
from transforms.render.report import ReportFacts, ReportFrames, build_report
from warehouse.export import report_frames, snapshot_name

if TYPE_CHECKING:
    from pathlib import Path

    from flows.extract import Vocabulary
    from flows.settings import Settings


def write_report(settings: Settings, vocabulary: Vocabulary, snapshot: Path) -> Path:
    """Compare what a snapshot holds and write the report; return the HTML file's path.

    The newest report is always `data/reports/latest/report.html`; each snapshot keeps its own beside it.
    """
    frames = report_frames(snapshot)
    name = snapshot_name(snapshot)
    report = build_report(
        ReportFrames(**frames, links=_links(vocabulary)),
        ReportFacts(
            snapshot_id=name,
            generated_at=datetime.now(UTC),
            configuration_version=settings.version,
            code_version=package_version("hearsay"),
            step_versions=step_versions(vocabulary),
            command="hearsay report",
            is_sample=settings.sample.enabled,
            tables_folder=".",
        ),
    )
    folder = settings.reports / name
    _write(folder, report.html, report.markdown, report.tables)
    latest = settings.reports / "latest"
    shutil.rmtree(latest, ignore_errors=True)
    shutil.copytree(folder, latest)
    return latest / "report.html"


def _write(folder: Path, html: str, markdown: str, tables: dict[str, pl.DataFrame]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(html, "utf-8")
    (folder / "report.md").write_text(markdown, "utf-8")
    for name, table in tables.items():
        flat(table).write_csv(folder / f"{name}.csv")


def _links(vocabulary: Vocabulary) -> pl.DataFrame:
    rows = [
        (topic.id, proposition.id, link.to, str(link.kind))
        for topic in vocabulary.topics
        for proposition in topic.proposition
        for link in proposition.link
    ]
    schema = {"topic": pl.String, "left": pl.String, "right": pl.String, "kind": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
