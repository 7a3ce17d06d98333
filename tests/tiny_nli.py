"""A natural-language-inference model of a few hundred bytes: it adds up what each word stands for.

The file is written in ONNX's protobuf by hand, so that no test needs the onnx package.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

from tokenizers import Tokenizer, models, pre_tokenizers

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = {"[UNK]": (0, 0, 0), "has": (4, 0, 0), "no": (0, 50, 0), "denied": (0, 50, 0), "perhaps": (0, 0, 99)}
_FLOAT, _INT64 = 1, 7


def write_nli(folder: Path, labels: tuple[str, ...] = ("entailment", "contradiction", "neutral")) -> Path:
    """Write model.onnx, tokenizer.json and config.json into a folder and return it."""
    folder.mkdir(parents=True)
    places = {word: place for place, word in enumerate(_WORDS)}
    words = Tokenizer(models.WordLevel(places, unk_token="[UNK]"))  # noqa: S106 - a word, no password
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels))}), "utf-8")
    (folder / "model.onnx").write_bytes(_model())
    return folder


def _model() -> bytes:
    """Return input_ids -> Gather(table) -> ReduceSum over the words -> logits."""
    values = [float(value) for row in _WORDS.values() for value in row]
    table = _tensor("table", (len(_WORDS), 3), _FLOAT, struct.pack(f"<{len(values)}f", *values))
    axes = _tensor("axes", (1,), _INT64, struct.pack("<q", 1))
    keep_no_axis = _field(5, _field(1, b"keepdims") + _number(3, 0) + _number(20, 2))
    graph = (
        _field(1, _node("Gather", ("table", "input_ids"), "rows"))
        + _field(1, _node("ReduceSum", ("rows", "axes"), "logits") + keep_no_axis)
        + _field(2, b"tiny")
        + _field(5, table)
        + _field(5, axes)
        + _field(11, _value("input_ids", _INT64, ("batch", "words")))
        + _field(12, _value("logits", _FLOAT, ("batch", "labels")))
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _number(2, 13))


def _node(operator: str, inputs: tuple[str, ...], output: str) -> bytes:
    return (
        b"".join(_field(1, name.encode()) for name in inputs)
        + _field(2, output.encode())
        + _field(4, operator.encode())
    )


def _tensor(name: str, shape: tuple[int, ...], kind: int, raw: bytes) -> bytes:
    return b"".join(_number(1, size) for size in shape) + _number(2, kind) + _field(8, name.encode()) + _field(9, raw)


def _value(name: str, kind: int, axes: tuple[str, ...]) -> bytes:
    shape = b"".join(_field(1, _field(2, axis.encode())) for axis in axes)
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind) + _field(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
