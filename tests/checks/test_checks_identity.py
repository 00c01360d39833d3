"""Whose portal is this?"""

from dataclasses import replace

import pytest
from snapshots import make_snapshot, make_target

from checks.identity import NONE, OTHER, OWN, UNCLEAR, read_identity
from checks.load_lexicon import load_lexicon
from checks.owner_claims import name_cores
from checks.site import Site
from domain.agencies import Kind

HOST = "http://sonha.gov.vn/"


def identity(kind: Kind, name: str, html: str, portal: str = HOST):
    snapshot = make_snapshot({portal: html}, make_target(kind, name, portal))
    return read_identity(Site.build(snapshot, load_lexicon()))


def page(title: str, head: str = "", foot: str = "", main: str = "Tin trong ngày") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><header>{head}</header>"
        f"<main><p>{main}</p></main><footer><p>{foot}</p></footer></body></html>"
    )


OWN_CASES = [
    (Kind.PROVINCE, "Tỉnh Sơn Hà", page("Cổng thông tin điện tử tỉnh Sơn Hà")),
    (Kind.PROVINCE, "Ủy ban nhân dân tỉnh Sơn Hà", page("Trang chủ", "<h1>CỔNG THÔNG TIN ĐIỆN TỬ SƠN HÀ</h1>")),
    (Kind.DISTRICT, "UBND huyện Bình Minh, tỉnh Sơn Hà", page("Trang chủ", "", "Bản quyền thuộc UBND huyện Bình Minh")),
    (Kind.DEPARTMENT, "Sở Tư pháp tỉnh Sơn Hà", page("Sở Tư Pháp", "<img src=b.png alt='Sở Tư pháp Sơn Hà'>")),
    (Kind.MINISTRY, "Bộ Kinh tế Biển", page("Tin tức", "<p>BỘ KINH TẾ BIỂN</p>")),
    (Kind.DEPARTMENT, "Sở Tư pháp tỉnh Sơn Hà", page("Công báo Lâm Đồng", "<p>SỞ TƯ PHÁP TỈNH SƠN HÀ</p>")),
]


@pytest.mark.parametrize(("kind", "name", "html"), OWN_CASES)
def test_says_its_name(kind: Kind, name: str, html: str) -> None:
    found = identity(kind, name, html)
    assert found.state == OWN, found.reason.vi
    assert found.evidence


STRANGERS = [
    ("Sở Tư pháp tỉnh Sơn Hà", page("Công ty cổ phần Sao Mai", "<p>Công ty cổ phần Sao Mai</p>")),
    ("Tỉnh Sơn Hà", page("Báo điện tử Sơn Hà", "<p>Báo Sơn Hà điện tử</p>", "Tổng biên tập: Nguyễn Văn An")),
    ("Sở Giáo dục và Đào tạo tỉnh Sơn Hà", page("Trường THPT Nguyễn Huệ", "<p>Trường THPT Nguyễn Huệ</p>")),
    ("Tỉnh Sơn Hà", page("Cổng thông tin điện tử tỉnh Lâm Sơn", "", "Bản quyền: UBND tỉnh Lâm Sơn")),
]


@pytest.mark.parametrize(("name", "html"), STRANGERS)
def test_somebody_else(name: str, html: str) -> None:
    assert identity(Kind.PROVINCE, name, html).state == OTHER


def test_name_in_the_news_is_not_a_name_of_its_own() -> None:
    html = page("Trang chủ", "", "", "Sở Tư pháp tỉnh Sơn Hà họp giao ban")
    assert identity(Kind.DEPARTMENT, "Sở Tư pháp tỉnh Sơn Hà", html).state == UNCLEAR
    assert identity(Kind.DEPARTMENT, "Sở Tư pháp tỉnh Sơn Hà", html, "http://tin.example.com/").state == NONE


def test_without_a_name_any_state_agency_is_itself() -> None:
    found = identity(Kind.DISTRICT, "", page("Trang thông tin điện tử huyện Bình Minh"))
    assert (found.state, found.name) == (OWN, "Trang thông tin điện tử huyện Bình Minh")
    assert identity(Kind.DISTRICT, "", page("Công ty TNHH Sao Mai")).state == OTHER
    assert identity(Kind.DISTRICT, "", page("Welcome"), "http://example.com/").state == NONE


