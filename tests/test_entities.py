"""Entities: known names, titles, short forms, noun phrases, texts and pronouns, each rule on sentences of our own."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from flows.configuration import load_toml
from flows.errors import ConfigurationError
from transforms.extract.entities import FoundEntities, entity_row, entity_rows, find_entities
from transforms.extract.naming.known import Gender, KnownEntities, KnownEntity, Role
from transforms.extract.naming.merges import EntityUse, propose_merges
from transforms.identity import stable_id
from transforms.language.load import READER, LanguageSettings, load
from transforms.records import Document, EntityType, Mention, MentionKind

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CONFIGURED = ROOT / "config" / "entities.toml"
BLANK = spacy.blank("en")
NO_SPACE_BEFORE = {".", ",", "”", "’s", "'s", ")", "?"}
NO_SPACE_AFTER = {"“", "("}

KNOWN = KnownEntities(
    entity=(
        KnownEntity(name="Ruritania", type=EntityType.LOC, adjectives=("Ruritanian",), country="Ruritania"),
        KnownEntity(
            name="Alva Brandt",
            type=EntityType.PERSON,
            misspellings=("Alva Brant",),
            gender=Gender.FEMALE,
            country="Ruritania",
            roles=(
                Role(title="President", of="Ruritania", since=date(2010, 1, 1), until=date(2015, 1, 1)),
                Role(title="National Security Adviser", of="Ruritania", since=date(2015, 1, 1)),
            ),
        ),
        KnownEntity(
            name="Oskar Lind",
            type=EntityType.PERSON,
            gender=Gender.MALE,
            roles=(Role(title="President", of="Ruritania", since=date(2015, 1, 1), until=date(2020, 1, 1)),),
        ),
        KnownEntity(
            name="Kestrel network",
            type=EntityType.ORG,
            aliases=("KNW",),
            short=("Kestrel",),
            nominals=("network", "group"),
        ),
        KnownEntity(name="Ruritanian military", type=EntityType.ORG, descriptions=("Ruritanian military",)),
        KnownEntity(name="Summer Palace", type=EntityType.ORG, short=("Palace",), nominals=("palace",)),
        KnownEntity(name="United Shires", type=EntityType.LOC, aliases=("US", "U.S.")),
    )
)


def read(text: str, *names: tuple[str, str], known: KnownEntities = KNOWN, day: date | None = None) -> FoundEntities:
    """Return what is found in a text that nothing but `names` (surface, label) is tagged in."""
    parse = BLANK(text)
    spans = []
    for surface, label in names:
        start = text.index(surface)
        while start >= 0:
            span = parse.char_span(start, start + len(surface), label=label)
            if span is not None:
                spans.append(span)
            start = text.find(surface, start + 1)
    parse.ents = spacy.util.filter_spans(spans)
    return find_entities(Document(version_id=1, text=text, dct=day), parse, known)


def read_parsed(*sentences: str, names: dict[str, str] | None = None) -> FoundEntities:
    """Return what is found in sentences of "word/POS/relation/head", heads counted from 1; "¶" opens a paragraph."""
    parse = parsed(*sentences)
    spans = [
        Span(parse, first, last + 1, label=label)
        for surface, label in (names or {}).items()
        for first in range(len(parse))
        for last in range(first, min(first + 4, len(parse)))
        if parse[first : last + 1].text == surface
    ]
    parse.ents = spacy.util.filter_spans(spans)
    return find_entities(Document(version_id=1, text=parse.text), parse, KNOWN)


def parsed(*sentences: str) -> Doc:
    """Return a Doc of annotated sentences."""
    words: list[str] = []
    columns: dict[str, list[object]] = {
        "pos": [],
        "deps": [],
        "heads": [],
        "sent_starts": [],
        "spaces": [],
        "lemmas": [],
    }
    for sentence in sentences:
        if sentence.startswith("¶"):
            words.append("\n\n")
            columns["spaces"][-1] = False
            for name, value in (("pos", "SPACE"), ("deps", "dep"), ("heads", len(words) - 2), ("lemmas", "\n\n")):
                columns[name].append(value)
            columns["sent_starts"].append(False)
            columns["spaces"].append(False)
        first = len(words)
        tokens = [token.split("/") for token in sentence.lstrip("¶ ").split()]
        for index, (word, pos, dep, head, *lemma) in enumerate(tokens):
            following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
            words.append(word)
            columns["pos"].append(pos)
            columns["deps"].append("ROOT" if head == "0" else dep)
            columns["heads"].append(first + (index if head == "0" else int(head) - 1))
            columns["sent_starts"].append(index == 0)
            columns["spaces"].append(following not in NO_SPACE_BEFORE and word not in NO_SPACE_AFTER)
            columns["lemmas"].append(lemma[0] if lemma else word.lower())
    return Doc(BLANK.vocab, words=words, **columns)  # type: ignore[arg-type]


def mention(found: FoundEntities, surface: str, nth: int = 0) -> Mention:
    """Return the nth mention with this surface."""
    return [one for one in found.mentions if one.surface == surface][nth]


def meant(found: FoundEntities, surface: str, nth: int = 0) -> str | tuple[str, ...] | None:
    """Return the name of whom a mention means, the names of a group's members, or None where it is open."""
    names = {entity.entity_id: entity.name for entity in found.entities}
    one = mention(found, surface, nth)
    if one.members:
        return tuple(names[member] for member in one.members)
    return None if one.entity_id is None else names[one.entity_id]


