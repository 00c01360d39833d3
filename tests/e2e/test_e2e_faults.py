"""Portals and processes that fail: every audit ends with a name, nothing half-done shows, nothing is left running."""

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from e2e_desk import Desk, targets_file

from crawler.renderer.process_tree import lives
from demo.portals import DemoPortal
from demo.server import Serving, silence

pytestmark = pytest.mark.e2e


@contextmanager
def small_portal(pages: dict[str, tuple[int, dict[str, str], str]]) -> Iterator[int]:
    """A portal of a few hand-written answers on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = pages.get(self.path, (404, {}, "<h1>404</h1>"))
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def listener(host: str = "127.0.0.1") -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """A port nobody may connect to, and who did."""
    callers: list[tuple[str, int]] = []
    with socket.create_server((host, 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def watch() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                callers.append(address)
                connection.close()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        yield server.getsockname()[1], callers
        stop.set()
        thread.join(timeout=2)


def verdicts(document: dict) -> set[str]:
    return {finding["verdict"] for finding in document["findings"]} - {"not_applicable"}


def test_an_address_that_never_answers(desk: Desk) -> None:
    with silence() as port:
        url = f"http://127.0.0.1:{port}/"
        began = time.monotonic()
        ran = desk.run("check", url, "--as", "district", "--allow-private", "--json", "-", limit=90)
        assert time.monotonic() - began < 75
    assert ran.status == 3, ran.err
    assert ran.json["audit"]["ending"] == "unreachable"
    assert verdicts(ran.json) == {"undetermined"}
    assert ran.json["score"]["index"] is None
    stored = desk.run("query", "select agency_id, ending from audits_overview", "--format", "json")
    assert stored.status == 0, stored.err
    assert [row["ending"] for row in json.loads(stored.out)] == ["unreachable"]


def test_a_refused_connection_and_a_private_address(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    refused = desk.run("check", f"http://127.0.0.1:{port}/", "--as", "H", "--allow-private", "--json", "-")
    assert refused.status == 3
    assert refused.json["audit"]["ending"] == "unreachable"
    with listener() as (port, callers):
        guarded = desk.run("check", f"http://127.0.0.1:{port}/", "--as", "H", "--json", "-")
        assert guarded.status == 3
        assert verdicts(guarded.json) == {"undetermined"}
        assert callers == []


def test_not_one_connection_outside(desk: Desk) -> None:
    """Links, frames, redirects and refreshes towards metadata, private and undeclared addresses."""
    with listener() as (other, callers), listener("127.0.0.9") as (private, private_callers):
        outside = [
            f"http://127.0.0.1:{other}/",
            f"http://127.0.0.9:{private}/",
            "http://169.254.169.254/latest/meta-data",
        ]
        links = "".join(f"<li><a href='{url}'>Văn bản pháp luật {n}</a></li>" for n, url in enumerate(outside))
        frames = "".join(f"<iframe src='{url}'></iframe>" for url in outside)
        pages: dict[str, tuple[int, dict[str, str], str]] = {
            "/": (
                200,
                {},
                f"<html><head><title>UBND huyện Bình Minh</title></head><body><nav><ul>{links}"
                "<li><a href='/a'>Tin tức</a></li><li><a href='/b'>Hỏi đáp</a></li><li><a href='/c'>Liên hệ</a></li>"
                "<li><a href='/d'>Giới thiệu</a></li></ul></nav><p>UBND huyện Bình Minh xin chào</p></body></html>",
            ),
            "/a": (302, {"Location": outside[0]}, ""),
            "/b": (302, {"Location": outside[2]}, ""),
            "/c": (
                200,
                {},
                f"<html><head><meta http-equiv=refresh content='0;url={outside[1]}'></head><body>Liên hệ</body></html>",
            ),
            "/d": (200, {}, f"<html><body>{frames}<p>Giới thiệu</p></body></html>"),
        }
        with small_portal(pages) as port:
            words = ("check", f"http://127.0.0.1:{port}/", "--as", "district", "--allow-private", "--delay", "0")
            ran = desk.run(*words, "--json", "-")
    assert ran.status == 0, ran.err
    assert callers == []
    assert private_callers == []


def test_blocked_by_robots(desk: Desk) -> None:
    pages = {"/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /\n")}
    with small_portal(pages) as port:
        ran = desk.run("check", f"http://127.0.0.1:{port}/", "--as", "S", "--allow-private", "--json", "-")
    assert ran.status == 3
    assert ran.json["audit"]["ending"] == "blocked"
    assert verdicts(ran.json) == {"undetermined"}


def children(pid: int) -> list[int]:
    """Every process below one, by /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found: list[int] = []
    queue = [pid]
    while queue:
        below = parents.get(queue.pop(), [])
        found += below
        queue += below
    return found


def crawls(pid: int) -> list[int]:
    """The crawl processes among them; the render process is another one."""
    commands = {below: Path(f"/proc/{below}/cmdline") for below in children(pid)}
    return [
        below for below, command in commands.items() if command.exists() and b"crawler.process" in command.read_bytes()
    ]


def gone(pid: int) -> bool:
    return not lives(pid)


def wait_for(condition, limit: float = 15.0) -> bool:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


@pytest.fixture
def slow_target(desk: Desk, portals: tuple[DemoPortal, ...], serving: Serving) -> str:
    targets_file(desk.folder / "targets.yaml", [portals[0].target(serving.port)], {"delay": 0.2})
    return portals[0].id


@pytest.mark.parametrize("after", [0.3, 1.0, 2.5, 4.0])
def test_killing_the_worker(desk: Desk, slow_target: str, after: float) -> None:
    running = desk.start("check", slow_target, "--allow-private")
    time.sleep(after)
    below = children(running.pid)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert wait_for(lambda: all(gone(pid) for pid in below)), "a process was left running"
    latest = desk.run("query", "latest_findings", "--format", "json")
    assert json.loads(latest.out or "[]") == []
    again = desk.run("check", slow_target, "--allow-private", "--max-pages", "5", "--json", "-")
    assert again.status == 0, again.err
    after_all = desk.run("query", "select ending from audits_overview order by started", "--format", "json")
    endings = [row["ending"] for row in json.loads(after_all.out)]
    assert endings[-1] in ("completed", "budget")
    assert set(endings[:-1]) <= {"interrupted"}


@pytest.mark.parametrize("after", [0.2, 1.5, 3.0])
def test_killing_the_crawl(desk: Desk, slow_target: str, after: float) -> None:
    running = desk.start("check", slow_target, "--allow-private", "--json", "result.json")
    assert wait_for(lambda: bool(crawls(running.pid)))
    time.sleep(after)
    for pid in crawls(running.pid):
        os.kill(pid, signal.SIGKILL)
    assert running.wait(timeout=60) == 4
    document = json.loads((desk.folder / "result.json").read_text(encoding="utf-8"))
    assert document["audit"]["ending"] == "failed"
    again = desk.run("check", slow_target, "--allow-private", "--max-pages", "5")
    assert again.status == 0, again.err


def test_two_portals_on_one_broken_archive_folder(desk: Desk, slow_target: str) -> None:
    """A folder that cannot be written is one clear line and status 4."""
    blocked = desk.folder / "file"
    blocked.write_text("not a folder")
    ran = desk.run("check", slow_target, "--allow-private", "--archive", str(blocked / "archive"))
    assert ran.status == 4
    assert len(ran.err.strip().splitlines()) == 1, ran.err
