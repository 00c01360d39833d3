"""Audits of the usual size, made up: pages, captures, findings and services for the benchmarks of storage."""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, CaptureKind, Outcome
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
from storage.database import Database

STARTED = datetime(2026, 1, 1, 17, tzinfo=UTC)
_TEXT = (
    "cổng thông tin điện tử tin tức sự kiện thông báo chỉ đạo điều hành văn bản quy phạm pháp luật thủ tục hành chính "
    "dịch vụ công trực tuyến cơ cấu tổ chức lãnh đạo chức năng nhiệm vụ chiến lược quy hoạch kế hoạch dự án đầu tư"
)
_WORDS = _TEXT.split()


def made_page(chance: random.Random, size: int) -> bytes:
    """About `size` bytes of HTML whose text compresses like a portal's."""
    parts = ["<html><body>"]
    length = 0
    while length < size:
        words = " ".join(chance.choices(_WORDS, k=9))
        parts.append(f'<li class="item"><a href="/tin-tuc/{chance.randrange(10**6)}.aspx">{words}</a></li>\n')
        length += len(parts[-1].encode())
    return "".join(parts).encode()


def made_capture(number: int, body: bytes) -> Capture:
    return Capture(
        id=f"c{number:06d}",
        kind=CaptureKind.PAGE,
        url=f"http://portal.example.gov.vn/tin-tuc/Pages/bai-viet.aspx?ItemID={number}",
        outcome=Outcome.OK,
        fetched_at=STARTED + timedelta(seconds=number),
        digest=digest_bytes(body),
        size=len(body),
        status=200,
        mime="text/html",
        charset="utf-8",
        headers=(("content-type", "text/html; charset=utf-8"), ("server", "Microsoft-IIS/10.0")),
    )


def made_target(number: int) -> Target:
    return Target(Agency(f"agency-{number}", f"Cơ quan {number}", Kind.PROVINCE), f"http://p{number}.example.gov.vn/")


def made_evaluation(audit: str, agency: int, night: int, changed: int) -> Evaluation:
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


def database_size(database: Database) -> int:
    """Bytes."""
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())
