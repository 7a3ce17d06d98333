"""Split a caption that a text import glued to the sentence after it: "Jane-DoeAmid growing" is two things."""

from __future__ import annotations

import re

from transforms.cleaning.typography import vocabulary

# A personal name, written with hyphens as in a picture's file name or with spaces, right before a capital.
_GLUED = re.compile(
    r"^(?P<caption>[A-Z][\w'’]*(?:\.|[a-z])(?:(?:-|\s)(?:[A-Z][\w'’]*[a-z]|[A-Z]\.|al|bin|de|van|von|ul)){1,4})(?<=[a-z])"
    r"(?P<rest>(?P<word>[A-Z][a-z’']*|[“\"‘][A-Z]?\w*)(?=[\s,]).*)$",
    re.DOTALL,
)
# Words that open a sentence and are no part of a name.
OPENERS = frozenset(
    # Articles, pronouns and determiners.
    vocabulary(
        "a an the this that these those it its he she they we his her their our my i some many most several "
        "all both each every no another such one two three four five six seven eight nine ten about above "
        "across after against ahead along amid amidst among around as at before behind below beneath beside "
        "besides between beyond by concerning despite during except following for from given in inside into "
        "like near of off on onto out outside over past per regarding since through throughout to toward "
        "towards under unlike until up upon via with within without although and because but even ever "
        "further furthermore how however if instead just meanwhile moreover nearly nevertheless not now once "
        "only or so soon still then there therefore though thus today tomorrow tonight unless when whenever "
        "where whereas whether which while who whoever whose why yesterday yet earlier later last next "
        "recently more less der die das ein eine im am nach bei mit seit wegen trotz le la les un une dans "
        "après selon depuis en"
    )
)
# What stands before a capital inside one name: "Jean MacDonald" is not "Jean Mac" and "Donald".
_NAME_PARTS = frozenset(
    vocabulary("mac mc de la le van von di du da del della fitz o st ben al el you tik linked pay face black")
)


def _is_file_name(caption: str) -> bool:
    """Tell whether a caption can only be a picture's file name: "News-Conference-Kabul", three words and no space."""
    return caption.count("-") > 1 and not re.search(r"\s", caption)


def split_glued_caption(paragraph: str) -> tuple[str | None, str]:
    """Return the caption glued to the start of `paragraph` and the rest; (None, paragraph) where there is none."""
    match = _GLUED.match(paragraph[:400])
    if match is None:
        return None, paragraph
    caption = match.group("caption")
    last = re.split(r"[-\s]", caption)[-1]
    opens = match.group("word").lower().strip('“"‘,') in OPENERS
    if last.lower() in _NAME_PARTS or not (opens or _is_file_name(caption)):
        return None, paragraph
    return caption, paragraph[match.start("rest") :]
