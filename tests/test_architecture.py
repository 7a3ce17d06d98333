"""The rooms and the direction of imports hold, and a breach is caught."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOMS = ("flows", "transforms", "warehouse")


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [str(program), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def copied(tmp_path: Path, project: Path) -> Path:
    for room in _ROOMS:
        shutil.copytree(project / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(project / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("transforms/identity.py", "import warehouse.store"),
        ("transforms/identity.py", "import duckdb"),
        ("transforms/identity.py", "import urllib3"),
        ("transforms/identity.py", "import prefect"),
        ("warehouse/tables.py", "import flows.settings"),
        ("warehouse/tables.py", "import transforms.clean"),
        ("flows/ingest.py", "import prefect"),
        ("flows/ingest.py", "import duckdb"),
    ],
)
def test_a_planted_forbidden_import_is_caught(copied: Path, file: str, line: str) -> None:
    path = copied / file
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    done = _lint_imports(copied)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_the_house_as_it_stands_keeps_its_contracts(copied: Path) -> None:
    done = _lint_imports(copied)
    assert done.returncode == 0, done.stdout


def test_every_module_says_in_its_first_line_what_it_is_for(project: Path) -> None:
    silent = [
        file.relative_to(project).as_posix()
        for room in _ROOMS
        for file in (project / room).rglob("*.py")
        if not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert silent == []


def test_importing_any_plain_room_does_not_import_prefect(project: Path) -> None:
    """Starting `hearsay sql` or `hearsay run --direct` must not pay Prefect's two seconds."""
    code = "import sys, flows.job, flows.adhoc, flows.corpus, flows.cli; sys.exit('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, check=False, timeout=120)
    assert done.returncode == 0


def test_no_file_of_the_project_names_a_machine_path_or_a_registry(project: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=project, capture_output=True, text=True, check=True)
    forbidden = tuple("/" + word + "/" for word in ("work", "root", "home")) + tuple(
        "".join(parts) for parts in (("py", "pi.org"), ("python", "hosted"), ("npm", "js.org"))
    )
    found = []
    for name in listed.stdout.splitlines():
        path = project / name
        if path.suffix in {".py", ".toml", ".md", ".lock", ".sql", ".html", ".j2", ""} and path.is_file():
            text = path.read_text("utf-8", "replace")
            found += [
                (name, word) for word in forbidden if f'"{word}' in text or f" {word}" in text or f"//{word}" in text
            ]
    assert found == []
