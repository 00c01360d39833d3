"""What stands now is written down as judgings come; it must say what looking through the whole history says."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from storage_samples import STARTED, audit, evaluation, finding, finished, index, page, target

from domain.agencies import Kind, Target
from domain.captures import Ending, Outcome
from domain.findings import Verdict
from storage.database import Database
from storage.engine import make_engine, parse_url, writing
from storage.migrations import HEAD
from storage.schema import run_migrations
from storage.views import VIEWS, view_sql

_REQUIREMENTS = ("nd43-a", "nd43-b", "nd43-c", "nd43-d")
_VERDICTS = (Verdict.MET, Verdict.NOT_MET, Verdict.PARTLY_MET, Verdict.UNDETERMINED)
_CATALOGUES = ("nd43-2011", "nd42-2022")
_ENDINGS = (Ending.COMPLETED, Ending.COMPLETED, Ending.BUDGET, Ending.FAILED, Ending.INTERRUPTED, Ending.UNREACHABLE)
_HISTORY = {
    "latest_evaluations": view_sql("latest_evaluations", 1),
    "matrix": f"WITH latest_evaluations AS ({view_sql('latest_evaluations', 1)}) {view_sql('matrix', 1)}",
    "changes": view_sql("changes", 1),
}


def _rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(text(sql))), key=repr)


def _assert_same(database: Database) -> None:
    for name, history in _HISTORY.items():
        columns = ", ".join(VIEWS[name].columns)
        assert _rows(database, f"SELECT {columns} FROM {name}") == _rows(
            database, f"SELECT {columns} FROM ({history}) AS found"
        ), name


def _judged(chance: random.Random, audit_id: str) -> Any:
    asked = chance.sample(_REQUIREMENTS, chance.randint(1, len(_REQUIREMENTS)))
    findings = [finding(name, chance.choice(_VERDICTS), code=chance.choice("xy")) for name in asked]
    return evaluation(audit_id, findings, catalogue=chance.choice(_CATALOGUES), code_version=chance.choice("12"))


def _step(chance: random.Random, database: Database, done: list[str], number: int) -> None:
    if done and chance.random() < 0.3:
        again = chance.choice(done)
        database.add_evaluation(again, _judged(chance, again))
        return
    if chance.random() < 0.2:
        kinds = [chance.choice((Kind.MINISTRY, Kind.PROVINCE)) for _ in range(3)]
        database.save_targets([_target(f"agency{place}", kind) for place, kind in enumerate(kinds)])
    begun = replace(
        audit(f"a{number}", chance.choice(("agency0", "agency1", "agency2", "guest"))),
        started=STARTED + timedelta(hours=chance.randint(0, 6)),
    )
    database.begin_audit(begun)
    if chance.random() < 0.1:
        return  # still running
    outcome = Outcome.OK if chance.random() < 0.7 else Outcome.TIMEOUT
    database.finish_audit(
        finished(begun, chance.choice(_ENDINGS)), index(2, outcome=outcome), _judged(chance, begun.id)
    )
    done.append(begun.id)


def _target(agency_id: str, kind: Kind) -> Target:
    plain = target(agency_id)
    return replace(plain, agency=replace(plain.agency, kind=kind))


@pytest.fixture(params=range(6))
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


def test_the_views_of_the_present_say_what_the_whole_history_says(database: Database, chance: random.Random) -> None:
    """Audits come out of order, unreadable, failed; old ones are judged again; agencies become another kind."""
    done: list[str] = []
    for number in range(30):
        _step(chance, database, done, number)
        if number % 6 == 5:
            _assert_same(database)
    assert _rows(database, "SELECT * FROM changes")


@pytest.mark.parametrize("revision", ["0003", "0001"])
def test_a_history_from_before_is_carried_over(url: str, revision: str) -> None:
    """The tables filled by the migration are those that the program would have written itself."""
    with Database.open(url) as database:
        chance, done = random.Random(7), list[str]()
        for number in range(30):
            _step(chance, database, done, number)
        queries = [f"SELECT * FROM {name}" for name in ("latest_judged", "latest_verdicts", "finding_changes")]
        written = [_rows(database, query) for query in queries]
        with writing(database.engine) as connection:
            run_migrations(connection, revision)
        engine = make_engine(parse_url(url))
        with writing(engine) as connection:
            run_migrations(connection, HEAD)
        engine.dispose()
        assert [_rows(database, query) for query in queries] == written
        _assert_same(database)


def test_an_audit_that_comes_late_stands_between_its_neighbours(database: Database) -> None:
    for name, hour, verdict in (("first", 1, Verdict.MET), ("third", 3, Verdict.NOT_MET), ("second", 2, Verdict.MET)):
        begun = replace(audit(name), started=STARTED + timedelta(hours=hour))
        database.begin_audit(begun)
        database.finish_audit(
            finished(begun),
            [(page(1, b"x"), index(1)[0][1])],
            evaluation(name, [finding("nd43-a", verdict)]),
        )
    assert _rows(database, "SELECT audit_before, audit_id FROM changes") == [("second", "third")]
    assert _rows(database, "SELECT audit_id FROM latest_evaluations") == [("third",)]
