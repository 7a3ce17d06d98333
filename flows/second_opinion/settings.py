"""[second_opinion]: who else judges the sentences that the rules found. Each key is explained in hearsay.toml."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from flows.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path


class JudgeKind(StrEnum):
    """Who gives the second opinion."""

    OFF = "off"
    ENDPOINT = "endpoint"
    NLI = "nli"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSettings:
    """[second_opinion]. `timeout` is seconds a question; `key_variable` names an environment variable."""

    judge: JudgeKind = JudgeKind.OFF
    model: str | None = None
    base_url: str | None = None
    key_variable: str | None = None
    timeout: float = 60.0
    most_requests: int = 500


def check_opinion(settings: OpinionSettings, path: Path) -> None:
    """Raise where the settings cannot be used together.

    Raises:
        ConfigurationError: a key is missing that the chosen judge needs, or the endpoint's address will not do.
    """
    complaint = _complaint(settings)
    if complaint is not None:
        msg = f"{path}: second_opinion.{complaint}"
        raise ConfigurationError(msg)


def is_loopback(host: str | None) -> bool:
    """Return whether a host name is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _complaint(settings: OpinionSettings) -> str | None:
    if settings.timeout <= 0 or settings.most_requests < 0:
        return "timeout must be above 0 and most_requests not below it"
    if settings.judge is not JudgeKind.OFF and not settings.model:
        return f"model is missing; judge = {settings.judge.value!r} needs one"
    if settings.judge is not JudgeKind.ENDPOINT:
        return None
    try:
        return _address_complaint(urlsplit(settings.base_url or ""), has_key=settings.key_variable is not None)
    except ValueError:
        return f"base_url = {settings.base_url!r} is no address"


def _address_complaint(address: SplitResult, *, has_key: bool) -> str | None:
    if address.scheme not in {"http", "https"} or not address.hostname:
        return "base_url must be an address such as http://127.0.0.1:8080/v1"
    if address.username or address.password or address.query:
        return "base_url must hold no key; name an environment variable in key_variable"
    if has_key and address.scheme == "http" and not is_loopback(address.hostname):
        return "base_url must be https where a key is sent to another machine"
    return None
