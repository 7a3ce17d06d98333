"""What the report prints of one sighting: the sentence with its cue, who holds it, through whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from transforms.records import HolderKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

UNNAMED_OUTLET = "outlet not named"
UNNAMED_HOLDER = "holder not named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One sighting in print. `before`, `cue` and `after` are the sentence; `readable`: a reading view holds it.

    `stance` is the one that counts: a person's where a person decided, else the rules'; `judged` says so in words.
    """

    claim_id: int
    topic: str
    proposition: str
    stance: str
    holder: str
    holder_kind: str
    side: str | None
    via: tuple[str, ...]
    before: str
    cue: str
    after: str
    hedged: bool
    conceded: bool
    presupposed: bool
    past: bool
    is_generic: bool
    is_current: bool
    outlet: str
    is_sample: bool
    title: str | None
    url: str
    published: date | None
    said: date | None
    said_last: date | None
    article_id: int
    version_id: int
    start: int
    end: int
    cue_start: int | None
    cue_end: int | None
    rule: str
    confidence: float
    readable: bool
    judged: str | None
    is_rejected: bool

    @property
    def relayed(self) -> bool:
        """Whether somebody else told it."""
        return bool(self.via)

    @property
    def own_voice(self) -> bool:
        """Whether the outlet says it itself."""
        return self.holder_kind == HolderKind.OUTLET.value

    @property
    def unnamed(self) -> bool:
        """Whether the text names nobody ("is alleged")."""
        return self.holder_kind == HolderKind.UNSPECIFIED.value

    @property
    def chain(self) -> str:
        """The relays from the holder outwards."""
        return ", told by ".join(self.via)

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.cue + self.after


def cards(evidence: pl.DataFrame, samples: Iterable[int], readable: Iterable[int]) -> dict[int, Card]:
    """Return a card for each row of the evidence by its claim id.

    `samples` are the versions of invented outlets, `readable` the versions that have a reading view.
    """
    sample_versions, readable_versions = frozenset(samples), frozenset(readable)
    return {
        row["claim_id"]: _card(row, row["version_id"] in sample_versions, row["version_id"] in readable_versions)
        for row in evidence.iter_rows(named=True)
    }


def _card(row: Mapping[str, Any], is_sample: bool, readable: bool) -> Card:
    before, cue, after = _around_cue(row)
    last = row["said_end"]
    outlet = row["outlet"] or UNNAMED_OUTLET
    own_voice = row["holder_kind"] == HolderKind.OUTLET.value
    return Card(
        **{name: row[name] for name in _AS_THEY_ARE},
        stance=row["judged_stance"] or row["stance"],
        judged=_judged(row),
        is_rejected=row["judged"] == "rejected",
        holder=row["holder_name"] or (outlet if own_voice else UNNAMED_HOLDER),
        via=tuple(row["via"]),
        before=before,
        cue=cue,
        after=after,
        is_generic=row["scope"] == "generic",
        outlet=outlet,
        is_sample=is_sample,
        said=row["said_date"],
        said_last=_day_before(last) if last else None,
        readable=readable,
    )


_AS_THEY_ARE = (
    "claim_id", "topic", "proposition", "holder_kind", "side", "hedged", "conceded", "presupposed", "past",
    "is_current", "title", "url", "published", "article_id", "version_id", "start", "end", "cue_start", "cue_end",
    "rule", "confidence",
)  # fmt: skip


def _judged(row: Mapping[str, Any]) -> str | None:
    """Return what a person decided about a sighting, in words; None where nobody did."""
    if row["judged"] is None:
        return None
    by = f" by {row['judged_by']}" if row["judged_by"] else " by a person"
    rest = {"rejected": ", not counted", "restated": f"; the rules read it as “{row['stance']}”"}
    return f"{row['judged']}{by}{rest.get(row['judged'], '')}"


def _around_cue(row: Mapping[str, Any]) -> tuple[str, str, str]:
    sentence: str = row["sentence"]
    if row["cue_start"] is None or row["cue_end"] is None:
        return sentence, "", ""
    low, high = row["cue_start"] - row["start"], row["cue_end"] - row["start"]
    # A denial may be cued by the sentence before ("denies this"); then nothing inside this one is marked.
    if not 0 <= low < high <= len(sentence):
        return sentence, "", ""
    return sentence[:low], sentence[low:high], sentence[high:]


def _day_before(day: date) -> date:
    return day.fromordinal(day.toordinal() - 1)
