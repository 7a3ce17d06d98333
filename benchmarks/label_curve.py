"""Measure what each 500 of our own labels bring: stages 1 and 2 once, then stage 3 with ever more of the labels.

    python -m benchmarks.label_curve --corpora ../shared/corpora --gold ../shared/eval/entities/gold --work FOLDER

Needs what `requirements-train.txt` names and hours of two cores. Each trained reader stays in FOLDER, so a run that was
cut off goes on where it stopped; the reader with all labels is what `transforms.language.train` builds. Prints one
Markdown table: exact-span F1 over PERSON, ORG and LOC on the dev sets and on our own held sentences.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from transforms.language.annotations import annotated_sentences, read_annotations
from transforms.language.evaluate import score_entities
from transforms.language.export import export
from transforms.language.fit import fit
from transforms.language.load import LanguageSettings, load
from transforms.language.network import Reader, load_base
from transforms.language.train import ANNOTATIONS, STAGES, base_folder, check_base, epoch_examples, read_material

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.language.names import NamedSentence
    from transforms.language.train import Material

_STEP = 500
_SETS = ("uner_ewt-dev", "gumopen_ner-dev")


def foundation(material: Material, base: Path, kept: Path) -> dict[str, torch.Tensor]:
    """Return the weights after the stages without our labels, trained once and kept."""
    if not kept.exists():
        torch.manual_seed(STAGES[0].schedule.seed)
        reader = Reader(material.inventory)
        load_base(reader, base / "model.safetensors")
        for stage in STAGES[:-1]:
            torch.manual_seed(stage.schedule.seed)
            fit(reader, epoch_examples(material, stage), stage.schedule, report=_say)
        torch.save(reader.state_dict(), kept)
    weights: dict[str, torch.Tensor] = torch.load(kept)
    return weights


def with_labels(
    material: Material, weights: dict[str, torch.Tensor], own: Sequence[NamedSentence], folder: Path, base: Path
) -> None:
    """Train the last stage with `own` labels from `weights` and export the reader to `folder`, unless it is there."""
    if folder.exists():
        return
    reader = Reader(material.inventory)
    reader.load_state_dict(weights)
    stage = STAGES[-1]
    torch.manual_seed(stage.schedule.seed)
    fit(reader, epoch_examples(replace(material, own=own), stage), stage.schedule, report=_say)
    export(reader, material.inventory, tokenizer=base / "tokenizer.json", folder=folder)


def amounts(most: int) -> list[int]:
    """Return 500, 1000, ... and the whole; the whole comes first, since it is what training would ship."""
    return [most, *range(_STEP, most, _STEP), 0]


def held_score(folder: Path, corpora: Path) -> float:
    """Return the F1 on our own held sentences, word by word spans."""
    held = [one for one in read_annotations(ANNOTATIONS) if one.is_held]
    sentences = annotated_sentences(held, corpora / "ner" / "gmb-train_clean.iob2")
    nlp = load(LanguageSettings(), folder=folder)
    right = wrong = missed = 0
    for sentence in sentences:
        wanted = _spans(sentence)
        found = {(span.start_char, span.end_char, span.label_) for span in nlp(" ".join(sentence.words)).ents}
        found = {span for span in found if span[2] in {"PERSON", "ORG", "LOC"}}
        right, wrong, missed = right + len(wanted & found), wrong + len(found - wanted), missed + len(wanted - found)
    return round(200 * right / max(1, 2 * right + wrong + missed), 1)


def _spans(sentence: NamedSentence) -> set[tuple[int, int, str]]:
    spans, begin, label, place = set(), 0, "", 0
    for word, tag in zip((*sentence.words, ""), (*sentence.tags, "O"), strict=True):
        if label and not tag.startswith("I-"):
            spans.add((begin, place - 1, label))
            label = ""
        if tag.startswith("B-"):
            begin, label = place, tag[2:]
        place += len(word) + 1
    return {span for span in spans if span[2] in {"PERSON", "ORG", "LOC"}}


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train what is missing, measure every reader, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="folder with the entity gold")
    parser.add_argument("--work", type=Path, required=True, help="folder in which the trained readers are kept")
    options = parser.parse_args(arguments)
    base = base_folder()
    check_base(base)
    material = read_material(options.corpora, base, ANNOTATIONS)
    own = random.Random(1).sample(list(material.own), len(material.own))  # noqa: S311 - nested samples, not a secret
    weights = foundation(material, base, options.work / "foundation.pt")
    sys.stdout.write("| own labels | EWT dev | GUM dev | held own sentences |\n|---:|---:|---:|---:|\n")
    for amount in amounts(len(own)):
        folder = options.work / f"with_{amount}"
        with_labels(material, weights, material.own if amount == len(own) else own[:amount], folder, base)
        nlp = load(LanguageSettings(), folder=folder)
        scores = [score_entities(nlp, options.gold / f"{name}.jsonl")[0].f1 for name in _SETS]
        scores.append(held_score(folder, options.corpora))
        sys.stdout.write(f"| {amount:,} | " + " | ".join(map(str, scores)) + " |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
