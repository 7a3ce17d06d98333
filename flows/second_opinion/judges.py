"""Who gives the second opinion, as the configuration says: an endpoint, a model on disk, or one that cannot be used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from flows.second_opinion.endpoint import AskError, Endpoint, Said
from flows.second_opinion.settings import JudgeKind
from transforms.opinion.nli import NliError, NliModel, load_nli

if TYPE_CHECKING:
    from flows.settings import Settings


class Judge(Protocol):
    """Answers questions about sentences."""

    model: str
    prompt_hash: str

    def ask(self, *, sentence: str, context: str, statement: str) -> Said:
        """Return what it says. Raises AskError where it says nothing."""
        ...


class NliJudge:
    """An inference model on disk, which answers in the form that an endpoint is asked for."""

    def __init__(self, nli: NliModel) -> None:
        self.model, self.prompt_hash, self._nli = nli.name, nli.prompt_hash, nli

    def ask(self, *, sentence: str, context: str, statement: str) -> Said:
        """Return the model's answer."""
        reply = self._nli.judge(sentence=sentence, context=context, statement=statement)
        raw = json.dumps({"answer": reply.answer.value, "reason": reply.reason})
        return Said(raw=raw, answered_by=None)


class UnusableJudge:
    """A model that could not be loaded: it answers nothing and says why."""

    def __init__(self, model: str, why: str) -> None:
        self.model, self.prompt_hash, self._why = model, "", why

    def ask(self, *, sentence: str, context: str, statement: str) -> Said:  # noqa: ARG002 - as every judge is asked
        """Raise AskError."""
        raise AskError(self._why, is_final=True)


def judge_for(settings: Settings) -> Judge:
    """Return the judge that the configuration names; one that cannot be used says so when it is asked."""
    chosen = settings.second_opinion
    if chosen.judge is JudgeKind.ENDPOINT:
        return Endpoint(chosen)
    folder = settings.folder.parent / (chosen.model or "")
    if chosen.judge is not JudgeKind.NLI:
        return UnusableJudge("none", "second_opinion.judge is off")
    try:
        return NliJudge(load_nli(folder))
    except NliError as error:
        return UnusableJudge(chosen.model or "", str(error))
