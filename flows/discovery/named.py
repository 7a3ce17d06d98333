"""What a person names at the terminal: web addresses, lists of addresses, texts, folders of texts, web archives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.discovery.feeds import is_web
from flows.errors import DiscoveryError

_TEXT_SUFFIXES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}
_ARCHIVES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPage:
    """A file to be ingested: where it lies, the name it is stored under, its kind of content."""

    path: Path
    name: str
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a person named, told apart."""

    addresses: tuple[str, ...]
    pages: tuple[LocalPage, ...]
    archives: tuple[Path, ...]


def told_apart(names: list[str]) -> Named:
    """Return which of `names` are addresses (or lists of them), texts and folders of texts, and web archives.

    Raises:
        DiscoveryError: one is not there, holds nothing readable, or is a list with a wrong line.
    """
    addresses: list[str] = []
    pages: list[LocalPage] = []
    archives: list[Path] = []
    for name in names:
        path = Path(name)
        if name.lower().startswith(("http://", "https://")):
            addresses.append(_address(name))
        elif path.name.lower().endswith(_ARCHIVES) and path.is_file():
            archives.append(path)
        elif (listed := listed_addresses(path)) is not None:
            addresses += listed
        else:
            pages += local_pages(path)
    return Named(addresses=tuple(dict.fromkeys(addresses)), pages=tuple(pages), archives=tuple(archives))


def listed_addresses(path: Path) -> tuple[str, ...] | None:
    """Return the addresses of a list: one a line, empty lines and lines that begin with # left out. None for a text.

    A .txt file is a list when most of its lines are addresses; then every line has to be one.

    Raises:
        DiscoveryError: it is a list, and a line of it is no address.
    """
    if path.suffix.lower() != ".txt" or not path.is_file():
        return None
    numbered = enumerate(path.read_text("utf-8-sig", errors="replace").splitlines(), 1)
    lines = [(number, line.strip()) for number, line in numbered if line.strip() and not line.strip().startswith("#")]
    wrong = [(number, line) for number, line in lines if not _is_one_address(line)]
    if len(wrong) * 2 >= len(lines):
        return None
    if wrong:
        number, line = wrong[0]
        msg = f"{path}:{number}: {line[:80]!r} is no http(s) address; mend the line, or put # before it"
        raise DiscoveryError(msg)
    return tuple(line for _, line in lines)


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
        kinds = ".html, .htm, .xhtml, .txt, .warc and .warc.gz"
        msg = f"{path}: only {kinds} files are read; rename it if it is one of these"
        raise DiscoveryError(msg)
    return (_local_page(path, Path(path.name)),)


def _local_page(path: Path, name: Path) -> LocalPage:
    return LocalPage(path=path, name=f"file:{name.as_posix()}", content_type=_TEXT_SUFFIXES[path.suffix.lower()])


def _address(name: str) -> str:
    if not is_web(name):
        msg = f"{name}: this is no web address; write it as https://www.example.org/story"
        raise DiscoveryError(msg)
    return name


def _is_one_address(line: str) -> bool:
    return is_web(line) and len(line.split()) == 1
