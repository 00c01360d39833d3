"""Four contact data on the home page or the contact page."""

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.probes import contact_data
from checks.site import Site
from domain.agencies import Kind

P = "http://sonha.gov.vn/"
ALL = "Địa chỉ: Số 1 Hùng Vương, phường 1. Điện thoại: 0255 3822456 - Fax: 0255 3822457 - Email: vp@sonha.gov.vn"


def observe(foot: str, contact: str | Served | None = None, main: str = "Tin trong ngày"):
    html = (
        "<title>Cổng TTĐT tỉnh Sơn Hà</title><body><nav><ul><li><a href='/'>Trang chủ</a></li>"
        "<li><a href='/lien-he'>Liên hệ</a></li></ul></nav>"
        f"<main><p>{main}</p></main><footer><p>{foot}</p></footer>"
    )
    pages: dict = {P: html}
    if contact is not None:
        pages["/lien-he"] = contact
    snapshot = make_snapshot(pages, make_target(Kind.PROVINCE, "Tỉnh Sơn Hà", P))
    return contact_data.run(Site.build(snapshot, load_lexicon()), contact_data.Params(), None)


GONE = Served(status=404)
CASES = [
    (ALL, GONE, 1.0, 0.0, "all four in the foot"),
    ("", f"<h1>Liên hệ</h1><p>{ALL}</p>", 1.0, 0.0, "all four on the contact page"),
    ("Điện thoại: 0255 3822456", GONE, 0.25, 0.0, "one of four"),
    ("Email: tinhsonha@gmail.com", GONE, 0.0, 0.0, "a public mailbox is not official"),
    ("Điện thoại: 0255 3822456", None, 0.25, 0.75, "the contact page was not fetched"),
    ("", None, 0.0, 1.0, "nothing seen, contact page not fetched"),
    (f"Thiết kế: Công ty TNHH Phần mềm Sao Mai. {ALL}", GONE, 0.0, 0.0, "those of the builder of the site"),
    ("", "<table><tr><td>Địa chỉ</td><td>Số 1 Hùng Vương, phường 1</td></tr></table>", 0.25, 0.0, "label and cell"),
    (ALL, f"<h1>Liên hệ</h1><p>{ALL.replace('3822456', '3999111')}</p>", 0.875, 0.0, "two contradicting telephones"),
]


@pytest.mark.parametrize(("foot", "contact", "earned", "unknown", "why"), CASES)
def test_share_of_four(foot: str, contact: str | Served | None, earned: float, unknown: float, why: str) -> None:
    seen = observe(foot, contact)
    assert (seen.earned, seen.unknown) == (earned, unknown), (why, seen.reason.vi)
    assert bool(seen.evidence) == (earned > 0)


def test_a_telephone_in_the_news_is_not_the_portals() -> None:
    filler = "".join(f"<p>Đoạn văn thứ {n} của bản tin hôm nay.</p>" for n in range(14))
    assert observe("", GONE, f"Điện thoại: 0912 345 678</p>{filler}<p>hết").earned == 0.0


def test_label_and_value_in_cells_of_their_own() -> None:
    table = "<h1>Liên hệ</h1><table><tr><td>Điện thoại:</td><td>0255 3822456</td></tr>"
    table += "<tr><td>Email:</td><td>vp@sonha.gov.vn</td></tr></table>"
    assert observe("", table).earned == 0.5
