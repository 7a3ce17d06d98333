"""Marks for articles that a reader should not trust blindly: thin, truncated, mostly links, undated, wrong language."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from transforms.cleaning.typography import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

THIN, TRUNCATED, MOSTLY_LINKS, UNDATED, UNTITLED, WRONG_LANGUAGE = (
    "thin",
    "truncated",
    "mostly-links",
    "undated",
    "untitled",
    "wrong-language",
)
_THIN_CHARACTERS = 400
_LINK_SHARE = 0.5
# The end of a text that a paywall or a feed has cut.
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$|\b(?:continue reading|read (?:the )?(?:full|more|rest)"
    r"|subscribe to (?:read|continue)|to continue reading|weiterlesen mit|jetzt weiterlesen"
    r"|réservé (?:à nos|aux) abonnés)\b[^.]{0,80}\W*$",
    re.IGNORECASE,
)
# A few of each language's most frequent words; enough to tell languages apart on a paragraph.
_FUNCTION_WORDS = {
    "en": "the of and to in that is was for on with said have from has been",
    "de": "der die und das nicht ist mit ein eine auf für dem den von sich auch",
    "fr": "le la les des et est une dans que pour qui sur par pas avec au",
    "es": "el los las que una por con para del se es como más su al",
    "it": "il che di della per una con non sono nel alla dei gli le",
    "pt": "que de uma para com não os das por mais como foi ao na no",
    "nl": "het een van en niet dat zijn voor met ook maar bij naar door",
    "sv": "och att det som en är av för inte den till med har om",
    "no": "og det som en er av for ikke til med har på å den",
    "da": "og det som en er af for ikke til med har på at den",
    "pl": "się nie na że jest do jak przez ale został oraz",
    "cs": "se na že je které jako jsem není podle byl který",
    "tr": "ve bir bu için olarak daha çok olan gibi ile",
}
_MIN_WORDS = 60
# A language is recognised when its words are this share of the text and this many times the next language's.
_CLEAR_SHARE, _CLEAR_LEAD = 0.08, 1.3
_ALIKE = ({"no", "da"}, {"nb", "no"}, {"nn", "no"}, {"nb", "da"}, {"sv", "no"}, {"es", "pt"})


def flags_of(
    paragraphs: Sequence[str], *, title: str | None, dated: bool, link_share: float, language: str | None
) -> tuple[str, ...]:
    """Return the quality marks of an article."""
    text = "\n".join(paragraphs)
    seen = spoken_language(text)
    checks = {
        THIN: len(text) < _THIN_CHARACTERS,
        TRUNCATED: bool(paragraphs) and _CUT_OFF.search(paragraphs[-1][-200:]) is not None,
        MOSTLY_LINKS: link_share > _LINK_SHARE,
        UNDATED: not dated,
        UNTITLED: title is None,
        WRONG_LANGUAGE: bool(
            language and seen and language in _FUNCTION_WORDS and seen != language and {seen, language} not in _ALIKE
        ),
    }
    return tuple(name for name, holds in checks.items() if holds)


def spoken_language(text: str) -> str | None:
    """Return the language whose commonest words fill `text`, None where too little speaks for any."""
    words = Counter(tidy(text[:4000]).lower().split())
    total = sum(words.values())
    if total < _MIN_WORDS:
        return None
    shares = {code: sum(words[word] for word in common.split()) / total for code, common in _FUNCTION_WORDS.items()}
    best, second = sorted(shares, key=shares.__getitem__, reverse=True)[:2]
    clear = shares[best] > _CLEAR_SHARE and shares[best] > _CLEAR_LEAD * shares[second]
    return best if clear else None
