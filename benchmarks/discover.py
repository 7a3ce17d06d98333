"""Measure discovery at the size of a large installation, in CPU seconds: web archives, sitemaps, feed states.

python -m benchmarks.discover [archive pages] [feeds]
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.archives.pages import Captured
from flows.archives.reading import Archive
from flows.discovery.discover import Discovery, Look, Reading, ReadOutcome
from flows.discovery.feed_health import note_discoveries
from flows.discovery.feeds import Entry
from flows.discovery.sitemaps import read_sitemap
from flows.fetching.fetch import Answer
from flows.settings import Source, load_settings
from tests.invented_archive import Crawl, chunked, page
from warehouse.feeds import FeedState, feed_states
from warehouse.store import writing

CAP = 20_000_000
_START = datetime(2016, 1, 1, tzinfo=UTC)
_ENTRIES = 100
_SITEMAP_LINES = 50_000
_PADDING = b"<!-- furniture -->" * 2_000


def main() -> None:
    """Print one line a measurement."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    feeds = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as folder:
        archives(Path(folder), pages)
        states(Path(folder), feeds)
    sitemap()


def archives(folder: Path, pages: int) -> None:
    """Read an archive of chunked pages of 37 kB; then once more for its peak memory."""
    crawl = Crawl()
    for number in range(pages):
        crawl.response(f"/{number}", chunked(page(str(number)) + _PADDING), Transfer_Encoding="chunked")
    path = crawl.save(folder / "crawl.warc.gz")
    del crawl
    began = time.process_time()
    count = sum(isinstance(item, Captured) for item in Archive(path, CAP))
    seconds = time.process_time() - began
    assert count == pages
    print(f"archive: {pages} pages in {seconds:.1f} CPU s, {pages / seconds:.0f} a second")
    for share in (10, 1):
        tracemalloc.start()
        for number, _ in enumerate(Archive(path, CAP)):
            if number >= pages // share:
                break
        print(f"archive: peak {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB over {pages // share} pages")
        tracemalloc.stop()


def states(folder: Path, feeds: int) -> None:
    """Note feeds of 100 entries, half of them new each time, for three runs."""
    config = folder / "config"
    config.mkdir()
    (config / "hearsay.toml").write_text("", "utf-8")
    (config / "sources.toml").write_text("", "utf-8")
    settings = load_settings(config)
    for run in range(3):
        began = time.process_time()
        with writing(settings.warehouse) as connection:
            known = feed_states(connection)
        loaded = time.process_time() - began
        looked_at = [_discovery(number, run, known) for number in range(feeds)]
        note_discoveries(settings, looked_at, f"run-{run}", _START + timedelta(hours=run))
        seconds = time.process_time() - began
        print(f"states: run {run + 1}, {feeds} feeds of {_ENTRIES}: {loaded:.2f} CPU s to load, {seconds:.1f} in all")


def _discovery(number: int, run: int, known: dict[tuple[str, str], FeedState]) -> Discovery:
    url = f"http://outlet-{number}.example/rss"
    source = Source(id=f"outlet-{number}", name=str(number), feeds=(url,))
    entries = tuple(Entry(url=f"{url}/{run * _ENTRIES // 2 + item}") for item in range(_ENTRIES))
    at = _START + timedelta(hours=run)
    reading = Reading(url=url, kind="feed", started_at=at, outcome=ReadOutcome.READ, entries=entries)
    states = {url: known[source.id, url]} if (source.id, url) in known else {}
    return Discovery(look=Look(source=source, states=states), found=(), readings=(reading,))


def sitemap() -> None:
    """Read the largest sitemap that the protocol allows."""
    items = "".join(
        f"<url><loc>http://outlet.example/{number}</loc><lastmod>2016-01-{number % 28 + 1:02}</lastmod></url>"
        for number in range(_SITEMAP_LINES)
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'.encode()
    answer = Answer(url="", final_url="", status=200, content_type=None, etag=None, last_modified=None, body=body)
    began = time.process_time()
    found = read_sitemap(answer, CAP)
    seconds = time.process_time() - began
    assert len(found.entries) == _SITEMAP_LINES
    print(f"sitemap: {_SITEMAP_LINES} addresses in {seconds:.2f} CPU s")


if __name__ == "__main__":
    main()
