"""The comparisons: matrix, timeline, corroboration, contradictions, drift, citations and edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.invented_newsroom import (
    COLUMN_NEW,
    COPIES,
    CUT_COPY,
    MINISTRY,
    REVERSED,
    TOPIC,
    TURNED_COPY,
    WIRE_STORY,
    Newsroom,
    Story,
    invented,
    links,
    newsroom,
    quotation,
    sighting,
)
from transforms.compare.alignment import Change, aligned
from transforms.compare.columns import ARTICLES, EVIDENCE, QUOTES, assured
from transforms.compare.comparison import Comparison, compare
from transforms.compare.ordering import sorted_by
from transforms.compare.sightings import POLARITY
from transforms.compare.windows import linked_groups, number_windows
from transforms.identity import stable_id
from transforms.records import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

WAREHOUSE = Path(__file__).parents[1] / "warehouse"
NO_COPIES = COPIES.clear()


def compared(room: Newsroom, copies: pl.DataFrame = NO_COPIES) -> Comparison:
    return compare(
        evidence=room.evidence,
        articles=room.articles,
        quotes=room.quotes,
        links=room.links,
        copies=copies,
    )


@pytest.fixture(scope="module")
def whole() -> Comparison:
    """The comparison of the whole invented newsroom."""
    return compared(invented(), COPIES)


def one(frame: pl.DataFrame, **values: object) -> dict[str, Any]:
    found = frame.filter(**values)
    assert found.height == 1, found
    return found.row(0, named=True)


def told(
    outlet: str,
    sentence: str,
    holder: str | None,
    stance: str,
    day: int,
    *,
    proposition: str = "P1",
    via: tuple[str, ...] = (),
    holder_kind: str | None = None,
) -> tuple[Story, dict[str, Any]]:
    """Return a story of one sentence and its sighting; days count from 1 May 2031."""
    said = date(2031, 5, 1) + timedelta(days=day - 1)
    url = f"https://{outlet.lower().replace(' ', '')}.example/{stance}/{day}/{stable_id(sentence, holder)}"
    story = Story(url=url, outlet=outlet, title=f"{outlet} {day}", body=sentence, published=said)
    row = sighting(story, sentence, proposition, stance, holder, said=said, via=via, holder_kind=holder_kind)
    return story, row


def room_of(*told_rows: tuple[Story, dict[str, Any]], linked: Sequence[tuple[str, str, str]] = ()) -> Newsroom:
    made = newsroom([story for story, _ in told_rows], [row for _, row in told_rows])
    return replace(made, links=links(*linked))


# What the warehouse gives


def test_the_warehouse_views_have_every_column_that_comparisons_read() -> None:
    connection = duckdb.connect(":memory:")
    for script in [*sorted((WAREHOUSE / "migrations").glob("*.sql")), *sorted((WAREHOUSE / "views").glob("*.sql"))]:
        connection.execute(script.read_text("utf-8"))
    views = {"v_evidence_history": EVIDENCE, "v_quotes": QUOTES}
    for view, schema in views.items():
        frame = connection.sql(f"select * from {view}").pl()  # noqa: S608 - two literal names
        assured(frame.lazy(), schema).collect()
    texts = connection.sql("select v_articles.*, text from v_articles join article_version using (version_id)").pl()
    assured(texts.lazy(), ARTICLES).collect()
    connection.close()


def test_a_frame_that_lacks_a_column_is_refused() -> None:
    with pytest.raises(pl.exceptions.PolarsError, match="proposition"):
        assured(pl.LazyFrame({"topic": ["t"]}), EVIDENCE).collect()


def test_every_stance_speaks_for_or_against() -> None:
    assert set(POLARITY) == set(Stance)


def test_no_evidence_at_all_gives_empty_frames_of_the_same_columns(whole: Comparison) -> None:
    empty = compared(newsroom([], []))
    for name in Comparison.__dataclass_fields__:
        assert getattr(empty, name).schema == getattr(whole, name).schema, name
        assert getattr(empty, name).is_empty(), name


# Sightings


def test_generic_sightings_and_superseded_texts_are_never_counted(whole: Comparison) -> None:
    assert "Gulf Daily" not in whole.uttered["outlet"].to_list()
    assert set(whole.uttered.filter(url=COLUMN_NEW.url)["version_id"]) == {COLUMN_NEW.version_id}


def test_a_denial_told_by_its_opponent_belongs_to_its_holder_and_is_marked_relayed(whole: Comparison) -> None:
    row = one(whole.matrix, holder_name="Ruben Aldous")
    assert (row["stance"], row["via"], row["relayed"]) == ("denies", ["Ministry of Fisheries"], True)
    mark = one(whole.timeline, holder_name="Ruben Aldous")
    assert mark["hollow"]
    assert (mark["day"], mark["day_basis"]) == (MINISTRY.published, "published")


def test_a_mark_is_full_as_soon_as_one_page_heard_the_holder() -> None:
    relayed = told("A", "It is clean, he told them.", "Ives", "denies", 3, via=("Opponent",))
    heard = told("B", "“It is clean,” Ives said.", "Ives", "denies", 3)
    (mark,) = compared(room_of(relayed, heard)).timeline.to_dicts()
    assert not mark["hollow"]
    assert mark["claim_id"] == heard[1]["claim_id"]


# Corroboration


def test_articles_outlets_origins_and_utterances_are_four_different_numbers(whole: Comparison) -> None:
    numbers = one(whole.stance_counts, proposition="P3", stance="asserts")
    assert (numbers["articles"], numbers["outlets"], numbers["origins"], numbers["utterances"]) == (3, 3, 1, 1)
    overall = one(whole.counts, topic=TOPIC)
    assert (overall["articles"], overall["outlets"], overall["origins"], overall["utterances"]) == (7, 5, 5, 12)
    assert overall["sides"] == 3


def test_copies_go_back_to_the_earliest_text_and_say_why(whole: Comparison) -> None:
    for story in (CUT_COPY, TURNED_COPY):
        row = one(whole.origins, article_id=story.article_id)
        assert row["origin_id"] == WIRE_STORY.article_id
        assert row["origin"] == "Meridian Wire"
        assert "% of the shorter text's word sequences" in row["reason"]
    root = one(whole.origins, article_id=WIRE_STORY.article_id)
    assert root["is_root"]
    assert root["reason"] is None


def shared(left: Story, right: Story, containment: float) -> pl.DataFrame:
    return pl.DataFrame(
        [(left.article_id, right.article_id, containment, containment / 2)], COPIES.schema, orient="row"
    )


@pytest.mark.parametrize(
    ("containment", "agencies", "days", "origins"),
    [
        (0.6, (None, None), 9, 1),
        (0.3, (None, None), 0, 2),
        (0.3, ("Meridian Wire", "meridian wire"), 2, 1),
        (0.3, ("Meridian Wire", "meridian wire"), 3, 2),
        (0.3, ("Meridian Wire", "Other Wire"), 0, 2),
        (0.1, ("Meridian Wire", "Meridian Wire"), 0, 2),
    ],
)
def test_weak_overlap_makes_one_origin_only_with_a_second_sign(
    containment: float, agencies: tuple[str | None, str | None], days: int, origins: int
) -> None:
    first, row = told("A", "The mud is poisonous.", "Ives", "asserts", 1)
    second, other = told("B", "The mud is full of poison.", "Ives", "asserts", 1 + days)
    stories = [replace(first, agency=agencies[0]), replace(second, agency=agencies[1])]
    room = newsroom(stories, [row, other])
    assert compared(room, shared(*stories, containment)).origins["origin_id"].n_unique() == origins


def test_two_reporters_at_one_event_share_a_quotation_and_remain_two_origins() -> None:
    words = "We will not lift another bucket until the samples are back from the laboratory"
    first, row = told("A", f"“{words},” Ives said.", "Ives", "commits", 1, proposition="P4")
    second, other = told("B", f"At the gate Ives said “{words}” and left.", "Ives", "commits", 1, proposition="P4")
    quotes = [quotation(story, words, "Ives", "said") for story in (first, second)]
    for sighted, quote in zip((row, other), quotes, strict=True):
        sighted["quote_id"] = quote["quote_id"]
    room = newsroom([first, second], [row, other], quotes)
    found = compared(room, shared(first, second, 0.45))
    assert found.origins["origin_id"].n_unique() == 2
    assert found.uttered["utterance_id"].n_unique() == 1


@pytest.mark.parametrize(("apart", "expected"), [(0, 1), (2, 1), (3, 2)])
def test_sightings_within_two_days_are_one_utterance(apart: int, expected: int) -> None:
    room = room_of(
        told("A", "It is poison, Ives said.", "Ives", "asserts", 1),
        told("B", "Ives called it poison.", "Ives", "asserts", 1 + apart),
    )
    assert compared(room).uttered["utterance_id"].n_unique() == expected


def test_a_daily_claim_does_not_melt_into_one_utterance() -> None:
    rows = [told("A", f"It is poison, Ives said on day {day}.", "Ives", "asserts", day) for day in range(1, 10)]
    assert compared(room_of(*rows)).uttered["utterance_id"].n_unique() == 3


def test_a_shared_quotation_makes_one_utterance_whatever_the_days() -> None:
    words = "nobody on this quay will ever eat from that bay again"
    first, row = told("A", f"“{words},” Ives said.", "Ives", "asserts", 1)
    second, other = told("B", f"Ives had said that “{words}”.", "Ives", "asserts", 20)
    quotes = [quotation(story, words, "Ives", "said") for story in (first, second)]
    for sighted, quote in zip((row, other), quotes, strict=True):
        sighted["quote_id"] = quote["quote_id"]
    assert compared(newsroom([first, second], [row, other], quotes)).uttered["utterance_id"].n_unique() == 1


def test_another_stance_is_another_utterance_even_in_a_copy(whole: Comparison) -> None:
    """The claims of copies are grouped by origin and never merged unseen."""
    authority = whole.statements.filter(holder_name="Harbour Authority", proposition="P1")
    assert sorted(authority["stance"]) == ["asserts", "denies"]


def test_whoever_is_alleged_is_not_the_same_in_two_unrelated_texts() -> None:
    room = room_of(
        told("A", "It is alleged that it is poison.", None, "asserts", 1),
        told("B", "Allegedly it is poison.", None, "asserts", 1),
    )
    found = compared(room)
    assert found.uttered["utterance_id"].n_unique() == 2
    assert one(found.counts, topic=TOPIC)["holders"] == 0


def test_an_undated_sighting_goes_with_the_dated_one_of_its_own_text() -> None:
    story, row = told("A", "It is poison, Ives said on Thursday.", "Ives", "asserts", 1)
    longer = replace(story, body=f"{story.body}\n\nIves holds that it is poison.")
    rows = [
        sighting(longer, row["sentence"], "P1", "asserts", "Ives", said=row["said_date"]),
        sighting(longer, "Ives holds that it is poison.", "P1", "asserts", "Ives"),
    ]
    assert compared(newsroom([longer], rows)).uttered["utterance_id"].n_unique() == 1


def test_what_a_copy_changed_is_a_finding(whole: Comparison) -> None:
    stance = one(whole.copy_differences, kind="stance")
    assert (stance["base_says"], stance["says"]) == ("denies", "asserts")
    assert (stance["base_outlet"], stance["outlet"]) == ("Meridian Wire", "Harbour Times")
    cue = one(whole.copy_differences, kind="cue")
    assert (cue["base_says"], cue["says"]) == ("told", "claimed")


def test_a_claim_that_a_shortened_copy_lacks_is_listed_as_missing() -> None:
    room = invented()
    evidence = room.evidence.filter(~((pl.col("article_id") == CUT_COPY.article_id) & (pl.col("proposition") == "P3")))
    row = one(compared(replace(room, evidence=evidence), COPIES).copy_differences, kind="missing")
    assert (row["article_id"], row["proposition"], row["claim_id"]) == (CUT_COPY.article_id, "P3", None)


# Contradictions


def test_one_statement_with_opposite_stances_of_different_holders_is_a_strict_contradiction(whole: Comparison) -> None:
    row = one(
        whole.contradictions,
        kind="strict",
        proposition="P1",
        left_party="fishermen",
        right_party="Harbour Authority",
    )
    claims = {claim["claim_id"]: claim for claim in whole.uttered.to_dicts()}
    left, right = claims[row["left_claim"]], claims[row["right_claim"]]
    assert (left["stance"], right["stance"]) == ("asserts", "denies")
    assert left["holder_name"] != right["holder_name"]
    assert sorted(row["right_holders"]) == ["Harbour Authority", "Ruben Aldous"]
    assert not row["relayed"], "a sentence heard directly is shown before a relayed one"


def test_a_holder_never_contradicts_itself_strictly() -> None:
    room = room_of(
        told("A", "It is poison, Ives said.", "Ives", "asserts", 1),
        told("B", "It is not, Ives said.", "Ives", "denies", 1),
    )
    assert compared(room).contradictions.filter(kind="strict").is_empty()


def test_two_holders_of_one_party_are_shown_against_each_other() -> None:
    """Where both parties hold the same people, the two sentences printed are never of one person."""
    rows = [
        told("A", "It is poison, Ives said.", "Ives", "asserts", 1),
        told("B", "It is not, Ives said.", "Ives", "denies", 2),
        told("C", "It is not, Orme said.", "Orme", "denies", 3),
    ]
    found = compared(room_of(*rows))
    row = one(found.contradictions, kind="strict")
    assert (row["left_claim"], row["right_claim"]) == (rows[0][1]["claim_id"], rows[2][1]["claim_id"])


def test_statements_of_far_apart_times_are_not_set_against_each_other() -> None:
    room = room_of(
        told("A", "It is poison, Ives said.", "Ives", "asserts", 1),
        told("B", "It is not, Orme said.", "Orme", "denies", 200),
    )
    assert compared(room).contradictions.is_empty()


def test_an_undated_statement_is_set_against_all_others() -> None:
    undated = Story(url="file:a.txt", outlet=None, title="A", body="It is poison, Ives said.")
    denied = told("B", "It is not, Orme said.", "Orme", "denies", 200)
    rows = [sighting(undated, undated.body, "P1", "asserts", "Ives"), denied[1]]
    found = compared(newsroom([undated, denied[0]], rows))
    assert one(found.contradictions, kind="strict")["left_holders"] == ["Ives"]


def test_linked_propositions_affirmed_by_two_holders_are_tension_or_cannot_both_hold() -> None:
    rows = [
        told("A", "It is poison, Ives said.", "Ives", "asserts", 1),
        told("B", "It was cleaned, Orme said.", "Orme", "asserts", 2, proposition="P3"),
    ]
    tension = compared(room_of(*rows, linked=[("P1", "P3", "tension")])).contradictions
    assert one(tension, kind="tension")["other"] == "P3"
    excluded = compared(room_of(*rows, linked=[("P1", "P3", "contradiction")])).contradictions
    assert excluded["kind"].to_list() == ["linked"]


def test_a_holder_who_turns_round_is_a_reversal_with_both_sentences() -> None:
    before, after = (
        told("A", "It is clean, Ives said.", "Ives", "denies", 1),
        told("B", "It is poison, Ives said.", "Ives", "asserts", 60),
    )
    row = one(compared(room_of(before, after)).contradictions, kind="reversal")
    assert (row["left_claim"], row["right_claim"]) == (before[1]["claim_id"], after[1]["claim_id"])
    assert (row["first_day"], row["last_day"]) == (before[1]["said_date"], after[1]["said_date"])


def test_a_reversal_known_only_through_somebody_else_is_marked_so() -> None:
    room = room_of(
        told("A", "It is clean, Ives said.", "Ives", "denies", 1),
        told("B", "Ives had told them it is poison.", "Ives", "asserts", 60, via=("Opponent",)),
    )
    assert one(compared(room).contradictions, kind="reversal")["relayed"]


def test_an_outlets_own_voice_does_not_reverse_itself() -> None:
    """Two columns of one newspaper are two authors."""
    room = room_of(
        told("A", "It is clean.", "A", "denies", 1, holder_kind="outlet"),
        told("A", "It is poison.", "A", "asserts", 60, holder_kind="outlet"),
    )
    assert compared(room).contradictions.filter(kind="reversal").is_empty()


def test_a_concession_stands_beside_what_the_same_side_says_otherwise(whole: Comparison) -> None:
    conceded = whole.contradictions.filter(kind="concession")
    claims = {claim["claim_id"]: claim for claim in whole.uttered.to_dicts()}
    admitted = one(conceded.filter(pl.col("right_holders").list.contains("Teodor Vance")), kind="concession")
    assert claims[admitted["left_claim"]]["stance"] == "denies"
    assert claims[admitted["right_claim"]]["url"] == REVERSED.url


def test_nobody_in_particular_contradicts_nobody() -> None:
    room = room_of(
        told("A", "It is alleged that it is poison.", None, "asserts", 1),
        told("B", "It is not, Orme said.", "Orme", "denies", 2),
    )
    assert compared(room).contradictions.is_empty()


# Drift


def test_words_left_out_of_a_quotation_are_found_and_named(whole: Comparison) -> None:
    row = one(whole.drift, outlet="Harbour Times")
    assert row["base_outlet"] == "Meridian Wire"
    assert row["cut"] == ["our families fish,"]
    assert row["dropped"] == row["added"] == row["changed"] == []


def test_a_changed_word_inside_a_quotation_is_named_with_both_forms() -> None:
    full = "the committee has found serious and lasting damage to the bay"
    bent = "the committee has found minor and lasting damage to the bay"
    first, row = told("A", f"“{full},” Ives said.", "Ives", "asserts", 1)
    second, other = told("B", f"“{bent},” Ives said.", "Ives", "asserts", 1)
    quotes = [quotation(first, full, "Ives", "said"), quotation(second, bent, "Ives", "said")]
    found = compared(newsroom([first, second], [row, other], quotes)).drift
    (changed,) = found["changed"].to_list()
    assert changed in (["serious → minor"], ["minor → serious"])


def test_punctuation_and_case_alone_are_no_drift() -> None:
    first, row = told("A", "“We never dumped anything in this bay, ever,” Ives said.", "Ives", "denies", 1)
    second, other = told("B", "“we never dumped anything in this bay ever” Ives said.", "Ives", "denies", 1)
    quotes = [
        quotation(first, "We never dumped anything in this bay, ever,", "Ives", "said"),
        quotation(second, "we never dumped anything in this bay ever", "Ives", "said"),
    ]
    assert compared(newsroom([first, second], [row, other], quotes)).drift.is_empty()


def test_two_different_quotations_are_not_one_that_drifted() -> None:
    first, row = told("A", "“The water in this bay is as clean as ever,” Ives said.", "Ives", "denies", 1)
    second, other = told("B", "“The water in this bay has killed my dogs,” Orme said.", "Orme", "asserts", 1)
    quotes = [
        quotation(first, "The water in this bay is as clean as ever,", "Ives", "said"),
        quotation(second, "The water in this bay has killed my dogs,", "Orme", "said"),
    ]
    assert compared(newsroom([first, second], [row, other], quotes)).drift.is_empty()


def test_the_outlet_whose_verb_is_of_another_kind_departs_from_the_others(whole: Comparison) -> None:
    departing = whole.verbs.filter("departs")
    assert departing.select("outlet", "cue", "cue_class", "usual_class").rows() == [
        ("Harbour Times", "claimed", "hedge", "neutral")
    ]
    assert one(whole.verb_habits, outlet="Harbour Times")["departures"] == 1


def test_with_a_tie_between_two_outlets_neither_verb_departs() -> None:
    room = invented()
    quotes = room.quotes.filter(pl.col("outlet") != "The Coast Post")
    assert not compared(replace(room, quotes=quotes), COPIES).verbs["departs"].any()


@given(st.lists(st.sampled_from(["the", "mud", "is", "not", "poison", "clean"]), max_size=12), st.data())
def test_an_alignment_holds_all_words_of_both_sides_in_order(before: list[str], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.sampled_from(["the", "mud", "is", "poison", "again"]), max_size=12))
    runs = aligned(" ".join(before), " ".join(after))
    assert " ".join(run.before for run in runs).split() == before
    assert " ".join(run.after for run in runs).split() == after
    assert all(run.before == run.after for run in runs if run.change is Change.KEPT)


# Citations and coverage


def test_relays_and_holders_are_cited_apart(whole: Comparison) -> None:
    lantern = whole.citations.filter(outlet="The Lantern")
    assert one(lantern, cited="Ministry of Fisheries", role="relay")["articles"] == 1
    assert one(lantern, cited="Ruben Aldous", role="holder")["stances"] == ["denies"]


def test_the_first_article_with_a_stance_is_named_with_how_many_outlets_followed(whole: Comparison) -> None:
    row = one(whole.first_seen, proposition="P1", stance="asserts", holder_name="Odile Marrant")
    assert (row["outlet"], row["later_outlets"]) == ("Meridian Wire", 2)


def test_coverage_is_measured_against_what_was_ingested() -> None:
    spoken = told("A", "It is poison, Ives said.", "Ives", "asserts", 1)
    silent = [
        Story(url=f"https://a.example/{n}", outlet="A", title="Sport", body="They won.", published=date(2031, 5, n))
        for n in (2, 3, 4)
    ]
    found = compared(newsroom([spoken[0], *silent], [spoken[1]]))
    (row,) = found.coverage.to_dicts()
    assert (row["ingested"], row["with_claims"], row["per_hundred"], row["joined"]) == (4, 1, 25.0, True)


def test_only_the_first_month_of_an_outlet_is_marked_as_joined() -> None:
    found = compared(
        room_of(
            told("A", "It is poison, Ives said.", "Ives", "asserts", 1),
            told("A", "It is poison, Ives said again.", "Ives", "asserts", 40),
        )
    )
    assert found.coverage["joined"].to_list() == [True, False]


# Edits


def test_a_claim_bearing_sentence_that_changed_is_a_silent_edit(whole: Comparison) -> None:
    stance = one(whole.edits, kind="stance")
    assert (stance["stance_before"], stance["stance_after"]) == ("asserts", "doubts")
    assert "has known" in stance["sentence_before"]
    assert "may have known" in stance["sentence_after"]
    assert one(whole.edits, kind="wording")["proposition"] == "P1"


def two_versions(before: str, after: str) -> tuple[Story, Story]:
    old = Story(url="https://a.example/x", outlet="A", title="T", body=before, is_current=False)
    return old, replace(old, body=after, version=2, is_current=True)


def test_an_unchanged_sentence_is_no_edit_even_where_extraction_changed_its_mind() -> None:
    old, new = two_versions("It is poison, Ives said.", "It is poison, Ives said.\n\nMore soon.")
    rows = [
        sighting(old, "It is poison, Ives said.", "P1", "asserts", "Ives"),
        sighting(new, "It is poison, Ives said.", "P1", "doubts", "Ives"),
    ]
    assert compared(newsroom([old, new], rows)).edits.is_empty()


def test_a_removed_claim_shows_the_sentence_that_took_its_place() -> None:
    old, new = two_versions(
        "The harbour mud is full of poison, Ives said.", "The harbour mud is full of history, Ives said."
    )
    rows = [sighting(old, old.body, "P1", "asserts", "Ives")]
    (row,) = compared(newsroom([old, new], rows)).edits.to_dicts()
    assert (row["kind"], row["claim_after"], row["sentence_after"]) == ("removed", None, new.body)


def test_a_claim_added_later_is_an_edit() -> None:
    old, new = two_versions("The mayor spoke of the weather.", "Ives told the council that the mud is poison.")
    rows = [sighting(new, new.body, "P1", "asserts", "Ives")]
    (row,) = compared(newsroom([old, new], rows)).edits.to_dicts()
    assert (row["kind"], row["claim_before"], row["sentence_before"]) == ("added", None, None)


# Grouping


@given(st.lists(st.integers(0, 40), min_size=1), st.integers(0, 5))
def test_a_window_is_never_longer_than_it_may_be(days: list[int], longest: int) -> None:
    frame = pl.DataFrame({"day": days}).select(day=pl.col("day").cast(pl.Int32).cast(pl.Date))
    windows = number_windows(frame, [], gap=longest, longest=longest)
    width = (windows["day"] - windows["window"]).dt.total_days()
    assert width.min() >= 0
    assert width.max() <= longest
    assert windows["window"].is_in(windows["day"].to_list()).all()


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_linked_numbers_share_a_group_and_the_group_is_its_smallest_member(pairs: list[tuple[int, int]]) -> None:
    groups = linked_groups(pairs)
    assert all(groups[left] == groups[right] for left, right in pairs)
    members: dict[int, set[int]] = {}
    for node, group in groups.items():
        members.setdefault(group, set()).add(node)
    assert all(group == min(nodes) for group, nodes in members.items())


def test_the_order_of_the_rows_changes_nothing(whole: Comparison) -> None:
    room = invented()
    turned = Newsroom(
        evidence=room.evidence.reverse(),
        articles=room.articles.reverse(),
        quotes=room.quotes.reverse(),
        links=room.links.reverse(),
    )
    other = compared(turned, COPIES.reverse())
    assert other.uttered.sort("claim_id").equals(whole.uttered.sort("claim_id"))
    for name in set(Comparison.__dataclass_fields__) - {"uttered"}:
        assert getattr(other, name).equals(getattr(whole, name)), name


_VALUES = st.tuples(
    st.one_of(st.none(), st.sampled_from(["b", "a", "ä", ""])),
    st.one_of(st.none(), st.integers(-3, 3)),
    st.one_of(st.none(), st.booleans()),
)


@given(st.lists(_VALUES))
def test_sorting_by_one_number_a_row_gives_the_order_of_the_columns(rows: list[tuple[Any, ...]]) -> None:
    schema = {"word": pl.String(), "number": pl.Int64(), "flag": pl.Boolean()}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("row")
    columns = ["word", "flag", "number", "row"]
    assert sorted_by(frame.lazy(), *columns).collect().equals(frame.sort(columns, nulls_last=True))
