"""A natural-language-inference model on disk: does a sentence entail or contradict a statement?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from transforms.identity import content_hash
from transforms.opinion.reply import Answer, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONGEST: Final = 512
_FEATURES: Final = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
_TEMPLATE: Final = "{context} {sentence} => {statement}"


class NliError(Exception):
    """A model cannot be used; the message says which file and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NliModel:
    """A loaded model. `name` is its folder's name with the first letters of the weights' hash."""

    name: str
    prompt_hash: str
    session: Any
    tokenizer: Tokenizer
    answers: tuple[Answer, ...]

    def judge(self, *, sentence: str, context: str, statement: str) -> Reply:
        """Return the likeliest of the three answers, with its probability as the reason."""
        encoded = self.tokenizer.encode(f"{context} {sentence}".strip(), statement)
        wanted = [(item.name, getattr(encoded, _FEATURES[item.name])) for item in self.session.get_inputs()]
        logits = self.session.run(None, {name: np.array([values], np.int64) for name, values in wanted})[0][0]
        weights = np.exp(logits - logits.max())
        best = int(weights.argmax())
        return Reply(answer=self.answers[best], reason=f"probability {weights[best] / weights.sum():.2f}")


def load_nli(folder: Path) -> NliModel:
    """Return the model in a folder with model.onnx, tokenizer.json and config.json.

    Raises:
        NliError: a file is missing or cannot be used, or the labels are not those of an inference model.
    """
    weights, words, card = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
    for path in (weights, words, card):
        if not path.is_file():
            msg = f"{path}: there is no such file; an NLI model is model.onnx, tokenizer.json and config.json"
            raise NliError(msg)
    answers = _answers(card)
    try:
        body = weights.read_bytes()
        session = onnxruntime.InferenceSession(body, _options(), providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(words))
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        msg = f"{folder}: cannot be loaded: {str(error).splitlines()[0]}"
        raise NliError(msg) from error
    if unknown := sorted({item.name for item in session.get_inputs()} - _FEATURES.keys()):
        msg = f"{weights}: asks for the input {unknown[0]!r}; known are {', '.join(_FEATURES)}"
        raise NliError(msg)
    tokenizer.enable_truncation(_LONGEST, strategy="only_first", direction="left")
    return NliModel(
        name=f"{folder.name}@{content_hash(body)[:8]}",
        prompt_hash=content_hash(f"{_TEMPLATE}\x1f{_LONGEST}")[:16],
        session=session,
        tokenizer=tokenizer,
        answers=answers,
    )


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return options


def _answers(card: Path) -> tuple[Answer, ...]:
    """Return what each output means, by the labels in config.json."""
    try:
        labels: Mapping[str, str] = json.loads(card.read_text("utf-8"))["id2label"]
        named = [str(labels[str(place)]) for place in range(len(labels))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{card}: has no id2label with outputs numbered from 0"
        raise NliError(msg) from error
    answers = [_meaning(label.casefold()) for label in named]
    if None in answers or Answer.ASSERT not in answers:
        msg = f"{card}: its labels are {', '.join(named)}; needed are entailment, contradiction and neutral"
        raise NliError(msg)
    return tuple(answer for answer in answers if answer is not None)


def _meaning(label: str) -> Answer | None:
    if "not" in label or "neutral" in label:
        return Answer.NEITHER
    if "entail" in label:
        return Answer.ASSERT
    return Answer.DENY if "contradict" in label else None
