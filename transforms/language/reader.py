"""The spaCy component that reads a Doc with one encoder: sentences, tags, lemmas, dependencies and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    LEMMA,
    MORPH,
    POS,
    TAG,
)
from spacy.parts_of_speech import IDS as POS_IDS  # type: ignore[import-not-found]

from transforms.language.decode import Numbers, Scores, best_tags, best_tree
from transforms.language.labels import BIO_TAGS
from transforms.language.pieces import Encoded, cut
from transforms.language.windows import likely_ends, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from transforms.language.encoder import Encoder

# The encoder was trained on texts of up to 160 pieces and can hold 512.
_LONGEST = 160
_LEMMA_CHOICES = 4
# spaCy hands over a thousand Docs at a time, whose arc tables would fill the memory.
_MOST_DOCS, _MOST_LEMMAS = 32, 200_000
_BLANK_LINE = re.compile(r"\n\s*\n")
_FINAL = frozenset({".", "!", "?", "…", '"', "”", "’", "'", ":"})
_ATTRIBUTES = [HEAD, DEP, TAG, POS, LEMMA, MORPH, ENT_IOB, ENT_TYPE]
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3
# Our own labels were taken where models disagreed, which is where the names are, so the tagger sees too many, ORG above
# all. These were chosen on the dev sets (twelve settings tried) and help on each of them.
_CAUTION = np.array([{"O": 0.3, "ORG": -0.3}.get(tag[2:] or tag, 0.0) for tag in BIO_TAGS], np.float32)


@dataclass(frozen=True, slots=True)
class Page:
    """The visible words of one Doc, where paragraphs open among them, and the windows to be read."""

    tokens: list[int]
    words: list[str]
    breaks: frozenset[int]
    windows: list[range]
    pieces: list[Encoded]


class Reader:
    """Annotates Docs. `pipe` reads a batch of articles in one go, which is what keeps both cores busy."""

    def __init__(self, vocab: Vocab, encoder: Encoder, *, has_names: bool = True) -> None:
        self.vocab = vocab
        self.encoder = encoder
        self.has_names = has_names
        classes = encoder.classes
        self._tags = _strings(vocab, classes["tag"])
        self._relations = _strings(vocab, classes["rel"])
        self._root = classes["rel"].index("ROOT")
        self._pos = np.array([POS_IDS[name] for name in classes["pos"]], np.uint64)
        self._morphs = np.array([vocab.morphology.add(name) for name in classes["morph"]], np.uint64)
        self._space = vocab.strings.add("_SP"), vocab.strings.add("dep")
        relations = encoder.relations
        # [relation, dependent, governor] -> [dependent, relation * governor]
        self._relation_matrix = np.ascontiguousarray(relations.transpose(1, 0, 2).reshape(relations.shape[1], -1))
        self._lemmas: dict[tuple[str, int, tuple[int, ...]], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc, annotated."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Yield the Docs, annotated, in order."""
        for docs in _groups(stream, min(batch_size, _MOST_DOCS)):
            pages = [self._page(doc) for doc in docs]
            scores = iter(self.encoder.scores([text for page in pages for text in page.pieces]))
            for doc, page in zip(docs, pages, strict=True):
                heads = _joined([next(scores) for _ in page.windows])
                if page.words:
                    self._annotate(doc, page, heads)
                yield doc

    def _page(self, doc: Doc) -> Page:
        visible = [(token.i, token.text) for token in doc if not token.is_space]
        tokens, words = [place for place, _ in visible], [word for _, word in visible]
        breaks = frozenset(_breaks(doc, tokens))
        if not words:
            return Page(tokens, words, breaks, [], [])
        whole = self.encoder.encode(words)
        sizes = [after - before for before, after in pairwise([*whole.first, len(whole.ids) - 1])]
        ranges = windows(sizes, likely_ends(words, breaks), longest=_LONGEST)
        return Page(tokens, words, breaks, ranges, [cut(whole, words, span) for span in ranges])

    def _annotate(self, doc: Doc, page: Page, scores: dict[str, Scores]) -> None:
        array = np.zeros((len(doc), len(_ATTRIBUTES)), np.uint64)
        places = np.array(page.tokens)
        heads, relations = self._trees(page, scores)
        array[places, 0] = (places[heads] - places).astype(np.int64).view(np.uint64)
        array[places, 1] = relations
        choices = {head: scores[head].argmax(-1) for head in ("tag", "pos", "morph")}
        rules = np.argsort(-scores["lemma"], axis=-1)[:, :_LEMMA_CHOICES]
        array[places, 2] = self._tags[choices["tag"]]
        array[places, 3] = self._pos[choices["pos"]]
        array[places, 4] = [
            self._lemma(*row) for row in zip(page.words, choices["pos"].tolist(), rules.tolist(), strict=True)
        ]
        array[places, 5] = self._morphs[choices["morph"]]
        array[:, 6] = _OUTSIDE if self.has_names else 0
        if self.has_names:
            array[places, 6], array[places, 7] = self._names(page, scores["entities"])
        self._fill_spaces(doc, array, places)
        doc.from_array(_ATTRIBUTES, array)  # type: ignore[arg-type]

    def _names(self, page: Page, scores: Scores) -> tuple[list[int], list[int]]:
        tags: list[str] = []
        for span in page.windows:
            tags += best_tags(scores[span.start : span.stop] + _CAUTION)
        marks = {"B": _BEGIN, "I": _INSIDE, "O": _OUTSIDE}
        add = self.vocab.strings.add
        return [marks[tag[0]] for tag in tags], [add(tag[2:]) if tag != "O" else 0 for tag in tags]

    def _trees(self, page: Page, scores: dict[str, Scores]) -> tuple[Numbers, NDArray[np.uint64]]:
        """Return head (index among the visible words; a root heads itself) and relation of every word."""
        starts = _sentence_starts(page, scores["start"])
        heads = np.zeros(len(page.words), np.int64)
        governors = np.zeros(len(page.words), np.int64)
        for number, span in enumerate(page.windows):
            inside = [place for place in starts if span.start <= place < span.stop]
            for start, stop in pairwise([*inside, span.stop]):
                columns = [0, *range(start - span.start + 1, stop - span.start + 1)]
                chosen = np.array(best_tree(scores["arc"][start:stop, columns]))
                is_root = chosen == 0
                heads[start:stop] = np.where(is_root, np.arange(start, stop), chosen - 1 + start)
                # Every window brings a row of its own for the root, before its words.
                governors[start:stop] = span.start + number + np.where(is_root, 0, chosen + start - span.start)
        vectors = scores["relation_head"][governors]
        is_root = heads == np.arange(len(heads))
        best = self._best_relations(scores["relation_dependent"], vectors, is_root)
        return heads, self._relations[best]

    def _best_relations(self, dependents: Scores, governors: Scores, is_root: NDArray[np.bool_]) -> Numbers:
        ones = np.ones((len(dependents), 1), np.float32)
        left, right = np.hstack([dependents, ones]), np.hstack([governors, ones])
        halves = (left @ self._relation_matrix).reshape(len(left), -1, right.shape[1])
        table = np.einsum("wrg,wg->wr", halves, right)
        table[:, self._root] = np.where(is_root, np.inf, -np.inf)
        best: Numbers = table.argmax(-1)
        return best

    def _lemma(self, word: str, pos: int, rules: Sequence[int]) -> int:
        key = (word, pos, tuple(rules))
        if key not in self._lemmas:
            if len(self._lemmas) > _MOST_LEMMAS:
                self._lemmas.clear()
            classes = self.encoder.classes
            names = [classes["lemma"][rule] for rule in rules]
            lemma = self.encoder.lexicon.lemma(word, classes["pos"][pos], names)
            self._lemmas[key] = self.vocab.strings.add(lemma)
        return self._lemmas[key]

    def _fill_spaces(self, doc: Doc, array: NDArray[np.uint64], places: Numbers) -> None:
        """Hang white space on the word before it, as spaCy's own models do."""
        for place in sorted(set(range(len(doc))).difference(places.tolist())):
            target = place - 1 if place else int(places[0])
            array[place, 0] = np.array(target - place, np.int64).view(np.uint64)
            array[place, 1], array[place, 2] = self._space[1], self._space[0]
            array[place, 3] = POS_IDS["SPACE"]
            array[place, 4] = doc[place].orth


