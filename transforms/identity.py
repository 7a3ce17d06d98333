"""Content-derived identifiers: the same content has the same id on every machine and in every run."""

from __future__ import annotations

import hashlib

_SEPARATOR = b"\x1f"
_SIGN_BIT = 0x7FFF_FFFF_FFFF_FFFF


def stable_id(*parts: object) -> int:
    """Return a non-negative 63-bit id of `parts`, fit for a DuckDB `bigint` key.

    The parts are joined as text with a separator that no text holds, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.blake2b(_SEPARATOR.join(str(part).encode("utf-8", "replace") for part in parts), digest_size=8)
    return int.from_bytes(digest.digest(), "big") & _SIGN_BIT


def content_hash(content: bytes | str) -> str:
    """Return the sha256 of `content` in hexadecimal."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()
