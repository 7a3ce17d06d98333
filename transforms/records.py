"""The records that flow through the house, all frozen.

Offsets are code points into `Document.text`, the end is exclusive, and `text[start:end]` is the stored surface.
`None` means "the page does not say".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Span = tuple[int, int]


class DateSource(StrEnum):
    """Where an article's own date was read from, best first."""

    GIVEN = "given"
    JSONLD = "jsonld"
    META = "meta"
    URL = "url"
    BYLINE = "byline"
    NONE = "none"


class EntityType(StrEnum):
    """What kind of thing a mention names."""

    PERSON = "PERSON"
    ORG = "ORG"
    LOC = "LOC"
    NORP = "NORP"
    EVENT = "EVENT"
    FAC = "FAC"
    WORK = "WORK"


class MentionKind(StrEnum):
    """How a mention refers: by name, noun phrase, pronoun, as a title beside a name, or as a document of its issuer."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    ROLE = "role"
    DOCUMENT = "document"


class QuoteKind(StrEnum):
    """How the words are reported. A `term` is a quoted word or title of a work, not speech."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    TERM = "term"


class CueClass(StrEnum):
    """What a reporting cue does with what it reports."""

    NEUTRAL = "neutral"
    ASSERTIVE = "assertive"
    DENIAL = "denial"
    DEMAND = "demand"
    HEDGE = "hedge"
    BELIEF = "belief"
    CONCESSION = "concession"
    PRAISE = "praise"
    ACCUSATION = "accusation"
    QUESTION = "question"


class TimexType(StrEnum):
    """The four classes of TIMEX3 (ISO-TimeML)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Anchor(StrEnum):
    """What a relative date was resolved against: the article's date, another mention, when a quotation was said."""

    DCT = "dct"
    MENTION = "mention"
    QUOTE = "quote"
    NONE = "none"


class Stance(StrEnum):
    """What a holder does with a proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    DEMANDS = "demands"
    COMMITS = "commits"
    REJECTS_DEMAND = "rejects-demand"
    TOLERATES = "tolerates"


class Scope(StrEnum):
    """Whether a sighting names what the topic is about, or only something more general. Generic is never counted."""

    NAMED = "named"
    GENERIC = "generic"


class Qualifier(StrEnum):
    """What narrows a claim: one event (a denial of a part in it), the only place, or one place of several."""

    EVENT = "event"
    EXCLUSIVE = "exclusive"
    SHARED = "shared"


class HolderKind(StrEnum):
    """Who holds a claim: somebody in the text, the outlet in its own voice, or somebody the page does not name."""

    ENTITY = "entity"
    OUTLET = "outlet"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes that were fetched or read, with what is known of where they came from.

    `published` is the date that a person gives for it; it decides over what the page says of itself.
    """

    url: str
    body: bytes
    content_type: str | None = None
    source_id: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDate:
    """When an article says it was published.

    `instant` keeps the time zone the page gives and is None when the page gives only a day.
    `conflicting` lists other days that the same page gives for itself, as "source=YYYY-MM-DD".
    """

    day: date
    instant: datetime | None
    source: DateSource
    confidence: float
    conflicting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """What is left of a page: headline, people who wrote it, date and the body's paragraphs joined by blank lines.

    `url` is the canonical address. `captions` are image captions that were split from the body.
    `flags` are quality marks such as "thin", "undated" or "wrong-language".
    """

    url: str
    title: str | None
    authors: tuple[str, ...]
    published: ArticleDate | None
    modified: datetime | None
    site_name: str | None
    language: str | None
    body: str
    captions: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The stored text: the headline as its first paragraph, then the body."""
        return f"{self.title}\n\n{self.body}" if self.title else self.body

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        return len(self.title) + 2 if self.title else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article version as the extraction steps see it.

    `dct` is the document creation time (TimeML's term), None where the page gives no date.
    `outlet` is the name of the publisher, the holder of what the article says in its own voice.
    `url` is the canonical address, by which a person's decision about one article finds it.
    """

    version_id: int
    text: str
    body_start: int = 0
    dct: date | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something with one id across all articles. `known` ones come from config/entities.toml."""

    entity_id: int
    name: str
    type: EntityType
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that refers to an entity.

    `linked_by` names the rule that chose `entity_id`, None where nothing decides it. A group mention ("the two
    envoys", "they") names its entities in `members`; a document mention ("the statement") has its issuer's id.
    """

    mention_id: int
    version_id: int
    start: int
    end: int
    surface: str
    kind: MentionKind
    type: EntityType
    entity_id: int | None
    members: tuple[int, ...] = ()
    linked_by: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words attributed to somebody.

    `spans` is the content, discontinuous when a reporting clause interrupts it.
    `speaker_span` is the mention that the text names as the source ("the statement"), `speakers` the entities that
    stand behind it (several for joint speakers, none where the text does not settle it), `via` the entity or the
    document's surface that relays the words. `parent_id` is the quote this one is nested in.
    `engine` is "rules" or the name of the model; `rule` the rule that found the content, `speaker_rule` the one that
    chose the speaker.
    """

    quote_id: int
    version_id: int
    spans: tuple[Span, ...]
    kind: QuoteKind
    cue_start: int | None
    cue_end: int | None
    cue: str | None
    cue_class: CueClass
    cue_known: bool
    negated: bool
    speaker_start: int | None
    speaker_end: int | None
    speaker: str | None
    speakers: tuple[int, ...]
    speaker_rule: str | None
    speaker_confidence: float | None
    via: str | None
    parent_id: int | None
    engine: str
    rule: str
    confidence: float

    @property
    def start(self) -> int:
        """Where the first content span begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last content span ends."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A temporal expression in TIMEX3 terms, resolved to a half-open interval of days where it can be.

    `interval_start` and `interval_end` cover the value; `fuzzy_start` and `fuzzy_end` what "early" or "about" leave
    open. `alternative` is the other reading of an ambiguous expression (a bare weekday's other direction).
    """

    date_id: int
    version_id: int
    start: int
    end: int
    surface: str
    type: TimexType
    value: str
    mod: str | None
    granularity: str
    interval_start: date | None
    interval_end: date | None
    fuzzy_start: date | None
    fuzzy_end: date | None
    anchor: Anchor
    anchor_date: date | None
    alternative: str | None
    calendar: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sighting of a topic's proposition in one article version: who does what with it, and the words that show it.

    `start` and `end` are the sentence, `cue_start` and `cue_end` the words that decided the stance.
    `holder` is as the text names it and `holder_entity` the entity behind it; both are None for an unspecified
    holder ("is alleged"). `via` lists those through whom it reached the outlet, outermost last: a minister's denial
    told by his opponent's statement has holder minister and via (opponent,). `qualifier` says what narrows it.
    """

    claim_id: int
    version_id: int
    topic: str
    proposition: str
    start: int
    end: int
    sentence: str
    scope: Scope
    stance: Stance
    hedged: bool
    presupposed: bool
    conceded: bool
    past: bool
    holder_kind: HolderKind
    holder: str | None
    holder_entity: int | None
    side: str | None
    via: tuple[str, ...]
    via_entities: tuple[int, ...]
    quote_id: int | None
    cue_start: int | None
    cue_end: int | None
    cue: str | None
    said_date: date | None
    said_end: date | None
    said_anchor: Anchor
    said_date_id: int | None
    rule: str
    confidence: float
    qualifier: Qualifier | None = None
