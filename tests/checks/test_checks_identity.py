"""Whose portal is this?"""

from dataclasses import replace

import pytest
from snapshots import make_snapshot, make_target

from checks.identity import NONE, OTHER, OWN, UNCLEAR, name_cores
from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Kind

HOST = "http://sonha.gov.vn/"


def identity(kind: Kind, name: str, html: str, portal: str = HOST):
    snapshot = make_snapshot({portal: html}, make_target(kind, name, portal))
    return Site.build(snapshot, load_lexicon()).identity


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
