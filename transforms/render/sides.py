"""The two sides of each proposition: who speaks for it and who against, in what words, through whom, since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from transforms.render.cards import Card
from transforms.render.stances import STYLES, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from transforms.compare.comparison import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An outlet in which a statement stands: `copy_of` names the outlet whose text it repeats."""

    outlet: str
    claim_id: int
    published: date | None
    copy_of: str | None
    readable: bool
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One utterance: the sighting to show and the other places it stands in."""

    card: Card
    elsewhere: tuple[Place, ...]
    same_article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One holder's stance on one proposition, with all utterances, the one heard best first.

    `only_relayed` is true where nobody heard the holder; `since` is the earliest day, said or else published.
    """

    holder: str
    holder_kind: str
    side: str | None
    stance: str
    since: date | None
    since_basis: str
    only_relayed: bool
    relays: tuple[str, ...]
    outlets: tuple[str, ...]
    articles: int
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One proposition with those who speak for it and those who speak against it."""

    topic: str
    proposition: str
    statement: str | None
    kind: str | None
    for_it: tuple[Position, ...]
    against_it: tuple[Position, ...]
    numbers: Mapping[str, int]

    @property
    def positions(self) -> tuple[Position, ...]:
        """Both sides."""
        return self.for_it + self.against_it

    @property
    def named(self) -> tuple[Position, ...]:
        """The positions whose holder is known: only these are counted as holders."""
        return tuple(position for position in self.positions if position.holder_kind != "unspecified")

    @property
    def summary(self) -> str:
        """Holders by stance in words."""
        return in_words(Counter(position.stance for position in self.named))

    @property
    def unnamed(self) -> int:
        """How many positions are told of nobody in particular."""
        return len(self.positions) - len(self.named)

    @property
    def only_relayed(self) -> int:
        """How many of the holders nobody heard."""
        return sum(position.only_relayed for position in self.named)

    @property
    def balance(self) -> tuple[int, int]:
        """How much it is disputed: how many pairs of holders disagree, then how many holders there are."""
        return len(self.for_it) * len(self.against_it), len(self.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What a position is put together from: sightings by claim, first outlets by origin, cards by claim."""

    sightings: Mapping[int, Mapping[str, Any]]
    roots: Mapping[int, str | None]
    cards: Mapping[int, Card]


def disputes(
    topic: str, propositions: pl.DataFrame, comparison: Comparison, cards: Mapping[int, Card]
) -> tuple[Dispute, ...]:
    """Return the propositions of a topic in their order, each with its two sides; those nobody speaks of too."""
    described = {row["proposition"]: row for row in propositions.filter(topic=topic).iter_rows(named=True)}
    grouped: dict[str, list[dict[str, Any]]] = {name: [] for name in described}
    for row in comparison.statements.filter(topic=topic).iter_rows(named=True):
        grouped.setdefault(row["proposition"], []).append(row)
    shelf = _Shelf(
        sightings={row["claim_id"]: row for row in comparison.uttered.filter(topic=topic).iter_rows(named=True)},
        roots=dict(comparison.origins.filter("is_root").select("origin_id", "outlet").iter_rows()),
        cards=cards,
    )
    return tuple(_dispute(topic, name, described.get(name), rows, shelf) for name, rows in grouped.items())


def _dispute(
    topic: str,
    proposition: str,
    description: Mapping[str, Any] | None,
    rows: Sequence[Mapping[str, Any]],
    shelf: _Shelf,
) -> Dispute:
    held: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        held.setdefault((row["stance"], row["holder_kind"], row["holder_name"]), []).append(row)
    positions = sorted(
        (_position(group, shelf) for group in held.values()),
        key=lambda one: (list(STYLES).index(one.stance), one.only_relayed, -len(one.outlets), one.holder),
    )
    claims = [shelf.sightings[claim] for row in rows for claim in row["claim_ids"]]
    return Dispute(
        topic=topic,
        proposition=proposition,
        statement=description["statement"] if description else None,
        kind=description["kind"] if description else None,
        for_it=tuple(one for one in positions if STYLES[one.stance].speaks_for),
        against_it=tuple(one for one in positions if not STYLES[one.stance].speaks_for),
        numbers={
            "articles": len({claim["article_id"] for claim in claims}),
            "outlets": len({claim["outlet"] for claim in claims if claim["outlet"]}),
            "origins": len({claim["origin_id"] for claim in claims}),
            "utterances": len(rows),
        },
    )


def _position(
    rows: Sequence[Mapping[str, Any]],
    shelf: _Shelf,
) -> Position:
    ordered = sorted(rows, key=lambda row: (row["relayed"], row["day"] is None, row["day"], row["utterance_id"]))
    dated = sorted((row["day"], row["day_basis"] != "said") for row in rows if row["day"] is not None)
    shown = shelf.cards[ordered[0]["claim_id"]]
    claims = [claim for row in ordered for claim in row["claim_ids"]]
    own = [shelf.sightings[claim] for claim in claims]
    return Position(
        holder=shown.holder,
        holder_kind=shown.holder_kind,
        side=next((row["side"] for row in ordered if row["side"]), None),
        stance=shown.stance,
        since=dated[0][0] if dated else None,
        since_basis=("published" if dated[0][1] else "said") if dated else "none",
        only_relayed=all(row["relayed"] for row in rows),
        relays=tuple(dict.fromkeys(name for claim in claims for name in shelf.cards[claim].via)),
        outlets=tuple(sorted({claim["outlet"] for claim in own if claim["outlet"]})),
        articles=len({claim["article_id"] for claim in own}),
        utterances=tuple(_utterance(row, shelf) for row in ordered),
    )


def _utterance(
    row: Mapping[str, Any],
    shelf: _Shelf,
) -> Utterance:
    card = shelf.cards[row["claim_id"]]
    places: dict[int, Place] = {}
    for claim in row["claim_ids"]:
        other = shelf.cards[claim]
        root = shelf.sightings[claim]["origin_id"]
        if other.article_id == card.article_id or other.article_id in places:
            continue
        places[other.article_id] = Place(
            outlet=other.outlet,
            claim_id=claim,
            published=other.published,
            copy_of=shelf.roots.get(root) if root != other.article_id else None,
            readable=other.readable,
            is_sample=other.is_sample,
        )
    return Utterance(card=card, elsewhere=tuple(places.values()), same_article=len(row["claim_ids"]) - len(places))
