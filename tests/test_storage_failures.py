"""What a full disk and a damaged or unwritable warehouse do to a command: one line, exit code 1, nothing lost."""

from __future__ import annotations

import os
import random
import resource
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.conftest import HEARSAY, PROJECT, hearsay
from warehouse.store import WarehouseError, reading, writing

if TYPE_CHECKING:
    from pathlib import Path

_FILE_LIMIT = 3_000_000  # bytes; the pages below need more
_PAGES = 100


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder of pages that hardly compress."""
    chance = random.Random(1)  # noqa: S311 - noise, no secret
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(_PAGES):
        words = "".join(f"<p>The envoy read {chance.randbytes(600).hex()} out on Monday.</p>" for _ in range(25))
        (folder / f"{number:03d}.html").write_text(
            f"<html><body><article><h1>{number}</h1>{words}</article></body></html>"
        )
    return folder


def _attempts(data: Path) -> int:
    with reading(data / "warehouse.duckdb") as connection:
        return int(connection.table("fetch_attempt").count("*").fetchall()[0][0])


def test_a_full_disk_ends_a_command_in_one_line_and_keeps_what_was_committed(newsroom: Path, pages: Path) -> None:
    """A limit on the size of files meets DuckDB at the same places as a disk without room, and needs no root."""
    done = subprocess.run(
        [*HEARSAY, "ingest", str(pages), "--config", str(newsroom)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_LIMIT, _FILE_LIMIT)),
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "free some space" in done.stderr
    kept = _attempts(newsroom.parent / "data")
    assert 0 < kept < _PAGES
    assert hearsay("ingest", str(pages), config=newsroom).returncode == 0
    assert _attempts(newsroom.parent / "data") == kept + _PAGES


def _damaged(path: Path, start: int) -> None:
    content = bytearray(path.read_bytes())
    content[start : start + 40_000] = os.urandom(40_000)
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("start", [0, 4096, 12_288])
def test_a_damaged_warehouse_is_told_in_one_line(tmp_path: Path, start: int) -> None:
    path = tmp_path / "w.duckdb"
    with writing(path) as connection:
        connection.execute("create table big as select range as n, hash(range) as h from range(100000)")
    _damaged(path, start)
    with pytest.raises(WarehouseError) as caught, writing(path) as connection:
        connection.sql("select sum(h), count(*) from big").fetchall()
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(newsroom: Path, pages: Path) -> None:
    """A file stands where the folder should be: that stops root as well, which a read-only mode does not."""
    (newsroom.parent / "data").write_text("no folder", "utf-8")
    done = hearsay("ingest", str(pages / "000.html"), config=newsroom)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_in_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WarehouseError, match="cannot be opened"), writing(tmp_path / "w.duckdb"):
            pass
    finally:
        tmp_path.chmod(0o700)
