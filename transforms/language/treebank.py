"""Read CoNLL-U treebanks into frozen sentences that keep the raw spelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ID, _FORM, _LEMMA, _UPOS, _XPOS, _FEATS, _HEAD, _DEPREL, _DEPS, _MISC = range(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word; `head` counts from 0 within its sentence and a root heads itself."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    spaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One annotated sentence and where it stands in its document."""

    document: str
    opens_paragraph: bool
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The sentence as it was written, with no space at its end."""
        return "".join(word.form + " " * word.spaced for word in self.words).rstrip()


def read_treebank(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file in order; words that cannot be cut out are left out whole."""
    sentences = []
    document, opens_paragraph = "", True
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        for line in lines:
            if line.startswith("# newdoc"):
                document = line.partition("=")[2].strip()
            opens_paragraph = opens_paragraph or line.startswith(("# newdoc", "# newpar"))
        words = _words([line.split("\t") for line in lines if line and line[0] != "#"])
        if words:
            sentences.append(Sentence(document=document, opens_paragraph=opens_paragraph, words=words))
            opens_paragraph = False
    return sentences


def _words(rows: list[list[str]]) -> tuple[Word, ...]:
    spelled = {index: (form, spaced) for index, form, spaced in _spellings(rows)}
    plain = [row for row in rows if row[_ID].isdigit()]
    if len(spelled) != len(plain):
        return ()
    words = []
    for position, row in enumerate(plain):
        form, spaced = spelled[position]
        head = int(row[_HEAD]) - 1
        words.append(
            Word(
                form=form,
                lemma=row[_LEMMA],
                pos=row[_UPOS],
                tag=row[_XPOS],
                morph="" if row[_FEATS] == "_" else row[_FEATS],
                head=position if head < 0 else head,
                dep="ROOT" if head < 0 else row[_DEPREL],
                spaced=spaced,
            )
        )
    return tuple(words)


def _spellings(rows: list[list[str]]) -> Iterator[tuple[int, str, bool]]:
    """Yield (word index, spelling, followed by a space), cutting `don't` into `do` and `n't`."""
    inside: dict[int, tuple[str, bool]] = {}
    for row in rows:
        spaced = "SpaceAfter=No" not in row[_MISC]
        if "-" in row[_ID]:
            inside = _pieces(row, rows, spaced=spaced)
            if not inside:
                return
        elif row[_ID].isdigit():
            index = int(row[_ID]) - 1
            form, spaced = inside.pop(index, (row[_FORM], spaced))
            yield index, form, spaced


def _pieces(row: list[str], rows: list[list[str]], *, spaced: bool) -> dict[int, tuple[str, bool]]:
    first, last = (int(number) - 1 for number in row[_ID].split("-"))
    forms = [r[_FORM] for r in rows if r[_ID].isdigit() and first < int(r[_ID]) <= last + 1]
    surface = row[_FORM]
    if sum(map(len, forms)) != len(surface):
        return {}
    pieces, start = {}, 0
    for offset, form in enumerate(forms):
        index = first + offset
        pieces[index] = (surface[start : start + len(form)], spaced and index == last)
        start += len(form)
    return pieces