# ── Known names ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_known_name_is_found_in_any_case_and_punctuation() -> None:
    found = read("The Kestrel Network and the KESTREL-NETWORK are one; the Kestrel network’s men agree.")
    assert [one.entity_id for one in found.mentions] == [stable_id("known", "Kestrel network")] * 3


def test_an_acronym_must_match_letter_for_letter() -> None:
    """A pronoun is no country."""
    found = read("They told us that the US and the U.S. are one.")
    assert [one.surface for one in found.mentions] == ["US", "U.S."]


def test_the_longest_known_name_wins() -> None:
    found = read("The Ruritanian military left Ruritania.")
    assert [one.surface for one in found.mentions] == ["Ruritanian military", "Ruritania"]


def test_a_misspelling_is_linked_by_a_rule_that_says_so() -> None:
    found = read("Critics of Alva Brant wrote.")
    assert meant(found, "Alva Brant") == "Alva Brandt"
    assert mention(found, "Alva Brant").linked_by == "known-misspelling"


def test_a_short_name_needs_the_full_one_in_the_article() -> None:
    assert meant(read("Kestrel grew. The Kestrel network is old."), "Kestrel") == "Kestrel network"
    assert read("A Kestrel flew by.").mentions == ()


def test_a_short_name_stays_open_when_a_person_bears_it() -> None:
    found = read("The Kestrel network denied it. Mina Kestrel agreed. Kestrel left.", ("Mina Kestrel", "PERSON"))
    assert meant(found, "Kestrel") is None
    assert mention(found, "Kestrel").linked_by is None


def test_both_names_of_a_slash_are_found() -> None:
    found = read("The Kestrel network grew. It saw the Ruritania/Kestrel pact.")
    assert [meant(found, "Ruritania"), meant(found, "Kestrel")] == ["Ruritania", "Kestrel network"]


def test_a_known_name_inside_a_longer_tagged_name_is_left_alone() -> None:
    found = read("Ruritania Steel Mills closed.", ("Ruritania Steel Mills", "ORG"))
    assert [one.surface for one in found.mentions] == ["Ruritania Steel Mills"]


def test_a_web_address_holds_no_names() -> None:
    assert read("See www.ruritania.example and write to info@Ruritania.").mentions == ()


def test_a_known_entity_has_the_same_id_in_every_article() -> None:
    ids = {read(text).entities[0].entity_id for text in ("Ruritania won.", "In Ruritania, rain fell.")}
    assert ids == {stable_id("known", "Ruritania")}


def test_other_names_get_their_id_from_type_and_name() -> None:
    found = read("Mina Kestrel spoke.", ("Mina Kestrel", "PERSON"), known=KnownEntities())
    assert found.entities[0].entity_id == stable_id("entity", EntityType.PERSON, "mina kestrel")


def test_a_name_is_not_written_like_its_dateline() -> None:
    text = "PORT ALDER: Rain fell. Port Alder has long been dry."
    found = read(text, ("PORT ALDER", "LOC"), ("Port Alder", "LOC"), known=KnownEntities())
    assert [entity.name for entity in found.entities] == ["Port Alder"]


