"""Five elements of statistics, and two kinds of report on accepted topics."""

from typing import Any

import pytest
from snapshots import HOME, Served, file_text, make_snapshot, make_target
from tiny_sites import tiny_site

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probes import elements, reports
from checks.requirement import ProbeCall
from checks.site import Site
from domain.agencies import Kind
from domain.captures import CaptureKind

CATALOGUE = load_catalogue("nd43-2011")


def observe(requirement: str, module: Any, content: str, pages: dict[str, str | Served], label: str) -> Observation:
    row = CATALOGUE.get(requirement)
    assert row is not None
    assert row.rule is not None
    call = row.rule.parts[0]
    assert isinstance(call, ProbeCall)
    site, _ = tiny_site(content, pages, Kind.PROVINCE, label)
    seen = module.run(site, module.PROBE.params.model_validate(dict(call.params)), row)
    assert isinstance(seen, Observation)
    return seen


def statistics(own: str, title: str = "Số liệu thống kê chủ yếu của tỉnh") -> Observation:
    content = f"<ul><li><a href='/tk'>{title}</a> <span>05/10/2026</span></li></ul>"
    more = "<p>Văn phòng xin gửi tới các đơn vị để tiện theo dõi trong công việc hằng ngày.</p>"
    return observe("nd43-12-3-elements", elements, content, {"/tk": f"<h1>{title}</h1>{more}{own}"}, "Thống kê")


FIGURES = "<p>Lúa 212,5 nghìn tấn; ngô 41,3; sắn 18,2; mía 96,4; lạc 3,1; đậu 2,2 nghìn tấn.</p>"
RUNNING = "<p>" + "Sản xuất ở các huyện nhìn chung thuận lợi hơn so với cùng kỳ nhờ mưa đều. " * 6 + "</p>"
STATISTICS = [
    ("", 0.0, "nothing of the five"),
    (FIGURES, 0.2, "figures"),
    ("<p>Số liệu quý III.</p>", 0.2, "the time"),
    ("<p>Phương pháp tính: tổng hợp từ các xã.</p>", 0.2, "the method"),
    (RUNNING, 0.2, "an analysis"),
    ("<p>So với cùng kỳ.</p>", 0.0, "three words are no analysis"),
    (FIGURES + RUNNING + "<p>Nguồn số liệu: điều tra tháng 9.</p>", 0.8, "all but a report by its title"),
]


@pytest.mark.parametrize(("own", "earned", "why"), STATISTICS)
def test_share_of_the_five(own: str, earned: float, why: str) -> None:
    seen = statistics(own)
    assert (seen.earned, seen.unknown) == (pytest.approx(earned), 0.0), (why, seen.reason.vi)


def test_a_report_is_told_by_its_title_and_its_words() -> None:
    assert statistics(RUNNING, "Báo cáo thống kê tình hình của tỉnh").earned == pytest.approx(0.4)


def test_figures_are_no_dates() -> None:
    assert statistics(
        "<p>Các xã nộp báo cáo từ 01/02/2026 đến 03/04/2026 và 05/06/2026 tại văn phòng.</p>"
    ).earned == pytest.approx(0.2)


def test_evidence_in_a_file_names_its_page() -> None:
    body = "%PDF-1.4 tk"
    frame = "<title>Cổng TTĐT tỉnh Sơn Hà</title><body><nav><a href='/'>Trang chủ</a><a href='/tk'>Thống kê</a></nav>%s"
    listed = (
        "<main><h1>Thống kê</h1><ul><li><a href='/q3.pdf'>Báo cáo thống kê quý III của tỉnh</a> (05/10/2026)</li></ul>"
    )
    pages: dict[str, str | Served] = {
        HOME: frame % "<main><p>Chào mừng.</p></main>",
        "/tk": frame % listed,
        "/q3.pdf": Served(body, kind=CaptureKind.FILE, mime="application/pdf"),
    }
    text = file_text(["Trang bìa", "Phương pháp tính: tổng hợp từ điều tra doanh nghiệp hằng tháng"], body)
    snapshot = make_snapshot(pages, make_target(Kind.PROVINCE, "Tỉnh Sơn Hà"), records=[("/q3.pdf", text)])
    row = CATALOGUE.get("nd43-12-3-elements")
    assert row is not None
    assert row.rule is not None
    call = row.rule.parts[0]
    assert isinstance(call, ProbeCall)
    site = Site.build(snapshot, load_lexicon())
    seen = elements.run(site, elements.ElementsParams.model_validate(dict(call.params)), row)
    places = {
        (item.locator.type.value, item.locator.value) for item in seen.evidence if item.value.startswith("phương")
    }
    assert places == {("page", "2")}


TOPIC = "Nghiên cứu giống ngô nếp tím chịu hạn cho vùng đồi"
SUMMARY = "<p>" + "Đề tài đã chọn được hai dòng ngô chịu hạn, năng suất hơn giống cũ. " * 8 + "</p>"
PDF = Served("%PDF-1.4 bc", kind=CaptureKind.FILE, mime="application/pdf")
RESULTS = [
    ("<p>Cơ quan chủ trì: Viện Ngô. Xếp loại: khá. Đề tài do các cán bộ của viện làm.</p>", 0.4, "list_only"),
    (f"<p>Kết quả nghiên cứu</p>{SUMMARY}", 0.7, "most"),
    (f"<p>Kết quả nghiên cứu</p>{SUMMARY}<p>Địa chỉ ứng dụng: ba hợp tác xã.</p>", 1.0, "full"),
    ("<p>Hội đồng đã thông qua tài liệu của đề tài, mời xem:</p><a href='/bc.pdf'>Báo cáo tổng hợp</a>", 0.7, "most"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "earned", "code"), RESULTS)
def test_kinds_of_report(own: str, earned: float, code: str) -> None:
    content = f"<ul><li><a href='/kq'>{TOPIC}</a> <span>05/10/2026</span></li></ul>"
    pages: dict[str, str | Served] = {"/kq": f"<h1>{TOPIC}</h1>{own}", "/bc.pdf": PDF}
    seen = observe("nd43-11-2-results", reports, content, pages, "Kết quả nghiên cứu")
    assert (seen.earned, seen.code) == (earned, code), seen.reason.vi
