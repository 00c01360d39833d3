"""What the name system says of a portal's name: addresses of both kinds, aliases, and whether its zone is signed.

Asked once per audit of the system's own resolvers, within bounded seconds. What they do not tell stays unknown.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.name
import dns.resolver

from crawler.connecting import admit

SIGNED, UNSIGNED, UNKNOWN = "signed", "unsigned", "unknown"
_ALL_SECONDS = 12.0
_ONE_SECONDS = 3.0
_MOST = 16  # addresses or aliases of one name that are kept
_EDNS_BYTES = 1232


@dataclass(slots=True)
class NameFacts:
    """What was told of one host name. `a` and `aaaa` are None where nobody told, empty where there are none."""

    host: str
    a: list[str] | None = None
    aaaa: list[str] | None = None
    cname: list[str] = field(default_factory=list)
    zone: str = ""
    dnssec: str = UNKNOWN
    dnssec_how: str = "not asked"
    ipv6: str = "untried"  # answers, refused, inward, silent, untried
    ipv6_how: str = "no address to try"
    error: str = ""

    def observation(self) -> dict[str, object]:
        """The archive's DNS record, as `crawler.names.Answers` makes one for the names that are connected to."""
        return {
            "host": self.host,
            "a": self.a,
            "aaaa": self.aaaa,
            "cname": self.cname,
            "source": "resolver",
            "zone": self.zone,
            "dnssec": self.dnssec,
            "dnssec_how": self.dnssec_how,
            "ipv6": self.ipv6,
            "ipv6_how": self.ipv6_how,
            "error": self.error,
        }


ReadName = Callable[[str], Awaitable[NameFacts]]


async def system_names(host: str) -> NameFacts:
    """Asks the resolvers that this machine is set up with; where there are none, everything stays unknown."""
    try:
        resolver = dns.asyncresolver.Resolver()
    except (dns.exception.DNSException, OSError, ValueError) as error:
        said = f"no resolver: {error}"[:200]
        return NameFacts(host, dnssec_how=said, error=said)
    return await read_name(host, resolver)


async def read_name(host: str, resolver: dns.asyncresolver.Resolver, seconds: float = _ALL_SECONDS) -> NameFacts:
    """All questions about one host. Never raises: what was told before time ran out is kept."""
    for server in resolver.nameservers:
        if isinstance(server, str):
            admit(server, resolver.nameserver_ports.get(server, resolver.port))
    resolver.use_edns(0, dns.flags.DO, _EDNS_BYTES)
    resolver.flags = dns.flags.RD | dns.flags.AD
    facts = NameFacts(host)
    try:
        async with asyncio.timeout(seconds):
            await _Reader(resolver, facts).run()
    except (TimeoutError, dns.exception.DNSException, OSError, ValueError) as error:
        facts.error = facts.error or _said(error) or f"no answer within {seconds:g} s"
    if facts.dnssec_how == "not asked":
        facts.dnssec_how = facts.error or facts.dnssec_how
    return facts


@dataclass(slots=True)
class _Reader:
    resolver: dns.asyncresolver.Resolver
    facts: NameFacts

    async def run(self) -> None:
        facts, name = self.facts, dns.name.from_text(self.facts.host)
        found = await self._ask(name, "A")
        facts.a = _texts(found)
        if found is not None:
            facts.cname = [rrset[0].target.to_text(omit_final_dot=True) for rrset in _aliases(found)][:_MOST]
        facts.aaaa = _texts(await self._ask(name, "AAAA"))
        await self._judge_zone(name)

    async def _judge_zone(self, name: dns.name.Name) -> None:
        """Signed: the parent zone vouches for a key of the zone, or the resolver itself has checked the signatures."""
        start = await self._zone_of(name)
        if start is None:
            self.facts.dnssec_how = "the zone of this name was not found"
            return
        zone, checked = start
        self.facts.zone = zone.to_text(omit_final_dot=True)
        vouched = _texts(await self._ask(zone, "DS"))
        keys = _texts(await self._ask(zone, "DNSKEY"))
        if vouched and keys:
            self._say(SIGNED, "DS in the parent zone and DNSKEY in the zone")
        elif checked:
            self._say(SIGNED, "the resolver has checked the signatures (AD)")
        elif vouched:
            self._say(UNSIGNED, "DS in the parent zone, but no DNSKEY in the zone")
        elif await self._shows_signatures():
            self._say(UNSIGNED, "DNSKEY in the zone, but no DS in the parent zone" if keys else "no DS, no DNSKEY")
        else:
            self._say(UNKNOWN, "this resolver passes no DNSSEC records on")

    async def _shows_signatures(self) -> bool:
        """Does this resolver pass on the keys of the root, which is signed? Else it would hide anybody's."""
        return bool(_texts(await self._ask(dns.name.root, "DNSKEY")))

    async def _zone_of(self, name: dns.name.Name) -> tuple[dns.name.Name, bool] | None:
        """The nearest name above that has an SOA of its own, and whether the resolver vouches for that answer."""
        while len(name.labels) > 1:
            found = await self._ask(name, "SOA")
            if found is not None and found.rrset is not None and found.rrset.name == name:
                return name, bool(found.response.flags & dns.flags.AD)
            name = name.parent()
        return None

    async def _ask(self, name: dns.name.Name, kind: str) -> dns.resolver.Answer | None:
        """None: there is no such name."""
        try:
            return await self.resolver.resolve(
                name, kind, raise_on_no_answer=False, lifetime=_ONE_SECONDS, search=False
            )
        except dns.resolver.NXDOMAIN:
            return None

    def _say(self, state: str, how: str) -> None:
        self.facts.dnssec, self.facts.dnssec_how = state, how


def _aliases(answer: dns.resolver.Answer) -> list[dns.rrset.RRset]:
    return list(answer.chaining_result.cnames)


def _texts(answer: dns.resolver.Answer | None) -> list[str]:
    if answer is None or answer.rrset is None:
        return []
    return sorted(item.to_text() for item in answer.rrset)[:_MOST]


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200] if str(error) else ""