def test_two_files_of_known_names_gather() -> None:
    more = KnownEntities(entity=(KnownEntity(name="Ruritania", type=EntityType.LOC, aliases=("Old Shire",), side="r"),))
    both = KNOWN.merged(more)
    assert meant(read("Old Shire and Ruritania.", known=both), "Old Shire") == "Ruritania"
    assert len(both.entity) == len(KNOWN.entity)


def test_an_accepted_merge_survives_as_a_known_name() -> None:
    known = KNOWN.with_accepted_merges([("Alva Brenndt", "Alva Brandt", EntityType.PERSON)])
    assert meant(read("Alva Brenndt spoke.", known=known), "Alva Brenndt") == "Alva Brandt"


def test_a_split_takes_a_wording_from_its_entity() -> None:
    known = KNOWN.with_splits([("Alva Brant", "Alva Brandt")])
    assert read("Alva Brant spoke.", known=known).mentions == ()


# ── Titles and offices ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_is_split_from_its_person() -> None:
    found = read("Deputy Foreign Minister Tomas Vale resigned.", ("Deputy Foreign Minister Tomas Vale", "ORG"))
    assert [(one.surface, one.kind, one.type) for one in found.mentions] == [
        ("Deputy Foreign Minister", MentionKind.ROLE, EntityType.PERSON),
        ("Tomas Vale", MentionKind.NAME, EntityType.PERSON),
    ]
    assert meant(found, "Deputy Foreign Minister") == "Tomas Vale"


def test_a_body_whose_name_begins_like_a_title_is_left_whole() -> None:
    found = read("General Steelworks closed.", ("General Steelworks", "ORG"))
    assert [one.surface for one in found.mentions] == ["General Steelworks"]


@pytest.mark.parametrize(
    ("day", "holder"),
    [(date(2012, 5, 1), "Alva Brandt"), (date(2016, 5, 1), "Oskar Lind"), (date(2022, 5, 1), None), (None, None)],
)
def test_an_office_means_its_holder_on_the_day_of_the_article(day: date | None, holder: str | None) -> None:
    assert meant(read("The Ruritanian President left.", day=day), "Ruritanian President") == holder


def test_an_office_is_found_in_each_of_its_wordings() -> None:
    for wording in ("Ruritania's national security advisor", "National Security Adviser of Ruritania"):
        assert meant(read(f"The {wording} left.", day=date(2016, 1, 1)), wording) == "Alva Brandt"


def test_a_former_holder_is_not_the_holder_of_today() -> None:
    found = read("A former Ruritanian President left.", day=date(2016, 1, 1))
    assert meant(found, "Ruritanian President") is None


def test_an_office_beside_a_name_is_that_persons_title() -> None:
    found = read("Ruritanian President Tomas Vale left.", ("Tomas Vale", "PERSON"), day=date(2016, 1, 1))
    assert meant(found, "Ruritanian President") == "Tomas Vale"


# ── Short forms ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_surname_joins_the_full_name_before_and_after_it() -> None:
    found = read("Vale quits\n\nTomas Vale left. Mr. Vale said so.", ("Tomas Vale", "PERSON"), ("Vale", "PERSON"))
    assert {meant(found, "Vale", nth) for nth in range(2)} == {"Tomas Vale"}


def test_two_people_of_one_surname_are_never_mixed() -> None:
    text = "Tomas Vale met Ida Vale. Vale left."
    found = read(text, ("Tomas Vale", "PERSON"), ("Ida Vale", "PERSON"), ("Vale", "PERSON"))
    assert meant(found, "Vale") is None


def test_a_shared_surname_means_the_one_bearer_named_so_far() -> None:
    text = "Tomas Vale spoke. Vale left.\n\nLater.\n\nMore.\n\nIda Vale came."
    found = read(text, ("Tomas Vale", "PERSON"), ("Ida Vale", "PERSON"), ("Vale", "PERSON"))
    assert meant(found, "Vale") == "Tomas Vale"
    assert mention(found, "Vale").confidence < mention(found, "Tomas Vale").confidence


def test_an_acronym_joins_the_body_whose_initials_it_has() -> None:
    text = "The Bureau of River Safety met. BRS agreed."
    found = read(text, ("Bureau of River Safety", "ORG"), ("BRS", "ORG"))
    assert meant(found, "BRS") == "Bureau of River Safety"


def test_an_acronym_in_brackets_joins_the_name_before_it() -> None:
    text = "The River Bureau (RVB) met."
    found = read(text, ("River Bureau", "ORG"), ("RVB", "ORG"))
    assert meant(found, "RVB") == "River Bureau"


