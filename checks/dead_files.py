"""Addresses of files that hand out no file: gone, or an error page under a file's name."""

from checks.file_types import kind_of_bytes
from checks.per_site import once_per_site
from checks.site import Site
from checks.substance import substance
from domain.captures import Capture, CaptureKind, Outcome

_HEAD = 4096


def is_page_instead(site: Site, capture: Capture) -> bool:
    """A record of a file whose bytes are a web page: the server's way to say that there is none."""
    return capture.digest in _pages_instead(site)


@once_per_site
def _pages_instead(site: Site) -> frozenset[str]:
    """Digests of all records of files that are web pages."""
    files = {each.digest: each for each in site.snapshot.of(CaptureKind.FILE) if each.digest}
    heads = {digest: site.snapshot.body(each)[:_HEAD] for digest, each in files.items()}
    return frozenset(digest for digest, head in heads.items() if kind_of_bytes(head) == "markup")


def is_dead_file(site: Site, url: str) -> bool:
    """Whether the archive proves that a file's address hands out no content."""
    capture = site.capture(url)
    if capture is None:
        return False
    if capture.outcome is not Outcome.OK:
        return capture.gone
    if capture.notes.get("soft404") or not capture.digest:
        return True
    if capture.kind is CaptureKind.FILE:
        return is_page_instead(site, capture)
    page = site.page(url)
    return page is not None and not substance(site, page).real
