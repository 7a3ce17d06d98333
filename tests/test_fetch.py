"""Fetching over real HTTP from a server that misbehaves: each fault has its expected outcome."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from flows.fetching.addresses import RefusedError
from flows.fetching.fetch import Clock, Fetcher, FetchError
from flows.fetching.politeness import Robots
from flows.settings import FetchSettings
from tests.conftest import PROJECT
from tests.fault_server import PAGE, faults
from warehouse.keeping import Validators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fault_server import Visits

QUICK = FetchSettings(deadline=1.0, spacing=0.0, max_bytes=2_000_000, attempts=3, longest_wait=10.0)


# Addresses that must never be connected to, though some of them do not look it.
TRICKS = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://user:secret@example.org/",
    "file:///etc/hostname",
    "ftp://example.org/a",
    "gopher://example.org/",
    "http:///nohost",
    "http://[broken/",
    "javascript:alert(1)",
    "",
    "http://[::]/",
    "http://[::ffff:10.0.0.1]/",
    "http://0/",
    "http://198.18.0.1/",
    "http://192.0.0.8/",
    "http://240.0.0.1/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://\uffff/",
    "HTTP://LOCALHOST/",
    "http://localhost./",
    "//127.0.0.1/",
    "data:text/html,x",
)


class _PatientClock:
    """Time that passes by itself when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._skipped = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._skipped

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._skipped += seconds


@pytest.fixture
def server() -> Iterator[Visits]:
    with faults() as visits:
        yield visits


@pytest.fixture
def clock() -> _PatientClock:
    return _PatientClock()


@pytest.fixture
def fetcher(clock: _PatientClock) -> Fetcher:
    return Fetcher(QUICK, clock=Clock(monotonic=clock.monotonic, sleep=clock.sleep))


def _reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url, allow_private=True)
    assert "\n" not in caught.value.reason
    return caught.value.reason


def test_a_page_comes_with_its_validators(server: Visits, fetcher: Fetcher) -> None:
    answer = fetcher.get(server.url("/well"), allow_private=True)
    assert (answer.status, answer.body, answer.etag) == (200, PAGE, '"v1"')
    assert answer.last_modified == "Fri, 04 Sep 2015 12:00:00 GMT"


def test_an_unchanged_page_costs_no_body(server: Visits, fetcher: Fetcher) -> None:
    known = Validators(etag='"v1"', last_modified=None, version_id=7)
    answer = fetcher.get(server.url("/well"), known=known, allow_private=True)
    assert (answer.status, answer.body) == (304, b"")


def test_the_visitor_says_who_it_is(server: Visits, fetcher: Fetcher) -> None:
    fetcher.get(server.url("/well"), allow_private=True)
    assert server.headers[-1]["User-Agent"] == QUICK.user_agent


def test_retry_after_is_waited_for_exactly(server: Visits, fetcher: Fetcher, clock: _PatientClock) -> None:
    assert fetcher.get(server.url("/too-many-requests"), allow_private=True).body == PAGE
    assert 7.0 in clock.slept


@pytest.mark.parametrize("path", ["/retry-much-later", "/retry-in-2100"])
def test_a_longer_retry_after_is_left_for_a_later_run(server: Visits, fetcher: Fetcher, path: str) -> None:
    assert "left for a later run" in _reason(fetcher, server.url(path))
    assert server.counts[path] == 1


def test_a_redirect_is_followed_and_told(server: Visits, fetcher: Fetcher) -> None:
    answer = fetcher.get(server.url("/redirect"), allow_private=True)
    assert (answer.url, answer.final_url) == (server.url("/redirect"), server.url("/well"))


