"""Rows as the warehouse's views give them, of an invented dispute between invented people in invented outlets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from transforms.compare.columns import ARTICLES, EVIDENCE, LINKS, QUOTES
from transforms.identity import stable_id
from transforms.render.facts import ReportFacts, ReportFrames

TOPIC = "calder_dredging"
QUESTION = "Does the dredging at Port Calder poison the bay?"
PROPOSITIONS = {
    "P1": ("The dredging at Port Calder releases mercury into the bay.", "factual"),
    "P2": ("The Harbour Authority knew of the mercury before the work began.", "factual"),
    "P3": ("The sediment was cleaned before the work began.", "factual"),
    "P4": ("The dredging must stop until an independent study is done.", "demand"),
}
EVIDENCE_SCHEMA = pl.Schema(
    {
        **EVIDENCE,
        "statement": pl.String(),
        "proposition_kind": pl.String(),
        "holder": pl.String(),
        "via_holder": pl.String(),
        "source_id": pl.String(),
        "country": pl.String(),
        "title": pl.String(),
    }
)
ARTICLES_SCHEMA = pl.Schema(
    {
        **ARTICLES,
        "source_id": pl.String(),
        "country": pl.String(),
        "dct_source": pl.String(),
        "first_seen_at": pl.Datetime("us", "UTC"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One text of an article."""

    url: str
    outlet: str | None
    title: str
    body: str
    published: date | None = None
    agency: str | None = None
    dateline: str | None = None
    flags: tuple[str, ...] = ()
    is_sample: bool = False
    version: int = 1
    is_current: bool = True

    @property
    def article_id(self) -> int:
        return stable_id("article", self.url)

    @property
    def version_id(self) -> int:
        return stable_id("version", self.url, self.text)

    @property
    def text(self) -> str:
        return f"{self.title}\n\n{self.body}"

    def row(self) -> dict[str, Any]:
        return {
            "article_id": self.article_id,
            "version_id": self.version_id,
            "url": self.url,
            "outlet": self.outlet,
            "title": self.title,
            "published": self.published,
            "agency": self.agency,
            "dateline": self.dateline,
            "flags": list(self.flags),
            "is_sample": self.is_sample,
            "version_number": self.version,
            "is_current": self.is_current,
            "text": self.text,
            "source_id": self.outlet and self.outlet.lower().replace(" ", "-"),
            "country": None,
            "dct_source": "jsonld" if self.published else "none",
            "first_seen_at": datetime(2031, 5, 1, tzinfo=UTC),
        }


def sighting(
    story: Story,
    sentence: str,
    proposition: str,
    stance: str,
    holder: str | None,
    *,
    cue: str | None = None,
    said: date | None = None,
    via: tuple[str, ...] = (),
    holder_kind: str | None = None,
    **more: object,
) -> dict[str, Any]:
    """Return one row of v_evidence_history; the sentence and the cue must stand in the story's text."""
    start = story.text.index(sentence)
    cue_start = start + sentence.index(cue) if cue else None
    kind = holder_kind or ("entity" if holder else "unspecified")
    statement, proposition_kind = PROPOSITIONS.get(proposition, (None, None))
    row = {
        "topic": TOPIC,
        "proposition": proposition,
        "statement": statement,
        "proposition_kind": proposition_kind,
        "stance": stance,
        "holder": None if kind == "outlet" else holder,
        "holder_kind": kind,
        "holder_name": holder,
        "side": None,
        "via": list(via),
        "via_holder": " < ".join(via) or None,
        "outlet": story.outlet,
        "source_id": story.outlet,
        "country": None,
        "url": story.url,
        "article_id": story.article_id,
        "version_id": story.version_id,
        "is_current": story.is_current,
        "title": story.title,
        "published": story.published,
        "claim_id": stable_id("claim", story.version_id, proposition, sentence, stance, holder),
        "quote_id": None,
        "start": start,
        "end": start + len(sentence),
        "sentence": sentence,
        "cue": cue,
        "cue_start": cue_start,
        "cue_end": cue_start + len(cue) if cue and cue_start is not None else None,
        "scope": "named",
        "hedged": False,
        "presupposed": False,
        "conceded": False,
        "past": False,
        "said_date": said,
        "said_end": said + timedelta(days=1) if said else None,
        "said_anchor": "dct" if said else "none",
        "rule": "test",
        "confidence": 0.9,
    }
    return row | more


