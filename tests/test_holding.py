"""What may become a version: a wall never replaces a good text, a text cut by half waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.errors import UsageError
from flows.operating.release import release
from flows.settings import load_settings
from tests.changing_site import TEASER, WALL, Site, changing_site, following, ingested, story
from warehouse.export import answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl


@pytest.fixture
def site() -> Iterator[Site]:
    with changing_site() as running:
        yield running


def _ask(config: Path, sql: str) -> pl.DataFrame:
    return answer(config.parent / "data" / "warehouse.duckdb", sql)


def _versions(config: Path) -> list[tuple[int, bool]]:
    return _ask(config, "select body_characters, is_current from v_articles order by body_characters").rows()


def test_a_wall_never_joins_or_replaces_a_good_version(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = story()
    assert ingested(config).stored == 1
    site.pages["/a"] = WALL
    outcome = ingested(config)
    assert outcome.failures == ((site.url("/a"), "bot wall: rule browser-challenge"),)
    assert len(_versions(config)) == 1
    assert _ask(config, "select outcome from fetch_attempt order by started_at").rows() == [("stored",), ("walled",)]
    assert _ask(config, "select count(*) from page").item() == 2


def test_a_teaser_stands_only_until_the_whole_text_comes_and_never_after_it(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = TEASER
    assert ingested(config).stored == 1
    assert "paywall" in _ask(config, "select flags from v_articles").item().to_list()
    site.pages["/a"] = story()
    assert ingested(config).stored == 1
    site.pages["/a"] = TEASER
    assert ingested(config).failures == ((site.url("/a"), "paywall: rule subscribe-to-read-on"),)
    assert [is_current for _, is_current in _versions(config)] == [False, True]


def test_a_text_cut_by_half_is_held_and_the_reason_names_both_lengths(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = story()
    ingested(config)
    ((whole, _),) = _versions(config)
    site.pages["/a"] = story(2)
    for _ in range(2):
        (failure,) = ingested(config).failures
        assert f"the last version had {whole}" in failure[1]
    assert _versions(config) == [(whole, True)]
    assert _ask(config, "select count(*) from v_held").item() == 1
    assert _ask(config, "select count(*) from quarantine").item() == 0
    site.pages["/a"] = story()
    assert ingested(config).unchanged == 1
    assert _ask(config, "select count(*) from v_held").item() == 0


def test_a_text_cut_by_less_than_half_is_an_ordinary_new_version(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = story()
    ingested(config)
    site.pages["/a"] = story(4)
    assert ingested(config).stored == 1


def test_a_held_page_that_is_released_is_the_current_version_from_then_on(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = story()
    ingested(config)
    site.pages["/a"] = story(2)
    ingested(config)
    assert release(load_settings(config), site.url("/a")).outcome == "stored"
    assert [is_current for _, is_current in _versions(config)] == [True, False]
    assert _ask(config, "select count(*) from v_held").item() == 0
    assert ingested(config).unchanged == 1


def test_a_page_taken_for_a_wall_by_mistake_can_be_released_too(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = story(1).replace("Crane stays", "Access denied")
    assert ingested(config).stored == 0
    assert release(load_settings(config), site.url("/a")).outcome == "stored"
    assert ingested(config).unchanged == 1


def test_nothing_is_released_where_nothing_is_held(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    site.pages["/a"] = story()
    ingested(config)
    with pytest.raises(UsageError, match="hearsay status"):
        release(load_settings(config), site.url("/a"))
