"""A small newsroom of one story, and what tests do with it from the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flows.second_opinion.settings import JudgeKind, OpinionSettings
from flows.settings import Settings, load_settings
from tests.model_server import MODEL
from warehouse.store import writing

if TYPE_CHECKING:
    from pathlib import Path


def asking(config: Path, **changes: Any) -> Settings:  # noqa: ANN401
    settings = load_settings(config)
    chosen = replace(OpinionSettings(judge=JudgeKind.ENDPOINT, model=MODEL, timeout=5.0), **changes)
    return replace(settings, second_opinion=chosen)


def rows(config: Path, query: str) -> list[tuple[Any, ...]]:
    with writing(load_settings(config).warehouse) as connection:
        return connection.sql(query).fetchall()
