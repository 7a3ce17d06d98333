"""Fetch pages over HTTP by one set of rules: robots.txt, spacing, redirects that are judged anew, polite retries."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from flows.fetching.addresses import RefusedError, Target, UnknownHostError, locate
from flows.fetching.exchange import Answer, Clock, Exchange, FetchError
from flows.fetching.politeness import Robots, SiteRules, Turnstile, back_off

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.settings import FetchSettings
    from warehouse.keeping import Validators

__all__ = ["Answer", "Clock", "FetchError", "Fetcher"]


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
        self._exchange = Exchange(settings, self._clock, self._turnstile)
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

    def stay_away(self, hosts: Mapping[str, float]) -> None:
        """Leave hosts alone for so many seconds, because an earlier run was asked to."""
        for host, seconds in hosts.items():
            self._turnstile.close(host, seconds)

    def asked_away(self) -> Mapping[str, float]:
        """Return the hosts that want to be left alone (Retry-After), with the seconds that are left of it."""
        return self._turnstile.closed()

    def close(self) -> None:
        """Close the connections that were kept open."""
        self._exchange.close()

    def _pause(self, error: FetchError | UnknownHostError, attempt: int) -> float | None:
        """Return the seconds to wait before the next attempt, None where there is to be none."""
        if attempt + 1 >= self._settings.attempts:
            return None
        if isinstance(error, UnknownHostError) or not error.may_pass:
            return None
        pause = max(error.retry_after or 0.0, min(back_off(attempt, self._chance), self._settings.longest_wait))
        return pause if pause <= self._settings.longest_wait else None

    def _follow(self, url: str, known: Validators | None, *, allow_private: bool) -> Answer:
        deadline = self._clock.monotonic() + self._settings.deadline
        here = url
        for _ in range(self._settings.max_redirects + 1):
            target = locate(here, allow_private=allow_private, rerouted=self._rerouted)
            waited = self._ask_leave(here, target, allow_private=allow_private)
            answer = self._exchange.ask(here, target, known, deadline + waited)
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
            here = _joined(here, answer)
        raise FetchError(url, f"more than {self._settings.max_redirects} redirects")

    def _ask_leave(self, url: str, target: Target, *, allow_private: bool) -> float:
        """Wait for this host's turn; return the seconds waited. The sample newsroom is ours and needs no waiting."""
        if target.host in self._rerouted:
            return 0.0
        before = self._clock.monotonic()
        site = f"{target.scheme}://{target.host_header}"
        robots = self._private_robots if allow_private else self._public_robots
        self._respect(url, target.host)
        if not robots.allows(site, url):
            cause = robots.cause(site)
            msg = f"the site's robots.txt could not be read: {cause}" if cause else "the site's robots.txt forbids it"
            raise RefusedError(msg)
        delay = max(self._settings.spacing, robots.delay(site))
        if delay > self._settings.longest_wait:
            msg = f"the site asks for {delay:.0f} s between requests, more than fetch.longest_wait"
            raise RefusedError(msg)
        self._turnstile.wait(target.host, delay)
        while pause := self._respect(url, target.host):
            self._clock.sleep(pause)
            self._turnstile.wait(target.host, delay)
        return self._clock.monotonic() - before

    def _respect(self, url: str, host: str) -> float:
        """Return the seconds for which `host` wants to be left alone, if they can be waited for.

        Raises:
            FetchError: it asked for more than that.
        """
        pause = self._turnstile.closed_for(host)
        if pause > self._settings.longest_wait:
            raise FetchError(url, f"{host} asked to be left alone for {pause:.0f} s more; left for a later run")
        return pause

    def _robots_text(self, url: str, *, allow_private: bool) -> tuple[int, str]:
        """Return status and text of a robots.txt; redirects are followed, robots.txt itself needs no leave."""
        deadline = self._clock.monotonic() + self._settings.deadline
        here = url
        for _ in range(self._settings.max_redirects + 1):
            try:
                target = locate(here, allow_private=allow_private, rerouted={})
                answer = self._exchange.ask(here, target, None, deadline)
                if isinstance(answer, Answer):
                    return answer.status, answer.body.decode("utf-8", "replace")
                here = _joined(here, answer)
            except FetchError as error:
                if error.status is None:
                    raise
                return error.status, ""
            except RefusedError as error:
                raise FetchError(here, str(error)) from error
        raise FetchError(url, "more redirects than allowed")


def _joined(here: str, location: str) -> str:
    try:
        return urljoin(here, location)
    except ValueError as error:
        msg = f"a redirect to an address that is none: {location[:100]!r}"
        raise RefusedError(msg) from error
