"""Numbers of a province's gazette: found in lists, links and lines; whose they are; what is told of each."""

from collections.abc import Mapping

import pytest
from tiny_sites import tiny_site

from checks.gazette_numbers import read_numbers
from checks.load_catalogue import load_catalogue
from checks.observations import Observation
from checks.probes import gazette_numbers
from checks.probes.gazette_numbers import GazetteParams
from checks.requirement import ProbeCall
from domain.agencies import Kind

ROW = load_catalogue("nd43-2011").get("nd43-10-1-g-gazette")


def observe(content: str, pages: Mapping[str, str] | None = None) -> Observation:
    assert ROW is not None
    assert ROW.rule is not None
    call = ROW.rule.parts[0]
    assert isinstance(call, ProbeCall)
    site, _ = tiny_site(content, dict(pages or {}), Kind.PROVINCE, "Công báo")
    return gazette_numbers.run(site, GazetteParams.model_validate(dict(call.params)), ROW)


def documents(*numbers: str, abstract: str = "Quy định về quản lý chợ ở địa phương") -> str:
    rows = "".join(f"<tr><td>{number}</td><td>02/11/2026</td><td>{abstract}</td></tr>" for number in numbers)
    return f"<table><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>{rows}</table>"


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("<ul><li><a href='/1'>Công báo số 12</a></li><li><a href='/2'>Công báo số 11</a></li></ul>", ["12", "11"]),
        ("<p><a href='/1'>Số 41 + 42/2026 ngày 12/11/2026</a></p>", ["41+42/2026"]),
        ("<h3>CÔNG BÁO TỈNH SƠN HÀ - SỐ 7 VÀ 8, ngày 03/11/2026</h3><p>Mục lục</p>", ["7+8"]),
        (
            "<table><tr><th>Số công báo</th><th>Ngày</th></tr><tr><td>15+16</td><td>09/11/2026</td></tr>"
            "<tr><td>13</td><td>12/10/2026</td></tr></table>",
            ["15+16", "13"],
        ),
        (documents("31/2026/QĐ-UBND", "30/2026/QĐ-UBND"), []),
        ("<p>Căn cứ Công báo số 12/2026/QĐ-UBND ban hành</p>", []),
        ("<p>Đường dây nóng: số 0255 3822456</p>", []),
    ],
)
def test_numbers_are_known_by_name_or_column(content: str, numbers: list[str]) -> None:
    site, page = tiny_site(content, kind=Kind.PROVINCE, label="Công báo")
    assert [number.number for number in read_numbers(site, page)] == numbers


HEAD = "<h3>Công báo số 7 ngày 03/11/2026</h3>"
CASES = [
    (HEAD + documents("31/2026/QĐ-UBND", "12/2026/NQ-HĐND"), 1.0, 0.0, "full"),
    ("<h3>Công báo số 7</h3>" + documents("31/2026/QĐ-UBND", "30/2026/QĐ-UBND"), 0.75, 0.0, "undated number"),
    (HEAD + "<p>Toàn bộ nội dung có tại văn phòng, mời các đơn vị đến nhận bản giấy trong giờ làm việc</p>", 0.5, 0.0,
     "neither list nor abstracts"),
    (HEAD + documents("201/2026/NĐ-CP", "1844/QĐ-TTg"), 0.0, 0.0, "the Government's documents"),
    ("<h3>Công báo Chính phủ số 7 ngày 03/11/2026</h3><p>Danh mục văn bản đăng trong số này</p>", 0.0, 0.0, "its name"),
    (documents("31/2026/QĐ-UBND", "30/2026/QĐ-UBND"), 0.0, 0.0, "single documents"),
    ("<ul><li><a href='/1'>Công báo số 12</a></li><li><a href='/2'>Công báo số 11</a></li></ul>", 0.0, 1.0, "unread"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "earned", "unknown", "why"), CASES)
def test_share_of_the_four(content: str, earned: float, unknown: float, why: str) -> None:
    seen = observe(content)
    assert (seen.earned, seen.unknown) == (earned, unknown), (why, seen.reason.vi)


def test_numbers_of_two_years_are_not_one() -> None:
    content = "".join(
        f"<h3>Công báo số 7 ngày 03/02/{year}</h3>" + documents(f"3{year % 10}/{year}/QĐ-UBND", f"4/{year}/QĐ-UBND")
        for year in (2026, 2025)
    )
    site, page = tiny_site(content, kind=Kind.PROVINCE, label="Công báo")
    assert [number.day.year for number in read_numbers(site, page) if number.day] == [2026, 2025]
