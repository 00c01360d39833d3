"""Does the portal's host follow Decree 43/2011 Art. 6(1) for this kind of agency? Read as in law.md section 9.6."""

import ipaddress
import re

from checks.observations import FULL, NONE, Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from domain.agencies import Kind
from domain.captures import CaptureKind
from domain.findings import Evidence, Locator, LocatorType, SearchTrace, Text2
from domain.text import fold
from domain.urls import host_of

NAME = "domain_rule"
_FIXED = {"hochiminhcity": "hochiminhcity.gov.vn"}  # named by the Decree itself
_HCMC = frozenset({"ho chi minh", "thanh pho ho chi minh", "tp ho chi minh", "tphcm", "tp hcm"})
_TERRITORY = re.compile(
    r"\b(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|phuong|xa|thi tran)\s+(?P<name>.+?)"
    r"(?=$|\s+(?:thuoc|tinh|thanh pho|tp|huyen|quan)\s)"
)


class DomainParams(Params):
    """None."""


def run(site: Site, params: DomainParams, requirement: Requirement) -> Observation:  # noqa: ARG001
    host = host_of(site.target.portal).removeprefix("www.")
    evidence = _evidence(site, host)
    if _is_inner(host):
        reason = Text2(
            f"Cổng được kiểm tra ở địa chỉ {host}, không cho biết tên miền của cơ quan.",
            f"The portal was audited at {host}, which says nothing of the agency's domain name.",
        )
        return Observation(NAME, NONE, 1.0, "no_name", reason, evidence)
    fault = _fault(host, site)
    if fault is None:
        said = Text2(
            f"Tên miền {host} đúng quy tắc cho loại cơ quan này.", f"{host} follows the rule for this kind of agency."
        )
        return Observation(NAME, FULL, 0.0, "full", said, evidence)
    return Observation(NAME, NONE, 0.0, "wrong_domain", fault, evidence, SearchTrace(sections=(site.target.portal,)))


def _is_inner(host: str) -> bool:
    """Loopback and private addresses and bare names: test places, not domain names."""
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." not in host


def _fault(host: str, site: Site) -> Text2 | None:
    labels = host.split(".")
    if not host.endswith(".gov.vn"):
        return Text2(
            f"Tên miền {host} không thuộc “.gov.vn” (Nghị định 43/2011 Điều 6 khoản 1).",
            f"{host} is not under .gov.vn (Decree 43/2011 Art. 6(1)).",
        )
    match site.target.agency.kind:
        case Kind.MINISTRY | Kind.GOV_AGENCY:
            return None if len(labels) == 3 else _level(host, "3")
        case Kind.DIRECTORATE:
            return None if len(labels) in (3, 4) else _level(host, "3-4")
        case Kind.DEPARTMENT:
            return None if len(labels) == 4 else _level(host, "4")
        case Kind.PROVINCE:
            return _level(host, "3") if len(labels) != 3 else _name_fault(host, labels[0], site)
        case _:
            return _level(host, "4") if len(labels) != 4 else _name_fault(host, labels[0], site)


def _level(host: str, wanted: str) -> Text2:
    return Text2(
        f"Tên miền {host} không phải tên miền cấp {wanted} dưới “.gov.vn” như quy định cho loại cơ quan này.",
        f"{host} is not a level-{wanted} name under .gov.vn, as this kind of agency needs.",
    )


def _name_fault(host: str, label: str, site: Site) -> Text2 | None:
    names = territory_names(site)
    if not names:
        return None
    if site.target.agency.kind is Kind.PROVINCE and names & _HCMC:
        if host == _FIXED["hochiminhcity"]:
            return None
    elif label.replace("-", "") in {name.replace(" ", "") for name in names}:
        return None
    shown = ", ".join(sorted(names))
    return Text2(
        f"Tên miền {host} không phải tên đầy đủ không dấu của địa phương ({shown}).",
        f"{host} is not the territory's full name without accents ({shown}).",
    )


def territory_names(site: Site) -> frozenset[str]:
    """The territory's names, folded, out of the agency's: "UBND huyện Krông Nô, tỉnh Đắk Nông" -> krong no."""
    agency = site.target.agency
    found: set[str] = set()
    for text in (agency.name, *agency.other_names, site.identity.name if not agency.name else ""):
        match = _TERRITORY.search(fold(text))
        if match:
            found.add(match.group("name").strip())
    return frozenset(found)


def _evidence(site: Site, host: str) -> tuple[Evidence, ...]:
    for capture in site.snapshot.of(CaptureKind.TARGET):
        locator = Locator(LocatorType.JSON, "/portal")
        return (Evidence(NAME, site.target.portal, capture.digest, locator, site.target.portal, host),)
    if site.home is not None:
        return (site.record_evidence(site.home.capture, NAME, excerpt=site.target.portal, value=host),)
    return ()


PROBE = ProbeKind(
    NAME,
    DomainParams,
    run,
    Text2(
        "Tên miền của cổng so với quy tắc tại Điều 6 khoản 1 cho từng loại cơ quan.",
        "The portal's host against the rule of Art. 6(1) for this kind of agency.",
    ),
    needs_pages=False,
)
