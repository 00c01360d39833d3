"""Six things in the foot."""

import pytest
from rows import observe_row
from snapshots import HOME, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.site import Site

WHO = "Chịu trách nhiệm: {}"


def observe(foot: str):
    html = f"<body><nav><a href='/tin'>Tin</a></nav><main><p>Tin trong ngày.</p></main><footer>{foot}</footer>"
    return observe_row(Site.build(make_snapshot({HOME: html}, make_target()), load_lexicon()), "tt32-16-3-foot")


CASES = [
    ("<p>© 2026</p>", 1, "a sign of copyright"),
    ("<p>Ghi rõ nguồn khi phát lại</p>", 1, "a condition for use"),
    ("<p>UBND huyện Bình Minh</p>", 1, "the unit"),
    ("<p>Địa chỉ: Số 1 đường Hùng Vương, huyện Bình Minh</p>", 1, "a place in an address is no unit"),
    ("<p>UBND huyện Bình Minh, địa chỉ: số 1 đường Hùng Vương, huyện Bình Minh</p>", 2, "unit and address"),
    (f"<p>{WHO.format('Ông Lê Văn Bình')}</p>", 1, "a person"),
    (f"<p>{WHO.format('Phó Chủ tịch huyện')}</p>", 1, "a post"),
    (f"<p>{WHO.format('Văn phòng')}</p>", 0, "a body"),
    ("<p>Chịu trách nhiệm nội dung</p><p>Bà Lê Thị Lan</p>", 1, "the person in the next line"),
    ("<p>Cổng không chịu trách nhiệm về liên kết ngoài. Ông Lê Văn Bình.</p>", 0, "denied"),
    ("<p>Tổng biên tập: Lê Văn Bình</p>", 1, "a post with its name"),
    ("<p>ĐT: 0263.3822.555</p><p>Email: a@binhminh.gov.vn</p>", 2, "telephone and mail"),
    ("<p>Điện thoại:</p><p>0263 3822 555</p>", 1, "a label in a line of its own"),
    ("<p>Lượt truy cập: 12345678</p>", 0, "a counter"),
]


@pytest.mark.parametrize(("foot", "found", "why"), CASES)
def test_share_of_six(foot: str, found: int, why: str) -> None:
    seen = observe(foot)
    assert seen.earned == pytest.approx(found / 6, abs=0.001), (why, seen.reason.vi)
    assert seen.unknown == 0
