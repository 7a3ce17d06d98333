"""The columns that comparisons read from the warehouse's views, and the check that a frame has what it claims."""

from __future__ import annotations

import polars as pl

EVIDENCE = pl.Schema(
    {
        "topic": pl.String(),
        "proposition": pl.String(),
        "stance": pl.String(),
        "judged": pl.String(),
        "judged_stance": pl.String(),
        "judged_by": pl.String(),
        "holder_kind": pl.String(),
        "holder_name": pl.String(),
        "side": pl.String(),
        "via": pl.List(pl.String()),
        "outlet": pl.String(),
        "url": pl.String(),
        "article_id": pl.Int64(),
        "version_id": pl.Int64(),
        "is_current": pl.Boolean(),
        "published": pl.Date(),
        "claim_id": pl.Int64(),
        "quote_id": pl.Int64(),
        "start": pl.Int32(),
        "end": pl.Int32(),
        "sentence": pl.String(),
        "cue": pl.String(),
        "cue_start": pl.Int32(),
        "cue_end": pl.Int32(),
        "scope": pl.String(),
        "hedged": pl.Boolean(),
        "presupposed": pl.Boolean(),
        "conceded": pl.Boolean(),
        "past": pl.Boolean(),
        "said_date": pl.Date(),
        "said_end": pl.Date(),
        "said_anchor": pl.String(),
        "rule": pl.String(),
        "confidence": pl.Float64(),
    }
)
"""What is read of v_evidence_history. `stance` is the rules', `judged` and `judged_stance` a person's decision."""

ARTICLES = pl.Schema(
    {
        "article_id": pl.Int64(),
        "version_id": pl.Int64(),
        "url": pl.String(),
        "outlet": pl.String(),
        "title": pl.String(),
        "published": pl.Date(),
        "agency": pl.String(),
        "dateline": pl.String(),
        "flags": pl.List(pl.String()),
        "is_sample": pl.Boolean(),
        "version_number": pl.Int64(),
        "is_current": pl.Boolean(),
        "text": pl.String(),
    }
)
"""What is read of v_articles, with the stored text beside it."""

QUOTES = pl.Schema(
    {
        "quote_id": pl.Int64(),
        "words": pl.String(),
        "kind": pl.String(),
        "cue": pl.String(),
        "cue_class": pl.String(),
        "speaker": pl.String(),
        "speakers": pl.List(pl.String()),
        "via": pl.String(),
        "outlet": pl.String(),
        "article_id": pl.Int64(),
        "version_id": pl.Int64(),
        "is_current": pl.Boolean(),
        "published": pl.Date(),
        "start": pl.Int32(),
        "end": pl.Int32(),
    }
)
"""What is read of v_quotes."""

LINKS = pl.Schema({"topic": pl.String(), "left": pl.String(), "right": pl.String(), "kind": pl.String()})
"""Links between propositions of one topic: kind is contradiction or tension."""

COPIES = pl.Schema({"left": pl.Int64(), "right": pl.Int64(), "containment": pl.Float64(), "resemblance": pl.Float64()})
"""Pairs of article ids whose texts share passages, as `transforms.duplicates.near_copies` finds them."""


def assured(frame: pl.LazyFrame, schema: pl.Schema) -> pl.LazyFrame:
    """Return `frame` with exactly the columns of `schema`, in its order; a missing column or another type raises."""
    return frame.select(schema.names()).match_to_schema(schema)


def taken(frame: pl.DataFrame | pl.LazyFrame, schema: pl.Schema) -> pl.LazyFrame:
    """Return the columns of `schema` of a frame from the warehouse, integers and empty columns cast to its types."""
    return frame.lazy().select(pl.col(name).cast(dtype) for name, dtype in schema.items())
