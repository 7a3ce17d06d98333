"""The command `hearsay export --warc`, which writes the kept pages as a web archive."""

# ruff: noqa: PLC0415 - a command imports only what it needs, so that each one starts fast
from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from flows.commands.options import Config, day_of, settings_of
from flows.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from flows.settings import Settings


def export(
    warc: Annotated[Path, typer.Option(metavar="FILE", help="A new file, .warc.gz or .warc.")],
    config: Config = None,
    *,
    source: Annotated[str | None, typer.Option(help="Only pages of this source.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only pages fetched since, YYYY-MM-DD.")] = None,
) -> None:
    """Write the kept pages of the newest snapshot as a web archive (WARC 1.1)."""
    count = export_pages(settings_of(config), warc, source_id=source, since=day_of(since, "--since"))
    Console().print(f"{count} pages in {warc}", highlight=False, markup=False, soft_wrap=True)


def export_pages(settings: Settings, path: Path, *, source_id: str | None, since: datetime | None) -> int:
    """Write the kept pages to the new file `path`, whole or not at all; return how many.

    Raises:
        UsageError: the name is no archive's, the file is there already, cannot be written, or would be empty.
        WarehouseError: there is no snapshot yet.
    """
    if not path.name.endswith((".warc", ".warc.gz")):
        msg = f"--warc {path}: name it .warc.gz (or .warc for an archive that is not packed)"
        raise UsageError(msg)
    if path.exists():
        msg = f"--warc {path}: this file is there already; choose another name"
        raise UsageError(msg)
    part = path.with_name(f"{path.name}.part")
    try:
        count = _write(settings, part, path.name, source_id=source_id, since=since)
        if not count:
            msg = "no kept page matches, so nothing was written; hearsay sql 'select * from v_source_health'"
            raise UsageError(msg)
        part.replace(path)
    except OSError as error:
        msg = f"--warc {path}: cannot be written: {error.strerror}"
        raise UsageError(msg) from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(settings: Settings, part: Path, name: str, *, source_id: str | None, since: datetime | None) -> int:
    from importlib.metadata import version

    from flows.archives.writing import write_archive
    from warehouse.archive import kept_pages
    from warehouse.store import reading

    software = f"hearsay/{version('hearsay')}"
    with reading(settings.latest) as connection, part.open("wb") as file:
        pages = kept_pages(connection, source_id=source_id, since=since)
        return write_archive(file, pages, name=name, software=software, is_packed=name.endswith(".gz"))
