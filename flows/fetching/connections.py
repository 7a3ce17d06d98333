"""Kept connections to checked addresses, on which one deadline holds for a whole answer, headers and body."""

from __future__ import annotations

import io
import ssl
import time
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    import socket

    from flows.fetching.addresses import Target

_SOON = 0.01  # seconds; a socket's timeout of zero would mean "do not wait at all"
_HOSTS_KEPT = 100  # hosts with open connections; the one that was not asked for the longest time is closed


class Connections:
    """Connections by the address that was checked and the host it must prove to be; safe to share between threads."""

    def __init__(self, *, parallel: int) -> None:
        self._manager = urllib3.PoolManager(num_pools=_HOSTS_KEPT, maxsize=parallel)
        self._manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        self._trust: ssl.SSLContext | None = None

    def pool(self, target: Target) -> urllib3.HTTPConnectionPool:
        """Return the connections to `target`. Over TLS they prove themselves as the host that was asked for."""
        proof: dict[str, Any] = {}
        if target.scheme == "https":
            self._trust = self._trust or ssl.create_default_context()
            proof = {
                "ssl_context": self._trust,
                "cert_reqs": "CERT_REQUIRED",
                "server_hostname": target.host,
            }
        return self._manager.connection_from_host(target.ip, target.connect_port, target.scheme, pool_kwargs=proof)

    def close(self) -> None:
        """Close them all."""
        self._manager.clear()


class _TimedReader(io.RawIOBase):
    """Reads from a socket until a moment; every wait gets what is left of the time."""

    def __init__(self, connected: socket.socket, ends: float) -> None:
        self._socket = connected
        self._raw = connected.makefile("rb", buffering=0)
        self._ends = ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - io's own word for a writable buffer
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """An answer that must be complete within the timeout its socket has when it begins."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:  # noqa: ANN401 - passed on as they are
        super().__init__(sock, *args, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_TimedReader(sock, time.monotonic() + (sock.gettimeout() or _SOON)))


class _PlainConnection(HTTPConnection):
    response_class = _TimedResponse


class _SecureConnection(HTTPSConnection):
    response_class = _TimedResponse

    def _new_conn(self) -> socket.socket:
        """Connect, and leave the TLS handshake what is left of the time."""
        began = time.monotonic()
        connected = super()._new_conn()
        if (allowed := connected.gettimeout()) is not None:
            connected.settimeout(max(_SOON, allowed - (time.monotonic() - began)))
        return connected


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
