"""Prometheus metrics, read from the database at every scrape. Labels are our own words only: groups, lanes, states."""

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from domain.nights import GateVerdict
from domain.work import JobState, RunState
from scheduler.nights_status import CLOCK, WORKER, RunStatus, Status

__all__ = ["CONTENT_TYPE_LATEST", "render_metrics"]


def render_metrics(status: Status | None) -> bytes:
    """The exposition text; `status` is None where the database does not answer."""
    registry = CollectorRegistry()
    registry.register(_Snapshot(status))
    return generate_latest(registry)


class _Snapshot(Collector):
    def __init__(self, status: Status | None) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        yield _single("portal_audit_database_up", "1 when the database answers", 0 if self._status is None else 1)
        if self._status is not None:
            yield from _processes(self._status)
            yield from _queue(self._status)
            yield from _runs(self._status)
            yield _labelled(
                "portal_audit_notices",
                "Messages to subscribers",
                ("state",),
                [((k,), v) for k, v in self._status.notices.items()],
            )


def _single(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _labelled(
    name: str, about: str, labels: tuple[str, ...], values: list[tuple[tuple[str, ...], float]]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=labels)
    for words, value in values:
        family.add_metric(words, value)
    return family


def _processes(status: Status) -> Iterator[Metric]:
    yield _labelled(
        "portal_audit_process_up",
        "1 when a process of this kind was heard of lately",
        ("kind",),
        [((kind,), int(status.alive(kind))) for kind in (CLOCK, WORKER)],
    )
    yield _labelled(
        "portal_audit_heartbeat_timestamp_seconds",
        "When a process was last heard of",
        ("process",),
        [((each.name,), each.beat.timestamp()) for each in status.processes],
    )


def _queue(status: Status) -> Iterator[Metric]:
    yield _labelled(
        "portal_audit_queue_jobs",
        "Jobs that are not settled",
        ("lane", "state"),
        [((each.lane, each.state), each.jobs) for each in status.queue],
    )
    yield _labelled(
        "portal_audit_queue_oldest_due_seconds",
        "For how long the oldest queued job has been due",
        ("lane",),
        [
            ((each.lane,), max(0.0, (status.at - each.oldest).total_seconds()))
            for each in status.queue
            if each.state == JobState.QUEUED
        ],
    )
    yield _single("portal_audit_audits_running", "Audits under way", len(status.running))


def _runs(status: Status) -> Iterator[Metric]:
    latest: dict[str, RunStatus] = {run.group: run for run in status.runs}
    runs = list(latest.values())
    yield _labelled(
        "portal_audit_run_state",
        "State of the group's latest run",
        ("group", "state"),
        [((run.group, state), int(run.state == state)) for run in runs for state in RunState],
    )
    yield _labelled(
        "portal_audit_run_agencies",
        "Agencies of the latest run by standing",
        ("group", "standing"),
        [((run.group, name), count) for run in runs for name, count in run.standings.items()],
    )
    yield _labelled(
        "portal_audit_run_progress_ratio",
        "Share of agencies whose standing is final",
        ("group",),
        [((run.group,), run.done) for run in runs],
    )
    yield _labelled(
        "portal_audit_run_audits",
        "Finished audits of the latest run by ending",
        ("group", "ending"),
        [((run.group, span.ending), span.audits) for run in runs for span in run.spans],
    )
    yield _labelled(
        "portal_audit_run_audit_seconds",
        "Time that they took in all",
        ("group", "ending"),
        [((run.group, span.ending), span.seconds) for run in runs for span in run.spans],
    )
    yield _labelled(
        "portal_audit_run_audit_longest_seconds",
        "Time that the longest of them took",
        ("group", "ending"),
        [((run.group, span.ending), span.longest) for run in runs for span in run.spans],
    )
    yield from _gates(runs)
    yield _labelled(
        "portal_audit_last_published_timestamp_seconds",
        "When a run of the group was last published",
        ("group",),
        [((group,), moment.timestamp()) for group, moment in status.published.items()],
    )


def _gates(runs: list[RunStatus]) -> Iterator[Metric]:
    yield _labelled(
        "portal_audit_gate_state",
        "Verdict of each gate of the latest run",
        ("group", "gate", "state"),
        [
            ((run.group, gate.gate, state), int(gate.verdict == state))
            for run in runs
            for gate in run.gates
            for state in GateVerdict
        ],
    )
    yield _labelled(
        "portal_audit_gate_value",
        "What each gate measured",
        ("group", "gate"),
        [((run.group, gate.gate), gate.value) for run in runs for gate in run.gates if gate.value is not None],
    )
