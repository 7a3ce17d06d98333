"""Web archives of an invented outlet in the shapes that CC-NEWS and other crawls have, written by warcio alone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.outlet_server import STORY

if TYPE_CHECKING:
    from pathlib import Path

FETCHED = "2016-09-04T12:00:00Z"


def page(name: str) -> bytes:
    """Return an article's HTML."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Harbour plan {name}</title></head><body><article>"
        f"<h1>Harbour plan {name}</h1><p>{STORY.format(name=name)}</p></article></body></html>"
    ).encode()


def chunked(body: bytes) -> bytes:
    """Return `body` in two HTTP chunks."""
    half = len(body) // 2
    parts = (body[:half], body[half:])
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


class Crawl:
    """A WARC file in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=packed)
        self.writer.write_record(self.writer.create_warcinfo_record("crawl.warc.gz", {"software": "news-crawl"}))

    def response(
        self, path: str, body: bytes, status: str = "200 OK", warc: dict[str, str] | None = None, **http: str
    ) -> str:
        """Add a response and the request before it; return its address."""
        url = f"http://oriel-post.example{path}"
        headers = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in http.items()}
        dated = {"WARC-Date": FETCHED} | (warc or {})
        asked = StatusAndHeaders(f"GET {path} HTTP/1.1", [("Host", "oriel-post.example")], is_http_request=True)
        self.writer.write_record(
            self.writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=dated)
        )
        answer = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), http_headers=answer, warc_headers_dict=dated
        )
        self.writer.write_record(record)
        return url

    def raw(self, record: bytes) -> None:
        """Add bytes as they are."""
        self.file.write(record)

    def save(self, path: Path) -> Path:
        """Write the archive to `path`."""
        path.write_bytes(self.file.getvalue())
        return path
