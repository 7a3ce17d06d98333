"""Read the answer of a language model: strictly, since a guess at what it meant would be an opinion of ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_FENCED: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
_KEYS: Final = frozenset({"answer", "reason"})


class Answer(StrEnum):
    """How a sentence relates to a statement."""

    ASSERT = "assert"
    DENY = "deny"
    NEITHER = "neither"


class ReplyError(Exception):
    """An answer is not in the form that was asked for; the message says in what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with its reason, None where none was given."""

    answer: Answer
    reason: str | None


def read_reply(raw: str) -> Reply:
    """Return the answer in a reply that is one JSON object, bare or in one code fence.

    Raises:
        ReplyError: it is anything else.
    """
    fenced = _FENCED.fullmatch(raw)
    try:
        content = json.loads(fenced[1] if fenced else raw)
    except (ValueError, RecursionError) as error:
        raise ReplyError("the reply is not one JSON object") from error
    if not isinstance(content, dict):
        raise ReplyError("the reply is not one JSON object")
    if unknown := sorted(content.keys() - _KEYS):
        msg = f"the reply has a key that was not asked for: {unknown[0][:40]!r}"
        raise ReplyError(msg)
    answer, reason = content.get("answer"), content.get("reason")
    if not isinstance(answer, str) or answer not in set(Answer):
        msg = f"the reply's answer is {str(answer)[:40]!r}, not assert, deny or neither"
        raise ReplyError(msg)
    if reason is not None and not isinstance(reason, str):
        raise ReplyError("the reply's reason is no text")
    return Reply(answer=Answer(answer), reason=(reason or "").strip() or None)
