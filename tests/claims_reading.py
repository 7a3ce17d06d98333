"""Read texts for the claims tests as a run reads them, and our own sentences."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flows.configuration import load_toml
from transforms.extract.attribution.lexicon import CueLexicon
from transforms.extract.claims import article_rows, find_claims
from transforms.extract.dates import find_dates
from transforms.extract.entities import find_entities
from transforms.extract.naming.known import KnownEntities
from transforms.extract.quotes import find_quotes
from transforms.extract.stance.checking import ReadText
from transforms.extract.stance.lexicon import StanceLexicon
from transforms.extract.stance.topics import Topic
from transforms.language.load import LanguageSettings, load
from transforms.records import Claim, Document, HolderKind, Scope

if TYPE_CHECKING:
    from spacy.language import Language

CONFIG = Path(__file__).parents[1] / "config"
SENTENCES = Path(__file__).parent / "data" / "claims_sentences.toml"
FLAGSHIP = "haqqani_safe_haven"
DAY = date(2016, 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One of our own texts with the claims that it holds."""

    what: str
    text: str
    claims: tuple[str, ...]


@cache
def language() -> Language:
    """Return the pipeline, loaded once for all tests."""
    return load(LanguageSettings(threads=1))


@cache
def stance_words() -> StanceLexicon:
    """Return the shipped vocabulary."""
    return load_toml(CONFIG / "lexicon" / "stance.toml", StanceLexicon)


@cache
def topic(name: str = FLAGSHIP) -> Topic:
    """Return a shipped topic."""
    return load_toml(CONFIG / "topics" / f"{name}.toml", Topic)


@cache
def _known() -> KnownEntities:
    return load_toml(CONFIG / "entities.toml", KnownEntities)


@cache
def _cues() -> CueLexicon:
    return load_toml(CONFIG / "lexicon" / "cues.toml", CueLexicon)


def read(text: str, *, day: date | None = DAY) -> ReadText:
    """Return a text with everything that the steps before claims read from it."""
    document = Document(version_id=7, text=text, dct=day, outlet="The Sample Gazette")
    parse = language()(text)
    found = find_entities(document, parse, _known())
    quotes = find_quotes(document, parse, found, _cues())
    dates = find_dates(document, quotes)
    return ReadText(document=document, parse=parse, found=found, quotes=quotes, dates=dates)


def claims_in(text: str, *, name: str = FLAGSHIP, day: date | None = DAY) -> tuple[Claim, ...]:
    """Return all claims of a text on a topic."""
    one = read(text, day=day)
    return find_claims(one.document, one.parse, one.found, one.quotes, one.dates, topic(name), stance_words())


def rows_in(text: str, article: str, *, day: date | None = DAY) -> list[dict[str, object]]:
    """Return a text's claims as the scorer reads them, its first line taken for the headline."""
    document = Document(version_id=7, text=text, body_start=len(text.partition("\n")[0]), dct=day)
    return article_rows(claims_in(text, day=day), document, article)


def told(claim: Claim) -> str:
    """Return a claim as our sentences write it: "P1 asserts | holder | via X"."""
    holder = {HolderKind.OUTLET: "outlet", HolderKind.UNSPECIFIED: "nobody"}.get(claim.holder_kind, claim.holder)
    return f"{claim.proposition} {claim.stance} | {holder}"


def cases() -> list[Case]:
    """Return our own sentences."""
    with SENTENCES.open("rb") as file:
        rows = tomllib.load(file)["case"]
    return [Case(what=row["what"], text=row["text"], claims=tuple(row["claims"])) for row in rows]


def mistakes(case: Case) -> list[str]:
    """Return what is missing from and what is too much in the reading of one case."""
    named = [claim for claim in claims_in(case.text) if claim.scope is Scope.NAMED]
    found = {told(claim) for claim in named}
    wanted = [claim.split(" | via ") for claim in case.claims]
    wrong = [f"missing: {claim[0]}" for claim in wanted if claim[0] not in found]
    wrong += [f"too much: {claim}" for claim in sorted(found - {claim[0] for claim in wanted})]
    for claim, *via in wanted:
        if via and not any(told(one) == claim and via[0] in one.via for one in named):
            wrong.append(f"not via {via[0]}: {claim}")
    return wrong
