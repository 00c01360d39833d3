"""What a resolver tells of a portal's name, and what it does not."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import dns.asyncresolver
import dns.resolver
import pytest
from tiny_dns import DS, KEY, SOA, Zone, name_server

from crawler.zones import NameFacts, read_name, system_names

HOST = "binhminh.vinhson.gov.vn"
PLAIN: Zone = {
    (HOST, "A"): ["113.160.1.7"],
    (HOST, "AAAA"): ["2405:4800::7"],
    ("vinhson.gov.vn", "SOA"): [SOA],
    ("gov.vn", "SOA"): [SOA],
}
ROOT: Zone = {(".", "DNSKEY"): [KEY]}
SIGNED: Zone = {("vinhson.gov.vn", "DS"): [DS], ("vinhson.gov.vn", "DNSKEY"): [KEY]}


def asked(zone: Zone, host: str = HOST, **how: object) -> NameFacts:
    with name_server(zone, **how) as resolver:  # type: ignore[arg-type]
        return asyncio.run(read_name(host, resolver, 8.0))


STATES = [
    (PLAIN | ROOT | SIGNED, {}, "signed", "DS in the parent"),
    (PLAIN | ROOT, {}, "unsigned", "no DS, no DNSKEY"),
    (PLAIN | ROOT | {("vinhson.gov.vn", "DNSKEY"): [KEY]}, {}, "unsigned", "no DS in the parent"),
    (PLAIN | ROOT | {("vinhson.gov.vn", "DS"): [DS]}, {}, "unsigned", "no DNSKEY in the zone"),
    (PLAIN, {}, "unknown", "passes no DNSSEC records on"),
    (PLAIN, {"checked": True}, "signed", "(AD)"),
    (PLAIN | ROOT | SIGNED, {"failing": ["DS"]}, "unknown", "NoNameservers"),
    ({(HOST, "A"): ["113.160.1.7"]}, {}, "unknown", "zone of this name was not found"),
]


@pytest.mark.parametrize(("zone", "how", "state", "said"), STATES)
def test_zone_is_signed_where_the_parent_vouches_for_its_key(
    zone: Zone, how: dict[str, object], state: str, said: str
) -> None:
    facts = asked(zone, **how)
    assert (facts.dnssec, facts.a) == (state, ["113.160.1.7"])
    assert said in facts.dnssec_how


def test_zone_cut_may_be_at_the_host_itself() -> None:
    own = {(HOST, "SOA"): [SOA], (HOST, "DS"): [DS], (HOST, "DNSKEY"): [KEY]}
    assert (asked(PLAIN | ROOT | own).zone, asked(PLAIN | ROOT).zone) == (HOST, "vinhson.gov.vn")


def test_aliases_are_followed_and_the_zone_of_the_name_itself_is_judged() -> None:
    zone = ROOT | SIGNED | {
        (HOST, "CNAME"): ["may-chu.nhacungcap.vn."],
        ("may-chu.nhacungcap.vn", "A"): ["113.160.1.9"],
        ("vinhson.gov.vn", "SOA"): [SOA],
        ("nhacungcap.vn", "SOA"): [SOA],
    }  # fmt: skip
    facts = asked(zone)
    assert (facts.a, facts.aaaa, facts.cname) == (["113.160.1.9"], [], ["may-chu.nhacungcap.vn"])
    assert (facts.zone, facts.dnssec) == ("vinhson.gov.vn", "signed")


def test_name_that_is_not_there() -> None:
    facts = asked(ROOT | {("vinhson.gov.vn", "SOA"): [SOA]}, "khong-co.vinhson.gov.vn")
    assert (facts.a, facts.aaaa, facts.dnssec) == ([], [], "unsigned")


@pytest.mark.parametrize("kind", ["A", "AAAA"])
def test_what_a_silent_resolver_does_not_tell_stays_unknown(kind: str) -> None:
    with name_server(PLAIN | ROOT, silent=[kind]) as resolver:
        started = time.monotonic()
        facts = asyncio.run(read_name(HOST, resolver, 0.6))
    assert time.monotonic() - started < 3
    assert facts.observation()[kind.lower()] is None
    assert facts.dnssec == "unknown"
    assert facts.error


def test_machine_without_a_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.asyncresolver, "Resolver", none)
    facts = asyncio.run(system_names(HOST))
    assert (facts.a, facts.aaaa, facts.dnssec) == (None, None, "unknown")
    assert "no resolver" in facts.error


_SEALED = """
import asyncio, sys
import dns.asyncresolver
from crawler.connecting import seal_process
from crawler.zones import read_name
resolver = dns.asyncresolver.Resolver(configure=False)
resolver.nameservers, resolver.port = ["127.0.0.1"], int(sys.argv[1])
seal_process()
print(asyncio.run(read_name("thu.gov.vn", resolver)).a)
"""


def test_sealed_process_may_ask_its_resolvers() -> None:
    with name_server({("thu.gov.vn", "A"): ["113.160.1.7"]}) as resolver:
        done = subprocess.run(
            [sys.executable, "-c", _SEALED, str(resolver.port)],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])},
        )
    assert done.stdout.strip() == "['113.160.1.7']"
