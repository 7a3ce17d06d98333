"""Names from another model, spaCy's or GLiNER's, brought to our labels."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import spacy
from spacy.util import filter_spans, is_package

from transforms.language.labels import EntityLabel, house_label

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GLINER = "gliner:"
# What GLiNER is asked for, in the words it was trained on.
_PROMPTS = {
    "person": EntityLabel.PERSON,
    "organization": EntityLabel.ORG,
    "location": EntityLabel.LOC,
    "nationality or religious group": EntityLabel.NORP,
    "event": EntityLabel.EVENT,
}
_THRESHOLD = 0.5


class ForeignModelError(Exception):
    """The other model is missing or broken; the message says why in one line."""


class Found(NamedTuple):
    """A name in a text, by code points, as the other model labels it."""

    start: int
    end: int
    label: str


Finder = Callable[[str], Iterable[Found]]


class ForeignNames:
    """Sets the names of a Doc from what another model finds in its text."""

    def __init__(self, find: Finder) -> None:
        self._find = find

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with the other model's names under our labels; a name inside a word takes the whole word."""
        spans = []
        for start, end, foreign in self._find(doc.text):
            label = house_label(foreign)
            span = doc.char_span(start, end, label=label, alignment_mode="expand") if label else None
            if span is not None:
                spans.append(span)
        doc.ents = tuple(filter_spans(spans))
        return doc


def load_foreign(model: str) -> ForeignNames:
    """Return the component for a spaCy package, a spaCy folder or `gliner:<path>`. Raises `ForeignModelError`."""
    finder = _gliner_finder(model.removeprefix(_GLINER)) if model.startswith(_GLINER) else _spacy_finder(model)
    return ForeignNames(finder)


def _spacy_finder(model: str) -> Finder:
    if not is_package(model) and not Path(model).is_dir():
        message = "there is no spaCy package and no folder of that name"
        raise ForeignModelError(message)
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        raise ForeignModelError(_first_line(error)) from error

    def find(text: str) -> Iterator[Found]:
        for span in nlp(text).ents:
            yield Found(span.start_char, span.end_char, span.label_)

    return find


def _gliner_finder(path: str) -> Finder:
    if not Path(path).is_dir():
        message = f"there is no folder {path}"
        raise ForeignModelError(message)
    try:
        gliner = importlib.import_module("gliner")
        model = gliner.GLiNER.from_pretrained(path, local_files_only=True)
    except ImportError as error:
        message = "the package gliner is not installed"
        raise ForeignModelError(message) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise ForeignModelError(_first_line(error)) from error

    def find(text: str) -> Iterator[Found]:
        # GLiNER reads a few hundred words at most: one paragraph at a time.
        start = 0
        for paragraph in text.splitlines(keepends=True):
            for row in model.predict_entities(paragraph, list(_PROMPTS), threshold=_THRESHOLD):
                yield Found(start + row["start"], start + row["end"], _PROMPTS[row["label"]])
            start += len(paragraph)

    return find


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
