"""Servers that stall, flood, lie and break off: each costs a bounded time and ends with a name."""

import asyncio
import gzip
import time
import zlib
from collections.abc import AsyncIterator

import pytest
from crew import Crew, limited, plan
from fake_portal import Asked, FakePortal, Reply, page, redirect

from domain.captures import Ending, Outcome

SMALL = limited(max_bytes=200_000, request_seconds=1.5)


async def drip() -> AsyncIterator[bytes]:
    while True:
        yield b"x"
        await asyncio.sleep(0.2)


async def flood() -> AsyncIterator[bytes]:
    while True:
        yield b"<p>" + b"y" * 60_000


async def header_drip() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-A: b\r\n"
        await asyncio.sleep(0.1)


async def header_flood() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-A: " + b"b" * 200 + b"\r\n"


async def interim_storm() -> AsyncIterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50


def bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(64)), packer.flush()])


HTML_END = b"</body></html>"
OK_HEAD = b"HTTP/1.1 200 OK\r\n"
RUDE: dict[str, tuple[Reply, Outcome]] = {
    "drip": (Reply(stream=drip), Outcome.TIMEOUT),
    "flood": (Reply(stream=flood), Outcome.TOO_LARGE),
    "announced": (Reply(headers=(("Content-Length", "99999999999"),), stream=drip), Outcome.TOO_LARGE),
    "bomb": (Reply(body=bomb(), headers=(("Content-Encoding", "gzip"),)), Outcome.TOO_LARGE),
    "double-bomb": (
        Reply(body=gzip.compress(bomb()), headers=(("Content-Encoding", "gzip, gzip"),)),
        Outcome.TOO_LARGE,
    ),
    "no-gzip": (Reply(body=b"<html>plain", headers=(("Content-Encoding", "gzip"),)), Outcome.BROKEN),
    "header-drip": (Reply(raw=b"", stream=header_drip), Outcome.TIMEOUT),
    "header-flood": (Reply(raw=b"", stream=header_flood), Outcome.BROKEN),
    "interim": (Reply(raw=b"", stream=interim_storm), Outcome.BROKEN),
    "long-line": (Reply(raw=OK_HEAD + b"X: " + b"a" * 100_000 + b"\r\n\r\nhi"), Outcome.BROKEN),
    "short": (Reply(raw=OK_HEAD + b"Content-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>cut"), Outcome.BROKEN),
    "two-lengths": (Reply(raw=OK_HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello"), Outcome.BROKEN),
    "bad-chunk": (Reply(raw=OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello"), Outcome.BROKEN),
    "odd-coding": (Reply(raw=OK_HEAD + b"Transfer-Encoding: snail\r\n\r\nhello"), Outcome.BROKEN),
    "no-http": (Reply(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), Outcome.BROKEN),
    "status": (Reply(raw=b"HTTP/1.1 abc OK\r\n\r\n"), Outcome.BROKEN),
    "nothing": (Reply(raw=b""), Outcome.BROKEN),
    "loop": (redirect("/loop"), Outcome.BROKEN),
    "chain": (redirect("/chain/0"), Outcome.BROKEN),
    "nowhere": (redirect("mailto:a@b.vn"), Outcome.HTTP_ERROR),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(RUDE))
def test_rude_answer_has_a_name(crew: Crew, name: str) -> None:
    reply, outcome = RUDE[name]

    def chain(asked: Asked) -> Reply:
        if asked.path.startswith("/chain/"):
            return redirect(f"/chain/{int(asked.path.rsplit('/', 1)[1]) + 1}")
        return Reply(404)

    with FakePortal({"/": page("Cổng", (f"/{name}", "Mục"), ("/sau", "Sau")), "/sau": page("Sau")}, chain) as portal:
        portal.routes[f"/{name}"] = reply
        started = time.monotonic()
        told = crew.crawl(plan(portal.url, limits=SMALL))
    found = told.capture(f"{portal.url}{name}")
    assert found.outcome is outcome
    assert f"{portal.url}sau" in told.pages()
    assert told.ending is Ending.COMPLETED
    assert time.monotonic() - started < 8


def test_torn_page_that_says_its_end_is_read(crew: Crew) -> None:
    torn = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html><p>all of it" + HTML_END
    with FakePortal({"/": page("Cổng", ("/r", "Mục")), "/r": Reply(raw=torn)}) as portal:
        told = crew.crawl(plan(portal.url))
    found = told.capture(f"{portal.url}r")
    assert (found.outcome, found.notes) == (Outcome.OK, {"torn": True})


def test_redirects_are_followed_so_far_and_kept(crew: Crew) -> None:
    routes = {f"/{n}": redirect(f"/{n + 1}") for n in range(8)} | {"/8": page("Đích")}
    with FakePortal({"/": page("Cổng", ("/0", "Mục")), **routes}) as portal:
        told = crew.crawl(plan(portal.url))
    found = told.capture(f"{portal.url}0")
    assert found.url == f"{portal.url}8"
    assert found.redirects == tuple(f"{portal.url}{n}" for n in range(8))
    assert found.outcome is Outcome.OK


def test_redirect_back_to_itself_with_a_cookie_is_passed(crew: Crew) -> None:
    def door(asked: Asked) -> Reply:
        if "seen=1" in asked.headers.get("cookie", ""):
            return page("Cổng")
        return Reply(302, headers=(("Location", "/"), ("Set-Cookie", "seen=1; Path=/")))

    with FakePortal({"/": door}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.pages() == [portal.url]


def test_portal_that_never_answers_is_unreachable(crew: Crew) -> None:
    with FakePortal(default=Reply(hang=True)) as portal:
        told = crew.crawl(plan(portal.url, limits=limited(silent_seconds=3.0, request_seconds=10.0)))
    assert told.ending is Ending.UNREACHABLE
    assert told.seconds < 4.5
    assert told.end["pages"] == 0


def test_refused_connection_is_unreachable_at_once(crew: Crew) -> None:
    with FakePortal() as portal:
        url = portal.url
    told = crew.crawl(plan(url))
    assert told.ending is Ending.UNREACHABLE
    assert told.seconds < 3


def test_portal_that_goes_down_half_way_keeps_what_came(crew: Crew) -> None:
    links = tuple((f"/muc-{n}", f"Mục {n}") for n in range(20))
    with FakePortal({"/": page("Cổng", *links)}, default=Reply(raw=b"")) as portal:
        portal.routes["/robots.txt"] = Reply(404)
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.UNREACHABLE
    assert told.pages() == [portal.url]


def test_wall_limit_keeps_what_came(crew: Crew) -> None:
    links = tuple((f"/muc-{n}", f"Mục {n}") for n in range(200))
    with FakePortal({"/": page("Cổng", *links)}, default=page("Mục")) as portal:
        told = crew.crawl(plan(portal.url, limits=limited(wall_seconds=1.0, delay=0.1)))
    assert told.ending is Ending.WALL
    assert told.pages()[0] == portal.url
    assert told.seconds < 2.5


def test_flood_of_cookies_is_not_kept(crew: Crew) -> None:
    many = tuple(("Set-Cookie", f"c{n}={'v' * 100}") for n in range(200))
    routes = {"/": Reply(body=page("Cổng", ("/a", "A")).body, headers=many), "/a": page("A")}
    with FakePortal(routes) as portal:
        crew.crawl(plan(portal.url))
    asked = next(asked for asked in portal.log if asked.path == "/a")
    assert 0 < len(asked.headers["cookie"]) < 8000


def test_cookies_stay_with_their_audit(crew: Crew) -> None:
    routes = {"/": Reply(body=page("Cổng", ("/a", "A")).body, headers=(("Set-Cookie", "mine=1"),)), "/a": page("A")}
    with FakePortal(routes) as portal:
        crew.crawl(plan(portal.url))
        crew.crawl(plan(portal.url))
    doors = [asked for asked in portal.log if asked.path in ("/", "/robots.txt")]
    assert [("cookie" in asked.headers) for asked in doors] == [False] * 4
    assert all(asked.headers.get("cookie") == "mine=1" for asked in portal.log if asked.path == "/a")
