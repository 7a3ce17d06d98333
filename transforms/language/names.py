"""Read the licensed name corpora and bring their labels to one convention."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.language.labels import BIO_TAGS, OUTSIDE, EntityLabel, NameSpan, tags_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# Tags that carry no single answer: a word the corpus says nothing about, and an O that may hide an unannotated label.
UNKNOWN = "?"
OUTSIDE_OR_NORP = "O|NORP"
OUTSIDE_OR_NORP_EVENT = "O|NORP|EVENT"
TRAINING_TAGS: tuple[str, ...] = (*BIO_TAGS, OUTSIDE_OR_NORP, OUTSIDE_OR_NORP_EVENT)

_PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "me",
        "him",
        "her",
        "us",
        "them",
        "his",
        "hers",
        "its",
        "our",
        "ours",
        "their",
        "theirs",
        "my",
        "mine",
        "your",
        "who",
        "whom",
        "whose",
        "this",
        "that",
        "these",
        "those",
        "himself",
        "herself",
        "itself",
        "themselves",
    ]
)
_TITLES = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "president",
        "vice",
        "prime",
        "minister",
        "ministers",
        "secretary",
        "senator",
        "sen.",
        "rep.",
        "gov.",
        "governor",
        "king",
        "queen",
        "prince",
        "princess",
        "crown",
        "sheikh",
        "sheik",
        "shaikh",
        "emir",
        "amir",
        "sultan",
        "pope",
        "ambassador",
        "envoy",
        "special",
        "general",
        "gen",
        "gen.",
        "lt",
        "lt.",
        "maj.",
        "col.",
        "col",
        "colonel",
        "captain",
        "capt.",
        "major",
        "sgt.",
        "sergeant",
        "admiral",
        "commander",
        "judge",
        "justice",
        "chancellor",
        "spokesman",
        "spokeswoman",
        "chief",
        "chairman",
        "director",
        "adviser",
        "advisor",
        "security",
        "national",
        "foreign",
        "interior",
        "defense",
        "defence",
        "deputy",
        "former",
        "state",
        "assistant",
        "attorney",
        "us",
        "u.s.",
        "uk",
        "fco",
        "office",
        "of",
        "for",
        "the",
        "affairs",
    ]
)
_HEAD_TITLES = _TITLES - {"us", "u.s.", "uk", "fco", "office", "of", "for", "the", "state", "security", "national"}
_LABELS = frozenset(label.value for label in EntityLabel)
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSentence:
    """Words and their training tags, one each (see `TRAINING_TAGS` and `UNKNOWN`)."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What a corpus leaves unannotated, and which of its habits need mending."""

    outside: str
    nominals: bool = False
    tweets: bool = False


CONVENTIONS = {
    "gumopen_ner-train": Convention(outside=OUTSIDE_OR_NORP),
    "wikigold": Convention(outside=OUTSIDE_OR_NORP_EVENT),
    "btc_news_tweets": Convention(outside=OUTSIDE_OR_NORP_EVENT, tweets=True),
    "re3d_open": Convention(outside=OUTSIDE_OR_NORP_EVENT, nominals=True),
}


