"""What a page and an audit cost in processor time and bytes: the figures that docs/scale.md reckons with.

    python -m benchmarks.scale_costs            writes docs/scale-costs.json

Processor time of our own processes, not time that passes: other work on the machine counts for little. A whole audit
is run as `check` runs it, on a made-up portal of 200 pages of 85 KB over loopback at zero delay, without a browser;
pages are rendered as bench_render does it.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.bench_judge import portal
from benchmarks.bench_render import pages_a_second, renders_with, served_portal
from benchmarks.loopback import answer
from benchmarks.machine import children_seconds, machine, process_seconds
from benchmarks.made_audits import STARTED, made_capture, made_page, made_target
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from crawler.renderer.client import RenderClient
from crawler.renderer.launch import start_renderer, stop_renderer
from crawler.renderer.process_tree import descendants
from domain.agencies import Agency, Kind, Target
from domain.plans import Limits
from scheduler.audit_agency import audit_agency
from scheduler.workplace import AuditOptions, Workplace
from storage.archive.writer import ArchiveWriter
from storage.database import Database

FILE = Path(__file__).parents[1] / "docs" / "scale-costs.json"
_RENDERED = 60


def audit_costs(audits: int) -> dict[str, float]:
    """Of the last of some audits: the first one loads lexicon and catalogue."""
    with tempfile.TemporaryDirectory() as folder, _served() as port, Database.open(f"{folder}/a.db") as database:
        place = Workplace(database, Path(folder) / "archive", load_catalogue("nd43-2011"), load_lexicon())
        options = AuditOptions(limits=replace(Limits(), delay=0.0, max_pages=200, portal_pages=200), allow_private=True)
        target = Target(Agency("thu", "Ủy ban nhân dân huyện Bình Minh", Kind.DISTRICT), f"http://127.0.0.1:{port}/")
        costs = []
        for _ in range(audits):
            own, children = time.process_time(), children_seconds()
            result = audit_agency(target, options, place)
            pages = result.audit.pages
            costs.append((time.process_time() - own, children_seconds() - children, pages))
        own, children, pages = costs[-1]
        return {
            "worker_ms_per_page": round(own / pages * 1000, 1),
            "crawl_ms_per_page": round(children / pages * 1000, 1),
            "pages_measured": pages,
        }


def archive_costs(pages: int) -> dict[str, float]:
    """Of pages whose text compresses as portals' text does (bench_storage)."""
    chance = random.Random(43)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        with ArchiveWriter(path, "a", made_target(0), STARTED, "bench") as writer:
            for number in range(pages):
                body = made_page(chance, 85_000)
                writer.add(made_capture(number, body), body)
        return {"archive_kb_per_page": round(path.stat().st_size / pages / 1000, 1)}


def render_costs(pages: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, served_portal() as port:
        launch = start_renderer(str(Path(folder, "renderer")))
        if launch.process is None:
            raise SystemExit(launch.reason)
        try:
            root = f"http://127.0.0.1:{port}/"
            target = Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), root)
            client = RenderClient(str(Path(folder, "renderer")))
            spent, passed = asyncio.run(_rendered(renders_with(client, target), root, pages, launch.process.pid))
        finally:
            stop_renderer(launch.process)
    return {
        "render_ms_per_page": round(spent / pages * 1000, 1),
        "render_seconds_apart": round(passed / pages * 2, 2),  # of one of the two places, as this machine was loaded
    }


async def _rendered(show: Callable[[str], Awaitable[Any]], root: str, pages: int, process: int) -> tuple[float, float]:
    """Processor seconds and seconds, two pages at a time, after a few that warm up."""
    await pages_a_second([show] * 2, [f"{root}a{number}" for number in range(6)])
    before, began = _tree(process), time.perf_counter()
    await pages_a_second([show] * 2, [f"{root}b{number}" for number in range(pages)])
    return _tree(process) - before, time.perf_counter() - began


def _tree(root: int) -> float:
    """Processor seconds of a process and all below it, those that ended included."""
    return process_seconds((root, *descendants(root)))


@contextmanager
def _served() -> Iterator[int]:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        yield ours.recv()
    finally:
        server.kill()  # its time is no cost of ours, and it is not waited for before that is taken
        server.join()


def _serve(pipe: "multiprocessing.connection.Connection") -> None:
    pages = {path: text.encode() for path, text in portal().items()}

    async def main() -> None:
        server = await asyncio.start_server(partial(answer, pages.get), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--audits", type=int, default=2)
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    chosen = parser.parse_args(arguments)
    costs: dict[str, object] = {
        "machine": machine(),
        **audit_costs(chosen.audits),
        **archive_costs(40),
        **render_costs(_RENDERED),
    }
    text = json.dumps(costs, indent=2, ensure_ascii=False) + "\n"
    print(text, end="")
    if not chosen.dry_run:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
