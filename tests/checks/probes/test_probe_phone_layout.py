"""Pages laid out for a phone: what was measured decides."""

from typing import Any

import pytest
from sampled_sites import ARTICLE, LIST, OTHER, news_site, record
from snapshots import HOME

from checks.probes import phone_layout
from domain.captures import CaptureKind

FITS = {"width": 360, "layout_width": 360, "letters": 1000, "letters_outside": 30, "small_letters": 100}
WIDE = {**FITS, "layout_width": 980}
BESIDE = {**FITS, "letters_outside": 300}
TINY = {**FITS, "small_letters": 800}
OLD = {"width": 360, "inner_width": 360, "scroll_width": 360, "letters": 1000}  # without what later records tell


@pytest.mark.parametrize(
    ("layouts", "earned", "unknown", "code"),
    [
        ({HOME: FITS, LIST: FITS, ARTICLE: FITS}, 1.0, 0.0, "full"),
        ({HOME: OLD, LIST: OLD, OTHER: OLD}, 1.0, 0.0, "full"),
        ({HOME: FITS, LIST: BESIDE, ARTICLE: FITS}, 0.6667, 0.0, "some_fit"),
        ({HOME: WIDE, LIST: BESIDE, ARTICLE: TINY}, 0.0, 0.0, "too_wide"),
        ({HOME: FITS, LIST: FITS}, 1.0, 0.0, "full"),
        ({HOME: WIDE}, 0.0, 1.0, "not_measured"),
        ({HOME: {}, LIST: {"width": "x"}, ARTICLE: {"width": 360}}, 0.0, 1.0, "not_measured"),
        ({}, 0.0, 1.0, "not_measured"),
    ],
)
def test_layouts(layouts: dict[str, dict[str, Any]], earned: float, unknown: float, code: str) -> None:
    site = news_site(records=[record(CaptureKind.LAYOUT, url, data) for url, data in layouts.items()])
    seen = phone_layout.run(site, phone_layout.PhoneLayoutParams(), None)
    assert (seen.earned, seen.unknown, seen.code) == (earned, unknown, code), seen.reason.en


def test_a_version_for_phones_not_seen_leaves_the_page_open() -> None:
    link = "<link rel=alternate media=handheld href='http://m.binhminh.gov.vn/'>"
    layouts = [record(CaptureKind.LAYOUT, url, WIDE) for url in (HOME, LIST, ARTICLE)]
    site = news_site(heads={HOME: link, LIST: link, ARTICLE: link, OTHER: link}, records=layouts)
    assert phone_layout.run(site, phone_layout.PhoneLayoutParams(), None).code == "not_measured"