def read_rows(path: Path) -> list[list[tuple[str, str]]]:
    """Return the sentences of an IOB2 file as (word, tag) pairs, tags as they stand."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    rows = ([line.split("\t") for line in block.splitlines() if line] for block in blocks)
    return [[(row[0].strip() or "_", row[1]) for row in block] for block in rows if block]


def read_demonyms(path: Path) -> frozenset[str]:
    """Return the words that name a nation's or a faith's people."""
    return frozenset(json.loads(path.read_text(encoding="utf-8")))


def read_corpus(folder: Path, name: str) -> list[NamedSentence]:
    """Return one licensed corpus with its labels mended to the house convention."""
    convention = CONVENTIONS[name]
    demonyms = read_demonyms(folder / "demonyms.json")
    sentences = read_rows(folder / f"{name}.iob2")
    places = _places(sentences) | _places(read_rows(folder / "gumopen_ner-train.iob2"))
    return [_mended(rows, convention, demonyms=demonyms, places=places) for rows in sentences]


def _places(sentences: Iterable[list[tuple[str, str]]]) -> frozenset[str]:
    return frozenset(
        " ".join(words[start:end])
        for words, spans in map(_split, sentences)
        for start, end, label in spans
        if label == EntityLabel.LOC
    )


def _split(rows: Sequence[tuple[str, str]]) -> tuple[list[str], list[tuple[int, int, str]]]:
    spans: list[tuple[int, int, str]] = []
    for position, (_, tag) in enumerate(rows):
        if tag.startswith("B-"):
            spans.append((position, position + 1, tag[2:]))
        elif tag.startswith("I-") and spans:
            start, _, label = spans[-1]
            spans[-1] = (start, position + 1, label)
    return [word for word, _ in rows], spans


def _mended(
    rows: Sequence[tuple[str, str]], convention: Convention, *, demonyms: frozenset[str], places: frozenset[str]
) -> NamedSentence:
    words, spans = _split(rows)
    kept: list[NameSpan] = []
    doubtful: set[int] = set()
    for start, end, label in spans:
        if label not in _LABELS:
            continue
        span = _trimmed(words, NameSpan(start, end, EntityLabel(label)))
        if span is None or (convention.nominals and not _is_name(words, span)):
            doubtful.update(range(start, end))
        else:
            kept.append(_relabelled(words, span, demonyms=demonyms, places=places, convention=convention))
    tags = tags_of(kept, len(words))
    for position, word in enumerate(words):
        if (convention.tweets and word.startswith(("@", "#"))) or (
            tags[position] == OUTSIDE and position in doubtful and _may_be_a_name(word)
        ):
            tags[position] = UNKNOWN
        elif tags[position] == OUTSIDE:
            tags[position] = _outside(words, position, convention, demonyms=demonyms)
    kept_words = [place for place, word in enumerate(words) if not word.startswith("http")]
    return NamedSentence(
        words=tuple(words[place] for place in kept_words), tags=tuple(tags[place] for place in kept_words)
    )


def _may_be_a_name(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in _PRONOUNS | _TITLES


def _outside(words: Sequence[str], position: int, convention: Convention, *, demonyms: frozenset[str]) -> str:
    """Return the tag of an unlabelled word: a lone demonym is a NORP, one inside a longer name may be anything."""
    if words[position] not in demonyms:
        may_hide_one = position > 0 and words[position][:1].isupper()
        return convention.outside if may_hide_one else OUTSIDE
    around = [*words[max(0, position - 1) : position], *words[position + 1 : position + 2]]
    is_alone = not any(word[:1].isupper() for word in around)
    return f"B-{EntityLabel.NORP}" if is_alone else convention.outside


def _trimmed(words: Sequence[str], span: NameSpan) -> NameSpan | None:
    """Return the span without article, title and trailing sign, or None if no name is left."""
    start, end, label = span
    while start < end and (words[start].lower() in _ARTICLES or not any(map(str.isalnum, words[start]))):
        start += 1
    if label == EntityLabel.PERSON:
        start = _after_titles(words, start, end)
    while end > start and not any(map(str.isalnum, words[end - 1])):
        end -= 1
    name = words[start:end]
    if not any(word[:1].isupper() or word[:1].isdigit() for word in name):
        return None if all(word.islower() for word in name) else NameSpan(start, end, label)
    if all(word.lower() in _PRONOUNS and not (len(word) > 1 and word.isupper()) for word in name):
        return None
    return NameSpan(start, end, label)


def _after_titles(words: Sequence[str], start: int, end: int) -> int:
    cut = start
    for position in range(start, end):
        word = words[position].lower()
        if word in _HEAD_TITLES:
            cut = position + 1
        elif word not in _TITLES:
            break
    return cut


def _is_name(words: Sequence[str], span: NameSpan) -> bool:
    """Tell a name from a description: every word but the small ones is capitalised."""
    small = frozenset({"of", "for", "and", "in", "on", "to", "al", "-", "’", "'", "'s", "’s"}) | _ARTICLES
    if span.label == EntityLabel.PERSON:
        small = frozenset({"al", "-", "’", "'", "de", "bin", "von", "van"})
    return all(not word.islower() or word in small for word in words[span.start : span.end])


def _relabelled(
    words: Sequence[str],
    span: NameSpan,
    *,
    demonyms: frozenset[str],
    places: frozenset[str],
    convention: Convention,
) -> NameSpan:
    name = " ".join(words[span.start : span.end])
    if name in demonyms:
        return span._replace(label=EntityLabel.NORP)
    if convention.nominals and span.label == EntityLabel.ORG and name in places:
        return span._replace(label=EntityLabel.LOC)
    return span
