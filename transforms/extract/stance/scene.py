"""One article as the claims step sees it: sentences, paragraphs, and who or what each token refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from transforms.extract.stance.phrases import Hit, hits
from transforms.extract.stance.sentences import whole_sentences
from transforms.records import Document, Entity, Mention, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.extract.entities import FoundEntities

_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An article with its parse, its mentions by token, its quotes, and its sentences with their paragraph's number."""

    document: Document
    parse: Doc
    sentences: tuple[Span, ...]
    paragraphs: tuple[int, ...]
    mentions: tuple[Mention, ...]
    by_token: dict[int, tuple[Mention, ...]]
    entities: dict[int, Entity]
    quotes: tuple[Quote, ...]

    def sentence_of(self, token: Token) -> int:
        """Return the number of the sentence the token stands in."""
        for number, sentence in enumerate(self.sentences):
            if sentence.start <= token.i < sentence.end:
                return number
        return len(self.sentences) - 1

    def is_heading(self, number: int) -> bool:
        """Say whether a sentence is the headline, or stands before the body."""
        first = self.sentences[number]
        return first.start_char < self.document.body_start or self.paragraphs[number] == self.paragraphs[0]

    def names_at(self, token: Token) -> tuple[str, ...]:
        """Return the names of the entities that mentions covering the token refer to."""
        ids = [entity for mention in self.by_token.get(token.i, ()) for entity in referents(mention)]
        return tuple(self.entities[entity].name for entity in ids if entity in self.entities)


def referents(mention: Mention) -> tuple[int, ...]:
    """Return the entities a mention refers to: its members, else its own."""
    return mention.members or ((mention.entity_id,) if mention.entity_id is not None else ())


def set_scene(document: Document, parse: Doc, found: FoundEntities, quotes: Sequence[Quote]) -> Scene:
    """Return the article with everything that was read from it so far."""
    sentences = whole_sentences(parse)
    by_token: dict[int, list[Mention]] = {}
    for mention in sorted(found.mentions, key=lambda mention: mention.end - mention.start):
        span = parse.char_span(mention.start, mention.end, alignment_mode="expand")
        for token in span or ():
            by_token.setdefault(token.i, []).append(mention)
    return Scene(
        document=document,
        parse=parse,
        sentences=sentences,
        paragraphs=tuple(len(_LINE.findall(document.text, 0, sentence.start_char + 1)) for sentence in sentences),
        mentions=tuple(found.mentions),
        by_token={token: tuple(mentions) for token, mentions in by_token.items()},
        entities={entity.entity_id: entity for entity in found.entities},
        quotes=tuple(quotes),
    )


def hits_in(scene: Scene, number: int, words: tuple[str, ...], not_before: tuple[str, ...] = ()) -> tuple[Hit, ...]:
    """Return where a sentence has `words`, spelled out or as a mention of something so called."""
    sentence = scene.sentences[number]
    literal = [
        hit
        for hit in hits(words, sentence)
        if not (hit.end < len(scene.parse) and scene.parse[hit.end].text in not_before)
    ]
    taken = {index for hit in literal for index in range(hit.start, hit.end)}
    referring = [
        Hit(start=token.i, end=token.i + 1, entry=name, root=token.i)
        for token in sentence
        if token.i not in taken and token.pos_ in {"NOUN", "PRON", "DET", "PROPN"} and not _inside(scene, token)
        for name in scene.names_at(token)
        if _is_called(name, words)
    ]
    return tuple(sorted((*literal, *referring), key=lambda hit: hit.start))


def _inside(scene: Scene, token: Token) -> bool:
    """Say whether the token is only a part of the mention's phrase, not its head."""
    spans = list(scene.by_token.get(token.i, ()))
    return bool(spans) and all(
        scene.by_token.get(token.head.i, ()) and spans[0] in scene.by_token[token.head.i] and token.head.i != token.i
        for _ in spans[:1]
    )


@lru_cache(maxsize=4096)
def _is_called(name: str, words: tuple[str, ...]) -> bool:
    folded = " ".join(name.lower().replace("’", "'").split())
    return any(folded == entry.lower() for entry in words)
