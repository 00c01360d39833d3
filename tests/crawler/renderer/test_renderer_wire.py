"""The proxy's own parts: heads, bodies, addresses, decoding, the frames of the socket, the guard behind it all."""

import asyncio
import gzip
import socket
import string
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import RefusedError
from crawler.manners import Manners
from crawler.names import Answers, LookupFailedError
from crawler.protocol import FrameError, encode_frame
from crawler.renderer.asks import Ask, Part, ask_of
from crawler.renderer.certificate import lenient_client_tls
from crawler.renderer.frames import job_header, parse_job, parse_rendered, read_frame, rendered_frame
from crawler.renderer.gate import Gate, Policy, Reason
from crawler.renderer.http1 import (
    RequestHead,
    ResponseHead,
    WireError,
    body_parts,
    content_length,
    encode_request,
    read_request,
    read_response,
)
from crawler.renderer.job import Answer, Asset, Box, Job, Picture, Refused, Rendered, RenderLimits, Timings, Way
from crawler.renderer.ledger import Ledger, unpack
from crawler.renderer.upstream import Upstream
from domain.agencies import Agency, DeclaredHost, Kind, Target
from domain.captures import Outcome

_TARGET = Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), "https://cong.thu.gov.vn/")
_JOB = Job("a", "https://cong.thu.gov.vn/", _TARGET, "thu/1")


def _reader(*parts: bytes) -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=65536)
    for part in parts:
        reader.feed_data(part)
    reader.feed_eof()
    return reader


async def _all(parts: AsyncIterator[bytes]) -> bytes:
    return b"".join([part async for part in parts])


def test_heads() -> None:
    async def run() -> None:
        head = await read_request(_reader(b"GET http://a/ HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\nBad Name: x\r\n\r\n"))
        assert head == RequestHead("GET", "http://a/", (("host", "a"), ("x", "1 2")))
        assert await read_request(_reader()) is None
        answer = await read_response(_reader(b"HTTP/1.1 100 Go\r\n\r\nHTTP/1.0 200 OK\nServer: old\n\n"))
        assert (answer.status, answer.headers, answer.stays_open) == (200, (("server", "old"),), False)

    asyncio.run(run())


@pytest.mark.parametrize(
    "data",
    [
        b"GET /\r\n\r\n",
        b"G\x00T / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a",
        b"x" * 70_000,
        b"GET  / HTTP/1.1\r\n\r\n",
    ],
)
def test_no_requests(data: bytes) -> None:
    with pytest.raises(WireError):
        asyncio.run(_read(read_request, data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SSH-2.0\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 \xb2\xb2\xb2 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: b",
        b"HTTP/1.1 100 x\r\n\r\n" * 9,
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300,
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000,
    ],
)
def test_no_responses(data: bytes) -> None:
    with pytest.raises(WireError):
        asyncio.run(_read(read_response, data))


async def _read(how: object, data: bytes) -> None:
    await how(_reader(data))  # type: ignore[operator]


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=8), st.booleans())
def test_chunked_bodies_come_back(parts: list[bytes], trailer: bool) -> None:
    wire = b"".join(b"%x;ext=1\r\n%b\r\n" % (len(part), part) for part in parts)
    wire += b"0\r\n" + (b"X: y\r\n" if trailer else b"") + b"\r\nREST"

    async def run() -> None:
        reader = _reader(wire)
        assert await _all(body_parts(reader, (("transfer-encoding", "chunked"),), to_end=True)) == b"".join(parts)
        assert await reader.read() == b"REST"

    asyncio.run(run())


@pytest.mark.parametrize(
    "wire", [b"-1\r\n", b"zz\r\n", b"\r\n", b"1_0\r\n", b"5\r\nab", b"1\r\nabc\r\n", b"fffffffffffff\r\n"]
)
def test_broken_chunks(wire: bytes) -> None:
    async def run() -> None:
        await _all(body_parts(_reader(wire), (("transfer-encoding", "chunked"),), to_end=True))

    with pytest.raises(WireError):
        asyncio.run(run())


def test_lengths() -> None:
    assert content_length((("content-length", "5"), ("content-length", "5"))) == 5
    for values in (("5", "6"), ("5, 6",), ("-5",), ("٥",), ("",)):
        with pytest.raises(WireError):
            content_length(tuple(("content-length", value) for value in values))


def _ask(target: str, tunnel: str = "", **headers: str) -> Ask:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return ask_of(RequestHead("GET", target, fields), tunnel)


