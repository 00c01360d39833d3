"""What a run has to tell, as one message per subscriber. Pure.

A message names agencies, requirements and verdicts; nothing that a portal wrote goes into it, and every name is made
one harmless line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.clock import on_screen, to_iso
from domain.findings import VERDICT_NAMES, Verdict
from domain.harmless import one_line
from domain.nights import Change, GateResult, GateVerdict, Notice
from domain.work import Run, RunState
from scheduler.nights_settings import Event, Subscriber
from scheduler.quorum import is_regression

_MOST_LINES = 100  # of one kind in one message
_STATES = {RunState.PUBLISHED: "đã công bố / published", RunState.HELD: "giữ lại, chưa công bố / held"}


@dataclass(frozen=True, slots=True)
class Tidings:
    """What became of a run. `names`: of the agencies that are mentioned."""

    run: Run  # in its last state
    mark: str
    standings: Mapping[str, int]
    gates: Sequence[GateResult] = ()
    changes: Sequence[Change] = ()
    dead: Sequence[str] = ()
    recovered: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def digests(tidings: Tidings, subscribers: Iterable[Subscriber]) -> tuple[Notice, ...]:
    """One message for each subscriber who wants to hear of something that happened."""
    made = (_digest(tidings, subscriber) for subscriber in subscribers)
    return tuple(notice for notice in made if notice is not None)


def canary_alarms(run: Run, faults: Mapping[str, Sequence[str]], subscribers: Iterable[Subscriber]) -> list[Notice]:
    """A canary failed: what was expected of it and not found."""
    lines = [f"{one_line(name)}: {one_line(fault)}" for name, found in sorted(faults.items()) for fault in found]
    subject = one_line(f"[portal-audit] {run.id}: kiểm tra thử thất bại / canary failed", 150)
    text = "\n".join([subject, "", *lines[:_MOST_LINES]]) + "\n"
    data = {"schema": "portal-audit/notice@1", "run": run.id, "canaries": {key: list(faults[key]) for key in faults}}
    wanted = (each for each in subscribers if each.wants(Event.CANARY))
    return [Notice(subscriber.name, run.id, "canary", subject, text, data) for subscriber in wanted]


def _digest(tidings: Tidings, subscriber: Subscriber) -> Notice | None:
    failed = [gate for gate in tidings.gates if gate.verdict is GateVerdict.FAILED]
    held = tidings.run.state is RunState.HELD
    shown_gates = failed if subscriber.wants(Event.GATE) else []
    dead = [each for each in tidings.dead if subscriber.wants(Event.DEAD, each)]
    recovered = [each for each in tidings.recovered if subscriber.wants(Event.DEAD, each)]
    worse = [
        change
        for change in tidings.changes
        if is_regression(change.before, change.verdict) and subscriber.wants(Event.REGRESSION, change.agency)
    ]
    alarmed = held and subscriber.wants(Event.GATE)
    if not (alarmed or dead or recovered or worse or subscriber.wants(Event.FINISHED)):
        return None
    subject = _subject(tidings, dead, worse)
    parts = [
        _head(tidings),
        _gate_lines(shown_gates),
        _agency_lines("Cổng không trả lời / portals that do not answer", dead, tidings.names),
        _agency_lines("Cổng đã trở lại / portals that answer again", recovered, tidings.names),
        _change_lines(worse, tidings.names),
    ]
    text = "\n\n".join("\n".join(part) for part in parts if part) + "\n"
    return Notice(subscriber.name, tidings.run.id, "digest", subject, text, _data(tidings, dead, recovered, worse))


def _subject(tidings: Tidings, dead: Sequence[str], worse: Sequence[Change]) -> str:
    told = [f"{tidings.run.id}: {_STATES[tidings.run.state]}"]
    if dead:
        told.append(f"{len(dead)} cổng không trả lời / dead")
    if worse:
        told.append(f"{len(worse)} mục xấu đi / worse")
    return one_line("[portal-audit] " + "; ".join(told), 150)


def _head(tidings: Tidings) -> list[str]:
    run = tidings.run
    lines = [
        f"Đợt / run {run.id}: {_STATES[run.state]}",
        f"Từ / from {on_screen(run.opens)} đến / to {on_screen(run.closes)} (giờ Việt Nam)",
        ", ".join(f"{standing} {count}" for standing, count in sorted(tidings.standings.items())),
    ]
    if tidings.mark:
        lines.append(f"Ghi chú / mark: {one_line(tidings.mark)}")
    if run.state is RunState.HELD:
        lines.append("Kết quả công bố trước đây vẫn giữ nguyên / what was published before stays.")
    return lines


def _gate_lines(gates: Sequence[GateResult]) -> list[str]:
    if not gates:
        return []
    return [
        "Ngưỡng không đạt / failed gates:",
        *(f"- {gate.gate}: {gate.value:g} {'<' if gate.at_least else '>'} {gate.limit:g}" for gate in gates),
    ]


def _agency_lines(title: str, agencies: Sequence[str], names: Mapping[str, str]) -> list[str]:
    if not agencies:
        return []
    return [f"{title}:", *_bounded(f"- {_named(agency, names)}" for agency in agencies)]


def _change_lines(changes: Sequence[Change], names: Mapping[str, str]) -> list[str]:
    if not changes:
        return []
    lines = (
        f"- {_named(change.agency, names)}, {one_line(change.requirement)}: "
        f"{_word(change.before)} -> {_word(change.verdict)}"
        for change in changes
    )
    return ["Mục xấu đi / findings that became worse:", *_bounded(lines)]


def _bounded(lines: Iterable[str]) -> list[str]:
    made = list(lines)
    rest = len(made) - _MOST_LINES
    return made if rest <= 0 else [*made[:_MOST_LINES], f"- … +{rest}"]


def _named(agency: str, names: Mapping[str, str]) -> str:
    name = one_line(names.get(agency, ""), 120)
    return f"{name} ({one_line(agency)})" if name else one_line(agency)


def _word(verdict: Verdict | None) -> str:
    return " / ".join(VERDICT_NAMES[verdict]) if verdict else "-"


def _data(tidings: Tidings, dead: Sequence[str], recovered: Sequence[str], worse: Sequence[Change]) -> dict[str, Any]:
    run = tidings.run
    return {
        "schema": "portal-audit/notice@1",
        "run": run.id,
        "group": run.group,
        "state": run.state.value,
        "mark": tidings.mark,
        "opens": to_iso(run.opens),
        "closes": to_iso(run.closes),
        "standings": dict(tidings.standings),
        "gates": [
            {"gate": gate.gate, "value": gate.value, "limit": gate.limit, "verdict": gate.verdict.value}
            for gate in tidings.gates
        ],
        "dead": list(dead[:_MOST_LINES]),
        "recovered": list(recovered[:_MOST_LINES]),
        "regressions": [
            {
                "agency": change.agency,
                "requirement": change.requirement,
                "before": change.before.value if change.before else None,
                "verdict": change.verdict.value,
            }
            for change in worse[:_MOST_LINES]
        ],
    }
