"""Serve the sample newsroom over real HTTP on loopback, every invented outlet from one port.

The folder is chosen by the Host header. A url becomes a file of that folder like this:

- `/` and every path that ends in a slash: `index.html` there, or `index.xml` (a feed with a folder's address);
- any other path: the file itself, else the file with `.html` added;
- a query: `@` and the query before the suffix (`/a?version=1` is `a@version=1.html`). A query without a file of its
  own is ignored, as most sites ignore the tags that campaigns add to a link.
"""

from __future__ import annotations

import hashlib
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_QUERY = re.compile(r"[\w=&.-]+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 1024  # the HTML standard's limit for a charset declaration
_TYPES = {".html": "text/html", ".txt": "text/plain"}
_FEED_TYPES = {b"<rss": "application/rss+xml", b"<feed": "application/atom+xml"}
_LONGEST_NAME = 200  # file systems allow 255 bytes; a longer name is an error there and not a missing file
_STOP_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSite:
    """A running sample newsroom: where it listens."""

    host: str
    port: int


@contextmanager
def serve(root: Path, host: str = "127.0.0.1") -> Iterator[SampleSite]:
    """Serve the outlets' folders under `root` on a free port of `host` until the block ends."""
    with _Server((host, 0), partial(_Visit, root=root.resolve())) as server:
        thread = threading.Thread(
            target=partial(server.serve_forever, _STOP_POLL_SECONDS), name="sample-site", daemon=True
        )
        thread.start()
        try:
            yield SampleSite(host=host, port=server.server_port)
        finally:
            server.shutdown()
            thread.join()


def find_file(root: Path, host: str, target: str) -> Path | None:
    """Return the file that answers `target` (path and query) on `host`, None where there is none."""
    name = host.partition(":")[0].lower()
    if not _HOST.fullmatch(name):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    segments = unquote(parts.path).split("/")
    if not parts.path.startswith("/") or any(_is_unsafe(segment) for segment in segments):
        return None
    folder = root / name
    for candidate in _candidates(folder.joinpath(*segments[1:-1]), segments[-1], parts.query):
        # A symbolic link must not lead out of the outlet's folder either.
        if candidate.is_file() and candidate.resolve().is_relative_to(folder):
            return candidate
    return None


def _is_unsafe(segment: str) -> bool:
    return segment in {".", ".."} or len(segment) > _LONGEST_NAME or any(mark in segment for mark in "\\\0:")


def _candidates(folder: Path, name: str, query: str) -> Iterator[Path]:
    """Yield the files that may answer, best first."""
    names = (name, f"{name}.html") if name else ("index.html", "index.xml")
    if _QUERY.fullmatch(query):
        for plain in names:
            stem, dot, suffix = plain.rpartition(".")
            if dot:
                yield folder / f"{stem}@{query}.{suffix}"
    for plain in names:
        yield folder / plain


def _content_type(path: Path, body: bytes) -> str:
    """Return the media type with the charset that the page itself declares, UTF-8 where it declares none."""
    if path.suffix == ".xml":
        kind = next((kind for tag, kind in _FEED_TYPES.items() if tag in body), "application/xml")
    else:
        kind = _TYPES.get(path.suffix, "application/octet-stream")
    declared = _CHARSET.search(body[:_CHARSET_WITHIN])
    return f"{kind}; charset={declared[1].decode('ascii') if declared else 'utf-8'}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Stay silent: a client that hangs up early is no news, and the run owns the terminal."""


class _Visit(BaseHTTPRequestHandler):
    """One connection to the sample newsroom."""

    protocol_version = "HTTP/1.1"
    server_version = "HearsaySample/1"
    timeout = 30

    def __init__(
        self, request: socket.socket, client_address: tuple[str, int], server: ThreadingHTTPServer, *, root: Path
    ) -> None:
        self._root = root
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        """Answer with the page."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the page's headers."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's parameter name
        """Write no log: the run's own lines tell what was fetched."""

    def _answer(self, *, with_body: bool) -> None:
        path = find_file(self._root, self.headers.get("Host", ""), self.path)
        if path is None:
            self._send(
                HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain; charset=utf-8"}, b"No such page\n", with_body
            )
            return
        body = path.read_bytes()
        changed = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        headers = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(changed, usegmt=True),
        }
        if self._is_known(headers["ETag"], changed):
            self._send(HTTPStatus.NOT_MODIFIED, headers, None, with_body)
            return
        self._send(HTTPStatus.OK, {"Content-Type": _content_type(path, body), **headers}, body, with_body)

    def _is_known(self, etag: str, changed: datetime) -> bool:
        """Return whether the client has this very content. If-None-Match wins over the date (RFC 9110, 13.2.2)."""
        match = self.headers.get("If-None-Match")
        if match is not None:
            return match.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in match.split(",")}
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return changed <= parsedate_to_datetime(since).replace(tzinfo=UTC)
        except ValueError:
            return False

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes | None, with_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None and with_body:
            self.wfile.write(body)
