"""The render process under blows: the browser killed, the process killed, its parent gone. Nothing stays behind."""

import asyncio
import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fake_site import FakeSite, html

from crawler.protocol import encode_frame
from crawler.renderer.client import RenderClient
from crawler.renderer.frames import read_frame
from crawler.renderer.job import Rendered, RenderLimits
from crawler.renderer.launch import start_renderer, stop_renderer
from crawler.renderer.process_tree import descendants, lives
from domain.captures import Outcome

_SLOW = RenderLimits(page_seconds=20, load_seconds=15, request_seconds=15)


class Own:
    """A render process of the test's own."""

    def __init__(self, folder: Path) -> None:
        (folder / "tmp").mkdir(exist_ok=True)
        self.room = folder / "tmp"
        self.socket_path = str(folder / "renderer")
        launch = start_renderer(self.socket_path)
        assert launch.process is not None, launch.reason
        self.process = launch.process
        self.client = RenderClient(self.socket_path)

    def browsers(self) -> list[int]:
        """Main processes of Chromium: those that no other one of it started."""
        return [number for number in descendants(self.process.pid) if _is_main_browser(number)]


def _is_main_browser(number: int) -> bool:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{number}/cmdline").read_bytes()
        return b"chrom" in words.split(b"\0")[0] and b"--type=" not in words
    return False


