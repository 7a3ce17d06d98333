"""Measure the pipeline on generated pages: articles per second a stage, Prefect against --direct, memory, disk.

    python -m benchmarks.pipeline [--pages 1000] [--engine direct|prefect|both]

Prints one Markdown table. Each engine runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).parents[1]
_PEOPLE = ("Wahid Noorgul", "Helen Marsh", "Conrad Doyle", "Tariq Sarwani", "Ruth Calloway", "Samina Qazilbash")
_OFFICES = ("the Presidential Palace", "the Foreign Office", "the military", "the ministry", "the coalition")
_VERBS = ("said", "denied", "insisted", "claimed", "added", "acknowledged", "rejected")
_CLAIMS = (
    "the Haqqani network has safe havens in Pakistan",
    "the operation had destroyed the network's bases in North Waziristan",
    "the network operates from two provinces of Afghanistan",
    "Pakistan must act against the Haqqani network",
    "the talks would open in Islamabad in two weeks",
)
_FILLER = (
    "Shops in the old market stayed open until the evening.",
    "The road to the border was closed for a third day by snow.",
    "A second round of talks is planned for the end of next month.",
    "Aid agencies counted four hundred families in the camp last week.",
)


def page(number: int) -> str:
    """Return a generated news page of about 400 words; the same number always gives the same page."""
    chance = random.Random(number)  # noqa: S311
    paragraphs = []
    for _ in range(14):
        who, office = chance.choice(_PEOPLE), chance.choice(_OFFICES)
        claim, verb = chance.choice(_CLAIMS), chance.choice(_VERBS)
        said = chance.choice(
            (
                f"{who}, a spokesman for {office}, {verb} on Monday that {claim}.",
                f"“We have always known that {claim},” {verb} {who} of {office}.",
                f"According to {office}, {claim}.",
            )
        )
        paragraphs.append(f"{said} {chance.choice(_FILLER)}")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    day = f"2015-{1 + number % 12:02d}-{1 + number % 28:02d}"
    return (
        f"<html lang='en'><head><title>Generated report {number}</title>"
        f"<meta property='article:published_time' content='{day}'></head>"
        f"<body><article><h1>Generated report {number}</h1>{body}</article></body></html>"
    )


def measure(engine: str, pages: int) -> dict[str, float]:
    """Run ingestion, extraction, snapshot and report over generated pages and return what they took."""
    from flows.discovery.named import local_pages
    from flows.engine import DirectEngine
    from flows.extract import extract_pending, load_vocabulary
    from flows.ingest import ingest_files
    from flows.job import new_run_id, publish_snapshot, recorded
    from flows.report import write_report
    from flows.settings import load_settings

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = Path(shutil.copytree(PROJECT / "config", folder / "config"))
        (folder / "pages").mkdir()
        for number in range(pages):
            (folder / "pages" / f"{number:05d}.html").write_text(page(number), "utf-8")
        settings = replace(load_settings(config), sources=())
        vocabulary = load_vocabulary(config, settings.language.model, sample=True)
        run_id, took = new_run_id(datetime.now(UTC)), {}

        def stages(carrier: object) -> None:
            with recorded(settings, run_id, "benchmark", datetime.now(UTC)):
                took["ingest"] = _seconds(
                    lambda: ingest_files(
                        settings, run_id, local_pages(folder / "pages"), source_id=None, published=None
                    )
                )
                took["extract"] = _seconds(
                    lambda: extract_pending(settings, vocabulary, run_id, carrier, lambda _done, _of: None)
                )
            took["snapshot"] = _seconds(lambda: publish_snapshot(settings, run_id))
            took["report"] = _seconds(lambda: write_report(settings, vocabulary, settings.latest))

        began = time.perf_counter()
        if engine == "prefect":
            from flows.prefect_engine import PrefectEngine, task_runner  # isort: skip - it must come before Prefect
            from prefect import flow  # isort: skip

            flow(name="benchmark", task_runner=task_runner(settings), validate_parameters=False)(
                lambda: stages(PrefectEngine(settings))
            )()
        else:
            stages(DirectEngine(settings))
        took["whole"] = time.perf_counter() - began
        took["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        took["bytes an article"] = settings.latest.stat().st_size / pages
    return took


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def main() -> None:
    """Measure what the command line asks for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--engine", choices=("direct", "prefect", "both"), default="both")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.pages)))
        return
    engines = ("direct", "prefect") if options.engine == "both" else (options.engine,)
    results = {}
    for engine in engines:
        command = [sys.executable, "-m", "benchmarks.pipeline", "--one", engine, "--pages", str(options.pages)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results[engine] = json.loads(done.stdout.splitlines()[-1])
    print(f"| {options.pages} pages | " + " | ".join(engines) + " |")
    print("|---|" + "---|" * len(engines))
    for stage in ("ingest", "extract"):
        cells = [f"{options.pages / results[engine][stage]:.1f} articles/s" for engine in engines]
        print(f"| {stage} | " + " | ".join(cells) + " |")
    for stage in ("snapshot", "report", "whole"):
        print(f"| {stage} | " + " | ".join(f"{results[engine][stage]:.1f} s" for engine in engines) + " |")
    print("| peak memory | " + " | ".join(f"{results[engine]['megabytes']:.0f} MB" for engine in engines) + " |")
    sizes = " | ".join(f"{results[engine]['bytes an article'] / 1000:.1f} kB" for engine in engines)
    print(f"| warehouse per article | {sizes} |")
    if len(engines) > 1:
        print(f"| Prefect : direct | {results['prefect']['whole'] / results['direct']['whole']:.2f} | |")


if __name__ == "__main__":
    main()
