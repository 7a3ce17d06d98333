"""Measure the language pipeline on articles of 500 words from the sample newsroom: load, articles a second, memory.

    python -m benchmarks.language [--articles 120]

Measure on a machine with nothing else to do: the clock counts here, on both cores.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from transforms.clean import clean
from transforms.language.load import LanguageSettings, load
from transforms.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

_SITES = Path(__file__).parents[1] / "config" / "sample" / "site"
_WORDS = 500
_MEGABYTE = 1024  # getrusage counts kilobytes


def articles(count: int) -> list[str]:
    """Return `count` different texts of about 500 words: paragraphs of the sample newsroom, strung together."""
    paragraphs = cycle(list(_paragraphs()))
    return [_article(paragraphs) for _ in range(count)]


def _paragraphs() -> Iterator[str]:
    for path in sorted(path for path in _SITES.rglob("*.html") if path.name != "index.html"):
        page = Page(url=f"file:{path.name}", body=path.read_bytes(), content_type="text/html")
        text = clean(page, today=None).text
        yield from (paragraph for paragraph in text.split("\n\n") if len(paragraph.split()) > 1)


def _article(paragraphs: Iterator[str]) -> str:
    chosen: list[str] = []
    while sum(len(paragraph.split()) for paragraph in chosen) < _WORDS:
        chosen += islice(paragraphs, 1)
    return "\n\n".join(chosen)


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=120)
    texts = articles(parser.parse_args().articles)
    words = sum(len(text.split()) for text in texts) / len(texts)
    began = time.perf_counter()
    nlp = load(LanguageSettings())
    nlp("Ready.")
    loaded, processor = time.perf_counter(), time.process_time()
    read = sum(1 for _ in nlp.pipe(texts))
    seconds, processor = time.perf_counter() - loaded, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    sys.stdout.write(
        f"| {read} articles of {words:.0f} words | |\n|---|---:|\n"
        f"| ready to read after | {loaded - began:.2f} s |\n"
        f"| articles a second | {read / seconds:.1f} |\n"
        f"| processor seconds an article | {processor / read:.3f} |\n"
        f"| peak memory | {peak:.0f} MB |\n"
    )


if __name__ == "__main__":
    main()
