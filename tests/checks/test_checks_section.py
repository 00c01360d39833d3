"""From a label to a verdict: candidates, what became of their addresses, refusals kept as nearest misses."""

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.all_candidates import candidates_of
from checks.judged import Judged, refuse
from checks.load_lexicon import load_lexicon
from checks.section import judge_section
from checks.site import Site
from checks.states import State
from domain.agencies import DeclaredHost, HostRole, Kind
from domain.captures import Outcome
from domain.findings import Text2

P = "http://sonha.gov.vn/"
SLUGS = ["gioi-thieu", "tin-tuc", "lien-he", "du-lich", "van-hoa", "y-te"]


def frame(extra: str = "") -> str:
    items = "".join(f"<li><a href='/{slug}'>{slug.replace('-', ' ')}</a></li>" for slug in SLUGS)
    return f"<html><head><title>Cổng TTĐT tỉnh Sơn Hà</title></head><body><nav><ul>{items}{extra}</ul></nav>"


def site(link: str, pages: dict | None = None, hosts: tuple[DeclaredHost, ...] = ()) -> Site:
    menu = frame(f"<li>{link}</li>")
    filler = {f"/{slug}": f"{menu}<main><h1>{slug}</h1><p>Nội dung riêng của mục {slug}.</p></main>" for slug in SLUGS}
    served = {url: Served(menu + body) if isinstance(body, str) else body for url, body in (pages or {}).items()}
    target = make_target(Kind.PROVINCE, "Tỉnh Sơn Hà", P, hosts)
    return Site.build(make_snapshot({P: menu, **filler, **served}, target), load_lexicon())


DOCS = "<a href='/van-ban'>Văn bản pháp luật</a>"


def accept(site: Site, candidate, page) -> Judged:
    if "THẬT" not in site.own_text(page):
        return refuse("placeholder", "Chỉ có chữ giữ chỗ.", "A placeholder only.")
    evidence = site.evidence(page, "/html/body", "fake", excerpt="THẬT")
    return Judged(1.0, 0.0, "full", Text2("có", "there"), (evidence,))


def observe(built: Site):
    return judge_section(built, "documents", "fake", accept)


def test_real_content_behind_the_label() -> None:
    seen = observe(site(DOCS, {"/van-ban": "<main><p>Danh sách văn bản THẬT</p></main>"}))
    assert (seen.earned, seen.code) == (1.0, "full")


OUTCOMES = [
    ("<main><p>Đang cập nhật</p></main>", "placeholder", 0.0),
    (Served(status=404), "absent", 0.0),
    (Served("<p>x</p>", notes={"soft404": True}), "absent", 0.0),
    (Served(outcome=Outcome.TIMEOUT), "failed", 1.0),
    (Served(status=503), "failed", 1.0),
    (Served(outcome=Outcome.ROBOTS), "failed", 1.0),
    (None, "unfetched", 1.0),
]


@pytest.mark.parametrize(("answer", "code", "unknown"), OUTCOMES)
def test_what_became_of_the_target(answer, code: str, unknown: float) -> None:
    seen = observe(site(DOCS, {} if answer is None else {"/van-ban": answer}))
    assert (seen.earned, seen.unknown, seen.code) == (0.0, unknown, code)
    assert seen.searched is not None
    if not unknown:
        assert seen.searched.misses[0].label == "Văn bản pháp luật"


LEADS = [
    ("<a href='#'>Văn bản pháp luật</a>", State.NOWHERE),
    ("<a href='/'>Văn bản pháp luật</a>", State.NOWHERE),
    ("<a href='javascript:void(0)'>Văn bản pháp luật</a>", State.NOWHERE),
    ("<a href='http://vanban.khac.com.vn/'>Văn bản pháp luật</a>", State.ELSEWHERE),
    ("<a href='http://vbpl.vn/sonha'>Văn bản pháp luật</a>", State.NATIONAL),
]


@pytest.mark.parametrize(("link", "state"), LEADS)
def test_where_a_link_leads(link: str, state: State) -> None:
    assert candidates_of(site(link), "documents")[0].state is state


def test_a_label_to_nowhere_is_no_section() -> None:
    seen = observe(site("<a href='#'>Văn bản pháp luật</a>"))
    assert (seen.earned, seen.unknown, seen.code) == (0.0, 0.0, "absent")


