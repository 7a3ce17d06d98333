"""Measure what ingestion promises: broken pages, kills, a second run, throughput against bare urllib3, cleaning.

    python -m benchmarks.ingestion --fuzz 10000      broken pages through `hearsay ingest`
    python -m benchmarks.ingestion --kills 30        kill -9 at random moments of `hearsay run --direct`
    python -m benchmarks.ingestion --second-run 1000 two runs over an unchanged site
    python -m benchmarks.ingestion --throughput 2000 pages a second against bare urllib3, in one process
    python -m benchmarks.ingestion --hosts 40 --spacing 0.5   eight hosts at once against bare urllib3
    python -m benchmarks.ingestion --cleaning 500    pages a second of CPU time; needs ../shared/eval/text
    python -m benchmarks.ingestion --worst           the worst pages that the cleaner's limits let through

Each prints one line or table; the figures are in docs/ingestion.md.
"""

from __future__ import annotations

import argparse
import lzma
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.discovery.discover import Found
from flows.engine import DirectEngine
from flows.fetching.fetch import Fetcher
from flows.ingest import ingest_addresses, ingest_sources
from flows.settings import FetchSettings, Settings, Source, load_settings
from tests.conftest import HEARSAY, PROJECT, hearsay
from tests.fuzzed_pages import write_fuzzed
from tests.generated_site import generated_site, site_process
from tests.killing import broken_publications, committed, contents, differing, killed_after, lost
from warehouse.store import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.generated_site import Site

_SHARED_PAGES = PROJECT.parent / "shared" / "eval" / "text" / "dev" / "html"
_STORY = "The envoy denied on Monday that the network had safe havens in the border district. "


def fuzz(folder: Path, count: int) -> str:
    """Ingest `count` broken pages with the command and count their rows."""
    config = Path(shutil.copytree(PROJECT / "config", folder / "config"))
    write_fuzzed(folder / "pages", count)
    done = hearsay_untimed("ingest", str(folder / "pages"), "--json", config=config)
    with reading(folder / "data" / "warehouse.duckdb") as connection:
        rows = connection.sql("select url, outcome, reason from fetch_attempt").fetchall()
    outcomes = Counter(outcome for _, outcome, _ in rows)
    broke = sum((reason or "").startswith("cleaning broke") for _, _, reason in rows)
    missing = count - len({url for url, _, _ in rows})
    return (
        f"{count} broken pages: exit code {done.returncode}, {len(rows)} rows, {missing} pages without a row, "
        f"{broke} that broke the cleaner; {dict(outcomes)}"
    )


