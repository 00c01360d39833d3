"""The service sheet: problems first, each with advice and proof, bounded, and sortable in a real browser."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import report_sample as sample
from lxml import html
from playwright.sync_api import Page, sync_playwright

from crawler.renderer.find_chromium import find_chromium
from domain.findings import Service, ServiceProblem, ServiceSummary
from reports.agency_page import render_agency_page
from reports.pictures import Pictures
from reports.proofs import Records
from reports.service_figures import service_figures
from reports.service_lines import service_lines
from reports.service_sheet import MOST_ROWS, MOST_WITH_PROBLEM, service_sheet

RECORDS = Records(sample.captures(), Pictures())
LOWER, DEAD = ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK


def service(
    number: int, claimed: str = "3", observed: str | None = "3", problem: ServiceProblem | None = None
) -> Service:
    name = f"Thủ tục số {number:04}"
    return Service(f"1.{number:06}", name, "Hộ tịch", claimed, observed, f"{sample.PORTAL}dvc/{number}", problem)


def page_of(listed: ServiceSummary) -> str:
    judged = replace(sample.evaluation(), services=listed)
    return render_agency_page(sample.audit(), judged, sample.catalogue(), sample.captures())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section_of(listed: ServiceSummary) -> html.HtmlElement:
    (found,) = html.document_fromstring(page_of(listed)).xpath("//section[@class='listed']")
    return found


def test_the_figures_stand_on_top() -> None:
    text = words(section_of(replace(sample.services(), cut="needs_post")))
    for expected in (
        "Đọc được Read3 cổng công bố the portal claims 1874",
        "Công bố đúng True claims50%",
        "1 trên 2 đã thử",
        "Mức độ 4: 1 · Mức độ 3: 1 · Không nêu mức độ: 1",
        "Mức độ 3: 1 · Mức độ 2: 1",
        "Phần còn lại chỉ mở được bằng cách gửi biểu mẫu (POST)",
    ):
        assert expected in text


def test_a_service_has_body_problem_advice_and_the_proof_of_every_step() -> None:
    (row, *_) = section_of(sample.services()).xpath(".//tbody/tr")
    text = words(row)
    for expected in (
        "Cấp giấy chứng nhận đăng ký hộ kinh doanh 1.004194",
        "Kế hoạch và Đầu tư",
        "Cấp huyện district",
        "Phòng Tài chính – Kế hoạch",
        "Thấp hơn mức công bố lower than claimed",
        "Mở đường nộp hồ sơ trực tuyến cho chính dịch vụ này",
        "Open online submission for this very service",
        "Mức độ 2: biểu mẫu tải về được",
        "dừng ở đây ends here",
        "dẫn về trang chủ, không phải trang nộp",
        "bản ghi record c000008",
        "chưa xem not looked at",
    ):
        assert expected in text
    assert row.xpath(".//details//a[@class='address']/@href") == [f"{sample.PORTAL}chuyen-muc/8"] * 4


def test_services_without_steps_have_no_empty_proof() -> None:
    assert len(section_of(sample.services()).xpath(".//td[@class='proof']")) == 2


def test_the_gravest_stand_first_and_what_was_not_looked_at_last() -> None:
    listed = (
        service(1, observed=None, problem=ServiceProblem.NOT_OBSERVED),
        service(2),
        service(3, "unstated", None, ServiceProblem.LEVEL_NOT_STATED),
        service(4, "4", "2", LOWER),
        service(5, "4", None, DEAD),
        service(6, problem=ServiceProblem.DUPLICATE),
    )
    sheet = service_sheet(ServiceSummary(listed), RECORDS)
    assert [int(row.service.code[-1]) for row in sheet.rows] == [4, 5, 3, 6, 2, 1]
    assert sheet.with_problem == 4


@pytest.mark.parametrize(
    ("false", "sound", "shown"),
    [(0, 5000, MOST_ROWS), (20, 4980, MOST_ROWS), (300, 4700, 300), (5000, 0, MOST_WITH_PROBLEM)],
)
def test_a_list_of_thousands_is_bounded_and_says_so(false: int, sound: int, shown: int) -> None:
    steps = sample.ladder(True, True, False)
    listed = [replace(service(number, "4", "1", LOWER), steps=steps) for number in range(false)]
    listed += [service(number) for number in range(false, false + sound)]
    page = page_of(ServiceSummary(tuple(listed), 5000))
    rows = html.document_fromstring(page).xpath("//table[@class='services']/tbody/tr")
    assert len(rows) == shown
    assert f"Còn {false + sound - shown} dịch vụ nữa" in page
    assert "portal-audit query services" in page
    assert len(page) < 5_000_000


def test_claims_count_as_tested_only_where_they_were() -> None:
    figures = service_figures(
        [
            service(1, "4", "4"),
            service(2, "4", "2", LOWER),
            service(3, "3", None, ServiceProblem.NOT_OBSERVED),
            service(4, "3", None, DEAD),
            service(5, "unstated", "3", ServiceProblem.LEVEL_NOT_STATED),
            service(6, "toan_trinh", "3"),
            service(7, "toan_trinh", "2", LOWER),
        ]
    )
    assert (figures.true, figures.checked, figures.false) == (2, 5, 3)
    assert figures.claimed == (("4", 2), ("3", 2), ("toan_trinh", 2), ("unstated", 1))
    assert service_figures([]).true_share is None


def test_the_terminal_names_the_claims_that_fall_furthest() -> None:
    listed = [
        service(1, "4", "3", LOWER),
        service(2, "4", "1", LOWER),
        *(service(n, "3", "2", LOWER) for n in (3, 4, 5)),
    ]
    lines = list(service_lines(ServiceSummary(tuple(listed), 9, "budget")))
    assert (
        lines[0] == "Dịch vụ công trực tuyến / online services: đọc được / read 5, cổng công bố / the portal claims 9"
    )
    assert "Danh sách dài hơn số trang cho phép" in lines[1]
    assert lines[4] == "  công bố đúng / true claims: 0/5 (0%)"
    assert lines[5] == "  ! Mức độ 4 → Mức độ 1: 1.000002 Thủ tục số 0002"
    assert lines[-1] == "  (+2) portal-audit query services"
    assert list(service_lines(ServiceSummary())) == []


# --- in a browser -----------------------------------------------------------------------------------------------------

_SHOWN = """rows => rows.map(row => [row.getBoundingClientRect().top, row.querySelector('b').textContent])
    .sort((one, other) => one[0] - other[0]).map(pair => pair[1])"""


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    found = find_chromium()
    if found.chromium is None:
        pytest.fail(f"this test needs a browser: {found.reason}", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which(found.chromium.path), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1200, "height": 900})
        browser.close()


LISTED = ServiceSummary(
    (
        *sample.services().items,
        Service("1.000002", "Đăng ký kết hôn", "Hộ tịch", "2", "2", "", None, "commune", "UBND xã"),
        Service("1.000001", "Án phí", "", "4", "4", "", None, "district", "UBND huyện"),
        *(service(number, "2", "1", LOWER) for number in range(1000, 1120)),
    ),
    1874,
)


@pytest.fixture
def opened(browser_page: Page, tmp_path: Path) -> Page:
    file = tmp_path / "report.html"
    file.write_text(page_of(LISTED), encoding="utf-8")
    browser_page.goto(file.as_uri())
    return browser_page


def test_headings_and_buttons_sort_without_a_script(opened: Page) -> None:
    def first(count: int = 3) -> list[str]:
        names: list[str] = opened.eval_on_selector_all(".services tbody tr", _SHOWN)
        assert len(names) == len(LISTED.items)
        return names[:count]

    household, licence = "Cấp giấy chứng nhận đăng ký hộ kinh doanh", "Cấp đổi giấy phép lái xe"
    assert first() == [household, "Thủ tục số 1000", "Thủ tục số 1001"]
    opened.click("th label[for=by-name]")
    assert first() == ["Án phí", licence, household]
    opened.click("label:has(#backwards)")
    assert first() == ["Xác nhận số định danh", "Thủ tục số 1119", "Thủ tục số 1118"]
    opened.click("label:has(#backwards)")
    opened.check("#by-code")
    assert first() == ["Án phí", "Đăng ký kết hôn", "Thủ tục số 1000"]
    opened.check("#by-claimed")
    assert first(2) == [household, "Án phí"]
    opened.check("#by-observed")
    assert first(2) == ["Án phí", licence]
    opened.check("#by-body")
    assert first(3) == [licence, household, "Án phí"]
    opened.check("#by-field")
    assert first(1) == ["Xác nhận số định danh"]
    opened.check("#by-problem")
    assert first(1) == [household]


def test_the_head_stays_on_top_and_nothing_is_wider_than_the_page(opened: Page) -> None:
    for width in (1200, 800, 390):
        opened.set_viewport_size({"width": width, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.set_viewport_size({"width": 1200, "height": 900})
    opened.check("#by-name")
    opened.check("#backwards")
    top = "row => row.getBoundingClientRect().top"
    head, body = (opened.eval_on_selector(f".services {part} tr", top) for part in ("thead", "tbody"))
    assert head < body


def test_proof_opens_across_the_row(opened: Page) -> None:
    opened.click(".services tbody tr:first-child summary")
    wide = "row => row.getBoundingClientRect().width"
    row, proof = opened.eval_on_selector(".services tbody tr", wide), opened.eval_on_selector(".services .proof", wide)
    assert proof > row * 0.95
    assert "dẫn về trang chủ" in opened.inner_text(".services tbody tr:first-child .proof")
