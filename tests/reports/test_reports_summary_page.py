"""The index page over several audits."""

from dataclasses import replace

import pytest
import report_sample as sample
from lxml import html

from domain.captures import Ending
from reports.summary_page import render_summary_page


def rows_of(page: str) -> list[html.HtmlElement]:
    return list(html.document_fromstring(page).xpath("//table[@class='summary']/tbody/tr"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_audit_has_a_row_with_its_report_whatever_happened() -> None:
    audit, judged = sample.unreachable()
    page = render_summary_page(
        [(sample.audit(), sample.evaluation()), (audit, judged)],
        sample.catalogue(),
        report_of=lambda one: f"each one/{one.pages}.html",
    )
    good, bad = rows_of(page)
    assert good.xpath("./th/a/@href") == ["each%20one/143.html"]
    assert [words(cell) for cell in good.xpath("./td")] == [
        "0,586", "0,313 – 0,779", "53,5%", "3", "2", "1", "2", "1", "1", "1",
    ]  # fmt: skip
    assert "Không truy cập được" in words(bad)
    assert [words(cell) for cell in bad.xpath("./td")][:3] == ["–", "0,000 – 1,000", "0%"]
    assert bad.xpath(".//span[@class='warn']")
    assert not good.xpath(".//span[@class='warn']")
    totals = [words(cell) for cell in html.document_fromstring(page).xpath("//tfoot//td")]
    assert totals == ["3", "2", "1", "13", "1", "1", "1"]


def test_no_audit_says_so() -> None:
    assert "Chưa có lần kiểm tra nào" in render_summary_page([], sample.catalogue())


@pytest.mark.parametrize("link", ["/etc/passwd", "../x.html", "a/../../x.html", "//evil.example/x", ""])
def test_report_outside_the_folder_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match="below the page"):
        render_summary_page([(sample.audit(), sample.evaluation())], sample.catalogue(), report_of=lambda _: link)


@pytest.mark.parametrize("text", sample.HOSTILE)
def test_hostile_names_stay_text(text: str) -> None:
    audit, judged = sample.hostile(text)
    page = render_summary_page([(audit, judged)], sample.catalogue(), report_of=lambda _: "javascript:alert(1)")
    tree = html.document_fromstring(page)
    assert tree.xpath("//script | //img | //@src | //@style") == []
    assert tree.xpath("//th/a/@href") == ["javascript%3Aalert%281%29"]


def test_blocked_audit_is_marked() -> None:
    blocked = replace(sample.audit(), ending=Ending.BLOCKED)
    (row,) = rows_of(render_summary_page([(blocked, sample.evaluation())], sample.catalogue()))
    assert row.xpath("./th/a/@href") == [f"{blocked.id}.html"]
    assert "Bị cổng từ chối" in words(row.xpath(".//span[@class='warn']")[0])
