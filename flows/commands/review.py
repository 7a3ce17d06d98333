"""The commands `hearsay review [accept|reject|restate|undo|log]`, with which a person decides about claims."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import Config, Reason, say, settings_of
from flows.commands.persons import By, decider
from transforms.records import Stance

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.claim_judgements import Doubtful

review = typer.Typer(
    name="review",
    help="Decide about claims: where a second opinion disagrees, or the rules are unsure. Decisions can be taken back.",
    rich_markup_mode=None,
)

NewStance = Annotated[Stance, typer.Option("--stance", help="The stance that it is.")]
Ids = Annotated[list[int], typer.Argument(metavar="ID...", help="Claims, by the numbers that 'hearsay review' shows.")]


@review.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    config: Config = None,
    *,
    below: Annotated[float, typer.Option(help="Show also claims of less confidence than this.")] = 0.6,
    most: Annotated[int, typer.Option(help="How many claims to show.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a claim.")] = False,
) -> None:
    """Show the claims that are worth a look: disagreements with the second opinion, then the least sure ones."""
    if context.invoked_subcommand is not None:
        return
    from flows.decisions.claims import doubts

    shown = doubts(settings_of(config), below=below, most=most)
    for item in shown:
        if as_json:
            sys.stdout.write(json.dumps(dataclasses.asdict(item), ensure_ascii=False) + "\n")
        else:
            _print(item)
    if not shown and not as_json:
        say("no claims to decide about")


@review.command()
def accept(ids: Ids, config: Config = None, *, reason: Reason = None, by: By = None) -> None:
    """Decide that the rules are right."""
    _rule("accept", ids, config, reason=reason, by=by)


@review.command()
def reject(ids: Ids, config: Config = None, *, reason: Reason = None, by: By = None) -> None:
    """Decide that there is no such claim; it leaves the comparisons and stays in the evidence, marked."""
    _rule("reject", ids, config, reason=reason, by=by)


@review.command()
def restate(ids: Ids, stance: NewStance, config: Config = None, *, reason: Reason = None, by: By = None) -> None:
    """Decide that the stance is another one."""
    _rule("restate", ids, config, reason=reason, by=by, stance=stance)


@review.command()
def undo(ids: Ids, config: Config = None, *, reason: Reason = None, by: By = None) -> None:
    """Take the decision in force back."""
    _rule("undo", ids, config, reason=reason, by=by)


@review.command("log")
def show_log(config: Config = None) -> None:
    """Show every decision, oldest first; those in force are marked."""
    from flows.decisions.claims import rulings

    for item in rulings(settings_of(config)):
        mark = "in force " if item.stands else "replaced "
        stance = f" as {item.stance}" if item.verdict == "restate" else ""
        by = f"  by {item.made_by}" if item.made_by else ""
        why = f"  ({item.reason})" if item.reason else ""
        say(f"{item.made_at:%Y-%m-%d %H:%M} {mark} {item.verdict}{stance}: {item.proposition} {item.holder} ", end="")
        say(f"{item.found_stance}: “{item.sentence}”{by}{why}")


def _rule(
    verdict: str,
    ids: list[int],
    config: Path | None,
    *,
    reason: str | None,
    by: str | None,
    stance: Stance | None = None,
) -> None:
    from flows.decisions.claims import rule_on
    from warehouse.claim_judgements import Ruling

    made = rule_on(settings_of(config), Ruling(verdict), ids, stance=stance, reason=reason, by=decider(by))
    for item in made:
        say(f"{item.verdict}: {item.proposition} {item.holder} {item.found_stance}: “{item.sentence}”")
    say("Next: hearsay snapshot, then hearsay report")


def _print(item: Doubtful) -> None:
    via = f" via {item.via}" if item.via else ""
    say(f"{item.claim_id}  {item.topic} {item.proposition}: {item.statement or ''}")
    say(f"    “{item.sentence}”  ({item.outlet or 'no outlet'}, {item.url})")
    say(f"    rules: {item.stance}, holder {item.holder or 'not named'}{via}, cue {item.cue or 'none'!r}, ", end="")
    say(f"confidence {item.confidence:.2f} [{item.rule}]")
    if item.opinion is not None:
        why = f": {item.opinion_reason}" if item.opinion_reason else ""
        say(f"    second opinion: {item.opinion} ({item.opinion_model}){why}")
    say(f"    hearsay review accept|reject {item.claim_id}, or restate {item.claim_id} --stance ...")
