"""Decide whether a text may become a version: a wall replaces no good one, a text cut by half waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.identity import content_hash, stable_id
from warehouse.store import query

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duckdb import DuckDBPyConnection

    from transforms.records import CleanArticle
    from warehouse.keeping import Attempt

_TEASER = "paywall"  # the flag of a version that is only the beginning before a paywall
_KEPT = ("stored", "unchanged")
_SHARE_HELD = 2  # held where the last body was at least this many times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The version of an article that is present now: the last one seen."""

    version_id: int
    body_characters: int
    is_teaser: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a text: stored, unchanged, walled or held, and why for the last two."""

    outcome: str
    reason: str | None = None


def article_id(url: str, source_id: str | None) -> int:
    """Return the id of the article at `url`; names of local files are told apart by their source."""
    return stable_id("article", source_id or "", url) if url.startswith("file:") else stable_id("article", url)


def identity_of(attempt: Attempt) -> tuple[int, int]:
    """Return the ids of the article and of the version that an attempt brings."""
    if attempt.article is None:
        msg = f"{attempt.url}: an attempt without an article has no version"
        raise ValueError(msg)
    identity = article_id(attempt.article.url, attempt.source_id)
    return identity, stable_id("version", identity, content_hash(attempt.article.text))


def settle(connection: DuckDBPyConnection, attempts: Sequence[Attempt], *, is_released: bool) -> list[Attempt]:
    """Return the attempts with outcome, reason and version decided, each in view of those before it."""
    known = {row[0] for row in connection.sql("select version_id from article_version").fetchall()}
    present = standing_versions(connection, {identity_of(item)[0] for item in attempts if item.article is not None})
    settled = []
    for attempt in attempts:
        if attempt.article is None or attempt.body is None:
            settled.append(attempt)
            continue
        identity, version_id = identity_of(attempt)
        verdict = judge(
            attempt.article,
            version_id,
            present.get(identity),
            wall=attempt.reason if attempt.outcome == "walled" else None,
            is_known=version_id in known,
            is_released=is_released,
        )
        is_kept = verdict.outcome in _KEPT
        if is_kept:
            known.add(version_id)
            present[identity] = _as_standing(attempt.article, version_id)
        held = version_id if is_kept else None
        settled.append(replace(attempt, outcome=verdict.outcome, reason=verdict.reason, version_id=held))
    return settled


def standing_versions(connection: DuckDBPyConnection, article_ids: Iterable[int]) -> dict[int, Standing]:
    """Return the present version of each of these articles that has one."""
    rows = connection.execute(query("last_bodies"), {"article_ids": list(article_ids)}).fetchall()
    return {
        article_id: Standing(version_id=version_id, body_characters=characters, is_teaser=is_teaser)
        for article_id, version_id, characters, is_teaser in rows
    }


def judge(
    article: CleanArticle,
    version_id: int,
    last: Standing | None,
    *,
    wall: str | None,
    is_known: bool,
    is_released: bool,
) -> Verdict:
    """Return what becomes of an article's text.

    `wall` is why the page is no article, None for an ordinary page; `is_known` says that this text is a version
    already, `is_released` that a person accepts it whatever it looks like.
    """
    is_present = last is not None and last.version_id == version_id
    if is_known and (wall is None or is_present or is_released):
        return Verdict(outcome="unchanged")
    if is_released:
        return Verdict(outcome="stored")
    if wall is not None:
        may_stand = _TEASER in article.flags and (last is None or last.is_teaser)
        if not may_stand:
            return Verdict(outcome="walled", reason=wall)
        return Verdict(outcome="unchanged" if is_known else "stored")
    if last is not None and len(article.body) * _SHARE_HELD <= last.body_characters:
        reason = (
            f"the text has {len(article.body)} characters, the last version had {last.body_characters}; "
            "read it, then hearsay release accepts it"
        )
        return Verdict(outcome="held", reason=reason)
    return Verdict(outcome="stored")


def _as_standing(article: CleanArticle, version_id: int) -> Standing:
    """Return a version that was stored just now."""
    return Standing(version_id=version_id, body_characters=len(article.body), is_teaser=_TEASER in article.flags)
