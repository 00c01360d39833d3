"""What became of an address: the step between "a link exists" and "its target holds something"."""

from enum import StrEnum

from checks.dead_files import is_page_instead
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Capture, CaptureKind, Outcome
from domain.urls import canonical, host_of
from pages.hosts import in_scope, owner_relation


class State(StrEnum):
    NOWHERE = "nowhere"  # "#", script, or a link to the home page or to its own page
    DEAD = "dead"  # answered that it is not there (404, 410, soft 404)
    FAILED = "failed"  # time-out, server error, robots, challenge: we could not look
    UNFETCHED = "unfetched"  # in scope, not asked
    ELSEWHERE = "elsewhere"  # another owner's host, not declared
    NATIONAL = "national"  # a national host (docs/judging.md 4)
    SHELL = "shell"  # shows its content only to a browser
    UNREAD = "unread"  # a file whose text could not be read
    ALIVE = "alive"


def state_of(site: Site, url: str | None, on_page: SitePage) -> State:
    """The state of a link's target as archived."""
    if url is None:
        return State.NOWHERE
    capture = site.capture(url)
    if host_of(capture.url if capture is not None else url) in site.strange_hosts:
        return State.ELSEWHERE
    if capture is None:
        return _unasked(site, url)
    if site.home is not None and _leads_home(site, capture, url, on_page):
        return State.NOWHERE
    return _answered(site, capture)


def _unasked(site: Site, url: str) -> State:
    if _same_address(url, site.target.portal):
        return State.NOWHERE
    relation = owner_relation(url, site.target)
    if relation == "national":
        return State.NATIONAL
    return State.UNFETCHED if in_scope(url, site.target) else State.ELSEWHERE


def _leads_home(site: Site, capture: Capture, url: str, on_page: SitePage) -> bool:
    home = site.home
    if home is None:
        return False
    if capture.url == home.url or capture.notes.get("home") or _same_address(url, site.target.portal):
        return True
    return capture.url == on_page.url or (bool(capture.digest) and capture.digest == home.digest)


def _answered(site: Site, capture: Capture) -> State:
    if capture.outcome is Outcome.OK:
        return State.DEAD if capture.notes.get("soft404") else _read(site, capture)
    if capture.gone:
        return State.DEAD
    if capture.outcome is Outcome.NOT_ASKED:
        return State.UNFETCHED
    if capture.outcome is Outcome.GUARDED and not in_scope(capture.url, site.target):
        return State.ELSEWHERE
    return State.FAILED


def _read(site: Site, capture: Capture) -> State:
    if capture.kind is CaptureKind.FILE:
        if is_page_instead(site, capture):
            return State.DEAD
        return State.UNREAD if site.file_page(capture.url) is None else State.ALIVE
    page = site.page(capture.url)
    shell = page.view.shell if page is not None else bool(capture.notes.get("shell"))
    return State.SHELL if shell else State.ALIVE


def _same_address(url: str, other: str) -> bool:
    try:
        return canonical(url).rstrip("/") == canonical(other).rstrip("/")
    except ValueError:
        return False
