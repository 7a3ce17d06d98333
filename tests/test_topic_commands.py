"""An analyst writes a topic at the terminal: a skeleton, a check that says what is left, a trial before it is saved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.configuration import load_toml
from flows.errors import UsageError
from tests.claims_reading import read, stance_words, topic
from tests.conftest import invoke
from transforms.extract.stance.topics import Topic, faults
from transforms.extract.stance.trial import could_speak_of, spread, try_topic
from transforms.extract.stance.unfilled import example_slips, unfilled
from warehouse.store import WarehouseError

if TYPE_CHECKING:
    from transforms.extract.stance.matching import NearMiss

FLAGSHIP = "haqqani_safe_haven"


def _edit(path: Path, old: str, new: str) -> None:
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), "utf-8")


def _misses(text: str) -> dict[str, NearMiss]:
    return {miss.proposition: miss for miss in try_topic(read(text), topic(), stance_words()).misses}


def test_a_new_topic_loads_and_says_what_is_still_to_be_filled_in(newsroom: Path) -> None:
    invoke("topic", "new", "grain_port", "--question", 'Who closed the "old" port?', "--config", newsroom)
    written = load_toml(newsroom / "topics" / "grain_port.toml", Topic)
    assert written.question == 'Who closed the "old" port?'
    assert faults(written) == ()
    output = invoke("topic", "check", "grain_port", "--config", newsroom, code=2)
    for blank in ("subject.names", "group deed", "P1: statement", "P1: positive", "P1: negative"):
        assert blank in output
    assert "question is empty" not in output


def test_a_new_topic_never_overwrites_one(newsroom: Path) -> None:
    path = newsroom / "topics" / "river_dam.toml"
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        invoke("topic", "new", "river_dam", "--config", newsroom)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["Grain", "grain port", "../grain", "grain.toml", "1grain", "grain_", ""])
def test_a_name_that_is_no_plain_one_is_refused(newsroom: Path, name: str) -> None:
    before = sorted(newsroom.rglob("*"))
    with pytest.raises(UsageError, match="lower-case letters"):
        invoke("topic", "new", name, "--config", newsroom)
    assert sorted(newsroom.rglob("*")) == before


def test_a_skeleton_that_nobody_filled_in_finds_nothing(newsroom: Path) -> None:
    invoke("topic", "new", "grain_port", "--config", newsroom)
    empty = load_toml(newsroom / "topics" / "grain_port.toml", Topic)
    trial = try_topic(read("The Haqqani network has safe havens in Pakistan."), empty, stance_words())
    assert (trial.hits, trial.misses) == ((), ())


def test_the_shipped_topics_are_well(newsroom: Path) -> None:
    told = json.loads(invoke("topic", "check", "--json", "--config", newsroom))
    assert told["well"] is True
    assert {one["topic"] for one in told["topics"]} >= {FLAGSHIP, "river_dam"}
    assert all(one["examples"] > 0 for one in told["topics"])


def test_an_example_that_fails_is_one_line_with_its_place_and_what_was_found(newsroom: Path) -> None:
    path = newsroom / "topics" / "river_dam.toml"
    _edit(path, '"denies: The dam does not', '"asserts: The dam does not')
    (line,) = invoke("topic", "check", "river_dam", "--config", newsroom, code=2).splitlines()
    lines = path.read_text("utf-8").splitlines()
    number = next(row for row, text in enumerate(lines, start=1) if '"asserts: The dam' in text)
    assert f"river_dam.toml:{number}: D1: should be asserts, is denies" in line


def test_a_slip_in_one_file_names_line_and_key_and_the_others_are_still_checked(newsroom: Path) -> None:
    _edit(newsroom / "topics" / "river_dam.toml", "must = [", "mst = [")
    output = invoke("topic", "check", "--config", newsroom, code=2)
    assert "unknown key 'mst'; did you mean 'must'?" in output
    assert f"{FLAGSHIP}: well" in output


def test_a_group_that_is_not_there_is_named(newsroom: Path) -> None:
    _edit(newsroom / "topics" / "river_dam.toml", 'near = ["flow"]', 'near = ["flwo"]')
    assert "no group 'flwo'" in invoke("topic", "check", "river_dam", "--config", newsroom, code=2)


def test_a_positive_example_without_its_stance_is_told() -> None:
    first, *_ = topic("river_dam").proposition
    assert example_slips(topic("river_dam")) == ()
    assert unfilled(topic("river_dam")) == ()
    wrong = load_toml(Path(__file__).parents[1] / "config" / "topics" / "river_dam.toml", Topic)
    object.__setattr__(wrong.proposition[0], "positive", (first.positive[0].partition(": ")[2], "asserts: "))
    assert len(example_slips(wrong)) == 2


@pytest.mark.parametrize("command", ["check", "try"])
def test_a_topic_that_is_not_there_is_one_line_with_those_that_are(newsroom: Path, command: str) -> None:
    with pytest.raises(UsageError, match="river_dam") as caught:
        invoke("topic", command, "grain_port", "--config", newsroom)
    assert "\n" not in str(caught.value)


def test_a_trial_needs_a_snapshot(newsroom: Path) -> None:
    with pytest.raises(WarehouseError, match="hearsay run"):
        invoke("topic", "try", FLAGSHIP, "--config", newsroom)


def test_a_trial_needs_words_for_the_subject(newsroom: Path) -> None:
    invoke("topic", "new", "grain_port", "--question", "Who closed the port?", "--config", newsroom)
    with pytest.raises(UsageError, match=r"subject\.names is empty"):
        invoke("topic", "try", "grain_port", "--config", newsroom)


@pytest.fixture(scope="module")
def tried(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a trial of a topic file that is saved outside the configuration tells."""
    draft = tmp_path_factory.mktemp("drafts") / "draft.toml"
    shutil.copy(sample / "topics" / f"{FLAGSHIP}.toml", draft)
    told: dict[str, Any] = json.loads(invoke("topic", "try", draft, "--json", "--most", "7", "--config", sample))
    return told


