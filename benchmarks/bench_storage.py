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
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from domain.agencies import Agency, Kind, Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.codec import digest_bytes
from domain.findings import (
    Evaluation,
    Evidence,
    Finding,
    GroupScore,
    Locator,
    LocatorType,
    Score,
    SearchTrace,
    Service,
    ServiceSummary,
    Text2,
    Verdict,
)
from storage.archive.places import IndexEntry
from storage.archive.reader import read_snapshot
from storage.archive.verify import verify_archive
from storage.archive.writer import ArchiveWriter
from storage.database import Database
from storage.query import run_query
from storage.views import VIEWS

_STARTED = datetime(2026, 1, 1, 17, tzinfo=UTC)
_TEXT = (
    "cổng thông tin điện tử tin tức sự kiện thông báo chỉ đạo điều hành văn bản quy phạm pháp luật thủ tục hành chính "
    "dịch vụ công trực tuyến cơ cấu tổ chức lãnh đạo chức năng nhiệm vụ chiến lược quy hoạch kế hoạch dự án đầu tư"
)
_WORDS = _TEXT.split()


def _page(chance: random.Random, size: int) -> bytes:
    """About `size` bytes of HTML whose text compresses like a portal's."""
    parts = ["<html><body>"]
    length = 0
    while length < size:
        words = " ".join(chance.choices(_WORDS, k=9))
        parts.append(f'<li class="item"><a href="/tin-tuc/{chance.randrange(10**6)}.aspx">{words}</a></li>\n')
        length += len(parts[-1].encode())
    return "".join(parts).encode()


def _capture(number: int, body: bytes) -> Capture:
    return Capture(
        id=f"c{number:06d}",
        kind=CaptureKind.PAGE,
        url=f"http://portal.example.gov.vn/tin-tuc/Pages/bai-viet.aspx?ItemID={number}",
        outcome=Outcome.OK,
        fetched_at=_STARTED + timedelta(seconds=number),
        digest=digest_bytes(body),
        size=len(body),
        status=200,
        mime="text/html",
        charset="utf-8",
        headers=(("content-type", "text/html; charset=utf-8"), ("server", "Microsoft-IIS/10.0")),
    )


def _target(number: int) -> Target:
    return Target(Agency(f"agency-{number}", f"Cơ quan {number}", Kind.PROVINCE), f"http://p{number}.example.gov.vn/")


def _evaluation(audit: str, agency: int, night: int, changed: int) -> Evaluation:
    """85 findings and 120 services, of which `changed` findings are another's than the night before."""
    findings = []
    for place in range(85):
        version = night if place < changed else 0
        evidence = tuple(
            Evidence(
                "section",
                f"http://p{agency}.example.gov.vn/muc/{place}/{item}",
                digest_bytes(f"{agency}/{place}/{item}/{version}".encode()),
                Locator(LocatorType.XPATH, f"/html/body/form/div[3]/div[2]/ul/li[{item}]/a"),
                "Quy hoạch phát triển kinh tế xã hội giai đoạn 2021-2030, tầm nhìn đến năm 2050 " * 2,
            )
            for item in range(3)
        )
        verdict = Verdict.NOT_MET if (place + version) % 6 == 0 else Verdict.MET
        trace = SearchTrace((f"http://p{agency}.example.gov.vn/",), 120, tuple(_WORDS[:20]), 480)
        findings.append(
            Finding(
                f"nd43-{place:03d}",
                verdict,
                1.0 if verdict is Verdict.MET else 0.0,
                1.5,
                1.5,
                "full",
                Text2("Có đủ nội dung theo quy định", "all of it is there"),
                evidence,
                trace if verdict is Verdict.NOT_MET else None,
            )
        )
    items = tuple(
        Service(
            f"1.{agency:03d}{item:04d}", f"Thủ tục hành chính số {item}", "Đất đai", "4", None, f"http://dvc/{item}"
        )
        for item in range(120)
    )
    score = Score(
        90.0, 120.0, 100.0, 0.83, 0.9, 0.75, 0.92, {f"group-{place}": GroupScore(9, 12, 10) for place in range(10)}
    )
    return Evaluation(
        audit, "nd43-2011", "sha256:c", "sha256:l", "0.1", tuple(findings), ServiceSummary(items, 130), score
    )


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def bench_archive(folder: Path, pages: int) -> None:
    chance = random.Random(43)
    bodies = [_page(chance, 85_000) for _ in range(pages)]
    total = sum(map(len, bodies))
    path = folder / "bench.warc.gz"

    def write() -> None:
        with ArchiveWriter(path, "bench", _target(0), _STARTED, "bench") as writer:
            for number, body in enumerate(bodies, 1):
                writer.add(_capture(number, body), body)

    written = _timed(write)
    size = path.stat().st_size
    snapshot = read_snapshot(path)
    read = _timed(lambda: read_snapshot(path))
    fetched = _timed(lambda: [snapshot.body(capture) for capture in snapshot.captures])
    verified = _timed(lambda: verify_archive(path))
    print(f"archive: {pages} pages of {total // pages / 1000:.0f} KB, {size / pages / 1000:.1f} KB each in the WARC")
    for what, seconds in (("write", written), ("read snapshot", read), ("read bodies", fetched), ("verify", verified)):
        print(f"  {what:14} {pages / seconds:8.0f} pages/s")
    levels = {level: _timed(lambda level=level: [_gzip(body, level) for body in bodies]) for level in (1, 6, 9)}
    sizes = {level: sum(len(_gzip(body, level)) for body in bodies) for level in (1, 6, 9)}
    for level in (1, 9):
        ratios = (levels[level] / levels[6], sizes[level] / sizes[6])
        print(f"  gzip level {level} against 6: time x {ratios[0]:.2f}, size x {ratios[1]:.2f}")


def _gzip(body: bytes, level: int) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


def bench_database(database: Database, agencies: int, nights: int, pages: int) -> None:
    index = [(_capture(number, b"x%d" % number), IndexEntry(number * 20_000, 19_000)) for number in range(pages)]
    for night in range(nights):
        changed = {0: 85, nights - 1: 8}.get(night, 0)
        before = _size(database)
        began = time.perf_counter()
        for agency in range(agencies):
            audit = Audit(f"{night:03d}-{agency}", _target(agency), "nightly", _STARTED + timedelta(days=night))
            database.begin_audit(audit)
            done = replace(audit, finished=audit.started + timedelta(minutes=8), ending=Ending.COMPLETED, pages=pages)
            database.finish_audit(done, index, _evaluation(audit.id, agency, night, changed))
        seconds = time.perf_counter() - began
        if night in (0, 1, nights - 1):
            kind = {0: "first night", 1: "unchanged night"}.get(night, "night with 8 of 85 findings changed")
            count = agencies * (pages + 85)
            print(
                f"  {kind}: {seconds / agencies * 1000:.0f} ms per audit, {count / seconds:,.0f} rows/s, "
                f"{(_size(database) - before) / 1e6:.1f} MB for {agencies} agencies"
            )
    for view in VIEWS:
        seconds = _timed(lambda view=view: run_query(database, view, 60.0, 10**6))
        print(f"  view {view:20} {seconds * 1000:7.0f} ms")
    last = (_STARTED + timedelta(days=nights - 2)).isoformat()
    since = f"SELECT * FROM changes WHERE started > '{last}'"
    print(f"  changes of one night      {_timed(lambda: run_query(database, since, 60.0, 10**6)) * 1000:7.0f} ms")


def _size(database: Database) -> int:
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())


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
