"""Check that Hearsay can work here: Python, packages, configuration, language pipeline, database, write access."""

from __future__ import annotations

import platform
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from flows.errors import UsageError
from flows.extract import load_vocabulary, read
from flows.settings import load_settings
from warehouse.integrity import breaches
from warehouse.store import WarehouseError, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_OLDEST, _TOO_NEW = (3, 11), (3, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: what was looked at, whether it is well, and what was seen or has to be done."""

    check: str
    well: bool
    seen: str


def examine(folder: Path) -> list[Finding]:
    """Return what every check found, in the order in which a fault would stop a run."""
    checks: tuple[tuple[str, Callable[[Path], str]], ...] = (
        ("Python", _python),
        ("packages", _packages),
        ("configuration", _configuration),
        ("vocabulary and topics", _vocabulary),
        ("language pipeline", _language),
        ("write access", _write_access),
        ("published snapshot", _snapshot),
    )
    return [_run(name, check, folder) for name, check in checks]


class _FaultError(Exception):
    """A check found something that has to be mended."""


def _run(name: str, check: Callable[[Path], str], folder: Path) -> Finding:
    try:
        return Finding(check=name, well=True, seen=check(folder))
    except (_FaultError, UsageError, WarehouseError, OSError) as error:
        return Finding(check=name, well=False, seen=str(error))


def _python(_: Path) -> str:
    if not _OLDEST <= sys.version_info[:2] < _TOO_NEW:
        msg = f"Python {platform.python_version()} is not supported; use 3.11, 3.12 or 3.13"
        raise _FaultError(msg)
    return platform.python_version()


def _packages(_: Path) -> str:
    needed = [Requirement(text) for text in requires("hearsay") or []]
    needed = [item for item in needed if item.marker is None or item.marker.evaluate({"extra": ""})]
    wrong = []
    for item in needed:
        try:
            found = version(item.name)
        except PackageNotFoundError:
            wrong.append(f"{item.name} is missing")
            continue
        if not item.specifier.contains(found, prereleases=True):
            wrong.append(f"{item.name} {found} is not {item.specifier}")
    if wrong:
        msg = f"{'; '.join(wrong)}; run 'make env'"
        raise _FaultError(msg)
    return f"{len(needed)} packages as pyproject.toml asks"


def _configuration(folder: Path) -> str:
    settings = load_settings(folder)
    return f"{len(settings.sources)} sources, version {settings.version}"


def _vocabulary(folder: Path) -> str:
    settings = load_settings(folder)
    vocabulary = load_vocabulary(folder, settings.language.model, sample=settings.sample.enabled)
    return f"topics {', '.join(topic.id for topic in vocabulary.topics)}"


def _language(folder: Path) -> str:
    model = load_settings(folder).language.model
    words = sum(1 for _ in read("The minister said the pipeline is ready.", model))
    return f"{model!r} read {words} words"


def _write_access(folder: Path) -> str:
    data = load_settings(folder).data
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=data) as file:
        file.write(b"hearsay")
    return str(data.name) + "/ can be written"


def _snapshot(folder: Path) -> str:
    latest = load_settings(folder).latest
    if not latest.exists():
        return "none yet; 'hearsay run' makes one"
    with reading(latest) as connection:
        wrong = breaches(connection)
        texts = connection.sql("select count(*) from article_version").fetchall()[0][0]
    if wrong:
        msg = "; ".join(f"{breach.rows} rows fail '{breach.check}'" for breach in wrong)
        raise _FaultError(msg)
    return f"{texts} texts, every row points at its evidence"
