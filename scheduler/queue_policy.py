"""What happens to a job after an attempt: pure, and every number in one place."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.captures import Ending
from domain.plans import Limits
from domain.work import Cause, Job, Lane

#: Endings that ask for another attempt, and why.
_CAUSES = {
    Ending.UNREACHABLE: Cause.UNREACHABLE,
    Ending.BLOCKED: Cause.BLOCKED,
    Ending.FAILED: Cause.OUR_ERROR,
    Ending.INTERRUPTED: Cause.OUR_ERROR,
}


@dataclass(frozen=True, slots=True)
class Done:
    """The job is finished; its audit counts, however it ended."""


@dataclass(frozen=True, slots=True)
class Again:
    """Another attempt, not before `due`."""

    due: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """No audit could be finished, and none is tried any more."""


Step = Done | Again | GiveUp


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Every limit on trying again. A state that has no next one here does not exist."""

    most_unreachable: int = 1  # further attempts in the same run
    unreachable_after: timedelta = timedelta(minutes=30)
    patience: float = 2.0  # times the silent and the request limit, at each further attempt
    most_errors: int = 1
    error_after: timedelta = timedelta(seconds=5)
    most_losses: int = 3  # attempts whose worker died
    least_left: timedelta = timedelta(minutes=2)  # of the window, for another attempt to be worth it

    def after_audit(
        self, job: Job, ending: Ending, now: datetime, closes: datetime | None
    ) -> tuple[Step, Cause | None]:
        """After an attempt that came to an end of its own. A person who asked sees how it ended and may ask again;
        a portal that blocks us has its next chance the next night."""
        cause = _CAUSES.get(ending)
        match cause:
            case Cause.UNREACHABLE if job.order.lane is not Lane.AUDITOR:
                due = now + self.unreachable_after
                if self._may(job, cause, self.most_unreachable) and self._fits(due, closes):
                    return Again(due), cause
            case Cause.OUR_ERROR if self.may_fail(job, now, closes):
                return Again(now + self.error_after), cause
        return Done(), cause

    def after_failure(self, job: Job, now: datetime, closes: datetime | None) -> tuple[Step, Cause]:
        """After an attempt of which nothing was stored, by our own fault."""
        return self._or_give_up(job, Cause.OUR_ERROR, now + self.error_after, closes), Cause.OUR_ERROR

    def after_loss(self, job: Job, now: datetime, closes: datetime | None) -> Step:
        """After the worker of an attempt died. What its owner did himself (`portal-audit check`) nobody repeats."""
        if job.order.options.get("claimed"):
            return GiveUp()
        return self._or_give_up(job, Cause.WORKER_LOST, now, closes)

    def limits(self, job: Job, limits: Limits) -> Limits:
        """Longer ones for a portal that did not answer in time."""
        times = self.patience ** job.causes.count(Cause.UNREACHABLE)
        return replace(
            limits, silent_seconds=limits.silent_seconds * times, request_seconds=limits.request_seconds * times
        )

    def may_fail(self, job: Job, now: datetime, closes: datetime | None) -> bool:
        """Whether an attempt that fails by our own fault would have another one."""
        due = now + self.error_after
        return self._may(job, Cause.OUR_ERROR, self.most_errors) and self._fits(due, closes)

    def _or_give_up(self, job: Job, cause: Cause, due: datetime, closes: datetime | None) -> Step:
        most = self.most_errors if cause is Cause.OUR_ERROR else self.most_losses
        return Again(due) if self._may(job, cause, most) and self._fits(due, closes) else GiveUp()

    def _may(self, job: Job, cause: Cause, most: int) -> bool:
        return job.causes.count(cause) < most

    def _fits(self, due: datetime, closes: datetime | None) -> bool:
        return closes is None or due + self.least_left <= closes