@pytest.mark.parametrize("url", TRICKS)
def test_no_trick_leads_to_a_private_address(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(RefusedError):
        fetcher.get(url)


def test_no_trick_is_taken_out() -> None:
    gate = json.loads((PROJECT / "tests" / "gates" / "ingestion.json").read_text("utf-8"))
    assert len(set(TRICKS)) >= gate["floors"]["address_tricks"]


def test_a_redirect_leads_to_no_private_address(server: Visits) -> None:
    """The first host is led to the server as the sample's hosts are; its redirect is judged like any address."""
    fetcher = Fetcher(QUICK, rerouted={"courier.example": ("127.0.0.1", server.port)})
    with pytest.raises(RefusedError, match=r"169\.254\.169\.254"):
        fetcher.get("http://courier.example/redirect-to-metadata")


@pytest.mark.parametrize("path", ["/drip", "/header-drip", "/chunk-size-drip", "/hundred-continues", "/silence"])
def test_the_deadline_holds_for_the_whole_page(server: Visits, path: str) -> None:
    fetcher = Fetcher(FetchSettings(deadline=1.0, spacing=0.0, attempts=1))
    began = time.monotonic()
    with pytest.raises(FetchError):
        fetcher.get(server.url(path), allow_private=True)
    assert time.monotonic() - began < 3.0


def test_a_closed_port_is_a_failure_in_plain_words(fetcher: Fetcher) -> None:
    with faults() as gone:
        url = gone.url("/well")
    assert "robots.txt" in str(_refusal(fetcher, url))


def _refusal(fetcher: Fetcher, url: str) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        fetcher.get(url, allow_private=True)
    return caught.value


def test_robots_txt_is_obeyed(fetcher: Fetcher) -> None:
    with faults("User-agent: *\nDisallow: /well\n") as server:
        _refusal(fetcher, server.url("/well"))
        assert server.paths == ["/robots.txt"]


def test_robots_txt_may_name_us(fetcher: Fetcher) -> None:
    with faults("User-agent: Hearsay\nDisallow: /\n\nUser-agent: *\nAllow: /\n") as server:
        _refusal(fetcher, server.url("/well"))


def test_the_crawl_delay_of_robots_txt_is_kept(fetcher: Fetcher, clock: _PatientClock) -> None:
    with faults("User-agent: *\nCrawl-delay: 4\n") as server:
        for _ in range(3):
            fetcher.get(server.url("/well"), allow_private=True)
    assert sum(clock.slept) == pytest.approx(8.0, abs=1.0)


def test_a_host_is_asked_no_faster_than_its_spacing(server: Visits) -> None:
    fetcher = Fetcher(FetchSettings(spacing=0.3, attempts=1))
    for _ in range(3):
        fetcher.get(server.url("/well"), allow_private=True)
    asked = [when for path, when in zip(server.paths, server.times, strict=True) if path == "/well"]
    assert asked[1] - asked[0] >= 0.25
    assert asked[2] - asked[1] >= 0.25


def test_a_connection_is_used_again(server: Visits, fetcher: Fetcher) -> None:
    """robots.txt, whose 404 is not read to its end, costs a connection of its own."""
    for _ in range(4):
        fetcher.get(server.url("/well"), allow_private=True)
    assert server.counts["/well"] == 4
    assert len(server.connections) == 2


def test_an_address_is_checked_again_though_a_connection_is_open(server: Visits, fetcher: Fetcher) -> None:
    fetcher.get(server.url("/well"), allow_private=True)
    with pytest.raises(RefusedError, match="not a public address"):
        fetcher.get(server.url("/well"))


def test_a_host_that_asked_to_be_left_alone_is_left_alone_for_all_its_pages(
    server: Visits, fetcher: Fetcher, clock: _PatientClock
) -> None:
    with pytest.raises(FetchError):
        fetcher.get(server.url("/retry-much-later"), allow_private=True)
    assert "left for a later run" in _reason(fetcher, server.url("/well"))
    clock.sleep(86_400)
    assert fetcher.get(server.url("/well"), allow_private=True).body == PAGE
    assert server.counts["/well"] == 1


def test_pages_of_a_host_wait_together_for_its_retry_after(server: Visits, clock: _PatientClock) -> None:
    fetcher = Fetcher(replace(QUICK, attempts=1), clock=Clock(monotonic=clock.monotonic, sleep=clock.sleep))
    with pytest.raises(FetchError):
        fetcher.get(server.url("/too-many-requests"), allow_private=True)
    fetcher.get(server.url("/well"), allow_private=True)
    assert sum(clock.slept) == pytest.approx(7.0, abs=0.5)


def test_a_later_run_is_told_what_an_earlier_one_was_asked(
    server: Visits, fetcher: Fetcher, clock: _PatientClock
) -> None:
    with pytest.raises(FetchError):
        fetcher.get(server.url("/retry-much-later"), allow_private=True)
    later = Fetcher(QUICK, clock=Clock(monotonic=clock.monotonic, sleep=clock.sleep))
    later.stay_away(fetcher.asked_away())
    assert "left for a later run" in _reason(later, server.url("/well"))
    assert server.counts["/well"] == 0


_BOMB_EATER = """
import resource, sys
from flows.fetching.fetch import Fetcher, FetchError
from flows.settings import FetchSettings
fetcher = Fetcher(FetchSettings(spacing=0.0))
fetcher.get(sys.argv[1] + "/well", allow_private=True)
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for bomb in ("/gzip-bomb", "/deflate-bomb"):
    try:
        fetcher.get(sys.argv[1] + bomb, allow_private=True)
    except FetchError as error:
        print(error.reason)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base)
"""


def test_a_bomb_is_stopped_before_it_fills_the_memory(server: Visits) -> None:
    """In a process of its own, under the settings that people have: a cap of 20 MB a page."""
    done = subprocess.run(
        [sys.executable, "-c", _BOMB_EATER, server.url("")], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    *reasons, kilobytes = done.stdout.splitlines()
    assert reasons == ["larger than 20,000,000 bytes"] * 2
    assert int(kilobytes) < 50 * 1024


def test_a_host_whose_robots_txt_is_slow_holds_up_no_other() -> None:
    is_read = threading.Event()

    def load(url: str) -> tuple[int, str]:
        if "slow" in url:
            is_read.wait(60)
        return 200, ""

    robots = Robots("Hearsay/0.1", load)
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(robots.allows, "http://slow.example", "http://slow.example/a")
        assert robots.allows("http://quick.example", "http://quick.example/a")
        assert not slow.done()
        is_read.set()
        assert slow.result()
