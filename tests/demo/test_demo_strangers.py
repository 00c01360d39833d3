"""The exams: truth complete, the same on every build, every link as meant, out of the default run."""

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from accuracy.made_up import demo_corpus
from accuracy.splits import load_splits
from demo.portals import all_portals
from demo.register import targets_yaml
from demo.strangers import StrangerPortal, build_stranger, load_book, stranger_ids, stranger_portals
from demo.strangers.book import FOLDER
from demo.truth import load_truth
from demo.truth.service_truth import load_service_truth
from demo.wire import Request, Response
from domain.agencies import CrawlOverrides, Kind
from domain.findings import ServiceProblem, Verdict
from registry.load import load_targets

_DAY = date(2026, 11, 18)
_EXAMS = {exam.name: sorted(portals) for exam, portals in load_splits().exams.items()}
_DESK = "cuc-giong-cay-trong"
_DESKS = {_DESK: 80, "so-nong-nghiep-hoa-lang": 40, "cuc-bao-ve-nguon-nuoc": 36, "thanh-pho-van-dai": 46}
_KINDS = {
    "third": Counter(set(Kind) - {Kind.COMMUNE}),
    "fourth": Counter(
        [Kind.PROVINCE, Kind.MINISTRY, Kind.DEPARTMENT, Kind.DEPARTMENT, Kind.DISTRICT, Kind.DIRECTORATE]
    ),
    "fifth": Counter([Kind.PROVINCE, Kind.MINISTRY, Kind.DEPARTMENT, Kind.DISTRICT]),
}
_PAGES = {"third": (60, 120), "fourth": (70, 150), "fifth": (60, 110)}
_PRETENDED = {"third": 2, "fourth": 1, "fifth": 1}  # at the least, on one portal
_LINKS = (  # the options of a named select are criteria
    "//a/@href | //area/@href | //iframe/@src | //select[not(@name)]/option/@value"
    " | //form[not(@method) or @method='get']/@action"
)
_SLOT = re.compile(r"\{\{|\{%|\{(?:year|day|plan|past_plan|week|month|own|at|later|n)\b")
_PRESENT = {Verdict.MET, Verdict.PARTLY_MET}


@cache
def _portal(name: str) -> StrangerPortal:
    return build_stranger(name, _DAY)


@cache
def _html_pages(name: str) -> dict[str, Response]:
    pages = _portal(name).pages
    return {url: page for url, page in pages.items() if page.status == 200 and page.media_type == "text/html"}


def _ask(name: str, url: str) -> Response:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _portal(name).respond(Request("GET", parts.netloc, target))


def _links(url: str, page: Response) -> set[str]:
    found = {
        urljoin(url, str(link).strip()).split("#", maxsplit=1)[0] for link in html.fromstring(page.body).xpath(_LINKS)
    }
    return {link for link in found if link.startswith("http://")}


def _exam(name: str) -> str:
    return next(exam for exam, portals in _EXAMS.items() if name in portals)


@pytest.mark.parametrize("exam", _EXAMS)
def test_an_exam_mixes_kinds_and_platforms(exam: str) -> None:
    books = [load_book(portal) for portal in _EXAMS[exam]]
    assert Counter(book.kind for book in books) == _KINDS[exam]
    others = {load_book(portal).platform for portal in stranger_ids() if portal not in _EXAMS[exam]}
    assert len({book.platform for book in books} - others) == len(books)


@pytest.mark.parametrize("name", stranger_ids())
def test_truth_covers_exactly_what_binds_the_kind(name: str) -> None:
    rows = load_truth(name).rows
    lines = (Path(__file__).parent / "requirement_ids.txt").read_text("utf-8").splitlines()
    letter = load_book(name).kind.letter
    assert set(rows) == {line.split()[0] for line in lines if letter in line.split()[1]}
    for requirement, row in rows.items():
        assert row.judged, requirement
        assert row.why
        assert 0 < len(row.browser) <= 3, requirement
        assert Verdict.ERROR not in row.verdicts
        assert not row.pretended or (Verdict.NOT_MET in row.browser and Verdict.MET not in row.browser)


