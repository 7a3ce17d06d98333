"""Reports without a verb: "according to X", "X's claim that ...", headlines with a colon, names behind a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.extract.attribution.clauses import RELATIVE, nominal_head, trim_right
from transforms.extract.attribution.cues import UNKNOWN_SENSE, mark_cue
from transforms.extract.attribution.frames import Content, Frame, cut_end, trimmed
from transforms.extract.attribution.speakers import Source

if TYPE_CHECKING:
    from transforms.extract.attribution.cues import Cue
    from transforms.extract.attribution.frames import WordSpan
    from transforms.extract.attribution.lexicon import Sense
    from transforms.extract.attribution.stretches import Page, Stretch
    from transforms.extract.attribution.words import Words

_MARKS = {":", "―", "—", "–", "--", "-"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_NAME_LENGTH = 6
_HEADLINE_LENGTH = 24


def phrase_content(page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int]) -> tuple[Content, Source] | None:
    """Return what "according to X" reports, and X."""
    source = _named_after(page, cue, stretch)
    if source is None:
        return None
    before = _before_phrase(page, cue, stretch, cuts)
    after = _after_source(page, cue, source.last, stretch, cuts, alone=before is None)
    if after is not None and page.inside[after[0]] >= 0:
        before = None  # "was, in the words of an aide, “...”": the quotation is all that is reported
    parts = tuple(part for part in (before, after) if part is not None)
    return (Content(spans=parts, frame=Frame.PHRASE, sense=cue.senses[0]), source) if parts else None


def _before_phrase(page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int]) -> WordSpan | None:
    words = page.words
    start = _start_before(page, cue, stretch, cuts)
    said = [word for word in range(start, cue.first) if words.is_word(word)]
    if not said or (len(said) == 1 and words.pos[said[0]] == "CCONJ") or words.lower[said[-1]] in RELATIVE:
        return None  # "boats which, according to X, sank": what follows is reported
    return trimmed(page, start, cue.first - 1)


def _after_source(
    page: Page, cue: Cue, last: int, stretch: Stretch, cuts: frozenset[int], *, alone: bool
) -> WordSpan | None:
    """Return what follows the source: all the content if nothing precedes it, else the rest of an interrupted one."""
    words, after = page.words, last + 1
    if after + 1 > stretch.last or (words.lower[after] != "," and not alone):
        return None
    begin = after + (words.lower[after] == ",")
    whole = not any(words.tag[word] in _FINITE for word in range(stretch.first, cue.first))
    if not (alone or _goes_on(words, begin, stretch, whole=whole)):
        return None
    return trimmed(page, begin, cut_end(page, begin, stretch.last, cuts - {cue.first}))


def _goes_on(words: Words, first: int, stretch: Stretch, *, whole: bool) -> bool:
    """Return whether the sentence goes on with its verb after a source in its middle; `whole` if none came before."""
    if words.pos[first] in {"VERB", "AUX"} and words.tag[first] != "VBG":
        return True
    opens_aside = words.lower[first] in {
        "which",
        "who",
        "and",
        "but",
        "while",
        "even",
        "including",
        "although",
        "compared",
    }
    if opens_aside or (not whole and words.lower[first] in {"a", "an", "the"}):
        return False
    return any(words.tag[word] in _FINITE for word in range(first, stretch.last + 1))


def _start_before(page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int]) -> int:
    reports = [word for word in cuts if stretch.first < word < cue.first - 2 and page.inside[word] < 0]
    colons = [word + 1 for word in range(stretch.first, cue.first) if page.words.lower[word] == ":"]
    return max([*reports, *colons], default=stretch.first)


def _named_after(page: Page, cue: Cue, stretch: Stretch) -> Source | None:
    words = page.words
    first = cue.last + 1
    if first > stretch.last:
        return None
    last = first
    while last < stretch.last and not _ends_name(page, last + 1):
        last += 1
    noun = nominal_head(words, first, last)
    if noun is not None and words.right[noun] < last and _FINITE & set(words.tag[words.right[noun] + 1 : last + 1]):
        last = words.right[noun]  # "According to the ministry over 300 people have died": no comma parts them
    head = next((word for word in range(first, last + 1) if words.head[word] < first or words.head[word] > last), first)
    return Source(first=first, last=trim_right(words, first, last), head=head, rule="after-phrase")


def _ends_name(page: Page, word: int) -> bool:
    words = page.words
    return words.lower[word] in {",", ";", ":", ".", "—", "–", "--", "―"} or page.inside[word] >= 0


def noun_content(page: Page, cue: Cue, stretch: Stretch, cuts: frozenset[int]) -> Content | None:
    """Return what a noun reports: "the claim that ...", "calls to ...", "criticism of ..."."""
    words, after = page.words, cue.last + 1
    if after + 1 > stretch.last:
        return None
    marker = words.lower[after]
    sense = next((sense for sense in cue.senses if _accepts(sense, marker)), None)
    if sense is None or page.inside[after] >= 0:
        return None
    clausal = marker == "that"
    root = next(
        (
            child
            for child in words.children[cue.head]
            if child > after and words.dep[child] in {"acl", "acl:relcl", "nmod", "ccomp"}
        ),
        None,
    )
    end = stretch.last if root is None else min(words.right[root], stretch.last)
    if root is None and not clausal:
        return None
    start = after if marker == "to" else after + 1
    return Content(spans=(trimmed(page, start, cut_end(page, start, end, cuts)),), frame=Frame.NOUN, sense=sense)


def _accepts(sense: Sense, marker: str) -> bool:
    return (marker == "that" and sense.clause) or (marker == "to" and sense.infinitive) or marker in sense.prepositions


def marked_report(page: Page, stretch: Stretch, *, headline: bool) -> tuple[Cue, Content, Source] | None:
    """Return a report by a mark alone: "X: ..." and "...: X" in headlines, "“...” ― X" anywhere."""
    words = page.words
    for word in range(stretch.first + 1, stretch.last):
        if words.lower[word] not in _MARKS or page.inside[word] >= 0:
            continue
        found = _at_mark(page, stretch, word, headline=headline)
        if found is not None:
            return found
    return None


def _at_mark(page: Page, stretch: Stretch, mark: int, *, headline: bool) -> tuple[Cue, Content, Source] | None:
    words = page.words
    last = trim_right(words, mark + 1, stretch.last)
    before, after = (stretch.first, mark - 1), (mark + 1, last)
    colon = words.lower[mark] == ":"
    frame = Frame.HEADLINE if colon else Frame.DASH
    if not colon:
        if page.inside[mark - 1] < 0:
            return None
        comma = next((word for word in range(mark + 1, last + 1) if words.lower[word] == ","), last + 1)
        after = (mark + 1, comma - 1)
        if not _is_name(page, *after):
            return None
        return _report(page, mark, before, after, frame)
    if not headline or last - stretch.first > _HEADLINE_LENGTH:
        return None
    if _is_name(page, *before):
        return _report(page, mark, after, before, frame)
    return _report(page, mark, before, after, frame) if _is_name(page, *after) else None


def _report(page: Page, mark: int, content: WordSpan, name: WordSpan, frame: Frame) -> tuple[Cue, Content, Source]:
    cue = mark_cue(mark)
    source = Source(first=name[0], last=name[1], head=name[1], rule="mark")
    return cue, Content(spans=(trimmed(page, *content),), frame=frame, sense=UNKNOWN_SENSE), source


def _is_name(page: Page, first: int, last: int) -> bool:
    """Return whether the words are a short run of capitalised names and no clause."""
    words = page.words
    if last < first or last - first >= _NAME_LENGTH:
        return False
    return all(
        words.text[words.start[word]].isupper()
        or words.pos[word] in {"ADP", "PUNCT", "DET", "CCONJ"}
        or words.lower[word] in {".", "'s"}
        for word in range(first, last + 1)
    ) and any(words.pos[word] in {"PROPN", "NOUN"} for word in range(first, last + 1))
