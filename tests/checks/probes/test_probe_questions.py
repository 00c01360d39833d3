"""Asking, answering, petitioning: what a page offers, not what its label promises."""

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.probe_kind import SectionParams
from checks.probes import petitions, qa_answers, qa_function, service_section
from checks.site import Site
from domain.agencies import DeclaredHost, HostRole, Kind

P = "http://sonha.gov.vn/"
SLUGS = ["gioi-thieu", "tin-tuc", "lien-he", "du-lich", "y-te"]
FORM = "<form method=post action=/gui><input name=hoten><textarea name=noidung></textarea><button>Gửi</button></form>"
ANSWER = "Trả lời: Theo Luật Đất đai, hồ sơ gồm đơn đề nghị, giấy chứng nhận và sơ đồ thửa đất do Văn phòng xác nhận."


def site(label: str, body: str, more: dict | None = None, hosts: tuple[DeclaredHost, ...] = ()) -> Site:
    items = "".join(f"<li><a href='/{slug}'>{slug.replace('-', ' ')}</a></li>" for slug in SLUGS)
    menu = f"<title>Cổng TTĐT tỉnh Sơn Hà</title><body><nav><ul>{items}<li>{label}</li></ul></nav>"
    pages = {P: menu} | {f"/{slug}": f"{menu}<main><p>Nội dung mục {slug} của tỉnh</p></main>" for slug in SLUGS}
    pages["/muc"] = f"{menu}<main><h1>Chuyên mục</h1>{body}</main>"
    pages |= {
        url: text if isinstance(text, Served) else f"{menu}<main>{text}</main>" for url, text in (more or {}).items()
    }
    return Site.build(make_snapshot(pages, make_target(Kind.PROVINCE, "Tỉnh Sơn Hà", P, hosts)), load_lexicon())


ASKING = [
    (f"{FORM}<p>Tra cứu câu hỏi: đang xử lý, đã trả lời</p>", 1.0),
    ("<p>Câu hỏi, góp ý xin gửi về hoidap@sonha.gov.vn để được xem xét, giải đáp.</p>", 1.0),
    (FORM, 0.7),
    ("<p>Hỏi: Thủ tục cấp đất thế nào?</p><p>Hỏi: Bao giờ làm đường?</p><p>Trả lời sau.</p>", 0.4),
    ("<p>Câu hỏi, góp ý xin gửi về sonha@gmail.com</p>", 0.0),
    ("<p>Đang cập nhật</p>", 0.0),
    ("<form method=post action=/login><input name=u><input type=password name=p></form>", 0.0),
]


@pytest.mark.parametrize(("body", "earned"), ASKING)
def test_asking(body: str, earned: float) -> None:
    built = site("<a href='/muc'>Hỏi đáp</a>", body)
    seen = qa_function.run(built, SectionParams(section="qa"), None)
    assert (seen.earned, seen.unknown) == (earned, 0.0), (seen.code, seen.reason.vi)


LIST = "".join(
    f"<div><a href='/hoi/{n}'>Công dân hỏi về thủ tục cấp giấy lần {n}?</a> <span>1{n}/11/2026</span></div>"
    for n in range(4)
)
REPLIES = {
    f"/hoi/{n}": f"<h1>Hỏi về thủ tục lần {n}</h1><p>Tôi hỏi thủ tục.</p><p>{ANSWER} Số {n}.</p>" for n in range(4)
}
UNANSWERED = {f"/hoi/{n}": f"<h1>Hỏi lần {n}</h1><p>Tôi hỏi thủ tục cấp giấy.</p>" for n in range(4)}
ANSWERING = [
    (LIST, REPLIES, True, 0.0),
    (LIST, UNANSWERED, False, 0.0),
    (LIST, {}, False, 1.0),
    ("<p>Đang cập nhật</p>", {}, False, 0.0),
]


