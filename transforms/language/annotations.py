"""Our own name labels, kept as stand-off: the hash of a sentence and the spans in it, never its text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.language.labels import NameSpan, house_label, tags_of
from transforms.language.names import NamedSentence, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """The names of one sentence, which is known by the hash of its words; labels as the annotator gave them.

    A held one is never trained on: it is there to measure with.
    """

    sentence: str
    spans: tuple[tuple[int, int, str], ...]
    is_held: bool


def sentence_hash(words: Sequence[str]) -> str:
    """Return what stands for a sentence in our files: 16 hex digits over its words joined by spaces."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def read_annotations(path: Path) -> list[Annotation]:
    """Return the annotations of a JSON-lines file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [
        Annotation(
            sentence=row["sentence"],
            spans=tuple((start, end, label) for start, end, label in row["spans"]),
            is_held=row.get("held", False),
        )
        for row in rows
    ]


def write_annotations(path: Path, annotations: Iterable[Annotation]) -> None:
    """Write annotations, one JSON line each, sorted by sentence so that a diff shows what changed."""
    lines = []
    for annotation in sorted(annotations, key=lambda one: one.sentence):
        row = {"sentence": annotation.sentence, "spans": annotation.spans}
        lines.append(json.dumps(row | ({"held": True} if annotation.is_held else {})))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def annotated_sentences(annotations: Iterable[Annotation], texts: Path) -> list[NamedSentence]:
    """Return our labels joined to the words of `texts` (an IOB2 file whose own labels are not looked at)."""
    known = {sentence_hash(words): words for words in ([word for word, _ in rows] for rows in read_rows(texts))}
    sentences = []
    for annotation in annotations:
        words = known.get(annotation.sentence)
        if words is not None:
            tags = tags_of(list(_ours(annotation.spans)), len(words))
            sentences.append(NamedSentence(words=tuple(words), tags=tuple(tags)))
    return sentences


def _ours(spans: Iterable[tuple[int, int, str]]) -> Iterator[NameSpan]:
    for start, end, foreign in spans:
        label = house_label(foreign)
        if label is not None:
            yield NameSpan(start, end, label)
