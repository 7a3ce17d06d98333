"""Certificates for loopback servers: good ones and such that must not be trusted, made when a test needs them."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

_DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """Issues certificates in `folder`; `root` is the file that makes them trusted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Invented authority")
        certificate = self._signed(self._name, self._key, is_root=True)
        self.root = folder / "root.pem"
        self.root.write_bytes(certificate.public_bytes(Encoding.PEM))

    def context(self, name: str, *, host: str = "127.0.0.1", ended: bool = False, own: bool = False) -> ssl.SSLContext:
        """Return a server's context for `host`: of a certificate that has `ended`, or that signed its `own`."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(_name(name), key, host=host, ended=ended, own=own)
        file = self._folder / f"{name}.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        *,
        host: str | None = None,
        ended: bool = False,
        own: bool = False,
        is_root: bool = False,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        issuer, signer = (subject, key) if own else (self._name, self._key)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 9 * _DAY)
            .not_valid_after(now - _DAY if ended else now + 9 * _DAY)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        )
        if host is not None:
            names = [_general(host)]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(signer, hashes.SHA256())


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
