"""How sure a quote and its speaker are: the share that proved right, for the rules that found them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transforms.extract.attribution.report import Report
    from transforms.extract.attribution.resolution import Speaker
    from transforms.records import QuoteKind

_UNMEASURED = 0.5


def confidence_of(report: Report, kind: QuoteKind, table: dict[str, float], *, nested: bool) -> float:
    """Return the measured share of right quotes for this rule, the closest measured kind of it first."""
    rule = rule_of(report)
    if nested:
        return table.get(f"nested {report.cue_class.value}", table.get("nested", _UNMEASURED))
    keys = (f"{rule} {report.cue_class.value}", f"{rule} {kind.value}", rule)
    return next((table[key] for key in keys if key in table), _UNMEASURED)


def rule_of(report: Report) -> str:
    """Return the name of the rule that found a report; verbs outside the lexicon count as one of their own."""
    return report.frame.value if report.cue is None or report.cue.known else "unknown-verb"


def speaker_confidence_of(report: Report, speaker: Speaker | None, table: dict[str, float]) -> float | None:
    """Return how sure it is that these words name the speaker and that these entities stand behind them."""
    if report.source is None:
        return None
    named = table.get(report.source.rule, _UNMEASURED)
    return round(named * speaker.confidence, 2) if speaker is not None and speaker.entities else round(named, 2)
