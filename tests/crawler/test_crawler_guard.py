"""Nobody inside is connected to, whatever leads there: proved with listeners that count connections."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from crew import Crew, plan
from fake_portal import FakePortal, Reply, page, redirect
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import Guard, RefusedError, parse_place, why_inward, why_never
from domain.agencies import Agency, DeclaredHost, Kind, Target
from domain.captures import CaptureKind, Ending, Outcome

ROOT = Path(__file__).parents[2]


def target(portal: str, **fields: object) -> Target:
    return Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), portal, **fields)  # type: ignore[arg-type]


INWARD = [
    "127.0.0.1", "127.8.9.10", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "0.0.0.0", "0.1.2.3", "169.254.1.1", "169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.9",
    "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1", "fe80::1%1",
]  # fmt: skip
NEVER = [
    "0.0.0.0", "169.254.1.1", "169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1",
    "::", "fe80::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "240.0.0.1", "255.255.255.255", "fec0::1", "fe80::1%1",
]  # fmt: skip


@pytest.mark.parametrize("address", INWARD)
def test_inward_addresses_are_refused(address: str) -> None:
    with pytest.raises(RefusedError):
        Guard().check_address("x.gov.vn", 80, address)


@pytest.mark.parametrize("address", ["8.8.8.8", "113.160.1.1", "2001:ee0:1::1", "2405:4800::1"])
def test_public_addresses_pass(address: str) -> None:
    Guard().check_address("x.gov.vn", 80, address)


@pytest.mark.parametrize("address", NEVER)
def test_some_are_refused_even_where_the_operator_opens(address: str) -> None:
    guard = Guard.of(target("http://x.gov.vn/"), allow_private=True)
    with pytest.raises(RefusedError):
        guard.check_address("x.gov.vn", 80, address)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_passes_is_global_unicast(address: IPv4Address | IPv6Address) -> None:
    if not why_inward(address):
        assert address.is_global
        assert not (address.is_multicast)
        assert not (address.is_loopback)
        assert not (address.is_link_local)
        assert not (address.is_private)
    if why_never(address):
        assert why_inward(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_not_laundered_by_an_ipv6_form(address: IPv4Address) -> None:
    for form in (f"::ffff:{address}", f"::{address}", f"64:ff9b::{address}"):
        assert why_inward(ip_address(form))


def test_private_is_opened_for_declared_origins_only() -> None:
    declared = target(
        "http://127.0.0.1:8001/",
        entries=("http://10.0.0.5/",),
        hosts=(DeclaredHost("dvc.thu.gov.vn:8443"), DeclaredHost("127.0.0.1:8002")),
        resolve={"ten.thu.gov.vn": "127.0.0.1:9000"},
    )
    closed, opened = (Guard.of(declared, allow_private=allowed) for allowed in (False, True))
    allowed = [
        ("127.0.0.1", 8001, "127.0.0.1"),
        ("127.0.0.1", 8002, "127.0.0.1"),
        ("10.0.0.5", 80, "10.0.0.5"),
        ("dvc.thu.gov.vn", 8443, "192.168.3.4"),
        ("ten.thu.gov.vn", 80, "127.0.0.1"),
    ]
    for host, port, address in allowed:
        opened.check_address(host, port, address)
        with pytest.raises(RefusedError):
            closed.check_address(host, port, address)
    for host, port, address in [("127.0.0.1", 8003, "127.0.0.1"), ("khac.thu.gov.vn", 80, "127.0.0.1")]:
        with pytest.raises(RefusedError):
            opened.check_address(host, port, address)


def test_only_web_ports_and_declared_ones() -> None:
    guard = Guard.of(target("http://x.gov.vn:8123/"), allow_private=False)
    for port in (80, 443, 8080, 8443, 8123):
        guard.check_port("x.gov.vn", port)
    for port in (22, 25, 5432, 6379, 8124, 0):
        with pytest.raises(RefusedError):
            guard.check_port("x.gov.vn", port)


@pytest.mark.parametrize("text", ["127.0.0.1", "name:80", "127.0.0.1:x", ""])
def test_resolve_entry_must_be_a_place(text: str) -> None:
    with pytest.raises(ValueError, match="address:port"):
        parse_place(text)


# --- listeners ------------------------------------------------------------------------------------------------------


@contextmanager
def crew_with_names(names: Mapping[str, Sequence[Sequence[str]]], **environment: str) -> Iterator[Crew]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("crawl_with_names.py")), json.dumps(names)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        start_new_session=True,
    )
    crew = Crew(process)
    try:
        yield crew
    finally:
        process.kill()
        process.wait()


HOST, INSIDE = "cong.thu.gov.vn", "noi-bo.thu.gov.vn"


@pytest.fixture(scope="module")
def insiders() -> Iterator[tuple[FakePortal, FakePortal]]:
    """The portal on 127.0.0.1, and a listener on the same port of 127.0.0.2 that nobody may reach."""
    with FakePortal() as portal, FakePortal(default=page("Bí mật"), host="127.0.0.2", port=portal.port) as inside:
        yield portal, inside


def ways_in(address: str) -> dict[str, Reply]:
    return {
        "/": page("Cổng", (f"{address}thang", "Thẳng"), ("/qua", "Qua"), ("/khung", "Khung"), ("/doi", "Đợi")),
        "/qua": redirect(f"{address}qua"),
        "/khung": Reply(
            body=f"<html><body><p>Khung trang</p><iframe src='{address}khung'></iframe></body></html>".encode()
        ),
        "/doi": page("Đợi", head=f"<meta http-equiv='refresh' content='0;url={address}doi'>"),
    }


def test_name_that_resolves_inward_gets_no_connection(insiders: tuple[FakePortal, FakePortal]) -> None:
    portal, inside = insiders
    address = f"http://{INSIDE}:{portal.port}/"
    portal.routes = dict(ways_in(address))
    with crew_with_names({HOST: [["127.0.0.1"]], INSIDE: [["127.0.0.2"]]}) as crew:
        told = crew.crawl(plan(f"http://{HOST}:{portal.port}/"))
    assert inside.connections == 0
    refused = [capture for capture in told.captures if capture.outcome is Outcome.GUARDED]
    assert {f"{address}{way}" for way in ("thang", "qua", "khung", "doi")} <= {capture.url for capture in refused}
    assert all("loopback" in capture.error for capture in refused)
    assert told.ending is Ending.COMPLETED


@pytest.mark.parametrize(
    "answers",
    [["169.254.169.254"], ["10.0.0.1"], ["fd00:ec2::254"], ["::ffff:127.0.0.2"], ["113.160.1.1", "127.0.0.2"]],
    ids=["metadata", "private", "metadata6", "mapped", "mixed"],
)
def test_name_with_an_inward_answer_is_refused_whole(
    insiders: tuple[FakePortal, FakePortal], answers: list[str]
) -> None:
    portal, inside = insiders
    portal.routes = {"/": page("Cổng", (f"http://{INSIDE}:{portal.port}/", "Trong"))}
    with crew_with_names({HOST: [["127.0.0.1"]], INSIDE: [answers]}) as crew:
        told = crew.crawl(plan(f"http://{HOST}:{portal.port}/"))
    assert told.capture(f"http://{INSIDE}:{portal.port}/").outcome is Outcome.GUARDED
    assert inside.connections == 0


def test_name_that_changes_its_mind_is_asked_once(insiders: tuple[FakePortal, FakePortal]) -> None:
    portal, inside = insiders
    portal.routes = {"/": page("Cổng", *((f"/muc-{n}", f"Mục {n}") for n in range(5)))}
    with crew_with_names({HOST: [["127.0.0.1"], ["127.0.0.2"], ["169.254.169.254"]]}) as crew:
        told = crew.crawl(plan(f"http://{HOST}:{portal.port}/"))
        crew.process.kill()
        assert crew.process.stderr is not None
        questions = crew.process.stderr.read().decode()
    assert questions.count(f"asked {HOST}\n") == 1
    assert inside.connections == 0
    assert told.ending is Ending.COMPLETED
    dns = json.loads(told.bodies[told.of(CaptureKind.DNS)[0].id])
    assert dns["a"] == ["127.0.0.1"]


def test_inward_portal_is_refused_unless_opened(insiders: tuple[FakePortal, FakePortal]) -> None:
    portal, _ = insiders
    portal.routes = {"/": page("Cổng")}
    before = portal.connections
    with crew_with_names({HOST: [["127.0.0.1"]]}) as crew:
        told = crew.crawl(plan(f"http://{HOST}:{portal.port}/", allow_private=False))
    assert told.ending is Ending.UNREACHABLE
    assert "loopback" in told.end["error"]
    assert portal.connections == before


def test_proxies_of_the_environment_are_not_used(insiders: tuple[FakePortal, FakePortal]) -> None:
    portal, inside = insiders
    portal.routes = {"/": page("Cổng")}
    proxy = f"http://127.0.0.2:{portal.port}"
    with crew_with_names({HOST: [["127.0.0.1"]]}, http_proxy=proxy, HTTP_PROXY=proxy, all_proxy=proxy) as crew:
        told = crew.crawl(plan(f"http://{HOST}:{portal.port}/"))
    assert told.ending is Ending.COMPLETED
    assert inside.connections == 0


def test_numbers_by_any_spelling_get_no_connection(crew: Crew, insiders: tuple[FakePortal, FakePortal]) -> None:
    portal, inside = insiders
    port = portal.port
    spellings = [
        "127.0.0.2",
        "2130706434",
        "0x7f.2",
        "0177.0.0.2",
        "127.2",
        "0x7f000002",
        "[::ffff:127.0.0.2]",
        "localhost",
    ]
    addresses = [f"http://{spelling}:{port}/" for spelling in spellings]
    addresses += [
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.google.internal/",
        "http://[fd00:ec2::254]/",
    ]
    portal.routes = {f"/qua/{number}": redirect(address) for number, address in enumerate(addresses)}
    links = tuple((f"/qua/{number}", f"Qua {number}") for number in range(len(addresses)))
    portal.routes["/"] = page("Cổng", *links, *((address, f"Nơi {n}") for n, address in enumerate(addresses)))
    told = crew.crawl(plan(portal.url))
    assert inside.connections == 0
    assert {asked.path for asked in portal.log} >= set(portal.routes)
    assert told.pages() == [portal.url]
    assert told.ending is Ending.COMPLETED


@pytest.mark.parametrize("door", ["http://2130706434:{port}/", "http://0x7f.2:{port}/", "http://127.2:{port}/"])
def test_numeric_spelling_as_the_portal_itself_is_refused(
    crew: Crew, insiders: tuple[FakePortal, FakePortal], door: str
) -> None:
    portal, inside = insiders
    told = crew.crawl(plan(door.format(port=portal.port), allow_private=False))
    assert told.ending is Ending.UNREACHABLE
    assert inside.connections == 0


def test_undeclared_port_of_the_same_machine_gets_no_connection(crew: Crew) -> None:
    with FakePortal() as portal, FakePortal(default=page("Kho dữ liệu")) as other:
        portal.routes = {"/": page("Cổng", (other.url, "Cổng khác")), "/qua": redirect(other.url)}
        told = crew.crawl(plan(portal.url))
    assert other.connections == 0
    assert told.ending is Ending.COMPLETED


def test_resolve_keeps_the_name_in_addresses_and_host(crew: Crew) -> None:
    with (
        FakePortal({"/": page("Cổng", ("http://dvc.bo-thu.gov.vn/", "Dịch vụ"))}) as portal,
        FakePortal({"/": page("Dịch vụ")}) as service,
    ):
        made = target(
            "http://www.bo-thu.gov.vn/",
            resolve={
                "www.bo-thu.gov.vn": f"127.0.0.1:{portal.port}",
                "dvc.bo-thu.gov.vn": f"127.0.0.1:{service.port}",
            },
        )
        told = crew.crawl(plan(made.portal, made))
        closed = crew.crawl(plan(made.portal, made, allow_private=False))
    assert told.pages() == ["http://www.bo-thu.gov.vn/", "http://dvc.bo-thu.gov.vn/"]
    assert {asked.headers["host"] for asked in portal.log} == {"www.bo-thu.gov.vn"}
    assert {asked.headers["host"] for asked in service.log} == {"dvc.bo-thu.gov.vn"}
    assert json.loads(told.bodies[told.of(CaptureKind.DNS)[0].id])["source"] == "resolve"
    assert closed.ending is Ending.UNREACHABLE


def test_sealed_process_reaches_only_admitted_places() -> None:
    script = (
        "import socket, sys\n"
        "from crawler.connecting import admit, seal_process\n"
        "seal_process()\n"
        "port = int(sys.argv[1])\n"
        "def reach(address):\n"
        "    try:\n"
        "        socket.create_connection((address, port), 2).close()\n"
        "    except PermissionError as error:\n"
        "        return 'refused'\n"
        "    return 'reached'\n"
        "first = reach('127.0.0.1')\n"
        "admit('127.0.0.1', port)\n"
        "print(first, reach('127.0.0.1'), reach('127.0.0.2'))\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = subprocess.run(
            [sys.executable, "-c", script, str(listener.getsockname()[1])],
            capture_output=True,
            text=True,
            check=True,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        )
    assert done.stdout.split() == ["refused", "reached", "refused"]
