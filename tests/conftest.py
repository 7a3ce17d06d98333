"""What many tests need: the project's folders, a data folder of their own, the shared gold where it is present."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
HEARSAY = (sys.executable, "-m", "flows")
PARTIAL = 3  # the sample newsroom has a page that is missing on purpose

STORY = """Notes from the border

Wahid Noorgul, a spokesman for the palace, said on Monday that the Haqqani network has safe havens in Pakistan.

“The network has no safe havens in Pakistan,” said Samina Qazilbash of the Foreign Office on Tuesday.

Wahid Noorgul said again on Friday that the Haqqani network has safe havens in Pakistan.

Helen Marsh, an envoy, told reporters that the Haqqani network has safe havens in Pakistan.
"""


def hearsay(*words: str, config: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of Hearsay as a person does."""
    return subprocess.run(
        [*HEARSAY, *words, "--config", str(config)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def invoke(*words: str | Path, code: int = 0, typed: str | None = None) -> str:
    """Run a command of Hearsay in this process; return what it printed. An exit code other than `code` fails."""
    result = CliRunner().invoke(app, [str(word) for word in words], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the configuration folder of a newsroom that one direct run has read; its data lies beside it."""
    config = Path(shutil.copytree(PROJECT / "config", tmp_path_factory.mktemp("newsroom") / "config"))
    done = hearsay("run", "--direct", "--json", config=config)
    assert done.returncode == PARTIAL, done.stderr
    (config.parent / "summary.json").write_text(done.stdout, "utf-8")
    return config


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """Return a configuration whose warehouse holds the story, its claims extracted."""
    config = Path(shutil.copytree(project / "config", tmp_path_factory.mktemp("opinions") / "config"))
    path = config / "hearsay.toml"
    path.write_text(path.read_text("utf-8").replace("enabled = true", "enabled = false"), "utf-8")
    (config.parent / "story.txt").write_text(STORY, "utf-8")
    assert hearsay("ingest", str(config.parent / "story.txt"), config=config).returncode == 0
    assert hearsay("extract", config=config).returncode == 0
    return config


@pytest.fixture
def newsroom_read(read_once: Path, tmp_path: Path) -> Path:
    """Return a copy of that configuration and its warehouse."""
    return Path(shutil.copytree(read_once.parent, tmp_path / "copy")) / "config"
