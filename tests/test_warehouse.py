"""The warehouse: migrations, once-only rows, snapshots, read-only answers."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transforms.records import ArticleDate, CleanArticle, DateSource
from warehouse.export import answer
from warehouse.integrity import breaches
from warehouse.keeping import Attempt, Refusal, keep, page_body, quarantine, validators
from warehouse.snapshots import publish
from warehouse.store import WarehouseError, reading, writing

NOON = datetime(2015, 9, 4, 12, tzinfo=UTC)


def _article(body: str = "The envoy denied it.", url: str = "http://kabul-courier.example/a") -> CleanArticle:
    return CleanArticle(
        url=url,
        title="Envoy denies",
        authors=(),
        published=ArticleDate(day=date(2015, 9, 4), instant=None, source=DateSource.META, confidence=0.9),
        modified=None,
        site_name=None,
        language="en",
        body=body,
    )


def _attempt(body: str = "The envoy denied it.", run: str = "r1", etag: str | None = '"1"') -> Attempt:
    return Attempt(
        run_id=run,
        source_id="kabul-courier",
        url="http://kabul-courier.example/a",
        started_at=NOON,
        seconds=0.1,
        outcome="stored",
        status=200,
        etag=etag,
        body=f"<p>{body}</p>".encode(),
        article=_article(body),
    )


def test_every_table_view_and_column_is_commented(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as connection:
        bare = connection.sql(
            "select table_name, column_name from duckdb_columns() where not internal and comment is null "
            "and table_name in (select table_name from duckdb_tables())"
        ).fetchall()
        tables = connection.sql("select table_name from duckdb_tables() where comment is null").fetchall()
        views = connection.sql("select view_name from duckdb_views() where not internal and comment is null").fetchall()
    assert (bare, tables, views) == ([], [], [])


def test_the_views_that_analysts_were_promised_exist(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as connection:
        names = {row[0] for row in connection.sql("select view_name from duckdb_views() where not internal").fetchall()}
        columns = set(connection.sql("from v_evidence").columns)
    assert names >= {"v_evidence", "v_claim_matrix", "v_timeline", "v_quotes", "v_articles", "v_source_health"}
    assert columns >= {
        *("topic", "proposition", "stance", "holder", "via_holder", "outlet", "url", "article_id"),
        *("start", "end", "sentence", "said_date"),
    }


def test_the_same_page_twice_is_one_page_one_article_one_version(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as connection:
        assert keep(connection, [_attempt()], cleaner_version=1) == ["stored"]
    with writing(path) as connection:
        assert keep(connection, [_attempt(run="r2")], cleaner_version=1) == ["unchanged"]
        counts = connection.sql(
            "select (select count(*) from page), (select count(*) from article), "
            "(select count(*) from article_version), (select count(*) from fetch_attempt)"
        ).fetchall()
    assert counts == [(1, 1, 1, 2)]


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as connection:
        keep(connection, [_attempt(), _attempt("The envoy doubted it.", run="r2")], cleaner_version=1)
        rows = connection.sql("select count(distinct article_id), count(*) from article_version").fetchall()
    assert rows == [(1, 2)]


def test_the_bytes_come_back_as_they_were_received(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as connection:
        keep(connection, [_attempt()], cleaner_version=1)
        sha256 = connection.sql("select sha256 from page").fetchall()[0][0]
        assert page_body(connection, sha256) == b"<p>The envoy denied it.</p>"


def test_validators_are_those_of_the_last_answer_with_a_body(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as connection:
        keep(connection, [_attempt()], cleaner_version=1)
        known = validators(connection)
    assert known["http://kabul-courier.example/a"].etag == '"1"'


def _keep_and_fail(path: Path) -> None:
    with writing(path) as connection:
        keep(connection, [_attempt()], cleaner_version=1)
        raise RuntimeError


def test_a_failure_in_the_block_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with pytest.raises(RuntimeError):
        _keep_and_fail(path)
    with writing(path) as connection:
        assert connection.sql("select count(*) from page").fetchall() == [(0,)]


def test_a_known_failure_is_listed_once(tmp_path: Path) -> None:
    refusal = Refusal(url="http://kabul-courier.example/b", step="clean", reason="empty")
    with writing(tmp_path / "w.duckdb") as connection:
        assert quarantine(connection, "r1", [refusal], NOON) == 1
        assert quarantine(connection, "r2", [refusal], NOON) == 0


def _hold(path: str, held: object, release: object) -> None:
    with writing(Path(path)):
        held.set()  # type: ignore[attr-defined]
        release.wait(30)  # type: ignore[attr-defined]


def test_a_second_writer_waits_its_turn_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    spawn = multiprocessing.get_context("spawn")
    held, release = spawn.Event(), spawn.Event()
    holder = spawn.Process(target=_hold, args=(str(path), held, release))
    holder.start()
    try:
        assert held.wait(60)
        waits: list[float] = []
        with (
            pytest.raises(WarehouseError, match="another process has held the warehouse"),
            writing(path, patience=0.5, wait=waits.append),
        ):
            pass
        assert len(waits) == 5
    finally:
        release.set()
        holder.join(30)
    with writing(path) as connection:
        assert connection.sql("select 1").fetchall() == [(1,)]


def test_a_snapshot_is_whole_while_a_reader_has_the_old_one_open(tmp_path: Path) -> None:
    path, data = tmp_path / "w.duckdb", tmp_path / "data"
    with writing(path) as connection:
        keep(connection, [_attempt()], cleaner_version=1)
    publish(path, data, "one", keep=5)
    with reading(data / "latest.duckdb") as old:
        with writing(path) as connection:
            keep(connection, [_attempt("The envoy doubted it.", run="r2")], cleaner_version=1)
        publish(path, data, "two", keep=5)
        assert old.sql("select count(*) from article_version").fetchall() == [(1,)]
    assert answer(data / "latest.duckdb", "select count(*) as n from article_version").rows() == [(2,)]


def test_old_snapshots_make_room(tmp_path: Path) -> None:
    path, data = tmp_path / "w.duckdb", tmp_path / "data"
    with writing(path):
        pass
    for name in ("a", "b", "c"):
        publish(path, data, name, keep=2)
    assert sorted(file.stem for file in (data / "snapshots").iterdir()) == ["b", "c"]


@pytest.mark.parametrize(
    "statement",
    [
        "create table x (a integer)",
        "delete from article",
        "copy (select 1) to 'out.csv'",
        "select * from read_csv('/etc/hostname')",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "insert into topic values ('a', 'b')",
        "install httpfs",
    ],
)
def test_an_answer_can_write_nothing_and_read_no_other_file(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path):
        pass
    with pytest.raises(WarehouseError):
        answer(path, statement)


def test_a_missing_snapshot_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="run 'hearsay run'"):
        answer(tmp_path / "latest.duckdb", "select 1")


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    path.write_text("this is no database, but it is long enough to look like a header " * 100, "utf-8")
    with pytest.raises(WarehouseError, match="cannot be opened"), writing(path):
        pass


def test_a_warehouse_from_a_newer_hearsay_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as connection:
        connection.execute("insert into migration (name) values ('9999_future')")
    with pytest.raises(WarehouseError, match="newer Hearsay"), writing(path):
        pass


def test_a_row_that_does_not_show_its_words_is_found(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as connection:
        keep(connection, [_attempt()], cleaner_version=1)
        version = connection.sql("select version_id from article_version").fetchall()[0][0]
        assert breaches(connection) == ()
        connection.execute(
            "insert into mention values (1, $version, 0, 5, 'Wrong', 'name', 'PERSON', null, [], null, 'test', 1.0)",
            {"version": version},
        )
        found = breaches(connection)
    assert [(breach.check, breach.rows) for breach in found] == [("mentions show their words", 1)]
