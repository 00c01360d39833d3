"""Made-up audits for the storage tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.agencies import Agency, CrawlOverrides, DeclaredHost, HostRole, Kind, NotApplicable, Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.codec import canonical_json, digest_bytes
from domain.findings import (
    Evaluation,
    Evidence,
    Finding,
    GroupScore,
    Locator,
    LocatorType,
    Miss,
    Score,
    SearchTrace,
    Service,
    ServiceProblem,
    ServiceStep,
    ServiceSummary,
    Text2,
    Verdict,
)
from storage.archive.places import IndexEntry

STARTED = datetime(2026, 11, 22, 5, 0, 0, 123456, tzinfo=UTC)


def agency(agency_id: str = "btp", kind: Kind = Kind.MINISTRY, **more: Any) -> Agency:
    return Agency(agency_id, f"Bộ {agency_id}", kind, block="ministries", **more)


def target(agency_id: str = "btp", **more: Any) -> Target:
    return Target(agency(agency_id), f"http://{agency_id}.gov.vn/", **more)


def full_target() -> Target:
    """A target with every field set."""
    return Target(
        agency=Agency(
            "stp",
            "Sở Tư pháp",
            Kind.DEPARTMENT,
            name_en="Department of Justice",
            other_names=("Sở TP",),
            block="provinces",
            parent="tinh",
            valid_from=date(2018, 1, 1),
            valid_until=date(2025, 6, 30),
            successors=("stp2",),
            rosters=("2018",),
        ),
        portal="https://stp.example.gov.vn/",
        entries=("https://www.stp.example.gov.vn/",),
        hosts=(DeclaredHost("dichvucong.example.gov.vn", HostRole.SERVICE, "https://dichvucong.example.gov.vn/a"),),
        resolve={"stp.example.gov.vn": "127.0.0.1:8123"},
        overrides=CrawlOverrides(max_pages=10, delay=0.5),
        not_applicable=(NotApplicable("nd43-12-*", "công văn 12", date(2026, 1, 2)),),
        subordinates=("http://xa.example.gov.vn/",),
        notes="ghi chú",
    )


def page(number: int, body: bytes, **more: Any) -> Capture:
    """An answered page; `more` overrides any field."""
    capture = Capture(
        id=f"c{number:06d}",
        kind=CaptureKind.PAGE,
        url=f"http://btp.gov.vn/p{number}",
        outcome=Outcome.OK,
        fetched_at=STARTED + timedelta(seconds=number),
        digest=digest_bytes(body) if body else "",
        size=len(body),
        status=200,
        mime="text/html",
        charset="utf-8",
        headers=(("content-type", "text/html; charset=utf-8"),),
    )
    return replace(capture, **more)


def observation(number: int, kind: CaptureKind, value: Any) -> tuple[Capture, bytes]:
    body = canonical_json(value).encode()
    return page(number, body, kind=kind, status=None, mime="application/json", charset="", headers=()), body


def finding(requirement: str, verdict: Verdict = Verdict.MET, **more: Any) -> Finding:
    value = {Verdict.MET: 1.0, Verdict.PARTLY_MET: 0.4, Verdict.NOT_MET: 0.0}.get(verdict)
    made = Finding(
        requirement=requirement,
        verdict=verdict,
        value=value,
        points=1.5 * (value or 0.0),
        possible=1.5 if value is not None else 0.0,
        code="full" if verdict is Verdict.MET else "absent",
        reason=Text2(f"Lý do của {requirement}", f"reason of {requirement}"),
        evidence=(
            Evidence(
                "section",
                f"http://btp.gov.vn/{requirement}",
                digest_bytes(requirement.encode()),
                Locator(LocatorType.XPATH, "/html/body/div[2]/a[1]"),
                "Giới thiệu chung về cơ cấu tổ chức",
                "2026-11-01",
                0.93,
            ),
        ),
        searched=SearchTrace(
            ("http://btp.gov.vn/",),
            12,
            ("Giới thiệu", "Tổ chức"),
            31,
            (Miss("http://btp.gov.vn/x", "Liên kết", 0.71, Text2("khác nghĩa", "another meaning")),),
            0.95,
            ("http://btp.gov.vn/y",),
        )
        if verdict is Verdict.NOT_MET
        else None,
    )
    return replace(made, **more)


def ladder(number: int) -> tuple[ServiceStep, ...]:
    """Three rungs: one that held, one that did not, one that could not be looked at."""
    seen = Evidence(
        "services",
        f"http://btp.gov.vn/dvc/{number}",
        digest_bytes(b"dvc"),
        Locator(LocatorType.XPATH, "/html/body/h1"),
        "Thủ tục",
    )
    return (
        ServiceStep("fields", True, Text2("Đủ 11 mục.", "All eleven fields."), (seen,)),
        ServiceStep("forms", False, Text2("Biểu mẫu báo lỗi 404.", "The form answers 404."), (seen, seen)),
        ServiceStep("submit", None, Text2("Chưa xem.", "Not looked at.")),
    )


def services(count: int = 4, claimed: int | None = 5) -> ServiceSummary:
    problems = (None, ServiceProblem.DEAD_LINK, ServiceProblem.NOT_OBSERVED, None)
    return ServiceSummary(
        tuple(
            Service(
                f"1.00{number:04d}",
                f"Thủ tục số {number}",
                "Hộ tịch",
                "4" if number % 2 else "toan_trinh",
                None if number % 3 else "3",
                f"http://btp.gov.vn/dvc/{number}",
                problems[number % 4],
                "district" if number % 2 else "",
                f"Phòng Tư pháp số {number}",
                ladder(number) if number % 3 == 0 else (),
            )
            for number in range(count)
        ),
        claimed,
    )


def evaluation(audit_id: str, findings: Sequence[Finding] | None = None, **more: Any) -> Evaluation:
    made = Evaluation(
        audit=audit_id,
        catalogue="nd43-2011",
        catalogue_digest="sha256:" + "c" * 64,
        lexicon_digest="sha256:" + "1" * 64,
        code_version="0.1.0",
        findings=tuple(findings)
        if findings is not None
        else (
            finding("nd43-10-1-a"),
            finding("nd43-10-1-b", Verdict.NOT_MET),
            finding("nd43-10-1-c", Verdict.UNDETERMINED, evidence=()),
            finding("nd43-11", Verdict.PARTLY_MET),
        ),
        services=services(),
        score=Score(
            points=2.1,
            applicable=6.0,
            judged=4.5,
            coverage=0.75,
            index=0.467,
            low=0.35,
            high=0.6,
            groups={"thong_tin": GroupScore(1.5, 3.0, 3.0), "chuc_nang": GroupScore(0.6, 3.0, 1.5)},
        ),
        figures={"navigation": 0.95, "identity": {"name": "Bộ Tư pháp", "seen": True}, "cadence": [1, 2.5, None]},
    )
    return replace(made, **more)


def audit(audit_id: str, agency_id: str = "btp", **more: Any) -> Audit:
    return Audit(id=audit_id, target=target(agency_id), trigger="nightly", started=STARTED, **more)


def finished(begun: Audit, ending: Ending = Ending.COMPLETED, **more: Any) -> Audit:
    done = replace(
        begun,
        finished=begun.started + timedelta(minutes=4),
        ending=ending,
        pages=3,
        rendered=1,
        requests=9,
        archive=f"2026/11/{begun.id}.warc.gz",
    )
    return replace(done, **more)


def index(count: int = 3, **more: Any) -> list[tuple[Capture, IndexEntry]]:
    return [
        (page(number, b"<p>%d</p>" % number, **more), IndexEntry(number * 1000, 1000)) for number in range(1, count + 1)
    ]
