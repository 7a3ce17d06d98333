"""The main job on the sample newsroom, over real HTTP and into a real DuckDB file."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from tests.conftest import HEARSAY, hearsay
from tests.killing import broken_publications, committed, contents, differing, killed_after, lost
from warehouse.export import answer
from warehouse.integrity import breaches
from warehouse.store import reading

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def ask(sample: Path) -> Callable[[str], pl.DataFrame]:
    """Return a function that answers SQL from the sample's snapshot."""
    return lambda sql: answer(sample.parent / "data" / "latest.duckdb", sql)


def test_the_summary_says_what_came_of_each_source(sample: Path) -> None:
    summary = json.loads((sample.parent / "summary.json").read_text("utf-8"))
    assert len(summary["sources"]) == 9
    assert sum(source["new"] for source in summary["sources"]) == 19
    assert summary["extracted"] == 19
    assert [failure["what"].rsplit("/", 1)[-1] for failure in summary["failures"]] == ["withdrawn-report.html"]
    assert summary["exit_code"] == 3


def test_every_row_points_at_the_characters_that_prove_it(sample: Path) -> None:
    with reading(sample.parent / "data" / "latest.duckdb") as connection:
        assert breaches(connection) == ()


def test_both_sides_of_the_flagship_claim_are_there(ask: Callable[[str], pl.DataFrame]) -> None:
    stances = ask(
        "select stance, count(distinct outlet) as outlets from v_evidence "
        "where proposition = 'P1' and scope = 'named' group by stance"
    )
    assert dict(stances.rows()).keys() >= {"asserts", "denies"}


def test_the_edited_page_has_two_versions_and_the_newer_one_is_current(ask: Callable[[str], pl.DataFrame]) -> None:
    edited = ask("select article_id from v_articles group by article_id having count(*) > 1")
    assert edited.height == 1
    versions = ask("select modified_at, is_current from v_articles where version_number = 2 or is_current = false")
    assert (
        versions.filter(pl.col("is_current"))["modified_at"][0]
        > versions.filter(~pl.col("is_current"))["modified_at"][0]
    )


def test_a_page_without_a_date_resolves_no_relative_date(ask: Callable[[str], pl.DataFrame]) -> None:
    rows = ask(
        "select surface, anchor from date_mention join v_articles using (version_id) "
        "where published is null and anchor = 'dct'"
    )
    assert rows.is_empty()


def test_the_missing_page_stays_in_the_record(ask: Callable[[str], pl.DataFrame]) -> None:
    rows = ask("select status, reason from fetch_attempt where outcome = 'failed'").rows()
    assert rows == [(404, "the server answered 404")]


def test_a_second_run_changes_nothing(sample: Path) -> None:
    latest = sample.parent / "data" / "latest.duckdb"
    before = contents(latest)
    again = hearsay("run", "--direct", "--json", config=sample)
    summary = json.loads(again.stdout)
    assert summary["extracted"] == 0
    assert sum(source["new"] for source in summary["sources"]) == 0
    after = contents(latest)
    assert differing(before, after) == []


def test_the_report_and_its_tables_are_written(sample: Path) -> None:
    folder = sample.parent / "data" / "reports" / "latest"
    page = (folder / "report.html").read_text("utf-8")
    assert "SAMPLE" in page
    assert "http://meridian-wire.example/2015/10/07/withdrawn-report.html" in page
    assert {"matrix.csv", "evidence.csv", "report.md"} <= {file.name for file in folder.iterdir()}


def test_a_run_through_prefect_gives_the_same_rows_and_leaves_no_server(sample: Path, newsroom: Path) -> None:
    """One real Prefect run with its own temporary server and home, extracting in processes."""
    settings = newsroom / "hearsay.toml"
    text = settings.read_text("utf-8").replace('runner = "threads"', 'runner = "processes"')
    settings.write_text(text.replace("batch = 50", "batch = 5"), "utf-8")
    home = newsroom.parent / "prefect"
    environment = os.environ | {"PREFECT_HOME": str(home)}
    environment.pop("PREFECT_API_URL", None)
    done = subprocess.run(
        [*HEARSAY, "run", "--json", "--config", str(newsroom)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env=environment,
    )
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)["extracted"] == 19
    through_prefect = contents(newsroom.parent / "data" / "latest.duckdb")
    direct = contents(sample.parent / "data" / "latest.duckdb")
    assert differing(through_prefect, direct) == []
    assert _processes_that_mention(str(home)) == []


def test_a_prefect_server_that_cannot_be_reached_is_one_clear_line(newsroom: Path) -> None:
    done = subprocess.run(
        [*HEARSAY, "run", "--config", str(newsroom)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=os.environ
        | {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_HOME": str(newsroom.parent / "prefect")},
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "http://127.0.0.1:9/api" in line
    assert "--direct" in line


def _processes_that_mention(words: str) -> list[str]:
    """Return the command lines of running processes whose environment or arguments hold `words`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            held = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:
            continue
        if words.encode() in held and process.name != str(os.getpid()):
            found.append((process / "cmdline").read_text("utf-8", "replace"))
    return found


def test_a_run_that_is_killed_again_and_again_loses_nothing_and_repeats_nothing(sample: Path, newsroom: Path) -> None:
    """Kill -9 at four random moments of one run's length, then let it finish: the rows are those of an undisturbed run.

    `python -m benchmarks.ingestion --kills 30` does the same thirty times.
    """
    settings = newsroom / "hearsay.toml"
    settings.write_text(settings.read_text("utf-8").replace("batch = 50", "batch = 4"), "utf-8")
    length = json.loads((sample.parent / "summary.json").read_text("utf-8"))["seconds"]
    data = newsroom.parent / "data"
    chance = random.Random(4)  # noqa: S311 - a moment, not a secret
    before = committed(data)
    for share in (0.3, 0.6, 0.9, chance.random()):
        killed_after(newsroom, 1.0 + share * length)
        after = committed(data)
        assert lost(before, after) == []
        assert broken_publications(data) == []
        before = after
    again = hearsay("run", "--direct", "--json", config=newsroom)
    assert again.returncode == 3, again.stderr
    with reading(data / "warehouse.duckdb") as connection:
        *killed, (ended,) = connection.sql("select exit_code from run order by started_at").fetchall()
    assert ended == 3
    assert (None,) in killed  # a run that was cut off can be told from one that ended
    assert differing(contents(data / "warehouse.duckdb"), contents(sample.parent / "data" / "warehouse.duckdb")) == []


def test_whoever_an_article_names_is_a_holder_by_name_and_not_by_an_office(sample: Path) -> None:
    frame = answer(sample.parent / "data" / "latest.duckdb", "select distinct holder_name from v_evidence")
    holders = set(frame["holder_name"])
    # "Wahid Noorgul, a spokesman, said"; headlines that say "adviser concedes", "directorate says".
    assert {"Wahid Noorgul", "Tariq Sarwani", "National Directorate of Security"} <= holders
    assert not holders & {"spokesman", "adviser", "directorate"}
