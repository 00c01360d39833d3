"""What of a page only script makes: its menu, its lists, its main part. Told from plain HTML, without a browser.

Content that a browser would show and plain HTML does not is undetermined, never absent. The source is searched, not
parsed again.
"""

import re
from collections.abc import Iterator

from domain.text import clean, fold
from pages.view import CONTENT_REGIONS, PageView, Region

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
_NAMED = re.compile(r"""\s(?:id|class|name)\s*=\s*["']?([^"'<>]{0,200})""")
_TEMPLATE_MARKS = re.compile(r"\s(?:data-)?(?:ng-repeat|v-for|x-for|\*ngfor)\s*=")
_MUSTACHE = re.compile(r"\{\{[^{}<>]{1,80}\}\}")
_NAV = re.compile(r"<nav(?:\s[^<>]{0,500})?>(?P<inside>.{0,4000}?)</nav>", re.DOTALL)
_HEAD = frozenset({Region.HEADER, Region.NAV})
#: An element with nothing in it but other empty boxes.
_EMPTY = re.compile(
    r"<(?P<tag>nav|ul|ol|div|header|section|tbody)(?P<attributes>(?:\s[^<>]{0,500})?)>"
    r"(?:\s|</?(?:ul|ol|div)(?:\s[^<>]{0,300})?>){0,6}?</(?P=tag)>"
)


def menu_by_script(view: PageView, body: bytes) -> bool:
    """Is the navigation of the page parsed from `body` made by script?"""
    return bool(view.scripts) and _menu_is_missing(view, _source(view, body))


def content_by_script(view: PageView, body: bytes) -> bool:
    """Is a list, a table or the main part of the page filled by script?"""
    return bool(view.scripts) and _content_is_missing(view, _source(view, body))


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
    if any("<a" not in found["inside"] for found in _NAV.finditer(source)) or _waits(view, _HEAD):
        return True
    return any(
        found["tag"] == "nav" or "navigation" in found["attributes"] or _MENU_NAMES.search(found["attributes"])
        for found in _EMPTY.finditer(source)
        if found["tag"] != "tbody"
    )


def _content_is_missing(view: PageView, source: str) -> bool:
    """A template nobody filled, words that ask to wait, a place for a list with nothing in it."""
    if _TEMPLATE_MARKS.search(source) or (_MUSTACHE.search(source) and _shown(view, _MUSTACHE)):
        return True
    if _WAITING_WORDS.search(source) and _waits(view, CONTENT_REGIONS):
        return True
    return any(_is_empty_list(found) for found in _EMPTY.finditer(source)) and _main_letters(view) < _PLENTY


def _is_empty_list(found: re.Match[str]) -> bool:
    """A list's place: the body of a table, or an element that a script can find and that is named for a list."""
    attributes = found["attributes"]
    if found["tag"] == "tbody":
        return True
    names = " ".join(_NAMED.findall(attributes))
    return found["tag"] in ("ul", "ol", "div", "section") and " id=" in attributes and bool(_LIST_NAMES.search(names))


def _shown(view: PageView, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(block.text) for block in view.blocks if not block.hidden)


def _waits(view: PageView, regions: frozenset[Region]) -> bool:
    """Does the page say that something of it is still being loaded?"""
    blocks = (block for block in view.blocks if block.region in regions and not block.hidden)
    short = (block.text for block in blocks if len(block.text) < 60)
    return any(_WAITING.fullmatch(fold(clean(text))) for text in short)


def _main_letters(view: PageView) -> int:
    return sum(len(block.text) for block in view.blocks if block.region is Region.MAIN and not block.hidden)
