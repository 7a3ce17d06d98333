"""Tell the person at the terminal how a run goes: a line a source, a progress bar, a summary with the next command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from flows.operating.causes import by_cause

if TYPE_CHECKING:
    from rich.console import Console

    from flows.job import RunSummary
    from flows.outcomes import SourceOutcome

_SHOWN_FAILURES = 10
_NEXT = """Next: open the report in a browser, or ask
  hearsay sql "select stance, holder_name, via_holder, outlet, said_date from v_evidence \
where proposition = 'P1' and scope = 'named' order by stance, said_date\""""
_STAGES = {
    "ingest": "Fetching and cleaning",
    "extract": "Extracting entities, quotes, dates and claims",
    "opinion": "Asking for a second opinion",
    "snapshot": "Publishing the snapshot",
    "report": "Comparing and writing the report",
}


class Silence:
    """Says nothing: for machines and for Prefect's own logs."""

    def stage(self, name: str) -> None:
        """Say nothing of a stage."""

    def source(self, outcome: SourceOutcome) -> None:
        """Say nothing of a source."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing of progress."""


class TerminalNarrator:
    """One line a source and a stage; a progress bar only where somebody looks at a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None

    def __reduce__(self) -> tuple[type[Silence], tuple[()]]:
        """Be silent in another process: the terminal is this one's."""
        return Silence, ()

    def stage(self, name: str) -> None:
        """Print what begins now."""
        self._console.print(f"{_STAGES.get(name, name)} ...", highlight=False)

    def source(self, outcome: SourceOutcome) -> None:
        """Print what a source gave and each of its failures."""
        self._console.print(f"  {outcome.line}", highlight=False, markup=False, soft_wrap=True)
        for url, reason in outcome.failures:
            self._console.print(
                f"    failed: {url}: {reason}", style="yellow", highlight=False, markup=False, soft_wrap=True
            )
        for notice in outcome.notices:
            self._console.print(f"    note: {notice}", highlight=False, markup=False, soft_wrap=True)

    def progress(self, done: int, total: int) -> None:
        """Move the bar, or print a line now and then where there is no terminal."""
        if not self._console.is_terminal:
            if done == total:
                self._console.print(f"  {done} of {total}", highlight=False)
            return
        if self._bar is None:
            columns = (TextColumn("  done"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.add_task("done", total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)
        if done == total:
            self._bar.stop()
            self._bar = None


def print_summary(summary: RunSummary, console: Console) -> None:
    """Print what a run did, what failed, and the next useful command."""
    stored = sum(item.stored for item in summary.sources)
    unchanged = sum(item.unchanged for item in summary.sources)
    extracted = summary.extraction
    lines = [f"{stored} new and {unchanged} unchanged texts from {len(summary.sources)} sources"]
    if extracted is not None:
        lines.append(f"{extracted.versions} texts read, {extracted.rows} rows found")
    if summary.opinion is not None:
        lines.append(summary.opinion.line)
    if summary.dropped_pages:
        lines.append(f"raw bytes of {summary.dropped_pages} pages dropped after their keep_days")
    if summary.failures:
        count = "1 failure" if len(summary.failures) == 1 else f"{len(summary.failures)} failures"
        lines.append(f"{count} (exit code {summary.exit_code}):")
        lines += [f"  {where}: {what}: {why}" for where, what, why in summary.failures[:_SHOWN_FAILURES]]
        hidden = len(summary.failures) - _SHOWN_FAILURES
        if hidden > 0:
            lines.append(f"  and {hidden} more; hearsay status and v_failure have all. By source and cause:")
            lines += [f"  {where}: {cause}: {count}" for where, cause, count in by_cause(summary.failures)]
    lines += [f"note: {where}: {line}" for where, line in summary.notices]
    if summary.report is not None:
        lines += [f"report   {_short(summary.report)}", f"snapshot {_short(summary.snapshot)}"]
    lines.append(f"done in {summary.seconds:.1f} s")
    console.print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)
    console.print(_NEXT, highlight=False, markup=False, soft_wrap=True)


def summary_markdown(summary: RunSummary) -> str:
    """Return the summary as Markdown, for Prefect's artifact."""
    rows = [
        f"| {item.source_id} | {item.stored} | {item.unchanged} | {len(item.failures)} |" for item in summary.sources
    ]
    failures = [f"- {where}: `{what}`: {why}" for where, what, why in summary.failures] or ["- none"]
    notices = [f"- {where}: {line}" for where, line in summary.notices] or ["- none"]
    table = ["| source | new | unchanged | failed |", "|---|---|---|---|", *rows]
    causes = [f"- {where}: {cause}: {count}" for where, cause, count in by_cause(summary.failures)] or ["- none"]
    parts = [
        "## Failures by source and cause",
        "",
        *causes,
        "",
        "## Failures",
        "",
        *failures,
        "",
        "## Notes",
        "",
        *notices,
    ]
    return "\n".join([f"# Run {summary.run_id}", "", *table, "", *parts])


def _short(path: object) -> str:
    """Return a path relative to the working directory where it lies below it."""
    whole = Path(str(path))
    here = Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)
