"""How the portal answered over http and over https: what was asked, what came, what never answered."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from checks.records import portal_hosts, records_of
from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.urls import canonical, join

_ASKED = frozenset(
    {
        CaptureKind.PAGE,
        CaptureKind.FILE,
        CaptureKind.PROBE,
        CaptureKind.ROBOTS,
        CaptureKind.SITEMAP,
        CaptureKind.SEARCH,
    }
)
_SHOWN = frozenset({CaptureKind.PAGE, CaptureKind.PROBE})
_SHUT = frozenset({Outcome.CONNECT_ERROR, Outcome.TLS_ERROR, Outcome.TIMEOUT})
_TORN = frozenset({Outcome.BROKEN})  # hung up on before a handshake was done
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Way(StrEnum):
    """What one scheme of the portal's host is."""

    OPEN = "open"  # it answers
    SHUT = "shut"  # it was tried, and nobody answers
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: its state, and the record that shows it: the front page's answer where there is one."""

    way: Way
    capture: Capture | None = None


def scheme_of(site: Site, scheme: str) -> Scheme:
    """`scheme` is http or https. The front page's own record comes first, then answers to its address, then others."""
    hosts, home = portal_hosts(site), site.home
    source = site.source(home) if home is not None else None
    asked = [
        capture
        for capture in ((source.capture,) if source is not None else ()) + site.snapshot.captures
        if capture.kind in _ASKED and _is_at(capture.url, scheme, hosts)
    ]
    answered = [capture for capture in asked if capture.status is not None]
    if answered:
        front = source.capture if source is not None else None
        return Scheme(Way.OPEN, min(answered, key=lambda capture: (capture is not front, not _is_front(capture))))
    torn = frozenset() if any(records_of(site, CaptureKind.TLS)) else _TORN
    shut = next((capture for capture in asked if capture.outcome in _SHUT | torn), None)
    return Scheme(Way.SHUT, shut) if shut is not None else Scheme(Way.UNTRIED)


def sends_to_https(capture: Capture) -> bool | None:
    """Does this answer to a plain address send its visitors to https? None where it tells neither way."""
    if capture.kind not in _SHOWN:
        return None
    if capture.status in _REDIRECTS:
        location = next((value for name, value in capture.headers if name == "location"), "")
        onward = join(capture.url, location)
        return None if onward is None else onward.startswith("https:")
    return False if capture.outcome is Outcome.OK and capture.digest else None


def passed_from_http(site: Site) -> bool:
    """Was the front page reached at its https address from the plain one?"""
    if site.home is None or not site.home.url.startswith("https:"):
        return False
    source = site.source(site.home)
    hosts = portal_hosts(site)
    ways = [capture for capture in (site.home.capture, source.capture if source is not None else None) if capture]
    return any(_is_at(url, "http", hosts) for way in ways for url in (way.requested, *way.redirects))


def _is_at(url: str, scheme: str, hosts: tuple[str, ...]) -> bool:
    if not url.startswith(scheme + ":"):
        return False
    try:
        return (urlsplit(canonical(url)).hostname or "") in hosts
    except ValueError:
        return False


def _is_front(capture: Capture) -> bool:
    return capture.kind in _SHOWN and urlsplit(capture.url).path in ("", "/")
