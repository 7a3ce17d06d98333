"""An invented outlet's web server on loopback: pages that a test puts there, and what was asked for."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from flows.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Settings

STORY = (
    "The council of Oriel voted on Monday to mend the old harbour wall before the winter storms arrive, said the "
    "mayor, Tamsin Orrery. The work on {name} is to begin in May and will cost two million crowns, she told reporters "
    "after the vote. Fishermen had asked for the repair for years because the wall lets in the swell, and two boats "
    "were lost there last winter. The opposition called the plan late but voted for it. Engineers will close the "
    "northern pier while they work, and the ferry is to land at the market quay until the autumn."
)


@dataclass(slots=True)
class Outlet:
    """What the server answers: path to (content type, body). Other paths are 404. `asked` is every path asked for."""

    port: int = 0
    answers: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(self.asked)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, content_type: str = "application/xml") -> str:
        """Answer `path` with `body` from now on; return its address."""
        self.answers[path] = (content_type, body.encode() if isinstance(body, str) else body)
        return self.url(path)

    def story(self, path: str, credit: str = "") -> str:
        """Put an article at `path`; return its address."""
        name = path.strip("/")
        page = (
            f"<html lang='en'><head><title>Harbour plan {name}</title>"
            f'<meta property="article:published_time" content="2015-09-0{len(name) % 9 + 1}T08:00:00Z"></head>'
            f"<body><article><h1>Harbour plan {name}</h1><p class='byline'>By Ilse Quorn</p>"
            f"<p>{credit}{STORY.format(name=name)}</p></article></body></html>"
        )
        return self.put(path, page, "text/html; charset=utf-8")


@contextmanager
def outlet() -> Iterator[Outlet]:
    """Serve an outlet until the block ends."""
    there = Outlet()

    class Handler(_Handler):
        served = there

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    there.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: Outlet
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def handle(self) -> None:
        """Serve; a client that hangs up early is no news."""
        with suppress(ConnectionResetError):
            super().handle()

    def do_GET(self) -> None:
        self.served.asked.append(self.path)
        if self.path not in self.served.answers:
            self._send(404, "text/plain", b"No such page\n", "")
            return
        content_type, body = self.served.answers[self.path]
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self.served.unchanged.append(self.path)
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self._send(200, content_type, body, etag)

    def _send(self, status: int, content_type: str, body: bytes, etag: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)


def configured(newsroom: Path, sources: str, fetch: str = "") -> Settings:
    """Make `sources` the only ones of a configuration folder, without waiting between requests; return its settings."""
    (newsroom / "hearsay.toml").write_text(
        f"[sample]\nenabled = false\n[fetch]\nspacing = 0.0\nattempts = 1\n{fetch}\n", "utf-8"
    )
    (newsroom / "sources.toml").write_text(sources, "utf-8")
    return load_settings(newsroom)
