"""Is everything alive? Answered by the database: what it cannot tell is not alive."""

from dataclasses import dataclass
from enum import StrEnum

from domain.work import RunState
from scheduler.nights_status import CLOCK, WORKER, Status


class State(StrEnum):
    OK = "ok"
    DEGRADED = "degraded"  # something for a person to look at; everything runs
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Part:
    state: State
    said: str


@dataclass(frozen=True, slots=True)
class Health:
    """`state` is the worst of its parts: database, clock, worker, nights."""

    state: State
    parts: dict[str, Part]


def judge_health(status: Status | None, problem: str = "") -> Health:
    """`status` is None where the database could not be read; `problem` says why."""
    if status is None:
        unknown = Part(State.DOWN, "not known: the database does not answer")
        return _health({"database": Part(State.DOWN, problem), CLOCK: unknown, WORKER: unknown, "nights": unknown})
    return _health(
        {
            "database": Part(State.OK, "answers"),
            CLOCK: _process(status, CLOCK),
            WORKER: _process(status, WORKER),
            "nights": _nights(status),
        }
    )


def _health(parts: dict[str, Part]) -> Health:
    worst = max((part.state for part in parts.values()), key=list(State).index)
    return Health(worst, parts)


def _process(status: Status, kind: str) -> Part:
    if status.alive(kind):
        return Part(State.OK, "alive")
    beats = [each.beat for each in status.processes if each.kind == kind]
    said = f"silent since {max(beats).isoformat(timespec='seconds')}" if beats else "never heard of"
    return Part(State.DOWN, said)


def _nights(status: Status) -> Part:
    if not status.runs:
        return Part(State.OK, "no night yet")
    said = ", ".join(f"{run.id}: {run.state}" for run in status.runs)
    held = any(run.state == RunState.HELD for run in status.runs)
    return Part(State.DEGRADED if held else State.OK, said)
