"""Soft 404s: how this portal answers for an address that does not exist, and which pages are that same answer.

Two addresses that cannot exist are asked. What both answers share, and the front page lacks, is the portal's way of
saying "not found"; what differs between them (clocks, counters, latest news) is noise. A later page is a soft 404 when
it says the shared part and next to nothing of its own.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.journal import Fetched
from crawler.words import vocabulary
from domain.captures import Outcome
from domain.text import fold_page, slug_words
from domain.urls import as_path
from pages.view import PageView, Region

#: Letters a page may have beyond the portal's "not found" answer and still be nothing but that.
_MAX_OWN = 120
_MAX_OWN_UNSAID = 40  # where the portal just shows its front page again
_THINGS = frozenset({"image", "link"})
_PICTURE = 200  # letters a picture of its own is worth
_MAX_MISSING_TEXT = 600
_DIGITS = re.compile(r"\d+")
_SAID_SHARE = 0.8

Shingles = frozenset[tuple[str, str]]


def unknown_route(audit: str, home: str) -> str:
    """A place behind # that nobody has made."""
    token = hashlib.sha256(f"{audit}\0route\0{home}".encode()).hexdigest()
    return f"{home.partition('#')[0]}#/khong-co-trang-{token[:12]}"


def unknown_addresses(audit: str, home: str, section: str = "") -> tuple[str, ...]:
    """Addresses that nobody has made, the same for the same audit: one at the root, one beside a known page."""
    token = hashlib.sha256(f"{audit}\0{home}".encode()).hexdigest()
    root = urlsplit(home)._replace(path=f"/khong-co-trang-{token[:12]}", query="", fragment="").geturl()
    folder, _, name = urlsplit(section or home).path.rpartition("/")
    ending = re.search(r"\.[a-z]{2,5}$", name.lower())
    beside = f"{folder}/khong-co-trang-{token[12:24]}{ending.group() if ending else ''}"
    second = urlsplit(home)._replace(path=beside, query="", fragment="").geturl()
    return (root, second)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a "not found" of this portal looks like."""

    said: Shingles = frozenset()  # in every such answer, and not on the front page
    known: Shingles = frozenset()  # anything seen in any such answer or on the front page
    titles: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()  # error pages that unknown addresses are redirected to
    answers_ok: bool = False  # unknown addresses answer 200

    def matches(self, fetched: Fetched, view: PageView) -> bool:
        """Is this page the portal's "not found", though it answers 200?"""
        if fetched.url in self.addresses:
            return True
        if not self.said and not (self.answers_ok and self.known):
            return False
        if self.titles and _title(view) not in self.titles:
            return False
        here, limit = texts_of(view), _MAX_OWN if self.said else _MAX_OWN_UNSAID
        if _weight(here - self.known) > limit or _weight(here & self.said) < _SAID_SHARE * _weight(self.said):
            return False
        return _weight((here | things_of(view)) - self.known) <= limit


@dataclass(slots=True)
class UnknownPages:
    """Learns a portal's "not found" and recognises it."""

    homes: set[str] = field(default_factory=set)  # addresses of the front page
    home: Shingles = frozenset()
    home_title: str = ""
    signature: Signature = field(default_factory=Signature)
    _answers: list[tuple[Fetched, Shingles, str]] = field(default_factory=list)

    def learn_home(self, url: str, view: PageView) -> None:
        self.homes, self.home, self.home_title = {_plain_address(url)}, shingles(view), _title(view)

    def learn(self, fetched: Fetched, view: PageView | None) -> None:
        """One answer for an address that cannot exist."""
        if fetched.redirects and (_plain_address(fetched.url) in self.homes or self._looks_home(view)):
            self.homes.add(_plain_address(fetched.url))
            return
        if view is None or fetched.answer.status is None:
            return
        token = slug_words(urlsplit(as_path(fetched.requested)).path.rsplit("/", 1)[-1])
        seen = frozenset((place, text.replace(token, "")) for place, text in shingles(view))
        self._answers.append((fetched, seen, _title(view).replace(token, "").strip()))
        self.signature = self._sum_up()

    def _sum_up(self) -> Signature:
        shapes = [seen for _, seen, _ in self._answers]
        ok = any(fetched.answer.outcome is Outcome.OK for fetched, _, _ in self._answers)
        return Signature(
            said=frozenset(part for part in frozenset.intersection(*shapes) - self.home if part[0] not in _THINGS),
            known=frozenset.union(*shapes, self.home),
            titles=frozenset(title for _, _, title in self._answers),
            addresses=frozenset(fetched.url for fetched, _, _ in self._answers if fetched.redirects),
            answers_ok=ok,
        )

    def is_front(self, url: str) -> bool:
        """Is this the front page's address?"""
        return _plain_address(url) in self.homes

    def is_home(self, fetched: Fetched) -> bool:
        """Did a deep address lead back to the front page?"""
        return bool(fetched.redirects) and _plain_address(fetched.url) in self.homes

    def _looks_home(self, view: PageView | None) -> bool:
        """The front page under an address of its own (Default.aspx?tabid=1)."""
        if view is None or _title(view) != self.home_title:
            return False
        here = shingles(view)
        most = _weight(here & self.home) >= _SAID_SHARE * _weight(self.home)
        return most and _weight(here - self.home) <= _MAX_OWN_UNSAID

    def named_home(self, url: str) -> bool:
        """Is the address the front page by another name, so that leading home is right?"""
        path = urlsplit(as_path(url)).path
        words = slug_words(path.strip("/").replace("/", "-"))
        return not words or words in vocabulary()["home_names"]

    def is_missing(self, fetched: Fetched, view: PageView) -> bool:
        """Is this page, which answered 200, nothing but a "not found"? Never true of the front page, nor told of a
        shell, whose content only a browser would show."""
        if _plain_address(fetched.url) in self.homes or view.shell:
            return False
        return self.signature.matches(fetched, view) or says_missing(view)


def says_missing(view: PageView) -> bool:
    """Does the page itself say in its title or first headings that there is nothing, and say little else?"""
    headlines = [view.title, *(heading.text for heading in view.headings[:4])]
    if not any(_is_missing_phrase(fold_page(text[:200])) for text in headlines):
        return False
    return len(view.main_text) <= _MAX_MISSING_TEXT


def _is_missing_phrase(text: str) -> bool:
    return text == "404" or any(f" {phrase} " in f" {text} " for phrase in vocabulary()["missing_phrases"])


def shingles(view: PageView) -> Shingles:
    """A page as a set of what stands where."""
    return texts_of(view) | things_of(view)


def texts_of(view: PageView) -> Shingles:
    """Texts by region, without numbers."""
    return frozenset(_some((block.region.value, _plain(block.text)) for block in view.blocks if not block.hidden))


def things_of(view: PageView) -> Shingles:
    """Pictures and links of the main part."""
    images = (("image", image.src) for image in view.images if image.region is Region.MAIN)
    links = (("link", link.url or "") for link in view.links if link.region is Region.MAIN)
    return frozenset(_some(images)) | frozenset(_some(links))


def _some(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return (pair for pair in pairs if pair[1])


def _weight(parts: Shingles) -> int:
    return sum(_PICTURE if place == "image" else min(len(text), 80) for place, text in parts)


def _plain(text: str) -> str:
    return _DIGITS.sub("", fold_page(text[:500])).strip()


def _title(view: PageView) -> str:
    return fold_page(view.title[:300])


def _plain_address(url: str) -> str:
    head, mark, route = url.partition("#")
    return head.rstrip("/") + (mark + route if route.strip("!/") else "")
