"""What a person names at the terminal: web addresses, lists of addresses, texts, folders of texts, web archives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flows.errors import DiscoveryError

_TEXT_SUFFIXES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}
_ARCHIVES = (".warc", ".warc.gz")


def is_address(name: str) -> bool:
    """Tell whether a command-line argument is a web address and no path."""
    return urlsplit(name).scheme in {"http", "https"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPage:
    """A file to be ingested: where it lies, the name it is stored under, its kind of content."""

    path: Path
    name: str
    content_type: str


def local_pages(path: Path) -> tuple[LocalPage, ...]:
    """Return the texts at `path`: one file, or every .html, .htm, .xhtml and .txt below a folder, in order of name.

    The name is the path below the folder that was given, so that the same folder elsewhere gives the same articles.

    Raises:
        DiscoveryError: nothing there, or nothing of a kind that can be read.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in _TEXT_SUFFIXES and file.is_file())
        if not files:
            msg = f"{path}: no .html or .txt files in this folder"
            raise DiscoveryError(msg)
        return tuple(_local_page(file, file.relative_to(path)) for file in files)
    if not path.is_file():
        msg = f"{path}: no such file or folder"
        raise DiscoveryError(msg)
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        msg = f"{path}: only .html, .htm, .xhtml and .txt files are read; rename it if it is one of these"
        raise DiscoveryError(msg)
    return (_local_page(path, Path(path.name)),)


def _local_page(path: Path, name: Path) -> LocalPage:
    return LocalPage(path=path, name=f"file:{name.as_posix()}", content_type=_TEXT_SUFFIXES[path.suffix.lower()])
