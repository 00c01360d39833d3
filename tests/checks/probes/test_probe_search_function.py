"""A search is judged by what it answers."""

from urllib.parse import parse_qs, urlsplit

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.probes import search_function
from checks.search_forms import question_url, search_forms
from checks.site import Site
from domain.agencies import Kind
from domain.captures import CaptureKind

P = "http://sonha.gov.vn/"
BOX = "<input name=q placeholder='Tìm kiếm'>"
GET = f"<form action='/tim-kiem' method=get><input type=hidden name=lang value=vi>{BOX}</form>"
POST = f"<form action='/tim-kiem' method=post>{BOX}<input type=submit value='Tìm'></form>"
TITLE = "Chủ tịch tỉnh kiểm tra tiến độ xây dựng cầu Sông Trà"


def site(form: str, answers: list[str] | None = None) -> Site:
    frame = f"<title>Cổng TTĐT tỉnh Sơn Hà</title><body><header>{form}</header><nav><a href='/tin/1'>Tin tức</a></nav>"
    pages: dict = {
        P: frame,
        "/tin/1": f"{frame}<main><h1>{TITLE}</h1><p>Sáng nay Chủ tịch tỉnh đi kiểm tra.</p></main>",
    }
    for number, answer in enumerate(answers or []):
        notes = {"phrase": "tiến độ xây dựng cầu", "known_at": f"{P}tin/1", "form_page": P}
        pages[f"/tim-kiem?q={number}"] = Served(f"{frame}<main>{answer}</main>", kind=CaptureKind.SEARCH, notes=notes)
    return Site.build(make_snapshot(pages, make_target(Kind.PROVINCE, "Tỉnh Sơn Hà", P)), load_lexicon())


HIT = f"<p>1 kết quả</p><h3><a href='/tin/1'>{TITLE}</a></h3>"
MOVED = f"<p>1 kết quả</p><h3><a href='/article?id=1'>{TITLE}</a></h3>"
NOTHING = "<p>Không tìm thấy kết quả cho: tiến độ xây dựng cầu</p>"

CASES = [
    (GET, [HIT, HIT], 1.0, 0.0),
    (GET, [HIT, MOVED], 1.0, 0.0),
    (GET, [HIT, NOTHING], 0.7, 0.0),
    (GET, [NOTHING, NOTHING], 0.4, 0.0),
    (GET, [], 0.4, 0.6),
    (POST, [], 0.4, 0.6),
    ("<form action='/login' method=post><input name=user><input type=password name=p></form>", [], 0.0, 0.0),
    ("", [], 0.0, 0.0),
]


@pytest.mark.parametrize(("form", "answers", "earned", "unknown"), CASES)
def test_search(form: str, answers: list[str], earned: float, unknown: float) -> None:
    seen = search_function.run(site(form, answers), search_function.Params(), None)
    assert (seen.earned, seen.unknown) == (earned, unknown), seen.reason.vi


def test_question_is_a_whole_address() -> None:
    asked = question_url(search_forms(site(GET))[0], "Hội nghị & tổng kết")
    assert asked is not None
    parts = urlsplit(asked)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{P}tim-kiem"
    assert parse_qs(parts.query) == {"lang": ["vi"], "q": ["Hội nghị & tổng kết"]}
    assert question_url(search_forms(site(POST))[0], "x") is None