@pytest.mark.parametrize("name", stranger_ids())
def test_much_is_there_and_some_of_the_rest_is_pretended(name: str) -> None:
    rows = load_truth(name).rows.values()
    told = [row for row in rows if row.browser <= _PRESENT or row.browser == {Verdict.NOT_MET}]
    there = [row for row in told if row.browser <= _PRESENT]
    assert 0.45 <= len(there) / len(told) <= 0.96
    assert sum(row.pretended for row in rows) >= _PRETENDED[_exam(name)]


@pytest.mark.parametrize("name", stranger_ids())
def test_built_twice_the_same(name: str) -> None:
    again = build_stranger(name, _DAY)
    assert list(again.pages) == list(_portal(name).pages)
    assert {url: page.body for url, page in again.pages.items()} == {
        url: page.body for url, page in _portal(name).pages.items()
    }


@pytest.mark.parametrize("day", [date(2027, 2, 13), date(2028, 2, 29), date(2026, 1, 1)])
def test_they_stand_on_any_day(day: date) -> None:
    for portal in stranger_portals(day):
        assert portal.respond(Request("GET", portal.book.host, "/")).status in (200, 302)


@pytest.mark.parametrize("name", stranger_ids())
def test_every_own_link_answers_as_meant(name: str) -> None:
    portal, dead, seen = _portal(name), set[str](), set[str]()
    for url, page in _html_pages(name).items():
        for link in _links(url, page):
            if urlsplit(link).hostname not in portal.hosts or link in seen:
                continue
            seen.add(link)
            answer = _ask(name, link)
            if answer.status >= 400 or answer == portal.lost:
                dead.add(link)
    meant = tuple(urljoin(portal.url, path) for path in portal.book.dead)
    gone = {url for url, page in portal.pages.items() if page.status == 404}
    assert not sorted(link for link in dead - gone if not link.startswith(meant))
    assert not [url for url in _html_pages(name) if url not in seen and "service=" not in url and "/tep/" not in url]


@pytest.mark.parametrize("name", stranger_ids())
def test_links_into_the_own_domain_have_somebody_to_answer(name: str) -> None:
    portal = _portal(name)
    domain = ".".join(portal.book.host.split(".")[-3:])
    known = {*portal.hosts, *portal.neighbours}
    for url, page in _html_pages(name).items():
        for link in _links(url, page):
            host = urlsplit(link).hostname or ""
            assert not (host == domain or host.endswith(f".{domain}")) or host in known, (url, link)


