"""Fetch a page over HTTP: one total deadline, a size cap, checked addresses, verified TLS, polite retries."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import urllib3

from flows.addresses import RefusedError, Target, UnknownHostError, locate
from flows.politeness import Robots, SiteRules, Turnstile, asked_wait, back_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.settings import FetchSettings
    from warehouse.keeping import Validators

_CHUNK = 16_384
_REDIRECTS = (301, 302, 303, 307, 308)
_MAY_PASS = (408, 425, 429, 500, 502, 503, 504)
_NOT_MODIFIED = 304
_BAD_REQUEST = 400


class FetchError(OSError):
    """A page could not be had. `status` is the HTTP status where an answer came; `may_pass` where a retry may help."""

    def __init__(self, url: str, reason: str, *, status: int | None = None, may_pass: bool = False) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status
        self.may_pass = may_pass
        self.retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server's answer. `body` is empty when `status` is 304."""

    url: str
    final_url: str
    status: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time as the fetcher sees it, so that a test can play with it."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


class Fetcher:
    """Fetches pages by one set of rules; safe to share between threads."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        rerouted: Mapping[str, tuple[str, int]] | None = None,
        clock: Clock | None = None,
        seed: int = 0,
    ) -> None:
        self._settings = settings
        self._rerouted = dict(rerouted or {})
        self._clock = clock or Clock()
        self._turnstile = Turnstile(self._clock.monotonic, self._clock.sleep)
        self._chance = random.Random(seed)  # noqa: S311 - jitter, not a secret
        self._private_robots = Robots(settings.user_agent, lambda url: self._robots_text(url, allow_private=True))
        self._public_robots = Robots(settings.user_agent, lambda url: self._robots_text(url, allow_private=False))

    def get(self, url: str, *, known: Validators | None = None, allow_private: bool = False) -> Answer:
        """Return the answer for `url`; conditional on what is `known` of its last answer.

        Raises:
            RefusedError: the address may not be fetched, by our rules or the site's robots.txt.
            FetchError: it could not be had, after as many attempts as the settings allow.
        """
        for attempt in range(self._settings.attempts):
            try:
                return self._follow(url, known, allow_private=allow_private)
            except (FetchError, UnknownHostError) as error:
                pause = self._pause(error, attempt)
                if pause is None:
                    raise
                self._clock.sleep(pause)
        msg = "fetch.attempts must be at least 1"
        raise ValueError(msg)

    def site_rules(self, url: str, *, allow_private: bool = False) -> SiteRules:
        """Return what the robots.txt of the site of `url` says.

        Raises:
            RefusedError: the address may not be fetched, whatever the site says.
        """
        target = locate(url, allow_private=allow_private, rerouted=self._rerouted)
        if target.host in self._rerouted:
            return SiteRules(is_readable=True, allows=True, delay=0.0, sitemaps=())
        robots = self._private_robots if allow_private else self._public_robots
        return robots.rules(f"{target.scheme}://{target.host_header}", url)

    def _pause(self, error: FetchError | UnknownHostError, attempt: int) -> float | None:
        """Return the seconds to wait before the next attempt, None where there is to be none."""
        if attempt + 1 >= self._settings.attempts:
            return None
        if isinstance(error, UnknownHostError) or not error.may_pass:
            return None
        if error.retry_after is None:
            return min(back_off(attempt, self._chance), self._settings.longest_wait)
        return error.retry_after if error.retry_after <= self._settings.longest_wait else None

    def _follow(self, url: str, known: Validators | None, *, allow_private: bool) -> Answer:
        deadline = self._clock.monotonic() + self._settings.deadline
        here = url
        for _ in range(self._settings.max_redirects + 1):
            target = locate(here, allow_private=allow_private, rerouted=self._rerouted)
            waited = self._ask_leave(here, target, allow_private=allow_private)
            answer = self._request(here, target, known, deadline + waited)
            if isinstance(answer, Answer):
                return Answer(
                    url=url,
                    final_url=here,
                    status=answer.status,
                    content_type=answer.content_type,
                    etag=answer.etag,
                    last_modified=answer.last_modified,
                    body=answer.body,
                )
            here = urljoin(here, answer)
        raise FetchError(url, f"more than {self._settings.max_redirects} redirects")

    def _ask_leave(self, url: str, target: Target, *, allow_private: bool) -> float:
        """Wait for this host's turn; return the seconds waited. The sample newsroom is ours and needs no waiting."""
        if target.host in self._rerouted:
            return 0.0
        site = f"{target.scheme}://{target.host_header}"
        robots = self._private_robots if allow_private else self._public_robots
        if not robots.allows(site, url):
            msg = "the site's robots.txt does not allow it (or could not be read)"
            raise RefusedError(msg)
        delay = max(self._settings.spacing, robots.delay(site))
        if delay > self._settings.longest_wait:
            msg = f"the site asks for {delay:.0f} s between requests, more than fetch.longest_wait"
            raise RefusedError(msg)
        before = self._clock.monotonic()
        self._turnstile.wait(target.host, delay)
        return self._clock.monotonic() - before

    def _request(self, url: str, target: Target, known: Validators | None, deadline: float) -> Answer | str:
        """Return the answer, or the address it redirects to."""
        pool = _pool(target)
        response: urllib3.BaseHTTPResponse | None = None
        try:
            response = pool.urlopen(
                "GET",
                target.path,
                headers=self._headers(target, known),
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(total=max(0.1, deadline - self._clock.monotonic())),
            )
            location = response.headers.get("Location")
            if response.status in _REDIRECTS and location:
                return location
            self._complain(url, response)
            body = b"" if response.status == _NOT_MODIFIED else self._read(url, response, deadline)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            if isinstance(error, FetchError):
                raise
            raise FetchError(url, _plainly(error), may_pass=not _is_final(error)) from error
        finally:
            if response is not None:
                response.close()  # the server may have more to say than was read
            pool.close()
        return Answer(
            url=url,
            final_url=url,
            status=response.status,
            content_type=response.headers.get("Content-Type"),
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            body=body,
        )

    def _read(self, url: str, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        """Return the body; the cap holds while decompressing, the deadline while it drips."""
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > self._settings.max_bytes:
                raise FetchError(url, f"larger than {self._settings.max_bytes:,} bytes")
            if self._clock.monotonic() > deadline:
                raise FetchError(url, f"not complete after {self._settings.deadline:.0f} s", may_pass=True)
        return bytes(body)

    def _complain(self, url: str, response: urllib3.BaseHTTPResponse) -> None:
        if response.status < _BAD_REQUEST:
            return
        may_pass = response.status in _MAY_PASS
        error = FetchError(url, f"the server answered {response.status}", status=response.status, may_pass=may_pass)
        error.retry_after = asked_wait(response.headers.get("Retry-After"), self._clock.now())
        if error.retry_after is not None and error.retry_after > self._settings.longest_wait:
            error.reason += f" and asked to wait {error.retry_after:.0f} s; left for a later run"
        raise error

    def _headers(self, target: Target, known: Validators | None) -> dict[str, str]:
        headers = {
            "Host": target.host_header,
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def _robots_text(self, url: str, *, allow_private: bool) -> tuple[int, str]:
        """Return status and text of a robots.txt; redirects are followed, robots.txt itself needs no leave."""
        deadline = self._clock.monotonic() + self._settings.deadline
        here = url
        for _ in range(self._settings.max_redirects + 1):
            try:
                answer = self._request(here, locate(here, allow_private=allow_private, rerouted={}), None, deadline)
            except FetchError as error:
                if error.status is None:
                    raise
                return error.status, ""
            except RefusedError as error:
                raise FetchError(here, str(error)) from error
            if isinstance(answer, Answer):
                return answer.status, answer.body.decode("utf-8", "replace")
            here = urljoin(here, answer)
        raise FetchError(url, "more redirects than allowed")


def _pool(target: Target) -> urllib3.HTTPConnectionPool:
    """Return a connection to the address that was checked, which still proves itself as the host that was asked for."""
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(target.ip, target.connect_port)
    return urllib3.HTTPSConnectionPool(
        target.ip,
        target.connect_port,
        cert_reqs="CERT_REQUIRED",
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _is_final(error: Exception) -> bool:
    """A certificate that does not hold will not hold in a second either."""
    return isinstance(error, urllib3.exceptions.SSLError)


def _plainly(error: Exception) -> str:
    """Return the cause in a few words."""
    names = {
        "ConnectTimeoutError": "no connection before the deadline",
        "ReadTimeoutError": "no answer before the deadline",
        "NewConnectionError": "the server refuses the connection",
        "SSLError": "the server's certificate is not valid for this host",
        "DecodeError": "the body is not what its Content-Encoding says",
        "IncompleteRead": "the connection ended before the body did",
        "ProtocolError": "the connection broke",
    }
    return next((words for name, words in names.items() if name in repr(type(error))), f"{type(error).__name__}")
