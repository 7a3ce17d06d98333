"""Unpacking a body as it arrives, in whatever pieces."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetching.packing import TooLargeError, UnpackingError, unpack

_LIMIT = 400_000


def _packed(body: bytes, way: str) -> tuple[bytes, str]:
    if way == "two members":
        half = len(body) // 2
        return gzip.compress(body[:half]) + gzip.compress(body[half:]), "gzip"
    if way == "raw deflate":
        return zlib.compress(body)[2:-4], "deflate"
    return (gzip.compress(body), "x-gzip") if way == "gzip" else (zlib.compress(body), "Deflate ")


@given(
    piece=st.binary(max_size=300),
    times=st.integers(1, 1_000),
    way=st.sampled_from(["gzip", "two members", "deflate", "raw deflate"]),
    size=st.integers(1, 70_000),
)
def test_a_body_is_the_same_however_it_is_packed_and_cut(piece: bytes, times: int, way: str, size: int) -> None:
    body = piece * times
    packed, encoding = _packed(body, way)
    size = max(size, len(packed) // 500)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert unpack(pieces, encoding, limit=_LIMIT) == body


@pytest.mark.parametrize("way", ["gzip", "deflate", "raw deflate"])
@pytest.mark.parametrize("missing", [1, 3, 40])
def test_a_part_is_never_taken_for_the_whole(way: str, missing: int) -> None:
    packed, encoding = _packed(bytes(range(256)) * 50, way)
    with pytest.raises(UnpackingError, match="ends before its end"):
        unpack([packed[:-missing]], encoding, limit=_LIMIT)


def test_what_is_over_the_limit_is_told_with_its_beginning() -> None:
    with pytest.raises(TooLargeError) as caught:
        unpack([gzip.compress(bytes(_LIMIT + 1))], "gzip", limit=_LIMIT)
    assert len(caught.value.beginning) == _LIMIT


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "\u00e9"])
def test_what_was_not_offered_is_not_taken(encoding: str) -> None:
    with pytest.raises(UnpackingError, match="not asked for"):
        unpack([b"x"], encoding, limit=_LIMIT)
