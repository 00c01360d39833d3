"""The browser in an audit: what it adds, that it stays locked in, that it leaves with the audit."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from e2e_desk import Desk, targets_file
from test_e2e_faults import children, gone, wait_for

from crawler.renderer.find_chromium import find_chromium
from demo.hostile.portal import build_hostile
from demo.portals import DemoPortal
from demo.server import Serving, serve
from demo.truth.reading import expected, load_truth

pytestmark = pytest.mark.e2e

_SCRIPTED = ("so-cong-thuong-lam-hai", "tong-cuc-nuoi-bien", "huyen-suoi-trang")
_TOLD = {"met", "partly_met", "not_met"}


def test_a_browser_is_here() -> None:
    found = find_chromium()
    assert found.chromium is not None, found.reason


@pytest.mark.parametrize("portal", _SCRIPTED)
def test_without_a_browser_nothing_of_it_is_absent(
    portal: str, desk: Desk, portals: tuple[DemoPortal, ...], serving: Serving
) -> None:
    target = next(item for item in portals if item.id == portal).target(serving.port)
    targets_file(desk.folder / "targets.yaml", [target])
    ran = desk.run("check", portal, "--allow-private", "--no-browser", "--json", "-")
    assert ran.status in (0, 3), ran.err
    assert ran.json["audit"]["rendered"] == 0
    truth = load_truth(portal)
    for finding in ran.json["findings"]:
        allowed = {verdict.value for verdict in expected(truth, finding["requirement"])}
        if finding["verdict"] in _TOLD:
            assert finding["verdict"] in allowed, (finding["requirement"], finding["reason"]["vi"])


@contextmanager
def ears(count: int) -> Iterator[tuple[list[str], list[object]]]:
    """Ports that nobody may call, and who did."""
    servers = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    callers: list[object] = []
    stop = threading.Event()

    def listen(server: socket.socket) -> None:
        server.settimeout(0.2)
        while not stop.is_set():
            try:
                connection, caller = server.accept()
            except TimeoutError:
                continue
            callers.append(caller)
            connection.close()

    threads = [threading.Thread(target=listen, args=(server,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    yield [f"127.0.0.1:{server.getsockname()[1]}" for server in servers], callers
    stop.set()
    for thread, server in zip(threads, servers, strict=True):
        thread.join(timeout=2)
        server.close()


def test_a_hostile_portal_gets_nothing_out(desk: Desk) -> None:
    with ears(2) as (listeners, callers):
        portal = build_hostile(listeners)
        with serve([portal]) as running:
            targets_file(desk.folder / "targets.yaml", [portal.target(running.port)])
            began = time.monotonic()
            ran = desk.run("check", portal.id, "--allow-private", "--max-pages", "40", "--json", "-", limit=400)
            assert ran.status in (0, 3), ran.err
            assert time.monotonic() - began < 380
            assert not running.log.posts
        assert callers == []
    kept = {path.suffix for path in desk.folder.rglob("*") if path.is_file()}
    assert kept <= {".gz", ".sqlite", ".sqlite-wal", ".sqlite-shm", ".yaml", ".html", ".json"}, kept


def browsers(pid: int) -> list[int]:
    found = []
    for below in children(pid):
        try:
            with open(f"/proc/{below}/cmdline", "rb") as command:  # noqa: PTH123
                words = command.read()
        except OSError:
            continue
        if b"renderer.process" in words or b"headless" in words or b"chrom" in words:
            found.append(below)
    return found


@pytest.mark.parametrize("who", ["renderer", "browser", "worker"])
def test_killing_what_renders(who: str, desk: Desk, portals: tuple[DemoPortal, ...], serving: Serving) -> None:
    portal = next(item for item in portals if item.id == "tong-cuc-nuoi-bien")
    targets_file(desk.folder / "targets.yaml", [portal.target(serving.port)])
    running = desk.start("check", portal.id, "--allow-private", "--max-pages", "12", "--json", "result.json")
    assert wait_for(lambda: len(browsers(running.pid)) >= 3, 40), "no browser was started"
    time.sleep(1)
    below = children(running.pid)
    order = sorted(browsers(running.pid))
    victim = {"renderer": order[0], "browser": order[1], "worker": running.pid}[who]
    os.kill(victim, signal.SIGKILL)
    status = running.wait(timeout=200)
    assert wait_for(lambda: all(gone(pid) for pid in below), 20), "a process was left running"
    if who != "worker":
        assert status in (0, 3)
        assert (desk.folder / "result.json").exists()
    again = desk.run("check", portal.id, "--allow-private", "--max-pages", "5", "--json", "-")
    assert again.status in (0, 3), again.err