def quotation(story: Story, words: str, speaker: str | None, cue: str, **more: object) -> dict[str, Any]:
    """Return one row of v_quotes."""
    start = story.text.index(words)
    row = {
        "quote_id": stable_id("quote", story.version_id, words),
        "words": words,
        "kind": "direct",
        "cue": cue,
        "cue_class": "neutral",
        "speaker": speaker,
        "speakers": [speaker] if speaker else [],
        "via": None,
        "outlet": story.outlet,
        "article_id": story.article_id,
        "version_id": story.version_id,
        "is_current": story.is_current,
        "published": story.published,
        "start": start,
        "end": start + len(words),
    }
    return row | more


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """Frames of one body of evidence."""

    evidence: pl.DataFrame
    articles: pl.DataFrame
    quotes: pl.DataFrame
    links: pl.DataFrame = field(default_factory=lambda: links(("P1", "P3", "tension"), ("P2", "P3", "contradiction")))


def links(*pairs: tuple[str, str, str]) -> pl.DataFrame:
    """Return links between propositions of the invented topic."""
    return pl.DataFrame([(TOPIC, *pair) for pair in pairs], schema=LINKS, orient="row")


def newsroom(stories: list[Story], rows: list[dict[str, Any]], quotes: list[dict[str, Any]] | None = None) -> Newsroom:
    """Return the frames of stories, sightings and quotations."""
    return Newsroom(
        evidence=pl.DataFrame(rows, schema=EVIDENCE_SCHEMA),
        articles=pl.DataFrame([story.row() for story in stories], schema=ARTICLES_SCHEMA),
        quotes=pl.DataFrame(quotes or [], schema=QUOTES),
    )


WIRE = (
    "PORT CALDER (Meridian Wire) - The fishermen's union of Port Calder said on Tuesday that the dredging of the "
    "harbour was poisoning the bay with mercury.\n\n"
    "“Every bucket they lift from that channel puts mercury back into the water our families fish,” union chairwoman "
    "Odile Marrant told reporters on the quay.\n\n"
    "The Harbour Authority denied that the work releases mercury. “The sediment was washed and tested before a single "
    "dredger sailed,” spokesman Teodor Vance said in a written statement.\n\n"
    "The work began in March and is to deepen the channel by four metres. More than two hundred boats are registered "
    "in the harbour, most of them smaller than twelve metres, and their owners have not been paid for the lost season."
)
WIRE_STORY = Story(
    url="https://meridianwire.example/2031/04/08/calder",
    outlet="Meridian Wire",
    title="Fishermen say harbour dredging poisons bay",
    body=WIRE,
    published=date(2031, 4, 8),
    agency="Meridian Wire",
    dateline="PORT CALDER (Meridian Wire)",
)
CUT_COPY = Story(
    url="https://coastpost.example/news/union-mercury",
    outlet="The Coast Post",
    title="Union: mercury in the bay",
    body="\n\n".join(WIRE.split("\n\n")[:3]),
    published=date(2031, 4, 9),
    agency="Meridian Wire",
)
TURNED_COPY = Story(
    url="https://harbourtimes.example/a/1187",
    outlet="Harbour Times",
    title="Authority: harbour work is clean",
    body=WIRE.replace("denied that the work releases mercury", "conceded that the work releases mercury in traces")
    .replace("puts mercury back into the water our families fish", "puts mercury back into the water")
    .replace("told reporters on the quay", "claimed on the quay"),
    published=date(2031, 4, 9),
    agency="Meridian Wire",
)
MINISTRY = Story(
    url="https://lantern.example/politics/ministry-statement",
    outlet="The Lantern",
    title="Ministry: authority admitted mercury in private",
    body=(
        "The Ministry of Fisheries said in a statement on Thursday that the Harbour Authority's director, Ruben "
        "Aldous, had told the minister that the dredging releases no mercury at all.\n\n"
        "“We do not share that view, and our own samples say otherwise,” the statement said.\n\n"
        "The ministry demanded that the dredging stop until an independent study is done."
    ),
    published=date(2031, 4, 11),
)
COLUMN_OLD = Story(
    url="https://lantern.example/opinion/bay",
    outlet="The Lantern",
    title="A bay nobody asked",
    body=(
        "The dredging is poisoning the bay, and the Authority has known it since the first core samples of January.\n\n"
        "Nobody who fishes there was asked."
    ),
    published=date(2031, 4, 14),
    is_current=False,
)
COLUMN_NEW = replace(
    COLUMN_OLD,
    body=(
        "The dredging may be poisoning the bay, and the Authority may have known it since the first core samples of "
        "January.\n\nNobody who fishes there was asked."
    ),
    version=2,
    is_current=True,
)
REVERSED = Story(
    url="https://tidewatch.example/2031/05/20/vance",
    outlet="Tidewatch",
    title="Spokesman turns round on mercury",
    body=(
        "“There is mercury in the water, and it comes from our work,” Harbour Authority spokesman Teodor Vance "
        "admitted on Tuesday.\n\nThe Authority refused to stop the dredging."
    ),
    published=date(2031, 5, 20),
)
UNDATED = Story(
    url="file:leaflet.txt",
    outlet=None,
    title="Leaflet of the boat owners",
    body="It is alleged that the Harbour Authority knew of the mercury long before the first dredger came.",
    flags=("undated", "thin"),
)
GENERIC = Story(
    url="https://gulfdaily.example/ports",
    outlet="Gulf Daily",
    title="Ports and their mud",
    body="Experts say that dredging can release metals anywhere.\n\nThe Gulf has many ports.",
    published=date(2031, 4, 2),
    is_sample=True,
)
STORIES = [WIRE_STORY, CUT_COPY, TURNED_COPY, MINISTRY, COLUMN_OLD, COLUMN_NEW, REVERSED, UNDATED, GENERIC]

