"""Nights in a made-up world: a clock that is set by hand, a real queue and database, a worker that needs no network."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.agencies import Agency, Kind, Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.clock import VIETNAM
from domain.codec import digest_bytes
from domain.findings import Evaluation, Finding, Score, ServiceSummary, Text2, Verdict
from domain.work import Cause, Job, Lane, RunRow, Standing
from scheduler.canaries import Canary
from scheduler.nights import Nights
from scheduler.nights_ledger import RunLedger
from scheduler.nights_settings import NightSettings
from scheduler.queue_open import open_queue
from storage import run_rows, run_standings
from storage.archive.places import IndexEntry
from storage.database import Database
from storage.engine import reading
from storage.query import run_query
from storage.run_rows import StoredRun
from storage.workers import this_worker

REQUIREMENTS = ("nd43-10-1-a-structure", "nd43-10-1-b-news", "nd43-18-2-list", "tt32-20-https")
_VALUES = {Verdict.MET: 1.0, Verdict.PARTLY_MET: 0.5, Verdict.NOT_MET: 0.0}


def local(text: str) -> datetime:
    """A moment given as YYYY-MM-DD HH:MM in Asia/Ho_Chi_Minh."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM).astimezone(UTC)


def target(agency: str, kind: Kind = Kind.PROVINCE, **more: Any) -> Target:
    return Target(Agency(agency, f"Cơ quan {agency}", kind, block="provinces", **more), f"https://{agency}.gov.vn/")


def settings(**more: Any) -> NightSettings:
    group = {"name": "all", "opens": "20:00", "closes": "06:00", **more.pop("group", {})}
    gates = {"rows_complete": {"at_least": 1}, "reached": {"at_least": 0.5}, "flips": {"at_most": 0.6}}
    return NightSettings.model_validate({"groups": [group], "gates": gates, **more})


Verdicts = Mapping[str, Verdict]
#: What a visit brings: verdicts, or how it ended without any.
Visit = Callable[[Job], Verdicts | Ending | Cause]


def all_met(_: Job) -> Verdicts:
    return dict.fromkeys(REQUIREMENTS, Verdict.MET)


@dataclass
class World:
    database: Database
    settings: NightSettings
    targets: list[Target]
    canaries: Sequence[Canary] = ()
    moment: datetime = field(default_factory=lambda: local("2026-11-28 19:00"))

    def __post_init__(self) -> None:
        self.queue = open_queue(self.database)
        self.ledger = RunLedger(self.database, self.now)
        self.restart()

    def restart(self) -> None:
        """Another scheduler process over the same tables."""
        self.nights = Nights(
            self.database, self.queue, self.settings, lambda: tuple(self.targets), self.canaries, self.now
        )

    def now(self) -> datetime:
        return self.moment

    def at(self, moment: str) -> "World":
        """The clock shows this, and looks at what is due."""
        self.moment = local(moment)
        self.nights.tick()
        return self

    def later(self, minutes: float) -> "World":
        self.moment += timedelta(minutes=minutes)
        self.nights.tick()
        return self

    def close(self) -> None:
        self.queue.close()

    # --- the worker -------------------------------------------------------------------------------------------------

    def work(self, visit: Visit = all_met, lanes: Sequence[Lane] = tuple(Lane)) -> list[str]:
        """Takes all that is due, and does it at once; the agencies in order."""
        done: list[str] = []
        while jobs := self.queue.take(this_worker(), lanes, 50):
            for job in jobs:
                self.visit(job, visit(job))
                done.append(job.order.agency)
        return done

    def visit(self, job: Job, found: Verdicts | Ending | Cause) -> None:
        run, agency = job.order.run, job.order.agency
        audit_id = f"{self.moment:%Y%m%dT%H%M%SZ}-{agency}-{secrets.token_hex(3)}"
        begun = self.queue.begun(job, audit_id)
        self.ledger.begun(run, agency, audit_id, job.attempt)
        if isinstance(found, Cause):
            self.queue.give_up(begun, found)
            self.ledger.ended(run, agency, Standing.GIVEN_UP, "", found)
            return
        self.store(audit_id, agency, found)
        self.queue.done(begun)
        cause = Cause.UNREACHABLE if found is Ending.UNREACHABLE else None
        self.ledger.ended(run, agency, Standing.AUDITED, audit_id, cause)

    def store(self, audit_id: str, agency: str, found: Verdicts | Ending) -> None:
        known = {each.agency.id: each for each in self.targets} | {c.name: c.target for c in self.canaries}
        audit = Audit(audit_id, known[agency], "nightly", self.moment)
        self.database.begin_audit(audit)
        ending = found if isinstance(found, Ending) else Ending.COMPLETED
        verdicts = dict.fromkeys(REQUIREMENTS, Verdict.UNDETERMINED) if isinstance(found, Ending) else found
        done = replace(audit, finished=self.moment + timedelta(minutes=1), ending=ending, requests=9)
        index = [] if isinstance(found, Ending) else [page(self.moment)]
        self.database.finish_audit(done, index, evaluation(audit_id, verdicts))

    # --- what there is ----------------------------------------------------------------------------------------------

    def run(self, run: str) -> StoredRun:
        with reading(self.database.engine) as connection:
            found = run_rows.read_run(connection, run)
        assert found is not None
        return found

    def rows(self, run: str) -> dict[str, RunRow]:
        with reading(self.database.engine) as connection:
            return {row.agency: row for row in run_standings.read_rows(connection, run)}

    def standings(self, run: str) -> dict[str, str]:
        return {agency: row.standing.value for agency, row in self.rows(run).items()}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return list(run_query(self.database, sql).rows)

    def published(self, agency: str) -> dict[str, tuple[str, str]]:
        """Requirement to published verdict and mark."""
        rows = self.ask(f"SELECT requirement, verdict, mark FROM published_findings WHERE agency_id = '{agency}'")
        return {requirement: (verdict, mark) for requirement, verdict, mark in rows}


def page(moment: datetime) -> tuple[Capture, IndexEntry]:
    digest = digest_bytes(b"<p>x</p>")
    capture = Capture(
        "c000001", CaptureKind.PAGE, "http://x.gov.vn/", Outcome.OK, moment, digest, 8, status=200, mime="text/html"
    )
    return capture, IndexEntry(0, 100)


def finding(requirement: str, verdict: Verdict) -> Finding:
    value = _VALUES.get(verdict)
    return Finding(requirement, verdict, value, value or 0.0, 1.0, verdict.value, Text2("lý do", "reason"))


def evaluation(audit_id: str, verdicts: Verdicts) -> Evaluation:
    digest = "sha256:" + "c" * 64
    findings = tuple(finding(requirement, verdict) for requirement, verdict in sorted(verdicts.items()))
    score = Score(0.0, 0.0, 0.0, None, None, None, None)
    return Evaluation(audit_id, "nd43-2011", digest, digest, "0.1.0", findings, ServiceSummary(), score)
