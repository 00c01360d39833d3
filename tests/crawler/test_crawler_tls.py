"""Bad certificates: the page is read, the fault is on record."""

import datetime
import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from crew import Crew, plan
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fake_portal import page

from domain.captures import CaptureKind, Ending, Outcome


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = page("Cổng an toàn").body if self.path == "/" else b""
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


def certificate(folder: Path, *, days: int, address: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cổng thử")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - datetime.timedelta(days=30))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "cert.pem", folder / "key.pem"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate_file, key_file


@pytest.fixture(
    params=[(365, "127.0.0.1"), (-1, "127.0.0.1"), (365, "127.0.0.9")], ids=["self-signed", "expired", "other"]
)
def secure(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    days, address = request.param
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(tmp_path, days=days, address=address))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    fault = "expired" if days < 0 else "self-signed" if address == "127.0.0.1" else "does not name this host"
    yield f"https://127.0.0.1:{server.server_port}/", fault
    server.shutdown()
    server.server_close()


def test_page_behind_a_bad_certificate_is_read(crew: Crew, secure: tuple[str, str]) -> None:
    url, fault = secure
    told = crew.crawl(plan(url))
    assert told.ending is Ending.COMPLETED
    assert told.pages() == [url]
    shake = told.of(CaptureKind.TLS)
    assert len(shake) == 1
    assert shake[0].id < told.of(CaptureKind.PAGE)[0].id
    record = json.loads(told.bodies[shake[0].id])
    assert record["protocol"].startswith("TLSv1.")
    assert record["valid"] is False
    assert any(fault in each for each in record["faults"])
    assert record["san"][0].startswith("127.0.0.")
    assert record["not_after"].endswith("Z")


def test_plain_server_asked_over_tls_is_a_tls_error(crew: Crew) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told = crew.crawl(plan(f"https://127.0.0.1:{server.server_port}/"))
    server.shutdown()
    server.server_close()
    assert told.ending is Ending.UNREACHABLE
    assert told.of(CaptureKind.ROBOTS)[0].outcome is Outcome.TLS_ERROR
