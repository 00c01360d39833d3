"""Where everything stands, read from both databases in one go."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from nights_world import World, all_met, settings, target

from domain.captures import Ending
from domain.work import Cause, Lane
from scheduler.nights_status import Status, read_status
from storage import run_heartbeats
from storage.database import Database
from storage.engine import writing
from storage.run_watch import Spans
from storage.workers import this_worker

NIGHT = "2026-11-28-all"


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    made = World(database, settings(), [target(each) for each in "abcd"])
    yield made
    made.close()


def status(world: World) -> Status:
    return read_status(world.database, world.now())


def test_a_night_half_way(world: World) -> None:
    world.at("2026-11-28 20:00")
    found = {"a": Ending.UNREACHABLE, "b": Cause.OUR_ERROR}
    for job in world.queue.take(this_worker(), tuple(Lane), 3):
        world.visit(job, found.get(job.order.agency, all_met(job)))
    (job,) = world.queue.take(this_worker(), tuple(Lane), 1)
    world.ledger.begun(NIGHT, "d", "audit-d", 1)
    seen = status(world)
    (run,) = seen.runs
    assert (run.state, run.agencies, run.done) == ("open", 4, 0.75)
    assert {name: count for name, count in run.standings.items() if count} == {
        "running": 1,
        "audited": 2,
        "given_up": 1,
    }
    assert run.spans == (Spans("completed", 1, 60.0, 60.0), Spans("unreachable", 1, 60.0, 60.0))
    assert [(each.lane, each.state, each.jobs) for each in seen.queue] == [("nightly", "running", 1)]
    assert [(each.run, each.what, each.why) for each in seen.failed] == [(NIGHT, "b", "our_error")]
    world.queue.hand_back(job)


def test_a_night_that_was_published_stays_in_sight(world: World) -> None:
    world.at("2026-11-28 20:00").work()
    world.at("2026-11-28 21:00")
    seen = status(world)
    assert [(run.id, run.state, run.done) for run in seen.runs] == [(NIGHT, "published", 1.0)]
    assert seen.published == {"all": world.now()}
    assert {gate.gate: gate.verdict for gate in seen.runs[0].gates}["reached"] == "passed"
    assert seen.queue == ()


def test_a_run_that_is_still_open_is_shown_beside_a_later_one(world: World) -> None:
    world.settings = settings(group={"opens": "20:00", "closes": "20:00", "grace_minutes": 60})
    world.restart()
    world.at("2026-11-28 20:00")
    (job, *_) = world.queue.take(this_worker(), tuple(Lane), 1)
    world.ledger.begun(NIGHT, job.order.agency, "audit-x", 1)
    world.at("2026-11-29 20:01")
    assert [(run.id, run.state) for run in status(world).runs] == [(NIGHT, "open"), ("2026-11-29-all", "open")]
    world.queue.hand_back(job)


def test_who_is_alive(world: World) -> None:
    for name, ago in (("clock", 5), ("worker vm:1", 300), ("worker vm:2", 5), ("job retention", 5)):
        with writing(world.database.engine) as connection:
            run_heartbeats.beat(connection, name, world.now() - timedelta(seconds=ago))
    seen = status(world)
    assert [(each.name, each.alive) for each in seen.processes] == [
        ("clock", True),
        ("worker vm:1", False),
        ("worker vm:2", True),
    ]
    assert seen.alive("clock")
    assert seen.alive("worker")
