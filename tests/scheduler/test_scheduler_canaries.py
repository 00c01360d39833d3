"""Canaries: known portals through the whole path, before a run and while it is on."""

from collections.abc import Callable, Iterator

import pytest
from nights_world import REQUIREMENTS, World, all_met, evaluation, settings, target

from domain.agencies import Target
from domain.captures import Ending
from domain.codec import from_plain
from domain.findings import Verdict
from domain.work import Job, Lane, RunState
from scheduler.canaries import Canary, canary_faults
from scheduler.nights_ids import canary_round, parse
from storage.database import Database

NIGHT = "2026-11-28-all"
BIRD = Canary(target("bird"), dict.fromkeys(REQUIREMENTS, (Verdict.MET,)), own=True)
Make = Callable[..., World]
SUBSCRIBER = {"name": "ops", "webhook": "http://127.0.0.1:1/", "events": ["gate", "canary"]}


@pytest.fixture
def make(database: Database) -> Iterator[Make]:
    made: list[World] = []

    def build(**canaries: object) -> World:
        limits = {"before_minutes": 30, "patience_minutes": 20, "retry_minutes": 20, "every_minutes": 60, **canaries}
        more = {"canaries": limits, "notices": {"subscribers": [SUBSCRIBER]}, "gates": {"canaries": {"at_most": 0}}}
        made.append(World(database, settings(**more), [target("a"), target("b")], (BIRD,)))
        return made[-1]

    yield build
    for world in made:
        world.close()


def sick(job: Job) -> dict[str, Verdict]:
    """The checker has lost its eyes: everything is absent."""
    return dict.fromkeys(REQUIREMENTS, Verdict.NOT_MET)


def rounds(world: World) -> list[tuple[int, int | None]]:
    return world.ask("SELECT round, CASE WHEN passed THEN 1 ELSE 0 END FROM run_canaries ORDER BY round")


def test_a_canary_goes_ahead_and_the_night_is_released_when_it_passed(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:29")
    assert world.work() == []
    world.at("2026-11-28 19:30")
    (job,) = world.queue.jobs(canary_round(NIGHT, 1))
    assert (job.order.lane, job.order.options["allow_private"]) == (Lane.CANARY, True)
    assert from_plain(Target, job.order.options["target"]) == BIRD.target
    assert world.work() == ["bird"]
    world.at("2026-11-28 20:00")
    assert world.work() == ["a", "b"]
    assert world.ask("SELECT COUNT(*) FROM notices") == [(0,)]


def test_a_night_that_was_opened_late_sends_its_canary_first(make: Make) -> None:
    world = make()
    world.at("2026-11-29 01:00")
    assert world.work() == ["bird"]
    world.later(1)
    assert world.work() == ["a", "b"]


def test_a_failing_canary_holds_the_night_until_it_passes(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:30").work(sick)
    world.at("2026-11-28 20:00")
    assert world.standings(NIGHT) == {"a": "waiting", "b": "waiting"}
    assert world.work(sick) == ["bird"]  # a second round was due, and nothing else
    world.later(5)
    assert world.work(sick) == []
    world.later(15)
    assert world.work() == ["bird"]
    world.later(1)
    assert world.work() == ["a", "b"]
    world.later(1)
    assert world.run(NIGHT).run.state is RunState.PUBLISHED  # what failed before it was released is no fault of it
    assert world.ask("SELECT subscriber, topic FROM notices WHERE topic = 'canary'") == [("ops", "canary")]


def test_a_canary_that_never_passes_leaves_a_held_night_with_all_its_rows(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:30").work(sick)
    for _ in range(40):
        world.later(20).work(sick)
    run = world.run(NIGHT)
    assert (run.run.state, run.released) == (RunState.HELD, None)
    assert world.ask("SELECT verdict FROM gates WHERE gate = 'canaries'") == [("failed",)]
    assert world.standings(NIGHT) == {"a": "not_reached", "b": "not_reached"}
    assert world.ask("SELECT COUNT(*) FROM notices WHERE topic = 'canary'") == [(1,)]  # no flood


def test_a_failing_canary_may_only_alarm(make: Make) -> None:
    world = make(on_failure="alarm")
    world.at("2026-11-28 19:30").work(sick)
    world.at("2026-11-28 20:00")
    assert world.work() == ["a", "b"]
    assert world.run(NIGHT).mark == "canary"
    assert world.ask("SELECT topic FROM notices") == [("canary",)]


def test_a_canary_without_anybody_to_visit_it_fails_after_its_patience(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:30")
    world.at("2026-11-28 19:49")
    assert world.ask("SELECT passed FROM run_canaries") == [(None,)]
    world.at("2026-11-28 19:50")
    assert world.ask("SELECT faults FROM run_canaries") == [('["did not end in time"]',)]
    assert world.work() == []  # withdrawn


def test_a_canary_that_fails_while_the_night_is_on_marks_and_holds_it(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:30").work()
    world.at("2026-11-28 20:00")
    world.at("2026-11-28 20:30")
    assert [job.order.agency for job in world.queue.jobs(canary_round(NIGHT, 2))] == ["bird"]
    assert world.work(lambda job: sick(job) if parse(job.order.run).canary else all_met(job)) == ["bird", "a", "b"]
    world.later(1)
    stored = world.run(NIGHT)
    assert (stored.run.state, stored.mark) == (RunState.HELD, "canary")
    assert world.ask("SELECT verdict FROM gates WHERE gate = 'canaries'") == [("failed",)]
    assert world.ask("SELECT topic FROM notices ORDER BY topic") == [("canary",), ("digest",)]


def test_canaries_go_on_at_their_interval_while_the_night_is_on(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:30").work()
    for _ in range(18):
        world.later(10).work(lanes=(Lane.CANARY,))
    world.later(1)
    assert rounds(world) == [(1, 1), (2, 1), (3, 1), (4, 1)]


@pytest.mark.parametrize(("wrong", "tolerance", "faults"), [(0, 0.0, 0), (1, 0.0, 1), (1, 0.25, 0), (2, 0.25, 2)])
def test_tolerance_is_a_share_of_what_is_expected(wrong: int, tolerance: float, faults: int) -> None:
    found = dict.fromkeys(REQUIREMENTS, Verdict.MET) | dict.fromkeys(REQUIREMENTS[:wrong], Verdict.NOT_MET)
    assert len(canary_faults(BIRD, evaluation("x", found), tolerance)) == faults


def test_a_visit_without_an_audit_and_one_without_a_finding_are_faults() -> None:
    assert canary_faults(BIRD, None, 1.0) == ("no audit was finished",)
    found = canary_faults(BIRD, evaluation("x", {}), 0.0)
    assert found[0] == f"{REQUIREMENTS[0]}: no finding, expected met"


def test_an_unreachable_canary_fails(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:30").work(lambda _: Ending.UNREACHABLE)
    world.later(1)
    assert rounds(world) == [(1, 0)]
