"""Mistakes that a person can mend: each is one line that says what, where and what to do next."""

from __future__ import annotations


class UsageError(Exception):
    """What was asked for cannot be done as it was asked. Ends a command with exit code 2."""


class ConfigurationError(UsageError):
    """A configuration file cannot be used."""


class DiscoveryError(UsageError):
    """A path or list that was named cannot be used."""


class UnreadableListError(Exception):
    """A feed, sitemap or listing came but cannot be read as one; the message says why."""


class CorpusError(UsageError):
    """An input file cannot be used."""


class StoppedError(Exception):
    """A person stopped the command at the keyboard."""


class EngineError(Exception):
    """Prefect cannot carry a run out: its server cannot be reached or does not start. Ends with exit code 1."""
