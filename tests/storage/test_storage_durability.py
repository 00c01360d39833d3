"""Killed at any moment, read at any moment: an audit is visible whole or not at all."""

import os
import random
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_samples import audit, evaluation, finding, finished, index

from domain.captures import Ending
from storage.database import Database
from storage.errors import StorageError
from storage.query import run_query

_CAPTURES, _FINDINGS = 40, 25

_WHOLE = """
    SELECT a.id, a.state,
        (SELECT COUNT(*) FROM captures c WHERE c.audit_key = a.key) AS captures,
        (SELECT COUNT(*) FROM evaluations e WHERE e.audit_key = a.key) AS evaluations,
        (SELECT COUNT(*) FROM evaluations e JOIN evaluation_findings f ON f.evaluation_id = e.id
            WHERE e.audit_key = a.key) AS findings,
        (SELECT COUNT(*) FROM evaluations e JOIN scores s ON s.evaluation_id = e.id WHERE e.audit_key = a.key) AS scores
    FROM audits a ORDER BY a.key
"""


def _assert_whole_or_nothing(database: Database) -> dict[str, int]:
    states: dict[str, int] = {}
    with database.engine.connect() as connection:
        for _, state, *counts in connection.execute(text(_WHOLE)):
            states[state] = states.get(state, 0) + 1
            assert counts == ([_CAPTURES, 1, _FINDINGS, 2] if state == "finished" else [0, 0, 0, 0])
    return states


_WORKER = textwrap.dedent(
    f"""
    import sys
    from storage_samples import audit, evaluation, finding, finished, index
    from storage.database import Database
    from storage import evaluation_rows

    database = Database.open(sys.argv[1])
    if sys.argv[2] == "stop inside":
        insert = evaluation_rows.insert_evaluation
        def stop(*arguments):
            insert(*arguments)
            print("inside", flush=True)
            sys.stdin.read()
        evaluation_rows.insert_evaluation = stop
    number = 0
    while True:
        number += 1
        audit_id = f"{{sys.argv[3]}}-{{number}}"
        database.begin_audit(audit(audit_id, sys.argv[3]))
        print(audit_id, flush=True)
        findings = [finding(f"nd43-{{place:03d}}", code=f"{{number // 3}}") for place in range({_FINDINGS})]
        database.finish_audit(finished(audit(audit_id, sys.argv[3])), index({_CAPTURES}),
            evaluation(audit_id, findings))
    """
)


def _worker(url: str, how: str, name: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", _WORKER, url, how, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )


def _kill(worker: "subprocess.Popen[str]") -> None:
    worker.kill()
    worker.communicate()


def test_killed_inside_the_transaction_nothing_is_visible(database: Database, url: str) -> None:
    worker = _worker(url, "stop inside", "btp")
    assert worker.stdout is not None
    try:
        assert [worker.stdout.readline().strip() for _ in range(2)] == ["btp-1", "inside"]
        assert _assert_whole_or_nothing(database) == {"running": 1}
        assert database.get_evaluation("btp-1") is None
        assert database.recover() == ()
    finally:
        _kill(worker)
    assert _assert_whole_or_nothing(database) == {"running": 1}
    assert run_query(database, "latest_findings").rows == ()
    assert database.recover() == ("btp-1",)
    lost = database.get_audit("btp-1")
    assert lost is not None
    assert lost.ending is Ending.INTERRUPTED
    # The agency's next audit works as if nothing had been.
    database.begin_audit(audit("next"))
    made = [finding(f"nd43-{place:03d}", code="0") for place in range(_FINDINGS)]
    database.finish_audit(finished(audit("next")), index(_CAPTURES), evaluation("next", made))
    assert _assert_whole_or_nothing(database) == {"interrupted": 1, "finished": 1}


def test_killed_at_any_moment_every_audit_is_whole_or_nothing(database: Database, url: str) -> None:
    chance = random.Random(20261122)
    begun = 0
    for run in range(4):
        worker = _worker(url, "go on", f"agency{run}")
        assert worker.stdout is not None
        try:
            worker.stdout.readline()
            time.sleep(chance.uniform(0.01, 0.25))
        finally:
            worker.kill()
            begun += 1 + len(worker.communicate()[0].split())
        states = _assert_whole_or_nothing(database)
        assert sum(states.values()) >= begun
        assert states.get("running", 0) == len(database.recover()) <= 1
    assert "running" not in _assert_whole_or_nothing(database)


def test_readers_never_see_half_an_audit(database: Database) -> None:
    wrong: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                _assert_whole_or_nothing(database)
                seen = run_query(database, "SELECT audit_id, COUNT(*) FROM latest_findings GROUP BY audit_id").rows
                assert all(count == _FINDINGS for _, count in seen)
        except BaseException as error:  # noqa: BLE001  (carried to the test)
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(12):
            made = [finding(f"nd43-{place:03d}", code=f"{number}") for place in range(_FINDINGS)]
            database.begin_audit(audit(f"a{number}", f"agency{number % 3}"))
            database.finish_audit(
                finished(audit(f"a{number}", f"agency{number % 3}")), index(_CAPTURES), evaluation(f"a{number}", made)
            )
    finally:
        done.set()
        for reader in readers:
            reader.join(timeout=60)
    assert wrong == []
    assert _assert_whole_or_nothing(database) == {"finished": 12}


def test_workers_that_bring_the_same_findings_do_not_hurt_each_other(database: Database, url: str) -> None:
    workers = [_worker(url, "go on", f"agency{number}") for number in range(3)]
    try:
        for worker in workers:
            assert worker.stdout is not None
            for _ in range(6):
                assert worker.stdout.readline().strip()
    finally:
        for worker in workers:
            _kill(worker)
    assert _assert_whole_or_nothing(database)["finished"] >= 15


def test_an_error_inside_the_transaction_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage import evaluation_rows  # noqa: PLC0415

    def broken(*_: object) -> None:
        raise ValueError("a fault of ours")

    database.begin_audit(audit("a1"))
    monkeypatch.setattr(evaluation_rows, "_link_findings", broken)
    with pytest.raises(ValueError, match="a fault of ours"):
        database.finish_audit(finished(audit("a1")), index(_CAPTURES), evaluation("a1"))
    assert _assert_whole_or_nothing(database) == {"running": 1}


def test_a_writer_that_never_ends_is_reported_and_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.2)
    with Database.open(str(tmp_path / "a.db")) as one, Database.open(str(tmp_path / "a.db")) as other:
        with one.engine.connect().execution_options(writes=True) as holder, holder.begin():
            with pytest.raises(StorageError, match="database is locked"):
                other.begin_audit(audit("a1"))
            assert other.get_audit("a1") is None  # reading goes on
        other.begin_audit(audit("a1"))
