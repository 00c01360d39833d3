"""Decree 43 Art. 6(1) by kind of agency."""

import pytest
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
]


def observe(kind: Kind, name: str, portal: str):
    snapshot = make_snapshot({portal: "<title>x</title><p>trang chủ</p>"}, make_target(kind, name, portal))
    return domain_rule.run(Site.build(snapshot, load_lexicon()), domain_rule.DomainParams(), None)


@pytest.mark.parametrize(("kind", "name", "portal", "earned"), CASES)
def test_rule_by_kind(kind: Kind, name: str, portal: str, earned: float) -> None:
    seen = observe(kind, name, portal)
    assert (seen.earned, seen.unknown) == (earned, 0.0), seen.reason.vi
    if not earned:
        assert seen.searched is not None


@pytest.mark.parametrize(
    "portal", ["http://127.0.0.1:8001/", "http://localhost:8001/", "http://10.0.0.7/", "http://portal/"]
)
def test_inner_addresses_say_nothing(portal: str) -> None:
    seen = observe(Kind.DISTRICT, "UBND huyện Krông Nô", portal)
    assert (seen.earned, seen.unknown) == (0.0, 1.0)
