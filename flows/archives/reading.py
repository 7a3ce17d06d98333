"""Read a web archive (WARC, ISO 28500) record by record, in constant memory, up to where it is broken."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed

from flows.archives.pages import (
    LONGEST_HEADERS,
    Captured,
    Damaged,
    DamagedRecordError,
    date_of,
    is_page,
    read_page,
    target_of,
)
from flows.fetching.packing import is_gzip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_BLOCK = 65_536


class Archive:
    """The pages of a WARC file, gzip or not. `skipped` counts what is no page, by kind, while it is read."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        """Read from `path`; a page is at most `max_bytes` when unpacked."""
        self._path = path
        self._max_bytes = max_bytes
        self.skipped: Counter[str] = Counter()
        self.records = 0

    def __iter__(self) -> Iterator[Captured | Damaged]:
        """Yield pages and damaged records in the file's order; what breaks the file ends it and comes last."""
        try:
            with self._path.open("rb") as file:
                yield from self._pages(_unpacked(file))
        except OSError as error:
            yield Damaged(url=None, reason=f"cannot be read: {error.strerror or error}")
        except (ArchiveLoadFailed, ValueError) as error:
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            where = f"after {self.records} records"
            yield Damaged(url=None, reason=f"the archive is broken {where}, the rest was not read: {first[:120]}")
        else:
            if not self.records:
                yield Damaged(url=None, reason="it holds no WARC records")

    def _pages(self, file: BinaryIO) -> Iterator[Captured | Damaged]:
        records = _Records(file)
        reader = records.reader = _Reader(file)
        misfits = 0
        for record in records:
            # warcio counts a misfit when it looks for the record that follows.
            if records.err_count > misfits:
                misfits = records.err_count
                yield Damaged(url=None, reason=f"record {self.records} is longer than its Content-Length says")
            self.records += 1
            yield from self._page(record)
            while record.raw_stream.read(_BLOCK):
                pass
            if getattr(record.raw_stream, "limit", 0):
                msg = "it ends inside a record"
                raise ArchiveLoadFailed(msg)
            reader.header_bytes = 0
        if records.err_count > misfits:
            yield Damaged(url=None, reason=f"record {self.records} is longer than its Content-Length says")

    def _page(self, record: Any) -> Iterator[Captured | Damaged]:  # noqa: ANN401 - warcio is untyped
        kind = record.rec_type or "untyped"
        if kind not in {"response", "resource"}:
            self.skipped[kind] += 1
            return
        try:
            page = read_page(record, self._max_bytes)
        except DamagedRecordError as error:
            yield Damaged(url=target_of(record), reason=str(error), fetched_at=date_of(record))
        except ArchiveLoadFailed:
            why = "the archive is broken inside this record"
            yield Damaged(url=target_of(record), reason=why, fetched_at=date_of(record))
            raise
        else:
            if isinstance(page, Captured) and not is_page(page):
                self.skipped["not HTML"] += 1
            else:
                yield page


class _Records(WARCIterator):  # type: ignore[misc]
    """warcio's records, without its warnings on standard error."""

    INC_RECORD = ""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, no_record_parse=True)


class _Reader(BufferedReader):  # type: ignore[misc]
    """Reads lines only as far as headers may go: a line without an end must not fill the memory."""

    header_bytes = 0

    def readline(self, length: int | None = None) -> bytes:
        """Return a line, or the part of it that is within bounds."""
        line: bytes = super().readline(min(length or _BLOCK, _BLOCK))
        self.header_bytes += len(line)
        if self.header_bytes > LONGEST_HEADERS:
            msg = f"the headers of a record are longer than {LONGEST_HEADERS:,} bytes"
            raise ArchiveLoadFailed(msg)
        return line


class _Unpacked(io.RawIOBase):
    """A gzip file's content; damage is an ArchiveLoadFailed, which warcio does not take for the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._content = gzip.GzipFile(fileobj=file)

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes. One step at a time, so that what stands before the damage is given out."""
        try:
            return self._content.read1(size)
        except (EOFError, OSError, zlib.error) as error:
            msg = "the gzip data is damaged or cut off"
            raise ArchiveLoadFailed(msg) from error


def _unpacked(file: BinaryIO) -> Any:  # noqa: ANN401 - any file that warcio can read
    """Return the archive's bytes, one gzip member a record, one for all of them, or none."""
    start = file.read(2)
    file.seek(0)
    return _Unpacked(file) if is_gzip(start) else file
