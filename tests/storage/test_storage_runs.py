"""Runs in the tables: what a run's rows refuse, people's words, and that the views of runs go by their indexes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from storage_samples import audit, evaluation, finding, finished, index, target

from domain.codec import digest_of
from domain.findings import Verdict
from domain.nights import Review, Word
from domain.work import Run, RunState, Standing
from storage import run_reviews, run_rows, run_standings
from storage.database import Database
from storage.engine import reading, writing
from storage.errors import StorageError
from storage.query import run_query

NOW = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)
RUN = Run("2026-11-28-all", "all", NOW, NOW + timedelta(hours=10))
WRONG = finding("nd43-11-1", Verdict.NOT_MET)


def open_run(database: Database, *agencies: str) -> None:
    database.save_targets([target(each) for each in agencies])
    with writing(database.engine) as connection:
        assert run_rows.insert_run(connection, RUN, date(2026, 11, 28), agencies, NOW)


def standing(database: Database, agency: str) -> tuple[Standing, int, str]:
    with reading(database.engine) as connection:
        (row,) = (row for row in run_standings.read_rows(connection, RUN.id) if row.agency == agency)
    return row.standing, row.attempts, row.audit


def test_a_run_is_opened_once_and_leaves_no_half_of_itself(database: Database) -> None:
    open_run(database, "a", "b")
    with writing(database.engine) as connection:
        assert not run_rows.insert_run(connection, RUN, date(2026, 11, 28), ["a", "b", "c"], NOW)
        other = replace(RUN, id="another-name")
        assert not run_rows.insert_run(connection, other, date(2026, 11, 28), ["a"], NOW)
    with pytest.raises(StorageError), writing(database.engine) as connection:  # nobody of that name is stored
        run_rows.insert_run(connection, replace(RUN, id="n", group="g"), date(2026, 11, 28), ["nobody"], NOW)
    assert run_query(database, "SELECT run_id, agencies FROM run_overview").rows == ((RUN.id, 2),)


def test_only_one_closes_and_only_one_ends_a_run(database: Database) -> None:
    open_run(database, "a")
    with writing(database.engine) as connection:
        assert not run_rows.finish(connection, RUN.id, RunState.PUBLISHED, NOW)  # it is still open
        assert run_rows.begin_closing(connection, RUN.id, NOW)
        assert not run_rows.begin_closing(connection, RUN.id, NOW)
        assert run_rows.finish(connection, RUN.id, RunState.HELD, NOW)
        assert not run_rows.finish(connection, RUN.id, RunState.PUBLISHED, NOW)
    assert run_query(database, "SELECT state FROM run_overview").rows == (("held",),)


def test_rows_change_while_the_run_is_open_and_never_after(database: Database) -> None:
    open_run(database, "a", "b")
    with writing(database.engine) as connection:
        run_standings.mark_begun(connection, RUN.id, "a", "one", 1, NOW)
        run_standings.mark_begun(connection, RUN.id, "b", "two", 1, NOW)
        run_standings.mark_ended(connection, RUN.id, "b", Standing.WAITING, "two", None, NOW)
        run_rows.begin_closing(connection, RUN.id, NOW)
    with writing(database.engine) as connection:
        run_standings.mark_ended(connection, RUN.id, "a", Standing.AUDITED, "one", None, NOW)
        run_standings.mark_begun(connection, RUN.id, "b", "three", 2, NOW)
    assert standing(database, "a") == (Standing.NOT_REACHED, 1, "")
    assert standing(database, "b") == (Standing.AUDITED, 1, "two")  # waited for another attempt, and had an audit


def reviewed(database: Database, word: Word, **more: object) -> None:
    given = Review("a", WRONG.requirement, digest_of(WRONG), Verdict.NOT_MET, word, "thanh tra", NOW, **more)  # type: ignore[arg-type]
    with writing(database.engine) as connection:
        run_reviews.insert_review(connection, given)


def test_words_are_kept_beside_the_finding_and_change_nothing_of_it(database: Database) -> None:
    begun = audit("one", "a")
    database.begin_audit(begun)
    database.finish_audit(finished(begun), index(), evaluation("one", [WRONG]))
    before = run_query(database, "SELECT * FROM findings").rows
    reviewed(database, Word.CONTEST, note="đã có trên trang /gioi-thieu")
    reviewed(database, Word.OVERTURN, instead=Verdict.PARTLY_MET)
    reviewed(database, Word.WAIVE, until=date(2026, 12, 31))
    with reading(database.engine) as connection:
        found = run_reviews.read_reviews(connection, ["a", "b"])
    assert [each.word for each in found["a", WRONG.requirement]] == [Word.CONTEST, Word.OVERTURN, Word.WAIVE]
    assert found["a", WRONG.requirement][1].instead is Verdict.PARTLY_MET
    assert found["a", WRONG.requirement][2].until == date(2026, 12, 31)
    assert run_query(database, "SELECT * FROM findings").rows == before


@pytest.mark.parametrize(
    "change",
    [
        lambda review: replace(review, finding="sha256:" + "0" * 64),
        lambda review: replace(review, verdict=Verdict.MET),
        lambda review: replace(review, requirement="nd43-12-1"),
    ],
)
def test_a_word_on_something_that_nobody_found_is_refused(
    database: Database, change: Callable[[Review], Review]
) -> None:
    begun = audit("one", "a")
    database.begin_audit(begun)
    database.finish_audit(finished(begun), index(), evaluation("one", [WRONG]))
    given = Review("a", WRONG.requirement, digest_of(WRONG), Verdict.NOT_MET, Word.CONFIRM, "x", NOW)
    with pytest.raises(StorageError, match="no stored finding"), writing(database.engine) as connection:
        run_reviews.insert_review(connection, change(given))


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("SELECT * FROM published_findings WHERE agency_id = 'a'", ("published_verdicts", "findings")),
        ("SELECT * FROM run_standings WHERE run_id = 'r'", ("run_agencies", "audits")),
        ("SELECT * FROM run_overview WHERE run_id = 'r'", ("run_agencies", "runs")),
        ("SELECT * FROM gates WHERE run_id = 'r'", ("run_gates",)),
        ("SELECT * FROM publications WHERE agency_id = 'a'", ("published_changes",)),
    ],
)
def test_questions_for_one_agency_or_run_read_no_table_whole(
    database: Database, question: str, never: tuple[str, ...]
) -> None:
    """By SQLite's own plan; PostgreSQL plans by size, and these tables are empty."""
    if database.engine.dialect.name != "sqlite":
        with database.engine.connect() as connection:
            assert connection.execute(text(question)).all() == []
        return
    aliases = {
        "published_verdicts": "p",
        "findings": "f",
        "run_agencies": "a",
        "audits": "u",
        "runs": "r",
        "run_gates": "t",
        "published_changes": "c",
    }
    with database.engine.connect() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {question}"))]
    for table in never:
        assert not [step for step in plan if step.startswith(f"SCAN {aliases[table]}")], plan
