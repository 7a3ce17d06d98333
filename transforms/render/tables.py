"""The tables beside a report: flat frames that a spreadsheet opens without running or hiding anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
import polars.selectors as cs

from transforms.render.unseen import UNSEEN

if TYPE_CHECKING:
    from transforms.compare.comparison import Comparison
    from transforms.render.unseen import UnseenKind

# The controls and reordering characters of `transforms.render.foreign`, as Polars' regular expressions write them.
_UNSEEN: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_FORMULA: Final = r"^[=+\-@\t\r]"
_BETWEEN: Final = " | "


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `frame` for CSV: lists joined, control characters gone, and no cell that a spreadsheet would compute."""
    joined = frame.with_columns(
        cs.by_dtype(pl.List(pl.Int64), pl.List(pl.UInt64)).list.eval(pl.element().cast(pl.String))
    ).with_columns(cs.by_dtype(pl.List(pl.String)).list.join(_BETWEEN))
    clean = joined.with_columns(cs.string().str.replace_all(_UNSEEN, "\ufffd"))
    return clean.with_columns(_guarded(name) for name, dtype in clean.schema.items() if dtype == pl.String)


def _guarded(name: str) -> pl.Expr:
    column = pl.col(name)
    return pl.when(column.str.contains(_FORMULA)).then(pl.concat_str(pl.lit("'"), column)).otherwise(column).alias(name)


def report_tables(
    comparison: Comparison, evidence: pl.DataFrame, unseen: tuple[UnseenKind, ...]
) -> dict[str, pl.DataFrame]:
    """Return every table of the report by the name of its file."""
    kept = [name for name in _EVIDENCE if name in evidence.columns]
    told = comparison.uttered.select("claim_id", "origin_id", "utterance_id", "relayed", "party")
    rows = evidence.filter("is_current").select(kept).join(told, on="claim_id", how="left").sort(
        "topic", "proposition", "published", "outlet", "claim_id", nulls_last=True
    )  # fmt: skip
    frames = {
        "evidence": rows,
        "counts": comparison.counts,
        "stance_counts": comparison.stance_counts,
        "matrix": comparison.matrix,
        "timeline": comparison.timeline,
        "statements": comparison.statements,
        "contradictions": comparison.contradictions,
        "edits": comparison.edits,
        "origins": comparison.origins,
        "copy_differences": comparison.copy_differences,
        "quote_drift": comparison.drift,
        "reporting_verbs": comparison.verbs,
        "verb_habits": comparison.verb_habits,
        "citations": comparison.citations,
        "first_seen": comparison.first_seen,
        "coverage": comparison.coverage,
        "not_seen": _not_seen(unseen),
    }
    return {name: flat(frame) for name, frame in frames.items()}


def _not_seen(unseen: tuple[UnseenKind, ...]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=UNSEEN), *(kind.rows for kind in unseen)])


_EVIDENCE: Final = (
    "topic", "proposition", "statement", "stance", "judged", "judged_stance", "judged_by", "holder_name", "holder",
    "holder_kind", "side", "via", "outlet", "country", "url", "title", "published", "sentence", "cue", "scope",
    "hedged", "presupposed", "conceded", "past", "qualifier", "said_date", "said_end", "said_anchor", "article_id",
    "version_id", "claim_id", "quote_id", "start", "end", "rule", "confidence",
)  # fmt: skip
