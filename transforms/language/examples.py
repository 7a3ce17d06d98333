"""Training examples: words with the answers that each head of the encoder must learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.language.labels import OUTSIDE
from transforms.language.lemmas import lemma_rule, usual_lemmas
from transforms.language.names import CONVENTIONS, TRAINING_TAGS, UNKNOWN, NamedSentence, read_corpus
from transforms.language.passages import disguise, passages
from transforms.language.treebank import Sentence, Word, read_treebank

if TYPE_CHECKING:
    import random
    from pathlib import Path

# Heads that choose one class per word, beside the entities and the tree.
WORD_HEADS = ("tag", "pos", "morph", "lemma", "start")
MISSING = -100
_RARE = 3
_LONGEST_PACK, _PACKED_SHARE = 4, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text and, per head, one answer a word (`MISSING` where nobody annotated it)."""

    words: tuple[str, ...]
    answers: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The classes of every head, in the order of its scores."""

    classes: Mapping[str, tuple[str, ...]]
    lemmas: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def index(self, head: str) -> dict[str, int]:
        """Return class -> number for one head."""
        return {name: number for number, name in enumerate(self.classes[head])}


def read_inventory(sentences: Sequence[Sentence]) -> Inventory:
    """Return the classes found at least three times in the treebanks; tags and relations are all kept."""
    counts: dict[str, Counter[str]] = {head: Counter() for head in (*WORD_HEADS, "rel")}
    for sentence in sentences:
        for word in sentence.words:
            for head, answer in _labels(word).items():
                counts[head][answer] += 1
    classes = {
        head: tuple(sorted(name for name, count in counter.items() if count >= _RARE or head in {"tag", "rel"}))
        for head, counter in counts.items()
    }
    classes["start"] = ("inside", "start")
    words = (word for sentence in sentences for word in sentence.words)
    return Inventory(classes=classes, lemmas=usual_lemmas((word.form, word.pos, word.lemma) for word in words))


def _labels(word: Word) -> dict[str, str]:
    return {
        "tag": word.tag,
        "pos": word.pos,
        "morph": word.morph,
        "lemma": lemma_rule(word.form, word.lemma),
        "rel": word.dep,
    }


def named_examples(sentences: Sequence[NamedSentence], *, rng: random.Random, packed: bool) -> list[Example]:
    """Return examples of names only; neighbours are read together where `packed`."""
    examples, position = [], 0
    while position < len(sentences):
        size = rng.randint(1, _LONGEST_PACK) if packed and rng.random() < _PACKED_SHARE else 1
        run = sentences[position : position + size]
        words = tuple(word for sentence in run for word in sentence.words)
        tags = [tag for sentence in run for tag in sentence.tags]
        examples.append(Example(words=words, answers={"entities": entity_answers(tags)}))
        position += size
    return [example for example in examples if example.words]


def entity_answers(tags: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of training tags, `MISSING` for words nobody judged."""
    numbers = {tag: number for number, tag in enumerate(TRAINING_TAGS)}
    return tuple(MISSING if tag == UNKNOWN else numbers[tag] for tag in tags)


def tree_examples(
    sentences: Sequence[Sentence],
    inventory: Inventory,
    *,
    names: Mapping[tuple[str, ...], tuple[str, ...]],
    rng: random.Random,
) -> list[Example]:
    """Return examples of trees, with names too where `names` knows the sentence."""
    indexes = {head: inventory.index(head) for head in (*WORD_HEADS, "rel")}
    examples = []
    for run in passages(sentences, rng=rng):
        tags = [tag for sentence in run for tag in _known_tags(sentence, names)]
        disguised = disguise(run, rng=rng)
        if sum(len(sentence.words) for sentence in disguised) != len(tags):
            tags = [UNKNOWN] * sum(len(sentence.words) for sentence in disguised)
        examples.append(_tree_example(disguised, tags, indexes))
    return examples


def _known_tags(sentence: Sentence, names: Mapping[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    words = tuple(word.form for word in sentence.words)
    return names.get(words, (UNKNOWN,) * len(words))


def _tree_example(run: Sequence[Sentence], tags: Sequence[str], indexes: Mapping[str, Mapping[str, int]]) -> Example:
    answers: dict[str, list[int]] = {head: [] for head in (*indexes, "arc")}
    words: list[str] = []
    for sentence in run:
        offset = len(words)
        for position, word in enumerate(sentence.words):
            words.append(word.form)
            for head, label in _labels(word).items():
                answers[head].append(indexes[head].get(label, MISSING))
            answers["start"].append(int(position == 0))
            # Head 0 is the root; word i of the text is head i + 1.
            answers["arc"].append(0 if word.head == position else offset + word.head + 1)
    finished = {head: tuple(numbers) for head, numbers in answers.items()}
    return Example(words=tuple(words), answers={**finished, "entities": entity_answers(tags)})


def licensed_examples(corpora: Path, *, rng: random.Random, without_trees: bool = False) -> list[Example]:
    """Return name examples from every corpus whose labels may train shipped weights.

    `without_trees` leaves out GUM, whose names come with its trees.
    """
    examples = []
    for name in CONVENTIONS:
        if without_trees and name.startswith("gum"):
            continue
        sentences = read_corpus(corpora / "ner", name)
        examples += named_examples(sentences, rng=rng, packed=name != "btc_news_tweets")
    return examples


def gum_names(corpora: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the mended name tags of GUM's sentences by their words, to be joined to its trees."""
    return {
        sentence.words: sentence.tags
        for sentence in read_corpus(corpora / "ner", "gumopen_ner-train")
        if any(tag != OUTSIDE for tag in sentence.tags)
    }


def training_trees(corpora: Path) -> list[Sentence]:
    """Return the treebank sentences that may train shipped weights."""
    return [
        sentence
        for name in ("ewt-train", "gumopen-train")
        for sentence in read_treebank(corpora / "ud" / f"{name}.conllu")
    ]


__all__ = [
    "MISSING",
    "WORD_HEADS",
    "Example",
    "Inventory",
    "gum_names",
    "licensed_examples",
    "named_examples",
    "read_inventory",
    "training_trees",
    "tree_examples",
]
