"""Turn a record of a web archive into a page: HTTP headers read, encodings taken off, within bounds."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import StatusAndHeadersParser

from flows.discovery.feeds import moment
from flows.fetching.packing import UnpackingError, is_gzip, unpack_whole

LONGEST_HEADERS = 1_000_000  # bytes of headers of one record; more is an attack or no WARC file
_OK = 200
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body")


class DamagedRecordError(Exception):
    """A record holds no page that can be trusted; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A page as an archive holds it, unpacked. `fetched_at` is the record's WARC-Date."""

    url: str
    fetched_at: datetime
    status: int | None
    content_type: str | None
    etag: str | None
    last_modified: str | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A record, or with `url` None the archive itself, that gave no page."""

    url: str | None
    reason: str
    fetched_at: datetime | None = None
    status: int | None = None


def target_of(record: Any) -> str | None:  # noqa: ANN401
    """Return the address a record was captured from."""
    return record.rec_headers.get_header("WARC-Target-URI") or None


def date_of(record: Any) -> datetime | None:  # noqa: ANN401
    """Return when a record was captured; None where it does not say so in a way that can be read."""
    return moment(record.rec_headers.get_header("WARC-Date"))


def read_page(record: Any, max_bytes: int) -> Captured | Damaged:  # noqa: ANN401 - warcio is untyped
    """Return a record's page, or that its status is no success.

    Raises:
        DamagedRecordError: it is cut off, too large, cannot be unpacked or does not say what or when it is.
    """
    block = _block(record, max_bytes)
    url, fetched_at = target_of(record), date_of(record)
    if not url or fetched_at is None:
        msg = "the record has no WARC-Target-URI or no valid WARC-Date"
        raise DamagedRecordError(msg)
    if cut := record.rec_headers.get_header("WARC-Truncated"):
        msg = f"the archive holds only a part of the page (WARC-Truncated: {cut})"
        raise DamagedRecordError(msg)
    page = Captured(
        url=url,
        fetched_at=fetched_at,
        status=None,
        content_type=record.rec_headers.get_header("Content-Type"),
        etag=None,
        last_modified=None,
        body=block,
    )
    return page if record.rec_type == "resource" else _answered(page, max_bytes)


def _answered(page: Captured, max_bytes: int) -> Captured | Damaged:
    """Return what the HTTP answer in `page.body` brought."""
    stream = io.BytesIO(page.body)
    http = _http_headers(stream)
    status = int(http.statusline[:3])
    if status != _OK:
        reason = f"the archive holds status {status} for it"
        return Damaged(url=page.url, reason=reason, fetched_at=page.fetched_at, status=status)
    return replace(
        page,
        status=status,
        content_type=http.get_header("Content-Type"),
        etag=http.get_header("ETag"),
        last_modified=http.get_header("Last-Modified"),
        body=_payload(stream, http, max_bytes),
    )


def _block(record: Any, max_bytes: int) -> bytes:  # noqa: ANN401
    """Return a record's content."""
    most = max_bytes + LONGEST_HEADERS
    block: bytes = record.raw_stream.read(most + 1)
    if len(block) > most:
        msg = f"larger than {max_bytes:,} bytes"
        raise DamagedRecordError(msg)
    if record.length is not None and len(block) < record.length:
        msg = "the archive ends inside this record"
        raise DamagedRecordError(msg)
    return block


def _http_headers(stream: io.BytesIO) -> Any:  # noqa: ANN401
    try:
        http = StatusAndHeadersParser([], verify=False).parse(stream)
    except EOFError as error:
        raise DamagedRecordError("the record is empty") from error
    if not http.protocol.startswith("HTTP/") or not re.match(r"[1-9]\d\d\b", http.statusline, re.ASCII):
        raise DamagedRecordError("the record holds no HTTP answer")
    return http


def _payload(stream: io.BytesIO, http: Any, max_bytes: int) -> bytes:  # noqa: ANN401
    """Return the body without its encodings. Crawlers often unpack a body and leave the header that said so."""
    transfer = (http.get_header("Transfer-Encoding") or "").lower()
    body: bytes = ChunkedDataReader(stream).read() if "chunked" in transfer else stream.read()
    coding = (http.get_header("Content-Encoding") or "").strip().lower()
    try:
        if coding in {"gzip", "x-gzip"} and is_gzip(body):
            body = unpack_whole(body, "gzip", limit=max_bytes)
        elif coding == "deflate" and not _looks_like_html(body):
            body = unpack_whole(body, "deflate", limit=max_bytes)
    except UnpackingError as error:
        raise DamagedRecordError(str(error)) from error
    if coding in {"br", "zstd"} and not _looks_like_html(body):
        msg = f"its content encoding {coding} cannot be unpacked"
        raise DamagedRecordError(msg)
    if len(body) > max_bytes:
        msg = f"larger than {max_bytes:,} bytes"
        raise DamagedRecordError(msg)
    return body


def is_page(page: Captured) -> bool:
    """Tell whether it is HTML or plain text and no robots.txt."""
    kind = (page.content_type or "").partition(";")[0].strip().lower()
    if urlsplit(page.url).path == "/robots.txt":
        return False
    return kind in _PAGE_TYPES or (not kind and _looks_like_html(page.body))


def _looks_like_html(body: bytes) -> bool:
    return any(mark in body[:1024].lower() for mark in _HTML_MARKS)
