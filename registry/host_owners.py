"""Who owns which host: two agencies that exist at the same time can't both, unless they stand under one roof."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from registry.addresses import declared_key, host_key, path_key
from registry.entry_faults import Path, Trouble
from registry.models import AgencyEntry

Entries = Mapping[str, AgencyEntry]


@dataclass(frozen=True, slots=True)
class _Claim:
    """An agency says that a host, or an address on it, is its own."""

    agency: str
    order: int
    family: str
    host: str
    path: Path
    address: str | None  # path on the host for portals and entries, None for declared hosts
    since: date
    until: date


def shared_hosts(entries: Entries, national: frozenset[str]) -> Iterator[Trouble]:
    by_host: dict[str, list[_Claim]] = {}
    for order, (agency, entry) in enumerate(entries.items()):
        family = family_of(entries, agency)
        since, until = entry.valid.from_ or date.min, entry.valid.until or date.max
        for host, path, address in _claimed(entry):
            if address is not None or host not in national:
                claim = _Claim(agency, order, family, host, path, address, since, until)
                by_host.setdefault(host, []).append(claim)
    for host in sorted(by_host):
        yield from _host_conflicts(host, by_host[host])


def _claimed(entry: AgencyEntry) -> Iterator[tuple[str, Path, str | None]]:
    if entry.portal:  # "" when it could not be read
        yield host_key(entry.portal), ("portal",), path_key(entry.portal)
    for index, address in enumerate(entry.entries):
        yield host_key(address), ("entries", index), path_key(address)
    for index, declared in enumerate(entry.hosts):
        yield declared_key(declared.host), ("hosts", index, "host"), None


def family_of(entries: Entries, agency: str) -> str:
    """The topmost agency above this one: bodies under one roof may share hosts."""
    seen = {agency}
    while (entry := entries.get(agency)) is not None and entry.parent is not None and entry.parent not in seen:
        agency = entry.parent
        seen.add(agency)
    return agency


def _host_conflicts(host: str, claims: list[_Claim]) -> Iterator[Trouble]:
    if len({claim.agency for claim in claims}) < 2:
        return
    told: set[str] = set()
    for one, other in _overlaps(claims, lambda claim: claim.family):
        told.add(one.agency)
        yield Trouble(
            one.agency,
            one.path,
            f"host {host} belongs to {other.agency} at the same time",
            "a host of its own, or agencies under one parent, or validity that does not overlap",
        )
    by_address: dict[str, list[_Claim]] = {}
    for claim in claims:
        if claim.address is not None:
            by_address.setdefault(claim.address, []).append(claim)
    for address in sorted(by_address):
        for one, other in _overlaps(by_address[address], lambda claim: claim.agency):
            if one.agency not in told:
                problem = f"the same address as {other.agency}: {host}{address}"
                yield Trouble(one.agency, one.path, problem, "an address of its own")


def _overlaps(claims: list[_Claim], party: Callable[[_Claim], str]) -> Iterator[tuple[_Claim, _Claim]]:
    """Pairs (later, earlier in the file) of claims of different parties whose validity overlaps, one per claim.

    A sweep by first day that remembers the longest-lasting claim of two parties: linear, however many claims.
    """
    best: list[_Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.since, claim.order)):
        rival = next((held for held in best if party(held) != party(claim) and held.until >= claim.since), None)
        if rival is not None:
            yield (claim, rival) if claim.order > rival.order else (rival, claim)
        best = _longest_of_two_parties([*best, claim], party)


def _longest_of_two_parties(claims: list[_Claim], party: Callable[[_Claim], str]) -> list[_Claim]:
    kept: dict[str, _Claim] = {}
    for claim in sorted(claims, key=lambda claim: (-claim.until.toordinal(), claim.order)):
        kept.setdefault(party(claim), claim)
    return list(kept.values())[:2]
