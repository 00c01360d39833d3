"""Whose host is that: registrable domains, sites, and how an address stands to the agency's own portal."""

import ipaddress
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

import tldextract

from domain.agencies import Target

Relation = Literal["own", "declared", "same_domain", "national", "other"]

#: Hosts of national systems where an agency's own content may stand (docs/judging.md 4).
NATIONAL_HOSTS: tuple[str, ...] = (
    "chinhphu.vn",
    "congbao.chinhphu.vn",
    "csdl.dichvucong.gov.vn",
    "dichvucong.gov.vn",
    "doanhnghiep.chinhphu.vn",
    "muasamcong.mpi.gov.vn",
    "nguoidan.chinhphu.vn",
    "pakn.dichvucong.gov.vn",
    "vbpl.vn",
)

# The bundled snapshot of the public suffix list: no network, no cache on disk, private domains off.
_SUFFIXES = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True, include_psl_private_domains=False
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_numeric(host: str) -> bool:
    """An IP address or localhost: hosts where only scheme, host and port together make a site."""
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8192)
def registrable(host: str) -> str:
    """The registrable domain of a host name by the public suffix list; the host itself where there is none."""
    name = host.lower().rstrip(".")
    if is_numeric(name) or "." not in name:
        return name
    parts = _SUFFIXES(name)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else name
    return ".".join(name.split(".")[-2:])  # the list's own last rule: an unknown top level is a suffix


def in_scope(url: str, target: Target) -> bool:
    """May the crawl of this target ask this address (docs/judging.md 12)?

    National hosts are in scope by data, but only of portals that have a public name of their own.
    """
    relation = owner_relation(url, target)
    if relation == "national":
        host = _origin(target.portal)[1]
        return not is_numeric(host) and host not in target.resolve
    return relation != "other"


def own_host(url: str, target: Target) -> bool:
    """Does the address stand on the portal's own host, or below it where that host is not the whole domain?"""
    scheme, host, port = _origin(url)
    if not host:
        return False
    for entry in (target.portal, *target.entries):
        own_scheme, own, own_port = _origin(entry)
        if is_numeric(own):
            if (scheme, host, port) == (own_scheme, own, own_port):
                return True
        elif _bare(host) == _bare(own) or (_bare(own) != registrable(own) and host.endswith("." + _bare(own))):
            return True
    return False


def owner_relation(url: str, target: Target) -> Relation:
    """How an address stands to the target: its own host, a declared sister host, another host of its registrable
    domain (which may be another agency's portal), a national system, or somebody else's."""
    if own_host(url, target):
        return "own"
    if _declared(url, target):
        return "declared"
    host = _origin(url)[1]
    if not host:
        return "other"
    if not is_numeric(host) and any(
        registrable(host) == registrable(_origin(entry)[1]) for entry in (target.portal, *target.entries)
    ):
        return "same_domain"
    return "national" if _bare(host) in NATIONAL_HOSTS else "other"


def _declared(url: str, target: Target) -> bool:
    _, host, port = _origin(url)
    for declared in target.hosts:
        name, _, declared_port = declared.host.lower().rpartition(":")
        if not declared_port.isdigit() or not name or (":" in name and not name.endswith("]")):
            name, declared_port = declared.host.lower(), ""
        if _bare(name.strip("[]")) != _bare(host):
            continue
        if declared_port and int(declared_port) != port:
            continue
        if not declared_port and is_numeric(host) and port not in _DEFAULT_PORTS.values():
            continue
        return True
    return False


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _origin(url: str) -> tuple[str, str, int]:
    """Scheme, host, port; host "" when it is no address."""
    try:
        parts = urlsplit(url)
        return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", "", 0
