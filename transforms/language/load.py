"""Load the language pipeline: `nlp = load(LanguageSettings())`, then `nlp(text)` or `nlp.pipe(texts)`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language

from transforms.language.encoder import EncoderError, load_encoder
from transforms.language.foreign import ForeignModelError, ForeignNames, load_foreign
from transforms.language.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

MODELS = Path(__file__).parents[2] / "models"
READER = MODELS / "reader"
BUILTIN = "builtin"
# Spaces that a tokenizer would glue to words; each is one code point, so offsets stay what they were.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\ufeff"), " ")

# Titles whose full stop spaCy would make a word, and then the end of a sentence.
_TITLES = ("Amb.", "Brig.", "Capt.", "Cdr.", "Cmdr.", "Col.", "Cpl.", "Hon.", "Insp.", "Lt.", "Maj.", "Sgt.", "Supt.")


class LanguageModelError(Exception):
    """The language model that the settings name cannot be used; the message says why in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSettings:
    """Which model names things, and how many threads it may use. The parse is always our own."""

    # "builtin", a spaCy package or path, or "gliner:<path>".
    model: str = BUILTIN
    threads: int = 2


class PlainSpaces:
    """spaCy's English tokenizer, over a text whose odd spaces have become plain ones."""

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return a Doc of as many code points as `text`."""
        return self._tokenizer(text.translate(_SPACES))


@Language.factory("hearsay_reader", default_config={"folder": str(READER), "threads": 2, "has_names": True})
def make_reader(nlp: Language, name: str, folder: str, threads: int, has_names: bool) -> Reader:
    """Return the component that annotates a Doc with the encoder kept in `folder`."""
    del name
    return Reader(nlp.vocab, load_encoder(Path(folder), threads=threads), has_names=has_names)


@Language.factory("foreign_names")
def make_foreign_names(nlp: Language, name: str, model: str) -> ForeignNames:
    """Return the component that takes the names of a Doc from another model."""
    del nlp, name
    return load_foreign(model)


def load(settings: LanguageSettings, *, folder: Path = READER) -> Language:
    """Return the pipeline that `settings` name; sentences, tags, lemmas and UD trees are ours with any model.

    Its entities bear the labels of `EntityLabel`. Raises `LanguageModelError` if a model is missing or broken.
    """
    is_builtin = settings.model == BUILTIN
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    for title in _TITLES:
        tokenizer.add_special_case(title, [{ORTH: title}])
    nlp.tokenizer = PlainSpaces(tokenizer)
    reading = {"folder": str(folder), "threads": settings.threads, "has_names": is_builtin}
    try:
        nlp.add_pipe("hearsay_reader", config=reading)
        if not is_builtin:
            nlp.add_pipe("foreign_names", config={"model": settings.model})
    except (EncoderError, ForeignModelError) as error:
        message = f"language.model = {settings.model!r}: {error}"
        raise LanguageModelError(message) from error
    return nlp
