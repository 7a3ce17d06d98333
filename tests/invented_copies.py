"""A generated newsroom for the copy tests: stories, their cut, retitled and embedded copies, and hard negatives.

A hard negative is a second report of the same event: same names, places, numbers and the same long quotation, in other
sentences.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations, pairwise

from transforms.cleaning.typography import vocabulary

_NAMES = (
    "Mara Quill",
    "Tobin Hark",
    "Ines Vollan",
    "Rafe Ondry",
    "Lysa Tember",
    "Oren Pask",
    "Dila Marsh",
    "Joss Kerrin",
)
_PLACES = ("Halvorn", "Port Emmer", "Lower Tiss", "Castrel", "Vannock", "East Marl", "Quern Bay", "Oldbridge")
_VERBS = vocabulary(
    "closed flooded reopened sold inspected rebuilt blocked abandoned measured painted fenced promised refused"
)
_LINKS = vocabulary("near beside behind above without before after against despite toward through along")
_OPENERS = ("Meanwhile", "According to the council", "Residents say", "For the third time", "In the end", "By then")
_WORDS = vocabulary(
    "ledger harbour granite lantern meadow ferry council budget timber gravel pilot widow school clinic "
    "tariff market orchard signal rudder canal beacon mortar furnace quarry parcel docket sluice tanner "
    "warden chapel hostel trader"
)


@dataclass(frozen=True)
class Newsroom:
    """Texts by id, and the pairs of ids that are copies."""

    texts: dict[int, str]
    copies: set[tuple[int, int]]


def sentence(rng: random.Random) -> str:
    """Return one sentence of its own."""
    first, *rest = rng.sample(_WORDS, 7)
    clauses = [
        f"{rng.choice(_LINKS)} {rng.choice(('the', 'a', 'one', 'no', 'every'))} {one} {two}"
        for one, two in pairwise(rest)
    ]
    tail = " ".join(clauses[: rng.randrange(2, 5)])
    who = f"{rng.choice(_NAMES)} of {rng.choice(_PLACES)}"
    return f"{rng.choice(_OPENERS)}, {who} {rng.choice(_VERBS)} the {first} {tail}."


def report(event: int, writer: int, size: int) -> str:
    """Return a writer's report of an event. All writers share the event's quotation, its background and its numbers."""
    shared = random.Random(f"event-{event}")  # noqa: S311 - a story, no secret
    who, where, number = shared.choice(_NAMES), shared.choice(_PLACES), shared.randrange(10, 900)
    quote = " ".join(sentence(shared).rstrip(".").lower() for _ in range(2))
    background = sentence(shared)
    own = random.Random(f"event-{event}-writer-{writer}")  # noqa: S311 - a story, no secret
    body = [sentence(own) for _ in range(size)]
    body.insert(1, f"“{quote},” {who} told reporters in {where}, where {number} people wait.")
    body.append(f"{background} {who} has led the works in {where} since spring.")
    return "\n\n".join(f"{one} {two}" for one, two in zip(body[::2], body[1::2], strict=False))


def newsroom(events: int, seed: int) -> Newsroom:
    """Return `events` stories, three reports and three copies of each."""
    rng = random.Random(seed)  # noqa: S311 - a story, no secret
    texts: dict[int, str] = {}
    copies: set[tuple[int, int]] = set()
    for event in range(events):
        base = event * 10
        reports = [report(event, writer, rng.randrange(16, 30)) for writer in range(3)]
        texts |= {base + writer: text for writer, text in enumerate(reports)}
        paragraphs = reports[0].split("\n\n")
        cut = paragraphs[: max(4, len(paragraphs) // 2)]
        retitled = [sentence(rng), *paragraphs[:-1], "Edited by our own desk."]
        embedded = [
            *[sentence(rng) + " " + sentence(rng) for _ in range(10)],
            *cut,
            *[sentence(rng) for _ in range(10)],
        ]
        for offset, copy in ((3, cut), (4, retitled), (5, embedded)):
            texts[base + offset] = "\n\n".join(copy)
        copies |= set(combinations((base, base + 3, base + 4, base + 5), 2))
    return Newsroom(texts=texts, copies=copies)
