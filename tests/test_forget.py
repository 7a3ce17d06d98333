"""What is forgotten is gone from every file and does not come back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from flows.errors import UsageError
from flows.settings import load_settings
from tests.changing_site import SENTENCES, Site, changing_site, following, ingested, story
from tests.conftest import invoke
from warehouse.findings import Findings, store
from warehouse.forgetting import digest_of, normal_name
from warehouse.integrity import breaches
from warehouse.store import reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "Samina Qazilbash"
WORDS = SENTENCES[2]


@pytest.fixture
def site() -> Iterator[Site]:
    with changing_site() as running:
        yield running


@pytest.fixture
def kept(site: Site, tmp_path: Path) -> Path:
    """Two articles of one source, published twice and reported on; only one of them has `WORDS`."""
    config = following(tmp_path, site, "/a", "/b")
    site.pages |= {"/a": story(), "/b": story(2).replace("Crane stays", "Crane stays put")}
    ingested(config)
    _judge(config)
    for _ in range(2):
        invoke("snapshot", "--config", config)
    report = config.parent / "data" / "reports" / "old" / "report.html"
    report.parent.mkdir(parents=True)
    report.write_text(WORDS, "utf-8")
    return config


def _judge(config: Path) -> None:
    """Let a person decide about `WORDS`, and a model give its opinion of them."""
    with writing(load_settings(config).warehouse) as connection:
        version = connection.execute(
            "select version_id from article_version where contains(text, $words)", {"words": WORDS}
        ).fetchall()[0][0]
        connection.execute(
            "insert into opinion values "
            "(1, 1, $version, 0, 9, 't', 'P1', 's', 'm', null, 'h', 'deny', $words, null, '', now())",
            {"version": version, "words": WORDS},
        )
        connection.execute(
            "insert into claim_judgement values "
            "(1, 'reject', 't', 'P1', $words, 'outlet', 'asserts', null, null, null, now())",
            {"words": WORDS},
        )


def _one(config: Path, sql: str) -> object:
    with reading(config.parent / "data" / "warehouse.duckdb") as connection:
        rows = connection.sql(sql).fetchall()
    return rows[0][0]


def _files_with(config: Path, content: bytes) -> set[str]:
    files = [file for file in (config.parent / "data").rglob("*") if file.is_file()]
    return {file.name for file in files if content in file.read_bytes()}


def test_a_forgotten_address_leaves_no_byte_in_any_file(kept: Path, site: Site) -> None:
    with reading(kept.parent / "data" / "warehouse.duckdb") as connection:
        raw = connection.sql("select page.body from page join fetch_attempt using (sha256) where url like '%/a'")
        body = raw.fetchall()[0][0]
    assert {"warehouse.duckdb", "latest.duckdb", "report.html"} <= _files_with(kept, WORDS.encode())
    assert len(_files_with(kept, body)) == 4
    output = invoke(
        "forget", "--url", site.url("/a") + "?utm_source=x", "--reason", "asked for", "--yes", "--config", kept
    )
    assert "articles 1, versions 1, pages 1, attempts 1, opinions 1, judgements 1" in output
    assert _files_with(kept, WORDS.encode()) == set()
    assert _files_with(kept, body) == set()
    assert len(list((kept.parent / "data" / "snapshots").iterdir())) == 1
    assert _one(kept, "select title from article_version") == "Crane stays put"
    with reading(kept.parent / "data" / "latest.duckdb") as connection:
        assert breaches(connection) == ()


def test_no_table_speaks_of_a_forgotten_version_or_source_any_more(kept: Path) -> None:
    version = _one(kept, "select version_id from v_articles where title = 'Crane stays'")
    invoke("forget", "--source", "gazette", "--yes", "--config", kept)
    with reading(kept.parent / "data" / "warehouse.duckdb") as connection:
        columns = connection.sql(
            "select table_name, column_name from duckdb_columns() where column_name in ('version_id', 'source_id') "
            "and table_name in (select table_name from duckdb_tables()) and table_name not in ('fetch_attempt', 'run')"
        ).fetchall()
        assert {"article_version", "opinion", "feed", "claim"} <= {table for table, _ in columns}
        for table, column in columns:
            meant = {"meant": version if column == "version_id" else "gazette"}
            rows = connection.execute(f"select * from {table} where {column} = $meant", meant).fetchall()  # noqa: S608
            assert rows == [], table


def test_a_forgotten_address_does_not_come_back(kept: Path, site: Site) -> None:
    invoke("forget", "--url", site.url("/a"), "--yes", "--config", kept)
    site.asked.clear()
    outcome = ingested(kept)
    assert (outcome.unchanged, outcome.forgotten, outcome.failures) == (1, 1, ())
    assert "/a" not in site.asked
    reason = str(_one(kept, "select reason from fetch_attempt where outcome = 'refused'"))
    assert reason.startswith("forgotten on 20")
    assert reason in invoke("ingest", site.url("/a"), "--source", "gazette", "--config", kept, code=1)
    assert _one(kept, "select count(*) from v_failure") == 0


def test_another_address_that_leads_to_a_forgotten_article_is_refused_after_the_answer(kept: Path, site: Site) -> None:
    invoke("forget", "--url", site.url("/a"), "--yes", "--config", kept)
    site.pages["/c"] = story().replace("<head>", f"<head><link rel='canonical' href='{site.url('/a')}'>")
    following(kept.parent, site, "/c")
    assert ingested(kept).forgotten == 1
    assert _one(kept, "select count(*) from article_version") == 1
    assert _files_with(kept, WORDS.encode()) == set()


def test_a_forgotten_source_is_not_even_asked(kept: Path, site: Site) -> None:
    assert "articles 2" in invoke("forget", "--source", "gazette", "--yes", "--config", kept)
    assert _one(kept, "select count(*) from page") == 0
    site.asked.clear()
    ((_, reason),) = ingested(kept).failures
    assert reason.startswith("forgotten on")
    assert "sources.toml" in reason
    assert site.asked == []


def test_the_counts_are_shown_and_nothing_goes_without_a_yes(kept: Path, site: Site) -> None:
    output = invoke("forget", "--url", site.url("/a"), "--config", kept, typed="n\n", code=1)
    assert "articles 1, versions 1" in output
    assert _one(kept, "select count(*) from article_version") == 2
    assert _one(kept, "select count(*) from tombstone") == 0


@pytest.mark.parametrize("words", [(), ("--person", " "), ("--url", "a", "--source", "b")])
def test_exactly_one_thing_is_forgotten_at_a_time(kept: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="name one thing"):
        invoke("forget", *words, "--yes", "--config", kept)


def test_a_person_is_forgotten_and_not_extracted_again(sample: Path, tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(sample.parent, tmp_path, dirs_exist_ok=True)
    held = "select count(*) from claim join entity on holder_entity = entity_id where name = 'Samina Qazilbash'"
    versions = _one(config, "select count(*) from article_version")
    others = _one(config, "select count(*) from entity")
    claims = int(str(_one(config, held)))
    assert claims
    output = invoke("forget", "--person", "samina  QAZILBASH", "--yes", "--config", config)
    assert int(output.split("claims ")[1].split(",")[0]) >= claims
    with writing(load_settings(config).warehouse) as connection:
        connection.execute(
            "delete from step_run where version_id in "
            "(select version_id from article_version where contains(text, $name))",
            {"name": NAME},
        )
    assert "rows found" in invoke("extract", "--config", config)
    assert _one(config, held) == 0
    assert _one(config, f"select count(*) from mention where surface = '{NAME}'") == 0  # noqa: S608 - a constant
    assert _one(config, "select count(*) from entity") == others - 1  # type: ignore[operator]
    assert _one(config, "select count(*) from article_version") == versions
    assert _one(config, "select count(*) from tombstone where subject is null and digest is not null") == 1
    with reading(config.parent / "data" / "latest.duckdb") as connection:
        assert breaches(connection) == ()


def test_what_a_step_read_before_it_was_forgotten_is_not_stored_after(kept: Path, site: Site) -> None:
    version = _one(kept, "select version_id from v_articles where title = 'Crane stays'")
    invoke("forget", "--url", site.url("/a"), "--yes", "--config", kept)
    late = Findings(version_id=int(str(version)), entities=(), mentions=(), quotes=(), dates=(), claims=())
    with writing(load_settings(kept).warehouse) as connection:
        store(connection, [late], {"entities": "1"}, "late")
        assert connection.sql("select count(*) from step_run").fetchall() == [(0,)]


def test_a_name_is_told_in_any_writing_and_kept_in_none() -> None:
    assert normal_name("  Élodie  d'Arc-Müller ") == normal_name("elodie D’ARC MULLER")
    assert digest_of("Ada Quill", "x") == digest_of("ADA QUILL", "x")
    assert digest_of("Ada Quill", "x") != digest_of("Ada Quill", "y")
