"""How fast the render process is beside a bare Playwright pool with reused pages, and whether it grows.

    python -m benchmarks.bench_render [--pages N] [--rounds N] [--memory-pages N]

Both sides render the same pages of the same local server in turns within the same minutes: each page has a style
sheet, a script that adds 200 links, 12 pictures of 40 KB and a font, on 85 KB of text. The bare pool is two contexts
with a page each: goto (load) and content(), straight to the server, nothing checked, nothing waited for. Ours goes the
whole way: client, socket, desk, proxy, guard, settling, DOM. Prints one JSON object.
"""

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from crawler.renderer.client import RenderClient
from crawler.renderer.find_chromium import find_chromium
from crawler.renderer.flags import sandboxed
from crawler.renderer.job import Job
from crawler.renderer.launch import start_renderer, stop_renderer
from crawler.renderer.process_tree import descendants, memory_bytes
from domain.agencies import Agency, Kind, Target

_LINKS = 200
_SCRIPT = f"""const list = document.createElement('ul');
for (let i = 0; i < {_LINKS}; i++) {{ const li = document.createElement('li'); const a = document.createElement('a');
a.href = '/trang-' + i; a.textContent = 'Mục số ' + i; li.append(a); list.append(li); }}
document.getElementById('menu').append(list);"""


def _page(number: int) -> bytes:
    words = "Cổng thông tin điện tử cung cấp thông tin chỉ đạo điều hành và thủ tục hành chính của cơ quan. "
    rows = "".join(f"<li><a href='/tin/{number}/{i}'>Tin số {i}</a> <span>{words[:60]}</span></li>" for i in range(200))
    text = "".join(f"<p>{words * 4}</p>" for _ in range(100))
    pictures = "".join(f"<img src='/anh/{i}.png' width=100 height=80 alt=''>" for i in range(12))
    return (
        f"<!doctype html><html lang=vi><head><meta charset=utf-8><title>Trang {number}</title>"
        f"<link rel=stylesheet href=/kieu.css></head><body><nav id=menu></nav><ul>{rows}</ul>{pictures}{text}"
        "<script src=/ma.js></script></body></html>"
    ).encode()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while True:
            path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
            if path.startswith("/anh/"):
                mime, body = "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40_000
            elif path == "/kieu.css":
                mime = "text/css"
                body = b"@font-face{font-family:C;src:url(/chu.woff2)} body{font-family:C,sans-serif} li{margin:2px}"
            elif path == "/ma.js":
                mime, body = "text/javascript", _SCRIPT.encode()
            elif path == "/chu.woff2":
                mime, body = "font/woff2", b"\0" * 30_000
            else:
                mime, body = "text/html", _page(int("".join(filter(str.isdigit, path)) or "0"))
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n"
            kept = "Cache-Control: max-age=600\r\n" if mime != "text/html" else ""
            writer.write(f"{head}{kept}\r\n".encode() + body)
            await writer.drain()


def _serve(pipe: Connection) -> None:
    async def run() -> None:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextlib.contextmanager
def served_portal() -> Iterator[int]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


async def pages_a_second(show: list[Callable[[str], Awaitable[Any]]], urls: list[str]) -> float:
    waiting = list(urls)
    started = time.perf_counter()

    async def work(one: Callable[[str], Awaitable[Any]]) -> None:
        while waiting:
            await one(waiting.pop())

    await asyncio.gather(*(work(one) for one in show))
    return len(urls) / (time.perf_counter() - started)


def _bare(page: Page) -> Callable[[str], Awaitable[Any]]:
    async def show(url: str) -> None:
        await page.goto(url, wait_until="load")
        assert "trang-199" in await page.content()

    return show


def renders_with(client: RenderClient, target: Target) -> Callable[[str], Awaitable[Any]]:
    async def show(url: str) -> None:
        rendered = await client.render(Job("thu", url, target, "portal-audit/0.1", True, delay=0.0))
        assert rendered.ok, rendered.error
        assert b"trang-199" in rendered.dom

    return show


async def _measure(port: int, client: RenderClient, process: int, options: argparse.Namespace) -> dict[str, Any]:
    root = f"http://127.0.0.1:{port}/"
    target = Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), root)
    chromium = find_chromium().chromium
    assert chromium is not None
    bare_rates, our_rates = [], []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.path, chromium_sandbox=sandboxed())
        pages = [await (await browser.new_context()).new_page() for _ in range(2)]
        bare, ours = [_bare(page) for page in pages], [renders_with(client, target)] * 2
        await pages_a_second(bare, [f"{root}a{i}" for i in range(6)])
        await pages_a_second(ours, [f"{root}a{i}" for i in range(6)])
        for number in range(options.rounds):
            urls = [f"{root}trang/{number}{i:03}" for i in range(options.pages)]
            bare_rates.append(await pages_a_second(bare, urls))
            our_rates.append(await pages_a_second(ours, urls))
        await browser.close()
    ratios = sorted(mine / other for mine, other in zip(our_rates, bare_rates, strict=True))
    memory = await _memory(root, ours, process, options.memory_pages)
    return {
        "bare_pages_per_second": [round(rate, 2) for rate in bare_rates],
        "our_pages_per_second": [round(rate, 2) for rate in our_rates],
        "ratio_median": round(ratios[len(ratios) // 2], 3),
        **memory,
    }


async def _memory(root: str, ours: list[Callable[[str], Awaitable[Any]]], process: int, pages: int) -> dict[str, Any]:
    """Resident memory of render process, driver and browser, every 30 pages."""
    weights = []
    for start in range(0, pages, 30):
        await pages_a_second(ours, [f"{root}nang/{start}{i:03}" for i in range(30)])
        weights.append(round(memory_bytes((process, *descendants(process))) / 2**20))
    return {"memory_mb_every_30_pages": weights, "memory_pages": pages}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="in one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-pages", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served_portal() as port:
        socket_path = str(Path(folder, "renderer"))
        launch = start_renderer(socket_path)
        if launch.process is None:
            raise SystemExit(launch.reason)
        try:
            client = RenderClient(socket_path)
            found = asyncio.run(_measure(port, client, launch.process.pid, options))
        finally:
            stop_renderer(launch.process)
    print(json.dumps({**found, "processors": os.cpu_count()}, indent=2))


if __name__ == "__main__":
    main()
