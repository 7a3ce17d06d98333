"""Fetching over real HTTP from a server that misbehaves: each fault has its expected outcome."""

from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from flows.addresses import RefusedError
from flows.fetch import Clock, Fetcher, FetchError
from flows.settings import FetchSettings
from tests.fault_server import PAGE, faults
from warehouse.keeping import Validators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fault_server import Visits

QUICK = FetchSettings(deadline=1.0, spacing=0.0, max_bytes=2_000_000, attempts=3, longest_wait=10.0)


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


@pytest.mark.parametrize(("path", "status"), [("/missing", 404), ("/gone", 410), ("/forbidden", 403)])
def test_what_will_not_pass_is_asked_for_once(server: Visits, fetcher: Fetcher, path: str, status: int) -> None:
    assert _reason(fetcher, server.url(path)) == f"the server answered {status}"
    assert server.counts[path] == 1


def test_what_may_pass_is_tried_again(server: Visits, fetcher: Fetcher) -> None:
    assert fetcher.get(server.url("/flaky"), allow_private=True).body == PAGE
    assert server.counts["/flaky"] == 3


def test_tries_end(server: Visits, fetcher: Fetcher) -> None:
    assert _reason(fetcher, server.url("/down")) == "the server answered 500"
    assert server.counts["/down"] == 3


def test_retry_after_is_waited_for_exactly(server: Visits, fetcher: Fetcher, clock: _PatientClock) -> None:
    assert fetcher.get(server.url("/patience"), allow_private=True).body == PAGE
    assert 7.0 in clock.slept


@pytest.mark.parametrize("path", ["/too-much-patience", "/patience-until"])
def test_a_longer_retry_after_is_left_for_a_later_run(server: Visits, fetcher: Fetcher, path: str) -> None:
    assert "left for a later run" in _reason(fetcher, server.url(path))
    assert server.counts[path] == 1


def test_a_redirect_is_followed_and_told(server: Visits, fetcher: Fetcher) -> None:
    answer = fetcher.get(server.url("/redirect"), allow_private=True)
    assert (answer.url, answer.final_url) == (server.url("/redirect"), server.url("/well"))


def test_redirects_end(server: Visits, fetcher: Fetcher) -> None:
    assert "redirects" in _reason(fetcher, server.url("/redirect-loop"))


@pytest.mark.parametrize("path", ["/redirect-to-file", "/redirect-with-password"])
def test_a_redirect_cannot_lead_where_an_address_may_not(server: Visits, fetcher: Fetcher, path: str) -> None:
    with pytest.raises(RefusedError):
        fetcher.get(server.url(path), allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
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
    ],
)
def test_no_trick_leads_to_a_private_address(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(RefusedError):
        fetcher.get(url)


def test_a_redirect_leads_to_no_private_address(server: Visits) -> None:
    """The first host is led to the server as the sample's hosts are; its redirect is judged like any address."""
    fetcher = Fetcher(QUICK, rerouted={"courier.example": ("127.0.0.1", server.port)})
    with pytest.raises(RefusedError, match=r"169\.254\.169\.254"):
        fetcher.get("http://courier.example/redirect-to-metadata")


def test_a_page_is_unpacked(server: Visits, fetcher: Fetcher) -> None:
    assert fetcher.get(server.url("/gzip"), allow_private=True).body == PAGE


def test_a_broken_encoding_is_told(server: Visits, fetcher: Fetcher) -> None:
    assert "Content-Encoding" in _reason(fetcher, server.url("/broken-gzip"))


def test_a_bomb_is_stopped_before_it_fills_the_memory(server: Visits, fetcher: Fetcher) -> None:
    fetcher.get(server.url("/well"), allow_private=True)
    tracemalloc.start()
    try:
        assert "larger than 2,000,000 bytes" in _reason(fetcher, server.url("/bomb"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000


def test_a_large_page_is_refused(server: Visits, fetcher: Fetcher) -> None:
    assert "larger than 2,000,000 bytes" in _reason(fetcher, server.url("/large"))


@pytest.mark.parametrize("path", ["/drip", "/silence"])
def test_the_deadline_holds_for_the_whole_page(server: Visits, path: str) -> None:
    fetcher = Fetcher(FetchSettings(deadline=1.0, spacing=0.0, attempts=1))
    began = time.monotonic()
    with pytest.raises(FetchError):
        fetcher.get(server.url(path), allow_private=True)
    assert time.monotonic() - began < 3.0


@pytest.mark.parametrize("path", ["/cut-off", "/no-http", "/endless-headers"])
def test_a_broken_answer_is_a_failure_and_no_page(server: Visits, fetcher: Fetcher, path: str) -> None:
    assert _reason(fetcher, server.url(path))


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
