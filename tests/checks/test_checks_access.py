"""Access for all: facts of plain HTML, counts of axe-core, and the data that names both."""

from importlib.resources import files

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.access_by_axe import axe_count, moving_texts
from checks.access_facts import FACTS
from checks.access_items import access_items, names_ticker, tells_picture, tells_target
from checks.browser_records import Measured
from domain.captures import Capture, CaptureKind, Outcome
from domain.clock import utc_now


def fact(name: str, body: str) -> tuple[int, int]:
    page = f"<html><head><title>T</title></head><body>{body}</body></html>"
    site, _ = tiny_site("", {"/thu": Served(page)})
    found = site.page("http://binhminh.gov.vn/thu")
    assert found is not None
    told = FACTS[name](found)
    return told.passed, told.failed


@pytest.mark.parametrize(
    ("name", "body", "counts"),
    [
        ("images", "<img src=a.png alt='Cầu mới qua suối'><img src=b.png>", (1, 1)),
        ("images", "<img src=a.png alt=''><img src=b.png role=presentation>", (0, 0)),
        ("images", "<img src=a.png alt='DSC_0012.JPG'><img src=b.png alt='image'><img src=c.png alt='ảnh'>", (0, 3)),
        ("images", "<a href=/x><img src=a.png alt=''></a>", (0, 1)),
        ("images", "<a href=/x title='Công báo'><img src=a.png alt=''></a>", (0, 0)),
        ("images", "".join(f"<img src={n}.png alt='Cổng'>" for n in range(5)), (0, 5)),
        ("images", "".join(f"<img src=logo.png alt='Huyện {n % 2}'>" for n in range(6)), (6, 0)),
        ("images", "<div style='display:none'><img src=a.png></div>", (0, 0)),
        ("links", "<a href=/a>Tin tức</a><a href=/b>Tại đây</a><a href=/c title='Xem lịch tuần'>Xem thêm</a>", (2, 1)),
        ("links", "<a href=/a>1</a><a href=/b>2</a><a href=/c>Trang sau</a><a href=#>Lên</a>", (0, 0)),
        ("links", "<a href=/a><img src=a.png></a>", (0, 1)),
        ("headings", "<main><h2>Tin mới</h2><p>x</p></main>", (1, 0)),
        ("headings", "<header><h1>Huyện Bình Minh</h1></header><main><p>Tin</p></main>", (0, 1)),
        ("headings", "<main><div class=title>Tin mới</div></main>", (0, 1)),
        ("moving", "<marquee>Chào mừng</marquee>", (0, 1)),
        ("moving", "<p>Đứng yên</p>", (0, 0)),
    ],
)
def test_facts(name: str, body: str, counts: tuple[int, int]) -> None:
    assert fact(name, body) == counts


def test_texts_that_say_something() -> None:
    assert all(map(tells_target, ("In", "Tin tức", "Xem chi tiết lịch công tác", "http://sonha.gov.vn")))
    assert not any(map(tells_target, ("", "Tại đây", "XEM THÊM", "»", "click here", "...")))
    assert all(map(tells_picture, ("Cầu mới", "Quốc huy", "Bản đồ hành chính huyện")))
    assert not any(map(tells_picture, ("", "IMG_0012", "anh-1.jpg", "image", "Hình ảnh", "…")))


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"<div class='news-ticker'>", True),
        (b'<ul id="marquee_tin">', True),
        (b"<div class=chuchay>", True),
        (b"<p>marquee la the cu</p>", False),
        (b"<div class='tin-moi'>ticker</div>", False),
    ],
)
def test_names_of_tickers(body: bytes, named: bool) -> None:
    assert names_ticker(body) is named


def record(**data: object) -> Measured:
    capture = Capture("c1", CaptureKind.AXE, "http://a.vn/", Outcome.OK, utc_now(), digest="sha256:x")
    return Measured(capture, data)


def violation(rule: str, count: object = 1) -> dict[str, object]:
    return {"id": rule, "count": count, "nodes": [{"target": "p", "html": "<p>x</p>"}]}


@pytest.mark.parametrize(
    ("passed", "failed", "doubtful", "holds"),
    [
        (90, 10, 0, True),
        (89, 11, 0, False),
        (0, 0, 0, None),
        (50, 0, 50, True),  # half decided, and all of it passes
        (40, 0, 60, None),
        (10, 30, 60, False),  # whatever the doubtful are
        (85, 5, 10, True),
    ],
)
def test_nine_in_ten(passed: int, failed: int, doubtful: int, holds: bool | None) -> None:
    found = record(
        passed={"color-contrast": passed, "image-alt": 7},
        violations=[violation("image-alt"), *([violation("color-contrast", failed)] if failed else [])],
        incomplete=[violation("color-contrast", doubtful)] if doubtful else [],
    )
    count = axe_count(found, ["color-contrast"])
    assert count.holds(0.9) is holds
    assert count.pointer == ("/violations/1/nodes/0" if failed else "")


def test_strange_records_are_survived() -> None:
    odd = record(passed=[1], passes="x", violations={"a": 1}, incomplete=[1, {"id": "color-contrast"}], moving="x")
    assert axe_count(odd, ["color-contrast"]).doubtful == 1
    assert moving_texts(odd) == []
    assert axe_count(record(passes=["image-alt", "blink"]), ["blink"]).ran == "/passes/1"


def test_rules_are_those_of_the_engine() -> None:
    """Every rule that an item names exists in the axe-core that audits run."""
    source = files("crawler.renderer").joinpath("vendor", "axe.min.js").read_text("utf-8")
    rules = [rule for item in access_items().items.values() for rule in item.rules]
    assert [rule for rule in rules if f'id:"{rule}"' not in source] == []
    assert f"axe v{access_items().version}" in source[:200]


def test_facts_are_known() -> None:
    assert {fact for item in access_items().items.values() for fact in item.facts} == set(FACTS)
    assert [item.point for item in access_items().items.values()] == ["a", "b", "c", "d", "đ"]
