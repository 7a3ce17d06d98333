"""What many tests need: the project's folders, a data folder of their own, the shared gold where it is present."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the project's folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with gold data and the seed article; skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: gold data is not part of the project")
    return SHARED


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """Return a copy of the configuration in a folder of its own, so that data/ lies beside it."""
    return Path(shutil.copytree(PROJECT / "config", tmp_path / "config"))
