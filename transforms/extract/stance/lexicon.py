"""The words that decide a stance, read from config/lexicon/stance.toml."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingWords:
    """Words that hand a statement to somebody. Each list is explained beside its entries in stance.toml."""

    say: Words
    accuse: Words
    deny: Words
    defend: Words
    doubt: Words
    concede: Words
    demand: Words
    commit: Words
    criticise: Words
    describe: Words
    view: Words
    relay: Words
    mouthpieces: Words
    claim_nouns: Words
    evidence_nouns: Words
    things: Words
    attitude_nouns: Words
    denial_nouns: Words
    doubt_nouns: Words
    demand_nouns: Words
    commit_nouns: Words
    according: Words
    reply: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningWords:
    """Words that turn, weaken or suspend what they govern. Each list is explained beside its entries."""

    negators: Words
    no_longer: Words
    negative_implicatives: Words
    untrue: Words
    negative_modifiers: Words
    stopping: Words
    keeping: Words
    removing: Words
    removal_nouns: Words
    achieving: Words
    intending: Words
    hedges: Words
    hedge_modals: Words
    obligations: Words
    futures: Words
    conditions: Words
    contrasting: Words
    contingent: Words
    insufficient: Words
    dismissive: Words
    adversarial: Words
    unspecified: Words
    light: Words
    past_marks: Words
    tolerate: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnaphoricWords:
    """Words that point back at a claim made before ("this", "the charge") and verbs that answer it."""

    pointers: Words
    claims: Words
    third_party_pronouns: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceLexicon:
    """All vocabulary of the claims step."""

    reporting: ReportingWords
    turning: TurningWords
    anaphoric: AnaphoricWords
