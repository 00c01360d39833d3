"""The database of audits and findings: the interface that the layers above use."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from domain.agencies import Target
from domain.audits import Audit
from domain.captures import Capture
from domain.clock import utc_now
from domain.findings import Evaluation
from domain.visits import Visit
from storage import audit_rows, evaluation_rows, pruning_rows, service_rows, target_rows, visit_rows
from storage.archive.places import IndexEntry
from storage.audit_rows import RunningAudit
from storage.engine import make_engine, parse_url, reading, writing
from storage.errors import StorageError
from storage.evaluation_rows import StoredFinding
from storage.pruning_rows import PrunedArchive
from storage.schema import ensure_schema
from storage.service_rows import Inventory
from storage.workers import Worker, is_alive, this_worker

__all__ = ["Database", "Inventory", "RunningAudit", "StoredFinding"]


class Database:
    """Audits with their findings, on SQLite or PostgreSQL. Every failure is a StorageError of one line.

    What belongs to an audit becomes visible in the one transaction of `finish_audit`; before, and for ever when the
    audit was interrupted, only its row in `audits` exists.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> "Database":
        """By URL or SQLite file name; makes or upgrades the tables. Raises StorageError."""
        engine = make_engine(parse_url(url))
        try:
            ensure_schema(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing ----------------------------------------------------------------------------------------------------

    def save_targets(self, targets: Sequence[Target]) -> int:
        """Agencies and their targets as the targets file has them now; returns how many copies changed."""
        with writing(self.engine) as connection:
            return target_rows.save_registered(connection, targets, utc_now())

    def begin_audit(self, audit: Audit) -> None:
        """A row for the audit, running, owned by this process. Its id must be new."""
        with writing(self.engine) as connection:
            audit_rows.insert_running(connection, audit, this_worker(), utc_now())

    def heartbeat(self, audit_id: str) -> None:
        """The audit's worker is alive."""
        with writing(self.engine) as connection:
            audit_rows.touch(connection, audit_id, utc_now())

    def keep_alive(self, working: Callable[[], Sequence[str]]) -> tuple[str, ...]:
        """`working` tells the audits that this process still works at: they are alive, and its other running ones,
        which it could not end when it dropped them, are interrupted; returns those."""
        with writing(self.engine) as connection:
            return audit_rows.touch_own(connection, this_worker(), working, utc_now())

    def interrupt(self, audit_id: str, error: str = "") -> None:
        """A running audit is dropped: nothing of it is ever shown but that it was begun."""
        with writing(self.engine) as connection:
            audit_rows.mark_dropped(connection, audit_id, error, utc_now())

    def finish_audit(
        self,
        audit: Audit,
        index: Sequence[tuple[Capture, IndexEntry]],
        evaluation: Evaluation,
        within: Callable[[Connection], None] = lambda _: None,
    ) -> None:
        """Makes a begun audit visible with all that belongs to it, or, on any failure, nothing of it. `within` is
        called in the same transaction, and may raise to end it."""
        if evaluation.audit != audit.id:
            raise StorageError(f"an evaluation of audit {evaluation.audit} cannot finish audit {audit.id}")
        readable = sum(1 for capture, _ in index if capture.is_page and capture.readable)
        with writing(self.engine) as connection:
            now = utc_now()
            within(connection)
            key = audit_rows.mark_finished(connection, audit, readable, now)
            audit_rows.insert_index(connection, key, index)
            evaluation_rows.insert_evaluation(connection, key, evaluation, now)

    def add_evaluation(self, audit_id: str, evaluation: Evaluation) -> int:
        """Adds a recheck of a finished audit, changing none before it; returns the evaluation's id."""
        with writing(self.engine) as connection:
            key = audit_rows.read_key(connection, audit_id)
            return evaluation_rows.insert_evaluation(connection, key, evaluation, utc_now())

    def recover(self, alive: Callable[[Worker, datetime], bool] = is_alive) -> tuple[str, ...]:
        """Marks running audits whose worker is gone as interrupted; returns their ids."""
        if all(alive(run.worker, run.heartbeat) for run in self.running()):
            return ()
        with writing(self.engine) as connection:
            return audit_rows.mark_interrupted(connection, alive)

    # --- reading ----------------------------------------------------------------------------------------------------

    def running(self) -> tuple[RunningAudit, ...]:
        with reading(self.engine) as connection:
            return audit_rows.read_running(connection)

    def is_finished(self, audit_id: str) -> bool:
        """Whether the audit, and all that belongs to it, is stored."""
        with reading(self.engine) as connection:
            return audit_rows.is_finished(connection, audit_id)

    def get_audit(self, reference: str) -> Audit | None:
        """By id or its beginning, in whatever state: `ending` is None while it runs."""
        with reading(self.engine) as connection:
            return audit_rows.read_audit(connection, reference)

    def latest_audit(self, agency_id: str) -> Audit | None:
        """The agency's latest finished audit."""
        with reading(self.engine) as connection:
            return audit_rows.read_latest(connection, agency_id)

    def visits(self, agency_id: str, since: datetime, until: datetime) -> tuple[Visit, ...]:
        """The agency's finished audits that began in a period, oldest first, as visits that were answered or not."""
        with reading(self.engine) as connection:
            return visit_rows.read_visits(connection, agency_id, since, until)

    def visits_of_others(self, agency_id: str, since: datetime, until: datetime) -> tuple[Visit, ...]:
        """The same of all other agencies, without the records of their ends."""
        with reading(self.engine) as connection:
            return visit_rows.read_visits(connection, agency_id, since, until, others=True)

    def capture_index(self, audit_id: str) -> Mapping[str, tuple[str, IndexEntry]]:
        """Capture ids of a finished audit with digest and place in its archive."""
        with reading(self.engine) as connection:
            return audit_rows.read_index(connection, audit_id)

    def archived(self) -> Mapping[str, str]:
        """The archives of finished audits, relative to the archive's root, with the audits' ids."""
        with reading(self.engine) as connection:
            return pruning_rows.read_archived(connection)

    def pruned(self) -> tuple[PrunedArchive, ...]:
        """The archives that retention took records from."""
        with reading(self.engine) as connection:
            return pruning_rows.read_pruned(connection)

    def get_evaluation(self, audit_id: str, which: str | int = "latest") -> Evaluation | None:
        """The "latest" or "first" evaluation of a finished audit, or the one with that id."""
        with reading(self.engine) as connection:
            return evaluation_rows.read_evaluation(connection, audit_id, which)

    def inventory(self, agency_id: str) -> Inventory | None:
        """The services of an agency by the latest audit that could read a list of them."""
        with reading(self.engine) as connection:
            return service_rows.read_inventory(connection, agency_id)

    def find_finding(self, reference: str) -> StoredFinding | None:
        """By digest or its beginning, or as AUDIT/REQUIREMENT: where it was last seen."""
        with reading(self.engine) as connection:
            return evaluation_rows.read_finding(connection, reference)

    def target_history(self, agency_id: str) -> tuple[tuple[datetime, Target], ...]:
        """What the targets file said of an agency, and since when."""
        with reading(self.engine) as connection:
            return target_rows.read_history(connection, agency_id)
