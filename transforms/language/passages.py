"""Turn treebank sentences into spaCy training documents that look like the news we will read."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from spacy.vocab import Vocab

    from transforms.language.treebank import Sentence, Word

_BREAK = "\n\n"
_LONGEST, _MOST_WORDS = 8, 110
_CURLED_SHARE, _SMALL_WORD = 0.45, 3
_FINAL = {".", "!", "?", ":", ";"}


def passages(sentences: Sequence[Sentence], *, rng: random.Random) -> list[list[Sentence]]:
    """Return runs of 1 to 8 consecutive sentences of one document, so that boundaries are learned."""
    runs: list[list[Sentence]] = []
    room = words = 0
    for sentence in sentences:
        words += len(sentence.words)
        if room <= 0 or words > _MOST_WORDS or runs[-1][-1].document != sentence.document:
            runs.append([])
            room, words = rng.randint(1, _LONGEST), len(sentence.words)
        runs[-1].append(sentence)
        room -= 1
    return runs


def whole_documents(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences of each document together, for measuring."""
    runs: list[list[Sentence]] = [[sentences[0]]]
    for before, sentence in pairwise(sentences):
        if before.document != sentence.document:
            runs.append([])
        runs[-1].append(sentence)
    return runs


def disguise(run: list[Sentence], *, rng: random.Random) -> list[Sentence]:
    """Return the run as another newsroom would typeset it: curly quotes, capitals, headlines."""
    draw = rng.random()
    if draw < _CURLED_SHARE:
        return _curl(run)
    for share, change in ((0.48, str.lower), (0.51, str.upper), (0.54, _title)):
        if draw < share:
            return [_respell(_without_stop(sentence), change) for sentence in run]
    return run


def gold_document(vocab: Vocab, run: Sequence[Sentence]) -> Doc:
    """Return a gold Doc of the run, with a blank line wherever a paragraph opens."""
    columns = list(_columns(run))
    words, spaces, tags, pos, morphs, lemmas, heads, deps, starts = (
        list(column) for column in zip(*columns, strict=True)
    )
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags,
        pos=pos,
        morphs=morphs,
        lemmas=lemmas,
        heads=heads,
        deps=deps,
        sent_starts=starts,
    )


def _columns(run: Sequence[Sentence]) -> Iterator[tuple[object, ...]]:
    offset = 0
    for number, sentence in enumerate(run):
        if number and sentence.opens_paragraph:
            yield _BREAK, False, "_SP", "SPACE", "", _BREAK, offset - 1, "dep", False
            offset += 1
        breaks_after = number + 1 < len(run) and run[number + 1].opens_paragraph
        last = len(sentence.words) - 1
        for index, word in enumerate(sentence.words):
            spaced = word.spaced if index < last else not breaks_after
            head = offset + word.head
            yield word.form, spaced, word.tag, word.pos, word.morph, word.lemma, head, word.dep, index == 0
        offset += len(sentence.words)


def _curl(run: list[Sentence]) -> list[Sentence]:
    return [replace(sentence, words=tuple(_curled(sentence.words))) for sentence in run]


def _curled(words: tuple[Word, ...]) -> Iterator[Word]:
    spaced_before = True
    for word in words:
        opens = spaced_before if word.form in {'"', "'"} else False
        form = word.form.replace('"', "“" if opens else "”").replace("'", "‘" if opens else "’")
        form = form.replace("``", "“") if word.tag == "``" else form
        yield replace(word, form=form)
        spaced_before = word.spaced


def _without_stop(sentence: Sentence) -> Sentence:
    last = len(sentence.words) - 1
    final = sentence.words[last]
    if last < 1 or final.form not in _FINAL or any(word.head == last for word in sentence.words[:last]):
        return sentence
    return replace(sentence, words=sentence.words[:last], opens_paragraph=True)


def _respell(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    words = tuple(
        word if len(change(word.form)) != len(word.form) else replace(word, form=change(word.form))
        for word in sentence.words
    )
    return replace(sentence, words=words)


def _title(form: str) -> str:
    return form[:1].upper() + form[1:] if len(form) > _SMALL_WORD else form
