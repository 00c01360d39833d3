"""The hostile portal has teeth: in a browser that nobody holds back, every trick reaches what it wants."""

import asyncio
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from browser_eyes import Eyes, open_eyes
from playwright.async_api import Error

from demo.hostile import FAR, HostilePortal, build_hostile
from demo.hostile.pages import script_of
from demo.server import Serving, serve
from demo.wire import Request

_WANTS_GOAL = re.compile(r"(?:to\(goal|away\(number), '([a-z-]+)'")
#: What today's headless browser does not do at all, held back or not: icons, other protocols than HTTP, old hints.
_NEVER = {"icon", "manifest", "webtransport", "websocket-tls", "prerender", "redirect-worker"}


class _Ear:
    """A place that nobody should ask anything of: HTTP on loopback."""

    def __init__(self) -> None:
        heard: list[str] = []
        self.heard = heard

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(f"{self.command} {self.path}")
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_HEAD = do_PUT = do_OPTIONS = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Browsers hang up as they like."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.place = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def of(self, trick: str) -> set[str]:
        return {line.split("/")[2].split("?")[0] for line in self.heard if f" /{trick}/" in line}


@pytest.fixture(scope="module")
def ear() -> Iterator[_Ear]:
    ear = _Ear()
    yield ear
    ear.server.shutdown()
    ear.server.server_close()


@pytest.fixture(scope="module")
def portal(ear: _Ear) -> HostilePortal:
    return HostilePortal((ear.place,))


@pytest.fixture(scope="module")
def serving(portal: HostilePortal) -> Iterator[Serving]:
    with serve([portal]) as running:
        yield running


@pytest.fixture(scope="module")
def eyes(serving: Serving) -> Iterator[Eyes]:
    with open_eyes(serving.port, "*.vn") as opened:
        yield opened


def _visit(eyes: Eyes, url: str, enough: Callable[[], bool]) -> bool:
    """Stays on a page until it has done enough. False: it never did."""

    async def visit() -> bool:
        context = await eyes.browser.new_context()
        page = await context.new_page()
        await page.goto(url, wait_until="commit")
        ends = time.monotonic() + 8
        while not enough() and time.monotonic() < ends:
            await asyncio.sleep(0.03)
        await context.close()
        return enough()

    return eyes.run(visit())


@pytest.mark.parametrize("trick", [trick for trick in build_hostile().tricks if _WANTS_GOAL.search(script_of(trick))])
def test_every_way_out_is_a_way_out(trick: str, eyes: Eyes, ear: _Ear, portal: HostilePortal, serving: Serving) -> None:
    wanted = set(_WANTS_GOAL.findall(script_of(trick))) - _NEVER

    def told() -> bool:
        return wanted <= ear.of(trick) and trick in portal.started(serving.log)

    _visit(eyes, portal.at(serving.port) + f"bay/{trick}", told)
    assert sorted(wanted - ear.of(trick)) == []
    assert trick in portal.started(serving.log)


@pytest.mark.parametrize("way", build_hostile().departures)
def test_every_departure_leaves(way: str, eyes: Eyes, ear: _Ear, portal: HostilePortal) -> None:
    page = eyes.new_page()
    eyes.run(page.goto(portal.departure(way), wait_until="commit"))
    eyes.run(page.wait_for_url(f"http://{ear.place}/di/{way}*", wait_until="commit", timeout=3000))
    eyes.run(page.close())


def test_browser_reports_go_to_whom_the_page_names(
    eyes: Eyes, ear: _Ear, portal: HostilePortal, serving: Serving
) -> None:
    def told() -> bool:
        own = {asked.target for asked in serving.log.posts}
        return "POST /bao-cao/csp" in ear.heard and "/nhan/bao-cao" in own

    assert _visit(eyes, portal.trick("bao-cao"), told)
    assert "bao-cao" in portal.finished(serving.log)


