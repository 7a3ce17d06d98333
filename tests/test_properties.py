"""What holds for every text, however broken: offsets prove themselves, ids are stable, nothing crashes."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extract import extract_one, load_vocabulary
from tests.conftest import PROJECT
from transforms.clean import UncleanableError, clean
from transforms.identity import stable_id
from transforms.records import Document, Page

if TYPE_CHECKING:
    from flows.extract import Vocabulary
    from warehouse.findings import Findings

# Pieces that news text is made of, and pieces that break things; joined in any order.
_PIECES = st.sampled_from(
    [
        *("“", "”", '"', "'", "’", "‘", "«", "»", ". ", ", ", ": ", "; ", " — ", "\n\n", "\n", " ", "(", ")", "?"),
        *(
            "Wahid Noorgul",
            "Tariq Sarwani, the adviser,",
            "the Foreign Office",
            "the palace",
            "they",
            "he",
            "the statement",
        ),
        *("said", "denied", "did not say", "insisted that", "according to", "rejected the charge", "has learned"),
        *("the Haqqani network has safe havens in Pakistan", "no sanctuaries", "must close its bases", "reportedly"),
        *(
            "on Monday",
            "last year",
            "the past decade",
            "3 September 2015",
            "at the end of the same month",
            "31/31/9999",
        ),
        *(
            "\u00a0",
            "\u200b",
            "\u202e",
            "\x00",
            "🇵🇰",
            "e\u0301",
            "ﬁ",
            "<script>",
            "&amp;",
            "\ufeff",
            "\ud7ff",
            "A" * 300,
        ),
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=40).map("".join)
_DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
_SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary(PROJECT / "config", "builtin", sample=True)


def _extract(text: str, day: date | None) -> Findings:
    document = Document(version_id=stable_id(text), text=text, dct=day, outlet="Kabul Courier")
    return extract_one(document, _vocabulary())


@_SLOW
@given(text=_TEXTS, day=_DAYS)
def test_every_span_of_every_row_is_the_words_it_claims(text: str, day: date | None) -> None:
    found = _extract(text, day)
    spans = [(row.start, row.end, row.surface) for row in (*found.mentions, *found.dates)]
    spans += [(row.start, row.end, row.sentence) for row in found.claims]
    spans += [(row.cue_start, row.cue_end, row.cue) for row in (*found.quotes, *found.claims)]
    spans += [(row.speaker_start, row.speaker_end, row.speaker) for row in found.quotes]
    for start, end, words in spans:
        if words is None:
            assert start is None or end is None
        else:
            assert text[start:end] == words
    for quote in found.quotes:
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)
        assert list(quote.spans) == sorted(quote.spans)


@_SLOW
@given(text=_TEXTS, day=_DAYS)
def test_the_same_text_gives_the_same_rows_and_ids_are_unique(text: str, day: date | None) -> None:
    found = _extract(text, day)
    assert found == _extract(text, day)
    for ids in (
        [row.mention_id for row in found.mentions],
        [row.quote_id for row in found.quotes],
        [row.date_id for row in found.dates],
        [row.claim_id for row in found.claims],
    ):
        assert len(ids) == len(set(ids))
        assert all(0 <= number < 2**63 for number in ids)


@_SLOW
@given(text=_TEXTS)
def test_references_lead_to_rows_of_the_same_article(text: str) -> None:
    found = _extract(text, None)
    entities = {entity.entity_id for entity in found.entities}
    quotes = {quote.quote_id for quote in found.quotes}
    assert {mention.entity_id for mention in found.mentions} - {None} <= entities
    assert {member for mention in found.mentions for member in mention.members} <= entities
    assert {speaker for quote in found.quotes for speaker in quote.speakers} <= entities
    assert {quote.parent_id for quote in found.quotes} - {None} <= quotes
    assert {claim.quote_id for claim in found.claims} - {None} <= quotes


@_SLOW
@given(text=_TEXTS)
def test_without_a_date_nothing_is_resolved_against_the_day_of_publication(text: str) -> None:
    assert all(mention.anchor != "dct" for mention in _extract(text, None).dates)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.one_of(
        st.binary(max_size=400), _TEXTS.map(lambda text: f"<html><body><p>{text}".encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_cleaned_or_refused_in_one_line(body: bytes) -> None:
    try:
        article = clean(Page(url="http://kabul-courier.example/a", body=body), today=date(2016, 1, 1))
    except UncleanableError as error:
        told = str(error)
    else:
        told = ""
        assert article.text[article.body_start :] == article.body
        assert article.title != ""
    assert "\n" not in told
