"""What a browser measured of a page during the audit: its layout on a phone, axe-core's opinion. JSON records.

A record has the address of the page that it tells of; the last one of a page counts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Capture, CaptureKind
from domain.findings import Evidence, Locator, LocatorType
from domain.text import clean

_EXCERPT = 300
_KINDS = (CaptureKind.AXE, CaptureKind.LAYOUT)


@dataclass(frozen=True, eq=False)
class Measured:
    """One record's object."""

    capture: Capture
    data: Mapping[str, Any]

    def evidence(self, pointer: str, probe: str, *, excerpt: str = "", value: str = "") -> Evidence:
        """A place in the record, by JSON pointer."""
        locator = Locator(LocatorType.JSON, pointer)
        excerpt, value = clean(excerpt)[:_EXCERPT], clean(value)[:_EXCERPT]
        return Evidence(probe, self.capture.url, self.capture.digest, locator, excerpt, value, 1.0)

    def number(self, name: str) -> float | None:
        value = self.data.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def measured(site: Site, page: SitePage, kind: CaptureKind) -> Measured | None:
    """The record of a page under any of its addresses; None where no browser measured it."""
    records = _records(site)
    capture = page.capture
    names = (capture.url, capture.requested, *capture.redirects)
    return next((records[kind, name] for name in names if (kind, name) in records), None)


def is_measured(site: Site, page: SitePage) -> bool:
    return any(measured(site, page, kind) is not None for kind in _KINDS)


@once_per_site
def _records(site: Site) -> dict[tuple[CaptureKind, str], Measured]:
    found = (_read(site, capture) for capture in site.snapshot.of(*_KINDS))
    return {(each.capture.kind, each.capture.url): each for each in found if each is not None}


def _read(site: Site, capture: Capture) -> Measured | None:
    if not capture.readable:
        return None
    try:
        data = json.loads(site.snapshot.body(capture))
    except (ValueError, RecursionError):
        return None
    return Measured(capture, data) if isinstance(data, dict) else None


def shown_page(site: Site, page: SitePage) -> SitePage | None:
    """The page as a browser showed it last: what its scripts add is in it. None where no browser did."""
    if page.capture.kind is CaptureKind.RENDERED:
        return page
    shown = (each for each in reversed(site.snapshot.of(CaptureKind.RENDERED)) if each.url == page.url)
    return next((found for each in shown if (found := site.as_page(each)) is not None), None)
