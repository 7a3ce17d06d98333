"""The command line. Each command reads the configuration, calls one plain function and tells what came of it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.commands.entity import entity
from flows.commands.export import export
from flows.commands.operate import register as register_operating
from flows.commands.opinion import register as register_opinion
from flows.commands.options import AsJson, Config, day_of, settings_of, write_json
from flows.commands.review import review
from flows.commands.schedule import register as register_schedules
from flows.commands.source import source as source_app
from flows.commands.topic import topic
from flows.errors import EngineError, StoppedError, UsageError
from flows.settings import Settings, own_configuration
from warehouse.store import WarehouseError

if TYPE_CHECKING:
    from flows.corpus import CorpusOutcome
    from flows.extract import Vocabulary

app = typer.Typer(
    name="hearsay",
    help="Who says what, where, and who says otherwise.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Verbose = Annotated[bool, typer.Option("--verbose", help="Say more, also what Prefect logs.")]


@app.command()
def run(
    config: Config = None,
    *,
    direct: Annotated[
        bool, typer.Option("--direct", help="Without Prefect: starts at once, shows no flow run.")
    ] = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Do the main job: ingest the sources, extract, publish a snapshot, write the comparison report."""
    from flows.engine import DirectEngine
    from flows.job import run_job
    from flows.narration import Silence, TerminalNarrator, print_summary

    settings = settings_of(config, verbose=verbose)
    vocabulary = _vocabulary(settings)
    console = Console(stderr=as_json)
    narrator = Silence() if as_json else TerminalNarrator(console)
    try:
        if direct:
            summary = run_job(settings, vocabulary, DirectEngine(settings), narrator)
        else:
            from flows.run import run_with_prefect

            summary = run_with_prefect(settings, vocabulary, narrator)
    except KeyboardInterrupt as interrupt:
        raise StoppedError from interrupt
    if as_json:
        write_json(summary.as_json())
    else:
        print_summary(summary, console)
    raise typer.Exit(summary.exit_code)


