"""What somebody who watches asks: what waits, what runs, what failed. Every question goes by an index."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, extract, func, select

from domain.nights import NoticeState
from domain.work import JobState, Lane, Standing
from storage.run_tables import notices, run_agencies
from storage.tables import audits, jobs

_OPEN = (JobState.QUEUED.value, JobState.RUNNING.value)
_TROUBLE = (NoticeState.FAILED.value, NoticeState.UNSURE.value)


@dataclass(frozen=True, slots=True)
class OpenJobs:
    """Jobs of one lane in one state; `oldest` is the due time of the one that is due longest."""

    lane: Lane
    state: JobState
    jobs: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Spans:
    """Finished audits of one ending: how many, seconds in all, and of the longest."""

    ending: str
    audits: int
    seconds: float
    longest: float


@dataclass(frozen=True, slots=True)
class Failure:
    """An agency of which no audit could be finished in a run, or a message that did not go out."""

    run: str
    what: str  # agency id, or subscriber
    why: str


def open_jobs(connection: Connection) -> tuple[OpenJobs, ...]:
    """By lane and state; what is done or given up is left out."""
    rows = connection.execute(
        select(jobs.c.lane, jobs.c.state, func.count().label("jobs"), func.min(jobs.c.due).label("oldest"))
        .where(jobs.c.state.in_(_OPEN))
        .group_by(jobs.c.lane, jobs.c.state)
        .order_by(jobs.c.lane, jobs.c.state)
    )
    return tuple(OpenJobs(Lane(row.lane), JobState(row.state), row.jobs, row.oldest) for row in rows)


def last_job_beat(connection: Connection) -> datetime | None:
    """When a worker last held one of its jobs."""
    return connection.execute(select(func.max(jobs.c.beat)).where(jobs.c.state == JobState.RUNNING.value)).scalar()


def audit_spans(connection: Connection, run: str) -> tuple[Spans, ...]:
    """The run's finished audits, by ending."""
    took = _seconds(connection)
    rows = connection.execute(
        select(
            audits.c.ending, func.count().label("audits"), func.sum(took).label("seconds"), func.max(took).label("most")
        )
        .join(run_agencies, run_agencies.c.audit == audits.c.id)
        .where(run_agencies.c.run_id == run, audits.c.finished.is_not(None))
        .group_by(audits.c.ending)
        .order_by(audits.c.ending)
    )
    return tuple(
        Spans(row.ending or "", row.audits, round(float(row.seconds), 3), round(float(row.most), 3)) for row in rows
    )


def _seconds(connection: Connection) -> ColumnElement[Any]:
    """How long an audit took. SQLite keeps moments as text, and their days to a millisecond."""
    if connection.dialect.name == "sqlite":
        return (func.julianday(audits.c.finished) - func.julianday(audits.c.started)) * 86_400.0
    return extract("epoch", audits.c.finished - audits.c.started)


def given_up(connection: Connection, run: str, most: int) -> tuple[Failure, ...]:
    rows = connection.execute(
        select(run_agencies.c.agency_id, run_agencies.c.cause)
        .where(run_agencies.c.run_id == run, run_agencies.c.standing == Standing.GIVEN_UP.value)
        .order_by(run_agencies.c.agency_id)
        .limit(most)
    )
    return tuple(Failure(run, row.agency_id, row.cause or "") for row in rows)


def unsent(connection: Connection, most: int) -> tuple[Failure, ...]:
    """Messages that failed for good or may have, the latest first."""
    rows = connection.execute(
        select(notices.c.run_id, notices.c.subscriber, notices.c.state, notices.c.error)
        .where(notices.c.state.in_(_TROUBLE))
        .order_by(notices.c.id.desc())
        .limit(most)
    )
    return tuple(Failure(row.run_id, row.subscriber, f"{row.state}: {row.error}") for row in rows)
