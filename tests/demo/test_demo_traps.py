"""Every trap and fault that the demo promises is really there."""

import json
import re
import unicodedata
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import pytest

from demo.files import docx, pdf
from demo.portal_data import load_portal
from demo.portals import DemoPortal, build_portal
from demo.server import Asked, Log
from demo.single_page import client
from demo.wire import Request
from demo.words1258 import encode_1258

_DAY = date(2026, 11, 18)
_LAM_HAI_SEARCH = f"/Default.aspx?tabid={61 + list(load_portal('tinh-lam-hai').sections).index('search')}"


@cache
def _portal(name: str) -> DemoPortal:
    return build_portal(name, _DAY)


def _text(name: str, target: str, host: str = "") -> str:
    portal = _portal(name)
    return portal.respond(Request("GET", host or portal.data.host, target)).body.decode("utf-8")


def _home(name: str) -> str:
    portal = _portal(name)
    first = portal.respond(Request("GET", portal.data.host, "/"))
    target = urlsplit(first.location) if first.location else urlsplit("/")
    return _text(name, target.path + (f"?{target.query}" if target.query else ""))


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("so-tu-phap-son-ha", 'href="http://169.254.169.254/latest/meta-data/"'),
        ("so-tu-phap-son-ha", 'href="http://192.168.1.15/lichtuan/"'),
        ("so-tu-phap-son-ha", 'href="hhttp://'),
        ("so-tu-phap-son-ha", 'href="/_layouts/SignOut.aspx"'),
        ("so-tu-phap-son-ha", '><img src="/images/banner/b1.png" alt=""'),
        ("so-tu-phap-son-ha", 'href="http://egov2k10/quantri/"'),
        ("tinh-son-ha", 'href="http://10.1.1.20/camera/"'),
        ("tinh-lam-hai", '<iframe src="http://172.16.4.9/quangcao/"'),
        ("tinh-lam-hai", "usemap="),
        ("bao-hiem-mua-mang", 'href="http://[fd00::17]/noibo"'),
        ("bao-hiem-mua-mang", "/web/guest/chi-ao-ieu-hanh;jsessionid="),
        ("cuc-ran-san-ho", "&amp;sid="),
        ("cuc-ran-san-ho", "<TITLE>Website Cục Thủy văn lục địa</TITLE>"),
        ("bo-kinh-te-bien", "MSOMenu_SiteActions"),
    ],
)
def test_home_page_holds_the_trap(name: str, sign: str) -> None:
    text = _home(name)
    assert sign in text


def test_redirect_leads_to_the_metadata_address() -> None:
    answer = _portal("so-tu-phap-son-ha").respond(Request("GET", "sotuphap.sonha.gov.vn", "/Pages/chuyen-tiep.aspx"))
    assert answer.status == 302
    assert answer.location.startswith("http://169.254.169.254/")


def test_base_leads_to_another_host_on_one_page() -> None:
    pages = _portal("so-tu-phap-son-ha").pages
    with_base = [url for url, page in pages.items() if b"<base href" in page.body]
    assert len(with_base) == 1


def test_calendar_has_no_end() -> None:
    target, seen = "/vi/lich-su-kien/", set()
    for _ in range(40):
        seen.add(target)
        onward = re.findall(
            r'href="(/vi/lich-su-kien/\d+/\d+/)" ?[^>]*>(?:<[^>]*>[^<]*</[^>]*>)?Tháng sau', _page(target)
        )
        target = onward[0]
    assert len(seen) == 40


def _page(target: str) -> str:
    return re.sub(r"<em[^>]*>[^<]*</em>", "", _text("tinh-son-ha", target))


def test_session_marks_change_from_page_to_page_and_do_not_matter() -> None:
    first, second = _text("bao-hiem-mua-mang", "/web/guest/home"), _text("bao-hiem-mua-mang", "/web/guest/hoi-ap")
    marks = {re.findall(r";jsessionid=(\w+)", text)[0] for text in (first, second)}
    assert len(marks) == 2
    assert _text("bao-hiem-mua-mang", "/web/guest/hoi-ap;jsessionid=ABC.node1") == second


@pytest.mark.parametrize(
    ("name", "host", "status", "sign"),
    [
        ("so-tu-phap-son-ha", "sotuphap.sonha.gov.vn", 200, "Không tìm thấy trang"),
        ("tinh-lam-hai", "www.lamhai.gov.vn", 302, ""),
        ("bo-kinh-te-bien", "www.mome.gov.vn", 404, "Không tìm thấy trang"),
        ("so-giao-thong-lam-hai", "sogtvt.lamhai.gov.vn", 403, "rejected"),
        ("so-cong-thuong-lam-hai", "sct.lamhai.gov.vn", 200, 'id="app"'),
    ],
)
def test_unknown_addresses_answer_in_their_own_way(name: str, host: str, status: int, sign: str) -> None:
    answer = _portal(name).respond(Request("GET", host, "/khong-he-co-trang-nay.aspx"))
    assert answer.status == status
    assert sign in answer.body.decode("utf-8")


def test_challenge_stands_before_the_entry_page() -> None:
    answer = _portal("so-giao-thong-lam-hai").respond(Request("GET", "sogtvt.lamhai.gov.vn", "/"))
    assert answer.status == 200
    assert b"cf_chl_opt" in answer.body


