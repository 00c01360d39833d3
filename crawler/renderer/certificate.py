"""The key our proxy answers https with, so that it sees what the browser asks there, too.

Made anew for each render process and known to its browser only by the digest of the key. The portal's own
certificate is read, and its faults recorded, by the HTTP path.
"""

import base64
import hashlib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.clock import utc_now

_DAYS = 30


@dataclass(frozen=True, slots=True)
class OwnTls:
    """The server side's context and the key's digest (base64 of sha256, as Chromium wants it)."""

    context: ssl.SSLContext
    key_digest: str


def make_own_tls(folder: Path) -> OwnTls:
    """`folder` is private; the key's file is removed before this returns."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "portal-audit renderer")])
    now = utc_now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("renderer.invalid")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "proxy.pem"
    pem.touch(mode=0o600)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.set_alpn_protocols(["http/1.1"])
    pem.unlink()
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return OwnTls(context, base64.b64encode(hashlib.sha256(public).digest()).decode("ascii"))


def lenient_client_tls() -> ssl.SSLContext:
    """Towards portals: whatever certificate and protocol they have is read on with, as on the HTTP path."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= ssl.OP_NO_COMPRESSION | 0x4  # SSL_OP_LEGACY_SERVER_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context
