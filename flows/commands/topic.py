"""The commands `hearsay topic new`, `check` and `try`, with which an analyst writes a topic."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import AsJson, Config, say, settings_of, write_json

if TYPE_CHECKING:
    from flows.topics.trial import Place, Tried
    from transforms.extract.stance.matching import NearMiss
    from transforms.records import Claim

topic = typer.Typer(
    name="topic",
    help="Write, check and try the topics: the disputed questions that claims are found for.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@topic.command()
def new(
    name: Annotated[str, typer.Argument(help="Lower-case letters, digits and _, as in river_dam.")],
    config: Config = None,
    *,
    question: Annotated[str, typer.Option(help="The disputed question, as one sentence.")] = "",
) -> None:
    """Write config/topics/NAME.toml, a commented skeleton to fill in."""
    from flows.topics.trial import write_topic

    path = write_topic(settings_of(config).folder, name, question)
    say(f"wrote {path}; fill it in, then: hearsay topic check {name}")


@topic.command()
def check(
    name: Annotated[str | None, typer.Argument(metavar="[NAME|FILE]", help="Default: every topic.")] = None,
    config: Config = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Check the topic files: keys, references, what is still empty, and their own example sentences."""
    from flows.topics.trial import check_files, topic_paths

    settings = settings_of(config)
    checked = check_files(settings, topic_paths(settings.folder, name))
    wrong = any(one.wrong for one in checked)
    if as_json:
        rows = [
            {"topic": one.topic, "file": str(one.path), "examples": one.examples, "wrong": list(one.wrong)}
            for one in checked
        ]
        write_json({"well": not wrong, "topics": rows})
    else:
        for one in checked:
            for line in one.wrong:
                say(line)
            if not one.wrong:
                say(f"{one.topic}: well, {one.examples} examples hold")
    raise typer.Exit(2 if wrong else 0)


@topic.command(name="try")
def try_(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A topic, or a topic file that is saved nowhere.")],
    config: Config = None,
    *,
    most: Annotated[int, typer.Option(min=1, help="How many hits and near misses to show.")] = 10,
    texts: Annotated[int, typer.Option(min=1, help="How many stored texts to look at, newest first.")] = 200,
    as_json: AsJson = False,
) -> None:
    """Show what a topic finds and nearly finds in the newest snapshot, with the reason for each. Stores nothing."""
    from flows.topics.trial import topic_paths, try_file
    from transforms.extract.stance.trial import spread

    settings = settings_of(config)
    tried = try_file(settings, topic_paths(settings.folder, name)[0], texts=texts)
    hits = spread(tried.hits, most, lambda row: row[1].proposition)
    misses = spread(tried.misses, most, lambda row: row[1].proposition)
    if as_json:
        counts = {
            "texts_looked_at": tried.looked_at,
            "texts_read": tried.read,
            "hits_found": len(tried.hits),
            "near_misses_found": len(tried.misses),
        }
        rows = {"hits": [_hit_row(*row) for row in hits], "near_misses": [_miss_row(*row) for row in misses]}
        write_json(counts | rows | {"refused": list(tried.refused)})
    else:
        _tell_trial(tried, hits, misses)


def _tell_trial(tried: Tried, hits: list[tuple[Place, Claim]], misses: list[tuple[Place, NearMiss]]) -> None:
    say(f"{tried.looked_at} texts looked at, newest first; {tried.read} hold a word for the subject and were read")
    for line in tried.refused:
        say(f"could not be read: {line}")
    say(f"\n{len(hits)} of {len(tried.hits)} hits")
    for place, claim in hits:
        row = _hit_row(place, claim)
        via = f", via {', '.join(claim.via)}" if claim.via else ""
        say(f"\n{claim.proposition} {claim.stance}: {row['holder']}{via} ({row['outlet']})")
        say(f"    {row['sentence']}")
        cue = f"cue {claim.cue!r}" if claim.cue else "no cue, its own words"
        say(f"    because: pattern {row['pattern']!r}, {cue} [{claim.rule}]")
    say(f"\n{len(misses)} of {len(tried.misses)} near misses")
    for place, miss in misses:
        head = f" at {miss.head!r}" if miss.head else ""
        say(f"\n{miss.proposition} not found ({place.outlet or place.url})")
        say(f"    {miss.sentence}")
        say(f"    because: pattern {miss.pattern!r}{head}: {miss.reason}")


def _hit_row(place: Place, claim: Claim) -> dict[str, object]:
    return {
        "proposition": claim.proposition,
        "stance": str(claim.stance),
        "holder": claim.holder or str(claim.holder_kind),
        "via": list(claim.via),
        "outlet": place.outlet or place.url,
        "url": place.url,
        "sentence": " ".join(claim.sentence.split()),
        "pattern": claim.rule.split("/")[0],
        "cue": claim.cue,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _miss_row(place: Place, miss: NearMiss) -> dict[str, object]:
    return {
        "proposition": miss.proposition,
        "outlet": place.outlet or place.url,
        "url": place.url,
        "sentence": miss.sentence,
        "pattern": miss.pattern,
        "head": miss.head or None,
        "reason": miss.reason,
    }
