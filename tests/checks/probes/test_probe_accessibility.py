"""The five items over the sampled pages."""

from typing import Any

import pytest
from sampled_sites import ARTICLE, LIST, news_site, record
from snapshots import HOME

from checks.observations import Observation, Unknown
from checks.probe_kind import Params
from checks.probes import accessibility
from checks.site import Site
from domain.captures import CaptureKind
from domain.findings import LocatorType

GOOD = {"version": "4.14.1", "passed": {"color-contrast": 50, "link-name": 20, "td-headers-attr": 4}}
PALE = {**GOOD, "violations": [{"id": "color-contrast", "count": 50, "nodes": [{"html": "<p>x</p>"}]}]}
UNSURE = {"passed": {"color-contrast": 5}, "incomplete": [{"id": "color-contrast", "count": 50}]}
MOVES = {**GOOD, "moving": [{"how": "moves", "text": "Chào mừng", "html": "<div>"}]}
ALL = (HOME, LIST, ARTICLE)
ROWS = "<tr><td>1</td><td>A</td></tr><tr><td>2</td><td>B</td></tr>"
TABLE = f"<table><tr><td><b>TT</b></td><td><b>Tên</b></td></tr>{ROWS}</table>"


def seen(data: dict[str, Any] | None, **parts: Any) -> Observation:
    return run(news_site(records=[record(CaptureKind.AXE, url, data) for url in ALL] if data else [], **parts))


def run(site: Site) -> Observation:
    return accessibility.run(site, Params(), None)


@pytest.mark.parametrize(
    ("data", "parts", "earned", "unknown", "code"),
    [
        (GOOD, {}, 1.0, 0.0, "full"),  # contrast, motion, links: no pictures, no data tables
        (PALE, {}, 0.6667, 0.0, "some_items"),
        (MOVES, {}, 0.6667, 0.0, "some_items"),
        (UNSURE, {}, 0.6667, 0.3333, "partly_seen"),
        (None, {}, 0.6667, 0.3333, "partly_seen"),
        (None, {"home": "<div class=ticker>Chào mừng</div>"}, 0.6667, 0.3333, "partly_seen"),
        (None, {"home": "<marquee>Chào mừng</marquee>"}, 0.5556, 0.3333, "partly_seen"),
        (GOOD, {"home": "<img src=/a.png>"}, 0.75, 0.0, "some_items"),
        (GOOD, {"listing": TABLE}, 0.75, 0.0, "some_items"),
        (GOOD, {"articles": ["<a href=/a>Tại đây</a><a href=/b>Xem</a>", ""]}, 0.8889, 0.0, "some_items"),
    ],
)
def test_items(data: dict[str, Any] | None, parts: dict[str, Any], earned: float, unknown: float, code: str) -> None:
    found = seen(data, **parts)
    assert (found.earned, found.unknown, found.code) == (earned, unknown, code), found.reason.en


def test_what_stays_in_doubt_is_a_persons() -> None:
    assert seen(UNSURE).unknown_kind is Unknown.HUMAN
    assert seen(None).unknown_kind is Unknown.UNSEEN


def test_evidence_points_into_the_page_or_the_record() -> None:
    found = seen(PALE, home="<img src=/a.png>")
    places = {(item.locator.type, item.locator.value) for item in found.evidence}
    assert (LocatorType.JSON, "/violations/0/nodes/0") in places
    assert (LocatorType.XPATH, "/html/body/main/img") in places


def test_one_measured_page_speaks_for_contrast_only_as_far_as_it_goes() -> None:
    found = run(news_site(records=[record(CaptureKind.AXE, HOME, GOOD)]))
    assert (found.earned, found.unknown) == (0.7778, 0.2222)
