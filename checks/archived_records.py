"""Observations of the crawl that are no pages: what the name system and the handshakes said of the portal's host."""

import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks.site import Site
from domain.captures import Capture, CaptureKind
from domain.findings import Evidence, Locator, LocatorType
from domain.text import clean
from domain.urls import host_of

_EXCERPT = 300
#: Endings of inner networks and of trials (RFC 6761, RFC 9476), which nobody outside can look up.
_INNER = frozenset(
    {"local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "test", "invalid"}
)
_WRITTEN_OF = "example"  # RFC 2606: names of owners that are only written of; they resolve nowhere


@dataclass(frozen=True, slots=True)
class Record:
    """One observation as it was archived."""

    capture: Capture
    value: Mapping[str, Any]

    def text(self, key: str) -> str:
        found = self.value.get(key)
        return clean(found)[:_EXCERPT] if isinstance(found, str) else ""

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts; None where the record does not tell."""
        found = self.value.get(key)
        if not isinstance(found, list):
            return None
        return tuple(clean(item)[:_EXCERPT] for item in found[:100] if isinstance(item, str))

    def evidence(self, key: str, probe: str, excerpt: str) -> Evidence:
        """The value under a key of the record."""
        locator, value = Locator(LocatorType.JSON, f"/{key}"), self.value.get(key)
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return Evidence(
            probe, self.capture.url, self.capture.digest, locator, clean(excerpt)[:_EXCERPT], clean(said)[:_EXCERPT]
        )


def portal_hosts(site: Site) -> tuple[str, ...]:
    """The portal's host names: where its front page answered first, then as it is registered."""
    home = host_of(site.home.url) if site.home is not None else ""
    return tuple(dict.fromkeys(filter(None, (home, host_of(site.target.portal)))))


def is_owners_name(host: str) -> bool:
    """Does it name an owner? Numbers, bare names and endings of inner networks say nothing of a portal's name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in _INNER
    return False


def has_public_name(host: str) -> bool:
    """Is it a name that anybody can look up?"""
    return is_owners_name(host) and host.rpartition(".")[2] != _WRITTEN_OF


def records_of(site: Site, kind: CaptureKind) -> Iterator[Record]:
    """Records about the portal's hosts, those of the front page's host first, later ones before earlier."""
    found = [record for record in (_read(site, capture) for capture in site.snapshot.of(kind)) if record]
    for host in portal_hosts(site):
        yield from (record for record in reversed(found) if record.text("host").lower() == host)


def handshake_of(site: Site, host: str) -> Record | None:
    """The last handshake with a host, the portal's or another of the agency's; None where none was recorded."""
    found = (_read(site, capture) for capture in reversed(site.snapshot.of(CaptureKind.TLS)))
    return next((record for record in found if record is not None and record.text("host").lower() == host), None)


def _read(site: Site, capture: Capture) -> Record | None:
    try:
        value = json.loads(site.snapshot.body(capture)) if capture.digest else None
    except (ValueError, RecursionError):
        return None
    return Record(capture, value) if isinstance(value, dict) else None