def test_orders_by_post_arrive_and_are_written_down(eyes: Eyes, portal: HostilePortal, serving: Serving) -> None:
    def told() -> set[str]:
        return {asked.target.removeprefix("/nhan/") for asked in serving.log.posts}

    wanted = {"bieu-mau", "fetch", "fetch-put", "fetch-delete", "beacon", "ping", "xhr", "worker"}
    assert _visit(eyes, portal.trick("gui"), lambda: wanted <= told())
    assert _visit(eyes, portal.trick("gui-trang"), lambda: "ca-trang" in told())


def test_dialogs_downloads_and_windows_come_in_numbers(eyes: Eyes, portal: HostilePortal) -> None:
    async def count(trick: str, event: str, least: int) -> int:
        context = await eyes.browser.new_context()
        page = await context.new_page()
        seen: list[object] = []

        def meet(one: Any) -> None:
            seen.append(one)
            if event == "dialog":
                asyncio.ensure_future(one.dismiss())  # noqa: RUF006 - ends with the page

        (context if event == "page" else page).on(event, meet)
        await page.goto(portal.trick(trick), wait_until="commit")
        ends = time.monotonic() + 8
        while len(seen) < least and time.monotonic() < ends:
            await asyncio.sleep(0.02)
        await context.close()
        return len(seen)

    assert eyes.run(count("hop-thoai", "dialog", 37)) >= 37
    assert eyes.run(count("tai-ve", "download", 2)) >= 2
    assert eyes.run(count("cua-so", "page", 15)) >= 15


@pytest.mark.parametrize("trick", ["vong-lap", "vi-tac-vu"])
def test_endless_scripts_answer_no_more(trick: str, eyes: Eyes, portal: HostilePortal) -> None:
    async def ask() -> None:
        context = await eyes.browser.new_context()
        page = await context.new_page()
        await page.goto(portal.trick(trick), wait_until="commit")
        await asyncio.sleep(0.3)
        try:
            await asyncio.wait_for(page.evaluate("1"), 0.4)
        finally:
            await context.close()

    with pytest.raises(TimeoutError):
        eyes.run(ask())


def test_pages_that_never_come_to_rest(eyes: Eyes, portal: HostilePortal, serving: Serving) -> None:
    def asked(start: str) -> int:
        return len([entry for entry in serving.log.entries if entry.target.startswith(start)])

    assert _visit(eyes, portal.trick("tai-lai"), lambda: asked("/bay/tai-lai?lan=") >= 3)
    assert _visit(eyes, portal.trick("dong-ho"), lambda: asked("/nhip?lan=") >= 3)
    page = eyes.new_page()
    with pytest.raises(Error, match="Timeout"):
        eyes.run(page.goto(portal.trick("nang"), timeout=600))
    eyes.run(page.close())
    page = eyes.new_page()
    eyes.run(page.goto(portal.trick("phinh"), wait_until="commit"))
    for _ in range(20):
        if eyes.run(page.evaluate("document.getElementsByTagName('a').length")) > 20_000:
            break
        eyes.run(page.wait_for_timeout(100))
    else:
        pytest.fail("the document does not grow")
    eyes.run(page.close())


def test_default_goals_are_places_that_nobody_may_ask() -> None:
    portal = build_hostile(["127.0.0.1:8123", "127.0.0.9:8124"])
    assert portal.goals[:2] == ("127.0.0.1:8123", "127.0.0.9:8124")
    assert {"localhost:8123", "0.0.0.0:8123", "[::ffff:127.0.0.1]:8123"} < set(portal.goals)
    assert set(FAR) < set(portal.goals)
    for path in ("/", "/robots.txt", "/sitemap.xml", *(f"/bay/{trick}" for trick in portal.tricks)):
        answer = portal.respond(Request("GET", portal.hosts[0], path))
        assert answer.status == 200
        assert b"169.254.169.254" in answer.body, path
    for path, status in (("/bay/khac", 404), ("/di/chuyen/99", 404), ("/khac", 404), ("/xac-thuc", 401), ("/dan", 404)):
        assert portal.respond(Request("GET", portal.hosts[0], path)).status == status
    assert dict(portal.respond(Request("GET", portal.hosts[0], "/tep/a.zip")).headers)["Content-Disposition"]
    assert portal.target(8200).resolve == {portal.hosts[0]: "127.0.0.1:8200"}
