"""Clicks to rows that an endpoint gives by portions."""

import json

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.services.portions import portion_clicks
from domain.captures import CaptureKind

ROOT = "http://binhminh.gov.vn"


def record(first: int) -> Served:
    rows = [{"ten": f"Đăng ký tàu cá loại {first + n}", "ma": f"1.00{first + n:04}"} for n in range(5)]
    return Served(json.dumps(rows), kind=CaptureKind.JSON, mime="application/json", referrer=f"{ROOT}/muc")


@pytest.mark.parametrize(
    ("control", "ahead"),
    [
        ("<button>Tải thêm</button>", [0, 1, 3]),
        ("<a href='/muc?trang=2'>2</a><a href='/muc?trang=3'>3</a>", [0, 1, 1]),
        ("<p>Cuộn xuống</p>", [0, None, None]),
    ],
)
@pytest.mark.parametrize(("query", "numbers"), [("page={}", (1, 2, 4)), ("start={}&limit=5", (0, 5, 15))])
def test_each_further_portion_costs_a_click(
    control: str, ahead: list[int | None], query: str, numbers: tuple[int, ...]
) -> None:
    urls = [f"/api/tau?{query.format(number)}" for number in numbers]
    site, page = tiny_site(control, {url: record(number) for url, number in zip(urls, numbers, strict=True)})
    found = portion_clicks(site, {page.url: 2})
    assert [found.get(f"{ROOT}{url}") for url in urls] == [None if n is None else n + 2 for n in ahead]
