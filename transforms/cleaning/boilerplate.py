"""Drop the lines that pages put between an article's paragraphs, by the named rules of `boilerplate_rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.cleaning.boilerplate_rules import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

# A tail is cut only below this share of the text: an ending rule that fires early has met a strange page.
_EARLIEST_TAIL = 0.4
_PHOTO_CREDIT = next(rule for rule in RULES if rule.name == "photo-credit")


def rule_for(line: str, rules: Sequence[Rule] = RULES) -> Rule | None:
    """Return the first rule that says `line` is none of the article's, None for a line to keep."""
    folded = line.lower()
    return next((rule for rule in rules if rule.drops(line, folded)), None)


def kept_lines(lines: Sequence[str], rules: Sequence[Rule] = RULES) -> list[int]:
    """Return the indexes of the lines to keep: matching ones are dropped, and all after a line that ends the text."""
    kept: list[int] = []
    total, before = sum(map(len, lines)), 0
    for index, line in enumerate(lines):
        rule = rule_for(line, rules)
        if rule is None:
            kept.append(index)
        elif rule.ends and before >= _EARLIEST_TAIL * total and kept:
            break
        before += len(line)
    return kept


def is_photo_credit(line: str) -> bool:
    """Return whether a line says who took a picture."""
    return _PHOTO_CREDIT.drops(line, line.lower())