def test_cores() -> None:
    assert "huyen krong no" in name_cores("UBND huyện Krông Nô, tỉnh Đắk Nông")
    assert "so tu phap" in name_cores("Sở Tư pháp tỉnh Đắk Nông")
    assert name_cores("Tỉnh Sơn Hà") == ("tinh son ha",)


DISTRICT = (Kind.DISTRICT, "Ủy ban nhân dân huyện Bình Minh, tỉnh Sơn Hà")
PROVINCE = (Kind.PROVINCE, "Ủy ban nhân dân tỉnh Sơn Hà")
JUSTICE = (Kind.DEPARTMENT, "Sở Tư pháp tỉnh Sơn Hà")
CUC = (Kind.DIRECTORATE, "Cục Nuôi biển")

SLOPPY = {
    "another's title left over": (*DISTRICT, page("Công ty phần mềm Sao Việt", "<p>UBND HUYỆN BÌNH MINH</p>")),
    "another district's title": (
        *DISTRICT,
        page("Website huyện Cồn Bần", "<h1>HUYỆN BÌNH MINH</h1>", "UBND huyện Bình Minh"),
    ),
    "no tones": (*DISTRICT, page("Huyen Binh Minh", "", "Trang thong tin dien tu huyen Binh Minh")),
    "run together": (*DISTRICT, page("Home", "<p>Trang thông tin điện tử Ủy ban nhân dân<b>Huyện Bình Minh</b></p>")),
    "council and committee": (
        *DISTRICT,
        page("HĐND - UBND huyện Bình Minh", "", "Bản quyền thuộc về HĐND và UBND huyện Bình Minh"),
    ),
    "only its address": (*DISTRICT, page("Trang chủ", "", "Khu 3, thị trấn Bình Minh, huyện Bình Minh, tỉnh Sơn Hà")),
    "run by its office": (
        *PROVINCE,
        page("Trang chủ", "", "Cơ quan quản lý: Văn phòng UBND tỉnh Sơn Hà. Thiết kế: Công ty Sao Việt"),
    ),
    "made by a company": (
        *PROVINCE,
        page("Default", "", "© 2016 - 2026 UBND tỉnh Sơn Hà. Phát triển bởi Công ty cổ phần Sao Việt"),
    ),
    "welcome": (*PROVINCE, page("CHÀO MỪNG QUÝ VỊ ĐẾN VỚI CỔNG THÔNG TIN ĐIỆN TỬ TỈNH SƠN HÀ")),
    "its superior above it": (*JUSTICE, page("Trang chủ", "<p>UBND TỈNH SƠN HÀ</p><p>SỞ TƯ PHÁP</p>")),
    "ministry above a cục": (*CUC, page("", "<p>BỘ KINH TẾ BIỂN</p><p>CỤC NUÔI BIỂN</p>")),
    "tổng cục above a cục": (*CUC, page("Tổng cục Biển - Cục Nuôi biển", "<p>TỔNG CỤC BIỂN</p><p>CỤC NUÔI BIỂN</p>")),
    "news in the head": (
        *DISTRICT,
        page("Trang chủ", "<p>UBND huyện Bình Minh</p><p><a href='/t/1.html'>Trường THCS Bình Minh khai giảng</a></p>"),
    ),
    "name and superior in one": (*JUSTICE, page("Sở Tư pháp - UBND tỉnh Sơn Hà | Trang chủ")),
    "short without its place": (
        *JUSTICE,
        page("Trang thông tin điện tử Sở Tư pháp", "", "Địa chỉ: 12 đường Bến Cũ, thành phố Sơn Bình"),
    ),
    "public service centre beside": (
        *PROVINCE,
        page("Cổng dịch vụ công tỉnh Sơn Hà", "<p>Trung tâm Phục vụ hành chính công tỉnh Sơn Hà</p>"),
    ),
    "report in the head": (
        *DISTRICT,
        page("Trang tin", "<p>Báo cáo kinh tế - xã hội</p><p>Ban lãnh đạo</p>", "UBND huyện Bình Minh"),
    ),
    "a number in the foot": (*JUSTICE, page("Home", "<p>SỞ TƯ PHÁP SƠN HÀ</p>", "Số 12 đường Bến Cũ, tỉnh Sơn Hà")),
    "a city that was a province": (Kind.PROVINCE, "Thành phố Lâm Sơn", page("Cổng thông tin điện tử tỉnh Lâm Sơn")),
    "institute of its own": (
        Kind.GOV_AGENCY,
        "Viện Hàn lâm Hải dương Việt Nam",
        page("VIỆN HÀN LÂM HẢI DƯƠNG VIỆT NAM"),
    ),
    "agency with a generic name": (Kind.GOV_AGENCY, "Cơ quan Địa danh Việt Nam", page("Cơ quan Địa danh Việt Nam")),
}