# ── Noun phrases and texts ───────────────────────────────────────────────────────────────────────────────────────────

ENVOYS = (
    "Tomas/PROPN/nsubj/9 Vale/PROPN/flat/1 ,/PUNCT/punct/5 an/DET/det/5 envoy/NOUN/appos/1 ,/PUNCT/punct/5 "
    "and/CCONJ/cc/8 ambassador/NOUN/conj/1 met/VERB/root/0 Ida/PROPN/obj/9 Holm/PROPN/flat/10 ./PUNCT/punct/9"
)
AMBASSADORS = (
    "Former/ADJ/amod/2 envoy/NOUN/nmod:desc/3 Tomas/PROPN/nsubj/9 Vale/PROPN/flat/3 and/CCONJ/cc/7 "
    "ambassador/NOUN/nmod:desc/7 Ida/PROPN/conj/3 Holm/PROPN/flat/7 wrote/VERB/root/0 a/DET/det/11 "
    "letter/NOUN/obj/9 ./PUNCT/punct/9"
)
PEOPLE = {"Tomas Vale": "PERSON", "Ida Holm": "PERSON"}


def test_the_two_diplomats_are_both_envoys_named_before() -> None:
    found = read_parsed(
        AMBASSADORS,
        "The/DET/det/3 two/NUM/nummod/3 diplomats/NOUN/nsubj/4/diplomat added/VERB/root/0 ./PUNCT/punct/4",
        names=PEOPLE,
    )
    assert meant(found, "The two diplomats") == ("Tomas Vale", "Ida Holm")


def test_they_after_the_two_diplomats_are_those_two() -> None:
    found = read_parsed(
        AMBASSADORS,
        "The/DET/det/3 two/NUM/nummod/3 diplomats/NOUN/nsubj/4/diplomat argued/VERB/root/0 ./PUNCT/punct/4",
        "¶ “/PUNCT/punct/4 Talks/NOUN/nsubj/4/talk may/AUX/aux/4 help/VERB/ccomp/7 ,/PUNCT/punct/4 ”/PUNCT/punct/4 "
        "asserted/VERB/root/0 they/PRON/nsubj/7 ./PUNCT/punct/7",
        names=PEOPLE,
    )
    assert meant(found, "they") == ("Tomas Vale", "Ida Holm")


def test_a_noun_phrase_with_no_antecedent_stays_open() -> None:
    found = read_parsed(ENVOYS, "The/DET/det/2 judge/NOUN/nsubj/3 slept/VERB/root/0 ./PUNCT/punct/3", names=PEOPLE)
    assert meant(found, "The judge") is None


def test_the_network_is_the_known_network_named_before() -> None:
    found = read_parsed(
        "The/DET/det/3 Kestrel/PROPN/compound/3 network/NOUN/nsubj/4 grew/VERB/root/0 ./PUNCT/punct/4",
        "The/DET/det/2 network/NOUN/nmod:poss/4 ’s/PART/case/2 leaders/NOUN/nsubj/5/leader hid/VERB/root/0",
    )
    assert meant(found, "The network") == "Kestrel network"


def test_the_ministry_is_the_one_ministry_named_before() -> None:
    found = read_parsed(
        "The/DET/det/3 Water/PROPN/compound/3 Ministry/PROPN/nsubj/4 agreed/VERB/root/0 ./PUNCT/punct/4",
        "The/DET/det/2 ministry/NOUN/nsubj/3 paid/VERB/root/0 ./PUNCT/punct/3",
        names={"Water Ministry": "ORG"},
    )
    assert meant(found, "The ministry") == "Water Ministry"


def test_the_statement_stands_for_the_body_that_released_it() -> None:
    found = read_parsed(
        "The/DET/det/3 Summer/PROPN/compound/3 Palace/PROPN/nsubj/4 released/VERB/root/0 a/DET/det/6 "
        "statement/NOUN/obj/4 ./PUNCT/punct/4",
        "¶ The/DET/det/2 statement/NOUN/nsubj/3 added/VERB/root/0 more/ADJ/obj/3 ./PUNCT/punct/3",
    )
    assert meant(found, "The statement") == "Summer Palace"
    assert mention(found, "The statement").kind is MentionKind.DOCUMENT


