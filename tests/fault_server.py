"""Web servers on loopback that misbehave on request: the path names the fault, tests/fault_table.py says what comes."""

from __future__ import annotations

import gzip
import random
import socket
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.fault_pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (
    b"<html><head><title>Envoy denies</title></head><body><article><h1>Envoy denies</h1>"
    b"<p>The envoy denied on Monday that the network had found shelter beyond the border.</p></article></body></html>"
)
_STATUS = {
    "no-content": 204,
    "partial": 206,
    "not-modified": 304,
    "accepted": 202,
    "missing": 404,
    "gone": 410,
    "forbidden": 403,
    "legal-reasons": 451,
    "down": 500,
}
_LOCATION = {
    "redirect": "/well",
    "redirect-loop": "/redirect-loop",
    "redirect-to-nonsense": "http://[broken/",
    "redirect-to-file": "file:///etc/hostname",
    "redirect-to-gopher": "gopher://127.0.0.1/well",
    "redirect-to-metadata": "http://169.254.169.254/latest/meta-data/",
}
# What is sent instead of an answer, before the server hangs up.
_RAW = {
    "http-0-9": PAGE,
    "garbage": random.Random(9).randbytes(2_000) + b"\r\n\r\n",  # noqa: S311 - noise, no secret
    "other-protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "hang-up": b"",
    "bad-chunk-size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n<html>\r\n0\r\n\r\n",
    "chunked-cut-off": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n",
    "two-lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 900\r\n\r\n<html><p>Part of a page.",
    "length-too-long": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html><p>The envoy denied",
    "length-too-short": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s<p>More." % (len(PAGE), PAGE),
    "redirect-to-nowhere": b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
    "huge-header": b"HTTP/1.1 200 OK\r\nX-Long: %s\r\nContent-Length: %d\r\n\r\n%s" % (b"x" * 100_000, len(PAGE), PAGE),
    "odd-header-bytes": b'HTTP/1.1 200 OK\r\nX-Odd: \xff\xfe\x80\r\nETag: "\xe9\xff"\r\nContent-Length: %d\r\n\r\n%s'
    % (len(PAGE), PAGE),
}
# Pieces that are sent for ever, one every 0.1 s, after the beginning.
_DRIPS = {
    "drip": (b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"x"),
    "header-drip": (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
    "chunk-size-drip": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "chunked-without-end": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", b""),
    "hundred-continues": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": (b"", b""),
}
_DRIP_COUNT, _DRIP_PAUSE = 60, 0.1
_ROBOTS_STATUS = {"403": 403, "429": 429, "500": 500}
_ROBOTS_TEXT = {
    "forbids": "User-agent: *\nDisallow: /\n",
    "slow-crawl": "User-agent: *\nCrawl-delay: 86400\n",
    "huge": "User-agent: *\nDisallow: /well\n" + "# and so on\n" * 250_000,
}


@dataclass(slots=True)
class Visits:
    """What the server was asked for, in order, with the headers of each request."""

    port: int = 0
    scheme: str = "http"
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    robots: str = ""

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.paths)

    def url(self, path: str) -> str:
        """Return the address of a fault."""
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"