_UNION = "Odile Marrant"
_VANCE = "Teodor Vance"
_BUCKET = (
    "“Every bucket they lift from that channel puts mercury back into the "
    "water our families fish,” union chairwoman Odile Marrant told reporters on the quay."
)
_DENIED = "The Harbour Authority denied that the work releases mercury."
_WASHED = (
    "“The sediment was washed and tested before a single "
    "dredger sailed,” spokesman Teodor Vance said in a written statement."
)
_TRACES = "The Harbour Authority conceded that the work releases mercury in traces."
_TURNED_BUCKET = (
    "“Every bucket they lift from that channel puts mercury back "
    "into the water,” union chairwoman Odile Marrant claimed on the quay."
)


def _quotes() -> list[dict[str, Any]]:
    bucket = "Every bucket they lift from that channel puts mercury back into the water our families fish,"
    washed = "The sediment was washed and tested before a single dredger sailed,"
    return [
        *(quotation(story, bucket, _UNION, "told") for story in (WIRE_STORY, CUT_COPY)),
        quotation(
            TURNED_COPY, bucket.replace(" our families fish", ""), _UNION, "claimed", cue_class="hedge"
        ),
        *(quotation(story, washed, _VANCE, "said") for story in (WIRE_STORY, CUT_COPY, TURNED_COPY)),
        quotation(
            REVERSED, "There is mercury in the water, and it comes from our work,", _VANCE, "admitted",
            cue_class="concession",
        ),
    ]  # fmt: skip


def invented() -> Newsroom:
    """Return the whole invented newsroom."""
    quotes = _quotes()
    by_place = {(quote["version_id"], quote["speaker"]): quote["quote_id"] for quote in quotes}
    fishermen, authority, ministry = {"side": "fishermen"}, {"side": "Harbour Authority"}, {"side": "ministry"}
    rows = []
    for story in (WIRE_STORY, CUT_COPY, TURNED_COPY):
        said = date(2031, 4, 8)
        turned = story is TURNED_COPY
        rows += [
            sighting(
                story, _TURNED_BUCKET if turned else _BUCKET, "P1", "asserts", _UNION,
                cue="claimed" if turned else "told", said=said,
                quote_id=by_place[story.version_id, _UNION], **fishermen,
            ),
            sighting(
                story, _TRACES if turned else _DENIED, "P1", "asserts" if turned else "denies", "Harbour Authority",
                cue="conceded" if turned else "denied", conceded=turned, said=said, **authority,
            ),
            sighting(
                story, _WASHED, "P3", "asserts", _VANCE, cue="said", said=said,
                quote_id=by_place[story.version_id, _VANCE], **authority,
            ),
        ]  # fmt: skip
    rows += [
        sighting(
            MINISTRY, MINISTRY.body.split("\n\n")[0], "P1", "denies", "Ruben Aldous", cue="releases no mercury",
            via=("Ministry of Fisheries",), **authority,
        ),
        sighting(MINISTRY, MINISTRY.body.split("\n\n")[1], "P1", "asserts", "Ministry of Fisheries",
                 cue="do not share that view", said=date(2031, 4, 10), **ministry),
        sighting(MINISTRY, MINISTRY.body.split("\n\n")[2], "P4", "demands", "Ministry of Fisheries",
                 cue="demanded", said=date(2031, 4, 10), **ministry),
        sighting(COLUMN_OLD, COLUMN_OLD.body.split("\n\n")[0], "P1", "asserts", "The Lantern", holder_kind="outlet",
                 said=date(2031, 4, 14)),
        sighting(COLUMN_OLD, COLUMN_OLD.body.split("\n\n")[0], "P2", "asserts", "The Lantern", holder_kind="outlet",
                 said=date(2031, 4, 14)),
        sighting(COLUMN_NEW, COLUMN_NEW.body.split("\n\n")[0], "P1", "asserts", "The Lantern", holder_kind="outlet",
                 cue="may be", hedged=True, said=date(2031, 4, 14)),
        sighting(COLUMN_NEW, COLUMN_NEW.body.split("\n\n")[0], "P2", "doubts", "The Lantern", holder_kind="outlet",
                 cue="may have", hedged=True, said=date(2031, 4, 14)),
        sighting(REVERSED, REVERSED.body.split("\n\n")[0], "P1", "asserts", _VANCE, cue="admitted", conceded=True,
                 said=date(2031, 5, 20), quote_id=by_place[REVERSED.version_id, _VANCE], **authority),
        sighting(REVERSED, REVERSED.body.split("\n\n")[1], "P4", "rejects-demand", "Harbour Authority",
                 cue="refused", said=date(2031, 5, 20), **authority),
        sighting(UNDATED, UNDATED.body, "P2", "asserts", None, cue="is alleged", hedged=True),
        sighting(GENERIC, GENERIC.body.split("\n\n")[0], "P1", "asserts", "Experts", scope="generic",
                 said=date(2031, 4, 2)),
    ]  # fmt: skip
    return newsroom(STORIES, rows, quotes)


