"""What the templates print: one view of the whole report, one of each topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from transforms.compare.comparison import Comparison
from transforms.render.cards import UNNAMED_OUTLET, Card
from transforms.render.facts import ReportFacts, ReportSettings
from transforms.render.findings import ClashKind, CopyDifference, DriftedQuote, EditedClaim
from transforms.render.reading import Reading
from transforms.render.sides import Dispute
from transforms.render.unseen import UnseenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One outlet with the sightings to print under each proposition, one a holder and stance."""

    outlet: str
    is_sample: bool
    cells: Mapping[str, tuple[Card, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollapsedCopy:
    """One article that repeats another, and why it is thought to."""

    outlet: str
    title: str | None
    url: str
    published: date | None
    copy_of: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """Articles that go back to one text: the one taken as first, and the copies."""

    origin: str
    first: str
    title: str | None
    url: str
    published: date | None
    copies: tuple[CollapsedCopy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """Everything printed of one topic."""

    topic: str
    question: str
    numbers: Mapping[str, int]
    disputes: tuple[Dispute, ...]
    matrix: tuple[MatrixRow, ...]
    chart: Markup | None
    is_thinned: bool
    clashes: tuple[ClashKind, ...]
    edits: tuple[EditedClaim, ...]
    origins: tuple[OriginGroup, ...]
    copies: tuple[CopyDifference, ...]
    evidence: tuple[Card, ...]

    @property
    def headline(self) -> Dispute:
        """The proposition that is most disputed: the report's first sentence counts its holders."""
        return max(self.disputes, key=lambda dispute: dispute.balance)

    @property
    def spoken_of(self) -> tuple[Dispute, ...]:
        """The propositions that somebody speaks of."""
        return tuple(dispute for dispute in self.disputes if dispute.positions)

    @property
    def stances(self) -> frozenset[str]:
        """The stances that somebody takes."""
        return frozenset(card.stance for card in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole report as its templates see it."""

    facts: ReportFacts
    settings: ReportSettings
    topics: tuple[TopicView, ...]
    silent_topics: tuple[str, ...]
    drift: tuple[DriftedQuote, ...]
    comparison: Comparison
    unseen: tuple[UnseenKind, ...]
    readings: tuple[Reading, ...]
    articles: int
    outlets: int

    @property
    def title(self) -> str:
        """The question, where there is one."""
        return self.topics[0].question if len(self.topics) == 1 else "Who says what, and who says otherwise"

    @property
    def verb_groups(self) -> tuple[tuple[dict[str, Any], ...], ...]:
        """The same words as several outlets introduce them, only where their verbs differ in kind."""
        verbs = self.comparison.verbs.filter(pl.col("cue_class").n_unique().over("group_id") > 1)
        groups = verbs.sort("group_id", "outlet", "quote_id").partition_by("group_id", maintain_order=True)
        return tuple(tuple(group.iter_rows(named=True)) for group in groups[:40])

    def cited_by(self, topic: str, outlet: str) -> tuple[dict[str, Any], ...]:
        """Whose words an outlet prints on a topic, most articles first; eight at most, the rest is in the table."""
        own = self.comparison.citations.filter(pl.col("topic") == topic, pl.col("outlet") == outlet)
        return tuple(
            own.sort("articles", "cited", "role", descending=[True, False, False]).head(8).iter_rows(named=True)
        )

    @property
    def outlets_covered(self) -> tuple[dict[str, Any], ...]:
        """What each outlet gave by topic: articles, those with a sighting, and the first month that is held."""
        rows = (
            self.comparison.coverage.group_by("topic", "outlet")
            .agg(
                pl.col("ingested", "with_claims", "sightings").sum(),
                joined=pl.col("month").filter(pl.col("joined")).first(),
            )
            .with_columns(per_hundred=(100 * pl.col("with_claims") / pl.col("ingested")).round(0).cast(pl.Int64))
            .sort("topic", "with_claims", "outlet", descending=[False, True, False])
        )
        return tuple(rows.iter_rows(named=True))


def matrix_rows(matrix: pl.DataFrame, cards: Mapping[int, Card]) -> tuple[MatrixRow, ...]:
    """Return the matrix by outlet, those that speak of most propositions first."""
    outlets: dict[str, dict[str, list[Card]]] = {}
    for row in matrix.iter_rows(named=True):
        cells = outlets.setdefault(row["outlet"] or UNNAMED_OUTLET, {})
        cells.setdefault(row["proposition"], []).append(cards[row["claim_id"]])
    ordered = sorted(outlets, key=lambda outlet: (-len(outlets[outlet]), outlet))
    return tuple(
        MatrixRow(
            outlet=outlet,
            is_sample=any(card.is_sample for cell in outlets[outlet].values() for card in cell),
            cells={proposition: tuple(cell) for proposition, cell in outlets[outlet].items()},
        )
        for outlet in ordered
    )


def origin_groups(comparison: Comparison, topic: str) -> tuple[OriginGroup, ...]:
    """Return the origins that several articles go back to, of articles that speak of the topic."""
    speaking = comparison.uttered.filter(pl.col("topic") == topic)["origin_id"].unique()
    several = comparison.origins.filter(pl.col("origin_size") > 1, pl.col("origin_id").is_in(speaking.to_list()))
    names = dict(comparison.origins.select("article_id", "outlet").iter_rows())
    groups = []
    for frame in several.partition_by("origin_id", maintain_order=True):
        rows = list(frame.iter_rows(named=True))
        first = next(row for row in rows if row["is_root"])
        groups.append(
            OriginGroup(
                origin=first["origin"] or UNNAMED_OUTLET,
                first=first["outlet"] or UNNAMED_OUTLET,
                title=first["title"],
                url=first["url"],
                published=first["published"],
                copies=tuple(_copy(row, names) for row in rows if not row["is_root"]),
            )
        )
    return tuple(groups)


def _copy(row: Mapping[str, Any], names: Mapping[int, str | None]) -> CollapsedCopy:
    return CollapsedCopy(
        outlet=row["outlet"] or UNNAMED_OUTLET,
        title=row["title"],
        url=row["url"],
        published=row["published"],
        copy_of=names.get(row["copy_of"]) or UNNAMED_OUTLET,
        reason=row["reason"],
    )
