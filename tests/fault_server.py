"""A web server on loopback that misbehaves on request: the path names the fault."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = b"<html><body><p>A page that is well.</p></body></html>"
_BOMB_MEGABYTES = 60
_DRIPS = 200


@dataclass(slots=True)
class Visits:
    """What the server was asked for, in order, with the headers of each request."""

    port: int = 0
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    robots: str = ""

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.paths)

    def url(self, path: str) -> str:
        """Return the address of a fault."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def faults(robots: str = "") -> Iterator[Visits]:
    """Serve faults until the block ends."""
    visits = Visits(robots=robots)

    class Handler(_Handler):
        log = visits

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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


def _bomb() -> bytes:
    """Return sixty megabytes of nothing, packed a piece at a time so that packing needs no memory."""
    packer = zlib.compressobj(wbits=31)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(_BOMB_MEGABYTES)]
    return b"".join([*pieces, packer.flush()])


class _Handler(BaseHTTPRequestHandler):
    log: Visits
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def handle(self) -> None:
        """Serve; a client that hangs up is what some tests are about."""
        with suppress(ConnectionResetError):
            super().handle()

    def do_GET(self) -> None:
        self.log.paths.append(self.path)
        self.log.headers.append(dict(self.headers))
        self.log.times.append(time.monotonic())
        name = self.path.strip("/").split("/")[0].replace("-", "_").replace(".", "_")
        try:
            getattr(self, f"fault_{name}", self.fault_missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, status: int = 200, body: bytes = PAGE, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def seen(self) -> int:
        return self.log.counts[self.path]

    def fault_robots_txt(self) -> None:
        self.answer(200 if self.log.robots else 404, self.log.robots.encode(), Content_Type="text/plain")

    def fault_well(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.send_header("ETag", '"v1"')
            self.end_headers()
            return
        self.answer(Content_Type="text/html; charset=utf-8", ETag='"v1"', Last_Modified="Fri, 04 Sep 2015 12:00:00 GMT")

    def fault_missing(self) -> None:
        self.answer(404)

    def fault_gone(self) -> None:
        self.answer(410)

    def fault_forbidden(self) -> None:
        self.answer(403)

    def fault_flaky(self) -> None:
        self.answer(503 if self.seen() < 3 else 200)

    def fault_down(self) -> None:
        self.answer(500)

    def fault_patience(self) -> None:
        if self.seen() == 1:
            self.answer(429, Retry_After="7")
        else:
            self.answer()

    def fault_too_much_patience(self) -> None:
        self.answer(503, Retry_After="86400")

    def fault_patience_until(self) -> None:
        self.answer(503, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")

    def fault_redirect(self) -> None:
        self.answer(302, b"", Location="/well")

    def fault_redirect_loop(self) -> None:
        self.answer(302, b"", Location="/redirect-loop")

    def fault_redirect_to_file(self) -> None:
        self.answer(302, b"", Location="file:///etc/hostname")

    def fault_redirect_to_metadata(self) -> None:
        self.answer(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def fault_redirect_with_password(self) -> None:
        self.answer(302, b"", Location=f"http://user:secret@127.0.0.1:{self.log.port}/well")

    def fault_gzip(self) -> None:
        self.answer(body=gzip.compress(PAGE), Content_Encoding="gzip")

    def fault_broken_gzip(self) -> None:
        self.answer(body=b"this is not gzip", Content_Encoding="gzip")

    def fault_bomb(self) -> None:
        self.answer(body=_bomb(), Content_Encoding="gzip")

    def fault_large(self) -> None:
        self.answer(body=b"x" * 3_000_000)

    def fault_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(_DRIPS))
        self.end_headers()
        for _ in range(_DRIPS):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def fault_silence(self) -> None:
        time.sleep(5)
        self.close_connection = True

    def fault_cut_off(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")
        self.close_connection = True

    def fault_no_http(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        self.close_connection = True

    def fault_endless_headers(self) -> None:
        self.send_response(200)
        for number in range(300):
            self.send_header(f"X-{number}", "x" * 100)
        self.end_headers()
        self.close_connection = True

    def fault_empty(self) -> None:
        self.answer(body=b"")