MADE_AT = datetime(2031, 5, 21, 6, 30, tzinfo=UTC)


def report_frames(room: Newsroom, copies: pl.DataFrame | None = None) -> ReportFrames:
    """Return what a report is made of: the newsroom, a source that failed, a page that was set aside."""
    return ReportFrames(
        evidence=room.evidence,
        articles=room.articles,
        quotes=room.quotes,
        links=room.links,
        copies=copies,
        source_health=pl.DataFrame([("gulf-gazette", "Gulf Gazette", 3, 3, 0, "HTTP 403")], _HEALTH, orient="row"),
        fetch_attempts=pl.DataFrame(
            [
                ("gulf-gazette", "https://gulfgazette.example/a", 403, "failed", "HTTP 403 after 3 attempts", MADE_AT),
                ("lantern", "https://lantern.example/late", 503, "failed", "HTTP 503", MADE_AT - timedelta(hours=2)),
                ("lantern", "https://lantern.example/late", 200, "stored", None, MADE_AT),
            ],
            _ATTEMPTS,
            orient="row",
        ),
        quarantine=pl.DataFrame(
            [("https://tidewatch.example/b", "claims", "the parser ran out of time")], _QUARANTINE, orient="row"
        ),
        topics=pl.DataFrame({"topic": [TOPIC, "unread"], "question": [QUESTION, "Was the other thing so?"]}),
        propositions=pl.DataFrame(
            [(TOPIC, proposition, *described) for proposition, described in PROPOSITIONS.items()],
            ["topic", "proposition", "statement", "kind"],
            orient="row",
        ),
    )


def report_facts(**changes: object) -> ReportFacts:
    """Return the facts of a run."""
    facts = ReportFacts(
        snapshot_id="20310521T063000-1187",
        generated_at=MADE_AT,
        configuration_version="9f1c2ab4",
        step_versions={"entities": "1.4", "claims": "2.1"},
        command="hearsay report --snapshot 20310521T063000-1187",
        code_version="0.1.0",
    )
    return replace(facts, **changes)


_HEALTH = ["source_id", "outlet", "attempts", "failures", "articles", "last_failure"]
_ATTEMPTS = ["source_id", "url", "status", "outcome", "reason", "started_at"]
_QUARANTINE = ["url", "step", "reason"]

COPIES = pl.DataFrame(
    [
        (WIRE_STORY.article_id, CUT_COPY.article_id, 0.98, 0.71),
        (WIRE_STORY.article_id, TURNED_COPY.article_id, 0.88, 0.78),
        (CUT_COPY.article_id, TURNED_COPY.article_id, 0.84, 0.6),
    ],
    schema={"left": pl.Int64, "right": pl.Int64, "containment": pl.Float64, "resemblance": pl.Float64},
    orient="row",
)
