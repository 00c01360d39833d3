"""What `serve` answers, over a real connection, with the database there and gone."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import uvicorn
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from domain.clock import to_iso, utc_now
from domain.work import Lane, Run, RunState, WorkOrder
from scheduler.queue_open import open_queue
from storage import run_heartbeats, run_rows
from storage.database import Database
from storage.engine import writing
from storage.errors import StorageError
from web.app import create_app


@contextmanager
def serving(database: Database) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(database), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    for _ in range(600):
        if server.started:
            break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def beat(database: Database, *names: str, ago: float = 0) -> None:
    with writing(database.engine) as connection:
        for name in names:
            run_heartbeats.beat(connection, name, utc_now() - timedelta(seconds=ago))


def parts(answer: tuple[int, str]) -> dict[str, str]:
    return {name: part["state"] for name, part in json.loads(answer[1])["parts"].items()}


def samples(exposed: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Name and label values to value, as a Prometheus server reads it."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(exposed)
        for sample in family.samples
    }


def hold_a_night(database: Database) -> None:
    now = utc_now()
    run = Run("2026-11-28-all", "all", now - timedelta(hours=9), now, RunState.OPEN)
    with writing(database.engine) as connection:
        run_rows.insert_run(connection, run, now.date(), [], now)
        run_rows.begin_closing(connection, run.id, now)
        run_rows.finish(connection, run.id, RunState.HELD, now)
        run_rows.insert_gates(
            connection,
            [
                {
                    "run_id": run.id,
                    "gate": "reached",
                    "value": 0.25,
                    "threshold": 0.8,
                    "at_least": True,
                    "verdict": "failed",
                    "detail": {},
                }
            ],
        )


def test_health_says_what_is_alive(database: Database) -> None:
    with serving(database) as address:
        answer = ask(address + "/healthz")
        assert (answer[0], parts(answer)) == (
            503,
            {"database": "ok", "clock": "down", "worker": "down", "nights": "ok"},
        )
        beat(database, "clock")
        assert ask(address + "/healthz")[0] == 503
        assert ask(address + "/healthz?part=clock")[0] == 200
        beat(database, "worker vm:1")
        assert ask(address + "/healthz")[0] == 200
        beat(database, "worker vm:1", ago=200)
        answer = ask(address + "/healthz")
        assert (answer[0], parts(answer)["worker"]) == (503, "down")
        assert ask(address + "/healthz?part=database")[0] == 200
        assert ask(address + "/healthz?part=all")[0] == 422


def test_a_clock_that_beats_and_does_nothing_is_down(database: Database) -> None:
    looked = {"looked": to_iso(utc_now() - timedelta(hours=1))}
    with writing(database.engine) as connection:
        run_heartbeats.beat(connection, "clock", utc_now(), looked)
    with serving(database) as address:
        assert ask(address + "/healthz?part=clock")[0] == 503


def test_a_held_night_is_told_and_is_no_failure(database: Database) -> None:
    beat(database, "clock", "worker vm:1")
    hold_a_night(database)
    with serving(database) as address:
        status, body = ask(address + "/healthz")
        found = json.loads(body)
        assert (status, found["state"], found["parts"]["nights"]["state"]) == (200, "degraded", "degraded")
        exposed = samples(ask(address + "/metrics")[1])
    assert exposed["portal_audit_run_state", ("all", "held")] == 1
    assert exposed["portal_audit_gate_state", ("reached", "all", "failed")] == 1
    assert exposed["portal_audit_gate_value", ("reached", "all")] == 0.25


def test_a_database_that_is_gone_is_told_by_every_address(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> None:
        raise StorageError("database x: connection refused")

    monkeypatch.setattr("web.app.read_status", gone)
    with serving(database) as address:
        answer = ask(address + "/healthz")
        assert (answer[0], parts(answer)["database"]) == (503, "down")
        assert ask(address + "/api/v1/status")[0] == 503
        status, exposed = ask(address + "/metrics")
        assert (status, samples(exposed)) == (200, {("portal_audit_database_up", ()): 0})


def test_a_table_that_is_really_missing_is_a_503(database: Database) -> None:
    with writing(database.engine) as connection:
        connection.execute(text("DROP VIEW run_overview"))
        connection.execute(text("ALTER TABLE heartbeats RENAME TO gone"))
    with serving(database) as address:
        assert ask(address + "/healthz")[0] == 503


def test_the_queue_is_counted_by_lane_and_state(database: Database) -> None:
    queue = open_queue(database)
    queue.put([WorkOrder("a", Lane.AUDITOR), WorkOrder("b", Lane.NIGHTLY, "r"), WorkOrder("c", Lane.NIGHTLY, "r")])
    queue.close()
    with serving(database) as address:
        exposed = samples(ask(address + "/metrics")[1])
        found = json.loads(ask(address + "/api/v1/status")[1])
    assert exposed["portal_audit_queue_jobs", ("auditor", "queued")] == 1
    assert exposed["portal_audit_queue_jobs", ("nightly", "queued")] == 2
    assert [(each["lane"], each["jobs"]) for each in found["queue"]] == [("auditor", 1), ("nightly", 2)]


def test_nothing_but_reading_is_offered(database: Database) -> None:
    with serving(database) as address:
        status, body = ask(address + "/api/v1/openapi.json")
        offered = json.loads(body)["paths"]
        assert status == 200
        assert {path: set(methods) for path, methods in offered.items()} == {
            "/healthz": {"get"},
            "/metrics": {"get"},
            "/api/v1/status": {"get"},
        }
        assert ask(address + "/docs")[0] == 404
        request = urllib.request.Request(address + "/api/v1/status", b"{}", method="POST")
        with pytest.raises(urllib.error.HTTPError, match="405"):
            urllib.request.urlopen(request, timeout=20)
