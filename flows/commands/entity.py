"""The commands `hearsay entity review|merge|refuse|split|log`, with which a person decides about names."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from flows.commands.options import Config, Reason, say, settings_of, write_json
from flows.commands.persons import By, decider

if TYPE_CHECKING:
    from pathlib import Path

entity = typer.Typer(
    name="entity",
    help="Decide about names: which spellings are one entity. Decisions are logged and can be taken back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Url = Annotated[str | None, typer.Option("--url", help="Only in the article at this address.")]
Variant = Annotated[str, typer.Argument(help="The spelling found in texts.")]
Name = Annotated[str, typer.Argument(help="The entity it is, or is not.")]


class Grounds(NamedTuple):
    """Why something was decided, by whom, and for which article where it is not for all."""

    reason: str | None
    by: str | None
    url: str | None = None


@entity.command()
def review(
    config: Config = None,
    *,
    most: Annotated[int, typer.Option(help="How many proposals to show.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a proposal.")] = False,
) -> None:
    """Show pairs of names that may be one entity, best first. Nothing is merged before you say so."""
    from flows.decisions.names import review as proposals

    shown = proposals(settings_of(config), most)
    for item in shown:
        proposal = item.proposal
        if as_json:
            write_json(
                {
                    "variant": proposal.merge_name,
                    "name": proposal.keep_name,
                    "type": proposal.type,
                    "score": round(proposal.score, 3),
                    "rule": proposal.rule,
                    "variant_evidence": item.merged,
                    "name_evidence": item.kept,
                }
            )
            continue
        say(
            f"{proposal.merge_name!r} = {proposal.keep_name!r}?  {proposal.type} {proposal.score:.2f} [{proposal.rule}]"
        )
        for evidence in (item.merged, item.kept):
            if evidence is not None:
                say(f"    {evidence[1] or 'no outlet'}: ... {evidence[0]} ...")
        say(f"    hearsay entity merge {_quoted(proposal.merge_name)} {_quoted(proposal.keep_name)}")
    if not shown and not as_json:
        say("no names to decide about")


@entity.command()
def merge(
    variant: Variant, name: Name, config: Config = None, *, url: Url = None, reason: Reason = None, by: By = None
) -> None:
    """Decide that VARIANT is NAME in all texts; with --url, take back a split that was made for one article."""
    _judge("merge", (variant, name), config, Grounds(reason, by, url))


@entity.command()
def refuse(variant: Variant, name: Name, config: Config = None, *, reason: Reason = None, by: By = None) -> None:
    """Decide that VARIANT is not NAME; it is not proposed again."""
    _judge("refuse", (variant, name), config, Grounds(reason, by))


@entity.command()
def split(
    variant: Variant, name: Name, config: Config = None, *, url: Url = None, reason: Reason = None, by: By = None
) -> None:
    """Decide that VARIANT never means NAME: takes a merge back, stops an alias or the short form of a long name."""
    _judge("split", (variant, name), config, Grounds(reason, by, url))


@entity.command("log")
def show_log(config: Config = None) -> None:
    """Show every decision, oldest first; those in force are marked."""
    from flows.decisions.names import decisions

    for item in decisions(settings_of(config)):
        mark = "in force " if item.stands else "replaced "
        why = f"  ({item.reason})" if item.reason else ""
        by = f"  by {item.made_by}" if item.made_by else ""
        where = f"  in {item.url}" if item.url else ""
        say(f"{item.made_at:%Y-%m-%d %H:%M} {mark} {item.verdict}: {item.variant!r}, {item.name!r}{where}{by}{why}")


def _judge(verdict: str, names: tuple[str, str], config: Path | None, grounds: Grounds) -> None:
    from flows.decisions.names import Decision, judge
    from warehouse.judgements import Verdict

    variant, name = names
    said = Decision(
        verdict=Verdict(verdict),
        variant=variant,
        name=name,
        reason=grounds.reason,
        by=decider(grounds.by),
        url=grounds.url,
    )
    decision = judge(settings_of(config), said)
    say(f"{decision.verdict}: {decision.variant!r}, {decision.name!r}. Next: hearsay extract")


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "'\\''") + "'"
