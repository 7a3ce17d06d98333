"""Measure a pipeline on the dev sets.

`python -m transforms.language.evaluate --corpora ../shared/corpora --gold ../shared/eval/entities/gold`
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.scorer import Scorer
from spacy.training import Example

from transforms.language.labels import house_label
from transforms.language.load import LanguageSettings, load
from transforms.language.passages import gold_document, whole_documents
from transforms.language.treebank import read_treebank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Token

SCORED = ("PERSON", "ORG", "LOC")
Comparable = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityScore:
    """Exact-span precision, recall and F1 in percent; `label` is "all" for the scored labels together."""

    label: str
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeScore:
    """How well sentences, tags and trees agree with a treebank, in percent."""

    uas: float
    las: float
    tag: float
    pos: float
    lemma: float
    sentence_f1: float


def score_entities(nlp: Language, gold: Path) -> list[EntityScore]:
    """Return the exact-span scores over PERSON, ORG and LOC on a gold file, "all" first."""
    hits: Counter[tuple[str, str]] = Counter()
    for wanted, found in _compared(nlp, gold):
        for kind, spans in (("right", wanted & found), ("wrong", found - wanted), ("missed", wanted - found)):
            hits.update((kind, label) for *_, label in spans)
    return [_entity_score("all", hits, SCORED), *(_entity_score(label, hits, (label,)) for label in SCORED)]


def error_kinds(nlp: Language, gold: Path) -> dict[str, int]:
    """Return how many names were right, of another label, of another extent, missed, or invented."""
    kinds: Counter[str] = Counter()
    for wanted, found in _compared(nlp, gold):
        kinds["right"] += len(wanted & found)
        wrong = found - wanted
        for start, end, _ in wanted - found:
            same = [name for name in wrong if name[:2] == (start, end)]
            near = [name for name in wrong if name[0] < end and start < name[1]]
            wrong -= set(same or near)
            kinds["other label" if same else "other extent" if near else "missed"] += 1
        kinds["invented"] += len(wrong)
    return dict(kinds)


def _compared(nlp: Language, gold: Path) -> Iterator[tuple[set[Comparable], set[Comparable]]]:
    """Yield the names of the gold and of the pipeline, text by text."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    for row, doc in zip(rows, nlp.pipe([row["text"] for row in rows]), strict=True):
        found = [(span.start_char, span.end_char, span.label_) for span in doc.ents]
        yield _comparable(row["text"], row["ents"]), _comparable(row["text"], found)


def _comparable(text: str, spans: Iterable[Sequence[Any]]) -> set[Comparable]:
    """Return the spans as the shared scorer compares them: our labels, no leading article."""
    comparable = set()
    for start, end, foreign in spans:
        label = house_label(foreign)
        if label in SCORED:
            article = 4 if text[start:end].lower().startswith("the ") else 0
            comparable.add((start + article, end, str(label)))
    return comparable


def _entity_score(name: str, hits: Counter[tuple[str, str]], labels: Sequence[str]) -> EntityScore:
    right, wrong, missed = (sum(hits[kind, label] for label in labels) for kind in ("right", "wrong", "missed"))
    precision, recall = 100 * right / max(1, right + wrong), 100 * right / max(1, right + missed)
    f1 = 200 * right / max(1, 2 * right + wrong + missed)
    return EntityScore(label=name, precision=round(precision, 1), recall=round(recall, 1), f1=round(f1, 1))


def score_trees(nlp: Language, treebank: Path) -> TreeScore:
    """Return the agreement with a treebank read as raw text; punctuation is not counted in UAS and LAS."""
    gold = [gold_document(nlp.vocab, run) for run in whole_documents(read_treebank(treebank))]
    read = nlp.pipe([doc.text for doc in gold])
    examples = [Example(doc, answer) for doc, answer in zip(read, gold, strict=True)]
    scores = Scorer.score_deps(examples, "dep", getter=_relation, ignore_labels=("punct",))
    scores |= Scorer.score_spans(examples, "sents")
    for attribute in ("tag", "pos", "lemma"):
        scores |= Scorer.score_token_attr(examples, attribute, getter=_attribute)
    return TreeScore(
        uas=_percent(scores["dep_uas"]),
        las=_percent(scores["dep_las"]),
        tag=_percent(scores["tag_acc"]),
        pos=_percent(scores["pos_acc"]),
        lemma=_percent(scores["lemma_acc"]),
        sentence_f1=_percent(scores["sents_f"]),
    )


def _relation(token: Token, _: str) -> str:
    """Return the relation as it is compared; white space counts as little as punctuation."""
    return "punct" if token.is_space else token.dep_.lower()


def _attribute(token: Token, attribute: str) -> str:
    value: str = getattr(token, f"{attribute}_")
    return value


def _percent(share: float) -> float:
    return round(100 * share, 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of a model on the dev sets, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="folder with the entity gold")
    parser.add_argument("--model", default="builtin")
    options = parser.parse_args(arguments)
    nlp = load(LanguageSettings(model=options.model))
    json.dump(figures(nlp, corpora=options.corpora, gold=options.gold), sys.stdout, indent=1)


def figures(nlp: Language, *, corpora: Path, gold: Path) -> dict[str, Any]:
    """Return every dev figure of a pipeline, by what was measured and on which set."""
    entities = {
        name: [asdict(score) for score in score_entities(nlp, gold / f"{name}.jsonl")]
        for name in ("uner_ewt-dev", "gumopen_ner-dev")
    }
    errors = {name: error_kinds(nlp, gold / f"{name}.jsonl") for name in entities}
    trees = {name: asdict(score_trees(nlp, corpora / "ud" / f"{name}.conllu")) for name in ("ewt-dev", "gumopen-dev")}
    return {"entities": entities, "errors": errors, "trees": trees}


if __name__ == "__main__":
    main()
