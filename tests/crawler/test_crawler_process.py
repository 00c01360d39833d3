"""The life of a crawl process: it ends when told, and never outlives its worker."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from crew import Crew, Told, finish, limited, plan
from fake_portal import FakePortal, Reply, page

from crawler.launch import start_crawl
from crawler.protocol import FinishOrder, order_header, write_frame
from crawler.renderer.process_tree import lives
from domain.captures import CaptureKind, Ending

ROOT = Path(__file__).parents[2]


def gone(pid: int, seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while lives(pid) and time.monotonic() < limit:
        time.sleep(0.02)
    return not lives(pid)


def slow_portal() -> FakePortal:
    links = tuple((f"/muc-{n}", f"Mục {n}") for n in range(50))
    return FakePortal({"/": page("Cổng", *links)}, default=page("Mục"))


def has_page(told: Told) -> bool:
    return bool(told.pages())


def test_end_of_input_ends_the_process_at_once() -> None:
    with slow_portal() as portal:
        crew = Crew()
        made = plan(portal.url, limits=limited(delay=0.2))
        crew.begin(made)
        crew.wait(made.audit, until=has_page)
        assert crew.process.stdin is not None
        crew.process.stdin.close()
        assert gone(crew.process.pid, 1.0)
    crew.process.wait()


def test_killed_worker_leaves_no_orphan(tmp_path: Path) -> None:
    worker = (
        "import sys, time\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from crew import plan, limited\n"
        "from crawler.launch import start_crawl\n"
        "from crawler.protocol import PlanOrder, order_header, read_frame, write_frame\n"
        "process = start_crawl()\n"
        "write_frame(process.stdin, order_header(PlanOrder(plan(sys.argv[2], limits=limited(delay=0.2)))))\n"
        "while read_frame(process.stdout)[0]['type'] != 'capture': pass\n"
        "print(process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with slow_portal() as portal:
        process = subprocess.Popen(
            [sys.executable, "-c", worker, str(Path(__file__).parent), portal.url],
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert not gone(child, 0.2)
        process.kill()
        process.wait()
        assert gone(child, 1.5)


def test_sigterm_ends_every_audit_with_a_name() -> None:
    with slow_portal() as one, slow_portal() as two:
        crew = Crew()
        plans = [plan(portal.url, limits=limited(delay=0.3)) for portal in (one, two)]
        for made in plans:
            crew.begin(made)
        for made in plans:
            crew.wait(made.audit, until=has_page)
        os.kill(crew.process.pid, signal.SIGTERM)
        ends = [crew.wait(made.audit) for made in plans]
        assert crew.process.wait(5) == 0
    assert [told.ending for told in ends] == [Ending.INTERRUPTED] * 2
    assert all(told.captures[-1].kind is CaptureKind.ENDING for told in ends)


def test_finish_does_not_wait_for_a_slow_answer(crew: Crew) -> None:
    with FakePortal({"/": page("Cổng", ("/lau", "Lâu")), "/lau": Reply(hang=True)}) as portal:
        made = plan(portal.url, limits=limited(request_seconds=20.0))
        crew.begin(made)
        first = crew.wait(made.audit, until=lambda told: any("lau" in each["current"] for each in told.progress))
        started = time.monotonic()
        crew.say(FinishOrder(made.audit))
        told = crew.wait(made.audit)
    assert time.monotonic() - started < 1.0
    assert told.ending is Ending.COMPLETED
    assert first.pages() == [portal.url]


def test_stream_out_of_step_ends_the_process() -> None:
    process = start_crawl(subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"\xff\xff\xff\xff nonsense")
    process.stdin.flush()
    assert process.wait(5) == 0
    assert process.stderr is not None
    assert b"stream broke" in process.stderr.read()


def test_plan_that_cannot_be_run_ends_as_our_failure(crew: Crew) -> None:
    made = plan("http://x.gov.vn/")
    made.target.resolve["x.gov.vn"] = "no place"
    told = crew.crawl(made)
    assert told.ending is Ending.FAILED
    assert "no place" in told.end["error"]


def test_many_audits_share_a_process_without_mixing(crew: Crew) -> None:
    portals = [slow_portal() for _ in range(6)]
    for portal in portals:
        portal.__enter__()
    tolds = crew.crawl_all([plan(portal.url, limits=limited(max_pages=6, delay=0.1)) for portal in portals], finish)
    for portal, told in zip(portals, tolds, strict=True):
        assert all(url.startswith(portal.url) for url in told.pages())
        assert len(told.pages()) == 6
        portal.__exit__(None, None, None)


def test_unknown_orders_for_an_audit_that_is_over_are_ignored(crew: Crew) -> None:
    crew.say(FinishOrder("nobody"))
    assert crew.process.stdin is not None
    write_frame(crew.process.stdin, {**order_header(FinishOrder("nobody")), "extra": 1})
    with slow_portal() as portal:
        assert crew.crawl(plan(portal.url, limits=limited(max_pages=2))).ending is Ending.BUDGET


def test_finish_does_not_wait_for_another_audit_of_the_same_host(crew: Crew) -> None:
    busy = Reply(429, headers=(("Retry-After", "9"),))
    with FakePortal({"/": page("Cổng", ("/ban", "Bận")), "/ban": busy}, default=page("Mục")) as portal:
        one, two = plan(portal.url), plan(f"{portal.url}hai")
        crew.begin(one)
        crew.wait(one.audit, until=lambda told: any(each["waiting"] for each in told.progress))
        crew.begin(two)
        crew.wait(two.audit, until=lambda told: len(told.progress) > 1)
        started = time.monotonic()
        for made in (one, two):
            crew.say(FinishOrder(made.audit))
        tolds = [crew.wait(made.audit) for made in (one, two)]
    assert time.monotonic() - started < 1.0
    assert [told.ending for told in tolds] == [Ending.COMPLETED] * 2
