"""One spelling of white space and characters for all texts: spaces folded, ligatures and soft hyphens resolved."""

from __future__ import annotations

import re
import unicodedata

# Typographic ligatures only: NFKC would also turn "½" and "™" into something the page does not say.
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# Invisible: soft hyphen, zero-width space, word joiner, byte order mark, directional marks around left-to-right text.
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x202A, 0x202C, 0x2028, 0x2029), "")
# What JSON can say and no file can hold: halves of characters, and control characters.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127], "")
_TABLE = str.maketrans(_LIGATURES) | _INVISIBLE | _HALVES | _CONTROLS
_REPLACED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")
_SPACES = re.compile(r"[^\S\n]+")
_NOT_WORD = re.compile(r"[\W_]+")
# The same for texts of ASCII alone, where a table is ten times as fast.
_ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}


def tidy(text: str) -> str:
    """Return one paragraph with every run of white space folded to one space and characters normalised (NFC)."""
    return " ".join(_normal(text).split())


def tidy_lines(text: str) -> str:
    """Return `text` tidied line by line, line breaks kept."""
    return "\n".join(line.strip() for line in _SPACES.sub(" ", _normal(text)).split("\n"))


def _normal(text: str) -> str:
    """Return `text` in normal form (NFC), with what is invisible or halved replaced. Most texts need neither."""
    normal = text if text.isascii() else unicodedata.normalize("NFC", text)
    return normal.translate(_TABLE) if _REPLACED.search(normal) else normal


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: the key by which two spellings of one text agree."""
    return squeeze(text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold())


def squeeze(text: str) -> str:
    """Return the letters and digits of `text` as they are: a cheaper key for the same page's own text."""
    return text.translate(_ASCII_MARKS) if text.isascii() else _NOT_WORD.sub("", text)


def vocabulary(words: str) -> tuple[str, ...]:
    """Return the words of a list that is written as one text."""
    return tuple(words.split())
