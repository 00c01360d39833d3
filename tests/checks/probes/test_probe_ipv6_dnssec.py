"""IPv6 and DNSSEC, from stored look-ups alone."""

import json

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probes import ipv6_dnssec
from checks.site import Site
from domain.agencies import Kind
from domain.captures import CaptureKind

HOST = "stp.vinhson.gov.vn"


def record(host: str = HOST, **value: object) -> tuple[str, Served]:
    body = json.dumps({"host": host, "source": "resolver", **value})
    return f"urn:portal-audit:dns:{host}", Served(body, kind=CaptureKind.DNS, mime="application/json")


def seen(*records: tuple[str, Served], portal: str = f"https://{HOST}/") -> Observation:
    target = make_target(Kind.DEPARTMENT, "Sở Tư pháp tỉnh Vĩnh Sơn", portal)
    snapshot = make_snapshot({portal: "<title>Sở Tư pháp</title><p>Trang chủ</p>"}, target, records=records)
    return ipv6_dnssec.run(Site.build(snapshot, load_lexicon()), ipv6_dnssec.Params(), None)  # type: ignore[arg-type]


SIX = {"aaaa": ["2405:4800::7"]}
CASES = [
    ({**SIX, "ipv6": "answers", "dnssec": "signed"}, 1.0, 0.0),
    ({**SIX, "ipv6": "answers", "dnssec": "unsigned"}, 0.5, 0.0),
    ({**SIX, "ipv6": "answers", "dnssec": "unknown"}, 0.5, 0.5),
    ({**SIX, "ipv6": "untried", "dnssec": "signed"}, 0.75, 0.25),
    ({**SIX, "ipv6": "silent", "dnssec": "unsigned"}, 0.25, 0.25),
    ({**SIX, "ipv6": "refused", "dnssec": "signed"}, 0.5, 0.0),
    ({**SIX, "ipv6": "inward", "dnssec": "unsigned"}, 0.0, 0.0),
    ({"aaaa": [], "dnssec": "signed"}, 0.5, 0.0),
    ({"aaaa": [], "dnssec": "unsigned"}, 0.0, 0.0),
    ({"aaaa": None, "dnssec": "unknown"}, 0.0, 1.0),
    ({"aaaa": None, "dnssec": "unsigned"}, 0.0, 0.5),
    ({"aaaa": [], "dnssec": "unknown", "source": "system"}, 0.0, 1.0),
    ({**SIX, "dnssec": "unknown", "source": "system"}, 0.25, 0.75),
    ({**SIX, "dnssec": "signed", "source": "resolve"}, 0.0, 1.0),
    ({"aaaa": "2405:4800::7", "dnssec": 1}, 0.0, 1.0),
]


@pytest.mark.parametrize(("value", "earned", "unknown"), CASES)
def test_shares(value: dict[str, object], earned: float, unknown: float) -> None:
    told = seen(record(**value))
    assert (told.earned, told.unknown) == (earned, unknown), told.reason.en
    assert bool(told.evidence) or not told.earned
    assert told.searched is not None or told.earned == 1


def test_evidence_points_into_the_look_up() -> None:
    told = seen(
        record(**SIX, ipv6="answers", ipv6_how="connected", dnssec="signed", dnssec_how="DS", zone="vinhson.gov.vn")
    )
    assert [(item.locator.value, item.value) for item in told.evidence] == [("/ipv6", "answers"), ("/dnssec", "signed")]
    assert "vinhson.gov.vn" in told.reason.vi


@pytest.mark.parametrize("portal", ["http://113.160.1.9/", "http://localhost/", "http://cong.local/"])
def test_portal_without_a_public_name_says_nothing(portal: str) -> None:
    told = seen(record(**SIX, ipv6="answers", dnssec="signed"), portal=portal)
    assert (told.earned, told.unknown, told.code) == (0.0, 1.0, "no_name")


@pytest.mark.parametrize("body", ["", "[1]", "{", '{"host": 7}', "[" * 100_000])
def test_damaged_records_say_nothing(body: str) -> None:
    told = seen((f"urn:portal-audit:dns:{HOST}", Served(body, kind=CaptureKind.DNS)))
    assert (told.earned, told.unknown) == (0.0, 1.0)


def test_look_up_of_another_host_says_nothing() -> None:
    assert seen(record("dvc.vinhson.gov.vn", **SIX, ipv6="answers", dnssec="signed")).unknown == 1.0
