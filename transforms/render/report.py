"""The comparison report: frames of the warehouse in, one HTML page, one Markdown text and the tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from transforms.compare.columns import COPIES, EVIDENCE, taken
from transforms.compare.comparison import CompareSettings, Comparison, compare
from transforms.duplicates import search_copies
from transforms.render.cards import cards
from transforms.render.charts import is_thinned, timeline_chart
from transforms.render.facts import Report, ReportFacts, ReportFrames, ReportSettings
from transforms.render.findings import clash_kinds, copy_findings, drifted_quotes, edited_claims
from transforms.render.pages import html_page, markdown_page
from transforms.render.reading import Reading, reading
from transforms.render.sides import disputes
from transforms.render.tables import report_tables
from transforms.render.unseen import unseen
from transforms.render.views import Overview, TopicView, matrix_rows, origin_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.compare.origins import OriginSettings
    from transforms.render.cards import Card

__all__ = ["Report", "ReportFacts", "ReportFrames", "ReportSettings", "build_report"]


def build_report(
    frames: ReportFrames,
    facts: ReportFacts,
    *,
    settings: ReportSettings | None = None,
    comparing: CompareSettings | None = None,
) -> Report:
    """Return the report of the frames. The same frames and facts always give the same bytes."""
    chosen, thresholds = settings or ReportSettings(), comparing or CompareSettings()
    copies, capped = shared_passages(frames, thresholds.origins)
    comparison = compare(
        evidence=frames.evidence,
        articles=frames.articles,
        quotes=frames.quotes,
        links=frames.links,
        copies=copies,
        settings=thresholds,
    )
    not_seen = unseen(
        evidence=frames.evidence,
        articles=frames.articles,
        fetch_attempts=frames.fetch_attempts,
        quarantine=frames.quarantine,
        source_health=frames.source_health,
        capped=capped,
    )
    versions = _readable(frames, comparison, chosen.most_texts)
    samples = frames.articles.filter("is_sample")["version_id"]
    printed = cards(taken(frames.evidence, _CARD_COLUMNS).collect(), samples, versions)
    overview = Overview(
        facts=facts,
        settings=chosen,
        topics=_topics(frames, comparison, printed),
        silent_topics=_silent_topics(frames, comparison),
        drift=drifted_quotes(comparison.drift),
        comparison=comparison,
        unseen=not_seen,
        readings=_readings(frames, comparison, printed, versions),
        articles=frames.articles.filter("is_current").height,
        outlets=frames.articles.filter("is_current")["outlet"].drop_nulls().n_unique(),
    )
    tables = report_tables(comparison, frames.evidence, not_seen)
    return Report(html=html_page(overview), markdown=markdown_page(overview), tables=tables)


def shared_passages(frames: ReportFrames, settings: OriginSettings) -> tuple[pl.DataFrame, frozenset[int]]:
    """Return the pairs of present articles whose texts share passages, as given or as found from the texts.

    With them come the articles that share passages with too many others to have been compared with each.
    """
    if frames.copies is not None:
        return frames.copies, frozenset()
    present = frames.articles.filter("is_current").sort("article_id")
    bodies = dict(present.select("article_id", "text").iter_rows())
    found = search_copies(bodies, threshold=settings.weakest)
    rows = [(pair.left, pair.right, pair.containment, pair.resemblance) for pair in found.pairs]
    return pl.DataFrame(rows, schema=COPIES, orient="row"), found.capped


_CARD_COLUMNS = pl.Schema({**EVIDENCE, "title": pl.String()})


def _readable(frames: ReportFrames, comparison: Comparison, most: int) -> list[int]:
    """Return the versions to print in full: present texts with sightings, and both texts of an edit."""
    present = frames.evidence.filter("is_current").group_by("version_id").agg(n=pl.len())
    busiest = present.sort("n", "version_id", descending=[True, False])["version_id"].to_list()
    edited = [*comparison.edits["from_version"], *comparison.edits["to_version"]]
    return list(dict.fromkeys([*edited, *busiest]))[:most]


def _topics(frames: ReportFrames, comparison: Comparison, printed: Mapping[int, Card]) -> tuple[TopicView, ...]:
    questions = dict(frames.topics.select("topic", "question").sort("topic").iter_rows())
    seen = comparison.counts["topic"].to_list()
    readable = {card.claim_id for card in printed.values() if card.readable}
    return tuple(
        TopicView(
            topic=topic,
            question=questions.get(topic) or topic,
            numbers=comparison.counts.row(by_predicate=pl.col("topic") == topic, named=True),
            disputes=disputes(topic, frames.propositions, comparison, printed),
            matrix=matrix_rows(comparison.matrix.filter(pl.col("topic") == topic), printed),
            chart=timeline_chart(marks, readable),
            is_thinned=is_thinned(marks),
            clashes=clash_kinds(comparison.contradictions, topic, printed),
            edits=edited_claims(comparison.edits, topic, printed),
            origins=origin_groups(comparison, topic),
            copies=copy_findings(comparison.copy_differences, topic, printed),
            evidence=_evidence(printed, topic),
        )
        for topic in seen
        for marks in [comparison.timeline.filter(topic=topic)]
    )


def _evidence(printed: Mapping[int, Card], topic: str) -> tuple[Card, ...]:
    """Return the sightings of a topic in present texts, counted ones first, in the order of reading."""
    own = [card for card in printed.values() if card.topic == topic and card.is_current]
    return tuple(
        sorted(
            own,
            key=lambda card: (
                card.is_generic or card.is_rejected,
                card.proposition,
                str(card.published),
                card.outlet,
                card.start,
                card.claim_id,
            ),
        )
    )


def _silent_topics(frames: ReportFrames, comparison: Comparison) -> tuple[str, ...]:
    seen = set(comparison.counts["topic"])
    return tuple(
        question
        for topic, question in frames.topics.select("topic", "question").sort("topic").iter_rows()
        if topic not in seen
    )


def _readings(
    frames: ReportFrames, comparison: Comparison, printed: Mapping[int, Card], versions: list[int]
) -> tuple[Reading, ...]:
    by_version: dict[int, list[Card]] = {}
    for card in printed.values():
        by_version.setdefault(card.version_id, []).append(card)
    origins = comparison.origins
    roots = dict(origins.filter("is_root").select("origin_id", "outlet").iter_rows())
    repeated = origins.filter(~pl.col("is_root")).select("version_id", "origin_id").iter_rows()
    copy_of = {version: roots.get(origin) for version, origin in repeated}
    texts = frames.articles.filter(pl.col("version_id").is_in(versions)).sort(
        "outlet", "published", "article_id", "version_number", nulls_last=True
    )
    return tuple(
        reading(row, by_version.get(row["version_id"], []), copy_of.get(row["version_id"]))
        for row in texts.iter_rows(named=True)
    )
