"""TLS that reads on: a bad certificate or an old protocol is a fact for the record, not a reason to look away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from ipaddress import ip_address
from typing import Any

from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509
from service_identity import CertificateError, VerificationError
from service_identity.pyopenssl import verify_hostname, verify_ip_address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from zope.interface import classImplements  # type: ignore[import-untyped]

from domain.clock import to_iso

_LEGACY_SERVER_CONNECT = 0x4
_MAX_NAMES = 100


@dataclass(slots=True)
class Handshake:
    """What one TLS connection showed. Times are ISO texts; `faults` are why a browser would warn."""

    host: str
    protocol: str = ""
    cipher: str = ""
    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    not_before: str = ""
    not_after: str = ""
    faults: tuple[str, ...] = ()

    def observation(self) -> dict[str, object]:
        return {
            "host": self.host,
            "protocol": self.protocol,
            "cipher": self.cipher,
            "subject": self.subject,
            "issuer": self.issuer,
            "san": list(self.names),
            "not_before": self.not_before,
            "not_after": self.not_after,
            "valid": not self.faults,
            "faults": list(self.faults),
        }


@dataclass(slots=True)
class LenientTls:
    """One audit's TLS client. `on_handshake` hears of the first handshake with each host."""

    on_handshake: Callable[[Handshake], None] | None = None
    _told: set[str] = field(default_factory=set)

    def creator(self, host: str) -> "_Creator":
        return _Creator(host, self._done)

    def _done(self, handshake: Handshake) -> None:
        if handshake.host not in self._told and self.on_handshake:
            self._told.add(handshake.host)
            self.on_handshake(handshake)


class _Creator:
    """Makes the OpenSSL connection for one TCP connection to `host`."""

    def __init__(self, host: str, done: Callable[[Handshake], None]) -> None:
        self._host = host
        self._done = done
        self._chain_faults: list[str] = []

    def clientConnectionForTLS(self, protocol: Any) -> SSL.Connection:  # noqa: N802, ARG002  (Twisted's interface)
        context = SSL.Context(SSL.TLS_METHOD)
        context.set_min_proto_version(SSL.TLS1_VERSION)
        context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
        context.set_options(_LEGACY_SERVER_CONNECT | SSL.OP_NO_COMPRESSION)
        context.set_default_verify_paths()
        context.set_verify(SSL.VERIFY_PEER, self._on_certificate)
        context.set_info_callback(self._on_info)
        connection = SSL.Connection(context, None)
        if not _is_literal(self._host):
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        return connection

    def _on_certificate(self, _connection: SSL.Connection, _cert: X509, error: int, depth: int, _ok: int) -> bool:
        if error:
            self._chain_faults.append(f"{_ERRORS.get(error, f'X509 error {error}')} (depth {depth})")
        return True

    def _on_info(self, connection: SSL.Connection, where: int, _result: int) -> None:
        if where & SSL.SSL_CB_HANDSHAKE_DONE:
            self._done(read_handshake(self._host, connection, tuple(dict.fromkeys(self._chain_faults))))


classImplements(_Creator, IOpenSSLClientConnectionCreator)


def read_handshake(host: str, connection: SSL.Connection, faults: tuple[str, ...]) -> Handshake:
    shake = Handshake(host, connection.get_protocol_version_name(), connection.get_cipher_name() or "")
    certificate = connection.get_peer_certificate()
    if certificate is None:
        shake.faults = (*faults, "no certificate")
        return shake
    _describe(shake, certificate.to_cryptography())
    shake.faults = (*faults, *_name_fault(host, connection))
    return shake


def _describe(shake: Handshake, certificate: x509.Certificate) -> None:
    shake.subject = certificate.subject.rfc4514_string()[:500]
    shake.issuer = certificate.issuer.rfc4514_string()[:500]
    shake.not_before = to_iso(certificate.not_valid_before_utc.astimezone(UTC))
    shake.not_after = to_iso(certificate.not_valid_after_utc.astimezone(UTC))
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return
    shake.names = tuple(str(name.value)[:253] for name in found)[:_MAX_NAMES]


def _name_fault(host: str, connection: SSL.Connection) -> tuple[str, ...]:
    try:
        (verify_ip_address if _is_literal(host) else verify_hostname)(connection, host)
    except (VerificationError, CertificateError, ValueError):
        return ("the certificate does not name this host",)
    return ()


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


#: X509_V_ERR_*: the ones met in practice (OpenSSL, x509_vfy.h).
_ERRORS = {
    2: "the issuer's certificate is unknown",
    7: "bad signature",
    9: "not valid yet",
    10: "expired",
    18: "self-signed",
    19: "self-signed root that nobody trusts",
    20: "the issuer's certificate is unknown",
    21: "the chain is not complete",
    22: "chain too long",
    23: "revoked",
    24: "an issuer that may not issue",
    26: "not made for web servers",
    62: "the certificate does not name this host",
    66: "key too weak",
    68: "signature algorithm too weak",
}