@contextmanager
def faults(robots: str = "", tls: ssl.SSLContext | None = None) -> Iterator[Visits]:
    """Serve faults until the block ends. `robots` is the text of robots.txt or the name of what it does."""
    visits = Visits(robots=robots, scheme="https" if tls else "http")

    class Handler(_Handler):
        log = visits

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    visits.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield visits
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def mute() -> Iterator[Visits]:
    """Accept connections and never say a word, not even TLS."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Visits(port=listener.getsockname()[1], scheme="https")


@cache
def bomb(wrapping: int = 31, megabytes: int = 30) -> bytes:
    """Return so many megabytes of nothing, packed a piece at a time so that packing needs no memory."""
    packer = zlib.compressobj(wbits=wrapping)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(megabytes)]
    return b"".join([*pieces, packer.flush()])


class _Handler(BaseHTTPRequestHandler):
    log: Visits
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def handle(self) -> None:
        """Serve; a client that hangs up, or does not trust us, is what some tests are about."""
        with suppress(ConnectionError, ssl.SSLError):
            super().handle()

    def do_GET(self) -> None:
        self.log.paths.append(self.path)
        self.log.headers.append(dict(self.headers))
        self.log.times.append(time.monotonic())
        self.log.connections.add(self.client_address)
        name = self.path.partition("?")[0].strip("/").split("/")[0]
        with suppress(ConnectionError):
            self.play(name)
            return
        self.close_connection = True

    def play(self, name: str) -> None:
        if name in _RAW:
            self.close_connection = True
            self.wfile.write(_RAW[name])
        elif name in _DRIPS:
            self.drip(*_DRIPS[name])
        elif name in _LOCATION:
            self.answer(302, b"", Location=_LOCATION[name])
        elif name in PAGES:
            body, content_type = PAGES[name]
            self.answer(body=body, Content_Type=content_type)
        elif name in _STATUS:
            status = _STATUS[name]
            self.answer(status, b"" if status in {204, 304} else PAGE)
        else:
            getattr(self, f"fault_{name.replace('-', '_').replace('.', '_')}", self.fault_missing)()

    def answer(self, status: int = 200, body: bytes = PAGE, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, beginning: bytes, piece: bytes) -> None:
        self.close_connection = True
        self.wfile.write(beginning)
        for _ in range(_DRIP_COUNT):
            time.sleep(_DRIP_PAUSE)
            self.wfile.write(piece)

    def at_first(self, status: int, **headers: str) -> None:
        """Fail the first time, then be well."""
        if self.log.counts[self.path] == 1:
            self.answer(status, **headers)
        else:
            self.answer()

    def fault_missing(self) -> None:
        self.answer(404)

    def fault_robots_txt(self) -> None:
        robots = self.log.robots
        if robots in _ROBOTS_STATUS:
            self.answer(_ROBOTS_STATUS[robots])
        elif robots == "silence":
            self.drip(b"", b"")
        elif robots == "loop":
            self.answer(302, b"", Location="/robots.txt")
        else:
            text = _ROBOTS_TEXT.get(robots, robots)
            self.answer(200 if text else 404, text.encode(), Content_Type="text/plain")

    def fault_well(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.answer(304, b"", ETag='"v1"')
            return
        self.answer(Content_Type="text/html; charset=utf-8", ETag='"v1"', Last_Modified="Fri, 04 Sep 2015 12:00:00 GMT")

    fault_trusted = fault_well

    def fault_flaky(self) -> None:
        self.at_first(503)

    def fault_too_many_requests(self) -> None:
        self.at_first(429, Retry_After="7")

    def fault_retry_at_date(self) -> None:
        self.at_first(503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=9), usegmt=True))

    def fault_retry_in_past(self) -> None:
        self.at_first(503, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT")

    def fault_retry_nonsense(self) -> None:
        self.at_first(503, Retry_After="soon")

    def fault_retry_much_later(self) -> None:
        self.answer(503, Retry_After="86400")

    def fault_retry_in_2100(self) -> None:
        self.answer(503, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")

    def fault_consent_loop(self) -> None:
        self.answer(302, b"", Location="/consent-loop", Set_Cookie=f"asked={len(self.log.paths)}")

    def fault_redirect_with_password(self) -> None:
        self.answer(302, b"", Location=f"http://user:secret@127.0.0.1:{self.log.port}/well")

    def fault_gzip(self) -> None:
        self.answer(body=gzip.compress(PAGE), Content_Encoding="gzip")

    def fault_raw_deflate(self) -> None:
        self.answer(body=zlib.compress(PAGE)[2:-4], Content_Encoding="deflate")

    def fault_gzip_bomb(self) -> None:
        self.answer(body=bomb(), Content_Encoding="gzip")

    def fault_deflate_bomb(self) -> None:
        self.answer(body=bomb(15), Content_Encoding="deflate")

    def fault_brotli_bomb(self) -> None:
        self.answer(body=b"\xcb\xff\xff\x3f" + bytes(100), Content_Encoding="br")

    def fault_nested_bomb(self) -> None:
        self.answer(body=gzip.compress(bomb()), Content_Encoding="gzip, gzip")

    def fault_wrong_encoding(self) -> None:
        self.answer(Content_Encoding="gzip")

    def fault_truncated_gzip(self) -> None:
        whole = gzip.compress(PAGE)
        self.answer(body=whole[: len(whole) // 2], Content_Encoding="gzip")

    def fault_large(self) -> None:
        self.answer(body=b"x" * 3_000_000)

    def fault_endless_body(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1_000):
            self.wfile.write(b"x" * 100_000)

    def fault_reset(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<html>")
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(_DRIP_PAUSE)
        self.connection.close()

    def fault_ninety_headers(self) -> None:
        self.answer(**{f"X-{number}": "x" for number in range(87)})

    def fault_endless_headers(self) -> None:
        self.answer(**{f"X-{number}": "x" * 100 for number in range(300)})

    def fault_trick_feed(self) -> None:
        here = self.log.url("")
        links = (
            "file:///etc/hostname",
            "javascript:alert(1)",
            here.replace("//", "//user:secret@") + "/well?from=feed",
            f"{here}/well?from=feed",
        )
        items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
        feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
        self.answer(body=feed.encode(), Content_Type="application/rss+xml")

    def fault_calendar(self) -> None:
        """A day of a calendar without end."""
        day = int(self.path.strip("/").split("/")[1]) if self.path.count("/") > 1 else 0
        body = f"<html><body><p>No events.</p><a href='/calendar/{day + 1}'>the day after</a></body></html>"
        self.answer(body=body.encode(), Content_Type="text/html")