def test_an_article_written_with_somebody_has_two_issuers() -> None:
    found = read_parsed(
        "Tomas/PROPN/nsubj/3 Vale/PROPN/flat/1 said/VERB/root/0 in/ADP/case/6 an/DET/det/6 essay/NOUN/obl/3 "
        "written/VERB/acl/6 with/ADP/case/9 Ida/PROPN/obl/7 Holm/PROPN/flat/9 ./PUNCT/punct/3",
        "The/DET/det/2 essay/NOUN/nsubj/3 went/VERB/root/0 on/ADV/advmod/3 ./PUNCT/punct/3",
        names=PEOPLE,
    )
    assert meant(found, "The essay") == ("Tomas Vale", "Ida Holm")


def test_a_report_nobody_issued_stays_open() -> None:
    found = read_parsed("The/DET/det/2 report/NOUN/nsubj/3 warned/VERB/root/0 ./PUNCT/punct/3")
    assert meant(found, "The report") is None


# ── Pronouns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_she_is_the_woman_not_the_man_named_last() -> None:
    found = read_parsed(
        "Alva/PROPN/nsubj/3 Brandt/PROPN/flat/1 met/VERB/root/0 Oskar/PROPN/obj/3 Lind/PROPN/flat/4 ./PUNCT/punct/3",
        "She/PRON/nsubj/2 smiled/VERB/root/0 ./PUNCT/punct/2",
    )
    assert meant(found, "She") == "Alva Brandt"


def test_a_pronoun_is_not_the_other_argument_of_its_verb() -> None:
    found = read_parsed("Oskar/PROPN/nsubj/3 Lind/PROPN/flat/1 praised/VERB/root/0 him/PRON/obj/3 ./PUNCT/punct/3")
    assert meant(found, "him") is None


def test_an_unnamed_antecedent_keeps_a_pronoun_open() -> None:
    found = read_parsed(
        "Ruritania/PROPN/nsubj/2 watched/VERB/root/0 ./PUNCT/punct/2",
        "The/DET/det/2 storm/NOUN/nsubj/3 came/VERB/root/0 and/CCONJ/cc/6 it/PRON/nsubj/6 grew/VERB/conj/3",
    )
    assert meant(found, "it") is None


def test_a_quoted_i_is_the_speaker_of_the_quotation() -> None:
    found = read_parsed(
        "“/PUNCT/punct/3 I/PRON/nsubj/3 agree/VERB/ccomp/6 ,/PUNCT/punct/3 ”/PUNCT/punct/3 said/VERB/root/0 "
        "Tomas/PROPN/nsubj/6 Vale/PROPN/flat/7 ./PUNCT/punct/6",
        names=PEOPLE,
    )
    assert meant(found, "I") == "Tomas Vale"


def test_he_who_speaks_is_not_the_man_he_names() -> None:
    found = read_parsed(
        "Oskar/PROPN/nsubj/3 Lind/PROPN/flat/1 met/VERB/root/0 Tomas/PROPN/obj/3 Vale/PROPN/flat/4 ./PUNCT/punct/3",
        "He/PRON/nsubj/2 said/VERB/root/0 :/PUNCT/punct/2 “/PUNCT/punct/7 Oskar/PROPN/nsubj/7 Lind/PROPN/flat/5 "
        "listens/VERB/ccomp/2 ./PUNCT/punct/7 ”/PUNCT/punct/7",
        names=PEOPLE,
    )
    assert meant(found, "He") == "Tomas Vale"


# ── Merges ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def use(number: int, name: str, *, beside: tuple[int, ...] = (), known: bool = False, articles: int = 1) -> EntityUse:
    """Return a person as the corpus uses it."""
    company = frozenset(beside)
    return EntityUse(
        entity_id=number, name=name, type=EntityType.PERSON, known=known, articles=articles, beside=company
    )


def test_spelling_variants_are_proposed_with_the_configured_name_kept() -> None:
    uses = [use(1, "Alva Brandt", known=True, beside=(7, 8)), use(2, "Alvah Brant", articles=9, beside=(7, 9))]
    (proposal,) = propose_merges(uses)
    assert (proposal.keep_name, proposal.merge_name, proposal.rule) == ("Alva Brandt", "Alvah Brant", "spelling")