def test_a_trial_shows_hits_of_every_kind_with_what_decided(tried: dict[str, Any]) -> None:
    assert len(tried["hits"]) == 7
    assert tried["hits_found"] > 7
    assert {row["proposition"] for row in tried["hits"]} == {"P1", "P2", "P3", "P4", "P5"}
    for row in tried["hits"]:
        assert row["holder"]
        assert row["outlet"]
        assert row["stance"] in {"asserts", "denies", "doubts", "demands", "commits", "rejects-demand", "tolerates"}
        assert row["rule"].startswith(row["pattern"] + "/")


def test_a_trial_shows_near_misses_with_a_reason_for_each(tried: dict[str, Any]) -> None:
    assert len(tried["near_misses"]) == 7
    assert all(row["reason"] and row["sentence"] and row["pattern"] for row in tried["near_misses"])
    hits = {(row["proposition"], row["url"], row["sentence"]) for row in tried["hits"]}
    assert not hits & {(row["proposition"], row["url"], row["sentence"]) for row in tried["near_misses"]}


def test_a_trial_says_how_many_texts_it_looked_at_and_stores_nothing(sample: Path) -> None:
    stored = (sample.parent / "data" / "warehouse.duckdb").read_bytes()
    output = invoke("topic", "try", FLAGSHIP, "--texts", "3", "--most", "2", "--config", sample)
    assert output.startswith("3 texts looked at, newest first")
    assert "because: pattern" in output
    assert (sample.parent / "data" / "warehouse.duckdb").read_bytes() == stored


def test_a_missing_group_is_the_reason_of_a_near_miss() -> None:
    miss = _misses("The Haqqani network has safe havens in many places, the envoy said.")["P1"]
    assert miss.reason == "no word of 'pakistan' in the sentence"


def test_a_generic_subject_is_the_reason_of_a_near_miss() -> None:
    miss = _misses("The envoy said that terrorists have safe havens in Pakistan.")["P1"]
    assert "wider class" in miss.reason


def test_a_question_is_a_near_miss_because_nobody_takes_a_stance() -> None:
    miss = _misses("Does the Haqqani network have safe havens in Pakistan?")["P1"]
    assert "nobody takes a stance" in miss.reason


def test_what_is_a_hit_is_no_near_miss() -> None:
    assert "P1" not in _misses("The envoy said that the Haqqani network has safe havens in Pakistan.")


def test_a_text_without_a_word_for_the_subject_is_not_read() -> None:
    assert could_speak_of("The VEYRA fell again.", topic("river_dam"))
    assert not could_speak_of("The harvest was good.", topic("river_dam"))


def test_kinds_take_turns_so_that_each_is_seen() -> None:
    assert spread(["a1", "a2", "a3", "b1"], 2, lambda item: item[0]) == ["a1", "b1"]
    assert spread(["a1", "a2", "b1"], 9, lambda item: item[0]) == ["a1", "a2", "b1"]
