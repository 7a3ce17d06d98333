"""Whole sentences: joined where a parse broke them at a quotation mark, cut where it ran over a line's end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span

_ENDS = re.compile(r"[.?!…][\"”’'»)\]]*\s*$")

# A title's full stop ends no sentence: "Adm. Jane Doe", "Lt. Gen. Doe".
_TITLE = re.compile(
    r"(?:^|[\s(\"“])(?:Adm|Gen|Lt|Maj|Brig|Col|Capt|Cmdr|Sgt|Sen|Rep|Gov|Amb|Prof|Dr|Mr|Mrs|Ms|St|Hon|Rev|Supt)\.\s*$"
)
_NOTHING = re.compile(r"^[\W_]*$")
_OPENS = ("“", "‘", "«")
# Plain-text newswire is wrapped at about this many columns: there a line's end ends nothing.
_WRAPPED = 80
_FEW = 3
# No newspaper's sentence has as many words; a page's junk may, and pairs of words grow with the square.
_LONGEST = 250


def whole_sentences(parse: Doc) -> tuple[Span, ...]:
    """Return the document's sentences; a boundary stands only after a full stop or at the end of a line."""
    return tuple(part for sentence in _joined(parse) for part in _bounded(sentence))


def _bounded(sentence: Span) -> Iterator[Span]:
    """Yield a sentence, cut where it is longer than any that people write."""
    for start in range(sentence.start, sentence.end, _LONGEST):
        yield sentence.doc[start : min(start + _LONGEST, sentence.end)]


def _joined(parse: Doc) -> Iterator[Span]:
    # spaCy joins its tokens anew each time it is asked for the text.
    text = parse.text
    start = 0
    for end in _boundaries(parse, text):
        piece = parse[start:end]
        if end < len(parse) and (_NOTHING.match(piece.text) or not _is_end(piece, text)):
            continue
        if not _NOTHING.match(piece.text):
            yield piece
        start = end


def _boundaries(parse: Doc, text: str) -> list[int]:
    """Return where sentences may end: where the parse says so, and at the end of each line that is not wrapped."""
    if parse.has_annotation("SENT_START"):
        ends = {sentence.end for sentence in parse.sents}
    else:
        ends = {token.i + 1 for token in parse if _ENDS.search(token.text)} | {len(parse)}
    lines = [token.i + 1 for token in parse if token.is_space and "\n" in token.text]
    ends.update(end for end in lines if not _is_wrapped(parse, text, end))
    return sorted(end for end in ends if 0 < end <= len(parse))


def _is_wrapped(parse: Doc, text: str, end: int) -> bool:
    """Say whether the line that ends here belongs to a block of short lines that run on."""
    at = parse[end - 1].idx
    if "\n\n" in parse[end - 1].text:
        return False
    first, last = text.rfind("\n\n", 0, at) + 2, text.find("\n\n", at)
    lines = text[max(first, 0) : last if last >= 0 else len(text)].strip("\n").split("\n")
    return len(lines) >= _FEW and all(len(line) <= _WRAPPED for line in lines)


def _is_end(piece: Span, text: str) -> bool:
    if piece[-1].is_space and "\n" in piece[-1].text and not _is_wrapped(piece.doc, text, piece.end):
        return True
    words = piece.text_with_ws
    if _TITLE.search(words) and piece.end < len(piece.doc):
        return False
    return bool(_ENDS.search(words) and not words.rstrip().endswith(_OPENS))
