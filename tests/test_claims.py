"""Who holds which proposition with what stance, through whom: on our own sentences and on broken input."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tests.claims_reading import cases, claims_in, mistakes, stance_words, topic
from transforms.extract.claims import article_rows, claim_row, find_claims
from transforms.extract.entities import FoundEntities
from transforms.records import Anchor, Document, HolderKind, Scope, Stance

# Our sentences are a map of phenomena, not a promise for each: the parse is trained, and a new one moves a few.
SHARE = 0.9


def test_nearly_all_of_our_own_sentences_are_read_right() -> None:
    """Each names a phenomenon of the guidelines; see tests/data/claims_sentences.toml."""
    wrong = {case.what: found for case in cases() if (found := mistakes(case))}
    told = "\n".join(f"{what}: {'; '.join(found)}" for what, found in wrong.items())
    assert len(cases()) >= 60
    assert len(wrong) <= (1 - SHARE) * len(cases()), told


def _stances(text: str) -> set[tuple[str, Stance, str | None]]:
    return {(one.proposition, one.stance, one.holder) for one in claims_in(text) if one.scope is Scope.NAMED}


def test_a_denial_is_never_shown_as_its_reporters_own() -> None:
    text = (
        "The Presidential Palace slammed Pakistani officials for denying that "
        "the Haqqani network has safe havens in Pakistan."
    )
    (claim,) = claims_in(text)
    assert (claim.stance, claim.holder) == (Stance.DENIES, "Government of Pakistan")
    assert claim.via == ("Presidential Palace (ARG)",)
    assert len(claim.via_entities) == 1


def test_joint_holders_are_several_rows_of_one_utterance() -> None:
    claims = claims_in("Kabul and Washington said the Haqqani network has safe havens in Pakistan.")
    assert {claim.holder for claim in claims} == {"Government of Afghanistan", "US Government"}
    assert len({(claim.start, claim.end, claim.cue_start, claim.cue_end) for claim in claims}) == 1
    assert len({claim.claim_id for claim in claims}) == 2


def test_what_nobody_is_named_for_is_the_outlets_own_voice_and_marked_so() -> None:
    (claim,) = claims_in("The Haqqani network has safe havens in Pakistan.")
    assert (claim.holder_kind, claim.holder) == (HolderKind.OUTLET, "The Sample Gazette")


def test_reportedly_is_nobodys_and_not_the_outlets() -> None:
    (claim,) = claims_in("The ISI reportedly supports the Haqqani network.")
    assert (claim.holder_kind, claim.holder) == (HolderKind.UNSPECIFIED, None)


def test_a_stance_names_its_cue_and_rule() -> None:
    text = "Islamabad denied that the Haqqani network has safe havens in Pakistan."
    (claim,) = claims_in(text)
    assert claim.cue == "denied"
    assert text[claim.cue_start : claim.cue_end] == "denied"
    assert claim.rule == "haven/named/denial"


def test_terrorists_are_generic_and_not_counted() -> None:
    claims = claims_in("Pakistan rejected allegations that terrorists have safe havens in Pakistan.")
    assert {claim.scope for claim in claims} == {Scope.GENERIC}
    assert all(claim_row(claim, "A1") is None for claim in claims)


def test_the_same_sentence_means_nothing_to_another_topic() -> None:
    assert claims_in("Islamabad denied that the Haqqani network has safe havens in Pakistan.", name="river_dam") == ()
    (claim,) = claims_in("Kaldoria denied that the Tarn Gorge dam had reduced the flow of the Veyra.", name="river_dam")
    assert (claim.proposition, claim.stance, claim.side) == ("D1", Stance.DENIES, "kaldoria")


def test_a_demand_takes_what_it_wants_ended_for_granted() -> None:
    claims = claims_in("Kabul asked Pakistan to stop supporting the Haqqani network.")
    assert {(one.proposition, one.stance, one.presupposed) for one in claims} == {
        ("P4", Stance.DEMANDS, False),
        ("P2", Stance.ASSERTS, True),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Haqqani network still enjoys safe havens in Pakistan.",
        "The Foreign Office rejected the charge that the Haqqani network enjoys safe havens in Pakistan.",
        "The Haqqani network may still have sanctuaries in Pakistan, the envoy said.",
    ],
)
def test_what_is_said_to_go_on_is_said_and_not_taken_for_granted(text: str) -> None:
    (claim,) = claims_in(text)
    assert not claim.presupposed


@pytest.mark.parametrize(
    ("speaker", "side"),
    [
        ("A spokesman for the Pakistani military, Col. Adam Birch,", "pakistan"),
        ("US military spokesman Col. Adam Birch", "us"),
        ("The US ambassador to Pakistan, Jane Dorn,", "us"),
        ("Jane Dorn, the Afghan ambassador to Washington,", "afghan-government"),
        ("Pakistan's Karim Noor", "pakistan"),
        ("Jane Dorn, a former special envoy of the United States,", None),
        ("In Pakistan, Jane Dorn", None),
        ("Asked what Kabul did last week, Ms. Jane Dorn", None),
        ("A Western diplomat in Kabul", None),
    ],
)
def test_only_an_office_beside_the_name_tells_whose_side_somebody_is_on(speaker: str, side: str | None) -> None:
    (claim,) = claims_in(f"{speaker} said the Haqqani network has safe havens in Pakistan.")
    assert claim.side == side


def test_what_was_said_is_dated_by_its_sentence_then_by_the_article() -> None:
    dated = claims_in("Islamabad said on Friday that the Haqqani network has no safe havens in Pakistan.")
    assert [(one.said_date, one.said_anchor) for one in dated] == [(date(2016, 1, 1), Anchor.MENTION)]
    plain = claims_in("Islamabad said the Haqqani network has no safe havens in Pakistan.")
    assert [(one.said_date, one.said_anchor) for one in plain] == [(date(2016, 1, 4), Anchor.DCT)]
    undated = claims_in("Islamabad said the Haqqani network has no safe havens in Pakistan.", day=None)
    assert [(one.said_date, one.said_anchor) for one in undated] == [(None, Anchor.NONE)]


def test_a_row_speaks_the_scorers_language() -> None:
    (claim,) = claims_in("Washington urged Pakistan to take action against the Haqqani network.")
    row = claim_row(claim, "A7")
    assert row is not None
    assert row["article_id"] == "A7"
    assert (row["proposition"], row["stance"], row["holder"]) == ("P4", "demands-action", "US Government")
    assert row["sentence"] == claim.sentence


def test_an_act_has_one_row_where_the_body_first_tells_it() -> None:
    """The headline and the repetition are sightings of the same act; the allegation of nobody has a name further on."""
    headline = "Envoy: Haqqani network has havens in Pakistan"
    text = (
        f"{headline}\n\nThe Haqqani network allegedly has havens in Pakistan. Envoy Ellen Ward said the Haqqani "
        "network has havens in Pakistan. Ellen Ward said again that the Haqqani network has havens in Pakistan."
    )
    document = Document(version_id=7, text=text, body_start=len(headline))
    (row,) = article_rows(claims_in(text), document, "A7")
    assert (row["holder"], row["proposition"]) == ("Ellen Ward", "P1")
    assert str(row["sentence"]).startswith("Envoy Ellen Ward said the")


def test_stances_that_the_scorer_does_not_know_have_no_row_or_a_weaker_one() -> None:
    (promise,) = claims_in("Pakistan vowed to take action against the Haqqani network.")
    assert promise.stance is Stance.COMMITS
    assert claim_row(promise, "A7") is None
    (tolerance,) = claims_in("Pakistan tolerates the Haqqani network, the ambassador said.")
    assert tolerance.stance is Stance.TOLERATES
    row = claim_row(tolerance, "A7")
    assert row is not None
    assert row["stance"] == "asserts"


def test_ids_are_the_same_in_every_run() -> None:
    text = "Islamabad denied that the Haqqani network has safe havens in Pakistan."
    assert claims_in(text) == claims_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \n",
        "“”",
        ": ” Haqqani network “ Pakistan",
        "Haqqani network " * 60 + "havens in Pakistan denies denies denies",
        "<script>alert('Haqqani network safe havens in Pakistan')</script>",
        "The Haqqani network\u202e has safe\u0000 havens in Pakistan\ufeff, “he said.",
    ],
)
def test_broken_text_never_stops_the_step(text: str) -> None:
    for claim in claims_in(text):
        assert text[claim.start : claim.end] == claim.sentence


def test_a_text_without_a_parse_is_read_as_far_as_words_go() -> None:
    """A pipeline without a parser loses syntax, not the article."""
    text = "Islamabad denied that the Haqqani network has safe havens in Pakistan ."
    document = Document(version_id=1, text=text)
    parse = Doc(Vocab(), words=text.split(), spaces=[True] * 11 + [False])
    nothing = FoundEntities(entities=(), mentions=())
    claims = find_claims(document, parse, nothing, (), (), topic(), stance_words())
    assert all(text[claim.start : claim.end] == claim.sentence for claim in claims)


_WORDS = st.sampled_from(
    [
        "Haqqani network",
        "Pakistan",
        "denied",
        "said",
        "that",
        "has",
        "no",
        "safe havens",
        "in",
        "the ISI",
        "supports",
        "“",
        "”",
        ",",
        ".",
        "\n\n",
        "Islamabad",
        "stop",
        "must",
        "claims",
        "are",
        "baseless",
        "if",
        "why",
        "?",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_WORDS, max_size=25))
def test_offsets_hold_and_no_act_is_written_twice_on_any_word_salad(words: list[str]) -> None:
    text = " ".join(words)
    claims = claims_in(text)
    assert len({claim.claim_id for claim in claims}) == len(claims)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.sentence
        assert claim.cue_start is None or text[claim.cue_start : claim.cue_end] == claim.cue


def test_the_vocabulary_has_no_literal_copy_in_the_code() -> None:
    """Reporting verbs live in config/lexicon/stance.toml; a verb of denial in the code would be a second truth."""
    folder = Path(__file__).parents[1] / "transforms" / "extract" / "stance"
    for path in folder.glob("*.py"):
        code = "\n".join(line.split("#")[0] for line in path.read_text("utf-8").splitlines())
        quoted = code.split('"""')[::2]
        assert not any(f'"{verb}"' in part for verb in ("deny", "reject", "refute", "urge") for part in quoted), (
            path.name
        )
