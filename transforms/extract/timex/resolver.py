"""The walk through a text: candidates in order, each read once, overlaps settled, dates remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.extract.timex.language import Language, fold
from transforms.extract.timex.reading import Reading, Reference
from transforms.extract.timex.rules import Candidate, RuleTable, candidates
from transforms.extract.timex.scene import Scene, Statement
from transforms.extract.timex.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An expression, where it stands, the rule that found it and what it is read as."""

    start: int
    end: int
    rule: str
    reading: Reading


def found_candidates(text: str, table: RuleTable) -> tuple[str, list[Candidate]]:
    """Return the folded text and all places where a rule matches; they do not depend on any date."""
    folded = fold(text)
    return folded, candidates(folded, table)


def resolve(
    text: str,
    folded: str,
    places: Sequence[Candidate],
    *,
    language: Language,
    published: Reference,
    statements: Sequence[Statement] = (),
) -> list[Resolved]:
    """Return the expressions of a text from left to right, without overlaps.

    At one place the longest match is tried first; a rule that refuses its match gives way to the next.
    """
    scene = Scene(text=text, folded=folded, language=language, published=published, statements=statements)
    resolved: list[Resolved] = []
    done = 0
    for candidate in places:
        if candidate.start < done:
            continue
        reading = _read(candidate, scene)
        if reading is None:
            continue
        done = candidate.end
        scene.remember(candidate.start, reading)
        resolved.append(Resolved(start=candidate.start, end=candidate.end, rule=candidate.rule.name, reading=reading))
    return resolved


def _read(candidate: Candidate, scene: Scene) -> Reading | None:
    """Return the rule's reading, None where there is no such day ("31 February", the year 10000)."""
    try:
        return candidate.rule.reading(Slots(candidate.match, scene))
    except (ValueError, OverflowError):
        return None