def test_common_company_raises_a_proposal() -> None:
    together = propose_merges([use(1, "Tomas Vale", beside=(7, 8)), use(2, "Vale", beside=(7, 8))])
    assert together[0].rule == "surname-alone"
    assert propose_merges([use(1, "Tomas Vale", beside=(7, 8)), use(2, "Vale", beside=(5, 6))]) == ()


def test_a_refused_merge_is_not_proposed_again() -> None:
    uses = [use(1, "Alva Brandt"), use(2, "Alva Brant")]
    assert propose_merges(uses)
    assert propose_merges(uses, frozenset({frozenset({1, 2})})) == ()


def test_different_people_and_two_configured_ones_are_not_proposed() -> None:
    assert propose_merges([use(1, "Tomas Vale"), use(2, "Ida Vale")]) == ()
    assert propose_merges([use(1, "Alva Brandt", known=True), use(2, "Alva Brant", known=True)]) == ()


# ── Invariants ───────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = st.sampled_from(
    [
        "Alva Brandt",
        "Alva Brant",
        "Kestrel network",
        "U.S.",
        "US",
        "Ruritanian President",
        "the two diplomats",
        "said",
        "\n\n",
        "“",
        "”",
        '"',
        "'s",
        "/",
        "-",
        ".",
        ", ",
        "Mr.",
        "Secretary of State",
        "(KNW)",
        "the statement",
        "he",
        "they",
        "Op-Ed",
        "\xa0",
        "é",
        "\u200f",
        "🙂",
        "of",
        "and",
        ",",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_mentions_that_lie_where_they_say(text: str) -> None:
    """Offsets, ids and links hold on hostile text, and nothing crashes."""
    document = Document(version_id=1, text=text, dct=date(2016, 1, 1))
    found = find_entities(document, BLANK(text), KNOWN)
    ids = {entity.entity_id for entity in found.entities}
    assert all(text[one.start : one.end] == one.surface and one.surface for one in found.mentions)
    assert all({one.entity_id, *one.members} - {None} <= ids for one in found.mentions)
    assert len({one.mention_id for one in found.mentions}) == len(found.mentions)
    assert found == find_entities(document, BLANK(text), KNOWN)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_any_tree_over_a_text_is_survived(seed: int) -> None:
    """A parser may be wrong in any way that spaCy lets it be."""
    words = [
        "He",
        "said",
        "in",
        "a",
        "statement",
        "that",
        "the",
        "two",
        "envoys",
        "and",
        "Alva",
        "Brandt",
        ",",
        "“",
        "I",
        "know",
        "it",
        ",",
        "”",
        "met",
        "the",
        "group",
    ]
    heads = [(seed * (index + 3) + index * index) % (index + 1) for index in range(len(words))]
    deps = [("nsubj", "obl", "conj", "appos", "nmod:poss", "advcl")[(seed + index) % 6] for index in range(len(words))]
    pos = [("NOUN", "PRON", "VERB", "PROPN", "DET")[(seed // 7 + index) % 5] for index in range(len(words))]
    parse = Doc(BLANK.vocab, words=words, heads=heads, deps=deps, pos=pos, lemmas=[word.lower() for word in words])
    found = find_entities(Document(version_id=1, text=parse.text), parse, KNOWN)
    assert all(parse.text[one.start : one.end] == one.surface for one in found.mentions)


def test_a_parse_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        find_entities(Document(version_id=1, text="One."), BLANK("Another."), KNOWN)


def test_only_names_are_rows_for_the_scorer() -> None:
    found = read("Deputy Minister Tomas Vale left.", ("Tomas Vale", "PERSON"))
    assert [row for one in found.mentions if (row := entity_row(one))] == [[16, 26, "PERSON"]]


def test_a_row_keeps_a_title_that_the_model_counts_to_the_name() -> None:
    found = read("Ambassador Vale left.", ("Ambassador Vale", "PERSON"))
    assert mention(found, "Vale").kind is MentionKind.NAME
    assert entity_rows(found) == [[0, 15, "PERSON"]]


# ── Configuration ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def configured() -> KnownEntities:
    """The project's own list."""
    return load_toml(CONFIGURED, KnownEntities)


def test_the_configured_list_is_valid_and_names_nobody_twice(configured: KnownEntities) -> None:
    names = [entity.name for entity in configured.entity]
    assert len(names) == len(set(names)) > 100


def test_every_office_is_of_a_configured_entity(configured: KnownEntities) -> None:
    names = {entity.name for entity in configured.entity}
    offices = [role for entity in configured.entity for role in entity.roles]
    assert {role.of for role in offices if role.of} <= names
    assert all(role.until is None or role.since is None or role.since < role.until for role in offices)


def test_no_configured_office_has_two_holders_on_one_day(configured: KnownEntities) -> None:
    terms = sorted(
        (role.of or "", role.title, role.since or date.min, role.until or date.max, entity.name)
        for entity in configured.entity
        for role in entity.roles
    )
    for before, after in pairwise(terms):
        assert before[:2] != after[:2] or before[3] <= after[2], (before, after)


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "entities.toml"
    path.write_text('[[entity]]\nname = "X"\ntype = "ORG"\nalias = ["Y"]\n', "utf-8")
    with pytest.raises(ConfigurationError, match="4: unknown key 'alias'; did you mean 'aliases'"):
        load_toml(path, KnownEntities)


# ── The seed article ─────────────────────────────────────────────────────────────────────────────────────────────────

EIGHT = {
    "Zalmay Khalilzad",
    "James Dobbins",
    "Sartaj Aziz",
    "Mullah Mohammad Omar",
    "Haqqani network",
    "Afghan Taliban",
    "Pakistani military",
    "Presidential Palace",
}


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared with the seed article")
def test_the_seed_articles_eight_entities_are_found_with_no_parse_at_all(configured: KnownEntities) -> None:
    gold = (SHARED / "eval/quotes/gold/dev/seed.jsonl").read_text("utf-8").splitlines()[0]
    text = json.loads(gold)["text"]
    found = read(text, known=configured, day=date(2016, 1, 10))
    assert {entity.name for entity in found.entities} >= EIGHT
    assert meant(found, "James Dobins") == "James Dobbins"
    assert meant(found, "Palace") == "Presidential Palace"
    slash = text.index("Taliban/Haqqani")
    pair = {one.start: one.entity_id for one in found.mentions if slash <= one.start < slash + 15}
    assert pair == {slash: stable_id("known", "Afghan Taliban"), slash + 8: stable_id("known", "Haqqani network")}


@pytest.fixture(scope="module")
def pipeline() -> spacy.language.Language:
    """The shipped pipeline."""
    if not READER.exists():
        pytest.skip("needs the trained pipeline in models/")
    return load(LanguageSettings())


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared with the seed article")
def test_the_seed_articles_speakers_are_resolved(configured: KnownEntities, pipeline: spacy.language.Language) -> None:
    """Both diplomats stand behind "the two diplomats", "they" and the Op-Ed, the Palace behind its statement."""
    gold = (SHARED / "eval/quotes/gold/dev/seed.jsonl").read_text("utf-8").splitlines()[0]
    text = json.loads(gold)["text"]
    document = Document(version_id=1, text=text, dct=date(2016, 1, 10))
    found = find_entities(document, pipeline(text), configured)
    assert {entity.name for entity in found.entities} >= EIGHT
    both = ("Zalmay Khalilzad", "James Dobbins")
    assert [meant(found, one) for one in ("the two diplomats", "The two diplomats", "The Op-Ed")] == [both] * 3
    asserting = text.index("they asserted")
    assert next(one for one in found.mentions if one.start == asserting).members == mention(found, "The Op-Ed").members
    assert [meant(found, one) for one in ("the statement", "The statement", "Palace")] == ["Presidential Palace"] * 3
    assert meant(found, "the network") == "Haqqani network"
    assert meant(found, "Mullah Omar") == "Mullah Mohammad Omar"
    assert mention(found, "Sartaj Aziz").kind is MentionKind.NAME


def test_a_tag_out_of_place_loses_no_document() -> None:
    """A model may tag the middle of a name that has no beginning; spaCy would refuse all names of the document."""
    parse = BLANK("Mina Kestrel\n\nTomas Vale")
    marks = [[3, 1, 2, 1, 1], [parse.vocab.strings.add("PERSON") if mark != 2 else 0 for mark in (3, 1, 2, 1, 1)]]
    parse.from_array(["ENT_IOB", "ENT_TYPE"], np.array(marks, dtype=np.uint64).T)  # type: ignore[arg-type]
    found = find_entities(Document(version_id=1, text=parse.text), parse, KnownEntities())
    assert [one.surface for one in found.mentions] == ["Mina Kestrel", "Tomas Vale"]
