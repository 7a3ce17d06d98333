"""What a language model is asked about a sentence and a proposition."""

from __future__ import annotations

from typing import Final

from transforms.identity import content_hash

CONTEXT: Final = 300
"""How many characters before the sentence are shown with it, at most."""

_TASK: Final = """\
You check how news sentences relate to a statement. You do not judge whether the statement is true.
Answer "assert" if somebody quoted or named in the sentence, or the sentence itself, says that the statement holds, \
takes it for granted, or demands it where it is a demand.
Answer "deny" if somebody denies, rejects or contradicts the statement, or refuses it where it is a demand.
Answer "neither" if the sentence does neither: it is about something else, only asks, or leaves the matter open.
Use the context only to understand whom and what the sentence speaks of.
Answer with one JSON object and nothing else: {"answer": "assert" | "deny" | "neither", "reason": "a few words"}"""
_QUESTION: Final = "Statement: {statement}\n\nContext: {context}\n\nSentence: {sentence}"


def messages(*, sentence: str, context: str, statement: str) -> list[dict[str, str]]:
    """Return the chat messages that ask about one sentence."""
    asked = _QUESTION.format(statement=statement, context=context or "(none)", sentence=sentence)
    return [{"role": "system", "content": _TASK}, {"role": "user", "content": asked}]


def prompt_hash() -> str:
    """Return a hash of the wording of the question, which an answer is only worth something with."""
    return content_hash(f"{_TASK}\x1f{_QUESTION}\x1f{CONTEXT}")[:16]


def context_before(text: str) -> str:
    """Return the end of the text before a sentence, at most `CONTEXT` characters and from the beginning of a word."""
    shown = text[-CONTEXT:]
    if len(text) > CONTEXT and " " in shown:
        shown = shown.split(" ", 1)[1]
    return " ".join(shown.split())
