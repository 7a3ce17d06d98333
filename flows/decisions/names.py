"""Judge names: what a person decides about two names is logged, and every later extraction reads the texts by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING

from rapidfuzz import process

from flows.errors import UsageError
from flows.extract import Vocabulary, load_vocabulary
from transforms.extract.naming.known import Apart, KnownEntities
from transforms.extract.naming.merges import EntityUse, MergeProposal, propose_merges
from warehouse.judgements import Judgement, Use, Verdict, example, has_article, log, record, standing, uses
from warehouse.store import reading, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A proposed merge with a line of evidence for each of the two names."""

    proposal: MergeProposal
    kept: tuple[str, str | None] | None
    merged: tuple[str, str | None] | None


def judged_vocabulary(settings: Settings) -> Vocabulary:
    """Return the configured vocabulary with every judgement in force applied to the known names."""
    vocabulary = load_vocabulary(settings.folder, settings.language.model, sample=settings.sample.enabled)
    if not settings.warehouse.exists():
        return vocabulary
    with writing(settings.warehouse) as connection:
        decided = standing(connection)
    everywhere = [item for item in decided if item.url is None]
    merged = [item for item in everywhere if item.verdict is Verdict.MERGE]
    merges = [(item.variant, _final_name(item.name, merged), item.type) for item in merged]
    splits = [(item.variant, item.name) for item in everywhere if item.verdict is not Verdict.MERGE]
    apart = [
        Apart(variant=item.variant, name=item.name, url=item.url) for item in decided if item.verdict is Verdict.SPLIT
    ]
    known = vocabulary.known.with_accepted_merges(merges).with_splits(splits)
    return replace(vocabulary, known=known.merged(KnownEntities(apart=tuple(apart))))


def _final_name(name: str, merged: Sequence[Judgement]) -> str:
    """Return what a name means after all merges: A that is B, and B that is C, are both C."""
    means = {item.variant.casefold(): item.name for item in merged}
    passed: set[str] = set()
    while name.casefold() in means and name.casefold() not in passed:
        passed.add(name.casefold())
        name = means[name.casefold()]
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person says about two names: by whom and why, and for which article where it is not for all."""

    verdict: Verdict
    variant: str
    name: str
    reason: str | None = None
    by: str | None = None
    url: str | None = None


def judge(settings: Settings, said: Decision) -> Judgement:
    """Log a decision about two names and return it.

    Raises:
        UsageError: no stored text names one of them, they are the same, or no article is stored at that address.
    """
    with reading(settings.latest) as connection:
        known = {use.name: use for use in uses(connection)}
        if said.url is not None and not has_article(connection, said.url):
            msg = f"no article is stored at {said.url}; see the table article for all addresses"
            raise UsageError(msg)
    if said.variant.casefold() == said.name.casefold():
        msg = f"{said.variant!r} and {said.name!r} are the same name"
        raise UsageError(msg)
    # A variant that was merged is no entity of its own any more; to split it again it need not be found.
    sought = (said.name,) if said.verdict is Verdict.SPLIT or said.url else (said.variant, said.name)
    found = [_named(known, word) for word in sought]
    decision = Judgement(
        verdict=said.verdict,
        variant=said.variant,
        name=found[-1].name,
        type=found[-1].type,
        reason=said.reason,
        made_by=said.by,
        made_at=datetime.now(UTC),
        url=said.url,
    )
    with writing(settings.warehouse) as connection:
        record(connection, decision)
    return decision


def review(settings: Settings, most: int) -> tuple[Shown, ...]:
    """Return the merges that are worth a person's look and not decided yet, best first."""
    with writing(settings.warehouse) as connection:
        decided = standing(connection)
    with reading(settings.latest) as connection:
        found = uses(connection)
        proposals = propose_merges((_entity_use(use) for use in found), _settled(found, decided))[:most]
        return tuple(
            Shown(
                proposal=proposal,
                kept=example(connection, proposal.keep_id),
                merged=example(connection, proposal.merge_id),
            )
            for proposal in proposals
        )


def decisions(settings: Settings) -> tuple[Judgement, ...]:
    """Return every decision that was ever made, oldest first."""
    with writing(settings.warehouse) as connection:
        return log(connection)


def _settled(found: Sequence[Use], decided: Sequence[Judgement]) -> frozenset[frozenset[int]]:
    """Return the pairs of ids that bear two names about which something was decided, whatever their types."""
    ids: dict[str, list[int]] = {}
    for use in found:
        ids.setdefault(use.name.casefold(), []).append(use.entity_id)
    return frozenset(
        frozenset(pair)
        for item in decided
        for pair in product(ids.get(item.variant.casefold(), ()), ids.get(item.name.casefold(), ()))
    )


def _named(known: dict[str, Use], name: str) -> Use:
    if name in known:
        return known[name]
    near = [match[0] for match in process.extract(name, known.keys(), limit=3, score_cutoff=60)]
    advice = f"did you mean {' or '.join(map(repr, near))}?" if near else "see the table entity for all names"
    msg = f"no stored text names {name!r}; {advice}"
    raise UsageError(msg)


def _entity_use(use: Use) -> EntityUse:
    return EntityUse(
        entity_id=use.entity_id,
        name=use.name,
        type=use.type,
        known=use.is_known,
        articles=use.articles,
        beside=use.beside,
    )
