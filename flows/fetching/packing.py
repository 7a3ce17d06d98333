"""Unpack a body as it arrives: never more than was asked for, and never a part taken for the whole."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ENCODINGS = "gzip, deflate"
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's numbers for the three wrappings of one format
_PIECE = 65_536


class UnpackingError(ValueError):
    """The body is not what its Content-Encoding says. The message is a reason."""


class TooLargeError(ValueError):
    """The body is larger than the limit; `beginning` is what fits into it."""

    def __init__(self, beginning: bytearray) -> None:
        super().__init__("the body is larger than the limit")
        self.beginning = beginning


def unpack(pieces: Iterable[bytes], encoding: str | None, *, limit: int) -> bytes:
    """Return the body that comes in `pieces`, unpacked. What it needs of memory is `limit` and a little more.

    Raises:
        UnpackingError: an encoding that was not offered, or a body that is broken or not complete in it.
        TooLargeError: more than `limit` bytes; it carries the first `limit`.
    """
    name = (encoding or "identity").strip().lower()
    if name in {"", "identity"}:
        return _collected(pieces, limit)
    if name not in {"gzip", "x-gzip", "deflate"}:
        msg = f"the body is packed as {name[:40]!r}, which was not asked for"
        raise UnpackingError(msg)
    unpacker = _Unpacker(is_gzip=name != "deflate")
    try:
        body = _collected((part for piece in pieces for part in unpacker.unpacked(piece)), limit)
    except zlib.error as error:
        msg = f"the body is not the {name} that its Content-Encoding says"
        raise UnpackingError(msg) from error
    if not unpacker.is_complete:
        msg = f"the {name} body ends before its end"
        raise UnpackingError(msg)
    return body


def is_gzip(body: bytes) -> bool:
    """Tell whether `body` begins as gzip does."""
    return body.startswith(b"\x1f\x8b")


def unpack_whole(body: bytes, encoding: str, *, limit: int) -> bytes:
    """Return what is packed in a body that is all there.

    Raises:
        UnpackingError: it is damaged, cut off, or larger than `limit` bytes.
    """
    try:
        return unpack([body], encoding, limit=limit)
    except TooLargeError as error:
        msg = f"larger than {limit:,} bytes when unpacked"
        raise UnpackingError(msg) from error
    except UnpackingError as error:
        msg = f"the {encoding} data is damaged or cut off"
        raise UnpackingError(msg) from error


def _collected(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            del body[limit:]
            raise TooLargeError(body)
    return bytes(body)


class _Unpacker:
    """Unpacks gzip (one member or several after each other) or deflate, with or without zlib's wrapping."""

    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._engine = zlib.decompressobj(_GZIP if is_gzip else _ZLIB)
        self._head = b""  # what was taken while the two bytes of zlib's wrapping were not seen

    @property
    def is_complete(self) -> bool:
        """Whether the last member is whole. No body at all is complete: an empty page says so elsewhere."""
        return self._engine.eof or not self._head

    def unpacked(self, piece: bytes) -> Iterable[bytes]:
        """Yield what `piece` unpacks to, a little at a time."""
        waiting, part = piece, b""
        while waiting or len(part) == _PIECE:
            if self._engine.eof:
                if not (self._is_gzip and waiting.startswith(b"\x1f")):
                    return  # padding after the last member
                self._engine = zlib.decompressobj(_GZIP)
            part = self._next_part(waiting)
            yield part
            waiting = self._engine.unconsumed_tail or self._engine.unused_data

    def _next_part(self, waiting: bytes) -> bytes:
        before, self._head = self._head, self._head if len(self._head) > 1 else self._head + waiting[:2]
        try:
            return self._engine.decompress(waiting, _PIECE)
        except zlib.error:
            if self._is_gzip or len(before) > 1:
                raise
            self._engine = zlib.decompressobj(_RAW)  # many servers send deflate without its wrapping
            return self._engine.decompress(before + waiting, _PIECE)
