"""Be a polite visitor: obey robots.txt, keep a distance between two requests to one host, back off when asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from protego import Protego

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from datetime import datetime

_FORBIDDEN = (401, 403)
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


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
        self._lock = threading.Lock()

    def wait(self, host: str, spacing: float) -> None:
        """Return when it is this request's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + spacing
        if turn > now:
            self._sleep(turn - now)


class Robots:
    """What hosts say in robots.txt, each asked once. `load` returns status and text, or raises OSError."""

    def __init__(self, user_agent: str, load: Callable[[str], tuple[int, str]]) -> None:
        self._agent = user_agent.split("/", maxsplit=1)[0]
        self._load = load
        self._rules: dict[str, Protego | None] = {}
        self._lock = threading.Lock()

    def allows(self, site: str, url: str) -> bool:
        """Tell whether `url` on `site` ("https://host") may be fetched. A host that fails to answer is left alone."""
        rules = self._of(site)
        return rules is not None and bool(rules.can_fetch(url, self._agent))

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
            if site not in self._rules:
                self._rules[site] = self._read(site)
            return self._rules[site]

    def _read(self, site: str) -> Protego | None:
        """Return the rules as RFC 9309 reads them: 4xx allows everything, 5xx and silence forbid everything."""
        try:
            status, text = self._load(f"{site}/robots.txt")
        except OSError:
            return None
        if status >= _SERVER_ERROR:
            return None
        return Protego.parse("" if status >= _CLIENT_ERROR else text)


def asked_wait(header: str | None, now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait, in either of its forms; None without a valid one."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header.strip())
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def back_off(attempt: int, chance: random.Random) -> float:
    """Return the seconds to wait after failed `attempt` (from 0): doubling from one second, with full jitter."""
    return chance.uniform(0.0, 2.0**attempt)
