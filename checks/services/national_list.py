"""The national list of procedures that an audit was given: a record of its own in the archive.

A JSON record `urn:portal-audit:national-services`: a list of objects with `code` and `name` (or `{"items": […]}`); its
note `source` says where it came from.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.procedures import procedure_key
from domain.text import clean

URN = "urn:portal-audit:national-services"


@dataclass(frozen=True, slots=True)
class NationalList:
    """Names by the base code of the procedure."""

    capture: Capture
    names: Mapping[str, str]


def national_list(site: Site) -> NationalList | None:
    """None where the audit was given none, or one that cannot be read."""
    given = [c for c in site.snapshot.of(CaptureKind.JSON) if c.url == URN and c.outcome is Outcome.OK and c.digest]
    if not given:
        return None
    try:
        document = json.loads(site.snapshot.body(given[-1]))
    except (ValueError, RecursionError):
        return None
    items = document.get("items") if isinstance(document, dict) else document
    if not isinstance(items, list):
        return None
    names = {
        procedure_key(str(item["code"])): clean(str(item.get("name", "")))
        for item in items
        if isinstance(item, dict) and item.get("code")
    }
    return NationalList(given[-1], names) if names else None