@pytest.mark.parametrize("case", SLOPPY)
def test_sloppy_portals_are_still_their_agency(case: str) -> None:
    kind, name, html = SLOPPY[case]
    found = identity(kind, name, html)
    assert found.state == OWN, found.reason.vi


NOT_THE_AGENCY = {
    "school": (
        *DISTRICT,
        page(
            "Trường THCS Bình Minh",
            "<img src=l.png alt='Trường Trung học cơ sở Bình Minh'>",
            "Trường THCS Bình Minh, huyện Bình Minh, tỉnh Sơn Hà",
        ),
    ),
    "school below its district": (
        *DISTRICT,
        page("Trang chủ", "<p>UBND HUYỆN BÌNH MINH</p><p>TRƯỜNG TIỂU HỌC HỒNG HÀ</p>"),
    ),
    "school under both superiors": (
        *DISTRICT,
        page("Trường mầm non Hoa Sen", "<p>UBND huyện Bình Minh</p><p>Phòng GD&amp;ĐT</p>", "© Trường mầm non Hoa Sen"),
    ),
    "school said last in the title": (*DISTRICT, page("UBND huyện Bình Minh - Trường THPT Nguyễn Huệ")),
    "hospital": (
        *DISTRICT,
        page("Bệnh viện đa khoa huyện Bình Minh", "", "Địa chỉ: thị trấn Bình Minh, huyện Bình Minh"),
    ),
    "office of the district": (*DISTRICT, page("Phòng Giáo dục và Đào tạo huyện Bình Minh")),
    "commune": (
        *DISTRICT,
        page("Trang thông tin điện tử xã Hoa Lư - huyện Bình Minh", "<p>UBND huyện Bình Minh</p><p>UBND xã Hoa Lư</p>"),
    ),
    "police": (*DISTRICT, page("Công an huyện Bình Minh", "", "Công an huyện Bình Minh, tỉnh Sơn Hà")),
    "district party": (
        *DISTRICT,
        page("Huyện ủy Bình Minh", "<p>HUYỆN ỦY BÌNH MINH</p>", "Bản quyền thuộc Huyện ủy Bình Minh, tỉnh Sơn Hà"),
    ),
    "farmers' association": (*DISTRICT, page("Hội Nông dân huyện Bình Minh")),
    "court": (*DISTRICT, page("Tòa án nhân dân huyện Bình Minh")),
    "its province": (*DISTRICT, page("Cổng thông tin điện tử tỉnh Sơn Hà", "", "UBND tỉnh Sơn Hà")),
    "namesake district": (
        *DISTRICT,
        page("Trang thông tin điện tử huyện Bình Minh", "", "UBND huyện Bình Minh, tỉnh Lâm Hải"),
    ),
    "a district of it": (*PROVINCE, page("Cổng thông tin điện tử huyện Bình Minh, tỉnh Sơn Hà")),
    "its capital": (
        *PROVINCE,
        page("Cổng thông tin điện tử thành phố Sơn Hà", "", "UBND thành phố Sơn Hà, tỉnh Sơn Hà"),
    ),
    "newspaper": (*PROVINCE, page("Báo Sơn Hà", "<p>Báo Sơn Hà</p>", "Cơ quan của Đảng bộ tỉnh Sơn Hà")),
    "broadcaster": (*PROVINCE, page("Đài Phát thanh và Truyền hình tỉnh Sơn Hà")),
    "museum": (
        *PROVINCE,
        page("Bảo tàng tỉnh Sơn Hà", "<p>BẢO TÀNG TỈNH SƠN HÀ</p>", "Địa chỉ: 5 đường Bến Cũ, tỉnh Sơn Hà"),
    ),
    "library without a title": (*PROVINCE, page("Home", "<p>UBND TỈNH SƠN HÀ</p><p>THƯ VIỆN TỈNH SƠN HÀ</p>")),
    "people's council": (*PROVINCE, page("Hội đồng nhân dân tỉnh Sơn Hà")),
    "water company": (*PROVINCE, page("Công ty cấp nước tỉnh Sơn Hà", "", "Công ty TNHH Cấp nước, tỉnh Sơn Hà")),
    "fellow countrymen": (*PROVINCE, page("Hội đồng hương tỉnh Sơn Hà tại Hà Nội")),
    "its department": (*PROVINCE, page("Trang chủ", "<p>UBND TỈNH SƠN HÀ</p><p>SỞ TƯ PHÁP</p>")),
    "namesake in another province": (
        *JUSTICE,
        page("Sở Tư pháp tỉnh Lâm Hải", "<p>UBND tỉnh Lâm Hải</p><p>Sở Tư pháp</p>"),
    ),
    "namesake told by the head": (*JUSTICE, page("Sở Tư pháp", "<p>UBND TỈNH LÂM HẢI</p><p>SỞ TƯ PHÁP</p>")),
    "namesake in a city": (*JUSTICE, page("Sở Tư pháp thành phố Lâm Sơn")),
    "unit of the department": (*JUSTICE, page("Trung tâm Trợ giúp pháp lý - Sở Tư pháp tỉnh Sơn Hà")),
    "ministry of a department": (*JUSTICE, page("Bộ Tư pháp", "<p>BỘ TƯ PHÁP</p>")),
    "cục of the ministry": (
        Kind.MINISTRY,
        "Bộ Kinh tế Biển",
        page("Cục Nuôi biển - Bộ Kinh tế Biển", "<p>BỘ KINH TẾ BIỂN</p><p>CỤC NUÔI BIỂN</p>"),
    ),
    "embassy": (Kind.MINISTRY, "Bộ Ngoại giao", page("Đại sứ quán Cộng hòa Valoria tại Hà Nội")),
    "trade union of a ministry": (
        Kind.MINISTRY,
        "Bộ Kinh tế Biển",
        page("Công đoàn Bộ Kinh tế Biển", "", "Công đoàn Bộ Kinh tế Biển"),
    ),
}


