"""The register in use: looking targets up by id, by name, by address and by day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from domain.agencies import Agency, CrawlOverrides, Kind, Target
from domain.urls import canonical, host_port
from registry.addresses import declared_key, host_key, path_key, portal_address
from registry.names import NameIndex, UnknownAgencyError


class _Right(IntEnum):
    """By what right a host belongs to an agency, strongest first."""

    PORTAL = 0  # its portal or a further entry address
    DECLARED = 1
    FORMER = 2  # it was its portal once


class _Holding(NamedTuple):
    agency: str
    right: _Right
    path: str


class Registry:
    """All targets. Lookups never read a clock: where a name or address was handed on, an agency without
    a last day is preferred to one that ended.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        *,
        former: Mapping[str, str] | None = None,
        national_hosts: tuple[str, ...] = (),
    ) -> None:
        self._by_id = {target.agency.id: target for target in sorted(targets, key=lambda target: target.agency.id)}
        self.targets = tuple(self._by_id.values())
        self.national_hosts = national_hosts
        self._names = NameIndex(target.agency for target in self.targets)
        self._holdings: dict[str, list[_Holding]] = {}
        for host, holding in self._all_holdings(former or {}):
            self._holdings.setdefault(host, []).append(holding)

    def __len__(self) -> int:
        return len(self.targets)

    def __iter__(self) -> Iterator[Target]:
        return iter(self.targets)

    def __contains__(self, agency: object) -> bool:
        return agency in self._by_id

    def get(self, agency: str) -> Target:
        """The target of an agency id. Raises UnknownAgencyError with suggestions."""
        try:
            return self._by_id[agency]
        except KeyError:
            raise UnknownAgencyError(agency, self._names.near(agency)) from None

    def find(self, text: str) -> Target:
        """The target a person means by an id, a name (tones and prefixes may be missing) or a host.

        Raises UnknownAgencyError with suggestions when it is none, or several.
        """
        wanted = text.strip()
        if wanted.lower() in self._by_id:
            return self._by_id[wanted.lower()]
        try:
            return self._by_id[self._names.find(wanted)]
        except UnknownAgencyError:
            target = self.by_url(f"http://{wanted}") if "." in wanted and " " not in wanted else None
            if target is None:
                raise
            return target

    def by_url(self, url: str) -> Target | None:
        """The target whose portal, entry address or declared host an address belongs to; blind to www.

        A host that several agencies share belongs to the one with the longest fitting portal path, or to the
        one above the others; a national host to nobody.
        """
        holdings = self._holdings.get(host_key(url), [])
        path = path_key(canonical(url)) if holdings else ""
        for right in _Right:
            chosen = self._chosen([held for held in holdings if held.right is right], path)
            if chosen is not None:
                return self._by_id[chosen]
        return None

    def on(self, day: date) -> tuple[Target, ...]:
        """The targets whose agency exists on that day, by id."""
        return tuple(target for target in self.targets if exists_on(target.agency, day))

    @staticmethod
    def adhoc(
        url: str,
        kind: Kind,
        name: str | None = None,
        *,
        overrides: CrawlOverrides | None = None,
        resolve: Mapping[str, str] | None = None,
    ) -> Target:
        """A target for an address given on the command line: its id is host:port, its name "" unless given.

        Raises NotAllowedError (a ValueError) for what is no address.
        """
        portal = portal_address(url)
        agency = Agency(id=host_port(portal), name=(name or "").strip(), kind=kind)
        return Target(
            agency,
            portal,
            resolve=dict(sorted((resolve or {}).items())),
            overrides=overrides or CrawlOverrides(),
            known=False,
        )

    def _all_holdings(self, former: Mapping[str, str]) -> Iterator[tuple[str, _Holding]]:
        national = {declared_key(host) for host in self.national_hosts}
        for target in self.targets:
            agency = target.agency.id
            for address in (target.portal, *target.entries):
                yield host_key(address), _Holding(agency, _Right.PORTAL, path_key(address))
            for declared in target.hosts:
                if declared_key(declared.host) not in national:
                    yield declared_key(declared.host), _Holding(agency, _Right.DECLARED, "")
        for host, agency in former.items():
            yield host, _Holding(agency, _Right.FORMER, "")

    def _chosen(self, holdings: list[_Holding], path: str) -> str | None:
        alive = [held for held in holdings if self._by_id[held.agency].agency.valid_until is None]
        candidates = alive or holdings
        fitting = [held for held in candidates if _leads_to(held.path, path)]
        if fitting:
            longest = max(len(held.path) for held in fitting)
            candidates = [held for held in fitting if len(held.path) == longest]
        agencies = sorted({held.agency for held in candidates})
        if len(agencies) <= 1:
            return agencies[0] if agencies else None
        above = [agency for agency in agencies if all(agency in self._line(other) for other in agencies)]
        return above[0] if above else self._last_alive(agencies)

    def _line(self, agency: str) -> set[str]:
        """The agency and all above it."""
        line: set[str] = set()
        current: str | None = agency
        while current in self._by_id and current not in line:
            line.add(current)
            current = self._by_id[current].agency.parent
        return line

    def _last_alive(self, agencies: list[str]) -> str | None:
        """Of ended agencies, the one that ended last; None when that is not one."""
        ends = {agency: self._by_id[agency].agency.valid_until or date.max for agency in agencies}
        last = [agency for agency in agencies if ends[agency] == max(ends.values())]
        return last[0] if len(last) == 1 else None


def _leads_to(held: str, path: str) -> bool:
    return not held or path == held or path.startswith((held + "/", held + "?", held + "#"))


def exists_on(agency: Agency, day: date) -> bool:
    """Whether the agency exists on a day: both ends of its validity belong to it."""
    return (agency.valid_from or date.min) <= day <= (agency.valid_until or date.max)
