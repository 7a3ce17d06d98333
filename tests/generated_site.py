"""A news site of generated pages on loopback, as a context manager or as a process of its own.

    python -m tests.generated_site --pages 1000 [--validators etag|date|none]

prints its port and serves until its standard input ends.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPEAKERS = ("Wahid Noorgul", "Helen Marsh", "Conrad Doyle", "Samina Qazilbash")
_CLAIMS = (
    "the Haqqani network has safe havens in Pakistan",
    "the talks would open in two weeks",
    "the road to the border would stay closed",
)
_DATE = "Fri, 04 Sep 2015 12:00:00 GMT"
_NOT_FOUND, _NOT_MODIFIED = 404, 304


def story(number: int, sentences: int = 4) -> bytes:
    """Return a short page of news; the same number always gives the same page."""
    chance = random.Random(number)  # noqa: S311 - text, no secret
    said = "".join(
        f"<p>{chance.choice(_SPEAKERS)} {chance.choice(('said', 'denied', 'insisted'))} on Monday that "
        f"{chance.choice(_CLAIMS)}, in remark {chance.randrange(10**6)} of the day.</p>"
        for _ in range(sentences)
    )
    return (
        f"<html lang='en'><head><title>Generated report {number}</title>"
        f"<meta property='article:published_time' content='2015-09-{1 + number % 28:02d}'></head>"
        f"<body><article><h1>Generated report {number}</h1>{said}</article></body></html>"
    ).encode()


@dataclass(slots=True)
class Site:
    """What is served and what was asked for. `bodies` counts the pages that went out whole."""

    pages: int
    validators: str
    host: str = "127.0.0.1"
    port: int = 0
    bodies: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    def url(self, path: str) -> str:
        """Return an address on the site."""
        return f"http://{self.host}:{self.port}{path}"


@contextmanager
def generated_site(pages: int, validators: str = "etag", host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve `pages` pages and a feed of them until the block ends; `validators` are etag, date or none."""
    site = Site(pages=pages, validators=validators, host=host)

    class Handler(_Handler):
        served = site

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def site_process(pages: int, validators: str = "etag") -> Iterator[int]:
    """Serve the same site from a process of its own; yield its port."""
    command = [sys.executable, "-m", "tests.generated_site", "--pages", str(pages), "--validators", validators]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.communicate()


class _Handler(BaseHTTPRequestHandler):
    served: Site
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        """Keep the output clean."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name == "feed":
            self.answer(200, self.feed(), "application/rss+xml")
        elif name.isdigit() and int(name) < self.served.pages:
            self.page(int(name))
        else:
            self.answer(_NOT_FOUND, b"", "text/plain")

    def page(self, number: int) -> None:
        tag = {"etag": ("ETag", f'"{number}"'), "date": ("Last-Modified", _DATE)}.get(self.served.validators)
        asked = {"etag": "If-None-Match", "date": "If-Modified-Since"}.get(self.served.validators, "-")
        if tag and self.headers.get(asked) == tag[1]:
            self.answer(_NOT_MODIFIED, b"", "text/html", tag)
            return
        self.served.bodies += 1
        self.answer(200, story(number), "text/html; charset=utf-8", tag)

    def feed(self) -> bytes:
        links = "".join(
            f"<item><title>Report {number}</title><link>{self.served.url(f'/{number}')}</link></item>"
            for number in range(self.served.pages)
        )
        return f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{links}</channel></rss>".encode()

    def answer(self, status: int, body: bytes, kind: str, tag: tuple[str, str] | None = None) -> None:
        self.served.statuses[status] += 1
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if tag:
            self.send_header(*tag)
        if status != _NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--validators", choices=("etag", "date", "none"), default="etag")
    options = parser.parse_args()
    with generated_site(options.pages, options.validators) as site:
        print(site.port, flush=True)  # noqa: T201 - this is how the port is told
        sys.stdin.read()


if __name__ == "__main__":
    main()
