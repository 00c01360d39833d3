"""A whole audit of a portal whose content is files: they are asked for, read, archived, judged, and judged again."""

import gzip
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.services.list_columns import ListedRow
from checks.services.national_list import national_list
from checks.site import Site
from demo.files import docx, pdf
from domain.agencies import Agency, Kind, Target
from domain.captures import CaptureKind, Outcome
from domain.findings import Finding, LocatorType, Verdict
from domain.plans import Limits
from scheduler.audit_agency import audit_agency
from scheduler.given_lists import NationalServices
from scheduler.recheck_audit import recheck_audit
from scheduler.workplace import AuditOptions, AuditResult, Workplace
from storage.archive.reader import read_snapshot
from storage.archive.verify import verify_archive
from storage.database import Database

AGENCY = "Sở Công Thương tỉnh Sơn Hà"
DECISION = (
    "Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Công Thương tỉnh Sơn Hà",
    "Điều 1. Sở Công Thương là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, thực hiện chức năng tham mưu, giúp Ủy "
    "ban nhân dân tỉnh quản lý nhà nước về công thương; có tư cách pháp nhân, có con dấu và tài khoản riêng.",
    "Điều 2. Nhiệm vụ và quyền hạn: trình dự thảo quyết định; hướng dẫn, kiểm tra theo quy định của pháp luật.",
    "Điều 3. Các phòng chuyên môn, Thanh tra và đơn vị sự nghiệp trực thuộc.",
)
UNITS = (
    "Văn phòng Sở",
    "Thanh tra Sở",
    "Phòng Quản lý công nghiệp",
    "Phòng Quản lý thương mại",
    "Trung tâm Khuyến công",
)
MENU = {"/": "Trang chủ", "/chuc-nang": "Chức năng, nhiệm vụ", "/to-chuc": "Cơ cấu tổ chức", "/anh": "Thư viện ảnh",
        "/tho": "Góc bạn đọc", "/troi": "Thời tiết"}  # fmt: skip


def page(title: str, content: str) -> bytes:
    menu = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in MENU.items())
    head = f'<html lang="vi"><head><meta charset="utf-8"><title>{AGENCY} - {title}</title></head>'
    return f"<!doctype html>{head}<body><nav><ul>{menu}</ul></nav><main>{content}</main></body></html>".encode()


CONTENT = {
    "/": page("Trang chủ", f"<h1>{AGENCY}</h1><p>Chào mừng bạn đọc đến với cổng của Sở.</p>"),
    "/chuc-nang": page("Chức năng", '<h1>Chức năng, nhiệm vụ</h1><p><a href="/tep/12-2019.pdf">Tải về</a></p>'),
    "/to-chuc": page("Tổ chức", '<h1>Cơ cấu tổ chức</h1><p><a href="/tep/to-chuc.doc">Tải về</a></p>'),
    "/anh": page("Ảnh", "<p>Bộ sưu tập phong cảnh bốn mùa do bạn đọc gửi về.</p>"),
    "/tho": page("Thơ", "<p>Những dòng cảm nghĩ về quê hương, đất nước, con người.</p>"),
    "/troi": page("Trời", "<p>Hôm nay trời nắng, chiều tối có mưa rào rải rác vài nơi.</p>"),
    "/tep/12-2019.pdf": pdf("QUYẾT ĐỊNH", DECISION),
    "/tep/to-chuc.doc": docx("CƠ CẤU TỔ CHỨC CỦA SỞ", UNITS),
}
TYPES = {"pdf": "application/pdf", "doc": "application/msword"}


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = CONTENT.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", TYPES.get(self.path.rsplit(".", 1)[-1], "text/html; charset=utf-8"))
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        pass


@pytest.fixture(scope="module")
def portal() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    folder = tmp_path_factory.mktemp("audit")
    with Database.open(str(folder / "audits.sqlite")) as database:
        yield Workplace(database, folder / "archive", load_catalogue("nd43-2011"), load_lexicon())


@pytest.fixture(scope="module")
def result(portal: str, place: Workplace) -> AuditResult:
    target = Target(Agency("thu", AGENCY, Kind.DEPARTMENT), portal)
    limits = Limits(max_pages=30, portal_pages=30, delay=0.0, wall_seconds=60.0)
    return audit_agency(target, AuditOptions(limits=limits, allow_private=True, browser=False), place)


def found(result: AuditResult, requirement: str) -> Finding:
    return next(each for each in result.evaluation.findings if each.requirement == requirement)


@pytest.mark.parametrize(
    ("requirement", "path"),
    [("nd43-10-1-a-functions", "/tep/12-2019.pdf"), ("nd43-10-1-a-structure", "/tep/to-chuc.doc")],
)
def test_a_section_whose_content_is_a_file_is_met_by_the_files_text(
    result: AuditResult, portal: str, requirement: str, path: str
) -> None:
    finding = found(result, requirement)
    assert finding.verdict is Verdict.MET, finding.reason.en
    (evidence,) = finding.evidence
    assert evidence.url == portal.rstrip("/") + path
    assert (evidence.locator.type, evidence.locator.value) == (LocatorType.PAGE, "1")


def test_texts_stand_in_the_archive_beside_their_files(result: AuditResult) -> None:
    snapshot = read_snapshot(result.archive)
    files = {capture.digest: capture for capture in snapshot.of(CaptureKind.FILE)}
    texts = snapshot.of(CaptureKind.TEXT)
    assert {capture.notes["is"] for capture in texts} == {"pdf", "docx"}
    for text in texts:
        file = files[text.notes["of"]]
        assert (text.url, text.outcome) == (file.url, Outcome.OK)
        assert snapshot.captures.index(text) > snapshot.captures.index(file)
        assert "Sở" in snapshot.body(text).decode() or "SỞ" in snapshot.body(text).decode()
    assert verify_archive(result.archive) == ()
    records = gzip.decompress(result.archive.read_bytes())
    assert b"WARC-Type: conversion" in records
    assert b"urn:text:http://127.0.0.1" in records


def test_a_recheck_reads_the_texts_and_says_the_same(result: AuditResult, place: Workplace) -> None:
    again = recheck_audit(result.audit.id, place)
    assert again.evaluation.findings == result.evaluation.findings


def test_nothing_is_left_running(result: AuditResult) -> None:
    mine = Path(f"/proc/{os.getpid()}/task")
    children = " ".join(path.read_text() for path in mine.glob("*/children"))
    running = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children.split()]
    assert not [line for line in running if b"extraction.process" in line]


def test_a_list_that_the_operator_gave_is_a_record_and_a_recheck_needs_no_file(portal: str, place: Workplace) -> None:
    rows = (ListedRow(2, "1.001193", "Đăng ký khai sinh"), ListedRow(3, "", "Không có mã"))
    given = replace(place, national=NationalServices("qg.csv", rows))
    target = Target(Agency("thu-2", AGENCY, Kind.DEPARTMENT), portal)
    limits = Limits(max_pages=2, portal_pages=2, delay=0.0, wall_seconds=60.0)
    result = audit_agency(target, AuditOptions(limits=limits, allow_private=True, browser=False), given)
    site = Site.build(read_snapshot(result.archive), place.lexicon)
    read = national_list(site)
    assert read is not None
    assert read.names == {"1.001193": "Đăng ký khai sinh"}
    assert read.capture.notes["source"] == "qg.csv"
    again = recheck_audit(str(result.archive), place)
    assert again.evaluation.findings == result.evaluation.findings
