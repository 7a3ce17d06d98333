"""The commands as a person uses them: what they print, what they write, how they exit."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
from typing import TYPE_CHECKING

import polars as pl
import pytest
from rich.console import Console

from flows.cli import app
from flows.errors import UsageError
from flows.narration import Silence, TerminalNarrator
from tests.conftest import invoke
from warehouse.store import WarehouseError

if TYPE_CHECKING:
    from pathlib import Path

STORY = """Envoy denies charge over havens

KABUL: Wahid Noorgul, a spokesman for the palace, said on Monday that the Haqqani network has safe havens in Pakistan.

“The network has no safe havens in Pakistan,” said Samina Qazilbash, a spokesperson for the Foreign Office, on Tuesday.

The two offices have traded such statements since the talks broke down in the summer, and neither has shown signs of
giving way before the next round, which is planned for the end of the month.
"""


@pytest.fixture
def quiet(newsroom: Path) -> Path:
    """Return a configuration without the sample newsroom."""
    path = newsroom / "hearsay.toml"
    path.write_text(path.read_text("utf-8").replace("enabled = true", "enabled = false"), "utf-8")
    return newsroom


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def test_a_text_goes_from_file_to_answer(quiet: Path, story: Path) -> None:
    assert "1 new" in invoke("ingest", story, "--source", "courier", "--published", "2015-09-02", "--config", quiet)
    invoke("extract", "--config", quiet)
    question = "select stance, holder, outlet, said_date from v_evidence where proposition = 'P1'"
    rows = [json.loads(line) for line in invoke("sql", question, "--json", "--config", quiet).splitlines()]
    stances = {row["stance"]: row for row in rows}
    assert stances.keys() == {"asserts", "denies"}
    assert stances["denies"]["outlet"] == "courier"
    assert "Qazilbash" in stances["denies"]["holder"]
    assert stances["asserts"]["said_date"] == "2015-08-31"


def test_ingesting_the_same_file_again_changes_nothing(quiet: Path, story: Path) -> None:
    invoke("ingest", story, "--config", quiet)
    assert "0 new, 1 unchanged" in invoke("ingest", story, "--config", quiet)


def test_a_folder_is_taken_in_whole(quiet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(STORY, "utf-8")
    (folder.parent / "b.html").write_text(
        f"<html><body><article><h1>B</h1><p>{STORY}</p></article></body></html>", "utf-8"
    )
    (folder / "c.pdf").write_bytes(b"%PDF")
    assert "2 new" in invoke("ingest", tmp_path / "pages", "--config", quiet)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("ingest", "nowhere.txt"), "no such file or folder"),
        (("quotes", "nowhere"), "neither a file nor the address or id"),
        (("annotate", "nowhere.jsonl", "--out", "out"), "cannot be read"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_stored(
    quiet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=complaint) as caught:
        invoke(*words, "--config", quiet)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "data" / "warehouse.duckdb").exists()


def test_a_date_that_is_none_is_a_usage_error(quiet: Path, story: Path) -> None:
    with pytest.raises(UsageError, match="write it as 2016-01-31"):
        invoke("ingest", story, "--published", "yesterday", "--config", quiet)


def test_an_empty_file_is_a_failure_that_is_kept(quiet: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", "utf-8")
    assert "the page is empty" in invoke("ingest", path, "--config", quiet, code=1)


def test_a_bad_file_among_good_ones_makes_the_outcome_partial(quiet: Path, story: Path, tmp_path: Path) -> None:
    path = tmp_path / "binary.html"
    path.write_bytes(bytes(range(256)) * 50)
    output = invoke("ingest", story, path, "--config", quiet, code=3)
    assert "1 new" in output
    assert "binary.html" in output


def test_answers_come_as_table_csv_json_and_parquet(quiet: Path, story: Path, tmp_path: Path) -> None:
    invoke("ingest", story, "--config", quiet)
    invoke("snapshot", "--config", quiet)
    question = "select title, captions, published from v_articles join article_version using (version_id, title)"
    assert "Envoy denies charge" in invoke("sql", question, "--config", quiet)
    rows = list(csv.DictReader(io.StringIO(invoke("sql", question, "--csv", "--config", quiet))))
    assert [(row["captions"], row["published"]) for row in rows] == [("[]", "")]
    assert json.loads(invoke("sql", question, "--json", "--config", quiet))["published"] is None
    invoke("sql", question, "--parquet", tmp_path / "out.parquet", "--config", quiet)
    assert pl.read_parquet(tmp_path / "out.parquet").height == 1


def test_a_question_that_writes_is_refused(quiet: Path, story: Path) -> None:
    invoke("ingest", story, "--config", quiet)
    invoke("snapshot", "--config", quiet)
    with pytest.raises(WarehouseError, match="writes are refused"):
        invoke("sql", "delete from article", "--config", quiet)


def test_a_question_before_the_first_run_says_what_to_do(quiet: Path) -> None:
    with pytest.raises(WarehouseError, match="hearsay run"):
        invoke("sql", "select 1", "--config", quiet)


def test_verify_finds_every_row_proven(quiet: Path, story: Path) -> None:
    invoke("ingest", story, "--config", quiet)
    invoke("extract", "--config", quiet)
    assert "every row points at its evidence" in invoke("verify", "--config", quiet)


def test_an_article_is_printed_with_its_quotes_marked(quiet: Path, story: Path) -> None:
    output = invoke("quotes", story, "--config", quiet)
    assert "Samina Qazilbash" in output
    assert "direct" in output


def test_an_article_is_printed_with_its_dates_marked(quiet: Path, story: Path) -> None:
    output = invoke("dates", story, "--published", "2015-09-02", "--config", quiet)
    assert "2015-08-31" in output
    assert "dct" in output


def test_a_corpus_is_annotated_without_a_warehouse(quiet: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    rows = [
        {"doc_id": "a", "text": STORY, "dct": "2015-09-02"},
        {"doc_id": "b", "text": ""},
        {"doc_id": "c", "text": "No."},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert "3 done" in invoke("annotate", source, "--out", out, "--config", quiet)
    read = {name: _rows(out / f"{name}.jsonl") for name in ("entities", "quotes", "dates", "claims")}
    assert [row["doc_id"] for row in read["entities"]] == ["a", "b", "c"]
    assert all(STORY[start:end] for start, end, _ in read["entities"][0]["ents"])
    assert {"spans", "type", "speaker", "speaker_text", "speaker_entity", "cue"} <= read["quotes"][0]["quotes"][
        0
    ].keys()
    assert all(STORY[row["start"] : row["end"]] == row["surface"] for row in read["dates"])
    assert {row["stance"] for row in read["claims"] if row["proposition"] == "P1"} == {"asserts", "denies"}
    assert all(STORY[row["start"] : row["end"]] == row["sentence"] for row in read["claims"])
    assert not (quiet.parent / "data").exists()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "1: not JSON"),
        ('{"doc_id": "a"}', "1: each row needs doc_id, text; here text is missing"),
        ("[1]", "1: each row"),
    ],
)
def test_a_broken_row_is_named_by_its_line(quiet: Path, tmp_path: Path, line: str, complaint: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(line + "\n", "utf-8")
    with pytest.raises(UsageError, match=re.escape(complaint)):
        invoke("annotate", source, "--out", tmp_path / "out", "--config", quiet)


def test_pages_are_cleaned_without_a_warehouse(tmp_path: Path) -> None:
    page = f"<html><head><title>B | Site</title></head><body><article><h1>B</h1><p>{STORY}</p></article></body></html>"
    (tmp_path / "b.html").write_text(page, "utf-8")
    rows = [
        {"id": "b", "file": "b.html", "url": "http://kabul-courier.example/b"},
        {"id": "c", "file": "c.html", "url": ""},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    invoke("clean", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", code=3)
    cleaned = _rows(tmp_path / "out.jsonl")
    assert (cleaned[0]["id"], cleaned[0]["title"]) == ("b", "B")
    assert "safe havens" in cleaned[0]["text"]
    assert (cleaned[1]["text"], "cannot be read" in cleaned[1]["error"]) == ("", True)


def test_the_doctor_finds_the_shipped_configuration_well(newsroom: Path) -> None:
    output = invoke("doctor", "--config", newsroom)
    assert "WRONG" not in output
    assert "language pipeline" in output


def test_the_doctor_names_what_is_wrong(newsroom: Path) -> None:
    (newsroom / "hearsay.toml").write_text("[fetch]\ndeadlin = 3\n", "utf-8")
    output = invoke("doctor", "--config", newsroom, code=1)
    assert "WRONG configuration" in output
    assert "did you mean 'deadline'?" in output


def test_a_language_model_that_is_not_there_is_one_clear_line(quiet: Path, story: Path) -> None:
    path = quiet / "hearsay.toml"
    path.write_text(path.read_text("utf-8").replace('model = "builtin"', 'model = "no_such_package"'), "utf-8")
    invoke("ingest", story, "--config", quiet)
    with pytest.raises(UsageError, match="no_such_package"):
        invoke("quotes", story, "--config", quiet)


def test_every_command_of_the_readme_exists(project: Path) -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"^hearsay (\w+)", (project / "README.md").read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= commands


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_narrator_that_goes_to_another_process_is_silent() -> None:
    """With runner = "processes" Prefect takes the whole flow along, and a terminal cannot be pickled."""
    assert isinstance(pickle.loads(pickle.dumps(TerminalNarrator(Console()))), Silence)  # noqa: S301 - our own bytes
