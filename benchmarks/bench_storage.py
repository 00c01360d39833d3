"""How fast audits are archived and stored, and what a night costs when nothing changed.

    python -m benchmarks.bench_storage [--nights N] [--agencies N] [--pages N] [--database URL]

All figures come from one run on one machine; the ratios say more than the rates.
"""

import argparse
import random
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.made_audits import STARTED, database_size, made_capture, made_evaluation, made_page, made_target
from domain.audits import Audit
from domain.captures import Ending
from storage.archive.places import IndexEntry
from storage.archive.reader import read_snapshot
from storage.archive.verify import verify_archive
from storage.archive.writer import ArchiveWriter
from storage.database import Database
from storage.query import run_query
from storage.views import VIEWS


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def bench_archive(folder: Path, pages: int) -> None:
    chance = random.Random(43)
    bodies = [made_page(chance, 85_000) for _ in range(pages)]
    total = sum(map(len, bodies))
    path = folder / "bench.warc.gz"

    def write() -> None:
        with ArchiveWriter(path, "bench", made_target(0), STARTED, "bench") as writer:
            for number, body in enumerate(bodies, 1):
                writer.add(made_capture(number, body), body)

    written = _timed(write)
    size = path.stat().st_size
    snapshot = read_snapshot(path)
    read = _timed(lambda: read_snapshot(path))
    fetched = _timed(lambda: [snapshot.body(capture) for capture in snapshot.captures])
    verified = _timed(lambda: verify_archive(path))
    print(f"archive: {pages} pages of {total // pages / 1000:.0f} KB, {size / pages / 1000:.1f} KB each in the WARC")
    for what, seconds in (("write", written), ("read snapshot", read), ("read bodies", fetched), ("verify", verified)):
        print(f"  {what:14} {pages / seconds:8.0f} pages/s")
    levels = {level: _timed(partial(_gzip_all, bodies, level)) for level in (1, 6, 9)}
    sizes = {level: _gzip_all(bodies, level) for level in (1, 6, 9)}
    for level in (1, 9):
        ratios = (levels[level] / levels[6], sizes[level] / sizes[6])
        print(f"  gzip level {level} against 6: time x {ratios[0]:.2f}, size x {ratios[1]:.2f}")


def _gzip_all(bodies: list[bytes], level: int) -> int:
    """Bytes of all of them together."""
    return sum(len(_gzip(body, level)) for body in bodies)


def _gzip(body: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


def bench_database(database: Database, agencies: int, nights: int, pages: int) -> None:
    index = [(made_capture(number, b"x%d" % number), IndexEntry(number * 20_000, 19_000)) for number in range(pages)]
    for night in range(nights):
        changed = {0: 85, nights - 1: 8}.get(night, 0)
        before = database_size(database)
        began = time.perf_counter()
        for agency in range(agencies):
            audit = Audit(f"{night:03d}-{agency}", made_target(agency), "nightly", STARTED + timedelta(days=night))
            database.begin_audit(audit)
            done = replace(audit, finished=audit.started + timedelta(minutes=8), ending=Ending.COMPLETED, pages=pages)
            database.finish_audit(done, index, made_evaluation(audit.id, agency, night, changed))
        seconds = time.perf_counter() - began
        if night in (0, 1, nights - 1):
            kind = {0: "first night", 1: "unchanged night"}.get(night, "night with 8 of 85 findings changed")
            count = agencies * (pages + 85)
            print(
                f"  {kind}: {seconds / agencies * 1000:.0f} ms per audit, {count / seconds:,.0f} rows/s, "
                f"{(database_size(database) - before) / 1e6:.1f} MB for {agencies} agencies"
            )
    for view in VIEWS:
        seconds = _timed(partial(run_query, database, view, 60.0, 10**6))
        print(f"  view {view:20} {seconds * 1000:7.0f} ms")
    last = (STARTED + timedelta(days=nights - 2)).isoformat()
    since = f"SELECT * FROM changes WHERE started > '{last}'"
    print(f"  changes of one night      {_timed(lambda: run_query(database, since, 60.0, 10**6)) * 1000:7.0f} ms")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nights", type=int, default=5)
    parser.add_argument("--agencies", type=int, default=93)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--database", help="an empty database; default: a temporary SQLite file")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="portal-audit-bench-") as folder:
        bench_archive(Path(folder), chosen.pages)
        with Database.open(chosen.database or f"sqlite:///{folder}/bench.db") as database:
            print(f"database: {database.engine.dialect.name}, {chosen.agencies} agencies x {chosen.pages} captures")
            bench_database(database, chosen.agencies, chosen.nights, chosen.pages)


if __name__ == "__main__":
    main()
