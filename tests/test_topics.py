"""A topic is written by an analyst: its mistakes are named, and its own examples hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from flows.configuration import load_toml
from flows.errors import ConfigurationError
from tests.claims_reading import CONFIG, read, stance_words, topic
from transforms.extract.stance.checking import check_topic
from transforms.extract.stance.matching import near_misses
from transforms.extract.stance.parties import topic_holder
from transforms.extract.stance.scene import set_scene
from transforms.extract.stance.topics import Link, LinkKind, PropositionKind, Topic, faults

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = sorted(path.stem for path in (CONFIG / "topics").glob("*.toml"))


def test_more_than_one_topic_ships_so_that_nothing_is_wired_to_the_first() -> None:
    subjects = {topic(name).subject.names for name in TOPICS}
    assert len(subjects) >= 2


@pytest.mark.parametrize("name", TOPICS)
def test_the_examples_of_a_shipped_topic_hold(name: str) -> None:
    assert check_topic(topic(name), stance_words(), read) == ()


@pytest.mark.parametrize("name", TOPICS)
def test_a_shipped_topic_has_examples_for_every_proposition(name: str) -> None:
    for proposition in topic(name).proposition:
        assert proposition.positive, proposition.id
        assert proposition.negative, proposition.id


def test_the_flagship_has_the_five_propositions_of_the_gold() -> None:
    assert [proposition.id for proposition in topic().proposition] == ["P1", "P2", "P3", "P4", "P5"]
    demands = [one.id for one in topic().proposition if one.kind is PropositionKind.DEMAND]
    assert demands == ["P4"]


def test_a_group_that_does_not_exist_is_named() -> None:
    first, *others = topic().proposition
    wrong = replace(first, pattern=(replace(first.pattern[0], must=("subject", "pakstan")), *first.pattern[1:]))
    assert faults(replace(topic(), proposition=(wrong, *others))) == ("P1, pattern haven: no group 'pakstan'",)


def test_a_link_to_nowhere_is_named() -> None:
    first, *others = topic().proposition
    wrong = replace(first, link=(Link(to="P9", kind=LinkKind.TENSION),))
    assert faults(replace(topic(), proposition=(wrong, *others))) == ("P1: no proposition 'P9'",)


def test_an_example_that_does_not_hold_is_told_with_what_was_found() -> None:
    first, *others = topic().proposition
    wrong = replace(first, positive=("denies: The Haqqani network has safe havens in Pakistan.",), negative=())
    (complaint,) = check_topic(replace(topic(), proposition=(wrong, *others)), stance_words(), read)
    assert complaint.startswith("P1: should be denies, is asserts:")


def test_a_slip_in_a_topic_names_the_line_and_the_nearest_key(tmp_path: Path) -> None:
    source = (CONFIG / "topics" / "river_dam.toml").read_text("utf-8").replace("must = [", "mst = [", 1)
    path = tmp_path / "river_dam.toml"
    path.write_text(source, "utf-8")
    with pytest.raises(ConfigurationError, match=r"river_dam.toml:\d+: unknown key 'mst'; did you mean 'must'\?"):
        load_toml(path, Topic)


def test_an_office_has_its_holder_only_while_he_held_it() -> None:
    aziz = topic_holder(topic(), "Sartaj Aziz", date(2015, 9, 1))
    assert aziz is not None
    assert aziz.side == "pakistan"
    assert topic_holder(topic(), "Sartaj Aziz", date(2019, 9, 1)) is None


def test_a_near_miss_says_why_it_is_none() -> None:
    one = read("The senator asked Washington to take action against the Haqqani network in Pakistan.")
    scene = set_scene(one.document, one.parse, one.found, one.quotes)
    reasons = {miss.proposition: miss.reason for miss in near_misses(scene, topic(), stance_words())}
    assert "Washington" in reasons["P4"]
