"""All comparisons of one body of evidence, each a frame of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from transforms.compare.citations import coverage, first_seen, who_cites_whom
from transforms.compare.columns import ARTICLES, COPIES, EVIDENCE, LINKS, QUOTES, taken
from transforms.compare.contradictions import ContradictionSettings, contradictions
from transforms.compare.copies import copy_differences
from transforms.compare.corroboration import UtteranceSettings, counts, statements, utterances
from transforms.compare.drift import quote_drift, reporting_verbs, verb_habits
from transforms.compare.edits import claim_edits
from transforms.compare.families import FamilySettings, quote_families
from transforms.compare.matrix import stance_matrix
from transforms.compare.origins import OriginSettings, article_origins
from transforms.compare.sightings import decided, sightings
from transforms.compare.timeline import statements_by_day


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSettings:
    """The thresholds of every comparison."""

    families: FamilySettings = field(default_factory=FamilySettings)
    origins: OriginSettings = field(default_factory=OriginSettings)
    utterances: UtteranceSettings = field(default_factory=UtteranceSettings)
    contradictions: ContradictionSettings = field(default_factory=ContradictionSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The collected frames; each one's columns are described where it is made.

    `uttered` are the counted sightings with origin and utterance; `counts` holds the different numbers by topic,
    `stance_counts` by proposition and stance.
    """

    uttered: pl.DataFrame
    statements: pl.DataFrame
    counts: pl.DataFrame
    stance_counts: pl.DataFrame
    matrix: pl.DataFrame
    timeline: pl.DataFrame
    origins: pl.DataFrame
    copy_differences: pl.DataFrame
    contradictions: pl.DataFrame
    edits: pl.DataFrame
    drift: pl.DataFrame
    verbs: pl.DataFrame
    verb_habits: pl.DataFrame
    citations: pl.DataFrame
    first_seen: pl.DataFrame
    coverage: pl.DataFrame


def compare(
    *,
    evidence: pl.DataFrame,
    articles: pl.DataFrame,
    quotes: pl.DataFrame,
    links: pl.DataFrame,
    copies: pl.DataFrame,
    settings: CompareSettings | None = None,
) -> Comparison:
    """Return every comparison of the evidence (`v_evidence_history`), the articles with their text, and the quotations.

    `links` are the linked propositions of the topics, `copies` the pairs of article ids that share passages.
    """
    chosen = settings or CompareSettings()
    history, texts, said = decided(taken(evidence, EVIDENCE)), taken(articles, ARTICLES), taken(quotes, QUOTES)
    family = quote_families(said.filter("is_current"), chosen.families).collect().lazy()
    of_articles = said.select("quote_id", "article_id").join(family, on="quote_id")
    origin = article_origins(texts, taken(copies, COPIES), of_articles, chosen.origins).collect().lazy()
    counted = sightings(history)
    uttered = utterances(counted, origin, family, chosen.utterances).collect().lazy()
    stated = statements(uttered).collect().lazy()
    verbs = reporting_verbs(said, _same_words(uttered, family)).collect().lazy()
    return Comparison(
        uttered=uttered.collect(),
        statements=stated.collect(),
        counts=counts(uttered, ["topic"]).collect(),
        stance_counts=counts(uttered, ["topic", "proposition", "stance"]).collect(),
        matrix=stance_matrix(uttered).collect(),
        timeline=statements_by_day(uttered).collect(),
        origins=origin.collect(),
        copy_differences=copy_differences(uttered, origin).collect(),
        contradictions=contradictions(stated, taken(links, LINKS), chosen.contradictions).collect(),
        edits=claim_edits(history, texts).collect(),
        drift=quote_drift(said, family).collect(),
        verbs=verbs.collect(),
        verb_habits=verb_habits(verbs).collect(),
        citations=who_cites_whom(uttered).collect(),
        first_seen=first_seen(uttered).collect(),
        coverage=coverage(texts, uttered).collect(),
    )


def _same_words(uttered: pl.LazyFrame, families: pl.LazyFrame) -> pl.LazyFrame:
    """Return which quotations report the same utterance: those of a counted claim by it, the others by their family."""
    of_claims = uttered.drop_nulls("quote_id").select("quote_id", group_id="utterance_id").unique("quote_id")
    of_families = families.select("quote_id", group_id="family_id")
    return pl.concat([of_claims, of_families.join(of_claims, on="quote_id", how="anti")])
