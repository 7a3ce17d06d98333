"""Report: read a snapshot, compare, and write HTML, Markdown and a CSV beside it for each table."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version as package_version
from typing import TYPE_CHECKING

import polars as pl

from flows.commands.answers import flat
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
        ReportFrames(**frames, links=links_between(vocabulary)),
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
    tables = {f"{table}.csv": flat(frame).write_csv() for table, frame in report.tables.items()}
    files = tables | {"report.md": report.markdown, "report.html": report.html}
    _write(settings.reports / name, files)
    latest = settings.reports / "latest"
    _write(latest, files)
    return latest / "report.html"


def _write(folder: Path, files: dict[str, str]) -> None:
    """Make `folder` hold these files, each of which is whole at any moment; the page comes after what it links to."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        unfinished = folder / f"{name}.unfinished"
        unfinished.write_text(text, "utf-8")
        unfinished.replace(folder / name)
    for file in folder.iterdir():
        if file.name not in files:
            file.unlink()


def links_between(vocabulary: Vocabulary) -> pl.DataFrame:
    """Return the links between propositions, each pair once whichever of the two, or both, names the other."""
    rows = dict.fromkeys(
        (topic.id, *sorted((proposition.id, link.to)), str(link.kind))
        for topic in vocabulary.topics
        for proposition in topic.proposition
        for link in proposition.link
    )
    schema = {"topic": pl.String, "left": pl.String, "right": pl.String, "kind": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row")
