"""Lemmas as small edit rules, so that choosing a lemma is choosing a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEEP = "keep"
LOWER = "lower"
_NAMES = "PROPN"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lemmas of the treebanks: by form and part of speech, and as a set of known words."""

    usual: Mapping[tuple[str, str], str]
    known: frozenset[str]

    def lemma(self, form: str, pos: str, rules: Sequence[str]) -> str:
        """Return the lemma of a word as the treebanks have it, or by the best rule that makes a known word."""
        if rules[0] == KEEP:
            return form
        usual = self.usual.get((form.lower(), pos))
        if usual is not None:
            return usual
        made = [apply_rule(form, rule) or form for rule in rules]
        return next((lemma for lemma in made if lemma in self.known), made[0])


def usual_lemmas(words: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Return (form in lower case, part of speech) -> its most frequent lemma, from (form, pos, lemma); no names."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for form, pos, lemma in words:
        if pos != _NAMES and lemma.islower() and lemma.isalpha():
            counts.setdefault((form.lower(), pos), Counter())[lemma] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def write_lexicon(path: Path, lemmas: Mapping[tuple[str, str], str]) -> None:
    """Write form, part of speech and lemma, one line each."""
    lines = (f"{form}\t{pos}\t{lemma}\n" for (form, pos), lemma in sorted(lemmas.items()))
    path.write_text("".join(lines), encoding="utf-8")


def read_lexicon(path: Path) -> Lexicon:
    """Return the lexicon that `write_lexicon` wrote."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    usual = {(form, pos): lemma for form, pos, lemma in rows}
    return Lexicon(usual, frozenset(usual.values()))


def lemma_rule(form: str, lemma: str) -> str:
    """Return the rule that turns `form` into `lemma`: keep, lower, `=word`, or `cut|ending`."""
    if lemma == form:
        return LOWER if form == form.lower() else KEEP
    lowered = form.lower()
    if lemma == lowered:
        return LOWER
    stem = _shared(lowered, lemma)
    if not stem:
        return f"={lemma}"
    return f"{len(lowered) - stem}|{lemma[stem:]}"


def apply_rule(form: str, rule: str) -> str:
    """Return the lemma of `form` under `rule`; a rule that does not fit leaves the form in lower case."""
    if rule == KEEP:
        return form
    lowered = form.lower()
    if rule == LOWER:
        return lowered
    if rule.startswith("="):
        return rule[1:]
    cut, _, ending = rule.partition("|")
    if int(cut) >= len(lowered):
        return lowered
    return lowered[: len(lowered) - int(cut)] + ending


def _shared(left: str, right: str) -> int:
    """Return how many signs two words have in common from the start."""
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
