"""A small outlet on loopback whose pages a test changes between two runs, and a configuration that follows it."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from flows.engine import DirectEngine
from flows.ingest import ingest_sources
from flows.job import fetcher_for, new_run_id, recorded
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.outcomes import SourceOutcome

CONFIG = Path(__file__).parents[1] / "config"
SENTENCES = (
    "The harbour board of Lower Minton voted on Tuesday to keep the old crane after a debate that ran for two hours.",
    "“The crane stays where it is,” said Ada Quill, a member of the board, on Tuesday evening outside the town hall.",
    "Bram Oster, who speaks for the fishers, said on Wednesday that nobody had asked them before the vote was held.",
    "The board had spent the winter looking for a buyer, and two offers came in before the end of the long frost.",
    "Engineers found the foundations sound in March, though they asked for new bolts and for a better drain below.",
    "A second vote on the money for the repairs is planned for the first week of the next month, the clerk wrote.",
)


def story(sentences: int = len(SENTENCES), *, first: int = 0, extra: str = "") -> str:
    """Return a page of the outlet with so many of its sentences."""
    paragraphs = "".join(f"<p>{text}</p>" for text in SENTENCES[first : first + sentences])
    head = (
        "<title>Crane stays | Lower Minton Gazette</title><meta property='article:published_time' content='2016-03-02'>"
    )
    return f"<html><head>{head}</head><body><article><h1>Crane stays</h1>{paragraphs}{extra}</article></body></html>"


WALL = "<html><head><title>Just a moment...</title></head><body><p>Checking. /cdn-cgi/ challenge</p></body></html>"
TEASER = story(1, extra="<p>Subscribe to continue reading.</p>")


@dataclass(slots=True)
class Site:
    """The outlet: what each path answers now, and what was asked for. A path that has no page answers 404."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def changing_site() -> Iterator[Site]:
    """Serve until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = site.pages.get(self.path, "").encode()
            self.send_response(site.status.get(self.path, 200 if body else 404))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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


def following(folder: Path, site: Site, *paths: str, more: str = "") -> Path:
    """Write a configuration that follows these pages of the site as source "gazette"; return its folder."""
    config = folder / "config"
    if not config.exists():
        shutil.copytree(CONFIG, config)
    (config / "hearsay.toml").write_text("[sample]\nenabled = false\n[fetch]\nspacing = 0.0\nattempts = 1\n", "utf-8")
    pages = ", ".join(f'"{site.url(path)}"' for path in paths)
    source = f'id = "gazette"\nname = "Lower Minton Gazette"\nallow_private = true\npages = [{pages}]\n{more}'
    (config / "sources.toml").write_text(f"[[source]]\n{source}", "utf-8")
    return config


def ingested(config: Path) -> SourceOutcome:
    """Ingest the source once, as a run does; return what came of it."""
    settings: Settings = load_settings(config)
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    with recorded(settings, run_id, "run", started) as ending, fetcher_for(settings) as fetcher:
        (outcome,) = ingest_sources(settings, run_id, DirectEngine(settings), fetcher, lambda _: None)
        ending.exit_code = 3 if outcome.failures else 0
    return outcome
