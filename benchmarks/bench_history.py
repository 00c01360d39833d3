"""How fast the present is read from years of history, and what an unchanged night adds to the database.

    python -m benchmarks.bench_history [--agencies N --nights N] [--kind sqlite|postgresql] [--runs N] [--keep FILE]

Without sizes, two histories are loaded into each kind of database: 93 agencies over five years of nights, and 2,000
over one year (the latter takes minutes and some gigabytes). PostgreSQL is started for it on loopback. Targets, p95 of
a question as `portal-audit query` asks it: 50 ms on PostgreSQL, 150 ms on SQLite. `cpu` is what a question costs client
and server in processor time, on average: on a machine with other work it says more than the clock on the wall.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from benchmarks.machine import machine, process_seconds
from benchmarks.made_audits import database_size, made_capture, made_evaluation, made_target
from benchmarks.made_history import FIRST, Size, load
from benchmarks.own_postgresql import own_postgresql
from domain.audits import Audit
from domain.captures import Ending
from storage.archive.places import IndexEntry
from storage.database import Database
from storage.query import run_query
from storage.view import view_sql

_TARGETS = {"postgresql": 50.0, "sqlite": 150.0}
_SIZES = (Size(93, 1826), Size(2000, 365))
_CAPTURES = 150
_WARMING = 3
_TABLES = ("audits", "captures", "evaluations", "evaluation_findings", "scores")


@contextmanager
def _empty(kind: str, keep: str | None) -> Iterator[Database]:
    if kind == "postgresql":
        with own_postgresql() as url, Database.open(url) as database:
            yield database
    else:
        with (
            tempfile.TemporaryDirectory(prefix="portal-audit-bench-") as folder,
            Database.open(f"sqlite:///{keep or f'{folder}/history.db'}") as database,
        ):
            yield database


def _p95(database: Database, question: Callable[[int], str], runs: int) -> tuple[float, float]:
    """Median and 95th percentile in ms, after some warming runs."""
    for number in range(_WARMING):
        run_query(database, question(number), 60.0)
    taken = []
    for number in range(runs):
        began = time.perf_counter()
        run_query(database, question(number), 60.0)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def _questions(size: Size) -> dict[str, tuple[bool, Callable[[int], str]]]:
    """Name to whether the targets are for it, and the question of the n-th run."""

    def agency(number: int) -> str:
        return f"agency-{number * 37 % size.agencies}"

    night = (FIRST + timedelta(days=size.nights - 1)).isoformat()
    newest = "ORDER BY started DESC, agency_id, catalogue, requirement"
    return {
        "latest findings of an agency": (
            True,
            lambda n: f"SELECT * FROM latest_findings WHERE agency_id = '{agency(n)}' ORDER BY requirement",
        ),
        "matrix": (True, lambda _: "matrix"),
        "changes of the last night": (True, lambda _: f"SELECT * FROM changes WHERE started >= '{night}' {newest}"),
        "the 200 newest changes": (True, lambda _: f"SELECT * FROM changes {newest} LIMIT 200"),
        "changes of an agency, all years": (
            True,
            lambda n: f"SELECT * FROM changes WHERE agency_id = '{agency(n)}' {newest}",
        ),
        "scores of all": (False, lambda _: "latest_scores"),
        "the 500 newest audits": (
            False,
            lambda _: "SELECT * FROM audits_overview ORDER BY started DESC, audit_id LIMIT 500",
        ),
    }


def bench_questions(database: Database, size: Size, runs: int) -> None:
    kind = database.engine.dialect.name
    for name, (aimed, question) in _questions(size).items():
        rows = len(run_query(database, question(1), 60.0).rows)
        used = _used(database)
        median, p95 = _p95(database, question, runs)
        spent = (_used(database) - used) / (runs + _WARMING) * 1000
        missed = aimed and p95 > _TARGETS[kind]
        mark = f"  target {_TARGETS[kind]:.0f}: {'MISSED' if missed else 'kept'}" if aimed else ""
        print(
            f"  {name:34} {rows:6} rows  cpu {spent:6.1f} ms  median {median:6.1f} ms  p95 {p95:6.1f} ms{mark}",
            flush=True,
        )


def _used(database: Database) -> float:
    """Processor seconds of this process and of the server's backends so far: what other work on the machine does to
    the clock on the wall, it does not do to them."""
    total = time.process_time()
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            ask = text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
            total += process_seconds(connection.execute(ask).scalars())
    return total


def bench_night(database: Database, size: Size) -> None:
    """One more night through the program's own door, unchanged for the agencies that it visits, without and with the
    index of captures."""
    agencies = min(size.agencies, 93)
    index = [
        (made_capture(number, b"x%d" % number), IndexEntry(number * 20_000, 19_000)) for number in range(_CAPTURES)
    ]
    night = 0

    def one_night(captures: int) -> float:
        nonlocal night
        began = time.perf_counter()
        for agency in range(agencies):
            started = FIRST + timedelta(days=size.nights + night, seconds=agency)
            audit = Audit(f"night-{night}-{agency}", made_target(agency), "nightly", started)
            done = replace(audit, finished=started + timedelta(minutes=8), ending=Ending.COMPLETED, pages=captures)
            database.begin_audit(audit)
            database.finish_audit(done, index[:captures], made_evaluation(audit.id, agency, 0, 0))
        night += 1
        return (time.perf_counter() - began) / agencies * 1000

    one_night(1)  # the first night of these findings writes them
    for captures in (1, _CAPTURES):
        before, parts = database_size(database), _parts(database)
        for _ in range(4):
            spent = one_night(captures)
        grown = {name: (count - parts[name]) / 4 / agencies for name, count in _parts(database).items()}
        figures = (database_size(database) - before) / 4 / agencies
        detail = ", ".join(f"{name} {count / 1000:.1f}" for name, count in grown.items())
        print(f"  an unchanged night with {captures} captures: {figures / 1000:.1f} KB and {spent:.0f} ms an audit")
        print(f"    of these KB: {detail}" if detail else "", end="\n" if detail else "")


def _parts(database: Database) -> dict[str, int]:
    """Bytes of the tables that grow every night, with their indexes; SQLite does not tell."""
    if database.engine.dialect.name != "postgresql":
        return {}
    with database.engine.connect() as connection:
        ask = text("SELECT pg_total_relation_size(CAST(:name AS regclass))")
        return {name: int(connection.execute(ask, {"name": name}).scalar_one()) for name in _TABLES}


def bench_view_of_before(database: Database) -> None:
    """The same questions to the views of the revision before, which look through the whole history: once each."""
    latest = view_sql("latest_evaluations", 1)
    asked = {
        "matrix": f"WITH latest_evaluations AS ({latest}) {view_sql('matrix', 1)}",
        "changes of an agency": f"SELECT * FROM ({view_sql('changes', 1)}) AS c WHERE agency_id = 'agency-3'",
        "latest of an agency": f"SELECT * FROM ({latest}) AS l WHERE agency_id = 'agency-3'",
    }
    for name, sql in asked.items():
        began = time.perf_counter()
        run_query(database, sql, 300.0)
        print(f"  (looking through all: {name} {(time.perf_counter() - began) * 1000:.0f} ms)", flush=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--kind", choices=sorted(_TARGETS))
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--before", action="store_true", help="also ask the views of the revision before")
    parser.add_argument("--keep", metavar="FILE", help="leave the SQLite database in this file")
    chosen = parser.parse_args(arguments)
    sizes = (Size(chosen.agencies, chosen.nights),) if chosen.agencies else _SIZES
    print(machine())
    for size in sizes:
        for kind in [chosen.kind] if chosen.kind else sorted(_TARGETS):
            with _empty(kind, chosen.keep) as database:
                began = time.perf_counter()
                load(database, size)
                seconds, gigabytes = time.perf_counter() - began, database_size(database) / 1e9
                print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
                print(
                    f"{kind}: {size.agencies} agencies x {size.nights} nights, {gigabytes:.2f} GB, in {seconds:.0f} s"
                )
                bench_questions(database, size, chosen.runs)
                if chosen.before:
                    bench_view_of_before(database)
                bench_night(database, size)


if __name__ == "__main__":
    main()
