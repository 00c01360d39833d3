"""Service lists over time: kept whole, read back, and compared with the reading before, on both databases."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from storage_samples import STARTED, audit, evaluation, finding, finished, index, ladder, services

from domain.captures import Ending
from domain.findings import Service, ServiceSummary
from storage.database import Database
from storage.engine import make_engine, parse_url, writing
from storage.migrations import HEAD
from storage.query import run_query
from storage.schema import run_migrations

BIRTH = Service("1.001193", "Đăng ký khai sinh", "Hộ tịch", "4", "4", "http://dvc.vn/1", agency="UBND phường")
MARRIAGE = Service("1.000894", "Đăng ký kết hôn", "Hộ tịch", "3", "2", "http://dvc.vn/2")
LICENCE = Service("", "Cấp phép xây dựng", "Xây dựng", "unstated", None, "http://dvc.vn/3", agency="Sở Xây dựng")


def _visit(
    database: Database,
    night: int,
    listed: Sequence[Service],
    agency: str = "a",
    cut: str = "",
    ending: Ending = Ending.COMPLETED,
) -> None:
    begun = replace(audit(f"{night}-{agency}", agency), started=STARTED + timedelta(days=night))
    database.begin_audit(begun)
    judged = evaluation(begun.id, [finding("r1")], services=ServiceSummary(tuple(listed), None, cut))
    database.finish_audit(finished(begun, ending), index(1), judged)


def _changes(database: Database) -> tuple[tuple[object, ...], ...]:
    columns = "change, name, level_before, level_now, audit_before, audit_id"
    return run_query(database, f"SELECT {columns} FROM service_changes ORDER BY agency_id, change, name").rows


def _names(database: Database) -> list[object]:
    return [row[0] for row in run_query(database, "SELECT name FROM services ORDER BY agency_id, position").rows]


def test_everything_of_a_service_comes_back(database: Database) -> None:
    begun = audit("1-a", "a")
    database.begin_audit(begun)
    listed = replace(services(), cut="budget")
    judged = evaluation(begun.id, services=listed)
    database.finish_audit(finished(begun), index(1), judged)
    stored = database.get_evaluation(begun.id)
    assert stored is not None
    assert stored.services == listed
    assert stored.services.items[0].steps == ladder(0)


def test_the_inventory_is_of_the_latest_audit_that_read_a_list(database: Database) -> None:
    _visit(database, 1, [BIRTH, MARRIAGE])
    _visit(database, 2, [MARRIAGE, LICENCE])
    _visit(database, 3, [])
    _visit(database, 4, [BIRTH], ending=Ending.FAILED)
    _visit(database, 1, [BIRTH], agency="b")
    assert _names(database) == [MARRIAGE.name, LICENCE.name, BIRTH.name]
    found = database.inventory("a")
    assert found is not None
    assert (found.audit, found.services.items) == ("2-a", (MARRIAGE, LICENCE))
    assert database.inventory("nobody") is None


def test_a_recheck_takes_the_inventory_over_without_doubling_it(database: Database) -> None:
    _visit(database, 1, [BIRTH, MARRIAGE])
    again = evaluation("1-a", [finding("r1")], services=ServiceSummary((BIRTH,)), catalogue="nd42-2022")
    database.add_evaluation("1-a", again)
    assert _names(database) == [BIRTH.name]
    assert _changes(database) == ()
    found = database.inventory("a")
    assert found is not None
    assert found.services.items == (BIRTH,)


def test_a_list_that_a_recheck_no_longer_reads_gives_way_to_the_audit_before(database: Database) -> None:
    _visit(database, 1, [MARRIAGE])
    _visit(database, 2, [BIRTH, LICENCE])
    database.add_evaluation("2-a", evaluation("2-a", [finding("r1")], services=ServiceSummary(()), catalogue="x"))
    assert _names(database) == [MARRIAGE.name]
    found = database.inventory("a")
    assert found is not None
    assert (found.audit, found.services.items) == ("1-a", (MARRIAGE,))


def test_new_gone_and_changed_services_are_told(database: Database) -> None:
    _visit(database, 1, [LICENCE])
    _visit(database, 2, [BIRTH, MARRIAGE])
    _visit(database, 3, [replace(BIRTH, claimed_level="3", observed_level="2"), LICENCE])
    assert _changes(database) == (
        ("claimed_level", BIRTH.name, "4", "3", "2-a", "3-a"),
        ("gone", MARRIAGE.name, "3", None, "2-a", "3-a"),
        ("new", LICENCE.name, None, "unstated", "2-a", "3-a"),
        ("observed_level", BIRTH.name, "4", "2", "2-a", "3-a"),
    )


def test_other_writings_of_a_service_are_no_change(database: Database) -> None:
    _visit(database, 1, [BIRTH, MARRIAGE, LICENCE])
    _visit(
        database,
        2,
        [
            replace(BIRTH, code="1.001193.000.00.00.H51", name="Thủ tục đăng ký khai sinh", url="http://dvc.vn/1?x=2"),
            replace(MARRIAGE, code=""),
            replace(LICENCE, name="CẤP PHÉP XÂY DỰNG", code="1.009974"),
        ],
    )
    assert _changes(database) == ()


def test_not_looked_at_this_time_is_no_change_of_level(database: Database) -> None:
    _visit(database, 1, [BIRTH])
    _visit(database, 2, [replace(BIRTH, observed_level=None)])
    assert _changes(database) == ()


@pytest.mark.parametrize(
    ("cut_before", "cut_now", "told"),
    [("", "", {"new", "gone"}), ("budget", "", {"gone"}), ("", "needs_post", {"new"}), ("failed", "budget", set())],
)
def test_what_a_cut_list_left_out_is_neither_new_nor_gone(
    database: Database, cut_before: str, cut_now: str, told: set[str]
) -> None:
    _visit(database, 1, [BIRTH, MARRIAGE], cut=cut_before)
    _visit(database, 2, [BIRTH, LICENCE], cut=cut_now)
    assert {row[0] for row in _changes(database)} == told


def test_the_same_service_twice_is_compared_once(database: Database) -> None:
    _visit(database, 1, [BIRTH, replace(BIRTH, url="http://dvc.vn/9")])
    _visit(database, 2, [replace(BIRTH, claimed_level="3"), BIRTH])
    assert [row[:4] for row in _changes(database)] == [("claimed_level", BIRTH.name, "4", "3")]


def test_five_thousand_services_are_compared_in_time(database: Database) -> None:
    listed = [replace(BIRTH, code=f"1.{number:06d}", name=f"Thủ tục số {number}") for number in range(5000)]
    _visit(database, 1, listed)
    # another address each night, as session parameters make it, so that no row is the same
    _visit(database, 2, [replace(item, url=f"{item.url}?s=2") for item in listed[10:]] + [replace(LICENCE, code="")])
    began = time.monotonic()
    result = run_query(database, "service_changes")
    assert time.monotonic() - began < 5
    assert [row[3] for row in result.rows] == ["gone"] * 10 + ["new"]


def test_lists_of_the_version_before_are_kept_by_the_upgrade(url: str) -> None:
    engine = make_engine(parse_url(url))
    with Database.open(url) as database:
        _visit(database, 1, [BIRTH, MARRIAGE])
    with writing(engine) as connection:
        run_migrations(connection, "0002")
        assert connection.execute(text("SELECT code FROM services ORDER BY code")).scalars().all() == [
            MARRIAGE.code,
            BIRTH.code,
        ]
    engine.dispose()
    with Database.open(url) as database:
        assert _names(database) == [BIRTH.name, MARRIAGE.name]
        _visit(database, 2, [BIRTH, LICENCE])
        assert {row[:2] for row in _changes(database)} == {("gone", MARRIAGE.name), ("new", LICENCE.name)}
        assert run_query(database, "SELECT version_num FROM alembic_version").rows == ((HEAD,),)
