"""The character set: declared, true, and no old font behind it."""

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probes import unicode_text
from checks.site import Site

GOOD = "Huyện Bình Minh có mười sáu xã và một thị trấn, dân số khoảng một trăm hai mươi nghìn người, chủ yếu làm nông."
TCVN = "HuyÖn B×nh Minh cã m­êi s¸u x· vµ mét thÞ trÊn, d©n sè kho¶ng mét tr¨m hai m­¬i ngh×n ng­êi, chñ yÕu lµm n«ng."
VNI = "Huyeän Bình Minh coù möôøi saùu xaõ vaø moät thò traán, daân soá khoaûng moät traêm hai möôi nghìn ngöôøi daân."
TWICE = GOOD.encode().decode("cp1252", "replace")
MENU = (
    "<ul>" + "".join(f"<li><a href='/m{n}'>Chuyên mục thứ {n} của cổng thông tin</a></li>" for n in range(12)) + "</ul>"
)


def page(text: str, **how: object) -> Served:
    return Served(f"<title>Cổng</title><body>{MENU}<div><p>{text}</p></div>", **how)  # type: ignore[arg-type]


def seen(*pages: Served) -> Observation:
    served: dict[str, str | Served] = {"http://binhminh.gov.vn/": page(GOOD)}
    served |= {f"/m{place}": each for place, each in enumerate(pages)}
    site = Site.build(make_snapshot(served, make_target()), load_lexicon())
    return unicode_text.run(site, unicode_text.Params(), None)  # type: ignore[arg-type]


def varied(text: str, **how: object) -> tuple[Served, ...]:
    """Pages that share a frame and nothing else."""
    words = text.split()
    return tuple(page(" ".join([*words[turn:], *words[:turn]]), **how) for turn in range(4))


BAD = [
    (varied(TCVN), "legacy"),
    (varied(VNI), "legacy"),
    (varied(TWICE), "twice"),
    (varied(GOOD, charset="windows-1258", encoding="windows-1258"), "declares windows-1258"),
    (varied(GOOD, charset="windows-1258"), "declares windows-1258"),
    (varied(GOOD, encoding="windows-1258"), "not in the declared"),
    (varied(GOOD, charset=""), "no character set"),
]


@pytest.mark.parametrize(("pages", "said"), BAD)
def test_more_than_one_page_in_ten_fails(pages: tuple[Served, ...], said: str) -> None:
    told = seen(*pages)
    assert (told.earned, told.unknown, told.code) == (0.0, 0.0, "not_unicode")
    assert said in told.reason.en
    assert told.searched is not None


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", "utf_8", "UTF-8;"])
def test_unicode_by_any_name(charset: str) -> None:
    assert seen(*varied(GOOD, charset=charset)).earned == 1.0


def test_one_page_in_ten_may_be_old() -> None:
    good = (*varied(GOOD), *varied("Các xã " + GOOD), *varied("Trong năm " + GOOD))
    assert seen(page(TCVN), *good).earned == 1.0
    assert seen(page(TCVN), page(VNI), *good).earned == 0.0


def test_charset_in_the_page_is_a_declaration() -> None:
    body = f"<head><meta charset=utf-8><title>Cổng</title></head><p>{GOOD}</p>"
    assert seen(Served(body, charset="")).earned == 1.0
