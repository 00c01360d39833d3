"""A night in which processes and connections are killed at random moments: every agency has its job settled and its row
in the run, no audit is half-visible, none is lost, none is doubled.

PORTAL_AUDIT_CRASH_MOMENTS sets how many moments (default 8; 20 or more also use, and kill, the browser), and
PORTAL_AUDIT_CRASH_SEED another seed.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import text

from demo.register import targets_yaml
from domain.agencies import Agency, Kind, Target
from domain.clock import VIETNAM
from domain.plans import Limits
from domain.work import Cause, JobState, Lane, WorkOrder
from scheduler.queue import Queue
from scheduler.queue_open import open_queue
from scheduler.work_options import work_options
from storage.archive.reader import read_snapshot
from storage.database import Database
from storage.errors import StorageError
from storage.query import run_query

pytestmark = pytest.mark.e2e

MOMENTS = int(os.environ.get("PORTAL_AUDIT_CRASH_MOMENTS", "8"))
SEED = int(os.environ.get("PORTAL_AUDIT_CRASH_SEED", "20261128"))
BROWSER = MOMENTS >= 20
AGENCIES = 6 + MOMENTS // 3
RUN = "crash-all"
LIMITS = Limits(max_pages=10, portal_pages=10, delay=0.05, wall_seconds=240.0, silent_seconds=20.0)
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def portals() -> Iterator[int]:
    """Every folder of one server is a portal of twelve pages; those with odd numbers fill their pages by script."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = _page(self.path)
            with suppress(OSError):
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def _page(path: str) -> bytes:
    host, _, name = path.strip("/").partition("/")
    if not host.startswith("so-") or (name and not (name.startswith("muc-") and name[4:].isdigit())):
        return b""
    links = "".join(f'<li><a href="/{host}/muc-{n}">Mục số {n}</a></li>' for n in range(12))
    content = f"<h1>{name or 'Trang chủ'}</h1><p>Thông báo của Sở số {host} ngày 20/11/2026, {name}.</p>" * 5
    if BROWSER and name and int(host[3:]) % 2:
        content = f"<div id=m></div><script>document.getElementById('m').innerHTML=`{content}`</script>"
    return f"<html><title>{name} - Sở {host}</title><nav><ul>{links}</ul></nav>{content}</html>".encode()


@dataclass
class Night:
    """Two workers that are started again whenever they are gone, the clock too where there is one (`settings`), and
    somebody who kills at random."""

    url: str
    folder: Path
    chance: random.Random
    settings: Path | None = None
    clock: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)

    def start(self) -> "subprocess.Popen[bytes]":
        return self._start("worker", "--slots", "4", *(() if BROWSER else ("--no-browser",)))

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "cli.app", *words, "--database", self.url]
        command += ["--archive", str(self.folder / "archive")]
        with (self.folder / "workers.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=log, stdout=log
            )

    def keep_going(self) -> None:
        self.workers = [each for each in self.workers if each.poll() is None]
        while len(self.workers) < 2:
            self.workers.append(self.start())
        if self.settings is not None and (self.clock is None or self.clock.poll() is not None):
            self.clock = self._start("schedule", "--settings", str(self.settings))

    def kill_something(self, database: Database) -> None:
        kinds = ["worker", "crawler.process", "scheduler.judge_process"]
        kinds += ["renderer.process"] if BROWSER else []
        kinds += ["connection"] * 2 if database.engine.dialect.name == "postgresql" else []
        kinds += ["clock"] * 2 if self.clock is not None else []
        kind = self.chance.choice(kinds)
        self.killed[kind] += self.kill(kind, database)

    def kill(self, kind: str, database: Database) -> int:
        if kind == "connection":
            return kill_connections(database, self.chance)
        if kind == "worker":
            self.chance.choice(self.workers).kill()
            return 1
        if kind == "clock" and self.clock is not None:
            self.clock.kill()
            return 1
        pids = [pid for each in self.workers for pid in children(each.pid, kind)]
        if not pids:
            return 0
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(pids), signal.SIGKILL)
        return 1

    def end(self) -> None:
        everybody = [*self.workers, *([self.clock] if self.clock is not None else [])]
        for each in everybody:
            each.terminate()
        for each in everybody:
            try:
                each.wait(60)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()


