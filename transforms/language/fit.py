"""Fit the encoder and its heads to examples. Only training imports this module."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from transforms.language.examples import MISSING, WORD_HEADS, Example
from transforms.language.labels import BIO_TAGS, OUTSIDE
from transforms.language.names import TRAINING_TAGS
from transforms.language.pieces import Encoded, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tokenizers import Tokenizer

    from transforms.language.network import Reader

_HIDDEN = math.log(0.1)
_WEIGHTS = {"tag": 0.2, "pos": 0.1, "morph": 0.1, "lemma": 0.2, "start": 0.3, "arc": 0.5, "rel": 0.3, "entities": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long and how fast to train."""

    epochs: float
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    budget: int = 1536
    longest: int = 160
    threads: int = 2
    seed: int = 1
    heads: tuple[str, ...] = field(default=("entities", "arc", *WORD_HEADS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An example in numbers."""

    pieces: Encoded
    example: Example


def prepare(tokenizer: Tokenizer, examples: Sequence[Example], *, longest: int) -> list[Prepared]:
    """Return the examples encoded; those longer than `longest` pieces are left out."""
    prepared = [Prepared(pieces=encode(tokenizer, example.words), example=example) for example in examples]
    return [one for one in prepared if len(one.pieces.ids) <= longest]


def fit(
    reader: Reader,
    examples: Callable[[int], Sequence[Prepared]],
    schedule: Schedule,
    *,
    report: Callable[[str], None],
) -> None:
    """Train `reader` in place; `examples(epoch)` gives each epoch its own grouping of the sentences."""
    torch.set_num_threads(schedule.threads)
    rng = random.Random(schedule.seed)  # noqa: S311
    optimizer = _optimizer(reader, schedule)
    rates = [group["lr"] for group in optimizer.param_groups]
    total = int(schedule.epochs * len(batches(examples(0), schedule.budget, rng)))
    step, losses = 0, 0.0
    reader.train()
    for batch in _stream(examples, schedule, rng):
        if step >= total:
            break
        _set_rates(optimizer, rates, step=step, total=total)
        with torch.autocast("cpu", torch.bfloat16):
            loss = batch_loss(reader, batch, schedule.heads)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        step, losses = step + 1, losses + loss.item()
        if step % 100 == 0:
            report(f"step {step}/{total} loss {losses / 100:.4f}")
            losses = 0.0


def _stream(
    examples: Callable[[int], Sequence[Prepared]], schedule: Schedule, rng: random.Random
) -> Iterator[list[Prepared]]:
    epoch = 0
    while True:
        yield from batches(examples(epoch), schedule.budget, rng)
        epoch += 1


def batches(prepared: Sequence[Prepared], budget: int, rng: random.Random) -> list[list[Prepared]]:
    """Return batches of similar length, at most `budget` padded pieces each, in random order."""
    order = sorted(prepared, key=lambda one: len(one.pieces.ids) + rng.random() * 4)
    groups: list[list[Prepared]] = []
    for one in order:
        if not groups or len(one.pieces.ids) * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    return groups


def _set_rates(optimizer: torch.optim.Optimizer, rates: Sequence[float], *, step: int, total: int) -> None:
    warm = max(20, total // 15)
    share = min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))
    for group, rate in zip(optimizer.param_groups, rates, strict=True):
        group["lr"] = rate * share


def _optimizer(reader: Reader, schedule: Schedule) -> torch.optim.Optimizer:
    fresh = ("heads", "tree", "shapes")
    # The word pieces stay as they were published: rare names keep their neighbours, and a step costs less.
    reader.pieces.weight.requires_grad_(requires_grad=False)
    reader.places.weight.requires_grad_(requires_grad=False)
    learned = [(name, p) for name, p in reader.named_parameters() if p.requires_grad]
    old = [p for name, p in learned if not name.startswith(fresh)]
    plain = [p for p in old if p.ndim > 1]
    vectors = [p for p in old if p.ndim == 1]
    new = [p for name, p in learned if name.startswith(fresh)]
    return torch.optim.AdamW(
        [
            {"params": plain, "weight_decay": 0.01, "lr": schedule.rate},
            {"params": vectors, "weight_decay": 0.0, "lr": schedule.rate},
            {"params": new, "weight_decay": 0.0, "lr": schedule.head_rate},
        ],
        betas=(0.9, 0.98),
        foreach=True,
    )


def tensors(batch: Sequence[Prepared]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Return padded ids, shapes, mask, first and last pieces of a batch."""
    length = max(len(one.pieces.ids) for one in batch)
    words = max(len(one.pieces.first) for one in batch)
    ids, shapes, mask = np.zeros((3, len(batch), length), np.int64)
    first, last = np.zeros((2, len(batch), words), np.int64)
    for row, one in enumerate(batch):
        size, count = len(one.pieces.ids), len(one.pieces.first)
        ids[row, :size], shapes[row, :size], mask[row, :size] = one.pieces.ids, one.pieces.shapes, 1
        first[row, :count], last[row, :count] = one.pieces.first, one.pieces.last
    arrays = [torch.from_numpy(array) for array in (ids, shapes, mask, first, last)]
    return arrays[0], arrays[1], arrays[2].float(), arrays[3], arrays[4]


def _answers(batch: Sequence[Prepared], head: str) -> Tensor:
    words = max(len(one.pieces.first) for one in batch)
    numbers = np.full((len(batch), words), MISSING, np.int64)
    for row, one in enumerate(batch):
        answers = one.example.answers.get(head, ())
        numbers[row, : len(answers)] = answers
    return torch.from_numpy(numbers)


def batch_loss(reader: Reader, batch: Sequence[Prepared], heads: Sequence[str]) -> Tensor:
    """Return the weighted sum of the losses of the heads that this batch has answers for."""
    scores = reader(*tensors(batch))
    loss = torch.zeros(())
    for head in heads:
        answers = _answers(batch, head)
        known = answers != MISSING
        if not known.any():
            continue
        if head == "entities":
            loss = loss + _WEIGHTS[head] * _name_loss(scores[head][known].float(), answers[known])
        elif head == "arc":
            loss = loss + _tree_loss(reader, scores, answers, batch)
        else:
            loss = loss + _WEIGHTS[head] * functional.cross_entropy(scores[head][known].float(), answers[known])
    return loss


def allowed_tags() -> Tensor:
    """Return log weights [training tag, BIO tag]: 0 for the right tag, -inf (nearly) for a wrong one.

    Where an O may hide a label that the corpus does not annotate, that label counts a tenth of O. Without this
    discount nothing tells O from NORP, and every word becomes a little of both.
    """
    allowed = torch.full((len(TRAINING_TAGS), len(BIO_TAGS)), -1e9)
    for row, training_tag in enumerate(TRAINING_TAGS):
        options = set(training_tag.split("|"))
        for column, tag in enumerate(BIO_TAGS):
            if tag == training_tag or (tag == OUTSIDE and OUTSIDE in options):
                allowed[row, column] = 0.0
            elif tag[2:] in options:
                allowed[row, column] = _HIDDEN
    return allowed


def _name_loss(scores: Tensor, answers: Tensor) -> Tensor:
    chances = functional.log_softmax(scores, -1)
    return -torch.logsumexp(chances + allowed_tags()[answers], -1).mean()


def _tree_loss(reader: Reader, scores: dict[str, Tensor], heads: Tensor, batch: Sequence[Prepared]) -> Tensor:
    known = heads != MISSING
    counts = torch.tensor([len(one.pieces.first) for one in batch])
    outside = torch.arange(scores["arc"].shape[2])[None, :] > counts[:, None]
    arcs = scores["arc"].float().masked_fill(outside[:, None, :], -1e4)
    loss = _WEIGHTS["arc"] * functional.cross_entropy(arcs[known], heads[known])
    rows, words = known.nonzero(as_tuple=True)
    dependents = scores["relation_dependent"][rows, words]
    governors = scores["relation_head"][rows, heads[known]]
    relations = _answers(batch, "rel")[known]
    return loss + _WEIGHTS["rel"] * functional.cross_entropy(
        reader.tree.relations(dependents, governors).float(), relations
    )
