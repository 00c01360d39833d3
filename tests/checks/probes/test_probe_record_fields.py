"""Shares of named fields over a list's entries: columns, cards, own pages, tables behind titles, files."""

from collections.abc import Mapping
from time import perf_counter

import pytest
from tiny_sites import tiny_site

from checks.load_catalogue import load_catalogue
from checks.observations import Observation
from checks.probes import record_fields
from checks.probes.record_fields import RecordFieldsParams
from checks.requirement import ProbeCall, Requirement
from domain.agencies import Kind

CATALOGUE = load_catalogue("nd43-2011")


def params_of(requirement: str) -> tuple[RecordFieldsParams, Requirement]:
    row = CATALOGUE.get(requirement)
    assert row is not None
    assert row.rule is not None
    call = row.rule.parts[0]
    assert isinstance(call, ProbeCall)
    return RecordFieldsParams.model_validate(dict(call.params)), row


def observe(requirement: str, content: str, pages: Mapping[str, str] | None = None, label: str = "") -> Observation:
    params, row = params_of(requirement)
    label = label or {"topics": "Đề tài khoa học", "projects": "Dự án đầu tư"}[params.section]
    site, _ = tiny_site(content, dict(pages or {}), Kind.PROVINCE, label)
    return record_fields.run(site, params, row)


TOPICS, PROJECTS = "nd43-11-1-topics", "nd43-10-1-h-fields"
NAME = "Nghiên cứu giống ngô nếp tím chịu hạn"


def table(*rows: tuple[str, ...]) -> str:
    """A table whose first row names the columns."""
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    return f"<table><tr>{head}</tr>{body}</table>"


def card(title: str) -> str:
    return f"<ul><li><a href='/1'>{title}</a> (02/11/2026)</li></ul>"


SIX = ("Mã số", "Tên đề tài", "Cấp", "Lĩnh vực", "Cơ quan chủ trì", "Năm")
CASES = [
    (TOPICS, table(SIX, ("1A", NAME, "Tỉnh", "Trồng trọt", "Viện Ngô", "2026")), 1.0, "all columns"),
    (TOPICS, table(SIX, ("", NAME, "-", "đang cập nhật", "...", "")), 1 / 6, "empty cells are not shown"),
    (
        TOPICS,
        table(("STT", "Tên đề tài", "Chủ nhiệm", "Năm"), ("1", NAME, "TS. Lê An", "2026")),
        1 / 3,
        "the leader is not the unit; name and time of six",
    ),
    (TOPICS, card("Đoàn công tác thăm vườn ươm giống của tỉnh bạn"), 0.0, "news"),
    (
        PROJECTS,
        table(("Tên gói thầu", "Giá gói thầu", "Bên mời thầu"), ("Gói thầu xây lắp kè Đông", "2,1 tỷ", "Ban Quản lý")),
        3 / 7,
        "three of the seven that a tender can tell",
    ),
    (
        PROJECTS,
        table(("Tên dự án", "Nguồn vốn", "Tiến độ"), ("Kè biển Đông Hải", "ODA", "chậm")),
        2 / 9,
        "a time without any figure is none",
    ),
    (PROJECTS, card("Bán đấu giá trụ sở cũ của xã An Hòa"), 0.0, "an auction"),
]


@pytest.mark.parametrize(("requirement", "content", "earned", "why"), CASES)
def test_share_of_fields(requirement: str, content: str, earned: float, why: str) -> None:
    seen = observe(requirement, content)
    assert (seen.earned, seen.unknown) == (pytest.approx(earned, abs=1e-4), 0.0), (why, seen.reason.vi)
    assert bool(seen.evidence) == (earned > 0)


def test_own_pages_that_were_not_read_leave_it_open() -> None:
    content = f"<ul><li><a href='/1'>{NAME}</a> (02/11/2026)</li></ul>"
    assert observe(TOPICS, content).unknown == 1.0
    own = f"<h1>{NAME}</h1><p>Mã số: 1A</p><p>Đơn vị chủ trì: Viện Ngô, đóng tại phường Hải An trong tỉnh</p>"
    seen = observe(TOPICS, content, {"/1": own})
    assert (seen.earned, seen.unknown) == (0.5, 0.0)


FOUR = ("Mã số", "Tên đề tài", "Cơ quan chủ trì", "Thời gian thực hiện")


@pytest.mark.parametrize(("time", "factor"), [("2026-2028", 1.0), ("2024-2025", 0.7), ("2015-2017", 0.4)])
def test_the_age_of_a_list_without_dates_is_that_of_its_periods(time: str, factor: float) -> None:
    assert observe(TOPICS, table(FOUR, ("1A", NAME, "Viện Ngô", time))).freshness == factor


def test_a_list_of_thousands_stays_quick_and_is_sampled() -> None:
    rows = [
        (f"DT-{n}", f"Nghiên cứu giống cây số {n} cho vùng đồi", f"Viện {n}", f"{1990 + n % 37}") for n in range(1990)
    ]
    params, row = params_of(TOPICS)
    site, page = tiny_site(table(FOUR, *rows), kind=Kind.PROVINCE, label="Đề tài khoa học")
    assert len(page.view.tables[0].rows) == 1990
    begin = perf_counter()
    seen = record_fields.run(site, params, row)
    assert perf_counter() - begin < 10
    assert dict(seen.figures)["records"] == 20.0
    assert seen.freshness == 1.0
