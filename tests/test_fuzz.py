"""Broken pages through the real path of `hearsay ingest`: no crash, and every page has one row with an outcome.

`python -m benchmarks.ingestion --fuzz 10000` does the same with ten thousand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.discovery.named import local_pages
from flows.ingest import ingest_files
from flows.settings import load_settings
from tests.conftest import PROJECT
from tests.fuzzed_pages import write_fuzzed
from warehouse.store import reading

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 250


def test_no_broken_page_is_lost_or_ends_the_run(tmp_path: Path) -> None:
    write_fuzzed(tmp_path / "pages", PAGES)
    settings = replace(load_settings(PROJECT / "config"), data=tmp_path / "data", sources=())
    ingest_files(settings, "fuzz", local_pages(tmp_path / "pages"), source_id=None, published=None)
    with reading(settings.warehouse) as connection:
        urls, outcomes = zip(*connection.sql("select url, outcome from fetch_attempt").fetchall(), strict=True)
        broke = connection.sql("select url, reason from quarantine where reason like 'cleaning broke%'").fetchall()
    assert sorted(urls) == [f"file:{number:06d}.html" for number in range(PAGES)]
    assert set(outcomes) >= {"stored", "failed"}
    assert broke == []