@app.command()
def ingest(
    what: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL...", help="Files, folders, addresses, lists of them.")
    ],
    config: Config = None,
    *,
    source: Annotated[str | None, typer.Option(help="Id of the source they belong to.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Their date, YYYY-MM-DD, where you know it.")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Take in single texts: html and txt files, folders of them, web addresses, lists of addresses, WARC files."""
    from flows.adhoc import ingest_what

    settings = settings_of(config, verbose=verbose)
    summary = ingest_what(settings, what, source_id=source, published=day_of(published, "--published"))
    if as_json:
        write_json(summary.as_json())
    else:
        console = Console()
        for outcome in summary.sources:
            console.print(outcome.line, highlight=False, markup=False)
            for notice in outcome.notices:
                console.print(f"  note: {notice}", highlight=False, markup=False, soft_wrap=True)
        for _, url, reason in summary.failures:
            console.print(f"  failed: {url}: {reason}", style="yellow", highlight=False, markup=False, soft_wrap=True)
        console.print("Next: hearsay extract", highlight=False)
    raise typer.Exit(summary.exit_code)


@app.command()
def extract(config: Config = None, *, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """Extract entities, quotes, dates and claims from every text that lacks them, and publish a snapshot."""
    from flows.adhoc import extract_now
    from flows.narration import Silence, TerminalNarrator

    settings = settings_of(config, verbose=verbose)
    console = Console(stderr=as_json)
    summary = extract_now(settings, _vocabulary(settings), Silence() if as_json else TerminalNarrator(console))
    if as_json:
        write_json(summary.as_json())
    elif summary.extraction is not None:
        console.print(
            f"{summary.extraction.versions} texts read, {summary.extraction.rows} rows found", highlight=False
        )
        for _, url, reason in summary.failures:
            console.print(f"  failed: {url}: {reason}", style="yellow", highlight=False, markup=False, soft_wrap=True)
        console.print('Next: hearsay report, or hearsay sql "select * from v_evidence"', highlight=False)
    raise typer.Exit(summary.exit_code)


@app.command()
def report(config: Config = None, *, as_json: AsJson = False) -> None:
    """Write the comparison report from the newest snapshot: HTML, Markdown and a CSV for each table."""
    from flows.report import write_report

    settings = settings_of(config)
    path = write_report(settings, _vocabulary(settings), settings.latest)
    if as_json:
        write_json({"report": str(path)})
    else:
        Console().print(f"report {path}", highlight=False, soft_wrap=True)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A select statement; see v_evidence, v_quotes, v_timeline, ...")],
    config: Config = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a row.")] = False,
    parquet: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a Parquet file.")] = None,
) -> None:
    """Answer a question in SQL from the newest snapshot. Writes are refused."""
    from flows.commands.answers import print_table, write_csv, write_json
    from warehouse.export import answer

    if sum([as_csv, as_json, parquet is not None]) > 1:
        raise UsageError("choose one of --csv, --json and --parquet")
    frame = answer(settings_of(config).latest, query)
    if as_csv:
        write_csv(frame, sys.stdout)
    elif as_json:
        write_json(frame, sys.stdout)
    elif parquet is not None:
        frame.write_parquet(parquet)
        Console().print(f"{frame.height} rows in {parquet}", highlight=False)
    else:
        print_table(frame, Console())


@app.command()
def snapshot(config: Config = None) -> None:
    """Publish the warehouse as it is now."""
    from flows.job import new_run_id, publish_snapshot

    settings = settings_of(config)
    path = publish_snapshot(settings, new_run_id(datetime.now(UTC)))
    Console().print(f"snapshot {path}", highlight=False, soft_wrap=True)


@app.command()
def annotate(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Rows {doc_id, text, dct?, title?}.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for entities, quotes, dates and claims .jsonl.")],
    config: Config = None,
) -> None:
    """Annotate a corpus of your own without a warehouse, offsets into the text exactly as given."""
    from flows.corpus import annotate as annotate_corpus
    from flows.extract import load_vocabulary

    settings = settings_of(config)
    # Not with a person's judgements: these live in the warehouse, which this command does not need.
    vocabulary = load_vocabulary(settings.folder, settings.language.model, sample=settings.sample.enabled)
    _tell_outcome(annotate_corpus(source, out, vocabulary), out)


@app.command()
def clean(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Rows {id, file, url}.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="JSON lines with id, text, title, authors, date.")],
    config: Config = None,
) -> None:
    """Clean pages of your own without a warehouse."""
    from flows.attempts import load_agencies
    from flows.corpus import clean_pages

    agencies = load_agencies(settings_of(config))
    _tell_outcome(clean_pages(source, out, today=datetime.now(UTC).date(), agencies=agencies), out)


@app.command()
def quotes(
    what: Annotated[
        str, typer.Argument(metavar="ARTICLE|FILE", help="Address or id of a stored article, or a text file.")
    ],
    config: Config = None,
) -> None:
    """Print an article with its quotes, cues and speakers marked."""
    from flows.marking import quotes_marked

    settings = settings_of(config)
    quotes_marked(settings, _vocabulary(settings), what, Console())


@app.command()
def dates(
    what: Annotated[
        str, typer.Argument(metavar="ARTICLE|FILE", help="Address or id of a stored article, or a text file.")
    ],
    config: Config = None,
    *,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The file's date, YYYY-MM-DD.")] = None,
) -> None:
    """Print an article with its temporal expressions, their values and anchors marked."""
    from flows.marking import dates_marked

    settings = settings_of(config)
    day = day_of(published, "--published")
    dates_marked(settings, _vocabulary(settings), what, Console(), day.date() if day else None)


@app.command()
def verify(config: Config = None) -> None:
    """Check that every row of the newest snapshot still points at the characters that prove it."""
    from warehouse.integrity import breaches
    from warehouse.store import reading

    with reading(settings_of(config).latest) as connection:
        found = breaches(connection)
    for breach in found:
        Console(stderr=True).print(f"{breach.rows} rows fail '{breach.check}': {'; '.join(breach.examples)}")
    if found:
        raise typer.Exit(1)
    Console().print("every row points at its evidence", highlight=False)


@app.command()
def doctor(config: Config = None) -> None:
    """Check Python, packages, configuration, language pipeline, database and write access."""
    from flows.operating.doctor import examine

    console = Console()
    findings = examine(own_configuration(config))
    for finding in findings:
        mark = "ok    " if finding.well else "WRONG "
        console.print(f"{mark}{finding.check}: {finding.seen}", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)


# In the order in which `hearsay --help` lists them, after the commands above.
app.command()(export)
register_operating(app)
register_schedules(app)
register_opinion(app)
for group in (source_app, topic, entity, review):
    app.add_typer(group)


def main() -> None:
    """Run the command line; a mistake is one line on standard error and an exit code."""
    try:
        app()
    except UsageError as error:
        _complain(error, 2)
    except (WarehouseError, EngineError) as error:
        _complain(error, 1)
    except OSError as error:
        if error.filename is None:
            raise
        _complain(f"{error.filename}: {error.strerror}; free some space or choose another folder", 1)
    except StoppedError:
        _complain("stopped; what was committed stays, the next run goes on from there", 130)


def _complain(error: object, code: int) -> None:
    Console(stderr=True).print(f"hearsay: {error}", highlight=False, markup=False, soft_wrap=True)
    sys.exit(code)


def _vocabulary(settings: Settings) -> Vocabulary:
    from flows.decisions.names import judged_vocabulary

    return judged_vocabulary(settings)


def _tell_outcome(outcome: CorpusOutcome, out: Path) -> None:
    Console().print(f"{outcome.done} done, {len(outcome.refused)} refused; written to {out}", highlight=False)
    for name, reason in outcome.refused:
        Console(stderr=True).print(f"  {name}: {reason}", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(3 if outcome.refused else 0)
