"""Open the DuckDB file: one writer, briefly, with patience; readers only ever see published snapshots.

DuckDB lets one process write and no other process even read meanwhile, so every caller opens, works and closes, and
waits its turn when another holds the file. This is the only module that opens DuckDB.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from transforms.identity import stable_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duckdb import DuckDBPyConnection

_HERE = Path(__file__).parent
_TEXT, _NAME = "'", '"'
# What the disk or the file did rather than the program: a person can mend it.
_OUTSIDE = (
    duckdb.FatalException,
    duckdb.IOException,
    duckdb.InternalException,
    duckdb.OutOfMemoryException,
    duckdb.SerializationException,
    duckdb.TransactionException,
)
_NO_ROOM = ("No space left", "File too large", "Disk quota")
_PAUSE = 0.1  # seconds between two tries to open a file that another process holds


class WarehouseError(Exception):
    """The warehouse cannot be used. The message says what, where and what to do."""


class LockedError(WarehouseError):
    """Another process has the warehouse open."""


@contextmanager
def writing(
    path: Path, *, patience: float = 60.0, wait: Callable[[float], None] = time.sleep
) -> Iterator[DuckDBPyConnection]:
    """Yield a connection in one transaction: committed at the end of the block, rolled back when it raises.

    The file is made and brought up to date where needed. `patience` is how many seconds to wait for another writer.

    Raises:
        LockedError: the file stays locked.
        WarehouseError: it is damaged, cannot be written, or was written by a newer Hearsay.
    """
    with _told_plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(path, patience, wait)
        try:
            migrate(connection)
            connection.begin()
            try:
                yield connection
            except BaseException:
                with suppress(duckdb.Error):  # a database that broke has rolled back already
                    connection.rollback()
                raise
            connection.commit()
        finally:
            connection.close()


@contextmanager
def reading(path: Path) -> Iterator[DuckDBPyConnection]:
    """Yield a connection that can read the database at `path` and nothing else: no writes, no other files.

    Raises:
        WarehouseError: there is no database at `path`, or it cannot be opened.
    """
    if not path.exists():
        msg = f"{path}: there is no warehouse yet; run 'hearsay run' (or 'hearsay ingest' and 'hearsay extract') first"
        raise WarehouseError(msg)
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        msg = f"{path}: cannot be opened: {_first_line(error)}"
        raise WarehouseError(msg) from error
    try:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


def query(name: str) -> str:
    """Return the SQL text of `warehouse/queries/<name>.sql`."""
    return (_HERE / "queries" / f"{name}.sql").read_text("utf-8")


def migrate(connection: DuckDBPyConnection) -> tuple[str, ...]:
    """Bring the database up to date; return the names of the migrations applied now.

    A ledger table remembers which numbered files ran. Views are made anew when their text changed.

    Raises:
        WarehouseError: the ledger names a migration that this Hearsay does not have.
    """
    connection.execute(query("ledger"))
    applied = {row[0] for row in connection.sql("select name from migration").fetchall()}
    available = sorted((_HERE / "migrations").glob("*.sql"))
    unknown = applied - {file.stem for file in available} - {_views_name()}
    if any(not name.startswith("views-") for name in unknown):
        msg = f"the warehouse was written by a newer Hearsay (migration {max(unknown)}); update Hearsay"
        raise WarehouseError(msg)
    pending = [file for file in available if file.stem not in applied]
    for file in pending:
        _apply(connection, file.stem, [file])
    if pending or _views_name() not in applied:
        _apply(connection, _views_name(), sorted((_HERE / "views").glob("*.sql")))
    return tuple(file.stem for file in pending)


def checkpoint(path: Path, *, patience: float = 60.0, wait: Callable[[float], None] = time.sleep) -> None:
    """Fold the write-ahead log into the file at `path`, so that a copy of the file is complete."""
    with _told_plainly(path):
        connection = _connect(path, patience, wait)
        try:
            connection.execute("checkpoint")
        finally:
            connection.close()


def rewrite(path: Path, *, patience: float = 60.0, wait: Callable[[float], None] = time.sleep) -> None:
    """Write the file at `path` anew with only what it holds now: DuckDB leaves deleted bytes in place until then.

    The old file stays until the new one is complete, and stays locked against other writers meanwhile.
    """
    fresh = path.with_suffix(".unfinished")
    fresh.unlink(missing_ok=True)
    with _told_plainly(path):
        connection = _connect(path, patience, wait)
        try:
            connection.execute("checkpoint")
            # These two statements take no parameters.
            connection.execute(f"attach {_quoted(str(fresh), mark=_TEXT)} as fresh")
            connection.execute(f"copy from database {_quoted(path.stem, mark=_NAME)} to fresh")
            connection.execute("detach fresh")
            fresh.replace(path)
        finally:
            connection.close()


def _quoted(text: str, *, mark: str) -> str:
    """Return a text or a name as SQL writes it."""
    return mark + text.replace(mark, mark * 2) + mark


def _apply(connection: DuckDBPyConnection, name: str, files: list[Path]) -> None:
    connection.begin()
    try:
        for file in files:
            connection.execute(file.read_text("utf-8"))
        connection.execute(query("ledger_add"), {"name": name})
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _views_name() -> str:
    """Return a name for the present text of all views, so that a changed view is made anew."""
    return f"views-{stable_id(*(file.read_text('utf-8') for file in sorted((_HERE / 'views').glob('*.sql'))))}"


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Turn what the disk or a damaged file did into one line that says what to do."""
    try:
        yield
    except OSError as error:
        if error.filename is None or not str(error.filename).startswith(str(path.parent)):
            raise
        msg = f"{error.filename}: {error.strerror}; the folder must be writable"
        raise WarehouseError(msg) from error
    except _OUTSIDE as error:
        told = _first_line(error)
        remedy = (
            "free some space and run again"
            if any(words in told for words in _NO_ROOM)
            else "if the file is damaged, put the newest of the snapshots beside it in its place"
        )
        msg = f"{path}: cannot be used ({told}); what was committed before is not touched; {remedy}"
        raise WarehouseError(msg) from error


def _connect(path: Path, patience: float, wait: Callable[[float], None]) -> DuckDBPyConnection:
    waited = 0.0
    while True:
        try:
            return duckdb.connect(str(path))
        except duckdb.Error as error:
            if "could not set lock" not in str(error).lower():
                msg = f"{path}: cannot be opened as a DuckDB database: {_first_line(error)}"
                raise WarehouseError(msg) from error
            if waited >= patience:
                msg = f"{path}: another process has held the warehouse for {patience:.0f} s; try again when it is done"
                raise LockedError(msg) from error
        wait(_PAUSE)
        waited += _PAUSE


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
