"""What an answer turned out to be: a page, a file, a wall, a "not found" in disguise."""

import re
from dataclasses import dataclass, field
from typing import Any

from crawler.journal import Fetched
from crawler.unknown_pages import UnknownPages
from crawler.walls import Wall, recognise
from domain.captures import CaptureKind, Outcome
from pages.parse import parse_page
from pages.view import PageView

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_JSON = re.compile(r"^(?:application|text)/(?:[\w.+-]*\+)?json$")
_VAGUE = frozenset({"", "text/plain", "application/octet-stream", "application/xml", "text/xml"})
_MARKUP = re.compile(
    rb"^\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)\b", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A fetched address, read. `view` only for HTML; `outcome` overrides the wire's own."""

    fetched: Fetched
    kind: CaptureKind
    outcome: Outcome
    view: PageView | None = None
    wall: Wall | None = None
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_page(self) -> bool:
        """A page that can be read on: its links may be followed."""
        return self.view is not None and self.outcome is Outcome.OK and not self.notes.get("soft404")


def read(fetched: Fetched, unknown: UnknownPages, kind: CaptureKind | None = None) -> Reading:
    """`kind` is what was asked for; by default what came decides between a page and a file."""
    answer = fetched.answer
    html = looks_like_html(fetched)
    view = parse_page(answer.body, answer.url, answer.charset) if html and answer.answered else None
    wall = recognise(answer, view)
    found = kind or (CaptureKind.PAGE if html or not answer.body or _JSON.match(answer.mime) else CaptureKind.FILE)
    if wall is not None:
        return Reading(fetched, found, wall.outcome, view, wall, {"marker": wall.name})
    notes: dict[str, Any] = {}
    if view is not None and answer.outcome is Outcome.OK:
        notes = _notes(fetched, view, unknown)
    if answer.torn:
        notes["torn"] = True
    return Reading(fetched, found, answer.outcome, view, None, notes)


def read_rendered(fetched: Fetched, unknown: UnknownPages, kind: CaptureKind = CaptureKind.RENDERED) -> Reading:
    """A page as a browser showed it: its body is the DOM after script."""
    answer = fetched.answer
    if not answer.body:
        return Reading(fetched, kind, answer.outcome)
    view = parse_page(answer.body, answer.url, "utf-8", rendered=True)
    wall = recognise(answer, view)
    if wall is not None:
        return Reading(fetched, kind, wall.outcome, view, wall, {"marker": wall.name})
    notes = _notes(fetched, view, unknown) if answer.outcome is Outcome.OK else {}
    return Reading(fetched, kind, answer.outcome, view, None, notes)


def _notes(fetched: Fetched, view: PageView, unknown: UnknownPages) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    if view.shell:
        notes["shell"] = True
    if unknown.is_home(fetched):
        notes["home"] = True
        if not unknown.named_home(fetched.requested):
            notes["soft404"] = True
    elif unknown.is_missing(fetched, view):
        notes["soft404"] = True
    return notes


def looks_like_html(fetched: Fetched) -> bool:
    answer = fetched.answer
    if answer.mime in _HTML:
        return True
    return answer.mime in _VAGUE and bool(_MARKUP.match(answer.body[:4096]))
