"""Say what an analyst still has to write in a topic, and which example sentences are not written as examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.extract.stance.topics import Proposition, Topic


def unfilled(topic: Topic) -> tuple[str, ...]:
    """Return what is still empty, one line each, in the order of the file."""
    return tuple(_empty(topic))


def example_slips(topic: Topic) -> tuple[str, ...]:
    """Return the positive examples that do not begin with a stance and a colon."""
    return tuple(
        f"{proposition.id}: a positive example begins with a stance and a colon ({', '.join(Stance)}): {example}"
        for proposition in topic.proposition
        for example in proposition.positive
        if not _is_example(example)
    )


def _empty(topic: Topic) -> Iterator[str]:
    if not topic.title.strip():
        yield "title is empty; give the topic a short title"
    if not topic.question.strip():
        yield "question is empty; write the disputed question as one sentence"
    if not topic.subject.names:
        yield "subject.names is empty; list the words that name the subject and nothing else"
    for group in topic.group:
        if not group.words:
            yield f"group {group.name}: words is empty; list words that mean the same here, in dictionary form"
    if not topic.proposition:
        yield "no proposition; write at least one [[proposition]]"
    for proposition in topic.proposition:
        yield from _empty_in(proposition)


def _empty_in(proposition: Proposition) -> Iterator[str]:
    if not proposition.statement.strip():
        yield f"{proposition.id}: statement is empty; write the one sentence that people assert, deny or demand"
    if not proposition.pattern:
        yield f"{proposition.id}: no pattern; without one it is never found"
    if not proposition.positive:
        yield f"{proposition.id}: positive is empty; write a sentence that says it, as 'asserts: ...'"
    if not proposition.negative:
        yield f"{proposition.id}: negative is empty; write a sentence that only looks like it"


def _is_example(example: str) -> bool:
    stance, _, sentence = example.partition(": ")
    return stance in set(Stance) and bool(sentence.strip())
