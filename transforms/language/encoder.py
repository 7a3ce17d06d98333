"""Run the ONNX encoder: word pieces in, scores of every head out. No PyTorch."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from transforms.language.decode import Scores
from transforms.language.lemmas import Lexicon, read_lexicon
from transforms.language.pieces import Encoded, encode, read_tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WEIGHTS, PIECES, CLASSES, RELATIONS, LEMMAS = (
    "reader.onnx",
    "tokenizer.json",
    "classes.json",
    "relations.npy",
    "lemmas.tsv",
)
_WORTH_A_THREAD = 4
_EXACT_PRODUCTS = "session.x64quantprecision"


class EncoderError(Exception):
    """The weights are missing or broken; the message says which file and why, in one line."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded model: its session, its tokenizer, and what the columns of its scores mean."""

    session: Any
    tokenizer: Tokenizer
    classes: dict[str, list[str]]
    relations: Scores
    lexicon: Lexicon
    threads: int

    def encode(self, words: Sequence[str]) -> Encoded:
        """Return the word pieces of `words`."""
        return encode(self.tokenizer, words)

    def scores(self, texts: Sequence[Encoded]) -> list[dict[str, Scores]]:
        """Return head -> scores [word, ...] for every text, in the order given; one pass serves all heads.

        Texts are read one by one, on as many threads as the encoder has: int8 scales are taken over a whole batch, so
        in a batch the same text would get other scores beside other neighbours.
        """
        if len(texts) < _WORTH_A_THREAD or self.threads == 1:
            return [self._read(text) for text in texts]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(self._read, texts))

    def _read(self, text: Encoded) -> dict[str, Scores]:
        names = [output.name for output in self.session.get_outputs()]
        outputs = self.session.run(names, _inputs(text))
        return {name: output[0] for name, output in zip(names, outputs, strict=True)}


def load_encoder(folder: Path, *, threads: int) -> Encoder:
    """Return the encoder kept in `folder`; it reads on `threads` threads. Raises `EncoderError`."""
    for name in (WEIGHTS, PIECES, CLASSES, RELATIONS, LEMMAS):
        if not (folder / name).is_file():
            message = f"{name} is missing from {folder}"
            raise EncoderError(message)
    try:
        session = _session(folder / WEIGHTS)
        tokenizer = read_tokenizer(folder / PIECES)
        classes = json.loads((folder / CLASSES).read_text(encoding="utf-8"))
        relations = np.load(folder / RELATIONS).astype(np.float32)
        lexicon = read_lexicon(folder / LEMMAS)
    except Exception as error:  # onnxruntime and tokenizers raise bare Exceptions
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        message = f"{folder} cannot be read: {reason}"
        raise EncoderError(message) from error
    return Encoder(session, tokenizer, classes, relations, lexicon, threads)


def _session(path: Path) -> onnxruntime.InferenceSession:
    """Return the session, with the same scores on x86-64 processors with and without VNNI.

    The fast int8 product of x86-64 processors without VNNI adds in 16 bits and saturates; told to be exact,
    onnxruntime widens there, and keeps the fast product where that is exact.
    """
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry(_EXACT_PRODUCTS, "1")
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _inputs(text: Encoded) -> dict[str, np.ndarray[Any, Any]]:
    row = {name: np.array([getattr(text, name)], np.int64) for name in ("ids", "shapes", "first", "last")}
    return {**row, "mask": np.ones((1, len(text.ids)), np.float32)}
