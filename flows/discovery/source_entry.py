"""Write a `[[source]]` at the end of config/sources.toml; everything that stands there stays as it is."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.configuration import load_toml
from flows.discovery.feeds import is_web
from flows.errors import UsageError
from flows.settings import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from flows.discovery.source_finding import Outlook
    from flows.settings import Source

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def web_address(text: str) -> str:
    """Return `text`, which a person gave as an outlet's address.

    Raises:
        UsageError: it is none.
    """
    if not is_web(text):
        msg = f"{text}: this is no web address; write it as https://www.example.org/"
        raise UsageError(msg)
    return text


def site_of(url: str) -> str:
    """Return the host of an address, with its port where it has one, without a leading www."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def id_for(url: str) -> str:
    """Return a source id made of the host: www.example.org is example-org."""
    return re.sub(r"[^a-z0-9]+", "-", site_of(url)).strip("-")


def refuse_known(sources: Iterable[Source], source_id: str, url: str) -> None:
    """Raise where a source has this id already, or is on this host.

    Raises:
        UsageError: it does, or the id is none.
    """
    if not _ID.fullmatch(source_id):
        msg = f"--id {source_id}: an id is lower-case letters, digits and -, as in example-times"
        raise UsageError(msg)
    for source in sources:
        if source.id == source_id:
            msg = f"the source {source_id!r} is there already; choose another --id, or edit config/sources.toml"
            raise UsageError(msg)
        if site_of(url) in {site_of(address) for address in (source.homepage, *source.addresses) if address}:
            msg = f"{site_of(url)} is followed already, as {source.id!r}; add to its entry in config/sources.toml"
            raise UsageError(msg)


def entry_text(outlook: Outlook, source_id: str, name: str, *, allow_private: bool, day: date) -> str:
    """Return the TOML of an entry, with what the first look found as comments."""
    lines = [
        f"# Looked over by 'hearsay source add' on {day}: {_judgement(outlook)}",
        "[[source]]",
        f"id = {_toml(source_id)}",
        f"name = {_toml(name)}",
        '# country = "GB"',
        '# kind = "newspaper"',
        f"homepage = {_toml(outlook.homepage)}",
    ]
    if outlook.feeds:
        lines.append(f"feeds = {_toml(list(outlook.feeds))}")
    if outlook.sitemaps:
        mark = "# " if outlook.feeds else ""
        lines.append(f"{mark}sitemaps = {_toml(list(outlook.sitemaps))}")
    if not outlook.feeds and not outlook.sitemaps:
        lines.append(f"listings = {_toml([outlook.homepage])}")
    if outlook.language:
        lines.append(f"language = {_toml(outlook.language)}")
    if allow_private:
        lines.append("allow_private = true")
    return "\n".join(lines) + "\n"


def append_entry(path: Path, entry: str) -> None:
    """Add `entry` at the end of the file, in the file's own line ends, after a blank line.

    Raises:
        UsageError: the file cannot be written; it is as it was.
        ConfigurationError: the file would not be valid with it; it is as it was.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        before = path.read_bytes().decode("utf-8")
        newline = "\r\n" if "\r\n" in before else "\n"
        gap = "" if not before or before.endswith(("\n\n", "\r\n\r\n")) else newline
        end = "" if not before or before.endswith("\n") else newline
        part.write_bytes((before + end + gap + entry.replace("\n", newline)).encode("utf-8"))
        load_toml(part, SourceFile)
        part.replace(path)
    except OSError as error:
        msg = f"{path}: cannot be written: {error.strerror}"
        raise UsageError(msg) from error
    finally:
        part.unlink(missing_ok=True)


def _judgement(outlook: Outlook) -> str:
    read = len(outlook.read)
    if not read:
        return "no sample page could be read."
    return f"{outlook.agencies.total()} of {read} sample pages credit a news agency."


def _toml(value: object) -> str:
    """Return a string or list of strings as TOML, which reads JSON's strings once control characters are gone."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", json.dumps(value, ensure_ascii=False))