def test_elsewhere_is_undetermined_and_names_the_host() -> None:
    seen = observe(site("<a href='http://vanban.khac.com.vn/'>Văn bản pháp luật</a>"))
    assert (seen.unknown, seen.code) == (1.0, "elsewhere")
    assert "vanban.khac.com.vn" in seen.reason.vi


def test_a_declared_sister_host_is_read() -> None:
    built = site(
        "<a href='http://vanban.khac.com.vn/'>Văn bản pháp luật</a>",
        {"http://vanban.khac.com.vn/": "<main><p>Văn bản THẬT</p></main>"},
        (DeclaredHost("vanban.khac.com.vn", HostRole.DOCUMENTS),),
    )
    assert observe(built).earned == 1.0


def test_image_only_links_are_known_by_their_slug() -> None:
    seen = observe(site("<a href='/van-ban-quy-pham-phap-luat'><img src='/i/b1.png'></a>"))
    assert seen.code == "unfetched"


@pytest.mark.parametrize(
    ("image", "section"),
    [
        ("banner-van-ban-phap-luat.png", "documents"),
        ("icon-btn-lich-cong-tac.gif", "schedule"),
        ("thu-vien-hinh-anh.jpg", "media"),
        ("van-ban-menu.png", "documents"),
    ],
)
def test_words_for_the_kind_of_a_picture_are_stripped_before_its_name_only(image: str, section: str) -> None:
    built = site(f"<a href='/x1'><img src='/i/{image}'></a>", {"/x1": "<main><p>THẬT</p></main>"})
    assert [candidate.how for candidate in candidates_of(built, section)][:1] == ["image"]


def test_a_procedures_own_page_is_no_section_that_its_name_speaks_of() -> None:
    rows = (
        "Trình tự thực hiện: nộp hồ sơ",
        "Cách thức thực hiện: trực tiếp",
        "Thành phần hồ sơ: đơn",
        "Thời hạn giải quyết: 3 ngày",
    )
    title = "<h1>Cấp lại giấy phép khai thác khoáng sản</h1>"
    fields = "".join(f"<p>{row}</p>" for row in rows)
    served = {"/tt/7": f"<main>{title}{fields}</main>", "/bai/8": f"<main>{title}<p>Ba mỏ đá được cấp lại.</p></main>"}
    found = candidates_of(site("<a href='/tt/7'>Xem</a><a href='/bai/8'>Đọc</a>", served), "resources")
    assert {candidate.url for candidate in found if candidate.how == "heading"} == {f"{P}bai/8"}


def test_too_little_navigation_seen_says_nothing() -> None:
    menu = frame()
    built = Site.build(make_snapshot({P: menu}, make_target(Kind.PROVINCE, "Tỉnh Sơn Hà", P)), load_lexicon())
    seen = observe(built)
    assert (seen.unknown, seen.code) == (1.0, "coverage")


def test_menu_words_on_every_page_are_not_its_content() -> None:
    built = site("<a href='/van-ban'>THẬT văn bản</a>", {"/van-ban": "<main><p>Đang cập nhật</p></main>"})
    assert "THẬT" not in built.own_text(built.page(f"{P}van-ban"))


def test_a_news_title_is_no_section() -> None:
    title = "Hội nghị triển khai văn bản pháp luật mới ban hành trong năm nay tại tỉnh Sơn Hà"
    built = site("<a href='/x'>Khác</a>", {"/tin-tuc-2": f"<main><a href='/tin/1'>{title}</a></main>"})
    assert not [item for item in candidates_of(built, "documents") if item.url == f"{P}tin/1"]


def test_a_title_that_a_list_cuts_is_no_section() -> None:
    page = "<main><a href='/tt/1'>Gia hạn giấy phép khai thác nước dưới…</a></main>"
    built = site("<a href='/tt'>Thủ tục</a>", {"/tt": page, "/tt/1": "<main><p>Nội dung</p></main>"})
    assert [found.how for found in candidates_of(built, "resources") if found.how == "label"] == []


def test_hub_leads_to_its_children() -> None:
    built = site(
        DOCS,
        {
            "/van-ban": "<main><p>Chọn loại</p><a href='/qppl'>Loại một</a></main>",
            "/qppl": "<main><p>Danh sách THẬT</p></main>",
        },
    )
    assert observe(built).earned == 1.0