def test_addresses() -> None:
    plain = _ask("http://CONG.example.:8080?a=1#x")
    assert (plain.url, plain.host, plain.port, plain.path) == (
        "http://cong.example:8080/?a=1",
        "cong.example",
        8080,
        "/?a=1",
    )
    inner = _ask("/a?b", "[::1]:443", sec_fetch_dest="document")
    assert (inner.url, inner.authority, inner.part) == ("https://[::1]/a?b", "[::1]", Part.DOCUMENT)
    assert _ask("http://a/", upgrade_insecure_requests="1").part is Part.DOCUMENT
    assert _ask("http://a/", sec_fetch_dest="iframe").part is Part.FRAME
    assert _ask("http://a/", sec_fetch_dest="empty").part is Part.DATA
    assert _ask("http://a/").part is Part.PIECE
    assert _ask("http://a/", upgrade="websocket").upgrades
    for target, tunnel in (
        ("/", ""),
        ("ftp://a/", ""),
        ("http:///", ""),
        ("http://u@a/", ""),
        ("http://a:99999/", ""),
        ("http://a\tb/", ""),
        ("http://[::1/", ""),
        ("http://a%2e/", ""),
        ("*", "a:443"),
        ("http://a/", "a:443"),
        ("http://a/" + "x" * 9000, ""),
    ):
        with pytest.raises(WireError):
            _ask(target, tunnel)


_WORDS = st.text(string.ascii_lowercase + string.digits + "/:@?#[]%.\\ \t\r\n\0-é", max_size=40)


@given(_WORDS, _WORDS)
def test_no_target_is_read_in_two_ways(target: str, tunnel: str) -> None:
    """What is judged is what is asked for: one line of request, to the host that was judged."""
    try:
        ask = ask_of(RequestHead("GET", "http://" + target, ()), "")
    except WireError:
        return
    assert ask.url.startswith(f"http://{ask.authority}/")
    lines = encode_request(ask.method, ask.path, [("host", ask.authority)]).split(b"\r\n")
    assert len(lines) == 4
    assert all(b" " not in part for part in lines[0].split(b" "))
    assert lines[0].count(b" ") == 2
    assert "#" not in ask.path


@given(st.binary(max_size=2000), st.sampled_from(["", "gzip", "deflate", "raw", "br"]), st.integers(0, 3000))
def test_unpacking_is_bounded(data: bytes, coding: str, limit: int) -> None:
    packed = {"gzip": gzip.compress(data), "deflate": zlib.compress(data), "raw": zlib.compress(data, wbits=-15)}
    body, cut = unpack(packed.get(coding, data), "deflate" if coding == "raw" else coding, limit)
    assert len(body) <= limit
    assert data.startswith(body)
    assert cut or body == data
    unpack(data, coding, limit)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert unpack(bomb, "gzip", 1000) == (b"\0" * 1000, True)


def _upstream(found: dict[str, tuple[str, ...]], **fields: object) -> Upstream:
    async def lookup(host: str) -> Answers:
        if host not in found:
            raise LookupFailedError(f"{host}: unknown")
        return Answers(host, found[host])

    job = replace(_JOB, **fields)  # type: ignore[arg-type]
    return Upstream(Policy.of(job, lookup), lenient_client_tls())


@pytest.mark.parametrize(
    ("addresses", "word"),
    [
        (("169.254.169.254",), "metadata"),
        (("203.113.0.1", "127.0.0.1"), "loopback"),
        (("10.1.2.3",), "private"),
        (("::ffff:169.254.169.254",), "embedded"),
        (("fe80::1",), "link-local"),
        (("0.0.0.0",), "unspecified"),
    ],
)
@pytest.mark.parametrize("allowed", [False, True])
def test_names_that_lead_inside(addresses: tuple[str, ...], word: str, allowed: bool) -> None:
    """A name in scope is no leave to go where it points: not even with --allow-private, when nobody declared it."""
    upstream = _upstream({"anh.thu.gov.vn": addresses}, allow_private=allowed)
    with pytest.raises(RefusedError, match=word):
        asyncio.run(upstream.link(_ask("/", "anh.thu.gov.vn:443")))
    assert upstream.opened == 0


def test_a_name_cannot_change_its_mind() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        target = replace(_TARGET, hosts=(DeclaredHost(f"anh.thu.gov.vn:{port}"),))
        answers = [("127.0.0.1",), ("169.254.169.254",)]

        async def lookup(host: str) -> Answers:
            return Answers(host, answers.pop(0))

        policy = Policy.of(replace(_JOB, target=target, allow_private=True), lookup)
        upstream = Upstream(policy, lenient_client_tls())

        async def run() -> None:
            for _ in range(2):
                link = await upstream.link(_ask(f"http://anh.thu.gov.vn:{port}/"), fresh=True)
                link.close()

        asyncio.run(run())
        assert upstream.opened == 2


