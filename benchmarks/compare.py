"""Time and memory of every comparison on generated claim rows.

Run from the repository: python -m benchmarks.compare [--rows 1000000]. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from transforms.compare.citations import coverage, first_seen, who_cites_whom
from transforms.compare.columns import ARTICLES, COPIES, EVIDENCE, LINKS, QUOTES
from transforms.compare.contradictions import contradictions
from transforms.compare.copies import copy_differences
from transforms.compare.corroboration import counts, statements, utterances
from transforms.compare.drift import quote_drift, reporting_verbs, verb_habits
from transforms.compare.edits import claim_edits
from transforms.compare.families import quote_families
from transforms.compare.matrix import stance_matrix
from transforms.compare.origins import article_origins
from transforms.compare.sightings import sightings
from transforms.compare.timeline import statements_by_day

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIMS_PER_ARTICLE, OUTLETS, HOLDERS, DAYS = 6, 120, 3000, 3650
TOPICS, PROPOSITIONS, WORDINGS = 2, 6, 60_000
STANCES = ["asserts", "denies", "doubts", "demands", "commits", "rejects-demand", "tolerates"]
SHARES = [0.55, 0.2, 0.06, 0.12, 0.03, 0.03, 0.01]
CUES = [
    ("said", "neutral"),
    ("told", "neutral"),
    ("claimed", "hedge"),
    ("admitted", "concession"),
    ("denied", "denial"),
]
FIRST = date(2012, 1, 1).toordinal() - date(1970, 1, 1).toordinal()


def newsroom(rows: int, random: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Return generated evidence, articles, quotes, copies and links."""
    articles = _articles(rows // CLAIMS_PER_ARTICLE, random)
    evidence = _evidence(rows, articles, random)
    bodies = evidence.group_by("version_id").agg(text=pl.col("sentence").str.join("\n\n"))
    texts = articles.join(bodies, on="version_id", how="left").with_columns(pl.col("text").fill_null("Nothing."))
    copied = articles.filter("is_current")["article_id"].sample(fraction=0.15, seed=1)
    copies = pl.DataFrame({"left": copied, "right": copied + 1}).with_columns(
        containment=pl.Series(random.uniform(0.2, 1, len(copied))), resemblance=pl.lit(0.4)
    )
    links = [(f"t{topic}", "P0", "P2", "tension") for topic in range(TOPICS)]
    links += [(f"t{topic}", "P1", "P3", "contradiction") for topic in range(TOPICS)]
    return {
        # In the order in which warehouse/queries/report_evidence.sql gives them.
        "evidence": evidence.select(EVIDENCE.names())
        .cast(dict(EVIDENCE))
        .sort("topic", "proposition", "published", "outlet", "start", "claim_id"),
        "articles": texts.select(ARTICLES.names()).cast(dict(ARTICLES)),
        "quotes": _quotes(evidence, random).select(QUOTES.names()).cast(dict(QUOTES)),
        "copies": copies.cast(dict(COPIES)),
        "links": pl.DataFrame(links, schema=LINKS, orient="row"),
    }


def _articles(count: int, random: np.random.Generator) -> pl.DataFrame:
    """Return articles of which one in twenty has a second version."""
    number = np.arange(count)
    base = pl.DataFrame(
        {
            "article_id": number,
            "outlet": random.integers(0, OUTLETS, count),
            "published": FIRST + random.integers(0, DAYS, count),
            "agency": np.where(random.random(count) < 0.2, random.integers(0, 4, count), -1),
        }
    ).with_columns(
        outlet=pl.format("Outlet {}", "outlet"),
        url=pl.format("https://outlet{}.example/{}", "outlet", "article_id"),
        title=pl.format("Headline {}", "article_id"),
        published=pl.col("published").cast(pl.Int32).cast(pl.Date),
        agency=pl.when(pl.col("agency") >= 0).then(pl.format("Agency {}", "agency")),
        dateline=pl.lit(None, pl.String),
        flags=pl.lit([], pl.List(pl.String)),
        is_sample=pl.lit(value=False),
    )
    edited = pl.col("article_id") % 20 == 0
    newest = base.with_columns(
        version_id=pl.col("article_id") * 2 + 1, version_number=pl.lit(2), is_current=pl.lit(value=True)
    )
    oldest = base.filter(edited).with_columns(
        version_id=pl.col("article_id") * 2, version_number=pl.lit(1), is_current=pl.lit(value=False)
    )
    return pl.concat([newest, oldest])


def _evidence(rows: int, articles: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    versions = articles.select("article_id", "version_id", "outlet", "url", "published", "is_current")
    chosen = versions[random.integers(0, len(versions), rows)]
    holder = random.zipf(1.3, rows) % HOLDERS
    lag = random.integers(0, 30, rows)
    drawn = pl.DataFrame(
        {
            "claim_id": np.arange(rows),
            "topic": random.integers(0, TOPICS, rows),
            "proposition": random.integers(0, PROPOSITIONS, rows),
            "stance": random.choice(STANCES, rows, p=SHARES),
            "holder": holder,
            "kind": random.choice(["entity", "outlet", "unspecified"], rows, p=[0.85, 0.1, 0.05]),
            "relayed": random.random(rows) < 0.15,
            "dated": random.random(rows) < 0.8,
            "lag": lag,
            "cue": random.integers(0, len(CUES), rows),
            "wording": random.integers(0, WORDINGS, rows),
            "quoted": random.random(rows) < 0.4,
            "hedged": random.random(rows) < 0.1,
            "conceded": random.random(rows) < 0.02,
            "generic": random.random(rows) < 0.05,
        }
    )
    said = pl.when("dated").then(pl.col("published") - pl.duration(days="lag"))
    name = pl.format("Holder {}", "holder")
    return pl.concat([chosen, drawn], how="horizontal").with_columns(
        topic=pl.format("t{}", "topic"),
        proposition=pl.format("P{}", "proposition"),
        holder_kind=pl.col("kind"),
        holder_name=pl.when(pl.col("kind") == "entity").then(name).when(pl.col("kind") == "outlet").then("outlet"),
        side=pl.when((pl.col("kind") == "entity") & (pl.col("holder") % 3 > 0)).then(
            pl.format("Side {}", pl.col("holder") % 8)
        ),
        via=pl.when("relayed")
        .then(pl.concat_list(pl.format("Holder {}", (pl.col("holder") + 7) % HOLDERS)))
        .otherwise([]),
        quote_id=pl.when("quoted").then("claim_id"),
        start=pl.lit(0),
        end=pl.lit(80),
        sentence=pl.format(
            "Holder {} said in wording {} of article {} that it was so.", "holder", "wording", "article_id"
        ),
        cue=pl.col("cue").replace_strict({place: cue for place, (cue, _) in enumerate(CUES)}, return_dtype=pl.String),
        cue_start=pl.lit(0),
        cue_end=pl.lit(4),
        scope=pl.when("generic").then(pl.lit("generic")).otherwise(pl.lit("named")),
        presupposed=pl.lit(value=False),
        judged=pl.lit(None, pl.String),
        judged_stance=pl.lit(None, pl.String),
        judged_by=pl.lit(None, pl.String),
        past=pl.lit(value=False),
        said_date=said,
        said_end=said + pl.duration(days=1),
        said_anchor=pl.lit("dct"),
        rule=pl.lit("generated"),
        confidence=pl.lit(0.9),
    )


def _quotes(evidence: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    """Return a quotation for each quoted sighting: wordings are shared, one in five lost its third word."""
    vocabulary = np.array([f"word{number}" for number in range(4000)])
    wordings = [" ".join(random.choice(vocabulary, length)) for length in random.integers(6, 24, WORDINGS)]
    shared = pl.DataFrame({"wording": np.arange(WORDINGS), "words": wordings})
    classes = dict(CUES)
    return (
        evidence.filter("quoted")
        .join(shared, on="wording")
        .with_columns(
            words=pl.when(pl.col("claim_id") % 5 == 0)
            .then(pl.col("words").str.replace(r"^(\S+ \S+) \S+", "$1"))
            .otherwise("words"),
            kind=pl.lit("direct"),
            cue_class=pl.col("cue").replace_strict(classes, return_dtype=pl.String),
            speaker="holder_name",
            speakers=pl.concat_list("holder_name"),
            via=pl.lit(None, pl.String),
        )
    )


class Stopwatch:
    """Runs comparisons one after the other and keeps what each took."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int, float, float, float]] = []

    def run(self, name: str, frame: Callable[[], pl.LazyFrame]) -> pl.LazyFrame:
        """Collect a frame, note its seconds and the highest memory of the process meanwhile."""
        forget_peak()
        started, worked = time.perf_counter(), time.process_time()
        collected = frame().collect()
        self.rows.append(
            (name, len(collected), time.perf_counter() - started, time.process_time() - worked, peak_gigabytes())
        )
        return collected.lazy()


def forget_peak() -> None:
    """Let the kernel count the process's highest memory anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak_gigabytes() -> float:
    """Return the highest resident memory since it was last forgotten."""
    status = Path("/proc/self/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024**2


def measured(room: dict[str, pl.DataFrame]) -> Stopwatch:
    """Run every comparison on what the ones before it found."""
    evidence, articles, quotes = (room[name].lazy() for name in ("evidence", "articles", "quotes"))
    watch = Stopwatch()
    family = watch.run("quote families", lambda: quote_families(quotes.filter("is_current")))
    of_articles = quotes.select("quote_id", "article_id").join(family, on="quote_id")
    origin = watch.run("origins", lambda: article_origins(articles, room["copies"].lazy(), of_articles))
    uttered = watch.run("utterances", lambda: utterances(sightings(evidence), origin, family))
    stated = watch.run("statements", lambda: statements(uttered))
    watch.run("counts", lambda: counts(uttered, ["topic", "proposition", "stance"]))
    watch.run("matrix", lambda: stance_matrix(uttered))
    watch.run("timeline", lambda: statements_by_day(uttered))
    watch.run("contradictions", lambda: contradictions(stated, room["links"].lazy()))
    watch.run("copy differences", lambda: copy_differences(uttered, origin))
    watch.run("silent edits", lambda: claim_edits(evidence, articles))
    watch.run("quote drift", lambda: quote_drift(quotes, family))
    groups = uttered.drop_nulls("quote_id").select("quote_id", group_id="utterance_id")
    verbs = watch.run("reporting verbs", lambda: reporting_verbs(quotes, groups))
    watch.run("verb habits", lambda: verb_habits(verbs))
    watch.run("who cites whom", lambda: who_cites_whom(uttered))
    watch.run("first seen", lambda: first_seen(uttered))
    watch.run("coverage", lambda: coverage(articles, uttered))
    return watch


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    room = newsroom(rows, np.random.default_rng(7))
    load = os.getloadavg()[0]
    watch = measured(room)
    print(f"{rows:,} claim rows, {len(room['articles']):,} texts, {len(room['quotes']):,} quotations; ", end="")
    print(f"polars {pl.__version__}, {os.cpu_count()} cores, load before {load:.1f}\n")
    print("| comparison | rows | seconds | processor seconds | peak memory, GB |\n|---|---:|---:|---:|---:|")
    for name, found, seconds, worked, memory in watch.rows:
        print(f"| {name} | {found:,} | {seconds:.2f} | {worked:.2f} | {memory:.2f} |")
    together = [sum(row[place] for row in watch.rows) for place in (2, 3)]
    print(f"| together | | {together[0]:.2f} | {together[1]:.2f} | {max(row[4] for row in watch.rows):.2f} |")
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"\nHighest memory of the whole process, generating the rows included: {whole:.2f} GB.")


if __name__ == "__main__":
    main()
