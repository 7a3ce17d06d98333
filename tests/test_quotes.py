"""Quotes: each way in which people are reported, on sentences and people of our own making."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.configuration import load_toml
from transforms.extract.attribution.lexicon import CueLexicon, compile_lexicon, verb_forms
from transforms.extract.attribution.marks import are_ordered, quoted_regions
from transforms.extract.entities import FoundEntities, find_entities
from transforms.extract.naming.known import Gender, KnownEntities, KnownEntity
from transforms.extract.quotes import find_quotes, is_speech, quote_row
from transforms.language.load import LanguageSettings, load
from transforms.records import CueClass, Document, EntityType, MentionKind, Quote, QuoteKind

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]
LEXICON = load_toml(ROOT / "config" / "lexicon" / "cues.toml", CueLexicon)
BLANK = spacy.blank("en")
NOBODY = FoundEntities(entities=(), mentions=())
KNOWN = KnownEntities(
    entity=(
        KnownEntity(name="Alva Brandt", type=EntityType.PERSON, gender=Gender.FEMALE),
        KnownEntity(name="Oskar Lind", type=EntityType.PERSON, gender=Gender.MALE),
        KnownEntity(name="Harbour Ministry", type=EntityType.ORG, nominals=("ministry",)),
        KnownEntity(name="Ruritania", type=EntityType.LOC, adjectives=("Ruritanian",)),
    )
)


class Article:
    """One text, read with the project's own pipeline."""

    def __init__(self, nlp: Language, text: str) -> None:
        parse = nlp(text)
        self.document = Document(version_id=7, text=parse.text, body_start=0)
        self.found = find_entities(self.document, parse, KNOWN)
        self.quotes = find_quotes(self.document, parse, self.found, LEXICON)

    def only(self) -> Quote:
        """Return the single quote that is no mere term."""
        said = [quote for quote in self.quotes if quote.kind is not QuoteKind.TERM]
        assert len(said) == 1, [self.content(quote) for quote in said]
        return said[0]

    def by_cue(self, cue: str) -> Quote:
        """Return the one quote with this cue."""
        (quote,) = [quote for quote in self.quotes if quote.cue is not None and cue in quote.cue]
        return quote

    def content(self, quote: Quote) -> str:
        """Return what is quoted, its pieces parted by a bar."""
        return " | ".join(self.document.text[start:end] for start, end in quote.spans)

    def names(self, quote: Quote) -> list[str]:
        """Return who stands behind the quote."""
        names = {entity.entity_id: entity.name for entity in self.found.entities}
        return [names[speaker] for speaker in quote.speakers]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return the pipeline that ships with the project."""
    return load(LanguageSettings())


def test_a_direct_quotation_before_its_speaker_is_found_whole(nlp: Language) -> None:
    article = Article(nlp, "“The harbour is closed. Nobody may land,” Alva Brandt said on Monday.")
    quote = article.only()
    assert quote.kind is QuoteKind.DIRECT
    assert article.content(quote) == "“The harbour is closed. Nobody may land,”"
    assert (quote.speaker, quote.cue, quote.cue_class) == ("Alva Brandt", "said", CueClass.NEUTRAL)
    assert article.names(quote) == ["Alva Brandt"]


def test_the_verb_may_stand_before_its_subject_with_a_title_and_an_apposition(nlp: Language) -> None:
    article = Article(nlp, "“We will rebuild the pier,” said Oskar Lind, the mayor of the old town.")
    quote = article.only()
    assert quote.speaker is not None
    assert quote.speaker.startswith("Oskar Lind")
    assert article.names(quote) == ["Oskar Lind"]


@pytest.mark.parametrize(
    ("source", "person"),
    [
        ("the ministry's spokesman, Oskar Lind,", "Oskar Lind"),
        ("a spokesman for the ministry, Col. Oskar Lind,", "Oskar Lind"),
        ("the chief adviser on coastal affairs, Alva Brandt,", "Alva Brandt"),
        ("Alva Brandt, the chief adviser on coastal affairs,", "Alva Brandt"),
        ("Oskar Lind, who runs the harbour,", "Oskar Lind"),
    ],
)
def test_a_subject_that_commas_part_from_its_verb_is_the_speaker(nlp: Language, source: str, person: str) -> None:
    article = Article(nlp, f"The flood has closed the northern harbour, {source} said on Monday.")
    quote = article.only()
    assert article.content(quote) == "The flood has closed the northern harbour"
    assert article.names(quote) == [person]


def test_a_subject_with_an_apposition_is_not_parted_from_a_main_clause_it_does_not_have(nlp: Language) -> None:
    article = Article(nlp, "Alva Brandt, who has led the party since June, the first woman to do so, said on Monday.")
    assert not [quote for quote in article.quotes if quote.kind is not QuoteKind.TERM]


@pytest.mark.parametrize("source", ["a senior Ruritanian general", "a spokesman for the ministry", "residents"])
def test_a_place_before_the_comma_is_no_part_of_an_unnamed_speaker(nlp: Language, source: str) -> None:
    article = Article(nlp, f"The flood has closed the harbour in Ruritania, {source} said.")
    quote = article.only()
    assert article.content(quote) == "The flood has closed the harbour in Ruritania"
    assert (quote.speaker, article.names(quote)) == (source, [])


def test_an_indirect_quotation_leaves_its_that_behind(nlp: Language) -> None:
    article = Article(nlp, "Alva Brandt insisted on Friday that the bridge was safe.")
    quote = article.only()
    assert quote.kind is QuoteKind.INDIRECT
    assert article.content(quote) == "the bridge was safe"
    assert quote.cue_class is CueClass.ASSERTIVE


def test_quoted_words_inside_a_clause_make_it_mixed(nlp: Language) -> None:
    article = Article(nlp, "Oskar Lind said the new tax would be “a disaster for small shops” in the port.")
    quote = article.only()
    assert quote.kind is QuoteKind.MIXED
    assert article.content(quote) == "the new tax would be “a disaster for small shops” in the port"


def test_a_quotation_that_its_verb_interrupts_has_two_pieces(nlp: Language) -> None:
    article = Article(nlp, "“The road is open,” Alva Brandt said. “Lorries may pass again.”")
    quote = article.only()
    assert article.content(quote) == "“The road is open,” | “Lorries may pass again.”"


def test_a_clause_around_its_verb_has_two_pieces(nlp: Language) -> None:
    article = Article(nlp, "The harvest, Oskar Lind said, was the worst in ten years.")
    quote = article.only()
    assert article.content(quote) == "The harvest | was the worst in ten years"


def test_a_denial_told_by_another_is_nested_and_keeps_its_own_speaker(nlp: Language) -> None:
    article = Article(nlp, "Alva Brandt said that the Harbour Ministry denied that the ferry was unsafe.")
    outer, inner = article.by_cue("said"), article.by_cue("denied")
    assert inner.parent_id == outer.quote_id
    assert inner.cue_class is CueClass.DENIAL
    assert article.content(inner) == "the ferry was unsafe"
    assert article.names(inner) == ["Harbour Ministry"]
    assert article.names(outer) == ["Alva Brandt"]


def test_the_accused_is_the_one_who_rejects(nlp: Language) -> None:
    """What an opponent is blamed for saying is his denial, told by the one who blames."""
    article = Article(
        nlp,
        "The Harbour Ministry released a statement, slamming Ruritanian officials for rejecting the ferry report.",
    )
    assert "Ruritanian officials" in str(article.by_cue("rejecting").speaker)
    assert article.names(article.by_cue("slamming")) == ["Harbour Ministry"]


def test_a_headline_names_its_speaker_behind_a_colon(nlp: Language) -> None:
    article = Article(nlp, "Ferry Unlikely to Sail Before Spring: Oskar Lind\n\nThe port was quiet on Sunday.")
    quote = article.quotes[0]
    assert article.content(quote) == "Ferry Unlikely to Sail Before Spring"
    assert (quote.cue, quote.speaker, quote.rule) == (":", "Oskar Lind", "headline")


def test_a_headline_may_end_with_its_verb(nlp: Language) -> None:
    quote = (article := Article(nlp, "Ruritania must close its harbours, two former envoys write")).only()
    assert (article.content(quote), quote.speaker) == ("Ruritania must close its harbours", "two former envoys")


def test_according_to_takes_the_clause_before_it(nlp: Language) -> None:
    article = Article(nlp, "Four boats sank in the storm, according to the Harbour Ministry.")
    quote = article.only()
    assert article.content(quote) == "Four boats sank in the storm"
    assert quote.cue == "according to"
    assert article.names(quote) == ["Harbour Ministry"]


def test_according_to_takes_the_clause_after_it(nlp: Language) -> None:
    article = Article(nlp, "According to Alva Brandt, four boats sank in the storm.")
    quote = article.only()
    assert article.content(quote) == "four boats sank in the storm"
    assert quote.speaker == "Alva Brandt"


def test_a_quotation_over_two_paragraphs_is_one(nlp: Language) -> None:
    text = (
        "Oskar Lind wrote:\n\n“The first winter was hard for all of us.\n\n“The second was worse.”\n\nHe left in May."
    )
    article = Article(nlp, text)
    (quote,) = [quote for quote in article.quotes if quote.kind is QuoteKind.DIRECT]
    assert article.content(quote) == "“The first winter was hard for all of us.\n\n“The second was worse.”"
    assert quote.speaker == "Oskar Lind"


def test_a_scare_quote_is_a_term_and_nobody_said_it(nlp: Language) -> None:
    article = Article(nlp, "The town kept its so-called “good” pirates on the payroll for years.")
    (term,) = article.quotes
    assert term.kind is QuoteKind.TERM
    assert term.speaker is None
    assert term.cue is None


def test_a_missing_closing_mark_does_not_swallow_the_article(nlp: Language) -> None:
    text = (
        "“The dam will hold, Alva Brandt said.\n\nThe river rose for three more days.\n\nNobody was hurt in the town."
    )
    article = Article(nlp, text)
    first_paragraph = text.index("\n\n")
    assert all(quote.end <= first_paragraph for quote in article.quotes)


def test_two_joint_speakers_both_stand_behind_the_quotation(nlp: Language) -> None:
    article = Article(nlp, "“We were never asked,” Alva Brandt and Oskar Lind said.")
    assert article.names(article.only()) == ["Alva Brandt", "Oskar Lind"]


def test_a_statement_speaks_for_its_issuer_and_is_kept_as_the_relay(nlp: Language) -> None:
    text = "The Harbour Ministry issued a statement on Sunday.\n\n“All ships are safe,” the statement said."
    article = Article(nlp, text)
    quote = article.by_cue("said")
    assert quote.speaker == "the statement"
    assert quote.via == "the statement"
    assert article.names(quote) == ["Harbour Ministry"]


def test_they_goes_on_with_the_two_who_spoke_last(nlp: Language) -> None:
    text = (
        "“The talks failed,” Alva Brandt and Oskar Lind said after they met the miners.\n\n"
        "“The miners wanted more than we had,” they added."
    )
    article = Article(nlp, text)
    assert article.names(article.by_cue("added")) == ["Alva Brandt", "Oskar Lind"]


def test_a_speaker_goes_on_over_the_next_paragraph_without_being_named(nlp: Language) -> None:
    text = "“The school is full,” Alva Brandt said.\n\n“Twenty children wait for a place.”"
    article = Article(nlp, text)
    second = article.quotes[-1]
    assert second.cue is None
    assert article.names(second) == ["Alva Brandt"]


def test_a_second_verb_shares_its_subject(nlp: Language) -> None:
    article = Article(nlp, "Oskar Lind said the mine was flooded and added that no one was inside.")
    said, added = article.by_cue("said"), article.by_cue("added")
    assert article.content(said) == "the mine was flooded"
    assert article.content(added) == "no one was inside"
    assert article.names(added) == ["Oskar Lind"]


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Alva Brandt did not say that the dam was safe.", "say"),
        ("Alva Brandt never said that the dam was safe.", "said"),
        ("Alva Brandt refused to say whether the dam was safe.", "say"),
    ],
)
def test_a_cue_that_is_denied_itself_is_marked(nlp: Language, sentence: str, cue: str) -> None:
    assert Article(nlp, sentence).by_cue(cue).negated


def test_a_plain_cue_is_not_marked_as_denied(nlp: Language) -> None:
    assert not Article(nlp, "Alva Brandt said that the dam was not safe.").only().negated


def test_a_verb_outside_the_lexicon_is_found_by_its_syntax_and_marked(nlp: Language) -> None:
    article = Article(nlp, "Oskar Lind telegraphed that the snow had blocked the pass.")
    quote = article.only()
    assert article.content(quote) == "the snow had blocked the pass"
    assert not quote.cue_known
    assert quote.cue == "telegraphed"


def test_a_belief_is_no_speech(nlp: Language) -> None:
    quote = Article(nlp, "Alva Brandt believes that the road will open in June.").only()
    assert quote.cue_class is CueClass.BELIEF
    assert not is_speech(quote)


def test_a_demand_holds_who_should_do_it(nlp: Language) -> None:
    article = Article(nlp, "Oskar Lind urged the miners to leave the valley.")
    quote = article.only()
    assert quote.cue_class is CueClass.DEMAND
    assert article.content(quote) == "the miners to leave the valley"


def test_nobody_is_named_where_the_text_names_nobody(nlp: Language) -> None:
    quote = Article(nlp, "It was reported that the ferry had sunk.").only()
    assert quote.speaker is None
    assert quote.speakers == ()


def test_a_transcript_gives_each_turn_to_its_name(nlp: Language) -> None:
    text = "BRANDT: Why was the gate left open all night?\n\nLIND: It was not open, and nobody went near it."
    article = Article(nlp, text)
    assert [quote.speaker for quote in article.quotes if quote.rule == "turn"] == ["BRANDT", "LIND"]


def test_a_row_has_what_the_scorer_reads(nlp: Language) -> None:
    article = Article(nlp, "“The road is open,” Alva Brandt said.")
    quote = article.only()
    row = quote_row(quote, article.document, article.found)
    assert row["spans"] == [list(quote.spans[0])]
    assert row["speaker_entity"] == ["Alva Brandt"]
    assert row["speech"] is True
    assert row["type"] == "direct"


def test_ids_are_the_same_in_every_run_and_differ_between_quotes(nlp: Language) -> None:
    text = "“The road is open,” Alva Brandt said. Oskar Lind denied that it was safe."
    first, again = Article(nlp, text).quotes, Article(nlp, text).quotes
    assert [quote.quote_id for quote in first] == [quote.quote_id for quote in again]
    assert len({quote.quote_id for quote in first}) == len(first) >= 2


def test_a_parse_of_another_text_is_refused() -> None:
    document = Document(version_id=1, text="Nothing was said.")
    with pytest.raises(ValueError, match="another text"):
        find_quotes(document, BLANK("Something else"), NOBODY, LEXICON)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” and left.", ["“yes”"]),
        ('He said "yes" and left.', ['"yes"']),
        ("He said ''yes'' and left.", ["''yes''"]),
        ("He said «yes» and left.", ["«yes»"]),
        ("The miners' tent isn't the boys' camp.", []),
        ("He said ”yes, I will” and left.", ["”yes, I will”"]),
        ('The 6" pipe burst.', []),
        ("“One.\n\n“Two.”", ["“One.\n\n“Two.”"]),
        ("“One, he said.\n\nTwo.", ["“One, he said."]),
        ("“One ‘inner’ two”", ["“One ‘inner’ two”"]),
    ],
)
def test_marks_of_every_style_are_paired(text: str, quoted: list[str]) -> None:
    assert [text[region.start : region.end] for region in quoted_regions(text)] == quoted


def test_verbs_are_known_in_all_their_forms() -> None:
    assert verb_forms("deny") == {"deny", "denies", "denying", "denied"}
    index = compile_lexicon(LEXICON)
    assert {"said", "says", "denied", "urging", "wrote", "told", "slammed"} <= set(index.verbs)


def test_every_confidence_in_the_lexicon_is_a_share() -> None:
    shares = [*LEXICON.confidence.values(), *LEXICON.speaker_confidence.values()]
    assert all(0 < share < 1 for share in shares)


@given(st.text(alphabet=st.sampled_from("“”‘’\"'«»abc said.,\n :—I"), max_size=120))
@settings(max_examples=200, deadline=None)
def test_marks_never_overlap_and_stay_within_the_text(text: str) -> None:
    regions = quoted_regions(text)
    assert are_ordered(regions)
    assert all(
        0 <= region.start <= region.inner_start <= region.inner_end <= region.end <= len(text) for region in regions
    )


@given(
    st.lists(st.sampled_from(["said", "“", "”", ",", ".", "he", "Doe", "that", "\n\n", "denied", '"', ":", "—", "A"]))
)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_step_and_every_span_lies_in_it(words: list[str]) -> None:
    """Without any parse at all, whatever stands there."""
    text = " ".join(words)
    document = Document(version_id=1, text=text)
    for quote in find_quotes(document, BLANK(text), NOBODY, LEXICON):
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)
        assert list(quote.spans) == sorted(quote.spans)
        assert quote.cue is None or text[quote.cue_start : quote.cue_end] == quote.cue
        assert quote.speaker is None or text[quote.speaker_start : quote.speaker_end] == quote.speaker


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_hostile_text_never_breaks_the_full_pipeline(nlp: Language, text: str) -> None:
    parse = nlp(text)
    document = Document(version_id=1, text=parse.text)
    for quote in find_quotes(document, parse, NOBODY, LEXICON):
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)


def test_an_unlinked_speaker_stays_empty_rather_than_wrong(nlp: Language) -> None:
    article = Article(nlp, "“The road is open,” Alva Brandt said.")
    unlinked = [
        replace(mention, entity_id=None) for mention in article.found.mentions if mention.kind is MentionKind.NAME
    ]
    found = replace(article.found, mentions=tuple(unlinked))
    (quote,) = find_quotes(article.document, nlp(article.document.text), found, LEXICON)
    assert quote.speaker == "Alva Brandt"
    assert quote.speakers == ()