def _strings(vocab: Vocab, names: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([vocab.strings.add(name) for name in names], np.uint64)


def _groups(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    group: list[Doc] = []
    for doc in stream:
        group.append(doc)
        if len(group) >= size:
            yield group
            group = []
    if group:
        yield group


def _breaks(doc: Doc, tokens: Sequence[int]) -> Iterator[int]:
    """Yield the visible words before which a sentence must begin."""
    for place, (before, after) in enumerate(pairwise(tokens), start=1):
        if after - before == 1:
            continue
        gap = doc[before + 1 : after].text
        if _BLANK_LINE.search(gap) or ("\n" in gap and doc[before].text in _FINAL):
            yield place


def _sentence_starts(page: Page, scores: Scores) -> list[int]:
    begins = scores[:, 1] > scores[:, 0]
    forced = {span.start for span in page.windows} | page.breaks
    return [place for place, start in enumerate(begins.tolist()) if start or place in forced]


def _joined(parts: Sequence[dict[str, Scores]]) -> dict[str, Scores]:
    """Return the scores of consecutive windows end to end; arc tables are padded to one width."""
    if not parts:
        return {}
    width = max(part["arc"].shape[1] for part in parts)
    padded = [np.pad(part["arc"], ((0, 0), (0, width - part["arc"].shape[1]))) for part in parts]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0] if name != "arc"}
    return {**joined, "arc": np.concatenate(padded)}
