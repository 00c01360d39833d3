"""An address is the agency's own, a declared sister's, a neighbour's of the domain, the nation's, or somebody's."""

import pytest

from domain.agencies import Agency, DeclaredHost, Kind, Target
from pages.hosts import in_scope, own_host, owner_relation, registrable


def target(
    portal: str, hosts: tuple[str, ...] = (), entries: tuple[str, ...] = (), resolve: dict[str, str] | None = None
) -> Target:
    agency = Agency("a", "Sở Tư pháp tỉnh Sơn Hà", Kind.DEPARTMENT)
    return Target(agency, portal, entries=entries, hosts=tuple(map(DeclaredHost, hosts)), resolve=resolve or {})


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("sotuphap.sonha.gov.vn", "sonha.gov.vn"),
        ("sonha.gov.vn", "sonha.gov.vn"),
        ("WWW.MOJ.gov.vn.", "moj.gov.vn"),
        ("vpcp.chinhphu.vn", "chinhphu.vn"),
        ("gov.vn", "gov.vn"),
        ("www.sotuphap.hochiminhcity.gov.vn", "hochiminhcity.gov.vn"),
        ("a.github.io", "github.io"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("localhost", "localhost"),
        ("egov2k10", "egov2k10"),
        ("dvc.bo.test", "bo.test"),
        ("", ""),
    ],
)
def test_registrable_domains(host: str, domain: str) -> None:
    assert registrable(host) == domain


DEPARTMENT = target(
    "http://stp.sonha.gov.vn/", ("dvc.tinhnoi.vn", "www.congbao-sonha.vn:8080"), ("http://tuphapsonha.vn/",)
)
PROVINCE = target("https://www.sonha.gov.vn/")


@pytest.mark.parametrize(
    ("url", "relation", "scope"),
    [
        ("http://stp.sonha.gov.vn/tin", "own", True),
        ("https://www.stp.sonha.gov.vn:8443/tin", "own", True),
        ("http://cu.stp.sonha.gov.vn/", "own", True),
        ("http://tuphapsonha.vn/a", "own", True),
        ("http://www.dvc.tinhnoi.vn/", "declared", True),
        ("http://congbao-sonha.vn:8080/", "declared", True),
        ("http://congbao-sonha.vn/", "other", False),
        ("http://khac.tinhnoi.vn/", "other", False),
        ("http://snv.sonha.gov.vn/", "same_domain", True),
        ("http://sonha.gov.vn/", "same_domain", True),
        ("http://dvc.tuphapsonha.vn/", "same_domain", True),
        ("https://vbpl.vn/sonha", "national", True),
        ("https://dichvucong.gov.vn/", "national", True),
        ("https://gov.vn/", "other", False),
        ("https://khacsonha.gov.vn/", "other", False),
        ("http://xstp.sonha.gov.vn.evil.com/", "other", False),
        ("http://127.0.0.1/", "other", False),
        ("http://[bad", "other", False),
        ("", "other", False),
    ],
)
def test_addresses_seen_from_a_department(url: str, relation: str, scope: bool) -> None:
    assert owner_relation(url, DEPARTMENT) == relation
    assert in_scope(url, DEPARTMENT) is scope
    assert own_host(url, DEPARTMENT) is (relation == "own")


def test_hosts_below_a_province_are_its_domain_not_its_portal() -> None:
    assert owner_relation("http://sonha.gov.vn/", PROVINCE) == "own"
    assert owner_relation("http://stp.sonha.gov.vn/", PROVINCE) == "same_domain"


def test_numeric_hosts_are_one_site_each() -> None:
    local = target("http://127.0.0.1:8001/", ("127.0.0.1:8002",))
    assert owner_relation("http://127.0.0.1:8001/a", local) == "own"
    assert owner_relation("http://127.0.0.1:8002/a", local) == "declared"
    assert owner_relation("http://127.0.0.1:8003/a", local) == "other"
    assert owner_relation("https://127.0.0.1:8001/a", local) == "other"
    assert owner_relation("http://localhost:8001/a", local) == "other"


@pytest.mark.parametrize("portal", ["http://127.0.0.1:8001/", "http://localhost/", "http://cong.sonha.gov.vn/"])
def test_national_hosts_are_not_asked_for_test_portals(portal: str) -> None:
    local = target(portal, resolve={"cong.sonha.gov.vn": "127.0.0.1:8001"})
    assert owner_relation("https://vbpl.vn/", local) == "national"
    assert not in_scope("https://vbpl.vn/", local)


def test_names_that_are_resolved_for_tests_behave_as_names() -> None:
    named = target("http://cong.sonha.gov.vn/", resolve={"cong.sonha.gov.vn": "127.0.0.1:8001"})
    assert in_scope("http://dvc.sonha.gov.vn:8001/", named)
    assert not in_scope("http://127.0.0.1:8001/", named)
