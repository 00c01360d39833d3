"""Five functions on the page of a draft."""

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.load_catalogue import load_catalogue
from checks.observations import Observation
from checks.probes import draft_functions
from checks.probes.draft_functions import DraftFunctionsParams
from checks.requirement import ProbeCall
from domain.captures import CaptureKind

ROW = load_catalogue("nd43-2011").get("nd43-10-1-i-comment")
TITLE = "Dự thảo quy chế quản lý chợ phiên vùng cao của huyện"
LIST = f"<ul><li><a href='/dt'>{TITLE}</a> (02/11/2026)</li></ul>"
PDF = Served("%PDF-1.4 dt", kind=CaptureKind.FILE, mime="application/pdf")
FILLER = "<p>Phòng Kinh tế đã soạn và mong nhận được góp ý của các đơn vị, bà con trong huyện nhà.</p>"


def observe(own: str, pages: dict[str, str | Served] | None = None) -> Observation:
    assert ROW is not None
    assert ROW.rule is not None
    call = ROW.rule.parts[0]
    assert isinstance(call, ProbeCall)
    served = {"/dt": f"<h1>{TITLE}</h1>{FILLER}{own}", "/dt.pdf": PDF, **(pages or {})}
    site, _ = tiny_site(LIST, served, label="Góp ý dự thảo văn bản")
    return draft_functions.run(site, DraftFunctionsParams.model_validate(dict(call.params)), ROW)


FORM = "<form action='/dt/gui' method='post'><textarea name='y'></textarea><button>Gửi</button></form>"
CASES = [
    ("<a href='/dt.pdf'>Tải về</a>", 0.2, 0.0, "a file that is there"),
    ("<a href='/khac.pdf'>Tải về</a>", 0.0, 0.2, "a file that was not asked for"),
    ("<p>Hạn góp ý: 15/12/2026</p>", 0.2, 0.0, "a labelled date"),
    ("<p>Hạn góp ý: theo quy định</p>", 0.0, 0.0, "no date"),
    ("<p>Thời hạn góp ý: 60 ngày kể từ ngày đăng</p>", 0.2, 0.0, "a period from a shown day"),
    ("<p>Đề nghị gửi ý kiến trước ngày 15/12/2026.</p>", 0.2, 0.0, "a date in a sentence"),
    ("<p>Khánh thành ngày 15/12/2020.</p>", 0.0, 0.0, "another date"),
    (FORM, 0.2, 0.0, "a form on the page; it is not sent"),
    ("<form action='/tim'><input name='q'><button>Tìm</button></form>", 0.0, 0.0, "a search is no way to comment"),
    ("<a href='/anh'>Gửi góp ý</a>", 0.0, 0.0, "a page that the menu leads to is not the draft's"),
    ("<a href='/gop-y?id=1'>Gửi góp ý</a>", 0.0, 0.2, "a page of its own that was not read"),
    ("<a href='javascript:mo(1)'>Gửi góp ý</a>", 0.0, 0.2, "by script"),
    ("<p>Đã hết hạn góp ý</p>", 0.0, 0.2, "over: nobody can tell"),
    ("<h4>Ý kiến góp ý (0)</h4>", 0.2, 0.0, "an empty place for comments"),
    ("<p>Chưa có ý kiến</p>", 0.2, 0.0, "the same in words"),
    ("<p>Email: kinhte@binhminh.gov.vn</p>", 0.1, 0.0, "mail alone is half"),
    ("<p>Email: kinhte@gmail.com</p>", 0.0, 0.0, "a public mailbox"),
    ("<p>Địa chỉ: số 3 đường Lê Lợi, thị trấn; email: kinhte@binhminh.gov.vn</p>", 0.2, 0.0, "address and mail"),
]


@pytest.mark.parametrize(("own", "earned", "unknown", "why"), CASES)
def test_each_function_by_itself(own: str, earned: float, unknown: float, why: str) -> None:
    seen = observe(own)
    assert (seen.earned, seen.unknown) == (pytest.approx(earned), pytest.approx(unknown)), (why, seen.reason.vi)


def test_a_form_behind_a_link_of_its_own_is_looked_at() -> None:
    assert observe("<a href='/gop-y?id=1'>Gửi góp ý</a>", {"/gop-y?id=1": FORM}).earned == pytest.approx(0.2)


def test_the_form_of_every_page_is_not_the_drafts() -> None:
    served = {"/dt": f"<h1>{TITLE}</h1>{FILLER}{FORM}"}
    assert ROW is not None
    assert ROW.rule is not None
    call = ROW.rule.parts[0]
    assert isinstance(call, ProbeCall)
    site, _ = tiny_site(LIST + FORM, dict(served), label="Góp ý dự thảo văn bản")
    assert draft_functions.run(site, DraftFunctionsParams.model_validate(dict(call.params)), ROW).earned == 0.0
