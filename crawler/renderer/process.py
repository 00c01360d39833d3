"""The render process: `python -m crawler.renderer.process SOCKET`. One for each machine, asked over a local socket.

It never outlives its parent, and no browser outlives it: it leaves when standard input ends, the kernel kills it with
its parent, and the browser ends with the pipes that connect it to us.
"""

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crawler.connecting import seal_process
from crawler.names import Lookup, system_lookup
from crawler.protocol import FrameError, encode_frame
from crawler.renderer.certificate import make_own_tls
from crawler.renderer.desk import Desk, DeskLimits
from crawler.renderer.engine import Engine
from crawler.renderer.find_chromium import find_chromium
from crawler.renderer.frames import parse_job, read_frame, rendered_frame
from crawler.renderer.job import Job
from crawler.renderer.launch import READY
from crawler.renderer.process_tree import kill_descendants, lives
from crawler.renderer.proxy import Proxy
from domain.child_process import die_with_parent

_LEAVE_SECONDS = 8.0
_PREFIX = "portal-audit-render-"


@dataclass(slots=True)
class Counter:
    """Takes jobs from whoever connects and hands back what the desk made of them."""

    desk: Desk
    browser: str
    _works: set["asyncio.Task[None]"] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One caller; when he hangs up, his jobs are dropped."""
        works: dict[int, asyncio.Task[None]] = {}
        writer.write(encode_frame({"type": "hello", "browser": self.browser}))
        try:
            while (frame := await read_frame(reader)) is not None:
                if frame[0]["type"] == "cancel":
                    self._cancel(works, frame[0].get("id"))
                elif frame[0]["type"] == "render":
                    number, job = parse_job(frame[0])
                    works[number] = asyncio.ensure_future(self._work(number, job, writer))
                    works[number].add_done_callback(lambda _, done=number: works.pop(done, None))  # type: ignore[misc]
        except FrameError as error:
            sys.stderr.write(f"renderer: a caller's stream broke: {error}\n")
        finally:
            for work in list(works.values()):
                work.cancel()
            writer.close()

    def _cancel(self, works: dict[int, "asyncio.Task[None]"], number: object) -> None:
        if isinstance(number, int) and number in works:
            works[number].cancel()

    async def _work(self, number: int, job: Job, writer: asyncio.StreamWriter) -> None:
        rendered = await self.desk.render(job)
        with contextlib.suppress(OSError):
            writer.write(encode_frame(*rendered_frame(number, rendered)))
            await writer.drain()


def watch_stdin(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> None:
    """The parent holds our standard input: its end is ours."""
    stream = os.fdopen(os.dup(0), "rb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)

    def read() -> None:
        while stream.read(1024):
            pass
        loop.call_soon_threadsafe(stopped.set)
        end_by_force_after(_LEAVE_SECONDS)

    threading.Thread(target=read, name="lifeline", daemon=True).start()


def end_by_force_after(seconds: float) -> None:
    """Whatever hangs, this process and its browser end."""

    def end() -> None:
        kill_descendants(os.getpid())
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """Where the browser keeps what it must keep while it runs. Leftovers of killed processes are cleared first."""
    parent = Path(tempfile.gettempdir())
    for old in sorted(parent.glob(f"{_PREFIX}*-*")):
        owner = old.name.removeprefix(_PREFIX).partition("-")[0]
        info = old.lstat()
        mine = stat.S_ISDIR(info.st_mode) and info.st_uid == os.geteuid()
        if mine and owner.isdigit() and not lives(int(owner)):
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def serve(socket_path: str, wanted: str, lookup: Lookup, limits: DeskLimits) -> int:
    """Serves until told to leave. 3: there is no browser."""
    search = find_chromium(wanted)
    if search.chromium is None:
        sys.stderr.write(f"renderer: {search.reason}\n")
        return 3
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopped.set)
    watch_stdin(loop, stopped)
    with private_folder() as folder:
        os.environ["TMPDIR"] = str(folder)
        tls = make_own_tls(folder)
        dead_end = Proxy(tls.context)
        await dead_end.start()
        desk = Desk(Engine(search.chromium, folder, tls, dead_end), limits, lookup)
        counter = Counter(desk, f"{search.chromium.kind} ({search.chromium.found_by})")
        server = await _listen(socket_path, counter)
        watch = asyncio.ensure_future(desk.watch())
        os.write(1, READY)
        await stopped.wait()
        end_by_force_after(_LEAVE_SECONDS)
        watch.cancel()
        server.close()
        Path(socket_path).unlink(missing_ok=True)
        await desk.close()
        await dead_end.close()
    return 0


async def _listen(socket_path: str, counter: Counter) -> asyncio.Server:
    """For our own user only, from the first moment on."""
    Path(socket_path).unlink(missing_ok=True)
    before = os.umask(0o177)
    try:
        return await asyncio.start_unix_server(counter.serve, socket_path)
    finally:
        os.umask(before)


def main(lookup: Lookup = system_lookup) -> None:
    die_with_parent()
    parser = argparse.ArgumentParser(prog="crawler.renderer.process", description=__doc__)
    parser.add_argument("socket")
    parser.add_argument("--chromium", default="", help="the executable to use")
    defaults = DeskLimits()
    parser.add_argument("--pages-per-browser", type=int, default=defaults.pages_per_browser)
    parser.add_argument("--memory", type=int, default=defaults.memory_bytes, help="bytes above which it is replaced")
    options = parser.parse_args()
    seal_process()
    limits = DeskLimits(pages_per_browser=options.pages_per_browser, memory_bytes=options.memory)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    code = loop.run_until_complete(serve(options.socket, options.chromium, lookup, limits))
    os._exit(code)  # what still waits for a caller waits for nothing


if __name__ == "__main__":
    main()
