"""Counts, points, goals, true claims, and the dossiers that a portal publishes."""

import pytest
from service_portals import FIELDS, own_page, portal
from tiny_sites import tiny_site

from checks.services.dossiers import figures_on
from checks.services.figures import service_figures

FEE = FIELDS | {"Phí, lệ phí": "75.000 đồng/lần"}


def test_levels_points_and_claims() -> None:
    figures = service_figures(portal({"/dvc/0": own_page(0, FEE), "/dvc/1": None}, levels=("4", "4", "3", "2")))
    assert figures["total"] == 4
    assert figures["claimed"]["counts"] == {"2": 1, "3": 1, "4": 2}
    assert figures["claimed"]["points"] == 1 + 4 + 8 + 8
    assert figures["observed"]["of"] == 3
    assert figures["observed"]["counts"] == {"3": 1, "4": 2}
    assert figures["observed"]["points"] == 4 + 8 + 8
    assert figures["level_4"]["share"] == 0.5
    assert (figures["level_4"]["goal_2020_reached"], figures["level_4"]["goal_2021_reached"]) == (True, False)
    assert figures["claims"] == {"told": 3, "true": 2, "share": 0.6667}


def test_no_list_no_figures() -> None:
    site, _ = tiny_site("<p>Tin tức trong huyện.</p>")
    assert service_figures(site) == {}


def test_published_dossiers_carry_address_and_day() -> None:
    statistics = (
        "<h2>Tình hình giải quyết hồ sơ tháng 10/2026</h2><p>Đã tiếp nhận: 1.204</p><p>Đã giải quyết: 1.140</p>"
    )
    site = portal({"/thong-ke-ho-so": statistics, "/anh": '<a href="/thong-ke-ho-so">Thống kê hồ sơ</a>'})
    told = {item["figure"]: item for item in service_figures(site)["dossiers"]}
    assert {kind: item["value"] for kind, item in told.items()} == {"received": "1.204", "settled": "1.140"}
    assert told["received"]["url"].endswith("/thong-ke-ho-so")
    assert told["received"]["seen"].startswith("2026-11-20")
    assert told["received"]["period"] == "tháng 10/2026"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>Hồ sơ đã tiếp nhận: 512</p>", {"received": "512"}),
        ("<div><b>Đã giải quyết</b><p>1.140</p></div>", {"settled": "1.140"}),
        ("<div><p>98,5%</p><p>Tỷ lệ đúng hạn</p></div>", {"on_time": "98,5%"}),
        (
            "<table><tr><th>Đơn vị</th><th>Tiếp nhận</th><th>Đã giải quyết</th></tr>"
            "<tr><td>A</td><td>1</td><td>2</td></tr>"
            "<tr><td>Tổng</td><td>30</td><td>28</td></tr></table>",
            {"received": "30", "settled": "28"},
        ),
        ("<p>Ngày 05/10/2026 tiếp nhận công văn số 12/CV</p>", {}),
        ("<p>Khách đang truy cập: 15</p>", {}),
        ("<p>Điện thoại tiếp nhận: 0236 3888 999</p>", {}),
    ],
)
def test_figures_on_a_page(content: str, expected: dict[str, str]) -> None:
    site, page = tiny_site(content)
    assert {figure.kind: figure.value for figure in figures_on(site, page)} == expected
