"""English cues around temporal expressions: tense, limits, verbs of saying, and where sentences end."""

from __future__ import annotations

from types import MappingProxyType


def _any_of(words: str) -> str:
    """Return comma-separated words as an alternation."""
    return "|".join(word.strip() for word in words.split(","))


# Modals put the verb they carry ahead; "could" does not, since news uses it as the past of "can".
_MODALS = _any_of("will, would, 'll, shall, won't, can, may, might, must, should, cannot")
# After is, are, was, were: arrangements.
_ARRANGED = _any_of("to, due, set, expected, scheduled, slated, likely, going")
# Words that announce something to come.
_PLANS = _any_of(
    "scheduled, slated, expected, expects?, due, plans?, planned, planning, upcoming, intends?, hopes?, "
    "set (?:to|for), effective, payable, deadline, going to, preparing, prepares?, ahead of, calls? for, "
    "called for, urged, asked, wants?, awaits?, awaiting"
)
# Verbs of programmes, as infinitives ("to meet on Monday") and in the present ("opens on Monday").
_PROGRAMME = _any_of(
    "meet, begin, start, hold, vote, open, discuss, take, visit, arrive, attend, hear, leave, resume, "
    "decide, travel, return, sign, announce, release, present, appear, go, come, convene, end, run, host, "
    "launch, join, deliver, complete, expire, close, respond"
)
_TIMETABLE = _any_of("comes, opens, begins, starts, meets, ends, expires, resumes, convenes, departs, leaves")
# Past tenses of the news that do not end in -ed, and auxiliaries.
_PASTS = _any_of(
    "said, says, told, was, were, had, has, did, took, made, came, began, fell, rose, sold, went, won, "
    "lost, found, held, left, met, led, shot, hit, struck, gave, got, saw, spoke, wrote, read, sent, "
    "brought, became, broke, flew, drove, fled, fought, ran, stood, swept, threw, blew, grew, drew, knew, "
    "bought, put, cut, set, paid, quit, heard, felt, kept, spent"
)
# These end in -ed and are no past tense.
_NO_VERBS = _any_of(r"united, hundred, indeed, need, speed, proceed, exceed, un[a-z]+ed\b, red\b, bed\b, seed, feed")

_AHEAD = (
    rf"(?:{_MODALS}) (?:not |also |soon |now |[a-z]+ly )?(?:be |have been )?[a-z]+|to be [a-z]+"
    rf"|(?:is|are|was|were) (?:{_ARRANGED}) (?:to|for)(?: be)?(?: [a-z]+)?|{_PLANS}|to (?:{_PROGRAMME})|{_TIMETABLE}"
)
_BEHIND = (
    r"(?:had|has|have) been (?:scheduled|expected|due|set|planned|supposed)(?: to(?: [a-z]+)?)?"
    rf"|as (?:previously )?planned|{_PASTS}|(?!{_NO_VERBS})[a-z]{{2,}}ed"
)

# Abbreviations before a full stop that ends no sentence.
_ABBREVIATED = "".join(
    rf"(?<!\b{word})"
    for word in (
        *("mr", "ms", "mrs", "dr", "st", "gen", "sen", "rep", "gov", "col", "lt", "sgt", "maj", "capt", "prof", "rev"),
        *(r"u\.s", r"u\.n", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "no"),
    )
)

# Verbs of saying, and nouns of occasions on which things are said.
_SAYING = _any_of(
    "said, says, told, added, adds, stated, states, announced, declared, insisted, claimed, claims, "
    "argued, denied, denies, asserted, warned, reported, reiterated, noted, stressed, accused, alleged, "
    "maintained, confirmed, acknowledged, wrote, tweeted, testified, commented, remarked, explained, "
    "emphasi[sz]ed, rejected, according to, released, issued, published, statement, quoted, speech, "
    "interview, briefing, conference, letter, report"
)
# Papers that speak: "the statement said".
_PAPERS = _any_of(
    "statement, report, letter, communiqu[e\u00e9], op-ed, article, memo, declaration, resolution, document, testimony"
)
_SPEAKS = _any_of("said, says, added, adds, read, reads, stated, states, went on, continued, noted")

CUES = MappingProxyType(
    {
        "tense": rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND}))(?!\w)",
        # Words right before an expression that put it ahead whatever the verb says.
        "ahead_before": (
            r"(?:\b(?:postponed|delayed|extended|adjourned|rescheduled|put off|pushed back) (?:it |them )?"
            r"(?:until|till|to|for|on)|(?<!had been )\b(?:scheduled|set|due|slated) for|\bas (?:soon|early|late) as"
            r"|\bno later than) (?:the )?$"
        ),
        # What an event belongs to ("Monday's ruling") is known already, unless the words say otherwise.
        "owned": r"'s \w",
        # A limit that lies ahead unless the sentence goes on in the past ("Until Monday they had not...").
        "limit_before": r"\b(?:until|till) $",
        # A limit that lies ahead unless a verb before it is in the past ("they had agreed by Wednesday").
        "deadline_before": r"\bby (?:the )?$",
        "sentence_end": rf"{_ABBREVIATED}(?<!\b[a-z])[.!?][\"'\u201d)]*\s+(?=[\"'\u201c(]*\w)|\n",
        # What stands before a month that might be a name or a verb.
        "before_month": (
            r"(?:\b(?:in|by|of|since|until|till|from|through|to|and|on|during|for|before|after|between|each|every|or"
            r"|into|the)|,|-) $"
        ),
        # Months that are also first names, verbs or abbreviations.
        "doubtful_month": r"may|march|april|june|august|[a-z]{3,4}\.?",
        # After these, four digits are a year even if they are old or round.
        "before_year": r"\b(?:in|since|until|till|year|during|through|between|late|early) $",
        # What a round number like 2000 counts.
        "counted_noun": r" (?:[a-z]+s|people|percent|men|women|children|square|tons?|feet|troops?|miles|million)\b",
        # Quantities before "a day", which make it a rate.
        "before_rate": (
            r"(?:\b(?:times?|once|twice|percent|million|billion|trillion|\d+(?:bn|mn|m|k)|cents|thousand|[a-z]{2,}s"
            r"|\d[\d.,]*)|%|\d) $"
        ),
        "reporting": rf"\b(?:{_SAYING})\b",
        # What stands between a verb of saying and what is said.
        "content": r"\b(?:that|because|whether|if|when|while)\b|[\"\u201c\u201d]",
        "paper_speaks": rf"\bthe (?P<paper>{_PAPERS}) (?:further |also |then )?(?:{_SPEAKS})\b",
        # A speaker goes on, so that the words belong to the statement before.
        "goes_on": rf"\b(?:(?:he|she|they) (?:also |further )?(?:{_SPEAKS})|added|went on|continued)\b",
    }
)
