"""A narrow denial and an exclusive or shared place are marked as such."""

from __future__ import annotations

import pytest

from tests.claims_reading import claims_in
from transforms.extract.stance.qualifiers import qualifier_of
from transforms.records import Qualifier, Stance

EVENTS = ("attack", "bombing")


@pytest.mark.parametrize(
    ("sentence", "stance", "qualifier"),
    [
        ("The ministry said the agency had no role in that attack.", Stance.DENIES, Qualifier.EVENT),
        ("He denied any involvement of the agency in the Valley Road bombing.", Stance.DENIES, Qualifier.EVENT),
        ("The envoy said they had nothing to do with the attack.", Stance.DENIES, Qualifier.EVENT),
        ("The ministry denied that it supports the group.", Stance.DENIES, None),
        ("After the attack the ministry denied that it supports the group.", Stance.DENIES, None),
        ("The group has no role in the valley.", Stance.DENIES, None),
        ("The group operates only in the hills, he said.", Stance.ASSERTS, Qualifier.EXCLUSIVE),
        ("The group is based entirely inside the province, he said.", Stance.ASSERTS, Qualifier.EXCLUSIVE),
        ("The group also operates in the hills, he said.", Stance.ASSERTS, Qualifier.SHARED),
        ("The group operates on both sides of the river, he said.", Stance.ASSERTS, Qualifier.SHARED),
        ("The group operates in the hills, he said.", Stance.ASSERTS, None),
        ("He also told the council that the group operates in the hills.", Stance.ASSERTS, None),
        ("They must act only in the hills.", Stance.DEMANDS, None),
    ],
)
def test_a_sentence_says_how_narrow_its_claim_is(sentence: str, stance: Stance, qualifier: Qualifier | None) -> None:
    assert qualifier_of(sentence, stance, EVENTS) is qualifier


def test_without_words_for_events_no_denial_is_of_one() -> None:
    assert qualifier_of("They had no role in the attack.", Stance.DENIES, ()) is None


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("operates only in Afghanistan", Qualifier.EXCLUSIVE),
        ("also operates from Afghanistan", Qualifier.SHARED),
        ("operates from Afghanistan", None),
    ],
)
def test_claims_carry_the_mark(words: str, qualifier: Qualifier | None) -> None:
    (claim,) = claims_in(f"The Haqqani network {words}, Wahid Noorgul said on Monday.")
    assert (claim.proposition, claim.qualifier) == ("P5", qualifier)