def test_ports_without_a_web_server() -> None:
    upstream = _upstream({"anh.thu.gov.vn": ("203.113.0.1",)})
    with pytest.raises(RefusedError, match="port 22"):
        asyncio.run(upstream.link(_ask("http://anh.thu.gov.vn:22/")))


def test_the_gate_judges_in_order() -> None:
    gate = Gate(Policy.of(_JOB), Manners())
    ledger = Ledger(
        replace(
            _JOB, limits=RenderLimits(requests=1), robots={"https://cong.thu.gov.vn": "User-agent: *\nDisallow: /x"}
        )
    )
    gate.open(ledger)

    def reason(ask: Ask) -> Reason | None:
        found = gate.judge(ask, ledger)
        return found[0] if found else None

    tunnel = "cong.thu.gov.vn:443"
    page = _ask("/", tunnel, sec_fetch_dest="document")
    assert reason(_ask("/", tunnel)) is Reason.IDLE
    assert reason(page) is None
    ledger.answered(page, ResponseHead(200, "OK", (), True))
    ledger.before = "https://cong.thu.gov.vn/truoc"
    assert reason(_ask("/x.js", tunnel, referer="https://cong.thu.gov.vn/truoc")) is Reason.IDLE
    assert reason(_ask("/x.js", tunnel, referer="https://cong.thu.gov.vn/")) is None
    assert reason(_ask("/", tunnel)) is None
    assert reason(replace(_ask("/", tunnel), method="POST")) is Reason.METHOD
    assert reason(_ask("/", tunnel, upgrade="websocket")) is Reason.WEBSOCKET
    assert reason(_ask("/sw.js", tunnel, service_worker="script")) is Reason.SERVICE_WORKER
    assert reason(_ask("/", "khac.example:443")) is Reason.SCOPE
    assert reason(_ask("/x", tunnel, sec_fetch_dest="document")) is Reason.ROBOTS
    assert reason(_ask("/x", tunnel, sec_fetch_dest="image")) is None
    assert reason(_ask("/dang-xuat", tunnel, sec_fetch_dest="document")) is Reason.ACTION
    ledger.start()
    assert reason(_ask("/", tunnel)) is Reason.REQUESTS


def test_answers_cross_the_socket_whole() -> None:
    whole = Rendered(
        Outcome.OK,
        "http://a/#/b",
        "http://a/",
        status=200,
        mime="text/html",
        headers=(("a", "b"),),
        redirects=("http://c/",),
        title="Tiêu đề",
        cut_short="load",
        missing={"axe": "x"},
        timings=Timings(1, 2, 3, 4),
        requests=5,
        received=6,
        refused=(Refused("scope", "GET", "http://x/", "y"),),
        refused_counts={"scope": 1},
        console=("lỗi",),
        browser="1",
        layout={"width": 360, "ok": True, "fonts": [[1.5, 2]]},
        axe={"violations": []},
        boxes=(Box("/a", "link", 1, 2, 3, 4, "x"),),
        dom="Đ".encode(),
        picture=Picture("image/jpeg", 1, 2, 3, b"JPG"),
        ways=(Way("http://a/", "x", "more", "/b", (("http://a/2", "2"),)),),
        answers=(Answer("http://a/j", 200, "text/plain", b"{}"), Answer("http://a/k", 200, "text/plain", b"[]")),
        assets=(Asset("http://a/c", "text/css", b"h1{}"),),
    )

    async def cross(frame: bytes) -> Rendered:
        read = await read_frame(_reader(frame))
        assert read is not None
        number, rendered = parse_rendered(*read)
        assert number == 7
        return rendered

    assert asyncio.run(cross(encode_frame(*rendered_frame(7, whole)))) == whole
    bare = Rendered(Outcome.TIMEOUT, "http://a/", "http://a/")
    assert asyncio.run(cross(encode_frame(*rendered_frame(7, bare)))) == bare
    assert parse_job(job_header(3, _JOB)) == (3, _JOB)


@given(st.binary(max_size=60))
def test_foreign_streams_are_frame_errors(data: bytes) -> None:
    async def run() -> None:
        frame = await read_frame(_reader(data))
        if frame is not None:
            parse_rendered(*frame)

    try:
        asyncio.run(run())
    except FrameError:
        return
    assert not data