def hearsay_untimed(*words: str, config: Path) -> subprocess.CompletedProcess[str]:
    """Run a command however long it takes."""
    command = [*HEARSAY, *words, "--config", str(config)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def kills(folder: Path, count: int) -> str:
    """Kill a run `count` times, each time another moment of a run's length, and resume after each."""
    undisturbed = Path(shutil.copytree(PROJECT / "config", folder / "undisturbed" / "config"))
    began = time.monotonic()
    hearsay("run", "--direct", config=undisturbed)
    length = time.monotonic() - began
    expected = contents(undisturbed.parent / "data" / "warehouse.duckdb")
    chance, hit, losses, broken, wrong = random.Random(count), 0, 0, 0, 0  # noqa: S311
    for number in range(count):
        config = Path(shutil.copytree(PROJECT / "config", folder / str(number) / "config"))
        settings = config / "hearsay.toml"
        settings.write_text(settings.read_text("utf-8").replace("batch = 50", "batch = 4"), "utf-8")
        data = config.parent / "data"
        is_hit = killed_after(config, chance.uniform(0.0, length))
        hit += is_hit
        length *= 1.0 if is_hit else 0.8  # the machine has become quicker: aim within a run again
        before = committed(data)
        broken += len(broken_publications(data))
        hearsay("run", "--direct", config=config)
        losses += len(lost(before, committed(data)))
        wrong += bool(differing(contents(data / "warehouse.duckdb"), expected))
        shutil.rmtree(config.parent)
        print(f"{number + 1}: {hit} hit, {losses} lost, {broken} broken, {wrong} differ", file=sys.stderr, flush=True)
    return (
        f"{count} kills ({hit} before the end of a run of {length:.0f} s): {losses} tables lost rows, "
        f"{broken} broken publications, {wrong} resumed runs that differ from an undisturbed one"
    )


def second_run(folder: Path, pages: int) -> str:
    """Ingest a site twice, and smaller ones with other validators or none."""
    lines = []
    for validators, size in (("etag", pages), ("date", pages // 10), ("none", pages // 10)):
        with generated_site(size, validators) as site:
            source = Source(id="site", name="Site", feeds=(site.url("/feed"),), allow_private=True)
            settings = replace(_settings(folder / validators, 0.0), sources=(source,))
            bodies = []
            for run in ("first", "second"):
                before = site.bodies
                fetcher = Fetcher(settings.fetch)
                ingest_sources(settings, run, DirectEngine(settings), fetcher, lambda _: None)
                fetcher.close()
                bodies.append(site.bodies - before)
        with reading(settings.warehouse) as connection:
            kept = [connection.table(name).count("*").fetchall()[0][0] for name in ("page", "article_version")]
        lines.append(f"{size} pages, validators {validators}: bodies {bodies}, pages and versions kept {kept}")
    return "\n".join(lines)


def throughput(folder: Path, pages: int, spacing: float, parallel: int) -> str:
    """Fetch the same pages with bare urllib3, with the fetcher, and with fetching, cleaning and keeping.

    Bare urllib3 and the fetcher take turns, three times each, and the best of each counts.
    """
    import urllib3

    took: dict[str, list[tuple[float, float]]] = {"bare urllib3": [], "fetcher": [], "fetched, cleaned and kept": []}
    with site_process(pages) as port:
        urls = [f"http://127.0.0.1:{port}/{number}" for number in range(pages)]
        bare = urllib3.PoolManager(maxsize=parallel)
        fetcher = Fetcher(FetchSettings(spacing=spacing, parallel_sources=parallel))
        for _ in range(3):
            took["bare urllib3"].append(
                _in_parallel(urls, parallel, spacing, lambda url: bare.request("GET", url).data)
            )
            took["fetcher"].append(_in_parallel(urls, parallel, 0.0, lambda url: fetcher.get(url, allow_private=True)))
        settings = _settings(folder, spacing, parallel)
        found = [Found(url=url, source_id="site", allow_private=True) for url in urls]
        fetcher = Fetcher(settings.fetch)
        began, worked = time.perf_counter(), time.process_time()
        ingest_addresses(settings, "throughput", DirectEngine(settings), fetcher, found)
        took["fetched, cleaned and kept"].append((time.perf_counter() - began, time.process_time() - worked))
    best = {name: (min(times)[0], min(cpu for _, cpu in times)) for name, times in took.items()}
    wall, cpu = best["bare urllib3"]
    head = f"| {pages} pages, {spacing:g} s apart, {parallel} at a time | pages/s | of bare | pages/CPU s | of bare |"
    rows = [
        f"| {name} | {pages / seconds:.1f} | {wall / seconds:.0%} | {pages / worked:.0f} | {cpu / worked:.0%} |"
        for name, (seconds, worked) in best.items()
    ]
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def hosts(folder: Path, pages: int, spacing: float, count: int = 8) -> str:
    """Ingest `count` sites of `pages` pages each, with `spacing` on each host; compare with bare urllib3 doing so."""
    import urllib3

    with ExitStack() as stack:
        sites = [stack.enter_context(generated_site(pages, "etag", f"127.0.0.{number + 1}")) for number in range(count)]
        bare = urllib3.PoolManager(num_pools=count)

        def visit(site: Site) -> None:
            urls = [site.url(f"/{number}") for number in range(pages)]
            _in_parallel(urls, 1, spacing, lambda url: bare.request("GET", url).data)

        began = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(visit, sites))
        reference = time.perf_counter() - began
        sources = tuple(
            Source(id=site.host, name=site.host, feeds=(site.url("/feed"),), allow_private=True) for site in sites
        )
        settings = replace(_settings(folder, spacing, count), sources=sources)
        fetcher = Fetcher(settings.fetch)
        began = time.perf_counter()
        ingest_sources(settings, "hosts", DirectEngine(settings), fetcher, lambda _: None)
        took = time.perf_counter() - began
    total = count * pages
    return (
        f"{count} hosts of {pages} pages, {spacing:g} s apart on each: bare urllib3 {total / reference:.1f} pages/s, "
        f"ingestion {total / took:.1f} pages/s ({reference / took:.0%})"
    )


def _in_parallel(urls: list[str], parallel: int, spacing: float, get: Callable[[str], object]) -> tuple[float, float]:
    """Return the seconds and the CPU seconds that it takes to get all; requests start at least `spacing` apart."""
    began, worked = time.perf_counter(), time.process_time()

    def at_its_turn(numbered: tuple[int, str]) -> None:
        number, url = numbered
        time.sleep(max(0.0, began + number * spacing - time.perf_counter()))
        get(url)

    with ThreadPoolExecutor(parallel) as pool:
        list(pool.map(at_its_turn, enumerate(urls)))
    return time.perf_counter() - began, time.process_time() - worked


def cleaning(count: int) -> str:
    """Clean real pages and return how many a second of CPU time, and how many trafilatura alone extracts beside it."""
    from trafilatura import bare_extraction

    from transforms.clean import clean_rows

    bodies = [lzma.decompress(file.read_bytes()) for file in sorted(_SHARED_PAGES.rglob("*.xz"))[:count]]
    ours, theirs = 0.0, 0.0
    for number, body in enumerate([bodies[0], *bodies]):
        began = time.process_time()
        clean_rows({"id": "x"}, body)
        between = time.process_time()
        bare_extraction(body, include_comments=False, with_metadata=True)
        if number:  # the first reads the word lists
            ours += between - began
            theirs += time.process_time() - between
    return (
        f"{len(bodies)} real pages: {len(bodies) / ours:.1f} a second of CPU time, "
        f"trafilatura alone with its metadata {len(bodies) / theirs:.1f}"
    )


def worst() -> str:
    """Clean pages that come just under the limits, each in a process of its own; return CPU seconds and megabytes."""
    lines = []
    for name in _WORST:
        command = [sys.executable, "-m", "benchmarks.ingestion", "--one", name]
        lines.append(subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip())
    return "\n".join(["| page | CPU | over base |", "|---|---|---|", *lines])


_WORST = {
    "49,000 paragraphs": "<p>The envoy denied it again.</p>" * 49_000,
    "49,000 line breaks": "a<br>" * 49_000,
    "49,000 list items": "<ul>" + "<li>a b c" * 49_000 + "</ul>",
    "49,000 links": "<a href=/x>y</a> " * 49_000,
    "24,500 headings with text": "<h2>The envoy</h2><p>denied it.</p>" * 24_500,
    "200 towers of 240 elements": ("<div>" * 240 + "x" + "</div>" * 240) * 200,
    "49,000 headlines": "<h1>The envoy denied it</h1>" * 49_000,
    "200 elements of 990 attributes": f"<p {' '.join(f'a{n}=1' for n in range(990))}>x</p>" * 200,
    "11 MB in 2,000 paragraphs": f"<p>{_STORY * 65}</p>" * 2_000,
    "11 MB of plain lines": "short line of text here\n" * 450_000,
}


def _one(name: str) -> str:
    import resource

    from transforms.clean import UncleanableError, clean
    from transforms.records import Page

    content = _WORST[name]
    page = f"<html><head><title>x</title></head><body><article>{content}</article></body></html>"
    body = (page if "<" in content else content).encode()
    base, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        clean(Page(url="http://courier.example/a", body=body), today=None)
        result = ""
    except UncleanableError as error:
        result = f" ({error.reason})"
    seconds = time.process_time() - began
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024
    return f"| {name}{result} | {seconds:.1f} s | {megabytes:.0f} MB |"


def _settings(data: Path, spacing: float, parallel: int = 8) -> Settings:
    fetch = FetchSettings(spacing=spacing, parallel_sources=parallel)
    return replace(load_settings(PROJECT / "config"), data=data, fetch=fetch, sources=())


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("fuzz", "kills", "second-run", "throughput", "hosts", "cleaning"):
        parser.add_argument(f"--{name}", type=int, metavar="N")
    parser.add_argument("--spacing", type=float, default=0.0, help="seconds between two requests, for --throughput")
    parser.add_argument("--parallel", type=int, default=8, help="requests at a time, for --throughput")
    parser.add_argument("--worst", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked: list[tuple[object, Callable[[], str]]] = [
            (options.fuzz, lambda: fuzz(folder, options.fuzz)),
            (options.kills, lambda: kills(folder, options.kills)),
            (options.second_run, lambda: second_run(folder, options.second_run)),
            (options.throughput, lambda: throughput(folder, options.throughput, options.spacing, options.parallel)),
            (options.hosts, lambda: hosts(folder, options.hosts, options.spacing)),
            (options.cleaning, lambda: cleaning(options.cleaning)),
            (options.worst, worst),
            (options.one, lambda: _one(options.one)),
        ]
        for is_asked, measure in asked:
            if is_asked:
                print(measure(), flush=True)


if __name__ == "__main__":
    main()
