"""What a rule table is made of, and the places in a text where its rules match."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.extract.timex.language import Language, expanded
from transforms.extract.timex.reading import Reading
from transforms.extract.timex.slots import Slots

# Groups that narrow what is marked; a rule with several forms may need two.
_EXTENTS = ("extent", "extent2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words that a rule must find: in `text`, read on `dct`, `surface` has `value`."""

    text: str
    surface: str
    value: str
    dct: str | None = "2016-01-10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way to write a temporal expression.

    The pattern is matched against folded lower-case text; `<month>` stands for any word of that class and becomes
    a slot; a group called `extent` narrows what is marked. A text that holds none of the `hints` is not searched.
    """

    name: str
    purpose: str
    pattern: str
    reading: Callable[[Slots], Reading | None]
    example: Example
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleTable:
    """A language and its rules, in the order in which they win where two mark the same words."""

    language: Language
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a rule's pattern matched: `start` and `end` are what is marked."""

    rule: Rule
    match: re.Match[str]
    start: int
    end: int


@cache
def compiled_rules(table: RuleTable) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Return each rule of the table with its pattern, word classes filled in."""
    return tuple((rule, re.compile(expanded(rule.pattern, table.language))) for rule in table.rules)


def candidates(folded: str, table: RuleTable) -> list[Candidate]:
    """Return the matches of all rules by place; at one place the longest first, then the rule that stands first."""
    found = [
        Candidate(rule, match, *_marked(match))
        for rule, pattern in compiled_rules(table)
        if not rule.hints or any(hint in folded for hint in rule.hints)
        for match in pattern.finditer(folded)
    ]
    # The sort is stable, so the order of the rules decides between equals.
    found.sort(key=lambda candidate: (candidate.start, -candidate.end))
    return found


def _marked(match: re.Match[str]) -> tuple[int, int]:
    """Return what is marked: the group "extent" where the rule has one, without trailing punctuation."""
    groups = match.re.groupindex
    start, end = match.span()
    for group in _EXTENTS:
        if group in groups and match.group(group) is not None:
            start, end = match.span(group)
    while end > start and match.string[end - 1] in " ,":
        end -= 1
    return start, end
