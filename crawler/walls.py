"""Firewalls and bot checks told by their marks, so that a wall is never read as a page (docs/judging.md 11)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crawler.exchange import Answer
from crawler.words import load_data
from domain.captures import Outcome
from domain.text import fold_page
from pages.view import PageView

_HEAD = 256 * 1024
#: A wall is thin: next to no links to anywhere, next to no text.
_MAX_LINKS = 8
_MAX_TEXT = 1800
_MAX_FORMS = 2
_TINY_TEXT = 250

#: Pictures, fonts and keys written into a page: five letters in a row of them mean nothing.
_NOISE = re.compile(rb"[A-Za-z0-9+/=]{60,}")
_SETS_COOKIE = re.compile(rb"document\s*\.\s*cookie\s*=", re.IGNORECASE)
_MOVES_ON = re.compile(
    rb"location\s*\.\s*reload\s*\(|location(?:\s*\.\s*(?:href|replace|assign))?\s*(?:=|\()|history\s*\.\s*go\s*\(\s*0",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands between us and the portal."""

    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Sign:
    any: tuple[bytes, ...]
    every: tuple[bytes, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    header: tuple[str, ...]

    def holds(self, seen: "_Seen") -> bool:
        return (
            (not self.any or any(part in seen.body for part in self.any))
            and all(part in seen.body for part in self.every)
            and (not self.title or any(f" {phrase} " in seen.title for phrase in self.title))
            and (not self.text or any(f" {phrase} " in seen.text for phrase in self.text))
            and (not self.header or any(part in line for part in self.header for line in seen.headers))
        )


@dataclass(frozen=True, slots=True)
class _Marker:
    wall: Wall
    statuses: frozenset[int]
    signs: tuple[_Sign, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    body: bytes
    title: str
    text: str
    headers: tuple[str, ...]


def recognise(answer: Answer, view: PageView | None) -> Wall | None:
    """The wall this answer is; None for a page, an ordinary error, and anything that is not HTML."""
    if view is None or answer.status in (None, 404, 410) or not _thin(view):
        return None
    seen = _look(answer, view)
    for marker in _markers():
        if marker.statuses and answer.status not in marker.statuses:
            continue
        if any(sign.holds(seen) for sign in marker.signs):
            return marker.wall
    return _cookie_challenge(answer, view)


def _look(answer: Answer, view: PageView) -> _Seen:
    return _Seen(
        body=_NOISE.sub(b"", answer.body[:_HEAD]).lower(),
        title=f" {fold_page(view.title[:500])} ",
        text=f" {fold_page(view.text[: _MAX_TEXT * 2])} ",
        headers=tuple(f"{name}: {value}".lower() for name, value in answer.headers),
    )


def _thin(view: PageView) -> bool:
    if len({link.url for link in view.links if link.url}) > _MAX_LINKS:  # cheapest first: most pages end here
        return False
    return len(view.text) <= _MAX_TEXT and len(view.forms) <= _MAX_FORMS


def _cookie_challenge(answer: Answer, view: PageView) -> Wall | None:
    """A page of nothing but a script that sets a cookie and asks again."""
    if view.links or len(view.text) > _TINY_TEXT:
        return None
    head = answer.body[:_HEAD]
    if _SETS_COOKIE.search(head) and _MOVES_ON.search(head):
        return Wall("cookie check by script", Outcome.CHALLENGE)
    return None


@cache
def _markers() -> tuple[_Marker, ...]:
    return tuple(_marker(entry) for entry in load_data("walls.yaml"))


def _marker(entry: Mapping[str, Any]) -> _Marker:
    return _Marker(
        Wall(entry["name"], Outcome(entry["outcome"])),
        frozenset(entry.get("status", ())),
        tuple(_sign(sign) for sign in entry["signs"]),
    )


def _sign(sign: Mapping[str, Any]) -> _Sign:
    return _Sign(
        any=tuple(part.lower().encode() for part in sign.get("any", ())),
        every=tuple(part.lower().encode() for part in sign.get("all", ())),
        title=tuple(sign.get("title", ())),
        text=tuple(sign.get("text", ())),
        header=tuple(part.lower() for part in sign.get("header", ())),
    )
