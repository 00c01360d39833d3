"""The one-agency report: whole, self-contained, and deaf to what a portal would have it do."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
import report_sample as sample
from lxml import html

from domain.agencies import Kind
from domain.audits import Audit
from domain.captures import Ending
from domain.findings import (
    VERDICT_NAMES,
    Evaluation,
    Locator,
    LocatorType,
    Score,
    Service,
    ServiceSummary,
    Text2,
    Verdict,
)
from reports.agency_page import render_agency_page


def rendered(audit: Audit | None = None, judged: Evaluation | None = None) -> str:
    return render_agency_page(
        audit or sample.audit(), judged or sample.evaluation(), sample.catalogue(), sample.captures()
    )


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def card(page: str, requirement: str) -> html.HtmlElement:
    (found,) = parsed(page).xpath("//article[@id=$id]", id=requirement)
    return found


PAGE = rendered()


def test_page_needs_nothing_from_anywhere() -> None:
    tree = parsed(PAGE)
    assert tree.xpath("//script | //link | //img | //iframe | //object | //embed | //form | //base") == []
    assert tree.xpath("//@src | //@srcset | //@action | //@style | //@background") == []
    assert [name for name in tree.xpath("//@*") if name.attrname.startswith("on")] == []
    (style,) = tree.xpath("//style/text()")
    assert "url(" not in style
    assert "@import" not in style


def test_policy_allows_the_style_sheet_by_its_digest_and_nothing_else() -> None:
    (policy,) = parsed(PAGE).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_same_input_gives_the_same_page() -> None:
    assert rendered() == PAGE


def test_head_names_agency_audit_catalogue_and_archive() -> None:
    tree = parsed(PAGE)
    assert tree.xpath("string(//h1)") == "Ủy ban nhân dân tỉnh Quảng Đông"
    head = words(tree.xpath("//header[@class='head']")[0])
    for expected in (
        "UBND tỉnh, thành phố", "14/03/2022 12:00 – 14/03/2022 12:06", "Hoàn thành completed",
        "143 trang", "171 yêu cầu", sample.audit().id, "Nghị định 43/2011/NĐ-CP", "nd43-2011",
        sample.audit().archive, sample.PORTAL, "0.1.0",
    ):  # fmt: skip
        assert expected in head
    assert tree.xpath("//header//code[@title=$digest]", digest=sample.catalogue().digest)


def test_score_stands_with_bounds_coverage_and_groups() -> None:
    panel = words(parsed(PAGE).xpath("//section[@class='score']")[0])
    for expected in ("0,586 Chỉ số", "0,313 – 0,779", "53,5%", "13,6 / 23,2 / 43,4"):
        assert expected in panel
    rows = {
        words(row.xpath("./th")[0]): [words(cell) for cell in row.xpath("./td")]
        for row in parsed(PAGE).xpath("//table[@class='groups']/tbody/tr")
    }
    assert rows["Thông tin chủ yếu Main information"][:5] == ["9,4", "19", "31,4", "0,495", "60,5%"]
    assert rows["Dịch vụ công trực tuyến Online public services"] == ["không có điểm nào áp dụng no points apply"]


def test_every_finding_has_its_card_with_verdict_and_reason_in_both_languages() -> None:
    tree = parsed(PAGE)
    assert len(tree.xpath("//article")) == len(sample.findings())
    for finding in sample.findings():
        text = words(card(PAGE, finding.requirement))
        assert VERDICT_NAMES[finding.verdict][0] in text
        assert VERDICT_NAMES[finding.verdict][1] in text
        assert finding.reason.vi in text
        assert finding.reason.en in text


def test_counts_are_those_of_the_findings() -> None:
    counts = {
        verdict: words(
            parsed(PAGE).xpath(f"//ul[@class='counts']/li[span[contains(@class, 'v-{verdict.value}')]]/b")[0]
        )
        for verdict in Verdict
    }
    assert counts[Verdict.MET] == "3"
    assert sum(int(count) for count in counts.values()) == len(sample.findings())


def test_card_quotes_the_clause() -> None:
    text = words(card(PAGE, "nd43-10-1-a-structure"))
    assert "gạch đầu dòng thứ nhất điểm a khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP" in text
    assert "“Sơ đồ, cơ cấu tổ chức, chức năng, nhiệm vụ, quyền hạn của cơ quan”" in text
    assert "1 / 1 điểm" in text
    assert "điểm do công cụ chọn our own choice" in text


def test_row_that_does_not_apply_is_told_in_short() -> None:
    text = words(card(PAGE, "tt32-20-https"))
    assert "Điều 20 Thông tư 32/2017/TT-BTTTT" in text
    assert "Cổng không có dịch vụ mức độ 3, 4." in text
    assert "bắt buộc" not in text
    assert "When it is met" not in text


def test_card_without_points_says_so() -> None:
    text = words(card(PAGE, "tt32-16-2-main-menu"))
    assert "không chấm điểm" in text
    assert "our own choice" not in text


def test_evidence_has_excerpt_address_time_digest_and_place() -> None:
    found = card(PAGE, "nd43-10-1-b-news")
    text = words(found)
    assert "21/02/2022 – Chủ tịch UBND tỉnh làm việc" in text
    assert "14/03/2022 12:00" in text
    assert "HTTP 200" in text
    assert "bản ghi record c000002" in text
    assert "/html/body/div[2]/main/section[1]/ul/li[3]/a" in text
    assert "độ tin cậy confidence 95%" in text
    assert f"chuyển hướng từ redirected from {sample.PORTAL}?muc=2" in text
    assert found.xpath(".//code[@title=$digest]", digest=sample.DIGESTS[2])
    links = found.xpath(".//section[@class='proofs']//a")
    assert {link.get("rel") for link in links} == {"noreferrer noopener"}
    assert all(link.get("href") == link.text_content() for link in links)


def test_without_captures_evidence_still_stands() -> None:
    page = render_agency_page(sample.audit(), sample.evaluation(), sample.catalogue())
    text = words(card(page, "nd43-10-1-b-news"))
    assert "Chủ tịch UBND tỉnh" in text
    assert "HTTP" not in text


def test_what_was_not_found_shows_its_search() -> None:
    text = words(card(PAGE, "nd43-10-1-h-projects"))
    for expected in (
        "Đã đọc 87 trang, so 412 nhãn, xem 96,4% địa chỉ", "87 pages read", "Thông báo đấu giá tài sản", "81,2%",
        "Auctions sell assets", f"{sample.PORTAL}thong-tin-du-an", "(6 trên 412)", "Văn bản chỉ đạo điều hành",
        f"{sample.PORTAL}so-do-cong",
    ):  # fmt: skip
        assert expected in text


def test_faults_say_what_to_fix_and_others_do_not() -> None:
    assert "Đăng tin có ngày ở chuyên mục riêng" in words(card(PAGE, "nd43-10-1-h-projects"))
    assert "Đăng tin có ngày ở chuyên mục riêng" in words(card(PAGE, "nd43-10-1-b-news"))
    for silent in ("nd43-10-1-a-structure", "nd43-10-1-e-list", "tt32-20-https", "nd43-15-1-c-print-save"):
        assert "What to fix" not in words(card(PAGE, silent))


def test_practice_and_a_persons_part_are_told() -> None:
    assert "Đấu giá bán tài sản không phải là đấu thầu." in words(card(PAGE, "nd43-10-1-h-projects"))
    assert "có đọc được tên phường, xã" in words(card(PAGE, "nd43-10-1-a-map"))
    listed = words(parsed(PAGE).xpath("//section[@aria-labelledby='person']")[0])
    assert "Bản đồ địa giới hành chính" in listed


def test_fix_first_is_led_by_what_costs_most_and_leaves_out_what_costs_nothing() -> None:
    table = parsed(PAGE).xpath("//section[@aria-labelledby='fix']//tbody/tr")
    assert [(row.xpath(".//a/@href")[0], words(row.xpath("./td[3]")[0])) for row in table] == [
        ("#nd43-10-1-h-projects", "6"),
        ("#nd43-10-1-b-news", "3,6"),
    ]


def test_links_inside_the_page_lead_somewhere() -> None:
    tree = parsed(PAGE)
    ids = set(tree.xpath("//@id"))
    inner = [link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")]
    assert inner
    assert set(inner) <= ids
    assert len(ids) == len(tree.xpath("//@id"))


def test_services_are_listed_with_faults_first() -> None:
    section = parsed(PAGE).xpath("//section[@class='listed']")[0]
    assert "cổng công bố the portal claims 1874" in words(section)
    rows = [words(row) for row in section.xpath(".//tbody/tr")]
    assert "Thấp hơn mức công bố" in rows[0]
    assert "Không nêu mức độ" in rows[1]
    assert "Cấp đổi giấy phép lái xe" in rows[2]


def test_long_service_list_says_what_it_leaves_out() -> None:
    many = ServiceSummary(tuple(Service(f"{n:05}", "Dịch vụ", "", "3", "3", "") for n in range(400)), None)
    page = rendered(judged=replace(sample.evaluation(), services=many))
    assert len(parsed(page).xpath("//table[@class='services']/tbody/tr")) == 150
    assert "Còn 250 dịch vụ nữa" in page


def test_what_was_measured_stands_with_its_finding() -> None:
    assert "Số đo Measured: items 20 · newest_age_days 15" in words(card(PAGE, "nd43-10-1-b-news"))
    figures = words(parsed(PAGE).xpath("//details[@class='figures']")[0])
    assert "identity.state" in figures
    assert "0,964" in figures
    assert "newest_age_days" not in figures


def test_commune_is_judged_without_points() -> None:
    plain = sample.audit()
    agency = replace(plain.target.agency, kind=Kind.COMMUNE)
    advice = rendered(replace(plain, target=replace(plain.target, agency=agency)))
    assert "không chấm điểm" in words(card(advice, "nd43-10-1-b-news"))
    assert "/ 12" not in words(card(advice, "nd43-10-1-b-news"))


def test_much_evidence_says_what_it_leaves_out() -> None:
    finding = sample.findings()[0]
    crowded = replace(finding, evidence=finding.evidence * 20)
    page = rendered(judged=replace(sample.evaluation(), findings=(crowded, *sample.findings()[1:])))
    assert "và 8 bằng chứng nữa trong tệp JSON" in words(card(page, finding.requirement))


@pytest.mark.parametrize(
    ("ending", "weight", "vi"),
    [
        (None, "caution", "Kết quả tạm thời"),
        (Ending.WALL, "caution", "Kết quả một phần"),
        (Ending.BLOCKED, "grave", "Cổng từ chối"),
        (Ending.UNREACHABLE, "grave", "Không truy cập được cổng"),
    ],
)
def test_banner_for_what_limits_the_result(ending: Ending | None, weight: str, vi: str) -> None:
    (banner,) = parsed(rendered(sample.audit(ending))).xpath("//div[starts-with(@class, 'notice')]")
    assert weight in banner.get("class")
    assert vi in words(banner)


def test_no_banner_on_a_complete_audit() -> None:
    assert parsed(PAGE).xpath("//div[starts-with(@class, 'notice')]") == []


def test_nothing_judged_shows_no_index_and_full_bounds() -> None:
    audit, judged = sample.unreachable()
    text = words(parsed(rendered(audit, judged)).xpath("//section[@class='score']")[0])
    assert "– Chỉ số" in text
    assert "0,000 – 1,000" in text
    assert "Chưa xét được yêu cầu nào" in text


def test_nothing_applicable_renders() -> None:
    empty = Score(0.0, 0.0, 0.0, None, None, None, None, {})
    assert "<h1>" in rendered(judged=replace(sample.evaluation(), score=empty))


def test_unknown_requirement_renders_without_its_law() -> None:
    fewer = replace(sample.catalogue(), requirements=())
    page = render_agency_page(sample.audit(), sample.evaluation(), fewer)
    assert len(parsed(page).xpath("//article")) == len(sample.findings())


@pytest.mark.parametrize("text", sample.HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    audit, judged = sample.hostile(text)
    page = rendered(audit, judged)
    tree = parsed(page)
    assert page.encode("utf-8")
    assert tree.xpath("//script | //img | //iframe | //@src | //@style") == []
    assert len(tree.xpath("//style")) == 1
    assert [name.attrname for name in tree.xpath("//@*") if name.attrname.startswith("on")] == []
    assert all(link.startswith(("https://", "http://", "#")) for link in tree.xpath("//@href"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "49" not in words(tree.xpath("//h1")[0])
    assert len(page) < 120_000


def test_hostile_markup_is_shown_as_it_was_written() -> None:
    audit, judged = sample.hostile("<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in words(card(rendered(audit, judged), "nd43-10-1-h-projects"))


def test_address_that_is_no_web_address_is_text() -> None:
    audit, judged = sample.hostile("javascript:alert(document.domain)")
    found = card(rendered(audit, judged), "nd43-10-1-h-projects")
    assert "javascript:alert(document.domain)" in words(found)
    assert found.xpath(".//a") == []


def test_reason_given_in_one_language_leaves_no_empty_line() -> None:
    finding = replace(sample.findings()[0], reason=Text2("Có.", ""))
    page = rendered(judged=replace(sample.evaluation(), findings=(finding, *sample.findings()[1:])))
    assert len(card(page, finding.requirement).xpath(".//div[@class='reason']/p")) == 1


def test_page_is_valid_enough_for_a_strict_reader() -> None:
    """Every element that was opened is closed: an XML-like count over the tags that need it."""
    for tag in (
        "article",
        "section",
        "table",
        "tr",
        "td",
        "details",
        "dl",
        "div",
        "ol",
        "ul",
        "li",
        "span",
        "a",
        "bdi",
    ):
        assert len(re.findall(rf"<{tag}[ >]", PAGE)) == PAGE.count(f"</{tag}>"), tag


def test_evidence_on_a_page_of_a_pdf_tells_the_page_and_opens_there() -> None:
    judged = sample.evaluation()
    (finding, *others) = judged.findings
    seen = replace(finding.evidence[0], url=f"{sample.PORTAL}tep/co-cau.pdf", locator=Locator(LocatorType.PAGE, "3"))
    judged = replace(judged, findings=(replace(finding, evidence=(seen,)), *others))
    captures = sample.captures()
    first = next(iter(captures.values()))
    captures = {**captures, seen.digest: replace(first, digest=seen.digest, url=seen.url, mime="application/pdf")}
    page = render_agency_page(sample.audit(), judged, sample.catalogue(), captures)
    shown = card(page, finding.requirement)
    assert "trang (trang tính, trang chiếu) 3 của tệp page (sheet, slide) 3 of the file" in words(shown)
    assert f"{seen.url}#page=3" in shown.xpath(".//a[@class='address']/@href")
