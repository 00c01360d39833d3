"""A night on one machine: made-up portals over loopback by `portal-audit worker`, makespan beside its two floors.

The polite floor is what the slowest portal's requests take at our own spacing. The CPU floor is the processor time of
the same work, over the cores: measured of this very run (all processes of the worker), and, for comparison, of a few
of the same portals audited alone, one after the other, at no delay. What other programs of the machine used meanwhile
is told apart, because it lengthens the makespan and no floor.

Run: python -m benchmarks.bench_night [--portals 93] [--pages 300] [--delay 1] [--scripted 0] [--workers 1]
     [--postgresql URL] [--slots 100] [--alone 2] [--auditor SECONDS]

With --auditor an auditor asks for one more portal of 30 pages at no delay so many seconds into the night, twice: by
`portal-audit check` in a process of its own, and through the queue.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from benchmarks.machine import busy_seconds, children_seconds
from benchmarks.plain_portals import Portals, serving
from crawler.renderer.process_tree import descendants, memory_bytes
from domain.clock import utc_now
from domain.plans import Limits
from domain.work import JobState, Lane, WorkOrder
from scheduler.queue_open import open_queue
from scheduler.work_options import work_options
from storage.audit_rows import State
from storage.database import Database
from storage.tables import audits

RUN = "bench-all"
CORES = len(os.sched_getaffinity(0))


@dataclass
class Watch:
    """Memory of the workers' processes by kind, every two seconds."""

    roots: list[int]
    samples: list[dict[str, int]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stopped.wait(2.0):
            self.samples.append(memory_of(self.roots))

    def most(self) -> dict[str, int]:
        kinds = {kind for sample in self.samples for kind in sample}
        return {kind: max(sample.get(kind, 0) for sample in self.samples) for kind in sorted(kinds)}

    def course(self, parts: int = 5) -> list[int]:
        """Median of all memory together, in each fifth of the run."""
        sums = [sum(sample.values()) for sample in self.samples]
        size = max(1, len(sums) // parts)
        return [int(statistics.median(sums[at : at + size])) for at in range(0, size * parts, size) if sums[at:]]


def memory_of(roots: list[int]) -> dict[str, int]:
    """Megabytes (shared pages counted by share) of these processes and all below them, by kind."""
    found: Counter[str] = Counter()
    for pid in (pid for root in roots for pid in (root, *descendants(root))):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        kinds = ("crawler.process", "scheduler.judge_process", "renderer.process", "extraction.process", "chrom")
        found[next((kind for kind in kinds if kind in words), "worker")] += memory_bytes((pid,)) // 2**20
    return dict(found)


def orders(portals: Portals, limits: Limits) -> list[WorkOrder]:
    browser = portals.scripted > 0
    return [
        WorkOrder(
            agency,
            Lane.NIGHTLY,
            RUN,
            options=work_options(target, limits, allow_private=True, browser=browser),
        )
        for agency, target in portals.targets().items()
    ]


def start_worker(url: str, folder: Path, slots: int, browser: bool, log: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "cli.app", "worker", "--once", "--slots", str(slots), "--database", url]
    command += ["--archive", str(folder / "archive"), *(() if browser else ("--no-browser",))]
    with log.open("ab") as errors:
        return subprocess.Popen(command, stderr=errors)


def check_beside(url: str, folder: Path, portals: Portals, number: int) -> str:
    """Seconds from the command to its first request and to its first provisional findings."""
    command = [sys.executable, "-m", "benchmarks.first_findings", url, str(folder / "archive"), str(time.time())]
    ran = subprocess.run([*command, portals.target(number).portal], check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def ask_through_queue(database: Database, portals: Portals, number: int) -> str:
    """Seconds from the order to the audit's beginning and to its end."""
    queue = open_queue(database)
    asked, limits = utc_now(), Limits(max_pages=30, portal_pages=30, delay=0.0)
    options = work_options(portals.target(number), limits, allow_private=True, browser=False)
    queue.put([WorkOrder(portals.agency(number), Lane.AUDITOR, options=options)])
    audit = None
    while audit is None and (utc_now() - asked).total_seconds() < 300:
        time.sleep(0.2)
        audit = database.latest_audit(portals.agency(number))
    queue.close()
    if audit is None or audit.finished is None:
        return "not audited within 300 s"
    begun, ended = (audit.started - asked).total_seconds(), (audit.finished - asked).total_seconds()
    return f"begun after {begun:.1f} s, judged after {ended:.1f} s"


@dataclass
class Night:
    makespan: float
    cpu: float
    others: float
    requests: list[int]
    pages: int
    rendered: int
    endings: Counter[str]
    twice: int
    at_once: int
    memory: dict[str, int]
    course: list[int]
    counts: dict[str, int]


def night(
    url: str, folder: Path, portals: Portals, limits: Limits, slots: int, workers: int, auditor: float = 0.0
) -> Night:
    """One run from an empty queue to an empty queue. The last two portals are the auditor's, where there is one."""
    with Database.open(url) as database:
        queue = open_queue(database)
        nightly = orders(portals, limits)
        queue.put(nightly[:-2] if auditor else nightly)
        before, own, began = busy_seconds(), children_seconds(), time.monotonic()
        browser = portals.scripted > 0
        running = [start_worker(url, folder, slots, browser, folder / f"worker-{n}.log") for n in range(workers)]
        watch = Watch([each.pid for each in running])
        thread = threading.Thread(target=watch.run, daemon=True)
        thread.start()
        if auditor:
            time.sleep(auditor)
            print("auditor's check:", check_beside(url, folder, portals, portals.count - 1), flush=True)
            print("auditor's order:", ask_through_queue(database, portals, portals.count - 2), flush=True)
        for each in running:
            each.wait()
        makespan, cpu = time.monotonic() - began, children_seconds() - own
        others = busy_seconds() - before - cpu
        watch.stopped.set()
        counts = Counter({state.value: count for (_, state), count in queue.counts(RUN).items()})
        queue.close()
        with database.engine.connect() as connection:
            rows = connection.execute(
                select(audits).where(audits.c.state == State.FINISHED).order_by(audits.c.started)
            ).all()
    return Night(
        makespan=makespan,
        cpu=cpu,
        others=others,
        requests=[row.requests for row in rows],
        pages=sum(row.pages for row in rows),
        rendered=sum(row.rendered for row in rows),
        endings=Counter(row.ending for row in rows),
        twice=sum(count - 1 for count in Counter(row.agency_id for row in rows).values()),
        at_once=overlaps(rows),
        memory=watch.most(),
        course=watch.course(),
        counts=dict(counts),
    )


def overlaps(rows: Sequence[Row[Any]]) -> int:
    """Audits of a portal that began before another of the same ended."""
    ends: dict[str, datetime] = {}
    found = 0
    for row in rows:
        before = ends.get(row.agency_id, row.started)
        found += row.started < before
        ends[row.agency_id] = max(before, row.finished)
    return found


def alone(portals: Portals, limits: Limits, count: int, folder: Path) -> float:
    """Processor seconds per portal when a few are audited one at a time, at no delay, by one `check` each."""
    options = ["--as", "H", "--allow-private", "--delay", "0", "--max-pages", str(limits.max_pages)]
    options += [] if portals.scripted else ["--no-browser"]
    before = children_seconds()
    for number in range(count):
        command = [sys.executable, "-m", "cli.app", "check", portals.target(number).portal, *options]
        command += ["--database", f"sqlite:///{folder}/alone.sqlite", "--archive", str(folder / "alone")]
        subprocess.run(command, check=True, capture_output=True)
    return (children_seconds() - before) / count


def tell(found: Night, portals: Portals, limits: Limits, single: float) -> None:
    polite = (max(found.requests) - 1) * limits.delay
    cpu = found.cpu / CORES
    print(f"{portals.count} portals, {found.pages} pages ({found.rendered} rendered), {sum(found.requests)} requests")
    print(f"endings {dict(found.endings)}   jobs {found.counts}   twice {found.twice}   at once {found.at_once}")
    print(f"makespan {found.makespan:.0f} s   polite floor {polite:.0f} s   CPU floor of this run {cpu:.0f} s")
    each = 1000 * found.cpu / max(1, found.pages)
    print(f"ratio {found.makespan / max(polite, cpu):.2f}   ({each:.1f} ms CPU per page)")
    share = found.others / found.makespan
    print(f"other programs, and the portals' own server, used {found.others:.0f} CPU s: {share:.2f} of {CORES} cores")
    free = CORES - share
    print(f"ratio to the floor on the cores that were left: {found.makespan / max(polite, found.cpu / free):.2f}")
    if single:
        floor = single * portals.count / CORES
        ratio = found.makespan / max(polite, floor)
        print(f"audited alone: {single:.1f} CPU s per portal, floor {floor:.0f} s, ratio {ratio:.2f}")
    print(f"most memory, MB: {found.memory}; in all, by fifths of the night: {found.course}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--portals", type=int, default=93)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--scripted", type=int, default=0, help="portals of a hundred that want a browser")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--slots", type=int, default=100)
    parser.add_argument("--auditor", type=float, default=0.0, help="seconds into the night")
    parser.add_argument("--alone", type=int, default=2)
    parser.add_argument("--postgresql", default="", help="URL of an empty database; default SQLite")
    parser.add_argument("--folder", default="", help="where to work; default a temporary folder")
    asked = parser.parse_args()
    limits = Limits(max_pages=asked.pages, portal_pages=asked.pages, delay=asked.delay, wall_seconds=3600.0)
    with tempfile.TemporaryDirectory(prefix="bench-night-") as temporary:
        folder = Path(asked.folder or temporary)
        with serving(Portals(asked.portals, asked.pages, asked.scripted)) as portals:
            single = alone(portals, limits, asked.alone, folder) if asked.alone else 0.0
            url = asked.postgresql or f"sqlite:///{folder}/night.sqlite"
            found = night(url, folder, portals, limits, asked.slots, asked.workers, asked.auditor)
        tell(found, portals, limits, single)
    assert found.counts.get(JobState.QUEUED.value, 0) == 0


if __name__ == "__main__":
    main()
