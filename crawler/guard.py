"""Who may be connected to: nobody inside, whatever name, spelling or redirect leads there (docs/judging.md 12).

A pure policy. `crawler.connecting` applies it to the very address it is about to connect to, on every connection.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

from domain.agencies import Target

WEB_PORTS = frozenset({80, 443, 8080, 8443})
_DEFAULT_PORTS = {"http": 80, "https": 443}

Address = IPv4Address | IPv6Address

#: Cloud metadata services, also where they stand at routable or private-range addresses.
_METADATA = frozenset(
    map(
        ip_address,
        (
            "169.254.169.254", "169.254.170.2", "169.254.169.123",
            "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254",
        ),
    )
)  # fmt: skip
_GLOBAL_V6 = IPv6Network("2000::/3")
#: IPv6 forms that carry an IPv4 address or a tunnel: what stands at their end cannot be checked.
_EMBEDDING = tuple(
    map(IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"))
)
_OPENABLE = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7"),
    )
)


class RefusedError(Exception):
    """The guard refuses a connection; the text says why."""


def why_never(address: Address) -> str:
    """Why this address is refused whatever the operator allows; "" when he may allow it or it is public."""
    six = isinstance(address, IPv6Address)
    reasons = {
        "metadata service": address in _METADATA,
        "link-local address": address.is_link_local,
        "unspecified address": address.is_unspecified,
        "multicast address": address.is_multicast,
        "scoped address": isinstance(address, IPv6Address) and bool(address.scope_id),
        "embedded or tunnelled address": six and not address.is_loopback and _within(address, _EMBEDDING),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def why_inward(address: Address) -> str:
    """Why this address is no public one; "" when it is."""
    never = why_never(address)
    if never:
        return never
    if address.is_loopback:
        return "loopback address"
    if isinstance(address, IPv6Address) and address not in _GLOBAL_V6:
        return "not a global address"
    if address.is_private or not address.is_global or address.is_reserved:
        return "private or reserved address"
    return ""


def _within(address: Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


@dataclass(frozen=True, slots=True)
class Guard:
    """One audit's policy, made from its target. `opened`: origins (host, port) that may stand inside."""

    ports: frozenset[int] = WEB_PORTS
    opened: frozenset[tuple[str, int]] = frozenset()
    mapped: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, target: Target, *, allow_private: bool) -> Self:
        """Raises ValueError for a `resolve` entry that is no address:port."""
        origins = declared_origins(target)
        mapped = {name.lower(): parse_place(place) for name, place in sorted(target.resolve.items())}
        opened = origins | {(name, port) for name in mapped for port in WEB_PORTS} if allow_private else frozenset()
        return cls(WEB_PORTS | {port for _, port in origins}, frozenset(opened), mapped)

    def check_port(self, host: str, port: int) -> None:
        """Raises RefusedError for a port where no declared and no ordinary web server stands."""
        if port not in self.ports:
            raise RefusedError(f"{host}: port {port} is not a web port and not declared")

    def check_address(self, host: str, port: int, address: str) -> None:
        """Raises RefusedError unless a connection to `address`, asked for as host:port, may be made."""
        found = ip_address(address)
        never = why_never(found)
        if never:
            raise RefusedError(f"{host}: {never} ({address})")
        inward = why_inward(found)
        if inward and not ((host.lower(), port) in self.opened and _within(found, _OPENABLE)):
            raise RefusedError(f"{host}: {inward} ({address})")


def parse_place(text: str) -> tuple[str, int]:
    """("127.0.0.1", 8123) of "127.0.0.1:8123" or "[::1]:8123"."""
    address, _, port = text.rpartition(":")
    try:
        return str(ip_address(address.strip("[]"))), int(port)
    except ValueError:
        raise ValueError(f"not address:port: {text!r}") from None


def declared_origins(target: Target) -> frozenset[tuple[str, int]]:
    """host:port of every address the target declares: portal, entries, hosts. A bare host means both web ports."""
    origins = {origin_of(url) for url in (target.portal, *target.entries)}
    for declared in target.hosts:
        parts = urlsplit(f"//{declared.host}")
        host, port = (parts.hostname or "").lower(), parts.port
        origins |= {(host, port)} if port else {(host, 80), (host, 443)}
        if declared.url:
            origins.add(origin_of(declared.url))
    names = {host for host, port in origins if port in _DEFAULT_PORTS.values()}
    return frozenset(origins | {(name, port) for name in names for port in _DEFAULT_PORTS.values()})


def origin_of(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or _DEFAULT_PORTS.get(parts.scheme.lower(), 0)