@pytest.mark.parametrize("name", stranger_ids())
def test_pages_hold_no_forgotten_slot_and_are_many_enough(name: str) -> None:
    pages = _html_pages(name)
    least, most = _PAGES[_exam(name)]
    assert least <= len(pages) <= (200 if _DESKS.get(name, 0) > 40 else most)
    for url, page in pages.items():
        assert not _SLOT.search(re.sub(r"(?s)<(script|style).*?</\1>", "", page.body.decode())), url


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [
        ("tinh-tra-giang", "www.tragiang.gov.vn/web/tragiang/tim?tu=khach+ngang+song", "Dự thảo Quyết định"),
        ("tinh-tra-giang", "www.tragiang.gov.vn/web/tragiang/van-ban/tra?k=2401", "2401/UBND-TH"),
        ("bo-nghe-muoi", "www.mofs.gov.vn/timkiem/Pages/kq.aspx?k=kiem+ngu", "Dự thảo Nghị định về kiểm ngư"),
        ("so-dan-toc-pha-luong", "sodantoc.phaluong.gov.vn/?s=gao", "Con tôi học nội trú"),
        ("huyen-con-dua", "condua.tragiang.gov.vn/web/guest/tim-kiem?_tk_q=dua", "Không tìm thấy kết quả"),
        ("cuc-giong-cay-trong", "www.cucgiong.bnntd.gov.vn/van-ban/tim?tu_khoa=luu+mau", "lưu mẫu giống"),
        ("tinh-vinh-ha", "www.vinhha.gov.vn/web/guest/tim-kiem?_3_keywords=den+thuong+lac", "Đền Thượng Lạc"),
        ("tinh-vinh-ha", "www.vinhha.gov.vn/web/guest/tra-cuu-van-ban?tuKhoa=cho", "quản lý chợ trên địa bàn"),
        ("bo-ha-tang-do-thi", "www.mui.gov.vn/vn/Pages/KetQuaTimKiem.aspx?k=khong+gian+ngam", "Dự thảo Nghị định"),
        ("bo-ha-tang-do-thi", "www.mui.gov.vn/vn/Pages/TimVanBan.aspx?tukhoa=cay+xanh&loai=", "14/2026/TT-BHTĐT"),
        ("so-nong-nghiep-hoa-lang", "sonnptnt.hoalang.gov.vn/vi/seek/?q=thuoc+thu+y", "Thuốc thú y Tây Lạng"),
        ("so-nong-nghiep-hoa-lang", "sonnptnt.hoalang.gov.vn/vi/laws/search/?q=mat+do&cat=0", "mật độ chăn nuôi"),
        ("cuc-bao-ve-nguon-nuoc", "cucbaovenguonnuoc.btnn.gov.vn/?s=dong+bung", "Cấp nước Đồng Bưng"),
        (
            "cuc-bao-ve-nguon-nuoc",
            "cucbaovenguonnuoc.btnn.gov.vn/van-ban/tim-van-ban/?tu-khoa=giếng",
            "Không có văn bản",
        ),
        ("tinh-phu-khe", "www.phukhe.gov.vn/TimKiem.aspx?q=thac+ba+tang", "Thác Ba Tầng"),
        ("tinh-phu-khe", "www.phukhe.gov.vn/TimVanBan.aspx?tk=ngu+dan&loai=", "Không tìm thấy văn bản"),
        ("bo-cong-trinh-bien", "www.bctb.gov.vn/tra-cuu-van-ban.htm?q=de+chan+song&loai=", "11/2026/TT-BCTB"),
        (
            "so-tai-nguyen-phu-khe",
            "sotnmt.phukhe.gov.vn/index.php/component/search/?searchword=nong+van+dung",
            "Bổ nhiệm Phó Chánh Thanh tra Sở",
        ),
        ("so-tai-nguyen-phu-khe", "sotnmt.phukhe.gov.vn/index.php/van-ban?filter_search=gia+dat", "31/2026/QĐ-UBND"),
        ("thanh-pho-van-dai", "vandai.phukhe.gov.vn/tim-kiem?keys=ngu+dan", "Lễ hội cầu ngư"),
        ("thanh-pho-van-dai", "vandai.phukhe.gov.vn/van-ban?tu_khoa=via+he", "04/2026/QĐ-UBND"),
    ],
)
def test_searches_find_or_do_not_as_the_truth_says(name: str, address: str, shown: str) -> None:
    assert shown in _ask(name, f"http://{address}").body.decode()


def test_a_search_that_ignores_the_question_says_the_same_to_each() -> None:
    address = "http://binhluong.hoalang.gov.vn/tabid/190/Default.aspx?Search="
    told = [_ask("thi-xa-binh-luong", address + asked).body for asked in ("hàng rong", "hồ Tân Mai")]
    assert told[0] == told[1]


