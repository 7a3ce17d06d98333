"""Second opinion: ask a model about the sentences that the rules found a claim in. Its failures never fail a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.second_opinion.endpoint import AskError
from flows.second_opinion.judges import judge_for
from transforms.identity import stable_id
from transforms.opinion.prompt import CONTEXT, context_before
from transforms.opinion.reply import ReplyError, read_reply
from warehouse.opinions import Asked, Opinion, Place, keep, known, unasked
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flows.second_opinion.endpoint import Said
    from flows.second_opinion.judges import Judge
    from flows.settings import Settings

_GIVE_UP = 3  # failures in a row after which a run asks no more
_KEPT_TOGETHER = 20  # answers in one transaction: what a killed run can lose
_Questions = dict[int, list[Place]]


@dataclass(slots=True, kw_only=True)
class OpinionOutcome:
    """What became of the sentences: judged now, judged before, reply unreadable, not judged and why."""

    model: str
    judged: int = 0
    reused: int = 0
    unreadable: int = 0
    not_judged: Counter[str] = field(default_factory=Counter)

    @property
    def line(self) -> str:
        """Return the outcome in one line."""
        parts = [f"{self.judged} judged"]
        if self.reused:
            parts.append(f"{self.reused} as answered before")
        if self.unreadable:
            parts.append(f"{self.unreadable} with a reply that could not be read")
        parts += [f"{count} not judged: {why}" for why, count in self.not_judged.items()]
        return f"second opinion ({self.model}): {'; '.join(parts)}"


def seek_opinions(
    settings: Settings, tell: Callable[[int, int], None] = lambda _done, _of: None, *, retry: bool = False
) -> OpinionOutcome:
    """Ask about every sentence that lacks an opinion, store the answers, and return what became of them.

    `tell` hears (done, of). With `retry` those whose reply could not be read are asked again.
    """
    judge = judge_for(settings)
    outcome = OpinionOutcome(model=judge.model)
    waiting = _unanswered(settings, judge, outcome, retry=retry)
    answers: list[Asked] = []
    try:
        for done, found in enumerate(_answers(judge, waiting, settings.second_opinion.most_requests, outcome), 1):
            answers += found
            if len(answers) >= _KEPT_TOGETHER:
                _keep(settings, answers)
            tell(done, len(waiting))
    finally:
        # Answers may have cost money: what was answered is kept, whatever ended the loop.
        _keep(settings, answers)
    return outcome


def _unanswered(settings: Settings, judge: Judge, outcome: OpinionOutcome, *, retry: bool) -> _Questions:
    """Return the questions to ask, each with its places; what was answered before is noted at once."""
    with writing(settings.warehouse) as connection:
        places = unasked(connection, model=judge.model, prompt_hash=judge.prompt_hash, before=2 * CONTEXT, retry=retry)
        questions: _Questions = {}
        for place in places:
            questions.setdefault(_question_id(place, judge), []).append(place)
        held = known(connection, questions, retry=retry)
        for key, opinion in held.items():
            found = _asked(judge, key, questions.pop(key), opinion)
            keep(connection, found)
            outcome.reused += len(found)
    return questions


def _answers(judge: Judge, questions: _Questions, most: int, outcome: OpinionOutcome) -> Iterator[list[Asked]]:
    """Yield what the judge answers, by question; nothing after the cap, a final failure or several in a row."""
    stopped: str | None = None
    failures = asked = 0
    for key, places in questions.items():
        if stopped is None and asked >= most:
            stopped = f"the run's cap of {most} questions (second_opinion.most_requests)"
        if stopped is not None:
            outcome.not_judged[stopped] += len(places)
            yield []
            continue
        asked += 1
        try:
            said = _ask(judge, places[0])
        except AskError as error:
            failures += 1
            outcome.not_judged[str(error)] += len(places)
            if error.is_final or failures >= _GIVE_UP:
                stopped = str(error)
            yield []
            continue
        failures = 0
        yield _asked(judge, key, places, _opinion(said, len(places), outcome))


def _ask(judge: Judge, place: Place) -> Said:
    return judge.ask(sentence=place.sentence, context=context_before(place.before), statement=place.statement)


def _opinion(said: Said, places: int, outcome: OpinionOutcome) -> Opinion:
    """Read a reply; one that cannot be read is kept as such and is no opinion."""
    answer, reason, complaint = None, None, None
    try:
        reply = read_reply(said.raw)
    except ReplyError as error:
        complaint = str(error)
        outcome.unreadable += places
    else:
        answer, reason = reply.answer.value, reply.reason
        outcome.judged += places
    return Opinion(
        answered_by=said.answered_by,
        answer=answer,
        reason=reason,
        error=complaint,
        raw=said.raw,
        asked_at=datetime.now(UTC),
    )


def _question_id(place: Place, judge: Judge) -> int:
    """Return the id of a question: wherever the same is asked of the same model, the answer is the same."""
    context = context_before(place.before)
    asked = (place.topic, place.proposition, place.statement, context, place.sentence)
    return stable_id("question", *asked, judge.model, judge.prompt_hash)


def _asked(judge: Judge, key: int, places: Sequence[Place], opinion: Opinion) -> list[Asked]:
    return [
        Asked(place=place, question_id=key, model=judge.model, prompt_hash=judge.prompt_hash, opinion=opinion)
        for place in places
    ]


def _keep(settings: Settings, answers: list[Asked]) -> None:
    if answers:
        with writing(settings.warehouse) as connection:
            keep(connection, answers)
        answers.clear()
