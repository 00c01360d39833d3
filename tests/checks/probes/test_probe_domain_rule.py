"""Decree 43 Art. 6(1) by kind of agency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snapshots import make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.probes import domain_rule
from checks.site import Site
from domain.agencies import Kind

CASES = [
    (Kind.MINISTRY, "Bộ Tài chính", "https://www.mof.gov.vn/", 1.0),
    (Kind.MINISTRY, "Bộ Tài chính", "https://tin.mof.gov.vn/", 0.0),
    (Kind.MINISTRY, "Văn phòng Chính phủ", "https://vpcp.chinhphu.vn/", 0.0),
    (Kind.GOV_AGENCY, "Thông tấn xã Việt Nam", "https://vnanet.vn/", 0.0),
    (Kind.DIRECTORATE, "Tổng cục Thuế", "https://gdt.gov.vn/", 1.0),
    (Kind.DIRECTORATE, "Cục Tin học hóa", "https://aita.mic.gov.vn/", 1.0),
    (Kind.PROVINCE, "Tỉnh Bà Rịa - Vũng Tàu", "http://baria-vungtau.gov.vn/", 1.0),
    (Kind.PROVINCE, "Tỉnh Thừa Thiên - Huế", "https://thuathienhue.gov.vn/", 1.0),
    (Kind.PROVINCE, "Tỉnh Đắk Nông", "https://dnong.gov.vn/", 0.0),
    (Kind.PROVINCE, "Thành phố Hồ Chí Minh", "https://hochiminhcity.gov.vn/", 1.0),
    (Kind.PROVINCE, "Thành phố Hồ Chí Minh", "https://tphcm.gov.vn/", 0.0),
    (Kind.DEPARTMENT, "Sở Tư pháp tỉnh Đắk Nông", "http://stp.daknong.gov.vn/", 1.0),
    (Kind.DEPARTMENT, "Sở Tư pháp tỉnh Đắk Nông", "http://sotuphapdaknong.gov.vn/", 0.0),
    (Kind.DISTRICT, "UBND huyện Krông Nô, tỉnh Đắk Nông", "http://krongno.daknong.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND huyện Krông Nô, tỉnh Đắk Nông", "http://huyen1.daknong.gov.vn/", 0.0),
    (Kind.DISTRICT, "Ủy ban nhân dân quận Đống Đa", "https://dong-da.hanoi.gov.vn/", 1.0),
    (Kind.DEPARTMENT, "Sở Tư pháp", "https://203.113.1.9/", 0.0),
    (Kind.DIRECTORATE, "Chi cục Thuế khu vực 3", "https://kv3.thue.mof.gov.vn/", 1.0),
    (Kind.DIRECTORATE, "Cục Tin học hóa", "https://aita.vn/", 0.0),
    (Kind.DISTRICT, "UBND Quận 1, TP. Hồ Chí Minh", "https://quan1.hochiminhcity.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND Quận 1, TP. Hồ Chí Minh", "https://quan3.hochiminhcity.gov.vn/", 0.0),
    (Kind.DISTRICT, "Ủy ban nhân dân thành phố Thủ Đức", "https://tpthuduc.hochiminhcity.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND thành phố Vinh, tỉnh Nghệ An", "https://vinh.nghean.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND huyện Si Ma Cai, tỉnh Lào Cai", "https://simacai.laocai.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND huyện Quan Hóa, tỉnh Thanh Hóa", "https://quanhoa.thanhhoa.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND huyện Bình Minh", "https://huyenbinhminh.vinhson.gov.vn/", 1.0),
    (Kind.DISTRICT, "UBND huyện Bình Minh", "https://binhminh.gov.vn/", 0.0),
    (Kind.PROVINCE, "UBND TP. HCM", "https://hochiminhcity.gov.vn/", 1.0),
    (Kind.PROVINCE, "Vĩnh Sơn", "https://vinhson.gov.vn/", 1.0),
    (Kind.PROVINCE, "Ủy ban nhân dân thành phố Hà Nội", "https://gov.vn.hanoi.com/", 0.0),
    (Kind.PROVINCE, "Tỉnh Vĩnh Sơn", "https://www.gov.vn/", 0.0),
]


def observe(kind: Kind, name: str, portal: str):
    snapshot = make_snapshot({portal: "<title>x</title><p>trang chủ</p>"}, make_target(kind, name, portal))
    return domain_rule.run(Site.build(snapshot, load_lexicon()), domain_rule.Params(), None)


@pytest.mark.parametrize(("kind", "name", "portal", "earned"), CASES)
def test_rule_by_kind(kind: Kind, name: str, portal: str, earned: float) -> None:
    seen = observe(kind, name, portal)
    assert (seen.earned, seen.unknown) == (earned, 0.0), seen.reason.vi
    if not earned:
        assert seen.searched is not None


@pytest.mark.parametrize(
    "portal",
    ["http://127.0.0.1:8001/", "http://localhost:8001/", "http://10.0.0.7/", "http://portal/", "http://a.local/"],
)
def test_inner_addresses_say_nothing(portal: str) -> None:
    seen = observe(Kind.DISTRICT, "UBND huyện Krông Nô", portal)
    assert (seen.earned, seen.unknown) == (0.0, 1.0)


@pytest.mark.parametrize("name", ["Ủy ban nhân dân", "Vĩnh Sơn"])
def test_name_that_tells_no_kind_of_territory_cannot_refuse_a_domain(name: str) -> None:
    seen = observe(Kind.PROVINCE, name, "https://khac.gov.vn/")
    assert (seen.earned, seen.unknown, seen.code) == (0.0, 1.0, "no_territory")


LABEL = st.from_regex(r"[a-z][a-z0-9]{0,11}", fullmatch=True)


@given(
    st.sampled_from(list(Kind)),
    st.lists(LABEL, min_size=1, max_size=5),
    st.sampled_from(["gov.vn", "com.vn", "vn", "net"]),
)
def test_met_only_under_gov_vn_and_by_level(kind: Kind, labels: list[str], suffix: str) -> None:
    host = ".".join([*labels, suffix])
    seen = observe(kind, f"UBND huyện {labels[0]}", f"https://{host}/")
    assert seen.earned in (0.0, 1.0)
    assert seen.earned + seen.unknown <= 1.0
    levels = host.removeprefix("www.").count(".") + 1
    allowed = {Kind.MINISTRY: {3}, Kind.GOV_AGENCY: {3}, Kind.PROVINCE: {3}, Kind.DIRECTORATE: {3, 4, 5, 6, 7}}.get(
        kind, {4}
    )
    if seen.earned:
        assert host.endswith(".gov.vn")
        assert levels in allowed
    if suffix == "gov.vn" and levels in allowed and labels[0] != "www" and kind is not Kind.PROVINCE:
        assert seen.earned == 1.0


@given(LABEL, st.booleans())
def test_www_in_front_changes_nothing(label: str, met: bool) -> None:
    host = f"{label}.{'gov' if met else 'com'}.vn"
    plain, www = (observe(Kind.MINISTRY, "Bộ Thử", f"https://{front}{host}/") for front in ("", "www."))
    assert (plain.earned, plain.code) == (www.earned, www.code)
