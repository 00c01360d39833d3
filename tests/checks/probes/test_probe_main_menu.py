"""Main items of information and their entries."""

import pytest
from rows import observe_row
from snapshots import HOME, Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Kind


def observe(menu: str, kind: Kind = Kind.DIRECTORATE, main: str = "", pages: dict | None = None):
    html = f"<body><nav>{menu}</nav><main>{main}<p>Tin trong ngày.</p></main>"
    snapshot = make_snapshot({HOME: html, **(pages or {})}, make_target(kind, "Cục Bảo tồn biển"))
    return observe_row(Site.build(snapshot, load_lexicon()), "tt32-16-2-main-menu")


CASES = [
    ("<a href='/t'>Tin tức</a>", "", {}, 1, "an entry"),
    ("<a href='/t'>Tin tức</a><a href='/s'>Tin tức - Sự kiện</a>", "", {}, 1, "an item counts once"),
    ("<a href='/t'>Tin tức</a>", "", {"/t": Served(status=404)}, 0, "an entry that is gone"),
    ("<a href='#'>Văn bản</a>", "", {}, 0, "a label that opens nothing"),
    ("<ul><li><a href='#'>Văn bản</a><ul><li><a href='/x'>Mới</a></li></ul></li></ul>", "", {}, 1, "it opens a menu"),
    ("", "<h2>Thông báo mời thầu</h2>", {}, 1, "a block of the home page"),
    ("<a href='/x' style='display:none'>Văn bản</a>", "", {}, 0, "hidden"),
    ("<a href='/x'><img src='/img/van-ban.png'></a>", "", {}, 1, "a picture named so"),
    ("<a href=\"javascript:__doPostBack('m','3')\">Liên hệ</a>", "", {}, 1, "an action of the page"),
]


@pytest.mark.parametrize(("menu", "main", "pages", "found", "why"), CASES)
def test_entries(menu: str, main: str, pages: dict, found: int, why: str) -> None:
    seen = observe(menu, main=main, pages=pages)
    assert dict(seen.figures) == {"items": 10, "entries": found}, (why, seen.reason.vi)


def test_items_depend_on_the_kind() -> None:
    asked = {kind: dict(observe("", kind).figures)["items"] for kind in (Kind.PROVINCE, Kind.MINISTRY, Kind.COMMUNE)}
    assert asked[Kind.PROVINCE] == asked[Kind.MINISTRY] + 1  # the gazette
    assert asked[Kind.COMMUNE] < asked[Kind.MINISTRY]
