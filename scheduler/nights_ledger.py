"""The ledger of runs on tables: what a worker tells is written into the rows of its run, or of its canary."""

from collections.abc import Callable
from datetime import datetime

from domain.clock import utc_now
from domain.work import UNDECIDED, Cause, Standing
from scheduler.nights_ids import parse
from storage import run_canaries, run_rows, run_standings
from storage.database import Database
from storage.engine import reading, writing


class RunLedger:
    """Implements scheduler.ledger.Ledger. Rows of a run that is no longer open change no more."""

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = database.engine
        self._now = now

    def closes(self, run: str) -> datetime | None:
        """The end of the window. A canary's visit before the run has no limit but its own: it is small."""
        name = parse(run)
        if name.canary:
            return None
        with reading(self._engine) as connection:
            stored = run_rows.read_run(connection, name.run)
        return stored.run.closes if stored is not None else None

    def begun(self, run: str, agency: str, audit: str, attempt: int) -> None:
        name = parse(run)
        if name.canary:
            return
        with writing(self._engine) as connection:
            run_standings.mark_begun(connection, name.run, agency, audit, attempt, self._now())

    def ended(self, run: str, agency: str, standing: Standing, audit: str, cause: Cause | None) -> None:
        name = parse(run)
        with writing(self._engine) as connection:
            if not name.canary:
                run_standings.mark_ended(connection, name.run, agency, standing, audit, cause, self._now())
            elif standing not in UNDECIDED:
                run_canaries.mark_ended(connection, name.run, name.canary, agency, audit)
