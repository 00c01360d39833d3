"""The other scheme is asked once, and the name system where the portal has a public name."""

import asyncio
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from crew import Crew, Told, plan
from fake_portal import FakePortal, Reply, page
from test_crawler_tls import certificate

from crawler.exchange import Answer
from crawler.fetching import Fetcher
from crawler.frontier import Frontier
from crawler.journal import Fetched, Journal
from crawler.links import LinkReader
from crawler.manners import Manners
from crawler.orders import Orders
from crawler.reading import Reading
from crawler.surroundings import Surroundings
from crawler.visiting import Visitor
from crawler.zones import NameFacts
from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.clock import utc_now
from domain.codec import from_plain

NAME = "www.thu.gov.vn"


def other_scheme(told: Told) -> list[Capture]:
    return [capture for capture in told.of(CaptureKind.PROBE) if capture.notes.get("probe") == "other scheme"]


def visited(crew: Crew, port: int, scheme: str = "http") -> Told:
    made = plan(f"{scheme}://{NAME}/")
    return crew.crawl(plan(made.target.portal, replace(made.target, resolve={NAME: f"127.0.0.1:{port}"})))


def test_plain_portal_is_asked_over_https_once(crew: Crew) -> None:
    with FakePortal({"/": page("Cổng", ("/a", "A")), "/a": page("A")}) as portal:
        told = visited(crew, portal.port)
    (asked,) = other_scheme(told)
    assert (asked.url, asked.status) == (f"https://{NAME}/", None)
    assert asked.outcome in (Outcome.CONNECT_ERROR, Outcome.TLS_ERROR, Outcome.BROKEN)
    assert told.ending is Ending.COMPLETED
    assert told.pages() == [f"http://{NAME}/", f"http://{NAME}/a"]


def test_numbers_and_ports_have_no_other_scheme(crew: Crew) -> None:
    with FakePortal({"/": page("Cổng")}) as portal:
        told = crew.crawl(plan(portal.url))
    assert other_scheme(told) == []
    assert len(told.of(CaptureKind.DNS)) == 1


class _Answer(BaseHTTPRequestHandler):
    """A portal over https whose plain door is another server."""

    def do_GET(self) -> None:
        body = page("Cổng an toàn").body if self.path == "/" else b""
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Strict-Transport-Security", "max-age=31536000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@contextmanager
def secure_portal(folder: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(folder, days=90, address="127.0.0.1"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def test_secure_portal_is_asked_over_http(crew: Crew, tmp_path: Path) -> None:
    """Here both names lead to the TLS port, which takes no plain request: said as it is."""
    with secure_portal(tmp_path) as port:
        told = visited(crew, port, "https")
    (asked,) = other_scheme(told)
    assert (asked.url, asked.status) == (f"http://{NAME}/", None)
    home = told.of(CaptureKind.PAGE)[0]
    assert ("strict-transport-security", "max-age=31536000") in home.headers
    assert len(told.of(CaptureKind.TLS)) == 1


def test_robots_of_the_other_scheme_is_asked_first(crew: Crew) -> None:
    with FakePortal({"/": page("Cổng"), "/robots.txt": Reply(404)}) as portal:
        told = visited(crew, portal.port)
    robots = [capture.url for capture in told.of(CaptureKind.ROBOTS)]
    assert robots == [f"http://{NAME}/robots.txt", f"https://{NAME}/robots.txt"]


# --- without a network ------------------------------------------------------------------------------------------------


class Wire:
    """What stands in for the asker: answers as told, robots.txt is missing."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers, self.asked, self.manners, self.orders = answers, [], Manners(), Orders()
        self.tell = lambda *_: None
        self.budget = SimpleNamespace(count=lambda _: None)

    async def ask_patiently(self, url: str, _tries: int = 2, _seconds: float | None = None) -> Answer:
        self.asked.append(url)
        return self.answers.get(url) or Answer(url, utc_now(), Outcome.HTTP_ERROR, 404)


class Frames:
    def __init__(self) -> None:
        self.seen: list[tuple[Capture, bytes]] = []

    def send(self, header: dict, body: bytes = b"") -> None:
        self.seen.append((from_plain(Capture, header["capture"]), body))


def looked(
    home: str, answers: dict[str, Answer], *, aaaa: list[str] | None = None, **target: object
) -> tuple[Wire, Frames]:
    wire, frames = Wire(answers), Frames()
    journal = Journal("thu", frames)
    of = Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), home, **target)  # type: ignore[arg-type]
    fetcher = Fetcher(wire, journal, "thu", lambda _: True)  # type: ignore[arg-type]
    visitor = Visitor(of, fetcher, wire, journal, Frontier(), LinkReader(of, 3, utc_now().date()), None)  # type: ignore[arg-type]

    async def read_name(host: str) -> NameFacts:
        return NameFacts(host, a=["113.160.1.1"], aaaa=aaaa or [], zone=host, dnssec="signed", dnssec_how="told so")

    reading = Reading(Fetched(Answer(home, utc_now(), Outcome.OK, 200), home), CaptureKind.PAGE, Outcome.OK)
    asyncio.run(Surroundings(visitor, read_name).look(reading))
    return wire, frames


def moved(url: str, location: str) -> Answer:
    return Answer(url, utc_now(), Outcome.HTTP_ERROR, 301, (("location", location),))


def test_way_over_to_the_known_scheme_is_kept_and_not_gone() -> None:
    plain, first = "http://thu.gov.vn/", "http://thu.gov.vn/vi"
    wire, frames = looked(
        "https://thu.gov.vn/", {plain: moved(plain, first), first: moved(first, "https://thu.gov.vn/vi")}
    )
    assert wire.asked == ["http://thu.gov.vn/robots.txt", plain, first]
    probe = next(capture for capture, _ in frames.seen if capture.kind is CaptureKind.PROBE)
    assert (probe.url, probe.status, probe.requested) == (first, 301, plain)
    assert dict(probe.headers)["location"] == "https://thu.gov.vn/vi"


def test_name_system_is_asked_once_where_the_name_is_public() -> None:
    _, frames = looked("http://thu.gov.vn/", {})
    ((record, body),) = [(capture, body) for capture, body in frames.seen if capture.kind is CaptureKind.DNS]
    told = json.loads(body)
    assert record.url == "urn:portal-audit:dns:thu.gov.vn"
    assert (told["source"], told["a"], told["dnssec"], told["ipv6"]) == (
        "resolver",
        ["113.160.1.1"],
        "signed",
        "untried",
    )


def test_inward_ipv6_address_is_said_and_not_connected_to() -> None:
    _, frames = looked("http://thu.gov.vn/", {}, aaaa=["fd00::7"])
    (body,) = [body for capture, body in frames.seen if capture.kind is CaptureKind.DNS]
    assert json.loads(body)["ipv6"] == "inward"


@pytest.mark.parametrize(
    "home", ["http://127.0.0.1/", "http://localhost/", "http://thu.gov.vn:8080/", "http://portal/"]
)
def test_numbers_bare_names_and_ports_have_no_surroundings(home: str) -> None:
    wire, frames = looked(home, {})
    assert (wire.asked, frames.seen) == ([], [])


def test_names_of_a_test_are_nobody_elses_business() -> None:
    wire, frames = looked("http://thu.gov.vn/", {}, resolve={"thu.gov.vn": "127.0.0.1:1"})
    assert wire.asked
    assert not [capture for capture, _ in frames.seen if capture.kind is CaptureKind.DNS]
