"""A claim that an outlet's own people contradict is denied by the outlet, beside the holder's assertion."""

from __future__ import annotations

import pytest

from tests.claims_reading import claims_in
from transforms.records import HolderKind, Stance

SAID = "Wahid Noorgul said on Monday that the Haqqani network has safe havens in Pakistan"


@pytest.mark.parametrize(
    "rest",
    [
        ", a claim contradicted by this newspaper's own reporters.",
        ". The claim is contradicted by our correspondent in Peshawar.",
        ". The assertion was disputed by reporters of The Sample Gazette.",
    ],
)
def test_the_outlet_denies_and_the_holder_still_asserts(rest: str) -> None:
    found = {(claim.stance, claim.holder_kind): claim for claim in claims_in(SAID + rest)}
    assert set(found) == {(Stance.ASSERTS, HolderKind.ENTITY), (Stance.DENIES, HolderKind.OUTLET)}
    denial = found[Stance.DENIES, HolderKind.OUTLET]
    assert (denial.proposition, denial.rule, denial.via) == ("P1", "reporter", ())
    assert denial.cue in {"contradicted", "disputed"}


@pytest.mark.parametrize(
    "rest",
    [
        ", a claim contradicted by the map he showed.",
        ". The road is used by reporters of the Gazette.",
        ". “The claim is contradicted by our correspondent,” a villager said.",
    ],
)
def test_nothing_is_denied_where_no_reporter_does(rest: str) -> None:
    assert {claim.stance for claim in claims_in(SAID + rest)} == {Stance.ASSERTS}
