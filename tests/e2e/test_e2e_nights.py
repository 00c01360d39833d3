"""Nights through the command line, as an operator runs them: clock, worker and web, from opening to publication."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from e2e_desk import Desk, targets_file

from demo.portals import DemoPortal
from demo.server import Serving
from domain.clock import VIETNAM, utc_now

pytestmark = pytest.mark.e2e

_AUDITED = "so-tu-phap-son-ha"
_LIMIT = 400.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def night_settings(desk: Desk, **more: Any) -> Path:
    """A window that is open now and stays so for hours; made-up portals on loopback."""
    now = datetime.now(VIETNAM)
    group = {
        "name": "all",
        "opens": f"{now - timedelta(minutes=2):%H:%M}",
        "closes": f"{now + timedelta(hours=6):%H:%M}",
        "allow_private": True,
        "browser": False,
    }
    gates = {"rows_complete": {"at_least": 1}, "reached": {"at_least": 1}, "canaries": {"at_most": 0}}
    file = desk.folder / "nights.yaml"
    file.write_text(json.dumps({"groups": [group], "gates": gates, **more}), encoding="utf-8")
    return file


@contextmanager
def started(desk: Desk, *words: str) -> Iterator["subprocess.Popen[str]"]:
    with (desk.folder / "log").open("ab") as log:
        process = subprocess.Popen(
            desk.command(*words), cwd=desk.folder, env=desk.environment(), stdout=log, stderr=log, text=True
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(90)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(30)


def status(desk: Desk, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.run("status", "--json", *words).json
    return found


def wait_until(desk: Desk, wanted: Any, *words: str) -> dict[str, Any]:
    ends = time.monotonic() + _LIMIT
    while time.monotonic() < ends:
        found = status(desk, *words)
        if wanted(found):
            return found
        time.sleep(1)
    pytest.fail(f"not reached: {status(desk, *words)}\n{(desk.folder / 'log').read_text()[-3000:]}")


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_what_will_run_is_listed_with_its_zone(desk: Desk) -> None:
    ran = desk.run("schedule", "--list", "--format", "json", "--hours", "30")
    assert ran.status == 0, ran.err
    jobs = {row["job"]: row for row in ran.json}
    assert {"night:all", "close:all", "second-pass:all"} <= jobs.keys()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+07:00 Asia/Ho_Chi_Minh", jobs["night:all"]["when"])
    assert jobs["night:all"]["agencies"] > 50
    assert "canaries:all" in desk.run("schedule", "--list", "--beside-worker").out
    assert not (desk.folder / "var").exists()  # nothing was touched


def test_wrong_settings_are_named_with_their_line(desk: Desk) -> None:
    (desk.folder / "nights.yaml").write_text("groups:\n  - {name: all, opens: 20:00, closes: 6}\n")
    for command in ("schedule", "up"):
        ran = desk.run(command, "--settings", "nights.yaml")
        assert ran.status == 2
        assert "nights.yaml:2: groups[0].closes" in ran.err
        assert "Traceback" not in ran.err


def test_status_of_a_new_database_says_that_there_is_nothing(desk: Desk) -> None:
    ran = desk.run("status")
    assert ran.status == 0
    assert "no run yet" in ran.out
    assert status(desk)["runs"] == []


def test_there_is_one_clock_and_a_killed_one_is_followed_at_once(desk: Desk) -> None:
    settings = str(night_settings(desk))
    words = ("schedule", "--settings", settings)
    with started(desk, *words) as first:
        wait_until(desk, lambda found: found["runs"])
        ran = desk.run(*words)
        assert ran.status == 2
        assert f"process {first.pid}" in ran.err
        os.kill(first.pid, signal.SIGKILL)
        first.wait(30)
        killed = utc_now().isoformat()
        with started(desk, *words) as second:
            found = wait_until(desk, lambda found: any(each["beat"] > killed for each in found["processes"]))
            assert [run["state"] for run in found["runs"]] == ["open"]
            second.terminate()
            assert second.wait(60) == 0
    assert status(desk)["processes"] == []  # it said that it went
    assert desk.run("query", "SELECT COUNT(*) FROM run_agencies", "--format", "csv").out.split()[1] == "56"


def test_a_night_from_its_canary_to_its_publication(
    desk: Desk, serving: Serving, portals: tuple[DemoPortal, ...]
) -> None:
    chosen = [portal.target(serving.port) for portal in portals if portal.id == _AUDITED]
    targets_file(desk.folder / "targets.yaml", chosen)
    with_canary = {"demo": ["so-du-lich-thuong-son"], "patience_minutes": 60}
    settings, port = night_settings(desk, canaries=with_canary, quorum_nights=2), free_port()
    words = ("up", "--settings", str(settings), "--no-browser", "--port", str(port))
    with started(desk, *words) as running:
        found = wait_until(desk, lambda found: any(run["state"] in ("published", "held") for run in found["runs"]))
        (run,) = found["runs"]
        assert (run["state"], run["mark"], run["standings"]["audited"]) == ("published", "", 1)
        assert {gate["gate"]: gate["verdict"] for gate in run["gates"]} == {
            "rows_complete": "passed",
            "reached": "passed",
            "canaries": "unmeasured",  # it flew before the run
        }
        code, health = ask(f"http://127.0.0.1:{port}/healthz")
        assert (code, json.loads(health)["state"]) == (200, "ok")
        exposed = ask(f"http://127.0.0.1:{port}/metrics")[1]
        assert 'portal_audit_run_state{group="all",state="published"} 1.0' in exposed
        assert json.loads(ask(f"http://127.0.0.1:{port}/api/v1/status")[1])["runs"][0]["id"] == run["id"]
        running.terminate()
        assert running.wait(90) == 0
    canaries = desk.run("query", "SELECT canary, passed, faults FROM run_canaries", "--format", "json").json
    assert [(each["canary"], bool(each["passed"])) for each in canaries] == [("so-du-lich-thuong-son", True)]
    published = desk.run("query", "published_findings", "--format", "json").json
    assert {row["agency_id"] for row in published} == {_AUDITED}
    assert {row["verdict"] for row in published if row["mark"] == "pending"} == {"undetermined"}  # a first night
    assert not [row for row in published if row["verdict"] == "not_met"]
    assert len(published) > 50
    log = [json.loads(line) for line in (desk.folder / "log").read_text().splitlines() if line.startswith("{")]
    assert {"run opened", "canary judged", "run released", "run ended"} <= {entry["event"] for entry in log}
    audited = next(entry for entry in log if entry["event"] == "audited" and entry["lane"] == "nightly")
    assert (audited["agency"], audited["run"]) == (_AUDITED, run["id"])
