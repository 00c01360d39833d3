"""Small portals on loopback that remember when they were asked, and a worker's desk to audit them at."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from domain.agencies import Agency, Kind, Target
from domain.plans import Limits
from domain.work import Cause, Lane, Standing, WorkOrder
from scheduler.queue_open import open_queue
from scheduler.work_options import work_options
from scheduler.worker_job import Desk
from scheduler.worker_place import worker_place
from scheduler.worker_settings import WorkerSettings
from scheduler.workplace import Workplace
from storage.database import Database

RUN = "2026-11-28-all"
QUICK = Limits(max_pages=12, portal_pages=12, delay=0.0, wall_seconds=120.0, silent_seconds=8.0, request_seconds=5.0)
_MENU = ("Giới thiệu", "Tin tức", "Văn bản", "Liên hệ", "Thủ tục hành chính", "Lịch công tác")


@dataclass
class Portals:
    """One server that is several portals: `/so-N/...` of one host. `slow`: seconds before each answer."""

    port: int = 0
    slow: float = 0.0
    asked: list[tuple[float, str]] = field(default_factory=list)

    def target(self, number: int) -> Target:
        agency = Agency(f"so-{number}", f"Sở Thử nghiệm {number}", Kind.DEPARTMENT)
        return Target(agency, f"http://127.0.0.1:{self.port}/so-{number}/")

    def gaps(self) -> list[float]:
        """Seconds between two requests in a row, whoever made them."""
        return [after - before for (before, _), (after, _) in pairwise(sorted(self.asked))]


@contextmanager
def small_portals(slow: float = 0.0) -> Iterator[Portals]:
    portals = Portals(slow=slow)

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            portals.asked.append((time.monotonic(), self.path))
            time.sleep(portals.slow)
            body = _page(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    portals.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield portals
    finally:
        server.shutdown()
        server.server_close()


def _page(path: str) -> bytes:
    parts = path.strip("/").split("/")
    if not parts[0].startswith("so-") or len(parts) > 2:
        return b""
    menu = "".join(f'<li><a href="/{parts[0]}/muc-{n}">{label}</a></li>' for n, label in enumerate(_MENU))
    name = parts[1] if len(parts) > 1 else "trang chủ"
    if len(parts) > 1 and not (name.startswith("muc-") and name[4:].isdigit() and int(name[4:]) < 40):
        return b""
    more = "".join(f'<a href="/{parts[0]}/muc-{n}">Bài viết số {n}</a>' for n in range(40))
    text = f"<p>Sở Thử nghiệm thông báo {name} ngày 20/11/2026, số {len(name)}.</p>" * 8
    return f"<html><title>{name} - Sở Thử nghiệm</title><nav>{menu}</nav><h1>{name}</h1>{text}{more}</html>".encode()


@dataclass
class Rows:
    """scheduler.ledger.Ledger that only remembers."""

    window_ends: datetime | None = None
    standing: dict[str, tuple[Standing, str, Cause | None]] = field(default_factory=dict)
    told: list[tuple[str, Standing, Cause | None]] = field(default_factory=list)
    begun_audits: list[str] = field(default_factory=list)

    def closes(self, _run: str) -> datetime | None:
        return self.window_ends

    def begun(self, _run: str, _agency: str, audit: str, _attempt: int) -> None:
        self.begun_audits.append(audit)

    def ended(self, _run: str, agency: str, standing: Standing, audit: str, cause: Cause | None) -> None:
        self.standing[agency] = (standing, audit, cause)
        self.told.append((agency, standing, cause))


def orders(portals: Portals, numbers: range, limits: Limits = QUICK, lane: Lane = Lane.NIGHTLY) -> list[WorkOrder]:
    return [order(portals.target(number), limits, lane) for number in numbers]


def order(target: Target, limits: Limits = QUICK, lane: Lane = Lane.NIGHTLY) -> WorkOrder:
    run = "" if lane is Lane.AUDITOR else RUN
    options = work_options(target, limits, allow_private=True, browser=False)
    return WorkOrder(target.agency.id, lane, run, options=options)


def settings(**fields: object) -> WorkerSettings:
    given: dict[str, object] = {"slots": 8, "judges": 1, "views_bytes": 200_000_000, "browser": False, "poll": 0.1}
    return WorkerSettings(**{**given, **fields})  # type: ignore[arg-type]


@contextmanager
def desk(database: Database, folder: Path, rows: Rows, chosen: WorkerSettings) -> Iterator[Desk]:
    def nobody(agency: str) -> Target:
        raise LookupError(agency)

    opened = Workplace(database, folder / "archive", load_catalogue("nd43-2011"), load_lexicon())
    queue = open_queue(database)
    try:
        with worker_place(opened, chosen, lambda _: None) as place:
            yield Desk(place, queue, rows, nobody, chosen)
    finally:
        queue.close()


def finished(database: Database) -> Mapping[str, list[str]]:
    """Ids of the finished audits by agency."""
    with database.engine.connect() as connection:
        asked = "SELECT agency_id, id FROM audits WHERE state = 'finished' ORDER BY started"
        found: dict[str, list[str]] = {}
        for agency, audit in connection.exec_driver_sql(asked):
            found.setdefault(agency, []).append(audit)
    return found
