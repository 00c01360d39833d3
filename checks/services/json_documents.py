"""JSON records of the agency's own, loaded with bounds: all that lists and details of services are read from."""

import json
from collections.abc import Iterator

from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.urls import host_of
from pages.hosts import in_scope

_MIMES = ("/json", "+json")
_MOST_BYTES = 8 * 1024 * 1024


def json_captures(site: Site) -> Iterator[Capture]:
    """JSON records of the agency's own: answers to its pages' requests, and endpoints asked for."""
    seen: set[tuple[str, str]] = set()
    for capture in site.snapshot.of(CaptureKind.JSON, CaptureKind.PAGE):
        if capture.outcome is not Outcome.OK or not capture.digest or (capture.url, capture.digest) in seen:
            continue
        is_json = capture.kind is CaptureKind.JSON or capture.mime.endswith(_MIMES)
        if is_json and in_scope(capture.url, site.target) and host_of(capture.url) not in site.strange_hosts:
            seen.add((capture.url, capture.digest))
            yield capture


def load_json(site: Site, capture: Capture) -> object:
    """The document in a record; None for an empty, a very large or a broken one."""
    if not 2 < capture.size <= _MOST_BYTES:
        return None
    try:
        loaded: object = json.loads(site.snapshot.body(capture).decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    return loaded
