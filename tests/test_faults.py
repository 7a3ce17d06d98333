"""Every fault of tests/fault_table.py through the real fetcher, cleaner and warehouse."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from flows.discovery.discover import Found
from flows.engine import DirectEngine
from flows.fetching.fetch import Clock, Fetcher
from flows.ingest import ingest_addresses, ingest_sources
from flows.settings import FetchSettings, Source, load_settings
from tests.certificates import Authority
from tests.conftest import PROJECT
from tests.fault_server import Visits, bomb, faults, mute
from tests.fault_table import FAULTS, STORED, Fault, as_markdown
from warehouse.store import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.fetching.fetch import Answer

GATE = json.loads((PROJECT / "tests" / "gates" / "ingestion.json").read_text("utf-8"))
QUICK = FetchSettings(deadline=1.0, spacing=0.0, max_bytes=2_000_000, attempts=2, longest_wait=10.0)


_TASKS = len(FAULTS) // 20 + 1


class _Skipping:
    """A clock that passes by itself when somebody sleeps."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        self._skipped += seconds


class _Newcomer(Fetcher):
    """A fetcher that meets every address for the first time, so that no fault answers for another on its host."""

    def get(self, url: str, **named: Any) -> Answer:  # noqa: ANN401 - passed on as they are
        clock = _Skipping()
        return Fetcher(QUICK, clock=Clock(monotonic=clock.monotonic, sleep=clock.sleep)).get(url, **named)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of all faults: the servers' logs and the attempt rows by address."""

    servers: Mapping[tuple[str, str], Visits]
    rows: pl.DataFrame

    def url(self, fault: Fault) -> str:
        return self.servers[fault.port, fault.robots].url(f"/{fault.name}")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Play every fault once, many at a time, into one warehouse."""
    folder = tmp_path_factory.mktemp("faults")
    authority = Authority(folder)
    bomb(), bomb(15)  # made before anybody waits for them
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(authority.root))
        servers = _servers(stack, authority)
        url = {fault: servers[fault.port, fault.robots].url(f"/{fault.name}") for fault in FAULTS}
        listed = [
            Source(id=fault.name, name=fault.name, allow_private=True, **{f"{fault.kind}s": (url[fault],)})
            for fault in FAULTS
            if fault.kind != "page"
        ]
        pages = [Found(url=url[fault], source_id=None, allow_private=True) for fault in FAULTS if fault.kind == "page"]
        fetch = replace(QUICK, parallel_sources=16)
        settings = replace(load_settings(PROJECT / "config"), data=folder, fetch=fetch, sources=tuple(listed))
        engine, fetcher = DirectEngine(settings), _Newcomer(QUICK)
        mixed = [page for start in range(_TASKS) for page in pages[start::_TASKS]]  # the slow ones in different tasks
        ingest_addresses(settings, "faults", engine, fetcher, mixed)
        ingest_sources(settings, "faults", engine, fetcher, lambda _: None)
        with reading(settings.warehouse) as connection:
            rows = connection.sql(
                "select a.url, outcome, reason, status, text, a.source_id from fetch_attempt as a "
                "left join article_version as v using (version_id)"
            ).pl()
        yield Played(servers=servers, rows=rows)


def _servers(stack: ExitStack, authority: Authority) -> dict[tuple[str, str], Visits]:
    robots = {fault.robots for fault in FAULTS}
    servers = {("plain", name): stack.enter_context(faults(name)) for name in robots}
    tls = {
        "trusted": authority.context("trusted"),
        "expired": authority.context("expired", ended=True),
        "self-signed": authority.context("self-signed", own=True),
        "wrong-host": authority.context("wrong-host", host="courier.example"),
    }
    servers |= {(name, ""): stack.enter_context(faults(tls=context)) for name, context in tls.items()}
    servers["mute", ""] = stack.enter_context(mute())
    return servers


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name}-{fault.robots}".strip("-"))
def test_a_fault_comes_to_what_the_table_says(played: Played, fault: Fault) -> None:
    url = played.url(fault)
    rows = played.rows.filter(pl.col("url") == url)
    assert rows["outcome"].to_list() == [fault.outcome], rows["reason"].to_list()
    where = "text" if fault.outcome == STORED else "reason"
    assert fault.words in (rows[where][0] or "")
    assert "\n" not in (rows["reason"][0] or "")
    assert played.servers[fault.port, fault.robots].counts[f"/{fault.name}"] == fault.asked


def test_the_trick_feed_leads_to_its_one_good_page_and_a_refused_password(played: Played) -> None:
    rows = played.rows.filter(pl.col("source_id") == "trick-feed").select("url", "outcome").rows()
    here = played.servers["plain", ""]
    assert sorted(rows) == sorted(
        [
            (here.url("/trick-feed"), "discovered"),
            (here.url("/well?from=feed"), "stored"),
            (here.url("/well?from=feed").replace("//", "//user:secret@"), "refused"),
        ]
    )


def test_a_calendar_without_end_is_read_one_day_deep(played: Played) -> None:
    counts = played.servers["plain", ""].counts
    assert {path for path in counts if path.startswith("/calendar")} == {"/calendar", "/calendar/1"}


def test_the_documentation_shows_this_table() -> None:
    assert as_markdown() in (PROJECT / "docs" / "ingestion.md").read_text("utf-8")


def test_no_fault_is_taken_out() -> None:
    assert len({(fault.name, fault.robots) for fault in FAULTS}) == len(FAULTS)
    assert len(FAULTS) >= GATE["floors"]["faults"]
