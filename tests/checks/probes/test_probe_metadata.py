"""Six elements over the kinds of pages."""

import pytest
from sampled_sites import ARTICLE, LIST, OTHER, news_site
from snapshots import HOME

from checks.probe_kind import Params
from checks.probes import metadata

NAMES = ("title", "creator", "date", "description", "publisher", "identifier")


def core(mark: str, **values: str) -> str:
    given = {name: f"{name} của {mark}" for name in NAMES} | {"date": f"2026-11-1{len(mark)}"} | values
    return "".join(f"<meta name='DC.{name}' content='{value}'>" for name, value in given.items())


@pytest.mark.parametrize(
    ("heads", "earned"),
    [
        ({HOME: core("một"), ARTICLE: core("hai bài"), OTHER: core("ba bài ba")}, 1.0),
        ({HOME: core("một"), ARTICLE: core("hai bài")}, 0.75),  # home whole, items half
        ({}, 0.0),
        ({HOME: core("một", title="", date="hôm nay", creator="admin")}, 0.25),
        ({HOME: core("một"), ARTICLE: core("hai bài", title="title của một"), OTHER: core("ba bài ba")}, 0.9583),
        (dict.fromkeys((HOME, ARTICLE, OTHER), "<meta name=description content='Mô tả chung'>"), 0.0417),
        ({ARTICLE: "<meta name=DC.title content='Riêng'><meta property=og:title content='Riêng hơn'>"}, 0.0417),
        ({LIST: core("danh sách")}, 0.0),  # lists are no kind of their own
        ({HOME: "<meta name=keywords content='a, b'><title>Trang chủ</title>"}, 0.0),
    ],
)
def test_elements(heads: dict[str, str], earned: float) -> None:
    seen = metadata.run(news_site(heads=heads), Params(), None)
    assert seen.earned == pytest.approx(earned, abs=0.0002), seen.reason.en
    assert seen.unknown == 0


def test_one_day_on_all_pages_is_the_servers() -> None:
    heads = dict.fromkeys((HOME, ARTICLE, OTHER), "<meta name=DC.date content='2026-11-20T03:00:00'>")
    assert metadata.run(news_site(heads=heads), Params(), None).earned == 0
