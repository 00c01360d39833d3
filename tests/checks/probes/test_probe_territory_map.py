"""Maps of the territory, and what only looks like one."""

import pytest
from rows import observe_row
from snapshots import HOME, Served
from tiny_sites import tiny_site

from domain.agencies import Kind
from domain.captures import CaptureKind

MAP = "<h1>Bản đồ hành chính</h1><div><img src='/img/bando.jpg' alt='Bản đồ hành chính huyện Bình Minh'></div>"
COMMUNES = "<p>Các xã: Tân Lập, Đồng Tâm, Thạnh Phú.</p>"
WAY = "<iframe src='https://www.google.com/maps/embed?pb=1'></iframe>"

CASES = [
    (MAP + COMMUNES, 1.0, 0.0, "full"),
    (MAP + "<p>xã Tân Lập; thị trấn Bình Minh; Xã Đồng Tâm</p>", 1.0, 0.0, "full"),
    (MAP, 0.7, 0.3, "unread"),
    (MAP.replace("huyện Bình Minh", "các huyện"), 0.4, 0.0, "upper_level"),
    (MAP.replace("huyện Bình Minh", "tỉnh Hòa Sơn"), 0.4, 0.0, "other_level"),
    (MAP.replace("huyện Bình Minh", "huyện Phú Lý"), 0.0, 0.0, "not_own"),
    (MAP.replace("hành chính huyện", "du lịch huyện"), 0.0, 0.0, "no_map"),
    ("<h1>Bản đồ hành chính</h1>" + COMMUNES, 0.0, 0.0, "no_map"),
    (f"<h1>Bản đồ</h1><p>Trụ sở ở khu phố 2.</p>{WAY}", 0.0, 0.0, "way_only"),
    ("<h1>Bản đồ</h1><p>Bản đồ số của huyện.</p><iframe src='/webgis/viewer'></iframe>", 0.7, 0.3, "unread"),
    ("<h1>Bản đồ</h1><p>Tải <a href='/t/bando-hc.pdf'>bản đồ hành chính</a> về máy để xem.</p>", 0.7, 0.3, "unread"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "earned", "unknown", "code"), CASES)
def test_grades(content: str, earned: float, unknown: float, code: str) -> None:
    site, _ = tiny_site(content, label="Bản đồ hành chính")
    seen = observe_row(site, "nd43-10-1-a-map")
    assert (seen.earned, seen.unknown, seen.code) == (earned, unknown, code), seen.reason.vi


def test_a_dead_picture_is_no_map() -> None:
    dead = {f"{HOME}img/bando.jpg": Served("x", status=404, kind=CaptureKind.FILE)}
    site, _ = tiny_site(MAP + COMMUNES, dead, label="Bản đồ hành chính")
    assert observe_row(site, "nd43-10-1-a-map").code == "dead_picture"


def test_a_map_of_one_district_is_not_the_provinces() -> None:
    site, _ = tiny_site(MAP.replace("Bình Minh", "Phú Lý"), label="Bản đồ hành chính", kind=Kind.PROVINCE)
    assert observe_row(site, "nd43-10-1-a-map").code == "other_level"
