"""Copies are found among hard negatives, and an edit is told sentence by sentence."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.invented_copies import newsroom, report, sentence
from transforms.compare.windows import linked_groups
from transforms.copy_candidates import MOST
from transforms.duplicates import Edit, EditKind, containment, near_copies, same_text, search_copies, sentence_diff

OLD = "The bridge closed on Monday. Engineers found two cracks. The council will meet again. Nobody was hurt."


def test_cut_retitled_and_embedded_copies_are_found_among_reports_of_the_same_event() -> None:
    """Recall at least .95 at precision at least .99; every event has two more reports that share its quotation."""
    room = newsroom(events=60, seed=7)
    found = {(pair.left, pair.right) for pair in near_copies(room.texts)}
    assert len(found & room.copies) / len(room.copies) >= 0.95
    assert len(found & room.copies) / len(found) >= 0.99


def test_a_cut_copy_is_contained_whole_and_resembles_in_part() -> None:
    text = report(event=1, writer=0, size=24)
    cut = "\n\n".join(text.split("\n\n")[:4])
    (pair,) = near_copies({5: text, 2: cut})
    assert (pair.left, pair.right) == (2, 5)
    assert pair.containment > 0.98
    assert pair.resemblance < 0.7


def test_a_short_story_inside_one_of_five_times_its_length_is_found() -> None:
    rng = random.Random(3)  # noqa: S311 - a story, no secret
    story = "\n\n".join(sentence(rng) for _ in range(8))
    roundup = "\n\n".join([*(sentence(rng) for _ in range(16)), story, *(sentence(rng) for _ in range(16))])
    assert [(pair.left, pair.right) for pair in near_copies({1: story, 2: roundup})] == [(1, 2)]


def test_two_reports_that_share_a_quotation_are_no_copies() -> None:
    assert near_copies({1: report(event=4, writer=0, size=20), 2: report(event=4, writer=1, size=20)}) == []


def test_long_texts_are_compared_by_their_sketches() -> None:
    """Above the sketch's size the measure is an estimate; it must stay close to the truth, which is one half here."""
    rng = random.Random(5)  # noqa: S311 - a story, no secret
    shared = [sentence(rng) for _ in range(200)]
    left = "\n".join([*shared, *(sentence(rng) for _ in range(200))])
    right = "\n".join([*shared, *(sentence(rng) for _ in range(200))])
    assert containment(left, right) == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("texts", [{}, {1: ""}, {1: "", 2: ""}, {1: "Too short.", 2: "Too short."}])
def test_empty_and_tiny_texts_are_compared_with_nothing(texts: dict[int, str]) -> None:
    assert near_copies(texts) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_containment_is_symmetric_and_between_nothing_and_all(left: str, right: str) -> None:
    assert containment(left, right) == containment(right, left)
    assert 0 <= containment(left, right) <= 1


def test_white_space_quotation_marks_and_share_counts_make_no_new_text() -> None:
    assert same_text("“It held,” he said.\n\nNobody was hurt.", '"It held,"  he said. Nobody\u00a0was hurt.')
    assert same_text("Nobody was hurt.\n\n17 shares", "Updated 3 minutes ago\n\nNobody was hurt.\n\n21 shares")
    assert same_text(
        "Nobody was hurt.", "Nobody was hurt.\n\nSign up for our newsletter and get the news every morning."
    )


def test_another_number_in_a_sentence_makes_a_new_text() -> None:
    assert not same_text("Two people were hurt.", "Three people were hurt.")


def test_a_changed_sentence_is_paired_with_what_it_became() -> None:
    edits = sentence_diff(OLD, OLD.replace("two cracks", "no cracks at all"))
    assert edits == (
        Edit(kind=EditKind.CHANGED, old="Engineers found two cracks.", new="Engineers found no cracks at all."),
    )


def test_added_and_removed_sentences_are_told_apart() -> None:
    new = OLD.replace(" Engineers found two cracks.", "") + " Ferries run every hour."
    assert sentence_diff(OLD, new) == (
        Edit(kind=EditKind.REMOVED, old="Engineers found two cracks.", new=None),
        Edit(kind=EditKind.ADDED, old=None, new="Ferries run every hour."),
    )


def test_boilerplate_and_line_breaks_make_no_edit() -> None:
    assert sentence_diff(OLD, OLD.replace(". ", ".\n\n") + "\n\nUpdated 5 minutes ago") == ()


@given(st.text(max_size=300))
def test_a_text_has_no_edits_against_itself(text: str) -> None:
    assert sentence_diff(text, text) == ()
    assert same_text(text, text)


@given(st.lists(st.sampled_from(OLD.split(". ")), max_size=6), st.lists(st.sampled_from(OLD.split(". ")), max_size=6))
def test_edits_turn_the_old_sentences_into_the_new_ones(old: list[str], new: list[str]) -> None:
    """Counting: new = old - removed + added."""
    edits = sentence_diff("\n".join(old), "\n".join(new))
    kinds = [edit.kind for edit in edits]
    assert len(old) - kinds.count(EditKind.REMOVED) + kinds.count(EditKind.ADDED) == len(new)


def test_a_crowd_of_texts_from_one_template_is_searched_in_bounded_steps_and_named() -> None:
    """Two hundred pages of the same few sentences have 19,900 pairs; few are compared, and the search says so."""
    rng = random.Random(11)  # noqa: S311 - a story, no secret
    phrases = [sentence(rng) for _ in range(12)]
    texts = {key: "\n".join(rng.sample(phrases, 8)) for key in range(200)}
    story = report(event=1, writer=0, size=20)
    found = search_copies(texts | {900: story, 901: f"{story}\n\n{sentence(rng)}"})
    assert len(found.pairs) <= 200 * MOST
    assert len(found.capped) > 150
    assert not found.capped & {900, 901}
    assert (900, 901) in {(pair.left, pair.right) for pair in found.pairs}


def test_every_outlet_that_prints_one_text_stays_in_its_group_however_many_there_are() -> None:
    rng = random.Random(13)  # noqa: S311 - a story, no secret
    story = report(event=2, writer=0, size=20)
    pairs = search_copies({key: f"{story}\n\n{sentence(rng)}" for key in range(150)}).pairs
    groups = linked_groups((pair.left, pair.right) for pair in pairs)
    assert (len(groups), set(groups.values())) == (150, {0})


def test_an_ordinary_newsroom_is_no_crowd() -> None:
    assert search_copies(newsroom(events=60, seed=7).texts).capped == frozenset()
