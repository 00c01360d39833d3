"""Links to other state portals, by address."""

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.probes import agency_links
from checks.site import Site
from domain.agencies import Kind

P = "http://sonha.gov.vn/"


def observe(links: str, kind: Kind = Kind.PROVINCE, more: dict | None = None):
    html = f"<title>Cổng TTĐT tỉnh Sơn Hà</title><body><nav><a href='/tin'>Tin tức</a></nav>{links}"
    pages = {P: html, "/tin": "<p>Tin tức của tỉnh</p>", **(more or {})}
    snapshot = make_snapshot(pages, make_target(kind, "Tỉnh Sơn Hà", P))
    return agency_links.run(Site.build(snapshot, load_lexicon()), agency_links.Params(), None)


UNIT = "<a href='http://sotuphap.sonha.gov.vn/'>Sở Tư pháp</a>"
OTHER = "<a href='http://chinhphu.vn/'>Chính phủ</a><a href='https://moj.gov.vn'>Bộ Tư pháp</a>"
SELECT = "<select onchange='location=this.value'><option value='http://sotuphap.sonha.gov.vn'>Sở Tư pháp</option>"
SELECT += "<option value='https://mof.gov.vn'>Bộ Tài chính</option></select>"

CASES = [
    (UNIT + OTHER, 1.0, 0.0),
    (SELECT, 1.0, 0.0),
    (OTHER, 0.7, 0.0),
    (UNIT, 0.4, 0.0),
    ("<a href='http://vnexpress.net'>Báo</a>", 0.0, 0.0),
    ("<a href='http://dichvucong.sonha.gov.vn'>Dịch vụ công</a>", 0.0, 0.0),
]


@pytest.mark.parametrize(("links", "earned", "unknown"), CASES)
def test_kinds_of_links(links: str, earned: float, unknown: float) -> None:
    seen = observe(links)
    assert (seen.earned, seen.unknown) == (earned, unknown), seen.reason.vi


def test_units_of_a_department_are_a_persons_question() -> None:
    seen = observe("<a href='https://moj.gov.vn'>Bộ</a><a href='https://mof.gov.vn'>Bộ</a>", Kind.DEPARTMENT)
    assert (seen.earned, seen.unknown) == (0.7, 0.3)
    assert seen.unknown_kind.value == "needs_human"


def test_mostly_dead_links_are_some() -> None:
    dead = {"http://sotuphap.sonha.gov.vn/": Served(status=404), "http://soyte.sonha.gov.vn/": Served(status=404)}
    links = UNIT + "<a href='http://soyte.sonha.gov.vn/'>Sở Y tế</a>" + OTHER
    assert observe(links, more=dead).code == "dead"


def test_archive_wrappers_are_taken_off() -> None:
    wrapped = "http://web.archive.org/web/20180330081814/http://moj.gov.vn/"
    assert agency_links.unwrapped(wrapped) == "http://moj.gov.vn/"
    assert agency_links.unwrapped("http://sonha.gov.vn/web/guest/x") == "http://sonha.gov.vn/web/guest/x"
