"""Be a polite visitor: obey robots.txt, keep a distance between two requests to one host, stay away when asked to."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from protego import Protego

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping
    from datetime import datetime

_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_TOO_MANY_REQUESTS = 429
# RFC 9309, section 2.5: a crawler must read at least 500 KiB of a robots.txt and may leave the rest.
ROBOTS_BYTES = 512_000
_LONGEST_WAIT = 366 * 86_400.0  # seconds; a Retry-After beyond a year is a mistake and is read as a year


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """What a site's robots.txt says to us. `delay` is in seconds; a robots.txt that is not there allows everything."""

    is_readable: bool
    allows: bool
    delay: float
    sitemaps: tuple[str, ...]


class Turnstile:
    """Lets one request at a time through to a host, `spacing` seconds after the last one."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, spacing: float) -> None:
        """Return when it is this request's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + spacing
        if turn > now:
            self._sleep(turn - now)

    def close(self, host: str, seconds: float) -> None:
        """Let nobody through to `host` for so many seconds: it asked for that."""
        with self._lock:
            self._closed[host] = max(self._closed.get(host, 0.0), self._clock() + min(seconds, _LONGEST_WAIT))

    def closed_for(self, host: str) -> float:
        """Return the seconds for which `host` still wants to be left alone, 0 where it said nothing."""
        with self._lock:
            return max(0.0, self._closed.get(host, 0.0) - self._clock())

    def closed(self) -> Mapping[str, float]:
        """Return the hosts that still want to be left alone, with the seconds."""
        with self._lock:
            now = self._clock()
            return {host: until - now for host, until in self._closed.items() if until > now}


class Robots:
    """What hosts say in robots.txt, each asked once. `load` returns status and text, or raises OSError."""

    def __init__(self, user_agent: str, load: Callable[[str], tuple[int, str]]) -> None:
        self._agent = user_agent.split("/", maxsplit=1)[0]
        self._load = load
        self._rules: dict[str, Protego | None] = {}
        self._causes: dict[str, str] = {}
        self._turns: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def allows(self, site: str, url: str) -> bool:
        """Tell whether `url` on `site` ("https://host") may be fetched. A host that fails to answer is left alone."""
        rules = self._of(site)
        return rules is not None and bool(rules.can_fetch(url, self._agent))

    def cause(self, site: str) -> str | None:
        """Return why the site's robots.txt could not be read, None where it could."""
        return self._causes.get(site)

    def delay(self, site: str) -> float:
        """Return the site's Crawl-delay in seconds, 0 where it names none."""
        rules = self._of(site)
        return float(rules.crawl_delay(self._agent) or 0.0) if rules is not None else 0.0

    def rules(self, site: str, url: str) -> SiteRules:
        """Return all that `site` says, with whether `url` may be fetched."""
        rules = self._of(site)
        return SiteRules(
            is_readable=rules is not None,
            allows=self.allows(site, url),
            delay=self.delay(site),
            sitemaps=tuple(rules.sitemaps) if rules is not None else (),
        )

    def _of(self, site: str) -> Protego | None:
        with self._lock:
            turn = self._turns.setdefault(site, threading.Lock())
        with turn:  # a slow host keeps only those waiting who want something from it
            if site not in self._rules:
                self._rules[site] = self._read(site)
            return self._rules[site]

    def _read(self, site: str) -> Protego | None:
        """Return the rules as RFC 9309 reads them: 4xx allows everything, 5xx and silence forbid everything.

        429 is "not now" rather than "there is none", so it forbids as well.
        """
        try:
            status, text = self._load(f"{site}/robots.txt")
        except OSError as error:
            self._causes[site] = str(error).removeprefix(f"{site}/robots.txt: ")
            return None
        if status >= _SERVER_ERROR or status == _TOO_MANY_REQUESTS:
            self._causes[site] = f"the server answered {status}"
            return None
        return Protego.parse("" if status >= _CLIENT_ERROR else text)


def asked_wait(header: str | None, now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait, in either of its forms; None without a valid one."""
    if header is None:
        return None
    stated = header.strip()
    if stated.isascii() and stated.isdigit():
        return min(float(stated[:12]), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(stated)
        return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def back_off(attempt: int, chance: random.Random) -> float:
    """Return the seconds to wait after failed `attempt` (from 0): doubling from one second, with full jitter."""
    return chance.uniform(0.0, 2.0**attempt)
