"""The commands `hearsay source add` and `list`: look an outlet over and follow it, see how the followed ones fare."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from flows.commands.options import Config, say, settings_of

if TYPE_CHECKING:
    from flows.discovery.source_finding import Outlook, Sample
    from flows.settings import Settings

source = typer.Typer(
    name="source",
    help="Follow outlets: look one over and add it, list those that are followed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_SHOWN_SAMPLES = 3
_SHOWN_WIDTH = 110


@source.command()
def add(
    url: Annotated[str, typer.Argument(help="The outlet's front page, or one of its feeds.")],
    config: Config = None,
    *,
    source_id: Annotated[str | None, typer.Option("--id", help="Its id; default: made of its host.")] = None,
    name: Annotated[str | None, typer.Option(help="Its name in reports; default: what it calls itself.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="It is in a network of yours: addresses need not be public.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print the entry, write nothing.")] = False,
) -> None:
    """Find an outlet's feeds, show what its pages give, and write its entry into config/sources.toml."""
    from flows.discovery.source_entry import append_entry, entry_text, id_for, refuse_known, web_address

    settings = settings_of(config)
    address = web_address(url)
    chosen = source_id or id_for(address)
    refuse_known(settings.sources, chosen, address)
    outlook = look_over(settings, address, allow_private=allow_private)
    refuse_known(settings.sources, chosen, outlook.homepage)
    _tell(outlook)
    today = datetime.now(UTC).date()
    entry = entry_text(outlook, chosen, name or outlook.name or chosen, allow_private=allow_private, day=today)
    if dry_run:
        say(f"\n{entry}")
        return
    path = settings.folder / "sources.toml"
    append_entry(path, entry)
    say(f"\n{chosen} stands at the end of {path} now; look it over, then: hearsay run")


@source.command(name="list")
def list_(
    config: Config = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a source.")] = False,
) -> None:
    """List the configured sources with what each gave and how its feeds fare."""
    from flows.commands.answers import print_table
    from flows.discovery.source_health import listed_sources

    frame = listed_sources(settings_of(config))
    if as_json:
        for row in frame.iter_rows(named=True):
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    else:
        print_table(frame, Console())


def look_over(settings: Settings, url: str, *, allow_private: bool) -> Outlook:
    """Return what a first look at an outlet finds; end the command where that is nothing, saying why."""
    from flows.attempts import load_agencies
    from flows.discovery.source_finding import Scout
    from flows.fetching.addresses import RefusedError
    from flows.fetching.fetch import Fetcher, FetchError

    scout = Scout(
        fetcher=Fetcher(settings.fetch),
        agencies=load_agencies(settings),
        today=datetime.now(UTC).date(),
        max_bytes=settings.fetch.max_bytes,
        allow_private=allow_private,
    )
    try:
        outlook = scout.look_over(url)
    except (RefusedError, FetchError) as error:
        _fail(f"{url}: {getattr(error, 'reason', error)}")
    if not (outlook.feeds or outlook.sitemaps or outlook.listing):
        _fail(f"{url}: no feed, sitemap or link to an article found; name a page that lists its articles")
    return outlook


def _tell(outlook: Outlook) -> None:
    delay = f"asks for {outlook.rules.delay:g} s between requests" if outlook.rules.delay else "asks for no delay"
    say(f"{outlook.name or outlook.homepage}\nrobots.txt: allows Hearsay here, {delay}")
    for url, entries in outlook.feeds.items():
        say(f"feed     {url} (entries: {len(entries)})")
    for url, count in outlook.sitemaps.items():
        say(f"sitemap  {url} ({f'addresses: {count}' if count else 'an index'})")
    if outlook.listing:
        say(f"listing  {outlook.homepage} (links: {len(outlook.listing)}; no feed or sitemap found)")
    readable = [sample for sample in outlook.samples if sample.article is not None]
    for sample in readable[:_SHOWN_SAMPLES]:
        _tell_sample(sample)
    for sample in outlook.samples:
        if sample.article is None:
            say(f"\nnot read {sample.url}: {sample.reason}")
    say(f"\n{_agency_line(outlook)}")


def _tell_sample(sample: Sample) -> None:
    article = sample.article
    if article is None:
        return
    first = article.body.partition("\n")[0]
    first = first if len(first) <= _SHOWN_WIDTH else f"{first[:_SHOWN_WIDTH]} ..."
    say(f"\nsample   {sample.url}")
    say(f"  title    {article.title or '-'}")
    say(f"  date     {article.published.day if article.published else '-'}")
    say(f"  authors  {', '.join(article.authors) or '-'}")
    say(f"  agency   {article.agency or '-'}")
    say(f"  words    {len(article.body.split())}")
    say(f"  begins   {first}")


def _agency_line(outlook: Outlook) -> str:
    if outlook.is_mostly_agency_copy is None:
        return "Whether it mostly carries agency copy cannot be said: no sample page could be read."
    named = ", ".join(f"{agency} {count}" for agency, count in outlook.agencies.most_common())
    verdict = "It mostly carries agency copy" if outlook.is_mostly_agency_copy else "It mostly writes its own"
    credit = f"{outlook.agencies.total()} of {len(outlook.read)} sample pages credit a news agency"
    return f"{verdict}: {credit}{f' ({named})' if named else ''}."


def _fail(line: str) -> NoReturn:
    Console(stderr=True).print(f"hearsay: {line}", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(1)
