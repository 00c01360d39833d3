"""Pages parsed once per audit: the views that successive rounds, and a reader that goes ahead of them, share."""

from collections.abc import MutableMapping

from domain.captures import Capture, CaptureKind
from pages.parse import parse_page
from pages.view import PageView

ViewCache = MutableMapping[tuple[str, str], PageView]

HTML = frozenset({"text/html", "application/xhtml+xml", ""})


def is_document(capture: Capture) -> bool:
    """Whether there is something to parse as a page."""
    return capture.readable and capture.mime in HTML


def view_key(capture: Capture) -> tuple[str, str]:
    """The same bytes as a browser wrote them are another page."""
    rendered = capture.kind is CaptureKind.RENDERED
    return f"dom {capture.digest}" if rendered else capture.digest, capture.url


def read_view(views: ViewCache, capture: Capture, body: bytes) -> PageView:
    """Parses the page and keeps its view."""
    view = parse_page(body, capture.url, capture.charset, rendered=capture.kind is CaptureKind.RENDERED)
    views[view_key(capture)] = view
    return view
