"""Carry the topic's subject on from what the same person said before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.extract.stance.topics import PropositionKind, Topic
from transforms.records import Claim, HolderKind, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def carried_on(claims: Sequence[Claim], topic: Topic) -> Iterator[Claim]:
    """Yield the claims, where a demand "against those who" is by somebody who has named the subject before as named.

    A factual claim about a wider class stays generic, whoever makes it: it says less than the named one.
    """
    demands = {one.id for one in topic.proposition if one.kind is PropositionKind.DEMAND}
    for claim in claims:
        speaks_on = claim.scope is Scope.GENERIC and claim.proposition in demands
        earlier = [other for other in claims if _is_earlier(other, claim)]
        if speaks_on and earlier and not any(other.stance is Stance.DENIES for other in earlier):
            yield replace(claim, scope=Scope.NAMED, rule=f"{claim.rule}/same speaker")
        else:
            yield claim


def _is_earlier(other: Claim, claim: Claim) -> bool:
    same = other.holder_kind is HolderKind.ENTITY and other.holder == claim.holder
    return same and other.scope is Scope.NAMED and other.start < claim.start