def children(parent: int, kind: str) -> list[int]:
    found = []
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        with suppress(OSError):
            above = int((path / "stat").read_text(encoding="latin-1").rpartition(")")[2].split()[1])
            if above == parent and kind.encode() in (path / "cmdline").read_bytes():
                found.append(int(path.name))
    return sorted(found)


def kill_connections(database: Database, chance: random.Random) -> int:
    """One or all of the workers' connections."""
    limit = chance.choice((1, 100))
    with database.engine.begin() as connection:
        killed = connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                " ORDER BY random() LIMIT :most) AS chosen"
            ),
            {"most": limit},
        )
        return len(killed.all())


def test_nothing_is_lost_or_doubled_whatever_dies(url: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with portals() as port, Database.open(url) as database:
        queue = open_queue(database)
        queue.put([_order(number, port) for number in range(AGENCIES)])
        night = Night(url, tmp_path, chance)
        try:
            for _ in range(MOMENTS):
                night.keep_going()
                time.sleep(chance.uniform(0.2, 4.0))
                night.kill_something(database)
            _wait_until_settled(night, queue, database)
        finally:
            night.end()
        print(f"killed {dict(night.killed)}")
        _expect_all_settled(queue, database)
        _expect_nothing_half_visible(database, tmp_path / "archive")
        queue.close()


def test_a_run_ends_with_a_row_for_every_agency_whatever_dies(url: str, tmp_path: Path) -> None:
    """The same with a clock that opens the run and ends it, and is killed like all others."""
    chance = random.Random(SEED + 1)
    with portals() as port, Database.open(url) as database:
        night = Night(url, tmp_path, chance, _settings(tmp_path))
        targets = [_target(number, port) for number in range(AGENCIES)]
        (tmp_path / "targets.yaml").write_text(targets_yaml(targets), encoding="utf-8")
        try:
            for _ in range(MOMENTS):
                night.keep_going()
                time.sleep(chance.uniform(0.5, 6.0))
                night.kill_something(database)
            _wait_until_ended(night, database)
        finally:
            night.end()
        print(f"killed {dict(night.killed)}")
        _expect_every_row(database)
        _expect_nothing_half_visible(database, tmp_path / "archive")


def _settings(folder: Path) -> Path:
    """A window that is open now."""
    now = datetime.now(VIETNAM)
    group = {
        "name": "all",
        "opens": f"{now - timedelta(minutes=2):%H:%M}",
        "closes": f"{now + timedelta(hours=6):%H:%M}",
        "limits": {"max_pages": 10, "portal_pages": 10, "delay": 0.05, "wall_seconds": 240, "silent_seconds": 20},
        "allow_private": True,
        "browser": BROWSER,
    }
    file = folder / "nights.yaml"
    file.write_text(json.dumps({"groups": [group], "gates": {"rows_complete": {"at_least": 1}}}), encoding="utf-8")
    return file


def _target(number: int, port: int) -> Target:
    name = f"so-{number}.test"
    agency = Agency(f"so-{number}", f"Sở so-{number}", Kind.DEPARTMENT)
    return Target(agency, f"http://{name}/so-{number}/", resolve={name: f"127.0.0.1:{port}"})


def _wait_until_ended(night: Night, database: Database) -> None:
    ends = time.monotonic() + 300
    while time.monotonic() < ends:
        night.keep_going()
        with suppress(StorageError):
            if run_query(database, "SELECT 1 FROM run_overview WHERE state IN ('published', 'held')").rows:
                return
        time.sleep(0.5)
    log = (night.folder / "workers.log").read_text(encoding="utf-8", errors="replace")
    pytest.fail(f"not ended: {run_query(database, 'run_overview').rows}\n{log[-4000:]}")


def _expect_every_row(database: Database) -> None:
    def ask(question: str) -> list[tuple[object, ...]]:
        return list(run_query(database, question).rows)

    assert ask("SELECT state, agencies, gates_failed FROM run_overview") == [("published", AGENCIES, 0)]
    assert ask("SELECT gate FROM gates") == [("rows_complete",)]
    rows = ask("SELECT agency_id, standing, audit_id, ending FROM run_standings")
    assert {agency for agency, _, _, _ in rows} == {f"so-{number}" for number in range(AGENCIES)}
    assert {standing for _, standing, _, _ in rows} <= {"audited", "given_up"}
    assert sum(standing == "given_up" for _, standing, _, _ in rows) <= AGENCIES // 3
    finished = ask("SELECT agency_id, id FROM audits WHERE state = 'finished'")
    assert Counter(agency for agency, _ in finished) == Counter({agency for agency, _ in finished}), "doubled"
    assert {(agency, audit) for agency, standing, audit, _ in rows if standing == "audited"} == set(finished)
    published = {agency for (agency,) in ask("SELECT DISTINCT agency_id FROM published_findings")}
    assert published == {agency for agency, _, _, ending in rows if ending not in (None, "failed")}


def _order(number: int, port: int) -> WorkOrder:
    target = Target(Agency(f"so-{number}", f"Sở so-{number}", Kind.DEPARTMENT), f"http://127.0.0.1:{port}/so-{number}/")
    options = work_options(target, LIMITS, allow_private=True, browser=BROWSER)
    return WorkOrder(target.agency.id, Lane.NIGHTLY, RUN, options=options)


def _wait_until_settled(night: Night, queue: Queue, database: Database) -> None:
    ends = time.monotonic() + 240
    while time.monotonic() < ends:
        night.keep_going()
        with suppress(StorageError):
            states = {state for _, state in queue.counts(RUN)}
            if not states & {JobState.QUEUED, JobState.RUNNING} and not database.running():
                return
        time.sleep(0.5)
    log = (night.folder / "workers.log").read_text(encoding="utf-8", errors="replace")
    pytest.fail(f"not settled: {dict(queue.counts(RUN))}\n{log[-4000:]}")


def _expect_all_settled(queue: Queue, database: Database) -> None:
    """A job that was given up says why; every other has its one finished audit."""
    jobs = queue.jobs(RUN)
    assert len(jobs) == AGENCIES
    given_up = [job for job in jobs if job.state is JobState.GIVEN_UP]
    assert all(job.cause in (Cause.WORKER_LOST, Cause.OUR_ERROR) for job in given_up)
    assert len(given_up) <= AGENCIES // 3, [job.causes for job in given_up]
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, agency_id FROM audits WHERE state = 'finished'")).all()
    found = Counter(row.agency_id for row in rows)
    assert set(found.values()) <= {1}, "an audit was doubled"
    done = {job.order.agency: job.audit for job in jobs if job.state is JobState.DONE}
    assert done == {row.agency_id: row.id for row in rows}


def _expect_nothing_half_visible(database: Database, archive: Path) -> None:
    with database.engine.connect() as connection:
        audits = connection.execute(text("SELECT key, id, state, archive, pages FROM audits")).all()
        captures = dict(connection.execute(text("SELECT audit_key, count(*) FROM captures GROUP BY audit_key")).all())
        judged = dict(
            connection.execute(
                text(
                    "SELECT e.audit_key, count(*) FROM evaluations e"
                    " JOIN evaluation_findings f ON f.evaluation_id = e.id GROUP BY e.audit_key"
                )
            ).all()
        )
    assert {audit.state for audit in audits} <= {"finished", "interrupted"}
    for audit in audits:
        if audit.state == "finished":
            snapshot = read_snapshot(archive / audit.archive)
            assert len(snapshot.captures) == captures[audit.key]
            assert judged[audit.key] > 50
        else:
            assert audit.key not in captures
            assert audit.key not in judged
    kept = {audit.archive for audit in audits if audit.state == "finished"}
    files = {str(path.relative_to(archive)) for path in archive.rglob("*") if path.is_file()}
    assert files == kept