def test_unknown_addresses_are_answered_as_each_portal_does() -> None:
    assert _ask("bo-nghe-muoi", "http://www.mofs.gov.vn/khong/co.aspx").status == 200
    assert _ask("uy-ban-hai-do", "http://www.haido.gov.vn/khongco.htm").status == 404
    assert _ask("so-y-te-vinh-ha", "http://soyte.vinhha.gov.vn/Default.aspx?mod=GioiThieu").status == 200
    assert _ask("thi-xa-binh-luong", "http://binhluong.hoalang.gov.vn/tabid/7/Default.aspx").status == 302
    assert _ask("tinh-vinh-ha", "http://www.vinhha.gov.vn/web/guest/khong-co").status == 404
    assert _ask("tinh-phu-khe", "http://www.phukhe.gov.vn/?gd=1&cn=404").status == 200
    assert _ask("thanh-pho-van-dai", "http://vandai.phukhe.gov.vn/khong-co").status == 404


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (_DESK, {"badge", "image", "column", "detail", "group", "none"}),
        ("so-nong-nghiep-hoa-lang", {"column", "none"}),
        ("cuc-bao-ve-nguon-nuoc", {"badge", "detail", "none"}),
        ("thanh-pho-van-dai", {"column", "badge", "detail", "none"}),
    ],
)
def test_services_are_what_their_truth_says(name: str, said: set[str]) -> None:
    truth = load_service_truth(name)
    with (FOLDER / name / "services.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(truth.services) == len(rows) == truth.claimed_total == _DESKS[name]
    assert {row["said"] for row in rows} == said
    for service, row in zip(truth.services, rows, strict=True):
        assert (service.code, service.name) == (row["code"], row["name"])
        assert service.claimed == (row["claimed"] or "unstated")
        answer = _ask(name, service.url)
        if answer.status == 404:
            assert service.problem is ServiceProblem.DEAD_LINK
            continue
        assert _observed(name, answer, service.url) == service.observed, service.why


def _observed(portal: str, page: Response, url: str) -> str | None:
    """The ladder of demo/truth/service_truth.py climbed on the served page."""
    root = html.fromstring(page.body.decode())
    text = root.text_content()
    if "Cách thức thực hiện" not in text or "Căn cứ pháp lý" not in text:
        return None
    anchors = [(a.text_content().strip(), urljoin(url, a.get("href"))) for a in root.iter("a")]
    forms = [address for _, address in anchors if address.endswith((".doc", ".docx", ".pdf"))]
    if any(_ask(portal, address).media_type in ("", "text/html") for address in forms):
        return "1"
    entry = next((address for label, address in anchors if label.startswith("Nộp hồ sơ")), "")
    named = root.xpath("string(//h1)")
    if not entry or named not in _ask(portal, entry).body.decode():
        return "2" if forms else "1"
    return "4" if "Thanh toán trực tuyến" in text or "000 đồng" not in text else "3"


def test_log_ins_of_single_services_are_known_to_the_server() -> None:
    assert len(_portal("huyen-con-dua").entrances) == 2
    assert "dichvucong.cucgiong.bnntd.gov.vn/tai-khoan-dang-nhap?service=002" in _portal(_DESK).entrances
    assert "sonnptnt.hoalang.gov.vn/vi/users/dang-nhap?service=001" in _portal("so-nong-nghiep-hoa-lang").entrances
    assert not _portal("uy-ban-hai-do").entrances
    assert not _portal("thi-xa-binh-luong").entrances


def test_exams_are_measured_by_accuracy_and_left_out_of_the_default_run() -> None:
    assert sorted(stranger_ids()) == sorted(portal for portals in _EXAMS.values() for portal in portals)
    assert not set(stranger_ids()) & {portal.id for portal in all_portals(_DAY)}
    corpus = demo_corpus(_DAY, browser=True)
    for exam in corpus.exams:
        assert sorted(portal.id for portal in corpus.portals if portal.exam == exam.column) == _EXAMS[exam.name]
    assert not set(stranger_ids()) & {portal.id for portal in corpus.without_exams.portals}


def test_what_is_registered_is_read_back_whole(tmp_path: Path) -> None:
    targets = [portal.target(8080) for portal in stranger_portals(_DAY)]
    file = tmp_path / "targets.yaml"
    file.write_text(targets_yaml(targets), "utf-8")
    read = {target.agency.id: target for target in load_targets(file).targets}
    assert read == {target.agency.id: replace(target, overrides=CrawlOverrides(delay=0)) for target in targets}
