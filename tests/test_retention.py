"""Raw pages are dropped after their source's keep_days; what was found in them stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.errors import ConfigurationError, UsageError
from flows.job import apply_retention
from flows.operating.release import release
from flows.settings import load_settings
from tests.changing_site import Site, changing_site, following, ingested, story
from warehouse.integrity import breaches
from warehouse.keeping import page_body
from warehouse.retention import drop_old_pages
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.now(UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with changing_site() as running:
        running.pages["/a"] = story()
        yield running


def test_a_page_loses_its_bytes_after_its_sources_days_and_nothing_else(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a", more="keep_days = 30\n")
    ingested(config)
    settings = load_settings(config)
    assert apply_retention(settings, NOW + timedelta(days=29)) == 0
    assert apply_retention(settings, NOW + timedelta(days=31)) == 1
    assert apply_retention(settings, NOW + timedelta(days=31)) == 0
    assert ingested(config).unchanged == 1
    with writing(settings.warehouse) as connection:
        sha256, body, dropped_at = connection.sql("select sha256, body, dropped_at from page").fetchall()[0]
        assert (body, dropped_at is None, page_body(connection, sha256)) == (None, False, None)
        assert connection.sql("select count(*) from article_version").fetchall() == [(1,)]
        assert breaches(connection) == ()


def test_without_keep_days_pages_stay_for_ever(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    ingested(config)
    assert apply_retention(load_settings(config), NOW + timedelta(days=9000)) == 0


def test_the_default_holds_for_every_source_without_days_of_its_own(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    ingested(config)
    later = NOW + timedelta(days=31)
    with writing(load_settings(config).warehouse) as connection:
        assert drop_old_pages(connection, {"gazette": 40}, default=30, now=later) == 0
        assert drop_old_pages(connection, {"other": 40}, default=30, now=later) == 1


def test_a_page_of_two_sources_stays_as_long_as_the_one_that_keeps_longer(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a")
    ingested(config)
    with writing(load_settings(config).warehouse) as connection:
        connection.execute(
            "insert into fetch_attempt select * replace (1 as fetch_id, 'other' as source_id) from fetch_attempt"
        )
        later = NOW + timedelta(days=31)
        assert drop_old_pages(connection, {"gazette": 30}, default=None, now=later) == 0
        assert drop_old_pages(connection, {"gazette": 30, "other": 60}, default=None, now=later) == 0
        assert drop_old_pages(connection, {"gazette": 30, "other": 20}, default=None, now=later) == 1


def test_a_held_page_whose_bytes_were_dropped_says_so_when_it_is_released(site: Site, tmp_path: Path) -> None:
    config = following(tmp_path, site, "/a", more="keep_days = 1\n")
    ingested(config)
    site.pages["/a"] = story(2)
    ingested(config)
    assert apply_retention(load_settings(config), NOW + timedelta(days=3)) == 2
    with pytest.raises(UsageError, match="keep_days"):
        release(load_settings(config), site.url("/a"))


@pytest.mark.parametrize("days", ["0", "-3", '"a year"'])
def test_days_that_are_no_days_are_a_mistake_in_the_configuration(site: Site, tmp_path: Path, days: str) -> None:
    config = following(tmp_path, site, "/a", more=f"keep_days = {days}\n")
    with pytest.raises(ConfigurationError, match="keep_days"):
        load_settings(config)
