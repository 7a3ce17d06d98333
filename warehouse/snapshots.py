"""Publish the warehouse as a file that analysts open while the next run writes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from warehouse.store import WarehouseError, checkpoint

LATEST = "latest.duckdb"


def publish(warehouse: Path, folder: Path, snapshot_id: str, *, keep: int) -> Path:
    """Copy the warehouse to `folder/snapshots/<snapshot_id>.duckdb` and make it `folder/latest.duckdb`.

    Both appear whole or not at all, also under readers that have the old ones open. Of older snapshots the newest
    `keep` stay. Returns the snapshot's path.

    Raises:
        WarehouseError: there is nothing to publish, or the folder cannot be written.
    """
    if not warehouse.exists():
        msg = f"{warehouse}: there is no warehouse to publish; run 'hearsay ingest' first"
        raise WarehouseError(msg)
    snapshots = folder / "snapshots"
    target = snapshots / f"{snapshot_id}.duckdb"
    try:
        snapshots.mkdir(parents=True, exist_ok=True)
        for cut_off in snapshots.glob("*.unfinished"):
            cut_off.unlink(missing_ok=True)
        checkpoint(warehouse)
        _put(warehouse, target)
        _put(target, folder / LATEST)
    except OSError as error:
        msg = f"{folder}: the snapshot cannot be written ({error.strerror}); free some space or choose another folder"
        raise WarehouseError(msg) from error
    for old in sorted(snapshots.glob("*.duckdb"))[:-keep]:
        old.unlink()
    return target


def withdraw(folder: Path) -> int:
    """Remove every published snapshot in `folder`; return how many there were. Who has one open keeps reading it.

    Raises:
        WarehouseError: one cannot be removed.
    """
    old = [*(folder / "snapshots").glob("*"), *folder.glob(f"{Path(LATEST).stem}.*")]
    try:
        for file in old:
            file.unlink()
    except OSError as error:
        msg = f"{folder}: an old snapshot cannot be removed ({error.strerror}); remove it and run the command again"
        raise WarehouseError(msg) from error
    return len(old)


def _put(source: Path, target: Path) -> None:
    """Copy a file into place in one step."""
    unfinished = target.with_suffix(".unfinished")
    shutil.copyfile(source, unfinished)
    os.replace(unfinished, target)  # noqa: PTH105 - replaces an open file, which is the point
