"""Pages per second of the archive crawl at zero delay, beside bare Scrapy with a callback that does nothing.

Both in the same minute against the same loopback server, because one machine's speed varies by half within an hour:
read the ratio first. Run: python -m benchmarks.bench_crawl [pages]
"""

import asyncio
import multiprocessing
import subprocess
import sys
import time
from functools import cache, partial
from itertools import pairwise

from benchmarks.loopback import answer
from crawler.launch import start_crawl
from crawler.protocol import FinishOrder, PlanOrder, StopOrder, order_header, read_frame, write_frame
from domain.agencies import Agency, Kind, Target
from domain.plans import CrawlPlan, Limits, Wanted, Word

PORTALS = 8
_BARE = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

class Bare(Spider):
    name = "bare"
    async def start(self):
        for n in range(int(sys.argv[2])):
            yield Request(f"{sys.argv[1]}trang-{n}", dont_filter=True)
    def parse(self, response):
        pass

process = AsyncCrawlerProcess({
    "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 8, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False, "LOGSTATS_INTERVAL": 0,
})
process.crawl(Bare)
process.start()
"""


def make_page(number: int) -> bytes:
    """About 85 KB of Vietnamese HTML with 200 links. Made of ready pieces, so that the server costs little."""
    return f"<html><head><title>Trang {number}</title></head><body><h1>{number}</h1>".encode() + rest(number % 256)


@cache
def rest(variant: int, links: int = 200, menu: int = 150, size: int = 85_000) -> bytes:
    """Menus and feet that are the same everywhere, and fifty other links."""
    addresses = [n if n < menu else menu + (variant * 3701 + n * n) % 20_000 for n in range(links)]
    items = "".join(
        f'<li><a href="/trang-{address}" title="Mục {n}">Chỉ đạo, điều hành số {n}</a></li>'
        for n, address in enumerate(addresses)
    )
    filler = "<p>Ủy ban nhân dân tỉnh thông báo về việc lấy ý kiến góp ý dự thảo văn bản quy phạm pháp luật.</p>"
    head = f"<nav><ul>{items}</ul></nav><main>"
    count = max(0, size - len(head.encode())) // len(filler.encode())
    return f"{head}{filler * count}</main></body></html>".encode()


def _page(path: str) -> bytes | None:
    name = path.rsplit("-", 1)[-1]
    known = path == "/" or (path.startswith("/trang-") and name.isdigit())
    return make_page(int(name) if name.isdigit() else 0) if known else None


def serve(ports: "multiprocessing.Queue[int]") -> None:
    async def main() -> None:
        servers = [await asyncio.start_server(partial(answer, _page), "127.0.0.1", 0) for _ in range(PORTALS)]
        for server in servers:
            ports.put(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(main())


def crawl(ports: list[int], pages: int) -> float:
    """Seconds of one crawl process for `pages` pages of all portals together."""
    each = pages // len(ports)
    words = tuple(Word(f"muc so {n}", 1.0, f"t{n}") for n in range(500))
    process = start_crawl()
    assert process.stdin is not None
    assert process.stdout is not None
    started = time.perf_counter()
    for port in ports:
        target = Target(Agency("b", "B", Kind.DEPARTMENT), f"http://127.0.0.1:{port}/")
        limits = Limits(max_pages=each, portal_pages=each, delay=0.0)
        plan = CrawlPlan(f"a{port}", target, Wanted(words), limits, allow_private=True, round_pages=(each,))
        write_frame(process.stdin, order_header(PlanOrder(plan)))
    left, read = len(ports), 0
    while left:
        frame = read_frame(process.stdout)
        assert frame is not None
        header = frame[0]
        if header["type"] == "round_end":
            write_frame(process.stdin, order_header(FinishOrder(header["audit"])))
        elif header["type"] == "end":
            left -= 1
            read += header["pages"]
    seconds = time.perf_counter() - started
    write_frame(process.stdin, order_header(StopOrder()))
    process.wait()
    assert read == each * len(ports), f"{read} of {each * len(ports)} pages"
    return seconds


def bare(port: int, pages: int) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", _BARE, f"http://127.0.0.1:{port}/", str(pages)], check=True)
    return time.perf_counter() - started


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 800
    queue: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(queue,), daemon=True)
    server.start()
    ports = [queue.get(timeout=10) for _ in range(PORTALS)]
    marks = [time.perf_counter()]
    rounds = [(bare(ports[0], pages), crawl(ports, pages)) for _ in range(2)]
    marks.append(time.perf_counter())
    server.terminate()
    for bare_seconds, crawl_seconds in rounds:
        print(
            f"bare Scrapy {pages / bare_seconds:7.0f} pages/s   archive crawl {pages / crawl_seconds:7.0f} pages/s   "
            f"ratio {bare_seconds / crawl_seconds:.2f}   (start-up included, {pages} pages, {PORTALS} portals)"
        )
    print(f"{sum(later - sooner for sooner, later in pairwise(marks)):.0f} s in all")


if __name__ == "__main__":
    main()
