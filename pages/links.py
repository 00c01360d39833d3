"""Every way from a page to another address, however the portal wrote it: anchors, maps, selects, script, frames."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from domain.text import clean
from domain.urls import join
from pages.headings import Headings
from pages.reading import Reading
from pages.view import Link, LinkKind

MAX_LINKS = 5000
_MAX_RAW = 500
_MAX_LABEL = 500
_SCRIPTED = re.compile(
    r"(?:(?:window|document|self|top|parent|this)\s*\.\s*)*(?:location(?:\s*\.\s*(?:href|assign|replace))?\s*(?:=|\()|open\s*\()\s*"
    r"(?:'([^'\\]{1,2000})'|\"([^\"\\]{1,2000})\"|&quot;(.{1,2000}?)&quot;)",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_OPTION_ADDRESS = re.compile(
    r"^(?:https?:)?//[^\s/]|^/[^\s/]|^www\.\S+\.\S|^[\w\-./]+\.(?:aspx?|html?|php|jsp|vgp)(?:[?#]|$)", re.IGNORECASE
)
_NOWHERE = re.compile(r"\s*(?:javascript:|#?\s*$)", re.IGNORECASE)
_ADDRESSED = frozenset(("area", "option", "iframe", "frame", "meta"))
_PICTURES = frozenset(("img", "input", "svg"))
_DATA_KEYS = ("data-href", "data-url", "data-link")
_LEAVES_PAGE = re.compile(r"location|window\s*\.\s*open|\bopen\s*\(", re.IGNORECASE)


class Links:
    """Links of one page in document order, with the element each was found at."""

    def __init__(self, reading: Reading, headings: Headings) -> None:
        self._outline, self._base = reading.outline, reading.base
        self._regions, self._hidden = reading.regions, reading.hidden
        self._headings = headings
        self._joined: dict[str, str | None] = {}
        self._entry_labels: dict[int, str] = {}  # li -> label of its own entry
        found: list[Link] = []
        self.places: list[int] = []
        for index, raw, kind in self._candidates():
            if len(found) >= MAX_LINKS:
                break
            found.append(self._link(index, raw, kind))
            self.places.append(index)
        self.all = tuple(found)

    def _candidates(self) -> Iterator[tuple[int, str, LinkKind]]:
        outline = self._outline
        scripted = outline.having("onclick", *_DATA_KEYS)
        for index, tag in enumerate(outline.tags):
            if tag == "a":
                found = _anchor(outline.elements[index])
                if found:
                    yield index, *found
            elif tag in _ADDRESSED:
                yield from _addressed(index, tag, outline.elements[index])
            elif index in scripted and not outline.in_link[index]:
                target = _scripted_target(outline.elements[index])
                if target:
                    yield index, target, LinkKind.ONCLICK

    def _link(self, index: int, raw: str, kind: LinkKind) -> Link:
        outline = self._outline
        element = outline.elements[index]
        label = clean(element.text or "")[:_MAX_LABEL] if kind is LinkKind.OPTION else ""
        alt = title = image = ""
        if kind is LinkKind.AREA:
            alt = clean(element.get("alt") or "")[:_MAX_LABEL]
        elif kind in (LinkKind.A, LinkKind.ONCLICK):
            label = outline.text_of(index, _MAX_LABEL)
            alt, title, image = self._picture(index)
            if outline.tags[index] == "input":
                label = clean(element.get("value") or "")[:_MAX_LABEL]
        own_title = element.get("title") or element.get("aria-label")
        if own_title:
            title = clean(own_title)[:_MAX_LABEL]
        return Link(
            url=self._join(f"http://{raw}" if kind is LinkKind.OPTION and raw.startswith("www.") else raw),
            raw=raw[:_MAX_RAW],
            label=label,
            kind=kind,
            region=self._regions[index],
            xpath=outline.path_of(index),
            alt=alt,
            title=title,
            image=image,
            context=self._context(index, label or alt or title),
            hidden=self._hidden[index],
        )

    def _join(self, raw: str) -> str | None:
        """Canonical address; a menu repeats itself, so each reference is read once."""
        if raw not in self._joined:
            bare = raw.strip()
            nowhere = not bare or (bare.startswith("#") and not bare.startswith(("#/", "#!")))
            self._joined[raw] = None if nowhere or len(bare) > 4000 else join(self._base, bare)
        return self._joined[raw]

    def _picture(self, index: int) -> tuple[str, str, str]:
        """Alternative text, title and file name of the images inside a link (or of the image that is the link)."""
        outline = self._outline
        if outline.ends[index] == index + 1 and outline.tags[index] not in _PICTURES:
            return "", "", ""
        alts: list[str] = []
        title = image = ""
        for inner in range(index, outline.ends[index]):
            if outline.tags[inner] not in _PICTURES:
                continue
            picture = outline.elements[inner]
            alts.append(clean(picture.get("alt") or ""))
            title = title or clean(picture.get("title") or picture.get("aria-label") or "")
            image = image or file_name(picture.get("src") or picture.get("data-src") or "")
        return " ".join(filter(None, alts))[:_MAX_LABEL], title[:_MAX_LABEL], image

    def _context(self, index: int, label: str) -> str:
        """The menu entry above a nested entry, else the nearest heading before the link."""
        outline = self._outline
        ancestors = outline.ancestors(index)
        items = [around for around in ancestors if outline.tags[around] == "li"]
        if items and label:
            self._entry_labels.setdefault(items[0], label)
        for item in items[1:]:
            if item in self._entry_labels:
                return self._entry_labels[item]
            own = self._own_text(item)
            if own:
                return own
        over = self._headings.over(index, ancestors)
        return over if over != label else ""

    def _own_text(self, item: int) -> str:
        """What a list item says before the list nested in it: the label of an entry that is no link itself."""
        outline = self._outline
        parts = [outline.texts[item] or ""]
        child = item + 1
        while child < outline.ends[item] and outline.tags[child] not in ("ul", "ol", "div", "table"):
            parts.append(outline.text_of(child, 200))
            child = outline.ends[child]
        return clean(" ".join(parts))[:200]


def _anchor(element: HtmlElement) -> tuple[str, LinkKind] | None:
    """The address of an `a` element as written, be it in its href or in its script; None for a named place."""
    href = element.get("href")
    if href is not None and not _NOWHERE.match(href):
        return href, LinkKind.A
    script = _scripted(href or "") or _scripted_target(element)
    if script:
        return script, LinkKind.ONCLICK
    return None if href is None else (href, LinkKind.A)


def _addressed(index: int, tag: str, element: HtmlElement) -> Iterator[tuple[int, str, LinkKind]]:
    """Areas, options, frames and refreshes that carry an address."""
    if tag == "area":
        if element.get("href") is not None:
            yield index, element.get("href"), LinkKind.AREA
    elif tag == "option":
        value = (element.get("value") or "").strip()
        if value and _OPTION_ADDRESS.match(value):
            yield index, value, LinkKind.OPTION
    elif tag == "meta":
        if (element.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(element.get("content") or "")
            if match:
                yield index, match.group(1), LinkKind.REFRESH
    elif element.get("src"):
        yield index, element.get("src"), LinkKind.FRAME


def _scripted(script: str) -> str:
    match = _SCRIPTED.search(script[:5000])
    return next((group for group in match.groups() if group), "") if match else ""


def _scripted_target(element: HtmlElement) -> str:
    """The address that a click on an element leads to by script or by a data attribute; "" if none."""
    for key in _DATA_KEYS:
        value = (element.get(key) or "").strip()
        if value and (_OPTION_ADDRESS.match(value) or value.startswith(("./", "?"))):
            return str(value)
    onclick = element.get("onclick")
    return _scripted(onclick) if onclick and _LEAVES_PAGE.search(onclick) else ""


def file_name(address: str) -> str:
    """The last part of an image address, unescaped, without query: a weak label."""
    if address.startswith("data:"):
        return ""
    try:
        path = urlsplit(address[:2000]).path
    except ValueError:
        return ""
    return clean(unquote(path.rsplit("/", 1)[-1]))[:200]
