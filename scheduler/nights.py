"""Nights: what is due now is done, from what the tables say. Whoever calls, and however often, does it once.

Every step reads where a run stands and moves it on: opened (a row for every agency), released (its work in the queue),
second pass, closing, published or held. A process that dies between two steps leaves nothing to repair: the next call
goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any

import structlog

from domain.agencies import Target
from domain.clock import utc_now
from domain.nights import CanaryResult
from domain.plans import Limits
from domain.work import Lane, Run, RunState, WorkOrder
from registry.register import exists_on
from scheduler.canaries import Canary, canary_faults, canary_order, round_passed
from scheduler.nights_ids import canary_round, second_pass
from scheduler.nights_publish import end_run
from scheduler.nights_settings import Group, NightSettings
from scheduler.nights_windows import Window, current_window, missed_windows, next_window
from scheduler.notices import Tidings, canary_alarms, digests
from scheduler.queue import Queue
from scheduler.work_options import work_options
from storage import run_canaries, run_notices, run_rows, run_standings
from storage.database import Database
from storage.engine import reading, writing
from storage.run_rows import CANARY, MISSED, StoredRun

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Nights:
    """`targets`: what the targets file holds now."""

    database: Database
    queue: Queue
    settings: NightSettings
    targets: Callable[[], Sequence[Target]]
    canaries: Sequence[Canary] = ()
    now: Callable[[], datetime] = utc_now
    _busy: Lock = field(default_factory=Lock)

    def tick(self) -> None:
        """All that is due; nothing while another thread is at it. Raises StorageError; the next call goes on."""
        if self._busy.acquire(blocking=False):
            try:
                self._tick()
            finally:
                self._busy.release()

    def _tick(self) -> None:
        self._judge_canaries()
        for group in self.settings.groups:
            self._record_missed(group)
            self._send_canaries_ahead(group)
            self._open(group)
        with reading(self.database.engine) as connection:
            unfinished = run_rows.read_unfinished(connection)
        for stored in unfinished:
            self._move_on(stored)

    # --- opening ----------------------------------------------------------------------------------------------------

    def _record_missed(self, group: Group) -> None:
        """Windows that passed while nothing was running: every agency has its row, and the night is held."""
        with reading(self.database.engine) as connection:
            latest = run_rows.read_latest(connection, group.name)
        if latest is None:
            return
        for window in missed_windows(group, latest.night, self.now()):
            self._hold_missed(window)

    def _hold_missed(self, window: Window) -> None:
        run, now = window.run, self.now()
        targets, members = self._members(window.group, window.night)
        self.database.save_targets(targets)
        with writing(self.database.engine) as connection:
            if not run_rows.insert_run(connection, run, window.night, members, now, MISSED):
                return
            run_rows.begin_closing(connection, run.id, now)
            run_rows.finish(connection, run.id, RunState.HELD, now)
            held = Run(run.id, run.group, run.opens, run.closes, RunState.HELD)
            names = {target.agency.id: target.agency.name for target in targets}
            tidings = Tidings(held, MISSED, {"not_reached": len(members)}, names=names)
            run_notices.insert_notices(connection, digests(tidings, self.settings.notices.subscribers), now)
        _log.warning("run missed", run=run.id)

    def _open(self, group: Group) -> None:
        window = current_window(group, self.now())
        if window is None:
            return
        with reading(self.database.engine) as connection:
            if run_rows.read_run(connection, window.run.id) is not None:
                return
        targets, members = self._members(window.group, window.night)
        self.database.save_targets(targets)
        with writing(self.database.engine) as connection:
            opened = run_rows.insert_run(connection, window.run, window.night, members, self.now())
        if opened:
            _log.info("run opened", run=window.run.id, agencies=len(members))

    def _members(self, group: str, night: date) -> tuple[Sequence[Target], tuple[str, ...]]:
        """The targets, and the group's agencies: those that exist on that night."""
        targets = self.targets()
        there = [target.agency for target in targets if exists_on(target.agency, night)]
        return targets, self.settings.members(group, there)

    # --- moving on --------------------------------------------------------------------------------------------------

    def _move_on(self, stored: StoredRun) -> None:
        if stored.run.state is RunState.CLOSING:
            self._end(stored)
        elif self.now() >= stored.run.closes:
            self._close_late(stored)
        elif stored.released is None:
            self._release_if_sound(stored)
        else:
            self._watch(stored)

    def _release_if_sound(self, stored: StoredRun) -> None:
        """Gives out the work once the canaries have passed, or where they may only alarm."""
        with reading(self.database.engine) as connection:
            last = run_canaries.latest_round(connection, stored.run.id)
        passed = round_passed(last) if self.canaries and last else None
        if not self.canaries or passed:
            self._release(stored)
        elif not last:
            self._send_canaries(stored.run.id, 1)
        elif passed is False:
            self._alarm(stored, last)
            if self.settings.canaries.on_failure == "alarm":
                self._release(stored)
            elif self._older(last, self.settings.canaries.retry_minutes):
                self._send_canaries(stored.run.id, last[0].round + 1)

    def _release(self, stored: StoredRun) -> None:
        with reading(self.database.engine) as connection:
            rows = run_standings.read_rows(connection, stored.run.id)
        options = self._options(stored.run.group)
        self.queue.put(WorkOrder(row.agency, Lane.NIGHTLY, stored.run.id, options=options) for row in rows)
        with writing(self.database.engine) as connection:
            run_rows.set_released(connection, stored.run.id, self.now())
        _log.info("run released", run=stored.run.id, agencies=len(rows))

    def _watch(self, stored: StoredRun) -> None:
        """A released run inside its window: canaries, the second pass, and the end when nothing is left."""
        self._canaries_while_on(stored)
        group = self.settings.group(stored.run.group)
        minutes = group.second_pass_minutes if group is not None else None
        with reading(self.database.engine) as connection:
            left = run_standings.undecided(connection, stored.run.id)
            again = run_standings.for_second_pass(connection, stored.run.id) if minutes else ()
        if minutes and stored.second_pass is None and (left or again):
            if self.now() >= stored.run.opens + timedelta(minutes=minutes):
                self._second_pass(stored, again)
        elif not left:
            self._close(stored)

    def _second_pass(self, stored: StoredRun, again: Sequence[str]) -> None:
        run = stored.run.id
        options = self._options(stored.run.group, second=True)
        self.queue.put(WorkOrder(agency, Lane.NIGHTLY, second_pass(run), options=options) for agency in again)
        with writing(self.database.engine) as connection:
            run_standings.wait_again(connection, run, again, self.now())
            run_rows.set_second_pass(connection, run, self.now())
        _log.info("second pass", run=run, agencies=len(again))

    def _options(self, name: str, *, second: bool = False) -> dict[str, object]:
        group = self.settings.group(name)
        if group is None:  # no longer in the settings: its run ends as it began
            return {}
        given: dict[str, Any] = {**group.limits, **(group.second_pass_limits if second else {})}
        chosen = Limits(**given) if given else None
        return work_options(limits=chosen, allow_private=group.allow_private, browser=group.browser)

    def _close_late(self, stored: StoredRun) -> None:
        """The window is over: nothing new begins; crawls under way get a moment to end with what they have."""
        self._withdraw(stored)
        group = self.settings.group(stored.run.group)
        grace = timedelta(minutes=group.grace_minutes if group is not None else 0)
        with reading(self.database.engine) as connection:
            running = run_standings.undecided(connection, stored.run.id, running_only=True)
        if not running or self.now() >= stored.run.closes + grace:
            self._close(stored)

    def _close(self, stored: StoredRun) -> None:
        self._withdraw(stored)
        targets, members = self._members(stored.run.group, stored.night)
        self.database.save_targets(targets)
        with writing(self.database.engine) as connection:  # agencies may have joined since the opening
            run_standings.add_missing(connection, stored.run.id, members, self.now())
            run_rows.begin_closing(connection, stored.run.id, self.now())
        with reading(self.database.engine) as connection:
            closing = run_rows.read_run(connection, stored.run.id)
        if closing is not None and closing.run.state is RunState.CLOSING:
            self._end(closing)

    def _withdraw(self, stored: StoredRun) -> None:
        self.queue.withdraw(stored.run.id)
        if stored.second_pass is not None:
            self.queue.withdraw(second_pass(stored.run.id))

    def _end(self, stored: StoredRun) -> None:
        targets, members = self._members(stored.run.group, stored.night)
        names = {target.agency.id: target.agency.name for target in targets}
        end_run(self.database, self.settings, stored, len(members), names, self.now())

    # --- canaries ---------------------------------------------------------------------------------------------------

    def _send_canaries_ahead(self, group: Group) -> None:
        """The first round, a while before the opening."""
        if not self.canaries:
            return
        window = next_window(group, self.now())
        if self.now() < window.opens - timedelta(minutes=self.settings.canaries.before_minutes):
            return
        with reading(self.database.engine) as connection:
            sent = run_canaries.latest_round(connection, window.run.id)
        if not sent:
            self._send_canaries(window.run.id, 1)

    def _send_canaries(self, run: str, number: int) -> None:
        with writing(self.database.engine) as connection:
            run_canaries.insert_round(connection, run, number, [each.name for each in self.canaries], self.now())
        self.queue.put(canary_order(canary, run, number) for canary in self.canaries)

    def _canaries_while_on(self, stored: StoredRun) -> None:
        if not self.canaries:
            return
        with reading(self.database.engine) as connection:
            last = run_canaries.latest_round(connection, stored.run.id)
        if round_passed(last) is False:
            self._alarm(stored, last)
        if not last or self._older(last, self.settings.canaries.every_minutes):
            self._send_canaries(stored.run.id, (last[0].round if last else 0) + 1)

    def _judge_canaries(self) -> None:
        """Visits whose job has ended, or that took too long, get their verdict."""
        with reading(self.database.engine) as connection:
            pending = run_canaries.unjudged(connection)
        patience = timedelta(minutes=self.settings.canaries.patience_minutes)
        for run, visit, ended in pending:
            if ended:
                faults = self._faults(visit)
            elif self.now() >= visit.ordered + patience:
                faults = ("did not end in time",)
                self.queue.withdraw(canary_round(run, visit.round))
            else:
                continue
            with writing(self.database.engine) as connection:
                run_canaries.judge(connection, run, visit, faults)
            _log.info("canary judged", run=run, canary=visit.canary, passed=not faults, faults=faults)

    def _faults(self, visit: CanaryResult) -> tuple[str, ...]:
        canary = next((each for each in self.canaries if each.name == visit.canary), None)
        if canary is None:
            return ()  # no longer one: nothing is expected of it
        evaluation = self.database.get_evaluation(visit.audit) if visit.audit else None
        return canary_faults(canary, evaluation, self.settings.canaries.tolerance)

    def _alarm(self, stored: StoredRun, visits: Sequence[CanaryResult]) -> None:
        """Marks the run and tells who wants to know, once per run."""
        faults = {visit.canary: visit.faults for visit in visits if visit.passed is False}
        with writing(self.database.engine) as connection:
            if stored.released is not None or self.settings.canaries.on_failure == "alarm":
                run_rows.set_mark(connection, stored.run.id, CANARY)
            alarms = canary_alarms(stored.run, faults, self.settings.notices.subscribers)
            run_notices.insert_notices(connection, alarms, self.now())

    def _older(self, visits: Sequence[CanaryResult], minutes: int) -> bool:
        return self.now() >= visits[0].ordered + timedelta(minutes=minutes)
