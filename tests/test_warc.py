"""Web archives in and out: the shapes of real crawls, damage, bombs, and a round trip."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import tracemalloc
import zlib
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from flows.adhoc import ingest_what
from flows.archives.pages import Captured, Damaged
from flows.archives.reading import Archive
from flows.cli import app
from flows.commands.export import export_pages
from flows.errors import UsageError
from flows.settings import load_settings
from tests.invented_archive import FETCHED, Crawl, chunked, page
from tests.outlet_server import configured
from warehouse.store import WarehouseError, reading

if TYPE_CHECKING:
    from pathlib import Path

    from flows.settings import Settings

CAP = 2_000_000


def read(crawl: Crawl, folder: Path) -> tuple[list[Captured], list[Damaged], Archive]:
    archive = Archive(crawl.save(folder / "crawl.warc.gz"), CAP)
    items = list(archive)
    damaged = [item for item in items if isinstance(item, Damaged)]
    return [item for item in items if isinstance(item, Captured)], damaged, archive


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with reading(database) as connection:
        return connection.sql(sql).fetchall()


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_gives_its_pages_and_passes_over_the_rest(tmp_path: Path, packed: bool) -> None:
    crawl = Crawl(packed=packed)
    first = crawl.response("/a", page("a"), ETag='"v1"', Last_Modified="Fri, 04 Sep 2015 12:00:00 GMT")
    crawl.response("/photo.jpg", b"\xff\xd8\xff", Content_Type="image/jpeg")
    crawl.response("/robots.txt", b"User-agent: *", Content_Type="text/plain")
    missing = crawl.response("/gone", page("gone"), status="404 Not Found")
    moved = crawl.response("/moved", b"", status="301 Moved Permanently", Location="/a")
    captured, damaged, archive = read(crawl, tmp_path)
    assert [(item.url, item.body, item.etag) for item in captured] == [(first, page("a"), '"v1"')]
    assert captured[0].fetched_at == datetime(2016, 9, 4, 12, tzinfo=UTC)
    assert [(item.url, item.reason, item.status) for item in damaged] == [
        (missing, "the archive holds status 404 for it", 404),
        (moved, "the archive holds status 301 for it", 301),
    ]
    assert archive.skipped == {"request": 5, "not HTML": 2, "warcinfo": 1}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(page("a")), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(page("a"))), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (gzip.compress(page("a")), {"Content_Encoding": "gzip"}),
        (zlib.compress(page("a")), {"Content_Encoding": "deflate"}),
        (page("a"), {"Content_Encoding": "gzip"}),
        (page("a"), {"Content_Encoding": "br", "Transfer_Encoding": "chunked"}),
        (page("a"), {"X_Crawl_Content_Encoding": "gzip", "X_Crawl_Transfer_Encoding": "chunked"}),
    ],
)
def test_encodings_are_taken_off_where_the_crawler_left_them(
    tmp_path: Path, body: bytes, headers: dict[str, str]
) -> None:
    crawl = Crawl()
    crawl.response("/a", body, **headers)
    captured, damaged, _ = read(crawl, tmp_path)
    assert damaged == []
    assert [item.body for item in captured] == [page("a")]


@pytest.mark.parametrize(
    ("body", "headers", "warc", "reason"),
    [
        (page("a"), {}, {"WARC-Truncated": "length"}, "only a part of the page (WARC-Truncated: length)"),
        (page("a"), {}, {"WARC-Date": "yesterday"}, "no valid WARC-Date"),
        (gzip.compress(page("a"))[:-30], {"Content_Encoding": "gzip"}, {}, "damaged or cut off"),
        (b"\x8b\x00\x80binary", {"Content_Encoding": "br"}, {}, "content encoding br cannot be unpacked"),
        (bytes(CAP + 1), {}, {}, "larger than 2,000,000 bytes"),
    ],
)
def test_a_page_that_is_not_whole_is_a_failure_and_the_next_one_is_read(
    tmp_path: Path, body: bytes, headers: dict[str, str], warc: dict[str, str], reason: str
) -> None:
    crawl = Crawl()
    url = crawl.response("/a", body, warc=warc, **headers)
    crawl.response("/b", page("b"))
    captured, damaged, _ = read(crawl, tmp_path)
    assert [(item.url, reason in item.reason) for item in damaged] == [(url, True)]
    assert [item.body for item in captured] == [page("b")]


def _member(text: bytes) -> bytes:
    return gzip.compress(text)


def test_records_of_other_kinds_and_records_without_sense_are_no_pages(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.raw(_member(b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nok\r\n\r\n"))
    crawl.raw(_member(b"WARC/1.0\r\nWARC-Type: revisit\r\nContent-Length: 0\r\n\r\n\r\n\r\n"))
    crawl.raw(_member(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 2\r\n\r\nok\r\n\r\n"))
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://oriel-post.example/x\r\nWARC-Date: {FETCHED}\r\n"
    )
    crawl.raw(_member(head.encode() + b"Content-Length: 0\r\n\r\n\r\n\r\n"))
    crawl.raw(_member(head.encode() + b"Content-Length: 7\r\n\r\nSSH-2.0\r\n\r\n"))
    crawl.response("/b", page("b"))
    captured, damaged, archive = read(crawl, tmp_path)
    assert [item.body for item in captured] == [page("b")]
    assert [item.reason for item in damaged] == [
        "the record has no WARC-Target-URI or no valid WARC-Date",
        "the record is empty",
        "the record holds no HTTP answer",
    ]
    assert archive.skipped["metadata"] == archive.skipped["revisit"] == 1


def test_what_was_read_before_the_damage_stays(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.response("/a", page("a"))
    cut = crawl.response("/b", page("b"))
    whole = crawl.file.getvalue()
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(whole[:-40])
    first, inside, end = list(Archive(path, CAP))
    assert isinstance(first, Captured)
    assert isinstance(inside, Damaged)
    assert (inside.url, inside.reason) == (cut, "the archive is broken inside this record")
    assert isinstance(end, Damaged)
    assert "the rest was not read" in end.reason


def test_an_unpacked_archive_that_ends_too_early_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    crawl = Crawl(packed=False)
    crawl.response("/a", page("a"))
    path = tmp_path / "cut.warc"
    path.write_bytes(crawl.file.getvalue()[:-40])
    reasons = [item.reason for item in Archive(path, CAP) if isinstance(item, Damaged)]
    assert reasons[0] == "the archive ends inside this record"
    assert "it ends inside a record" in reasons[1]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "holds no WARC records"),
        (b"This is a letter.\n", "broken after 0 records"),
        (gzip.compress(b"This is a letter.\n"), "broken after 0 records"),
        (b"\x1f\x8b\x08\x00nonsense", "damaged or cut off"),
    ],
)
def test_what_is_no_archive_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "letter.warc.gz"
    path.write_bytes(content)
    (only,) = list(Archive(path, CAP))
    assert isinstance(only, Damaged)
    assert reason in only.reason


def test_a_damaged_archive_never_ends_a_run(tmp_path: Path) -> None:
    """Random damage gives pages, failures, or both, and no exception."""
    chance = random.Random(7)  # noqa: S311 - damage, not a secret
    path = tmp_path / "damaged.warc.gz"
    kinds: Counter[str] = Counter()
    for packed in (True, False):
        crawl = Crawl(packed=packed)
        crawl.response("/a", chunked(page("a")), Transfer_Encoding="chunked")
        crawl.response("/b", gzip.compress(page("b")), Content_Encoding="gzip")
        for _ in range(150):
            body = bytearray(crawl.file.getvalue())
            for _ in range(chance.choice((1, 2, 5))):
                body[chance.randrange(len(body))] = chance.randrange(256)
            path.write_bytes(body)
            kinds.update(type(item).__name__ for item in Archive(path, CAP))
    assert kinds["Captured"] > 50
    assert kinds["Damaged"] > 50


def test_bombs_stay_within_the_byte_cap(tmp_path: Path) -> None:
    """Inside a page's own encoding, as a record's length, as a chunk, as a header without an end."""
    zeros = 30_000_000
    crawl = Crawl()
    crawl.response("/inner", gzip.compress(bytes(zeros)), Content_Encoding="gzip")
    crawl.response("/chunk", f"{zeros:x}\r\n".encode() + gzip.compress(bytes(zeros)), Transfer_Encoding="chunked")
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://oriel-post.example/x\r\nWARC-Date: {FETCHED}\r\n"
    )
    crawl.raw(_member(head.encode() + f"Content-Length: {zeros}\r\n\r\n".encode() + bytes(zeros) + b"\r\n\r\n"))
    crawl.response("/b", page("b"))
    crawl.raw(_member(b"WARC/1.0\r\nX-Endless: " + bytes(zeros)))
    path = crawl.save(tmp_path / "bomb.warc.gz")
    del crawl
    tracemalloc.start()
    try:
        items = list(Archive(path, CAP))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    reasons = [item.reason for item in items if isinstance(item, Damaged)]
    assert reasons[0] == "larger than 2,000,000 bytes when unpacked"
    assert "larger than 2,000,000 bytes" in reasons
    assert "the headers of a record are longer" in reasons[-1]
    assert page("b") in [item.body for item in items if isinstance(item, Captured)]
    assert peak < 25_000_000


def _ingested(settings: Settings, path: Path, source_id: str | None = None) -> Any:  # noqa: ANN401
    return ingest_what(settings, [str(path)], source_id=source_id, published=None)


def test_an_archive_is_ingested_as_if_fetched_when_it_was(newsroom: Path, tmp_path: Path) -> None:
    settings = configured(newsroom, '[[source]]\nid = "oriel"\nname = "O"\nhomepage = "http://oriel-post.example/"\n')
    crawl = Crawl()
    crawl.response("/a", page("a"), ETag='"v1"')
    crawl.response("/gone", b"", status="410 Gone")
    summary = _ingested(settings, crawl.save(tmp_path / "crawl.warc.gz"))
    assert summary.exit_code == 3
    assert summary.sources[0].stored == 1
    assert summary.sources[0].notices == ("5 records read; passed over: 2 request, 1 warcinfo",)
    attempts = rows(
        settings.warehouse,
        "select source_id, url, outcome, status, etag, timezone('UTC', started_at) from fetch_attempt order by url",
    )
    at = datetime(2016, 9, 4, 12)  # noqa: DTZ001 - DuckDB's timezone() gives local times of UTC
    assert attempts == [
        ("oriel", "http://oriel-post.example/a", "stored", 200, '"v1"', at),
        ("oriel", "http://oriel-post.example/gone", "failed", 410, None, at),
    ]
    assert _ingested(settings, tmp_path / "crawl.warc.gz").sources[0].unchanged == 1


def test_a_host_that_no_source_names_is_a_source_of_its_own(newsroom: Path, tmp_path: Path) -> None:
    settings = configured(newsroom, "")
    crawl = Crawl()
    crawl.response("/a", page("a"))
    path = crawl.save(tmp_path / "crawl.warc")
    _ingested(settings, path)
    assert rows(settings.warehouse, "select source_id from source") == [("oriel-post.example",)]
    assert rows(settings.warehouse, "select outlet from v_articles") == [("oriel-post.example",)]


def test_an_exported_newsroom_comes_back_as_the_same_versions(sample: Path, newsroom: Path, tmp_path: Path) -> None:
    settings, elsewhere = load_settings(sample), configured(newsroom, "")
    path = tmp_path / "kept.warc.gz"
    export_pages(settings, path, source_id=None, since=None)
    summary = _ingested(elsewhere, path)
    assert summary.failures == []
    versions = "select version_id, article_id, page_sha256, text from article_version order by all"
    assert rows(elsewhere.warehouse, versions) == rows(settings.latest, versions)
    fetched = "select min(started_at), max(started_at) from fetch_attempt where sha256 is not null"
    assert rows(elsewhere.warehouse, fetched)[0][0] == rows(settings.latest, fetched)[0][0]


def test_an_export_is_valid_warc_with_one_member_a_record(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    result = CliRunner().invoke(
        app, ["export", "--warc", str(path), "--source", "indus-ledger", "--config", str(sample)]
    )
    assert result.exit_code == 0, result.output
    offsets, urls = [], []
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        for record in records:
            assert record.rec_headers.protocol == "WARC/1.1"
            if record.rec_type == "response":
                urls.append(record.rec_headers.get_header("WARC-Target-URI"))
                body = record.content_stream().read()
                digest = base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324 - the format's own digest
                assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha1:{digest}"
                assert record.http_headers.get_header("Content-Length") == str(len(body))
            offsets.append(records.get_record_offset())
    assert urls
    assert all(url.startswith("http://indus-ledger.example/") for url in urls)
    assert f"{len(urls)} pages in" in result.output
    content = path.read_bytes()
    assert all(content[offset : offset + 2] == b"\x1f\x8b" for offset in offsets)
    assert len(set(offsets)) == len(urls) + 1


def test_a_local_text_comes_back_under_its_name(newsroom: Path, tmp_path: Path) -> None:
    settings = configured(newsroom, "")
    (tmp_path / "story.txt").write_text(
        "Harbour plan\n\n" + "The wall is to be mended before the winter. " * 12, "utf-8"
    )
    _ingested(settings, tmp_path / "story.txt")
    assert CliRunner().invoke(app, ["snapshot", "--config", str(newsroom)]).exit_code == 0
    export_pages(settings, tmp_path / "kept.warc", source_id=None, since=None)
    before = rows(settings.warehouse, "select version_id from article_version")
    settings.warehouse.unlink()
    assert _ingested(settings, tmp_path / "kept.warc").failures == []
    assert rows(settings.warehouse, "select version_id from article_version") == before != []


@pytest.mark.parametrize(
    ("name", "options", "complaint"),
    [
        ("kept.zip", {}, "name it .warc.gz"),
        ("there.warc", {}, "there already"),
        ("no/such/folder.warc", {}, "cannot be written"),
        ("kept.warc", {"source_id": "nobody"}, "no kept page matches"),
        ("kept.warc", {"since": datetime(2100, 1, 1, tzinfo=UTC)}, "no kept page matches"),
    ],
)
def test_an_export_that_cannot_be_says_why_and_leaves_nothing(
    sample: Path, tmp_path: Path, name: str, options: dict[str, Any], complaint: str
) -> None:
    (tmp_path / "there.warc").write_bytes(b"old")
    with pytest.raises(UsageError, match=complaint):
        export_pages(load_settings(sample), tmp_path / name, **{"source_id": None, "since": None} | options)
    assert [file.name for file in tmp_path.iterdir()] == ["there.warc"]
    assert (tmp_path / "there.warc").read_bytes() == b"old"


def test_an_export_before_any_run_says_what_to_do_first(newsroom: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse yet"):
        export_pages(load_settings(newsroom), tmp_path / "kept.warc", source_id=None, since=None)
