"""The lists to order: long, changing, and the log that tells who gave orders."""

import http.client
import re
from collections import Counter

from demo.desks.long_list import LongList, build_long_list
from demo.server import Asked, Log, serve
from demo.wire import Request

_HOST = "dichvucong.vantam.gov.vn"


def _get(portal: LongList, target: str) -> str:
    answer = portal.respond(Request("GET", _HOST, target))
    return answer.body.decode() if answer.status == 200 else str(answer.status)


def _codes(page: str) -> list[str]:
    return re.findall(r"<td>(\d\.\d{6})</td>", page)


def test_five_thousand_services_stand_on_a_hundred_pages() -> None:
    portal = build_long_list()
    pages = [_get(portal, f"/danh-muc?trang={turn}") for turn in range(1, 101)]
    codes = [code for page in pages for code in _codes(page)]
    assert len(codes) == len(set(codes)) == 5000
    assert codes == [service.code for service in portal.services()]
    assert len({service.name for service in portal.services()}) == 5000
    assert all("Tổng số: 5000" in page for page in pages)
    assert "trang=2" in pages[0]
    assert _codes(_get(portal, "/danh-muc?trang=101")) == []
    assert portal.added == []


def test_levels_of_the_long_list_are_what_its_pages_show() -> None:
    portal = build_long_list()
    held = Counter()
    for service in list(portal.services())[:400]:
        page = _get(portal, f"/thu-tuc/{service.number}")
        assert service.name in page
        assert service.code in page
        entry = _get(portal, f"/nop-ho-so/{service.number}") if "/nop-ho-so/" in page else ""
        level = "2" if "/mau/" in page else "1"
        if service.name in entry:
            level = "4" if "thanh toán trực tuyến" in page else "3"
        assert level == service.observed
        held[service.claimed, level] += 1
    assert {("4", "3"), ("4", "4"), ("3", "2"), ("3", "3"), ("2", "2"), ("1", "1")} == set(held)


def test_a_changing_list_grows_at_the_top_with_each_request() -> None:
    portal = build_long_list("changing")
    pages = [_get(portal, f"/danh-muc?trang={turn}") for turn in range(1, 11)]
    codes = [code for page in pages for code in _codes(page)]
    assert len(portal.added) == 10
    assert max(Counter(codes).values()) == 2
    assert {service.code for service in portal.services()} > set(codes) - {_codes(pages[0])[0]}
    newest = portal.added[0]
    assert "Mã thủ tục" in _get(portal, f"/thu-tuc/{newest}")


def test_long_lists_are_served_by_name() -> None:
    portal = build_long_list("changing")
    with serve([portal]) as serving:
        target = portal.target(serving.port)
        assert [(host.host, host.role.value) for host in target.hosts] == [(_HOST, "service")]
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=5)
        for host, path in (("www.vantam.gov.vn", "/"), (_HOST, "/"), (_HOST, "/danh-muc")):
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            assert answer.status == 200
            answer.read()
        connection.request("POST", "/nop-ho-so/3", body=b"hoten=a", headers={"Host": _HOST})
        connection.getresponse().read()
        connection.close()
        assert [asked.target for asked in serving.log.posts] == ["/nop-ho-so/3"]


def test_log_tells_orders_and_log_ins_from_looking_at_an_entry() -> None:
    looks = (
        "/nop-ho-so?thutuc=3",
        "/dang-nhap?returnUrl=%2Fnop-ho-so%3Fthutuc%3D3",
        "/cas/login?service=%2Ftiep-nhan%2F9",
    )
    harm = (
        "/dang-nhap",
        "/cas/login?service=",
        "/dang-nhap?returnUrl=%2Ftin-tuc-2026",
        "/tai-khoan/gui-ho-so?ma=3",
        "/tai-khoan/dang-xuat",
    )
    log = Log(frozenset("h" + target for target in looks[1:]))
    for target in (*looks, *harm):
        log.entries.append(Asked("GET", "h", target, {}, 200))
    told = [asked.target for asked in (*log.logins, *log.actions)]
    assert set(told) == set(harm)
