"""Is it worth a browser? Decided per page from its plain HTML: pure, cheap, and with a reason for the record.

Chromium costs fifty times what a fetch costs, so a page is rendered where plain HTML shows less than a visitor sees,
or where a picture of it is wanted. The source is searched, not parsed again.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.text import clean, fold
from pages.view import PageView, Region

_MAX_SOURCE = 600_000
_FEW_MENU_LINKS = 3
#: A page whose main part says this much is not filled by script later.
_PLENTY = 1500
_WAITING = re.compile(r"(?:dang tai|vui long (?:cho|doi)|xin (?:cho|doi)|loading|please wait)(?: \w+){0,4}")
_WAITING_WORDS = re.compile(r"đang tải|vui lòng|xin (?:chờ|đợi)|loading|please wait", re.IGNORECASE)
_MENU_NAMES = re.compile(r"(?<![a-z])(?:main|top|mega|side|nav|header)?[_-]?(?:menu|nav|navbar|navigation)(?![a-z])")
_LIST_NAMES = re.compile(
    r"(?<![a-z])(?:list|grid|table|danh-?sach|ket-?qua|results?|items?|data|content|noi-?dung)(?![a-z])"
)
_TEMPLATE_MARKS = re.compile(r"\s(?:data-)?(?:ng-repeat|v-for|x-for|\*ngfor)\s*=")
_MUSTACHE = re.compile(r"\{\{[^{}<>]{1,80}\}\}")
#: An element with nothing in it but other empty boxes.
_EMPTY = re.compile(
    r"<(?P<tag>nav|ul|ol|div|header|section|tbody)(?P<attributes>(?:\s[^<>]{0,500})?)>"
    r"(?:\s|</?(?:ul|ol|div)(?:\s[^<>]{0,300})?>){0,6}?</(?P=tag)>"
)


class Why(StrEnum):
    """Why a page is rendered; stands in its record."""

    SHELL = "shell"  # an empty shell: content that only script would show
    SCRIPT_MENU = "script_menu"  # its navigation is made by script
    SCRIPT_CONTENT = "script_content"  # a list, a table or its main part is filled by script
    WANTED = "wanted"  # a section that should stand here is not in plain HTML
    PICTURE = "picture"  # evidence to be photographed


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the crawl knows besides the page. `sought`: folded phrases that should stand here and decide whether the
    page is what its link promised (any one of them is enough)."""

    pictured: bool = False
    sought: tuple[str, ...] = ()


def why_render(view: PageView, body: bytes, occasion: Occasion | None = None) -> Why | None:
    """The reason to render the page that was parsed from `body`; None when plain HTML says enough."""
    occasion = occasion or Occasion()
    if view.shell:
        return Why.SHELL
    if view.scripts:
        source = _source(view, body)
        if _menu_is_missing(view, source):
            return Why.SCRIPT_MENU
        if _content_is_missing(view, source):
            return Why.SCRIPT_CONTENT
        if occasion.sought and not _stands_here(view, occasion.sought):
            return Why.WANTED
    return Why.PICTURE if occasion.pictured else None


def _source(view: PageView, body: bytes) -> str:
    """The page's markup without its scripts and comments, in lower case."""
    try:
        text = body[:_MAX_SOURCE].decode(view.charset or "utf-8", "replace")
    except LookupError:
        text = body[:_MAX_SOURCE].decode("utf-8", "replace")
    lowered = text.lower()
    for start, end in (("<!--", "-->"), ("<script", "</script"), ("<template", "</template")):
        lowered = "".join(_outside(lowered, start, end))
    return lowered


def _outside(text: str, start: str, end: str) -> Iterator[str]:
    """The text without what stands between the marks; what is never closed stays out to the end."""
    place = 0
    while (begin := text.find(start, place)) >= 0:
        yield text[place:begin]
        stop = text.find(end, begin)
        if stop < 0:
            return
        place = text.find(">", stop) + 1 or len(text)
    yield text[place:]


def _menu_is_missing(view: PageView, source: str) -> bool:
    """Hardly any way on in head and navigation, while an empty menu stands there for a script to fill."""
    menu = {link.url for link in view.links if link.url and link.region in (Region.HEADER, Region.NAV)}
    if len(menu) > _FEW_MENU_LINKS:
        return False
    return any(
        found["tag"] == "nav" or "navigation" in found["attributes"] or _MENU_NAMES.search(found["attributes"])
        for found in _EMPTY.finditer(source)
        if found["tag"] != "tbody"
    )


def _content_is_missing(view: PageView, source: str) -> bool:
    """A template nobody filled, words that ask to wait, a place for a list with nothing in it."""
    if _TEMPLATE_MARKS.search(source) or (_MUSTACHE.search(source) and _shown(view, _MUSTACHE)):
        return True
    if _WAITING_WORDS.search(source) and _waits(view):
        return True
    return any(_is_empty_list(found) for found in _EMPTY.finditer(source)) and _main_letters(view) < _PLENTY


def _is_empty_list(found: re.Match[str]) -> bool:
    """A list's place: the body of a table, or an element that a script can find and that is named for a list."""
    attributes = found["attributes"]
    if found["tag"] == "tbody":
        return True
    return (
        found["tag"] in ("ul", "ol", "div", "section") and " id=" in attributes and bool(_LIST_NAMES.search(attributes))
    )


def _shown(view: PageView, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(block.text) for block in view.blocks if not block.hidden)


def _waits(view: PageView) -> bool:
    """Does the page say that something is still being loaded?"""
    short = (block.text for block in view.blocks if not block.hidden and len(block.text) < 60)
    return any(_WAITING.fullmatch(fold(clean(text))) for text in short)


def _main_letters(view: PageView) -> int:
    return sum(len(block.text) for block in view.blocks if block.region is Region.MAIN and not block.hidden)


def _stands_here(view: PageView, phrases: Iterable[str]) -> bool:
    text = f" {view.folded} {fold(view.title)} "
    return any(f" {phrase} " in text for phrase in phrases)