def test_searches_answer_good_broken_and_half() -> None:
    assert "Tìm thấy" in _text("bo-kinh-te-bien", "/tim-kiem/Pages/default.aspx?k=quy+ho%E1%BA%A1ch")
    assert "Không tìm thấy" in _text("tinh-lam-hai", f"{_LAM_HAI_SEARCH}&Search=du+l%E1%BB%8Bch")
    asked_by_post = _text("so-tu-phap-son-ha", "/tim-kiem/Pages/default.aspx")
    assert 'name="InputKeywords"' in asked_by_post
    assert 'method="get"' not in asked_by_post


def test_state_of_a_question_can_be_looked_up() -> None:
    assert "Đã trả lời" in _text("bo-kinh-te-bien", "/Pages/hoi-dap.aspx?macauhoi=2106")
    assert "Không có câu hỏi" in _text("bo-kinh-te-bien", "/Pages/hoi-dap.aspx?macauhoi=1")


def test_files_are_what_they_claim_or_pretend() -> None:
    good = [page for url, page in _portal("bo-kinh-te-bien").pages.items() if url.endswith(".pdf")]
    assert good
    assert all(page.media_type == "application/pdf" and page.body.startswith(b"%PDF-") for page in good)
    pretending = [
        page for url, page in _portal("huyen-da-trang").pages.items() if "van-ban" in url or url.endswith(".pdf")
    ]
    assert any(page.status == 200 and page.media_type == "text/html" for page in pretending)


def test_pdf_text_comes_back_as_unicode() -> None:
    body = pdf("Quyết định số 1", ("Đường đến xã Nậm Cang",))
    table = dict(re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>", body))
    lines = [
        "".join(bytes.fromhex(table[code].decode()).decode("utf-16-be") for code in re.findall(rb"[0-9A-F]{4}", line))
        for line in re.findall(rb"<([0-9A-F]*)> Tj", body)
    ]
    assert lines[0] == "Quyết định số 1"
    assert "Đường đến xã Nậm Cang" in lines
    start = int(re.findall(rb"startxref\n(\d+)", body)[0])
    assert body[start : start + 4] == b"xref"
    assert docx("a", ("b",)) == docx("a", ("b",))


def test_windows_1258_says_the_same() -> None:
    text = "Ủy ban nhân dân huyện Cửa Lau đang xây dựng"
    assert unicodedata.normalize("NFC", encode_1258(text).decode("cp1258")) == text
    page = _portal("huyen-cua-lau").pages["http://cualau.lamhai.gov.vn/default.aspx"]
    assert ("Content-Type", "text/html") in page.headers


def test_single_page_client_knows_every_block_it_is_sent() -> None:
    known = set(re.findall(r"^    (\w+): function", client().body.decode(), re.MULTILINE))
    portal = _portal("so-cong-thuong-lam-hai")
    sent: set[str] = set()
    for url in portal.pages:
        route = url.removeprefix("http://sct.lamhai.gov.vn")
        answer = portal.respond(Request("GET", "sct.lamhai.gov.vn", f"/api/trang?duong-dan={route}"))
        sent |= set(re.findall(r'"loai": "(\w+)", "', answer.body.decode()))
    assert sent
    assert sent <= known


def test_hash_routed_client_knows_every_block_it_is_sent() -> None:
    script = _text("tong-cuc-nuoi-bien", "/static/js/app.4f1c09.js")
    known = set(re.findall(r"^    (\w+): function", script, re.MULTILINE))
    portal = _portal("tong-cuc-nuoi-bien")
    sent: set[str] = set()
    for url in portal.pages:
        place = url.partition("#/")[2] or "trang-chu"
        name, _, asked = place.partition("?")
        data = json.loads(_text("tong-cuc-nuoi-bien", f"/static/data/{name}.json" + (f"?{asked}" if asked else "")))
        sent |= {block["kind"] for block in data["data"]["blocks"]}
    assert len(sent) > 8
    assert sent <= known


def test_hash_routed_portal_has_one_address_and_misses_the_others() -> None:
    answers = {
        path: _portal("tong-cuc-nuoi-bien").respond(Request("GET", "tongcucnuoibien.mome.gov.vn", path)).status
        for path in ("/", "/van-ban", "/sitemap.xml", "/static/data/khong-co.json", "/static/cau-hinh.json")
    }
    assert answers == {
        "/": 200,
        "/van-ban": 404,
        "/sitemap.xml": 404,
        "/static/data/khong-co.json": 404,
        "/static/cau-hinh.json": 200,
    }


def test_numbers_of_sections_lead_to_them() -> None:
    answer = _portal("huyen-suoi-trang").respond(Request("GET", "suoitrang.sonha.gov.vn", "/chuyen-muc?id=11"))
    assert answer.location.endswith("/he-thong-van-ban-c11")
    lost = _portal("huyen-suoi-trang").respond(Request("GET", "suoitrang.sonha.gov.vn", "/chuyen-muc?id=99"))
    assert lost.status == 404


def test_log_tells_what_must_not_happen() -> None:
    log = Log()
    asked = [
        ("GET", "/"),
        ("POST", "/"),
        ("GET", "/vi/users/logout/"),
        ("GET", "/quan-tri/xoa-tin"),
        ("GET", "/cap-thoat-nuoc-phe-duyet"),
    ]
    for method, target in asked:
        log.entries.append(Asked(method, "h", target, {}, 200))
    assert [asked.method for asked in log.posts] == ["POST"]
    assert [asked.target for asked in log.logins] == ["/vi/users/logout/"]
    assert [asked.target for asked in log.actions] == ["/quan-tri/xoa-tin"]
    assert not log.strangers
