"""Read a TOML file into a frozen dataclass; every mistake is one line that names the file, the line and the fix."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

import pydantic
from rapidfuzz import process

from flows.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
_KeyPath = tuple[str | int, ...]
_NEAR = 60  # rapidfuzz similarity in percent above which an unknown key is taken for a slip of a known one


def load_toml(path: Path, kind: type[T]) -> T:
    """Return the file's content as a `kind`, a frozen dataclass.

    Raises:
        ConfigurationError: the file is missing, is no TOML, holds an unknown key, or a value of the wrong kind.
    """
    try:
        source = path.read_text("utf-8")
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); create it, or name another folder with --config"
        raise ConfigurationError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path}: is not UTF-8 text; save it as UTF-8"
        raise ConfigurationError(msg) from error
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path}: is not valid TOML: {error}"
        raise ConfigurationError(msg) from error
    _refuse_unknown_keys(path, source, content, kind, ())
    try:
        return pydantic.TypeAdapter(kind).validate_python(content)
    except pydantic.ValidationError as error:
        raise ConfigurationError(_first_complaint(path, source, error)) from error


def line_of(source: str, keys: _KeyPath) -> int:
    """Return the 1-based line on which the key at the end of `keys` stands, or of the nearest parent found.

    Array tables count: ("source", 1, "name") is the `name` of the second `[[source]]`.
    """
    lines = source.splitlines()
    line = 0
    for position, key in enumerate(keys):
        if isinstance(key, int):
            continue
        following = keys[position + 1] if position + 1 < len(keys) else None
        nth = following if isinstance(following, int) else 0
        hits = [
            number
            for number in range(line, len(lines))
            if re.match(rf"\s*(?:\[\[?(?:[\w-]+\.)*)?[\"']?{re.escape(key)}[\"']?\s*(?:=|\]|\.)", lines[number])
        ]
        if not hits:
            break
        line = hits[min(nth, len(hits) - 1)]
    return line + 1


def _refuse_unknown_keys(path: Path, source: str, content: object, kind: Any, keys: _KeyPath) -> None:  # noqa: ANN401
    """Raise on the first key that no field of `kind` answers to, at any depth."""
    for option in _options(kind):
        origin, arguments = typing.get_origin(option), typing.get_args(option)
        if dataclasses.is_dataclass(option) and isinstance(content, dict):
            _refuse_in_table(path, source, content, option, keys)
        elif origin in (tuple, list) and isinstance(content, list):
            for number, item in enumerate(content):
                _refuse_unknown_keys(path, source, item, arguments[0], (*keys, number))
        elif origin is not None and isinstance(content, dict) and len(arguments) == 2:  # noqa: PLR2004 - a mapping
            for key, item in content.items():
                _refuse_unknown_keys(path, source, item, arguments[1], (*keys, key))


def _refuse_in_table(path: Path, source: str, content: dict[str, object], kind: Any, keys: _KeyPath) -> None:  # noqa: ANN401
    known = typing.get_type_hints(kind)
    fields = {field.name for field in dataclasses.fields(kind)}
    for key, item in content.items():
        if key not in fields:
            near = process.extractOne(key, sorted(fields), score_cutoff=_NEAR)
            advice = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(sorted(fields))}"
            msg = f"{path}:{line_of(source, (*keys, key))}: unknown key {key!r}; {advice}"
            raise ConfigurationError(msg)
        _refuse_unknown_keys(path, source, item, known[key], (*keys, key))


def _options(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return the alternatives of a union, or the type itself."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return typing.get_args(kind)
    return (kind,)


def _first_complaint(path: Path, source: str, error: pydantic.ValidationError) -> str:
    """Return pydantic's first complaint as one line."""
    first = error.errors()[0]
    keys = tuple(part for part in first["loc"] if isinstance(part, int | str))
    place = ".".join(str(part) for part in keys)
    given = repr(first["input"]) if first["type"] not in {"missing", "missing_argument"} else "nothing"
    return f"{path}:{line_of(source, keys)}: {place}: {first['msg']} (found {given[:80]})"
