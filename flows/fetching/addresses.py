"""Decide to which network address a URL may be connected: public ones only, unless a source allows private ones."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_PORTS = {"http": 80, "https": 443}
# Networks for protocols' own use (IANA's special-purpose registries) that Python before 3.11.10 calls global.
_SPECIAL = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("64:ff9b:1::/48"))


class RefusedError(Exception):
    """Hearsay will not ask for this address; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to connect for a URL. `ip` is the address that was checked, so that a second look-up cannot move it."""

    scheme: str
    host: str
    port: int
    ip: str
    connect_port: int
    path: str

    @property
    def host_header(self) -> str:
        """The Host header: with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def locate(url: str, *, allow_private: bool, rerouted: Mapping[str, tuple[str, int]]) -> Target:
    """Return where to connect for `url`.

    `rerouted` maps host names to an address and port, as curl's --connect-to does: the sample newsroom's hosts are
    led to its server on the loopback interface.

    Raises:
        RefusedError: not http(s), credentials in the address, no such host, or an address that is not public.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        msg = f"not a usable address: {error}"
        raise RefusedError(msg) from error
    if parts.scheme not in _PORTS or not host:
        msg = f"only http and https addresses are fetched, not {parts.scheme or 'none'!r}"
        raise RefusedError(msg)
    if parts.username is not None or parts.password is not None:
        msg = "addresses with a user name or password are not fetched"
        raise RefusedError(msg)
    host = _ascii(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    port = port or _PORTS[parts.scheme]
    ip, connect_port = rerouted[host] if host in rerouted else (_resolve(host, port, allow_private), port)
    return Target(scheme=parts.scheme, host=host, port=port, ip=ip, connect_port=connect_port, path=path)


def _ascii(host: str) -> str:
    """Return a host name as DNS and the Host header have it.

    Raises:
        RefusedError: it cannot be a host name.
    """
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        msg = f"{host!r} is no usable host name"
        raise RefusedError(msg) from error


def _resolve(host: str, port: int, allow_private: bool) -> str:
    """Return the first address of `host`; all of them must be public unless private ones are allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        msg = f"the host {host} is not known"
        raise UnknownHostError(msg) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private:
        for address in addresses:
            if not _is_public(address):
                msg = (
                    f"{host} leads to {address}, which is not a public address; set allow_private for a source of yours"
                )
                raise RefusedError(msg)
    return addresses[0]


class UnknownHostError(RefusedError):
    """The name has no address now; that may pass."""


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if any(ip in network for network in _SPECIAL):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64 wraps an IPv4 address in its last four bytes
            return _is_public(str(ipaddress.IPv4Address(ip.packed[-4:])))
    return ip.is_global and not ip.is_multicast
