"""The language pipeline: what it promises to every step after it, and the figures it may not fall below."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.annotations import Annotation, read_annotations, sentence_hash, write_annotations
from transforms.language.decode import best_tags, best_tree
from transforms.language.evaluate import score_entities, score_trees
from transforms.language.labels import BIO_TAGS, EntityLabel, NameSpan, house_label, spans_of, tags_of
from transforms.language.lemmas import apply_rule, lemma_rule
from transforms.language.load import READER, LanguageModelError, LanguageSettings, load
from transforms.language.pieces import cut, encode, read_tokenizer, word_shapes
from transforms.language.treebank import read_treebank
from transforms.language.windows import likely_ends, windows

if TYPE_CHECKING:
    import random

    from spacy.language import Language
    from spacy.tokens import Doc

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GATE = json.loads((ROOT / "tests" / "gates" / "entities.json").read_text(encoding="utf-8"))
TOKENIZER = read_tokenizer(READER / "tokenizer.json")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the dev sets in ../shared are not here")
MEETING = (
    "National Security Advisor Sartaj Aziz met Zalmay Khalilzad in Islamabad on Monday.\n\n"
    "“The Haqqani network doesn’t operate from Pakistan,” he told Reuters. The Taliban denied it"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(LanguageSettings())


@pytest.fixture(scope="module")
def meeting(nlp: Language) -> Doc:
    return nlp(MEETING)


def test_titles_stay_outside_a_persons_name(meeting: Doc) -> None:
    people = [span.text for span in meeting.ents if span.label_ == "PERSON"]
    assert people == ["Sartaj Aziz", "Zalmay Khalilzad"]


def test_places_and_organisations_are_told_apart(meeting: Doc) -> None:
    found = {span.text: span.label_ for span in meeting.ents}
    assert found["Islamabad"] == "LOC"
    assert found["Pakistan"] == "LOC"
    assert found["Reuters"] == "ORG"


def test_a_blank_line_always_begins_a_sentence(nlp: Language) -> None:
    doc = nlp("Khalilzad blames the\n\nPakistan denies it")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Khalilzad blames the", "Pakistan denies it"]


def test_a_quotation_mark_stays_with_the_sentence_it_opens_or_closes(meeting: Doc) -> None:
    sentences = [sentence.text.strip() for sentence in meeting.sents]
    assert sentences[1] == "“The Haqqani network doesn’t operate from Pakistan,” he told Reuters."


def test_every_sentence_has_one_root_and_every_word_hangs_on_its_own_sentence(meeting: Doc) -> None:
    for sentence in meeting.sents:
        assert sum(token.dep_ == "ROOT" for token in sentence) == 1
        assert all(token.head in sentence for token in sentence)


def test_curly_contractions_are_read_like_straight_ones(nlp: Language) -> None:
    curly, straight = nlp("He doesn’t know."), nlp("He doesn't know.")
    assert [(t.lemma_, t.tag_, t.dep_) for t in curly] == [(t.lemma_, t.tag_, t.dep_) for t in straight]
    assert "not" in {token.lemma_ for token in curly}


def test_subject_verb_and_lemma_are_found(nlp: Language) -> None:
    doc = nlp("The ministry denied the reports.")
    verb = doc[2]
    assert (verb.lemma_, verb.pos_, verb.dep_) == ("deny", "VERB", "ROOT")
    assert [child.dep_ for child in verb.children if child.dep_ != "punct"] == ["nsubj", "obj"]


def test_odd_spaces_leave_every_offset_as_it_was(nlp: Language) -> None:
    text = "Khalilzad\u00a0said\u202fPakistan must act."
    doc = nlp(text)
    assert len(doc.text) == len(text)
    assert [token.text for token in doc][:3] == ["Khalilzad", "said", "Pakistan"]
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\n\nKabul", "Kabul \n\n ", "\u200b", "😀 …", "a" * 3000, "word " * 1500]
)
def test_no_text_is_too_odd_to_be_read(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(token.has_dep() or not token.text.strip() for token in doc)
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)


def test_the_end_of_a_long_article_is_read_like_its_beginning(nlp: Language) -> None:
    filler = "Officials said talks will go on for many days and weeks. " * 150
    doc = nlp(filler + "Sartaj Aziz spoke in Islamabad.")
    assert [span.text for span in doc.ents][-2:] == ["Sartaj Aziz", "Islamabad"]


def test_reading_many_articles_together_changes_nothing(nlp: Language) -> None:
    texts = [MEETING, "Iran denied it.", "", "The US State Department said so in Kabul."]
    together = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in nlp.pipe(texts)]
    assert together == [[(e.start, e.end, e.label_) for e in nlp(text).ents] for text in texts]


def test_a_missing_model_is_one_clear_line() -> None:
    with pytest.raises(LanguageModelError, match="no_such_model") as raised:
        load(LanguageSettings(model="no_such_model"))
    assert "\n" not in str(raised.value)


def test_missing_weights_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError, match=r"reader\.onnx is missing") as raised:
        load(LanguageSettings(), folder=tmp_path)
    assert "\n" not in str(raised.value)


def test_broken_weights_are_one_clear_line(tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(READER, folder)
    (folder / "reader.onnx").write_bytes(b"not a model")
    with pytest.raises(LanguageModelError, match="cannot be read") as raised:
        load(LanguageSettings(), folder=folder)
    assert "\n" not in str(raised.value)


def test_a_gliner_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LanguageModelError, match="there is no folder"):
        load(LanguageSettings(model=f"gliner:{tmp_path / 'absent'}"))


@pytest.fixture
def other_model(tmp_path: Path) -> Path:
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Kabul"},
            {"label": "FAC", "pattern": "Bagram Airfield"},
            {"label": "CARDINAL", "pattern": "two"},
        ]
    )
    other.to_disk(tmp_path / "other")
    return tmp_path / "other"


def test_another_spacy_model_names_things_under_our_labels(other_model: Path) -> None:
    doc = load(LanguageSettings(model=str(other_model)))("Sartaj Aziz saw two men in Kabul at Bagram Airfield.")
    assert [(span.text, span.label_) for span in doc.ents] == [("Kabul", "LOC"), ("Bagram Airfield", "LOC")]


def test_the_trees_are_ours_whatever_model_names_things(other_model: Path, nlp: Language) -> None:
    text = "The ministry denied it in Kabul."
    doc = load(LanguageSettings(model=str(other_model)))(text)
    assert [(t.dep_, t.head.i) for t in doc] == [(t.dep_, t.head.i) for t in nlp(text)]


def test_foreign_labels_are_ours_or_nothing() -> None:
    assert house_label("GPE") == EntityLabel.LOC
    assert house_label("per") == EntityLabel.PERSON
    assert house_label("CARDINAL") is None


def test_spans_survive_the_way_through_tags_and_back() -> None:
    spans = [NameSpan(0, 2, EntityLabel.PERSON), NameSpan(2, 3, EntityLabel.PERSON), NameSpan(4, 5, EntityLabel.ORG)]
    assert list(spans_of(tags_of(spans, 6))) == spans


@given(st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_decoded_tags_are_always_legal(length: int, seed: int) -> None:
    tags = best_tags(np.random.default_rng(seed).normal(size=(length, len(BIO_TAGS))).astype(np.float32))
    assert len(tags) == length
    for before, after in itertools.pairwise(["O", *tags]):
        assert not after.startswith("I-") or before[2:] == after[2:]


@given(st.integers(1, 25), st.integers(0, 2**32 - 1))
def test_a_decoded_tree_has_one_root_and_no_cycle(length: int, seed: int) -> None:
    heads = best_tree(np.random.default_rng(seed).normal(size=(length, length + 1)).astype(np.float32))
    assert heads.count(0) == 1
    for start in range(1, length + 1):
        node, steps = start, 0
        while node:
            node, steps = heads[node - 1], steps + 1
            assert steps <= length


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_applying_a_lemma_rule_gives_back_its_lemma(form: str, lemma: str) -> None:
    rebuilt = apply_rule(form, lemma_rule(form, lemma))
    assert rebuilt == lemma or len(form.lower()) != len(form)


def test_irregular_lemmas_are_rules_too() -> None:
    assert apply_rule("Was", lemma_rule("was", "be")) == "be"
    assert apply_rule("bodies", lemma_rule("parties", "party")) == "body"


@given(st.lists(st.integers(1, 30), max_size=200), st.randoms())
def test_windows_hold_every_word_once_and_none_is_too_long(sizes: list[int], rng: random.Random) -> None:
    ends = sorted(rng.sample(range(len(sizes)), k=len(sizes) // 5))
    found = windows(sizes, ends, longest=60)
    assert [place for window in found for place in window] == list(range(len(sizes)))
    assert all(sum(sizes[place] for place in window) <= 60 for window in found)


def test_a_window_is_cut_short_where_the_next_sentence_alone_would_overflow_it() -> None:
    assert windows([1, 1, 1, 1, 28, 30], [1], longest=60) == [range(1), range(1, 5), range(5, 6)]


def test_windows_are_cut_at_sentence_ends_where_there_are_any() -> None:
    words = ["One", "two", "three", ".", "Four", "five", "six", ".", "Seven", "eight", "nine", "."]
    found = windows([1] * len(words), likely_ends(words, frozenset()), longest=6)
    assert [words[window.stop - 1] for window in found] == [".", ".", "."]


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=30), st.data())
def test_a_window_has_the_pieces_that_its_words_have_alone(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    span = range(start, data.draw(st.integers(start + 1, len(words))))
    whole = encode(TOKENIZER, words)
    assert cut(whole, words, span) == encode(TOKENIZER, words[span.start : span.stop])


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b", "\x07"])
def test_a_word_that_leaves_no_piece_becomes_an_unknown_one(blank: str) -> None:
    pieces = encode(TOKENIZER, ["Rain", blank, "fell"])
    assert pieces.first[1] == pieces.last[1] == pieces.last[0] + 1


def test_a_headline_in_capitals_has_shapes_of_its_own() -> None:
    shouted, spoken = word_shapes(["PAKISTAN", "DENIES", "CLAIMS"]), word_shapes(["PAKISTAN", "denies", "claims"])
    assert shouted[0] != spoken[0]


def test_contractions_are_cut_as_they_were_spelled(tmp_path: Path) -> None:
    rows = [
        "1-2\tDon’t\t_\t_\t_\t_\t_\t_\t_\t_",
        "1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_",
        "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_",
    ]
    rows.append("3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_")
    (tmp_path / "one.conllu").write_text("# newdoc id = d\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    sentence = read_treebank(tmp_path / "one.conllu")[0]
    assert [word.form for word in sentence.words] == ["Do", "n’t", "go"]
    assert sentence.text == "Don’t go"


def test_our_labels_are_kept_without_the_text(tmp_path: Path) -> None:
    words = ["Afghan", "Taliban", "fighters"]
    annotation = Annotation(sentence=sentence_hash(words), spans=((0, 2, "ORG"),), is_held=True)
    write_annotations(tmp_path / "own.jsonl", [annotation])
    assert read_annotations(tmp_path / "own.jsonl") == [annotation]
    assert "Taliban" not in (tmp_path / "own.jsonl").read_text(encoding="utf-8")


def test_the_shipped_weights_fit_their_budget() -> None:
    sizes = [path.stat().st_size for path in (ROOT / "models").rglob("*") if path.is_file()]
    assert max(sizes) < 25_000_000
    assert sum(sizes) < 45_000_000


@needs_shared
@pytest.mark.parametrize("name", sorted(GATE["entities"]))
def test_entities_do_not_fall_below_their_floor(nlp: Language, name: str) -> None:
    gate = GATE["entities"][name]
    gold = SHARED / "eval" / "entities" / "gold" / f"{name}.jsonl"
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == gate["sha256"], "the dev set changed: measure anew"
    assert score_entities(nlp, gold)[0].f1 >= gate["f1"]


@needs_shared
def test_the_parse_does_not_fall_below_its_floor(nlp: Language) -> None:
    for name, gate in GATE["trees"].items():
        treebank = SHARED / "corpora" / "ud" / f"{name}.conllu"
        assert hashlib.sha256(treebank.read_bytes()).hexdigest() == gate["sha256"], "the dev set changed: measure anew"
        score = score_trees(nlp, treebank)
        assert score.uas >= gate["uas"]
        assert score.las >= gate["las"]
        assert score.sentence_f1 >= gate["sentence_f1"]
