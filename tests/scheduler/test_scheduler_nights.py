"""Nights on both databases with a clock that is set by hand: every agency has its row, whatever happens."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from nights_world import REQUIREMENTS, Verdicts, World, all_met, local, settings, target

from domain.agencies import Kind
from domain.captures import Ending
from domain.findings import Verdict
from domain.nights import Review, Word
from domain.work import Cause, Job, JobState, Lane, RunState, Standing
from scheduler.nights_ids import second_pass
from scheduler.nights_settings import NightSettings
from storage.database import Database
from storage.engine import reading, writing
from storage.errors import StorageError
from storage.query import run_query
from storage.run_published import protected_findings
from storage.run_reviews import insert_review
from storage.views import VIEWS
from storage.workers import this_worker

NIGHT = "2026-11-28-all"
Make = Callable[..., World]


@pytest.fixture
def make(database: Database) -> Iterator[Make]:
    made: list[World] = []

    def build(agencies: str = "a b c", **more: object) -> World:
        made.append(World(database, settings(**more), [target(each) for each in agencies.split()]))
        return made[-1]

    yield build
    for world in made:
        world.close()


def test_a_night_from_its_opening_to_its_publication(make: Make) -> None:
    world = make()
    world.at("2026-11-28 19:59")
    assert world.ask("SELECT run_id FROM run_overview") == []
    world.at("2026-11-28 20:00")
    assert world.standings(NIGHT) == dict.fromkeys("abc", "waiting")
    assert world.work() == ["a", "b", "c"]
    assert world.standings(NIGHT) == dict.fromkeys("abc", "audited")
    world.at("2026-11-28 20:30")
    assert world.run(NIGHT).run.state is RunState.PUBLISHED
    assert world.published("a") == dict.fromkeys(REQUIREMENTS, ("met", ""))
    gates = dict(world.ask("SELECT gate, verdict FROM gates"))
    assert gates == {"reached": "passed", "rows_complete": "passed", "flips": "unmeasured"}
    overview = world.ask("SELECT state, agencies, waiting, audited, gates_failed FROM run_overview")
    assert overview == [("published", 3, 0, 3, 0)]


def test_a_night_of_a_group_is_one_run_whoever_opens_it_and_however_often(make: Make) -> None:
    world = make()
    world.at("2026-11-28 20:00")
    other = make()
    other.at("2026-11-28 20:00")
    world.restart()
    world.at("2026-11-28 20:01")
    assert world.ask("SELECT COUNT(*) FROM run_overview") == [(1,)]
    assert world.work() == ["a", "b", "c"]
    world.later(1)
    other.moment = world.moment
    other.nights.tick()
    world.at("2026-11-28 23:00")
    assert world.ask("SELECT COUNT(*) FROM run_overview") == [(1,)]
    assert world.work() == []


def test_a_scheduler_that_was_down_opens_what_its_window_still_holds(make: Make) -> None:
    world = make()
    world.at("2026-11-29 03:00")
    assert world.standings(NIGHT) == dict.fromkeys("abc", "waiting")
    assert world.work() == ["a", "b", "c"]


def test_nights_that_passed_while_nothing_ran_are_held_with_a_row_for_every_agency(make: Make) -> None:
    world = make()
    world.at("2026-11-28 20:00").work()
    world.later(10)
    world.at("2026-12-01 12:00")  # two nights later, in the afternoon
    rows = world.ask("SELECT run_id, state, mark, agencies, not_reached FROM run_overview ORDER BY run_id")
    assert rows[1:] == [("2026-11-29-all", "held", "missed", 3, 3), ("2026-11-30-all", "held", "missed", 3, 3)]
    assert world.published("a") == dict.fromkeys(REQUIREMENTS, ("met", ""))


def test_what_the_window_leaves_waiting_is_not_reached_and_its_jobs_are_withdrawn(make: Make) -> None:
    world = make("a b c d")
    world.at("2026-11-28 20:00")
    for job in world.queue.take(this_worker(), tuple(Lane), 3):
        world.visit(job, all_met(job))
    world.at("2026-11-29 05:59")
    assert world.run(NIGHT).run.state is RunState.OPEN
    world.at("2026-11-29 06:00")
    assert sorted(world.standings(NIGHT).values()) == ["audited", "audited", "audited", "not_reached"]
    assert world.run(NIGHT).run.state is RunState.PUBLISHED
    assert world.queue.counts() == {(Lane.NIGHTLY, JobState.DONE): 3, (Lane.NIGHTLY, JobState.GIVEN_UP): 1}


def test_crawls_under_way_have_a_moment_to_end_after_the_window(make: Make) -> None:
    world = make("a b", group={"grace_minutes": 10})
    world.at("2026-11-28 20:00")
    first, second = world.queue.take(this_worker(), tuple(Lane), 2)
    for job in (first, second):
        world.ledger.begun(NIGHT, job.order.agency, f"audit-{job.order.agency}", 1)
    world.at("2026-11-29 06:05")
    assert world.run(NIGHT).run.state is RunState.OPEN
    world.visit(first, all_met(first))
    world.at("2026-11-29 06:10")
    assert world.standings(NIGHT) == {"a": "audited", "b": "not_reached"}
    world.visit(second, all_met(second))  # too late: the rows of a run that was closed stay
    assert world.standings(NIGHT) == {"a": "audited", "b": "not_reached"}


def test_what_a_worker_tells_twice_changes_nothing_the_second_time(make: Make) -> None:
    world = make("a")
    world.at("2026-11-28 20:00")
    world.ledger.begun(NIGHT, "a", "one", 1)
    world.ledger.begun(NIGHT, "a", "one", 1)
    assert (world.rows(NIGHT)["a"].attempts, world.standings(NIGHT)["a"]) == (1, "running")
    for _ in range(2):
        world.ledger.ended(NIGHT, "a", Standing.WAITING, "one", Cause.UNREACHABLE)
        world.ledger.begun(NIGHT, "a", "one", 1)  # told again by whoever recovered the job
        assert world.standings(NIGHT) == {"a": "waiting"}
    world.ledger.begun(NIGHT, "a", "two", 2)
    world.ledger.ended(NIGHT, "a", Standing.GIVEN_UP, "", Cause.OUR_ERROR)
    row = world.rows(NIGHT)["a"]
    assert (row.standing, row.audit, row.attempts) == (Standing.AUDITED, "one", 2)  # an audit is never taken back


def test_agencies_that_join_after_the_opening_have_a_row_at_the_end(make: Make) -> None:
    world = make("a b c")
    world.at("2026-11-28 20:00").work()
    world.targets.append(target("late"))
    world.later(30)
    assert world.standings(NIGHT)["late"] == "not_reached"
    assert world.run(NIGHT).run.state is RunState.PUBLISHED


def test_agencies_that_exist_no_more_have_none(make: Make) -> None:
    world = make("a")
    day = local("2026-11-27 12:00").date()
    world.targets.append(target("gone", valid_until=day))
    world.at("2026-11-28 20:00")
    assert set(world.standings(NIGHT)) == {"a"}
    assert world.ask("SELECT COUNT(*) FROM agencies WHERE registered") == [(2,)]  # both stand in the file


def test_the_second_pass_visits_again_who_did_not_answer_and_nobody_else(make: Make) -> None:
    world = make("a b c d", group={"second_pass_minutes": 240, "second_pass_limits": {"silent_seconds": 120}})
    world.at("2026-11-28 20:00")
    found = {"a": Ending.UNREACHABLE, "b": Ending.BLOCKED, "c": Cause.WORKER_LOST}
    world.work(lambda job: found.get(job.order.agency, all_met(job)))
    world.at("2026-11-28 23:59")
    assert world.run(NIGHT).run.state is RunState.OPEN  # it waits for the second pass
    world.at("2026-11-29 00:00")
    assert [job.order.agency for job in world.queue.jobs(second_pass(NIGHT))] == ["a", "c"]
    assert world.queue.jobs(second_pass(NIGHT))[0].order.options == {"limits": {"silent_seconds": 120.0}}
    assert world.standings(NIGHT) == {"a": "waiting", "b": "audited", "c": "waiting", "d": "audited"}
    assert world.work(lambda job: Ending.UNREACHABLE if job.order.agency == "a" else all_met(job)) == ["a", "c"]
    world.at("2026-11-29 00:10")
    assert world.standings(NIGHT) == dict.fromkeys("abcd", "audited")
    assert world.rows(NIGHT)["a"].attempts == 2
    assert world.run(NIGHT).run.state is RunState.PUBLISHED


def test_a_night_without_anything_to_try_again_does_not_wait_for_its_second_pass(make: Make) -> None:
    world = make(group={"second_pass_minutes": 240})
    world.at("2026-11-28 20:00").work()
    world.later(5)
    assert world.run(NIGHT).run.state is RunState.PUBLISHED


def night(world: World, day: int, found: Callable[[Job], Verdicts | Ending | Cause]) -> str:
    world.at(f"2026-12-{day:02d} 20:00").work(found)
    world.at(f"2026-12-{day:02d} 22:00")
    return f"2026-12-{day:02d}-all"


def seen(**verdicts: Verdict) -> Callable[[Job], Verdicts]:
    """All met but the news, which are as given for each agency."""
    return lambda job: {**all_met(job), REQUIREMENTS[1]: verdicts.get(job.order.agency, Verdict.MET)}


def test_a_failed_gate_keeps_what_was_published_and_says_so(make: Make) -> None:
    world = make()
    night(world, 1, seen())
    held = night(world, 2, lambda _: Ending.UNREACHABLE)
    assert world.run(held).run.state is RunState.HELD
    assert world.ask(f"SELECT verdict, value, threshold FROM gates WHERE run_id = '{held}' AND gate = 'reached'") == [
        ("failed", 0.0, 0.5)
    ]
    assert world.published("a")[REQUIREMENTS[1]] == ("met", "")
    assert world.ask("SELECT DISTINCT run_id, silent_nights FROM published_findings") == [("2026-12-01-all", 0)]


def test_too_many_flips_hold_a_night(make: Make) -> None:
    world = make(gates={"flips": {"at_most": 0.2}})
    night(world, 1, seen())
    held = night(world, 2, lambda _: dict.fromkeys(REQUIREMENTS, Verdict.NOT_MET))
    assert world.run(held).run.state is RunState.HELD
    assert world.ask("SELECT value, detail FROM gates WHERE gate = 'flips' AND verdict = 'failed'") == [
        (1.0, '{"flips":12,"compared":12}')
    ]
    assert world.published("a") == dict.fromkeys(REQUIREMENTS, ("met", ""))


def test_not_met_is_published_after_as_many_nights_as_the_quorum_asks(make: Make) -> None:
    world = make(quorum_nights=3)
    night(world, 1, seen())
    marks = []
    for day in (2, 3, 4, 5):
        night(world, day, seen(a=Verdict.NOT_MET))
        marks.append(world.published("a")[REQUIREMENTS[1]])
    assert marks == [("met", "pending"), ("met", "pending"), ("not_met", ""), ("not_met", "")]
    assert world.published("b")[REQUIREMENTS[1]] == ("met", "")
    assert world.ask(
        "SELECT run_id, agency_id, verdict_before, verdict FROM publications WHERE verdict_before IS NOT NULL"
    ) == [("2026-12-04-all", "a", "met", "not_met")]
    night(world, 6, seen())
    assert world.published("a")[REQUIREMENTS[1]] == ("met", "")
    flips = world.ask("SELECT agency_id, requirement, flips FROM flakes")
    assert flips == [("a", REQUIREMENTS[1], 2)]


def test_a_held_night_counts_for_no_quorum(make: Make) -> None:
    world = make(quorum_nights=2, gates={"reached": {"at_least": 0.9}})
    night(world, 1, seen())
    night(world, 2, seen(a=Verdict.NOT_MET))
    held = night(world, 3, lambda job: Ending.FAILED if job.order.agency == "b" else seen(a=Verdict.NOT_MET)(job))
    assert world.run(held).run.state is RunState.HELD
    assert world.published("a")[REQUIREMENTS[1]] == ("met", "pending")
    night(world, 4, seen(a=Verdict.NOT_MET))
    assert world.published("a")[REQUIREMENTS[1]] == ("not_met", "")


def test_the_proof_of_what_is_published_pending_or_reviewed_is_protected(make: Make) -> None:
    world = make("a", quorum_nights=3)
    night(world, 1, seen())
    night(world, 2, seen(a=Verdict.NOT_MET))
    with reading(world.database.engine) as connection:
        kept = protected_findings(connection)
    stored = dict(world.ask("SELECT id, verdict FROM findings"))
    assert sorted(stored[key] for key in kept) == ["met"] * len(REQUIREMENTS) + ["not_met"]


def test_an_auditors_word_is_published_with_the_next_night(make: Make) -> None:
    world = make("a", quorum_nights=3)
    night(world, 1, seen())
    night(world, 2, seen(a=Verdict.NOT_MET))
    ((digest,),) = world.ask(f"SELECT seen_finding FROM published_findings WHERE requirement = '{REQUIREMENTS[1]}'")
    word = Review("a", REQUIREMENTS[1], digest, Verdict.NOT_MET, Word.CONFIRM, "thanh tra", world.now())
    with writing(world.database.engine) as connection:
        insert_review(connection, word)
    night(world, 3, seen(a=Verdict.NOT_MET))
    assert world.published("a")[REQUIREMENTS[1]] == ("not_met", "")
    assert world.ask("SELECT review FROM published_findings WHERE verdict = 'not_met'") == [("confirmed",)]


def test_an_unreadable_night_leaves_the_agencys_findings_and_counts_its_silence(make: Make) -> None:
    world = make()
    night(world, 1, seen())
    for day in (2, 3):
        night(world, day, lambda job: Ending.UNREACHABLE if job.order.agency == "a" else all_met(job))
    assert world.published("a") == dict.fromkeys(REQUIREMENTS, ("met", ""))
    rows = world.ask("SELECT DISTINCT agency_id, silent_nights FROM published_findings ORDER BY agency_id")
    assert rows == [("a", 2), ("b", 0), ("c", 0)]


def test_an_unchanged_night_writes_a_row_per_agency_and_no_finding(make: Make) -> None:
    world = make()
    night(world, 1, seen())
    counted = "SELECT (SELECT COUNT(*) FROM published_verdicts), (SELECT COUNT(*) FROM published_changes), "
    counted += "(SELECT COUNT(*) FROM run_agencies), (SELECT COUNT(*) FROM run_flips)"
    assert world.ask(counted) == [(12, 12, 3, 0)]
    night(world, 2, seen())
    assert world.ask(counted) == [(12, 12, 6, 0)]


def first_unanswered(job: Job) -> Verdicts | Ending:
    """The agency a answers at its second visit only."""
    return Ending.UNREACHABLE if (job.order.agency, job.order.run) == ("a", NIGHT) else all_met(job)


class _Died(BaseException):
    """The process is gone."""


@pytest.mark.parametrize(
    "step", ["insert_gates", "set_released", "finish", "begin_closing", "insert_run", "set_second_pass"]
)
def test_a_scheduler_that_dies_between_two_steps_is_followed_by_one_that_goes_on(
    make: Make, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    world = make("a b c", group={"second_pass_minutes": 60})
    died: list[str] = []

    def die(*_: object, **__: object) -> None:
        died.append(step)
        raise _Died

    with monkeypatch.context() as patch:
        patch.setattr(f"storage.run_rows.{step}", die)
        for moment in ("20:00", "20:10", "21:00", "21:10"):
            try:
                world.at(f"2026-11-28 {moment}")
            except _Died:
                break
            world.work(first_unanswered)
    assert died
    world.restart()
    for moment in ("21:20", "21:30", "21:40"):
        world.at(f"2026-11-28 {moment}").work()
    assert world.run(NIGHT).run.state is RunState.PUBLISHED
    assert world.standings(NIGHT) == dict.fromkeys("abc", "audited")
    assert len(world.ask("SELECT gate FROM gates")) == 3
    assert world.ask("SELECT COUNT(*) FROM audits")[0][0] <= 4


def test_a_database_that_goes_away_costs_one_tick(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make()
    with monkeypatch.context() as patch:
        patch.setattr("storage.run_rows.read_unfinished", lambda _: (_ for _ in ()).throw(StorageError("gone")))
        with pytest.raises(StorageError):
            world.at("2026-11-28 20:00")
    world.later(1)
    assert world.work() == ["a", "b", "c"]


def test_the_views_of_runs_answer_by_name(make: Make) -> None:
    world = make()
    night(world, 1, seen())
    night(world, 2, seen(a=Verdict.NOT_MET))
    for name in ("published_findings", "publications", "run_overview", "run_standings", "gates", "flakes"):
        assert run_query(world.database, name).columns == tuple(VIEWS[name].columns)
        assert run_query(world.database, name).rows, name


def test_two_groups_have_windows_of_their_own(database: Database) -> None:
    groups = [
        {"name": "central", "kinds": ["ministry"], "opens": "20:00", "closes": "23:00"},
        {"name": "rest", "opens": "22:00", "closes": "04:00"},
    ]
    two = NightSettings.model_validate({"groups": groups})
    world = World(database, two, [target("p"), target("m", Kind.MINISTRY)])
    try:
        world.at("2026-11-28 20:00")
        assert world.standings("2026-11-28-central") == {"m": "waiting"}
        world.later(timedelta(hours=2).total_seconds() / 60)
        assert world.standings("2026-11-28-rest") == {"p": "waiting"}
        assert two.ungrouped([each.agency for each in world.targets]) == ()
    finally:
        world.close()
