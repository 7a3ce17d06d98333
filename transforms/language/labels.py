"""The entity labels of this house, their BIO tags, and the one map from foreign labels to ours."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class EntityLabel(StrEnum):
    """What a mention may be. LOC holds countries, cities and built places alike."""

    PERSON = "PERSON"
    ORG = "ORG"
    LOC = "LOC"
    NORP = "NORP"
    EVENT = "EVENT"


class NameSpan(NamedTuple):
    """Words `start` to `end` (exclusive) are one name."""

    start: int
    end: int
    label: EntityLabel


OUTSIDE = "O"
BIO_TAGS: tuple[str, ...] = (OUTSIDE, *(f"{prefix}-{label}" for label in EntityLabel for prefix in "BI"))

_FOREIGN = {
    "PER": EntityLabel.PERSON,
    "GPE": EntityLabel.LOC,
    "FAC": EntityLabel.LOC,
    "LOCATION": EntityLabel.LOC,
    "PLACE": EntityLabel.LOC,
    "COUNTRY": EntityLabel.LOC,
    "CITY": EntityLabel.LOC,
    "ORGANIZATION": EntityLabel.ORG,
    "ORGANISATION": EntityLabel.ORG,
    "GROUP": EntityLabel.NORP,
    "NATIONALITY": EntityLabel.NORP,
}
_OWN = {label.value: label for label in EntityLabel}


def house_label(foreign: str) -> EntityLabel | None:
    """Return our label for another model's, or None where we keep nothing of that kind."""
    name = foreign.strip().upper()
    return _OWN.get(name) or _FOREIGN.get(name)


def spans_of(tags: Sequence[str]) -> Iterator[NameSpan]:
    """Yield the spans of a BIO sequence; an I that continues nothing opens a span."""
    start, label = 0, OUTSIDE
    for position, tag in enumerate([*tags, OUTSIDE]):
        prefix, _, kind = tag.partition("-")
        if label != OUTSIDE and (prefix != "I" or kind != label):
            yield NameSpan(start, position, EntityLabel(label))
            label = OUTSIDE
        if prefix != OUTSIDE and label == OUTSIDE:
            start, label = position, kind


def tags_of(spans: Sequence[NameSpan], length: int) -> list[str]:
    """Return the BIO sequence of non-overlapping spans over `length` words."""
    tags = [OUTSIDE] * length
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags
