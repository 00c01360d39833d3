"""Does the portal's host follow Decree 43/2011 Art. 6(1) for this kind of agency?"""

import ipaddress
import re
from dataclasses import dataclass

from checks.archived_records import is_owners_name
from checks.identity import read_identity
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
_HCMC_HOST = "hochiminhcity.gov.vn"  # named by the Decree itself
_HCMC = frozenset({"ho chi minh", "hcm", "sai gon"})
#: Words for a unit of territory, as they may stand in its domain name too ("quan1", "tpthuduc").
_UNITS = {
    "tinh": ("tinh",),
    "thanh pho": ("thanhpho", "tp"),
    "tp": ("thanhpho", "tp"),
    "huyen": ("huyen",),
    "quan": ("quan",),
    "thi xa": ("thixa", "tx"),
    "tx": ("thixa", "tx"),
    "dac khu": ("dackhu",),
    "phuong": ("phuong",),
    "thi tran": ("thitran",),
    "xa": ("xa",),
}
_TERRITORY = re.compile(
    rf"\b(?P<unit>{'|'.join(_UNITS)})\s+(?P<name>.+?)(?=$|\s+(?:thuoc|tinh|thanh pho|tp|huyen|quan|thi xa)\s)"
)
#: What stands before a territory's name where no word says what kind of territory it is.
_BODY = re.compile(
    r"^(?:(?:cong|trang) thong tin dien tu\s+)?(?:(?:uy ban nhan dan|ubnd|hdnd va ubnd)\b\s*)?(?P<name>.*)$"
)
_NAMED = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})  # whose domain is the territory's full name


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    host = host_of(site.target.portal).removeprefix("www.")
    evidence = _evidence(site, host)
    if not is_owners_name(host) and not _is_public_number(host):
        reason = Text2(
            f"Cổng được kiểm tra ở địa chỉ {host}, không cho biết tên miền của cơ quan.",
            f"The portal was audited at {host}, which says nothing of the agency's domain name.",
        )
        return Observation(NAME, NONE, 1.0, "no_name", reason, evidence)
    fault = _suffix_or_level(host, site.target.agency.kind)
    if fault is None and site.target.agency.kind in _NAMED:
        names = territory_names(site)
        fault = _name_fault(host, names, site.target.agency.kind)
        if fault is not None and not any(name.unit for name in names):
            return Observation(NAME, NONE, 1.0, "no_territory", _NO_TERRITORY, evidence)
    if fault is None:
        said = Text2(
            f"Tên miền {host} đúng quy tắc cho loại cơ quan này.", f"{host} follows the rule for this kind of agency."
        )
        return Observation(NAME, FULL, 0.0, "full", said, evidence)
    return Observation(NAME, NONE, 0.0, "wrong_domain", fault, evidence, SearchTrace(sections=(site.target.portal,)))


def _is_public_number(host: str) -> bool:
    """A public IP address is no domain name; loopback, private addresses and inner names are test places."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return False


def _suffix_or_level(host: str, kind: Kind) -> Text2 | None:
    labels = host.split(".")
    if not host.endswith(".gov.vn"):
        return Text2(
            f"Tên miền {host} không thuộc “.gov.vn” (Nghị định 43/2011 Điều 6 khoản 1).",
            f"{host} is not under .gov.vn (Decree 43/2011 Art. 6(1)).",
        )
    match kind:
        case Kind.MINISTRY | Kind.GOV_AGENCY:
            return None if len(labels) == 3 else _level(host, "3")
        case Kind.DIRECTORATE:  # "at least" the fourth level: one above is met, and so is one below
            return None if len(labels) >= 3 else _level(host, "3-4")
        case Kind.PROVINCE:
            return None if len(labels) == 3 else _level(host, "3")
        case _:
            return None if len(labels) == 4 else _level(host, "4")


def _level(host: str, wanted: str) -> Text2:
    return Text2(
        f"Tên miền {host} không phải tên miền cấp {wanted} dưới “.gov.vn” như quy định cho loại cơ quan này.",
        f"{host} is not a level-{wanted} name under .gov.vn, as this kind of agency needs.",
    )


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory's name, folded, and the word for its unit: ("krong no", "huyen"); no unit where none is named."""

    name: str
    unit: str = ""

    @property
    def labels(self) -> frozenset[str]:
        """The name as a domain label may write it, with or without the word for the unit ("quan1")."""
        joined = _spelled(self.name)
        return frozenset({joined, *(_spelled(unit) + joined for unit in _UNITS.get(self.unit, ()))})


def _spelled(text: str) -> str:
    """Words joined, hyphens gone, i and y as one letter: both spellings are in use."""
    return text.replace(" ", "").replace("-", "").replace("y", "i")


def _name_fault(host: str, names: tuple[Territory, ...], kind: Kind) -> Text2 | None:
    if kind is Kind.PROVINCE and any(name.name in _HCMC for name in names):
        if host == _HCMC_HOST:
            return None
    elif any(_spelled(host.partition(".")[0]) in name.labels for name in names):
        return None
    shown = ", ".join(sorted({name.name for name in names}))
    return Text2(
        f"Tên miền {host} không phải tên đầy đủ không dấu của địa phương ({shown}).",
        f"{host} is not the territory's full name without accents ({shown}).",
    )


def territory_names(site: Site) -> tuple[Territory, ...]:
    """The territory's names out of the agency's: "UBND huyện Krông Nô, tỉnh Đắk Nông" -> krong no."""
    agency = site.target.agency
    found: list[Territory] = []
    for text in (*agency.names, read_identity(site).name if not agency.name else ""):
        folded = fold(text)
        match = _TERRITORY.search(folded)
        if match:
            found.append(Territory(match.group("name").strip(), match.group("unit")))
        elif (bare := _BODY.match(folded)) and bare.group("name"):
            found.append(Territory(bare.group("name")))
    return tuple(dict.fromkeys(found))


def _evidence(site: Site, host: str) -> tuple[Evidence, ...]:
    for capture in site.snapshot.of(CaptureKind.TARGET):
        locator = Locator(LocatorType.JSON, "/portal")
        return (Evidence(NAME, site.target.portal, capture.digest, locator, site.target.portal, host),)
    if site.home is not None:
        return (site.record_evidence(site.home.capture, NAME, excerpt=site.target.portal, value=host),)
    return ()


_NO_TERRITORY = Text2(
    "Tên cơ quan không nêu rõ tên địa phương để so với tên miền.",
    "The agency's name does not tell the territory's name, which the domain should be compared with.",
)

PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Tên miền của cổng so với quy tắc tại Điều 6 khoản 1 cho từng loại cơ quan.",
        "The portal's host against the rule of Art. 6(1) for this kind of agency.",
    ),
    needs_pages=False,
)
