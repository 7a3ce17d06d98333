"""What a second run over an unchanged site costs, over real HTTP and into a real warehouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from flows.discovery.discover import Found
from flows.engine import DirectEngine
from flows.fetching.fetch import Fetcher
from flows.ingest import ingest_addresses, ingest_sources
from flows.settings import FetchSettings, Settings, Source, load_settings
from tests.conftest import PROJECT
from tests.fault_server import faults
from tests.generated_site import generated_site
from warehouse.store import reading

if TYPE_CHECKING:
    from pathlib import Path

    from flows.outcomes import SourceOutcome
    from tests.generated_site import Site

_KEPT = ("page", "article", "article_version")


def _settings(site: Site, folder: Path) -> Settings:
    source = Source(id="generated", name="Generated", feeds=(site.url("/feed"),), allow_private=True)
    fetch = FetchSettings(spacing=0.0)
    return replace(load_settings(PROJECT / "config"), data=folder, fetch=fetch, sources=(source,))


def _run(settings: Settings, run_id: str) -> SourceOutcome:
    fetcher = Fetcher(settings.fetch)
    try:
        return ingest_sources(settings, run_id, DirectEngine(settings), fetcher, lambda _: None)[0]
    finally:
        fetcher.close()


def _rows(warehouse: Path) -> dict[str, int]:
    with reading(warehouse) as connection:
        return {table: connection.table(table).count("*").fetchall()[0][0] for table in _KEPT}


@pytest.mark.parametrize(("validators", "pages"), [("etag", 200), ("date", 40)])
def test_a_second_run_over_an_unchanged_site_fetches_no_body(tmp_path: Path, validators: str, pages: int) -> None:
    with generated_site(pages, validators) as site:
        settings = _settings(site, tmp_path)
        assert _run(settings, "first").stored == pages
        assert site.bodies == pages
        assert _run(settings, "second").unchanged == pages
    assert (site.bodies, site.statuses[304]) == (pages, pages)
    assert _rows(settings.warehouse) == dict.fromkeys(_KEPT, pages)


def test_without_validators_bodies_come_again_and_nothing_is_stored_twice(tmp_path: Path) -> None:
    pages = 40
    with generated_site(pages, "none") as site:
        settings = _settings(site, tmp_path)
        _run(settings, "first")
        assert _run(settings, "second").unchanged == pages
    assert site.bodies == 2 * pages
    assert _rows(settings.warehouse) == dict.fromkeys(_KEPT, pages)


def test_a_host_that_asked_to_be_left_alone_is_left_alone_by_the_next_run(tmp_path: Path) -> None:
    with faults() as server:
        settings = replace(
            load_settings(PROJECT / "config"), data=tmp_path, fetch=FetchSettings(spacing=0.0), sources=()
        )
        for run_id, path in (("first", "/retry-much-later"), ("second", "/well")):
            found = [Found(url=server.url(path), source_id=None, allow_private=True)]
            ingest_addresses(settings, run_id, DirectEngine(settings), Fetcher(settings.fetch), found)
    assert server.paths == ["/robots.txt", "/retry-much-later"]
    with reading(settings.warehouse) as connection:
        reasons = connection.sql("select reason from fetch_attempt order by started_at").fetchall()
    assert all("left for a later run" in reason for (reason,) in reasons)
