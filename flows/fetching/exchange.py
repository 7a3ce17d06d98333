"""One request and its answer: a deadline for all of it, a size cap, verified TLS, and what is no page is an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import urllib3

from flows.fetching.connections import Connections
from flows.fetching.network_causes import in_plain_words, is_final, is_timeout
from flows.fetching.packing import ENCODINGS, TooLargeError, UnpackingError, unpack
from flows.fetching.politeness import ROBOTS_BYTES, asked_wait

if TYPE_CHECKING:
    from flows.fetching.addresses import Target
    from flows.fetching.politeness import Turnstile
    from flows.settings import FetchSettings
    from warehouse.keeping import Validators

_CHUNK = 16_384
_REDIRECTS = (301, 302, 303, 307, 308)
_PAGES = (200, 203)
# Kinds of content that hold no article and no list of articles, whatever the body is.
_NEVER_PAGES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "text/css")
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


class Exchange:
    """Asks servers, one request at a time and by the clock; safe to share between threads."""

    def __init__(self, settings: FetchSettings, clock: Clock, turnstile: Turnstile) -> None:
        self._settings = settings
        self._clock = clock
        self._turnstile = turnstile
        self._connections = Connections(parallel=settings.parallel_sources)

    def close(self) -> None:
        """Close the connections that were kept open."""
        self._connections.close()

    def ask(self, url: str, target: Target, known: Validators | None, deadline: float) -> Answer | str:
        """Return the answer, or the address it redirects to.

        Raises:
            FetchError: there is none by `deadline`, or it is no page.
        """
        left = deadline - self._clock.monotonic()
        if left <= 0:
            raise FetchError(url, self._late, may_pass=True)
        try:
            response = self._connections.pool(target).urlopen(
                "GET",
                target.path,
                headers=self._headers(target, known),
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
                timeout=urllib3.Timeout(total=left),
            )
            try:
                return self._understood(url, target, response, known)
            finally:
                response.close()  # a body that was read whole has given its connection back before this
        except (urllib3.exceptions.HTTPError, OSError) as error:
            if isinstance(error, FetchError):
                raise
            reason = self._late if is_timeout(error) else in_plain_words(error)
            raise FetchError(url, reason, may_pass=not is_final(error)) from error

    def _understood(
        self, url: str, target: Target, response: urllib3.BaseHTTPResponse, known: Validators | None
    ) -> Answer | str:
        if response.status in _REDIRECTS:
            if location := response.headers.get("Location"):
                return _as_sent(location)
            raise FetchError(url, f"a redirect ({response.status}) that does not say where to", status=response.status)
        is_unchanged = response.status == _NOT_MODIFIED and known is not None
        if not is_unchanged:
            self._complain(url, target, response)
        return Answer(
            url=url,
            final_url=url,
            status=response.status,
            content_type=response.headers.get("Content-Type"),
            etag=_validator(response.headers.get("ETag")),
            last_modified=_validator(response.headers.get("Last-Modified")),
            body=self._read(url, response),
        )

    def _read(self, url: str, response: urllib3.BaseHTTPResponse) -> bytes:
        """Return the body; the cap holds while unpacking, the connection's deadline while it drips."""
        pieces = iter(lambda: response.read1(_CHUNK, decode_content=False), b"")
        is_robots = urlsplit(url).path == "/robots.txt"
        limit = ROBOTS_BYTES if is_robots else self._settings.max_bytes
        try:
            return unpack(pieces, response.headers.get("Content-Encoding"), limit=limit)
        except UnpackingError as error:
            raise FetchError(url, str(error), status=response.status) from error
        except TooLargeError as error:
            if is_robots:
                return bytes(error.beginning)
            raise FetchError(url, f"larger than {limit:,} bytes", status=response.status) from error

    def _complain(self, url: str, target: Target, response: urllib3.BaseHTTPResponse) -> None:
        """Raise for an answer that is no page."""
        kind = (response.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        if response.status in _PAGES:
            if kind.startswith(_NEVER_PAGES):
                raise FetchError(url, f"no page but {kind}", status=response.status)
            return
        reason = f"the server answered {response.status}"
        if response.status < _BAD_REQUEST:
            raise FetchError(url, f"{reason}, which is no page", status=response.status)
        error = FetchError(url, reason, status=response.status, may_pass=response.status in _MAY_PASS)
        error.retry_after = asked_wait(response.headers.get("Retry-After"), self._clock.now())
        if error.retry_after is not None:
            self._turnstile.close(target.host, error.retry_after)
            if error.retry_after > self._settings.longest_wait:
                error.reason += f" and asked to wait {error.retry_after:.0f} s; left for a later run"
        raise error

    def _headers(self, target: Target, known: Validators | None) -> dict[str, str]:
        headers = {
            "Host": target.host_header,
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": ENCODINGS,
        }
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    @property
    def _late(self) -> str:
        return f"not complete after {self._settings.deadline:g} s"


def _as_sent(location: str) -> str:
    """Return a Location header as its server wrote it: http.client reads UTF-8 as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _validator(header: str | None) -> str | None:
    """Return a validator that can be sent back, None for one that no server would know again."""
    return header if header and header.isascii() and header.isprintable() else None