@pytest.mark.parametrize(("body", "more", "there", "unknown"), ANSWERING)
def test_answering(body: str, more: dict, there: bool, unknown: float) -> None:
    built = site("<a href='/muc'>Hỏi đáp</a>", body, more)
    row = load_catalogue("nd43-2011").get("nd43-17-1-dd-answers")
    seen = qa_answers.run(built, qa_answers.AnswersParams(section="qa"), row)
    assert (bool(seen.earned), seen.unknown) == (there, unknown), (seen.code, seen.reason.vi)


def test_of_a_copy_without_a_time_the_age_is_unknown() -> None:
    answers = Served(
        f"<h1>Hỏi đáp</h1><p>Hỏi (12/10/2026): Xin đất ở đâu?</p><p>{ANSWER}</p>", notes={"time": "unknown"}
    )
    built = site("<a href='/hoi-dap'>Hỏi đáp</a>", "", {"/hoi-dap": answers})
    row = load_catalogue("nd43-2011").get("nd43-17-1-dd-answers")
    seen = qa_answers.run(built, qa_answers.AnswersParams(section="qa"), row)
    assert (seen.earned, seen.freshness_unknown) == (1.0, True)


PETITIONS = [
    ("<a href='http://nguoidan.chinhphu.vn/'><img src=pakn.png></a>", "", 1.0),
    ("<a href='/muc'>Phản ánh, kiến nghị</a>", f"<p>Phản ánh, kiến nghị về quy định hành chính</p>{FORM}", 1.0),
    ("<a href='/muc'>Góp ý</a>", FORM, 0.4),
    ("<a href='/muc'>Phản ánh, kiến nghị</a>", "<p>Đang cập nhật</p>", 0.0),
    ("<a href='#'>Phản ánh, kiến nghị</a>", "", 0.0),
]


@pytest.mark.parametrize(("label", "body", "earned"), PETITIONS)
def test_petitions(label: str, body: str, earned: float) -> None:
    seen = petitions.run(site(label, body), SectionParams(section="petitions"), None)
    assert (seen.earned, seen.unknown) == (earned, 0.0), (seen.code, seen.reason.vi)


ROWS = "".join(
    f"<tr><td>{n}</td><td><a href='/tt/{n}'>Thủ tục cấp giấy phép xây dựng loại {n}</a></td><td>Mức độ 3</td></tr>"
    for n in range(5)
)
SERVICES = [
    (
        "<a href='/muc'>Dịch vụ công trực tuyến</a>",
        f"<table><tr><th>TT</th><th>Tên</th><th>Mức</th></tr>{ROWS}</table>",
        1.0,
    ),
    ("<a href='http://dichvucong.gov.vn/'>Dịch vụ công</a>", "", 0.4),
    ("<a href='/muc'>Dịch vụ công trực tuyến</a>", "<p>Đang cập nhật</p>", 0.0),
    ("<a href='/muc'>Dịch vụ công trực tuyến</a>", "<form><input name=k><button>Tra cứu văn bản</button></form>", 0.0),
]


@pytest.mark.parametrize(("label", "body", "earned"), SERVICES)
def test_service_section(label: str, body: str, earned: float) -> None:
    seen = service_section.run(site(label, body), SectionParams(section="services"), None)
    assert (seen.earned, seen.unknown) == (earned, 0.0), (seen.code, seen.reason.vi)


def test_a_declared_service_host_counts() -> None:
    front = "<h1>Dịch vụ công</h1><p>Tra cứu hồ sơ, nộp hồ sơ trực tuyến, thủ tục theo lĩnh vực</p>"
    hosts = (DeclaredHost("dichvucong.sonha.gov.vn", HostRole.SERVICE),)
    link = "<a href='http://dichvucong.sonha.gov.vn/'>Dịch vụ công trực tuyến</a>"
    built = site(link, "", {"http://dichvucong.sonha.gov.vn/": front}, hosts)
    assert service_section.run(built, SectionParams(section="services"), None).earned == 1.0
