"""Say in a few words why a page could not be had, and whether trying again may help."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import urllib3

if TYPE_CHECKING:
    from collections.abc import Iterator

# By the name of the exception, the telling ones first: urllib3 wraps one in another.
_WORDS = {
    "ConnectTimeoutError": "no connection before the deadline",
    "NewConnectionError": "the server refuses the connection",
    "RemoteDisconnected": "the server hung up without an answer",
    "BadStatusLine": "the answer is not HTTP",
    "LineTooLong": "a header line is longer than 65,536 bytes",
    "HTTPException": "the answer has more than 100 headers",
    "ConnectionResetError": "the connection was reset",
    "InvalidHeader": "the headers contradict each other",
    "IncompleteRead": "the connection ended before the body did",
    "InvalidChunkLength": "the body is not chunked as its headers say",
    "SSLError": "the TLS connection failed",
    "ProtocolError": "the connection broke",
}


def in_plain_words(error: Exception) -> str:
    """Return the cause of `error` on one line."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the server's certificate does not hold: {cause.verify_message}"
    names = {type(cause).__name__ for cause in causes}
    return next((words for name, words in _WORDS.items() if name in names), type(error).__name__)


def is_timeout(error: Exception) -> bool:
    """Tell whether the time was up while the answer came."""
    return any(isinstance(cause, urllib3.exceptions.ReadTimeoutError) for cause in _causes(error))


def is_final(error: Exception) -> bool:
    """Tell whether a second try is useless: a certificate that does not hold will not hold in a second either."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and what it was raised from or wraps."""
    yield error
    wrapped = [inner for inner in error.args if isinstance(inner, BaseException)]
    for inner in [error.__cause__, *wrapped]:
        if inner is not None:
            yield from _causes(inner)
