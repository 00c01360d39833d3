"""Six things in the head, and what a picture may hide."""

import pytest
from rows import observe_row
from snapshots import HOME, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Kind

MENU = "<a href='/'>Trang chủ</a><a href='/gt'>Giới thiệu</a><a href='/dvc'>Dịch vụ công</a><a href='/sd'>Sitemap</a>"
NAME = "Sở Y tế tỉnh Hòa Sơn"
LOGO = "<img src='/a/logo.png'>"


def observe(head: str, menu: str = MENU, more: str = ""):
    html = f"<html><head>{more}</head><body><header>{head}</header><nav>{menu}</nav><main><p>Tin trong ngày.</p></main>"
    target = make_target(Kind.DEPARTMENT, NAME)
    return observe_row(Site.build(make_snapshot({HOME: html}, target), load_lexicon()), "tt32-16-3-head")


CSS = "<link rel='stylesheet' href='/a.css'>"
CASES = [
    (f"{LOGO}<p>{NAME}</p>", MENU, "", 6, 0, "all six"),
    (f"<div id='brand'><img src='/1.png'></div><p>{NAME}</p>", MENU, "", 6, 0, "a logo named by its markup"),
    (f"<p>{NAME}</p>", MENU, "", 5, 0, "no picture, nothing that could paint one"),
    (f"<p>{NAME}</p>", MENU, CSS, 5, 1, "a style may paint the emblem"),
    ("<img src='/banner.jpg'>", MENU, "", 4, 2, "a mute banner may show emblem and name"),
    (f"<img src='/banner.jpg' alt='{NAME}'>", MENU, "", 5, 1, "a banner that says the name"),
    (f"{LOGO}<p>Sở Y tế tỉnh Lâm Viên</p>", MENU, CSS, 5, 0, "another agency's name"),
    (f"{LOGO}<p>Cổng thông tin điện tử SYT</p>", MENU, CSS, 5, 0, "a short form is no full name"),
    (f"{LOGO}<p>{NAME}</p>", "<a href='/'></a>" + MENU.replace("Trang chủ", ""), "", 6, 0, "home without a word"),
    (f"{LOGO}<p>{NAME}</p>", MENU.replace("/gt", "#"), "", 5, 0, "an entry that opens nothing"),
    (f"{LOGO}<p>{NAME}</p>", "<a href='/b'>Cơ cấu tổ chức</a><a href='/m'>Một cửa điện tử</a>", "", 4, 0, "other"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "menu", "more", "found", "hidden", "why"), CASES)
def test_share_of_six(head: str, menu: str, more: str, found: int, hidden: int, why: str) -> None:
    seen = observe(head, menu, more)
    assert seen.earned == pytest.approx(found / 6, abs=0.001), (why, seen.reason.vi)
    assert seen.unknown == pytest.approx(hidden / 6, abs=0.001), (why, seen.reason.vi)
    assert len(seen.evidence) == found