def _die_out(numbers: tuple[int, ...], seconds: float = 6.0) -> list[int]:
    """Who still lives when patience ends."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and any(map(lives, numbers)):
        time.sleep(0.05)
    return [number for number in numbers if lives(number)]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    own = Own(tmp_path)
    yield own
    stop_renderer(own.process)


async def _until(condition: object, seconds: float = 10.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < ends
        await asyncio.sleep(0.02)


def test_a_killed_browser_costs_one_page(own: Own, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>")
    site.pages["/treo"] = html("<h1>Hai</h1>", delay=8)
    job = site.job(limits=_SLOW)

    async def run() -> tuple[Rendered, Rendered, Rendered]:
        first = await own.client.render(job)
        hanging = asyncio.ensure_future(own.client.render(site.again(job, "/treo")))
        await _until(lambda: site.asked("/treo"))
        (browser,) = own.browsers()
        os.kill(browser, signal.SIGKILL)
        started = time.monotonic()
        lost = await hanging
        assert time.monotonic() - started < 5
        return first, lost, await own.client.render(job)

    first, lost, after = asyncio.run(run())
    assert [first.outcome, lost.outcome, after.outcome] == [Outcome.OK, Outcome.BROKEN, Outcome.OK]
    assert "browser failed" in lost.error
    assert len(own.browsers()) == 1


def test_a_neighbour_of_a_crash_is_shown_all_the_same(own: Own, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>", delay=1.0)
    site.pages["/hai"] = html("<h1>Hai</h1>", delay=1.0)

    async def run() -> list[Rendered]:
        works = [asyncio.ensure_future(own.client.render(site.job(path, limits=_SLOW))) for path in ("/", "/hai")]
        await _until(lambda: len(site.heard) == 2)
        os.kill(own.browsers()[0], signal.SIGKILL)
        return list(await asyncio.gather(*works))

    assert [rendered.outcome for rendered in asyncio.run(run())] == [Outcome.OK, Outcome.OK]


def test_a_crashed_page_is_one_page(own: Own, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>")
    site.pages["/treo"] = html("<script>while (true) {}</script>")
    job = site.job(limits=_SLOW)

    async def run() -> tuple[Rendered, Rendered]:
        await own.client.render(job)
        before = set(descendants(own.process.pid))
        hanging = asyncio.ensure_future(own.client.render(site.again(job, "/treo")))
        await _until(lambda: site.asked("/treo"))
        await asyncio.sleep(0.3)
        for number in sorted(before | set(descendants(own.process.pid))):
            with contextlib.suppress(OSError):
                if b"--type=renderer" in Path(f"/proc/{number}/cmdline").read_bytes():
                    os.kill(number, signal.SIGKILL)
        return await hanging, await own.client.render(job)

    lost, after = asyncio.run(run())
    assert (lost.outcome, after.outcome) == (Outcome.BROKEN, Outcome.OK)


def test_a_stopped_browser_is_replaced(own: Own, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>")
    job = site.job(limits=RenderLimits(page_seconds=5, load_seconds=2, settle_seconds=1, request_seconds=2))

    async def run() -> Rendered:
        await own.client.render(job)
        (before,) = own.browsers()
        os.kill(before, signal.SIGSTOP)
        await own.client.render(job)  # lost, or shown by the next browser
        after = await own.client.render(job)
        assert own.browsers() != [before]
        return after

    started = time.monotonic()
    after = asyncio.run(run())
    assert after.ok, after.error
    assert time.monotonic() - started < 25


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "stdin"])
def test_no_orphans(own: Own, site: FakeSite, how: str) -> None:
    site.pages["/"] = html("<h1>Một</h1><script>setTimeout(() => { while (true) {} }, 30)</script>")
    job = site.job(limits=_SLOW)

    async def run() -> Rendered:
        hanging = asyncio.ensure_future(own.client.render(job))
        await _until(lambda: site.asked("/"))
        await asyncio.sleep(0.3)
        family = descendants(own.process.pid)
        assert len(family) >= 3
        if how == "stdin":
            assert own.process.stdin is not None
            own.process.stdin.close()
        else:
            own.process.send_signal(signal.Signals[how])
        own.process.wait(10)
        assert _die_out(family) == []
        return await asyncio.wait_for(hanging, 5)

    lost = asyncio.run(run())
    assert lost.outcome is Outcome.BROKEN
    assert lost.error.startswith(("no renderer: ", "the browser failed: "))
    if how != "SIGKILL":
        assert own.process.returncode == 0
        assert list(own.room.iterdir()) == []
        assert not Path(own.socket_path).exists()


def test_it_dies_with_its_parent_and_the_next_one_clears_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "tmp"
    room.mkdir()
    monkeypatch.setenv("TMPDIR", str(room))
    code = (
        "import sys, time; from crawler.renderer.launch import start_renderer;"
        "launch = start_renderer(sys.argv[1]); print(launch.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "a")], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    assert lives(number)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _die_out((number,)) == []
    assert len(list(room.iterdir())) == 1
    launch = start_renderer(str(tmp_path / "b"))
    assert launch.process is not None
    assert len(list(room.iterdir())) == 1
    stop_renderer(launch.process)
    assert list(room.iterdir()) == []


def test_the_socket_is_for_its_owner_only(own: Own) -> None:
    assert stat.S_IMODE(Path(own.socket_path).stat().st_mode) == 0o600


def test_strangers_on_the_socket_do_no_harm(own: Own, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>")

    async def run() -> Rendered:
        for words in (b"GET / HTTP/1.1\r\n\r\n", encode_frame({"type": "render", "id": 1, "job": {"audit": 5}})):
            reader, writer = await asyncio.open_unix_connection(own.socket_path)
            writer.write(words)
            hello = await read_frame(reader)
            assert hello is not None
            assert hello[0]["type"] == "hello"
            assert await reader.read() == b""
            writer.close()
        return await own.client.render(site.job())

    assert asyncio.run(run()).ok


def test_the_client_waits_no_longer_than_told(own: Own, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>", delay=6)
    site.pages["/hai"] = html("<h1>Hai</h1>")
    job = site.job(limits=_SLOW)

    async def run() -> tuple[Rendered, Rendered]:
        return await own.client.render(job, 1.0), await own.client.render(site.again(job, "/hai"))

    started = time.monotonic()
    late, after = asyncio.run(run())
    assert (late.outcome, after.outcome) == (Outcome.TIMEOUT, Outcome.OK)
    assert time.monotonic() - started < 6


def test_browsers_are_replaced_now_and_then(tmp_path: Path, site: FakeSite) -> None:
    site.pages["/"] = html("<h1>Một</h1>")
    socket_path = str(tmp_path / "renderer")
    words = [sys.executable, "-m", "crawler.renderer.process", socket_path, "--pages-per-browser", "3"]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    client = RenderClient(socket_path)

    async def run() -> set[int]:
        seen: set[int] = set()
        jobs = [site.job() for _ in range(4)]
        for _ in range(2):
            answers = await asyncio.gather(*(client.render(job) for job in jobs))
            assert [answer.outcome for answer in answers] == [Outcome.OK] * 4
            browsers = {number for number in descendants(process.pid) if _is_main_browser(number)}
            assert len(browsers) == 1
            seen |= browsers
        return seen

    assert len(asyncio.run(run())) == 2
    stop_renderer(process)


def test_without_a_browser_there_is_one_line(tmp_path: Path) -> None:
    launch = start_renderer(str(tmp_path / "renderer"), chromium="/khong/co")
    assert launch.process is None
    assert launch.reason == "PORTAL_AUDIT_CHROMIUM: /khong/co is no executable"


def test_a_browser_that_does_not_start_is_named(tmp_path: Path, site: FakeSite) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 7\n")
    broken.chmod(0o755)
    launch = start_renderer(str(tmp_path / "renderer"), chromium=str(broken))
    assert launch.process is not None
    rendered = asyncio.run(RenderClient(str(tmp_path / "renderer")).render(site.job()))
    assert rendered.outcome is Outcome.BROKEN
    assert rendered.error.startswith("no browser: ")
    stop_renderer(launch.process)


def test_nobody_at_the_socket(tmp_path: Path, site: FakeSite) -> None:
    rendered = asyncio.run(RenderClient(str(tmp_path / "niemand")).render(replace(site.job())))
    assert rendered.outcome is Outcome.BROKEN
    assert rendered.error.startswith("no renderer: ")
