"""Settings that Prefect reads from the environment; this module is imported before Prefect is."""

from __future__ import annotations

import os

SETTINGS = {
    "DO_NOT_TRACK": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # A cold machine needs 9 to 15 seconds for the temporary server; the default gives up at 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
}


def apply() -> None:
    """Switch telemetry off, Ray's too, and give Prefect patience, leaving alone what the user set."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    for name in ("DO_NOT_TRACK", "RAY_USAGE_STATS_ENABLED", "PREFECT_SERVER_ANALYTICS_ENABLED"):
        os.environ[name] = SETTINGS[name]  # no telemetry, whatever the environment says


apply()
