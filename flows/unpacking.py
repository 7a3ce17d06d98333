"""Unpack gzip and deflate up to a limit, so that a small body cannot become a large one."""

from __future__ import annotations

import gzip
import io
import zlib

_GZIP = b"\x1f\x8b"


class UnpackError(Exception):
    """A body cannot be unpacked; the message says why."""


def is_gzip(body: bytes) -> bool:
    """Tell whether `body` begins as gzip does."""
    return body.startswith(_GZIP)


def gunzip(body: bytes, limit: int) -> bytes:
    """Return the content of a gzip file of one or several members.

    Raises:
        UnpackError: it is damaged, cut off, or larger than `limit` bytes.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        msg = "the gzip data is damaged or cut off"
        raise UnpackError(msg) from error
    return _capped(content, limit)


def inflate(body: bytes, limit: int) -> bytes:
    """Return the content of a deflate stream, with or without its zlib header.

    Raises:
        UnpackError: it is damaged, cut off, or larger than `limit` bytes.
    """
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            content = _capped(unpacker.decompress(body, limit + 1), limit)
        except zlib.error:
            continue
        if unpacker.eof:
            return content
    msg = "the deflate data is damaged or cut off"
    raise UnpackError(msg)


def _capped(content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        msg = f"larger than {limit:,} bytes when unpacked"
        raise UnpackError(msg)
    return content
