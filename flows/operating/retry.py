"""Take up what failed: clean kept pages by the present rules without a request, fetch the rest again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flows.attempts import cleaned, load_agencies
from flows.discovery.discover import Found
from flows.discovery.feeds import is_web
from flows.engine import DirectEngine
from flows.ingest import ingest_addresses, keep_attempts
from flows.job import FAILED, OK, PARTIAL, fetcher_for, new_run_id, recorded
from warehouse.keeping import Attempt, page_body
from warehouse.operations import Failing, failing
from warehouse.store import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryOutcome:
    """What came of a retry, in addresses. `left` will hardly pass and were not tried."""

    cleaned: int
    stored: int
    unchanged: int
    failures: tuple[tuple[str, str], ...]
    left: int

    @property
    def lines(self) -> list[str]:
        """Lines for the terminal: the counts, each failure, what to do next."""
        tried = self.cleaned + self.stored + self.unchanged + len(self.failures)
        if not tried and not self.left:
            return ["nothing has failed that could be tried again"]
        lines = [
            (
                f"{tried} tried again: {self.cleaned} cleaned from kept pages, {self.stored} fetched and new, "
                f"{self.unchanged} fetched and unchanged, {len(self.failures)} failed again"
            )
        ]
        lines += [f"  failed: {url}: {reason}" for url, reason in self.failures]
        if self.left:
            lines.append(f"{self.left} not tried, for they are gone or refused; --all tries them too")
        if self.cleaned or self.stored:
            lines.append("Next: hearsay extract")
        return lines

    @property
    def exit_code(self) -> int:
        """0 when nothing failed again, 3 when some did, 1 when all did."""
        if not self.failures:
            return OK
        return PARTIAL if self.cleaned or self.stored or self.unchanged else FAILED

    def as_json(self) -> dict[str, Any]:
        """Return the outcome for machines."""
        return {
            "cleaned": self.cleaned,
            "new": self.stored,
            "unchanged": self.unchanged,
            "failures": [{"what": url, "why": reason} for url, reason in self.failures],
            "not_tried": self.left,
            "exit_code": self.exit_code,
        }


def retry(settings: Settings, *, source_id: str | None, everything: bool) -> RetryOutcome:
    """Try every address again whose newest attempt failed and may pass; with `everything`, the hopeless ones too."""
    started = datetime.now(UTC)
    run_id = new_run_id(started)
    with recorded(settings, run_id, "retry", started) as ending:
        with writing(settings.warehouse) as connection:
            found = failing(connection, source_id)
        lists = {url for source in settings.sources for url in (*source.feeds, *source.sitemaps, *source.listings)}
        found = [item for item in found if item.page.url not in lists]
        chosen = [item for item in found if everything or item.may_pass]
        mended = _clean_again(settings, run_id, chosen)
        rest = [item for item in chosen if item.page.url not in mended]
        local = [(item.page.url, item.reason) for item in rest if not is_web(item.page.url)]
        stored, unchanged, failures = _fetch_again(settings, run_id, [item for item in rest if is_web(item.page.url)])
        outcome = RetryOutcome(
            cleaned=len(mended),
            stored=stored,
            unchanged=unchanged,
            failures=(*local, *failures),
            left=len(found) - len(chosen),
        )
        ending.exit_code = outcome.exit_code
    return outcome


def _clean_again(settings: Settings, run_id: str, chosen: Sequence[Failing]) -> set[str]:
    """Clean the kept pages of failed attempts and store those that are articles now; return their addresses."""
    agencies = load_agencies(settings)
    mended: set[str] = set()
    for item in chosen:
        with writing(settings.warehouse) as connection:
            body = page_body(connection, item.page.sha256) if item.page.sha256 else None
        if body is None:
            continue
        blank = Attempt(
            run_id=run_id,
            source_id=item.page.source_id,
            url=item.page.url,
            final_url=item.page.final_url,
            started_at=datetime.now(UTC),
            seconds=0.0,
            outcome="failed",
            content_type=item.page.content_type,
            body=body,
        )
        attempt = cleaned(blank, agencies, None)
        if attempt.outcome == "stored":
            (settled,) = keep_attempts(settings.warehouse, run_id, [attempt])
            mended |= {item.page.url} if settled.outcome in {"stored", "unchanged"} else set()
    return mended


def _fetch_again(
    settings: Settings, run_id: str, chosen: Sequence[Failing]
) -> tuple[int, int, tuple[tuple[str, str], ...]]:
    """Fetch addresses and keep what comes; return how many are new and unchanged, and (address, reason) of the rest."""
    if not chosen:
        return 0, 0, ()
    private = {source.id for source in settings.sources if source.allow_private}
    found = [
        Found(url=item.page.url, source_id=item.page.source_id, allow_private=item.page.source_id in private)
        for item in chosen
    ]
    with fetcher_for(settings) as fetcher:
        outcome = ingest_addresses(settings, run_id, DirectEngine(settings), fetcher, found)
    return outcome.stored, outcome.unchanged, outcome.failures
