"""The end of a run: measured, held against its gates, and published or held in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

import structlog

from domain.codec import to_plain
from domain.findings import Verdict
from domain.nights import Change, GateResult, GateVerdict, Published, RunFacts
from domain.work import Run, RunState
from scheduler.monitors import judge_run, may_be_published
from scheduler.nights_settings import NightSettings
from scheduler.notices import Tidings, digests
from scheduler.quorum import publish
from storage import run_facts, run_notices, run_published, run_reviews, run_rows, run_standings
from storage.database import Database
from storage.engine import reading, writing
from storage.run_published import Place, Silence
from storage.run_rows import StoredRun

_CHUNK = 300  # agencies whose findings are in memory at once
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Publication:
    """What is to be written."""

    verdicts: dict[Place, Published] = field(default_factory=dict)
    gone: list[Place] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    silences: dict[str, Silence] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)


def end_run(
    database: Database,
    settings: NightSettings,
    stored: StoredRun,
    registered: int,
    names: Mapping[str, str],
    now: datetime,
) -> RunState:
    """closing -> published or held. Everything of it becomes visible at once, or, when we die, nothing; it is then
    done again from the same rows. `registered`: how many agencies the group has by now; `names`: of all agencies."""
    facts, before = _measure(database, settings, stored, registered, now)
    gates = judge_run(facts, settings.gates)
    state = RunState.PUBLISHED if stored.released is not None and may_be_published(gates) else RunState.HELD
    made = _publication(database, settings, stored.run) if state is RunState.PUBLISHED else _Publication()
    tidings = Tidings(
        replace(stored.run, state=state),
        stored.mark,
        facts.standings,
        gates,
        made.changes,
        made.dead,
        made.recovered,
        names,
    )
    run = stored.run.id
    with writing(database.engine) as connection:
        if not run_rows.finish(connection, run, state, now):
            return state  # somebody else was faster, and has written the same
        run_rows.insert_gates(connection, [_gate_row(run, gate) for gate in gates])
        if before is not None:
            run_facts.store_flips(connection, run, before, settings.catalogue)
        run_published.write_published(connection, made.verdicts)
        run_published.drop_published(connection, made.gone)
        run_published.write_changes(connection, run, made.changes)
        run_published.write_silences(connection, run, made.silences)
        run_notices.insert_notices(connection, digests(tidings, settings.notices.subscribers), now)
    failed = [gate.gate for gate in gates if gate.verdict is GateVerdict.FAILED]
    _log.info("run ended", run=run, state=state.value, failed_gates=failed, changes=len(made.changes))
    return state


def _measure(
    database: Database, settings: NightSettings, stored: StoredRun, registered: int, now: datetime
) -> tuple[RunFacts, str | None]:
    """The facts, and the run they were compared with."""
    run = stored.run.id
    with reading(database.engine) as connection:
        standings = run_standings.count_standings(connection, run)
        endings, readable, requests = run_facts.count_audits(connection, run)
        last = run_rows.read_latest(connection, stored.run.group, before=stored.run.opens)
        before = last.run.id if last is not None else None
        pairs = run_facts.count_flips(connection, run, before, settings.catalogue) if before else (0, 0)
        canaries = run_facts.count_canaries(connection, run)
        facts = RunFacts(
            registered=registered,
            rows=sum(standings.values()),
            standings={standing.value: count for standing, count in standings.items()},
            causes=run_facts.count_causes(connection, run),
            endings=endings,
            readable=readable,
            requests=requests,
            verdicts=run_facts.count_verdicts(connection, run, settings.catalogue),
            compared=pairs[0],
            flips=pairs[1],
            seconds=(now - (stored.released or stored.run.opens)).total_seconds(),
            canaries=canaries[0],
            canaries_failed=canaries[1],
        )
    return facts, before


def _publication(database: Database, settings: NightSettings, run: Run) -> _Publication:
    made = _Publication()
    with reading(database.engine) as connection:
        judged = run_published.judged_in(connection, run.id, settings.catalogue)
        silences = run_published.read_silences(connection)
        unanswered = run_facts.unanswered(connection, run.id)
    _silences(made, judged, unanswered, silences, run, settings.notices.dead_after_nights)
    for chunk in _chunks(judged):
        with reading(database.engine) as connection:
            seen = run_published.read_seen(connection, chunk)
            published = run_published.read_published(connection, list(chunk))
            reviews = run_reviews.read_reviews(connection, list(chunk))
        made.gone += sorted(published.keys() - seen.keys())
        for place in sorted(seen):
            before = published.get(place)
            after = publish(before, seen[place], reviews.get(place, ()), settings.quorum_nights)
            if after == before:
                continue
            made.verdicts[place] = after
            was: Verdict | None = before.verdict if before else None
            if was is not after.verdict:
                made.changes.append(Change(*place, was, after.verdict))
    return made


def _silences(
    made: _Publication,
    judged: Mapping[str, int],
    unanswered: Sequence[str],
    before: Mapping[str, Silence],
    run: Run,
    dead_after: int,
) -> None:
    """Who answered tonight, who did not once more, and who is dead or back by that."""
    for agency, evaluation in judged.items():
        made.silences[agency] = Silence(evaluation)
        if before.get(agency, Silence()).nights >= dead_after:
            made.recovered.append(agency)
    for agency in unanswered:
        last = before.get(agency, Silence())
        made.silences[agency] = Silence(last.evaluation, last.nights + 1, last.since or run.opens)
        if last.nights + 1 == dead_after:
            made.dead.append(agency)


def _chunks(judged: Mapping[str, int]) -> Iterator[dict[str, int]]:
    items = iter(sorted(judged.items()))
    while chunk := dict(islice(items, _CHUNK)):
        yield chunk


def _gate_row(run: str, gate: GateResult) -> dict[str, object]:
    return {
        "run_id": run,
        "gate": gate.gate,
        "value": gate.value,
        "threshold": gate.limit,
        "at_least": gate.at_least,
        "verdict": gate.verdict.value,
        "detail": to_plain(gate.detail),
    }