@pytest.mark.parametrize("case", NOT_THE_AGENCY)
def test_names_of_places_make_nobody_the_agency(case: str) -> None:
    kind, name, html = NOT_THE_AGENCY[case]
    found = identity(kind, name, html, "http://cong.sonha.gov.vn/")
    assert found.state == OTHER, (found.state, found.reason.vi)


def test_a_place_in_an_address_tells_nothing_off_the_state_s_hosts() -> None:
    html = page("Trang chủ", "", "Khu 3, thị trấn Bình Minh, huyện Bình Minh, tỉnh Sơn Hà")
    assert identity(*DISTRICT, html, "http://binhminh.com.vn/").state == NONE


def test_a_district_s_portal_below_the_province_s_domain_is_not_the_province_s() -> None:
    district = page(
        "Huyen Van Lam",
        "<p>UBND HUYỆN VÂN LÂM</p>",
        "Trang thông tin điện tử UBND huyện Vân Lâm, tỉnh Sơn Hà</p><p><a href='/x'>Cổng tỉnh Sơn Hà</a>",
    )
    pages = {HOST: page("Cổng thông tin điện tử tỉnh Sơn Hà"), "http://vanlam.sonha.gov.vn/": district}
    target = make_target(Kind.PROVINCE, "Ủy ban nhân dân tỉnh Sơn Hà", HOST)
    assert Site.build(make_snapshot(pages, target), load_lexicon()).strange_hosts == {"vanlam.sonha.gov.vn"}


def test_a_registered_subordinate_s_host_is_its_own() -> None:
    pages = {HOST: page("Cổng thông tin điện tử tỉnh Sơn Hà"), "http://sct.sonha.gov.vn/": page("Tỉnh Sơn Hà")}
    target = make_target(Kind.PROVINCE, "Ủy ban nhân dân tỉnh Sơn Hà", HOST)
    below = replace(target, subordinates=("http://sct.sonha.gov.vn/",))
    assert not Site.build(make_snapshot(pages, target), load_lexicon()).strange_hosts
    assert Site.build(make_snapshot(pages, below), load_lexicon()).strange_hosts == {"sct.sonha.gov.vn"}
