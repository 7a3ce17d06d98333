"""Accept a page that was held or taken for a wall, after a person has read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.attempts import load_agencies
from flows.errors import UsageError
from flows.job import OK, new_run_id, recorded
from transforms import clean as cleaning
from transforms.records import Page
from warehouse.keeping import Attempt, keep_settled, page_body
from warehouse.operations import KeptPage, waiting_page
from warehouse.store import writing

if TYPE_CHECKING:
    from flows.settings import Settings
    from transforms.records import CleanArticle


def release(settings: Settings, url: str) -> Attempt:
    """Store the page that waits at `url` as a version of its article and return the attempt that says so.

    Raises:
        UsageError: nothing waits there, its bytes were dropped, or it holds no text.
    """
    started = datetime.now(UTC)
    with writing(settings.warehouse) as connection:
        page = waiting_page(connection, url)
        body = page_body(connection, page.sha256) if page and page.sha256 else None
    if page is None:
        msg = f"{url}: no page is held there; 'hearsay status' lists those that are"
        raise UsageError(msg)
    if body is None:
        msg = f"{url}: the page's bytes were dropped after its source's keep_days; fetch it again with 'hearsay ingest'"
        raise UsageError(msg)
    article = _article(settings, page, body)
    run_id = new_run_id(started)
    attempt = Attempt(
        run_id=run_id,
        source_id=page.source_id,
        url=page.url,
        final_url=page.final_url,
        started_at=started,
        seconds=0.0,
        outcome="stored",
        content_type=page.content_type,
        body=body,
        article=article,
    )
    with recorded(settings, run_id, "release", started) as ending:
        with writing(settings.warehouse) as connection:
            (settled,) = keep_settled(connection, [attempt], cleaner_version=cleaning.VERSION, is_released=True)
        ending.exit_code = OK
    return settled


def _article(settings: Settings, page: KeptPage, body: bytes) -> CleanArticle:
    content = Page(url=page.final_url or page.url, body=body, content_type=page.content_type, source_id=page.source_id)
    try:
        return cleaning.clean(content, today=page.fetched_at.date(), agencies=load_agencies(settings))
    except cleaning.UncleanableError as error:
        msg = f"{page.url}: cannot be released, {error.reason}"
        raise UsageError(msg) from error
