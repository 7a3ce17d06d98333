"""Plain-text imports: paragraphs, the headline on top, and the tail of a comment form or share bar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.cleaning.boilerplate import kept_lines
from transforms.cleaning.captions import split_glued_caption
from transforms.cleaning.typography import tidy

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!…。][\"”’»)]*$")
_MAX_HEADLINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainArticle:
    """What a text import holds."""

    title: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]


def read_plain(text: str) -> PlainArticle:
    """Return the headline, paragraphs and captions of a plain text."""
    paragraphs = [line for part in _parts(text) if (line := tidy(part))]
    title = paragraphs[0] if looks_like_headline(paragraphs) else None
    body = paragraphs[1:] if title else paragraphs
    kept = [body[index] for index in kept_lines(body)]
    captions: list[str] = []
    whole: list[str] = []
    for paragraph in kept:
        caption, rest = split_glued_caption(paragraph)
        if caption:
            captions.append(caption)
        whole.append(rest)
    return PlainArticle(title=title, paragraphs=tuple(whole), captions=tuple(captions))


def looks_like_headline(paragraphs: list[str]) -> bool:
    """Return whether the first paragraph is a headline: one line, no full stop, shorter than what follows."""
    if not paragraphs[1:] or len(paragraphs[0]) > _MAX_HEADLINE:
        return False
    return not _SENTENCE_END.search(paragraphs[0]) and len(paragraphs[0]) < max(map(len, paragraphs[1:]))


def _parts(text: str) -> list[str]:
    """Return the paragraphs: parts between blank lines where there are any, since lines may be wrapped; else lines."""
    parts = _BLANK_LINE.split(text.strip("\n"))
    return parts if len(parts) > 1 else text.split("\n")
