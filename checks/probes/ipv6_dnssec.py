"""Has the portal an IPv6 address that answers, and a signed zone? Circular 32/2017 Art. 15(4).

Only from look-ups that were stored during the audit; what they do not tell stays unknown.
"""

from dataclasses import dataclass

from checks.absence import trace
from checks.archived_records import Record, has_public_name, portal_hosts, records_of
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from domain.captures import CaptureKind
from domain.findings import Evidence, Text2

NAME = "ipv6_dnssec"
_HALF = 0.5
_ANSWERED = "resolver"  # look-ups in which an empty list of addresses means that there are none


@dataclass(frozen=True, slots=True)
class _Half:
    """One of the two: its shares of itself, and what was read."""

    earned: float
    unknown: float
    reason: Text2
    evidence: Evidence | None = None


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    if not any(map(has_public_name, portal_hosts(site))):
        return Observation(NAME, 0.0, 1.0, "no_name", _NO_NAME)
    records = [record for record in records_of(site, CaptureKind.DNS) if record.text("source") in ("system", _ANSWERED)]
    halves = (_ipv6(records), _dnssec(records))
    earned = round(sum(half.earned for half in halves) * _HALF, 6)
    unknown = round(sum(half.unknown for half in halves) * _HALF, 6)
    said = Text2(" ".join(half.reason.vi for half in halves), " ".join(half.reason.en for half in halves))
    evidence = tuple(half.evidence for half in halves if half.evidence is not None)
    searched = None if earned >= 1 else trace(site, "", [record.capture.url for record in records], ())
    return Observation(NAME, earned, unknown, _code(earned, unknown), said, evidence, searched)


def _code(earned: float, unknown: float) -> str:
    if earned >= 1:
        return "full"
    if earned > 0:
        return "some"
    return "no_lookup" if unknown else "absent"


def _ipv6(records: list[Record]) -> _Half:
    record = next((each for each in records if each.texts("aaaa")), None)
    if record is not None:
        return _of_address(record, (record.texts("aaaa") or ("",))[0])
    record = next((each for each in records if each.text("source") == _ANSWERED and each.texts("aaaa") == ()), None)
    if record is None:
        return _Half(
            0, 1, Text2("Chưa tra cứu được địa chỉ IPv6 của cổng.", "The portal's IPv6 address was not looked up.")
        )
    said = Text2("Tên miền không có bản ghi AAAA (IPv6).", "The name has no AAAA record (IPv6).")
    return _Half(0, 0, said, record.evidence("aaaa", NAME, "AAAA"))


def _of_address(record: Record, address: str) -> _Half:
    """The address is there; whether it answers is a question of its own."""
    state, proof = record.text("ipv6"), record.evidence("aaaa", NAME, f"AAAA {address}")
    tried = record.evidence("ipv6", NAME, record.text("ipv6_how")) if state else proof
    if state == "answers":
        return _Half(1, 0, Text2(f"Cổng trả lời qua IPv6 ({address}).", f"It answers over IPv6 ({address})."), tried)
    if state in ("refused", "inward"):
        said = Text2(
            f"Có bản ghi AAAA ({address}) nhưng địa chỉ đó không trả lời người dùng.",
            f"There is an AAAA record ({address}), but that address does not answer the public.",
        )
        return _Half(0, 0, said, tried)
    said = Text2(
        f"Có bản ghi AAAA ({address}); chưa thử được địa chỉ đó có trả lời không.",
        f"There is an AAAA record ({address}); whether it answers could not be tried.",
    )
    return _Half(_HALF, _HALF, said, proof)


def _dnssec(records: list[Record]) -> _Half:
    record = next((each for each in records if each.text("dnssec") in ("signed", "unsigned")), None)
    if record is None:
        said = Text2("Chưa biết vùng tên miền có ký DNSSEC không.", "Whether the zone is signed (DNSSEC) was not told.")
        return _Half(0, 1, said)
    proof, zone = record.evidence("dnssec", NAME, record.text("dnssec_how")), record.text("zone")
    if record.text("dnssec") == "signed":
        return _Half(1, 0, Text2(f"Vùng {zone} đã ký DNSSEC.", f"The zone {zone} is signed (DNSSEC)."), proof)
    return _Half(0, 0, Text2(f"Vùng {zone} chưa ký DNSSEC.", f"The zone {zone} is not signed (DNSSEC)."), proof)


_NO_NAME = Text2(
    "Cổng được kiểm tra không qua tên miền công khai, nên không xét được IPv6 và DNSSEC.",
    "The portal was audited under no public name: nothing can be said of IPv6 and DNSSEC.",
)

PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Bản ghi AAAA có trả lời và chữ ký DNSSEC của vùng, theo tra cứu lưu trong lần kiểm tra.",
        "An AAAA record that answers and a signed zone, by the look-ups stored with the audit.",
    ),
    needs_pages=False,
)
