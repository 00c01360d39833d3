"""Which part of the page an element belongs to: head, menu, main, side, foot; with or without HTML5 elements.

Portals of the years audited name their parts in many tongues (SharePoint, DotNetNuke, Liferay, NukeViet, plain
tables), so element names, ARIA roles, words in id and class, legal phrases of page feet and the shape of menus all
count; words are believed only where the amounts of text and links fit.
"""

import re
from enum import IntEnum
from functools import lru_cache

from pages.foot import footer_start
from pages.outline import Outline
from pages.view import Region


class _Inside(IntEnum):
    """How surely an element stands in the main part: heads and menus of the page do not nest in an article."""

    NOTHING = 0
    MAIN = 1
    ARTICLE = 2


_ROLES = {
    "banner": Region.HEADER,
    "navigation": Region.NAV,
    "menubar": Region.NAV,
    "menu": Region.NAV,
    "complementary": Region.ASIDE,
    "contentinfo": Region.FOOTER,
    "main": Region.MAIN,
}
_TAGS = {
    "header": Region.HEADER,
    "nav": Region.NAV,
    "aside": Region.ASIDE,
    "footer": Region.FOOTER,
    "main": Region.MAIN,
    "article": Region.MAIN,
}
_CONTAINERS = frozenset(
    ("div", "td", "th", "tr", "table", "ul", "ol", "dl", "section", "header", "nav", "aside", "footer", "main",
     "article", "form", "center", "p", "span", "tbody", "fieldset")
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")

# Names are matched on their parts: "dnn_LeftPane" -> "dnn left pane".
_HEAD_TEXT = 300
_LONG_LABEL = 55  # characters: a title rather than an entry of a menu
_OF_PAGE = (
    r"(?:(?:dnn|ctl\d+|site|page|main|the|portal|global|cms|web|wrap|wrapper|outer|inner|div|id|bg|layout|region|section"
    r"|top|bottom|ms|s4|fix|fixed|sticky) )*"
)
_PART_OF = (
    r"(?: (?:pane|wrap|wrapper|area|container|content|inner|outer|main|section|top|bottom|page|site|info|text|menu|left"
    r"|right|bg|block|region|logo|banner|row|col|\d+))*"
)
_HEADER = re.compile(rf"{_OF_PAGE}(?:header|masthead|banner|dau trang|dautrang|topbar|top bar|page top){_PART_OF}|top")
_FOOTER = re.compile(
    rf"{_OF_PAGE}(?:footer|foot|chan trang|chantrang|chan|copyright|colophon|cuoi trang|page bottom|bottom page)"
    rf"{_PART_OF}"
)
_SIDE = r"(?:pane|col|column|side|sidebar|bar|panel|block|zone|module)"
_ASIDE = re.compile(
    rf"{_OF_PAGE}(?:sidebar|side bar|aside|widget area|(?:left|right) ?{_SIDE}"
    r"|(?:left|right)(?:col|column|panel|pane)\w*"
    rf"|(?:{_SIDE}|cot) ?(?:left|right|trai|phai)){_PART_OF}"
)
_ASIDE_IDS = frozenset(("left", "right", "trai", "phai"))
_NAV_OF = r"(?:main|top|site|left|right|sub|mega|drop|global|primary|secondary|vertical|horizontal|side|sf|dd)?"
_NAV = re.compile(
    rf"(?:^| )(?:{_NAV_OF}(?:nav|navs|navbar|menu|menus|menubar|navigation)|menu[a-z]{{1,8}}|\w{{1,8}}menu"
    r"|quick ?launch|rm ?root ?group|topnav\w*|breadcrumbs?|site ?map ?path|duong ?dan|superfish)(?= |$)"
)
_ABOUT_NAV = re.compile(r"(?:^| )(?:no|has|with|without|hide|body|context) (?:\w+ )?(?:nav|menu)")
_MAIN = re.compile(rf"{_OF_PAGE}(?:main ?content|content ?main|content ?pane|page ?content|noi ?dung ?chinh){_PART_OF}")
_ARTICLE = re.compile(
    r"(?:journal )?content article|article(?: (?:body|content|detail|view))?"
    r"|(?:news|post|entry|tin) ?(?:detail|details|content|body|chi ?tiet)|chi ?tiet(?: ?tin\w*)?|noi ?dung ?tin"
    r"|post|hentry"
)
_NAMES = (
    (_FOOTER, Region.FOOTER, _Inside.NOTHING),
    (_HEADER, Region.HEADER, _Inside.NOTHING),
    (_ASIDE, Region.ASIDE, _Inside.NOTHING),
    (_ARTICLE, Region.MAIN, _Inside.ARTICLE),
    (_MAIN, Region.MAIN, _Inside.MAIN),
)


def assign_regions(outline: Outline) -> list[Region]:
    """The region of every element. Inside a footer everything is footer; else the nearest word counts."""
    count = len(outline.tags)
    regions, inside = [Region.MAIN] * count, [_Inside.NOTHING] * count
    for index in range(1, count):
        parent = outline.parents[index]
        around = regions[index] = regions[parent]
        inside[index] = inside[parent]
        if around is Region.FOOTER or outline.tags[index] not in _CONTAINERS:
            continue
        own = _own_region(outline, index, inside[parent])
        if own is None or (own[0] is Region.MAIN and around in (Region.NAV, Region.ASIDE) and not own[2]):
            continue
        regions[index] = own[0]
        inside[index] = own[1]
    if Region.FOOTER not in regions:
        start = footer_start(outline)
        if start:
            regions[start:] = [Region.FOOTER] * (count - start)
    if Region.NAV not in regions:
        _menus_by_shape(outline, regions, inside)
    if Region.HEADER not in regions and Region.NAV in regions:
        _head_above_menu(outline, regions, regions.index(Region.NAV))
    return regions


def _head_above_menu(outline: Outline, regions: list[Region], menu: int) -> None:
    """A head without a name: the few words and the banner above the first menu."""
    if menu > 0.5 * len(outline.tags):
        return
    above = [i for i in range(1, menu) if outline.ends[i] <= menu and regions[i] is Region.MAIN]
    said = sum(len((outline.texts[i] or "").strip()) for i in above if not outline.silent[i])
    if said <= min(_HEAD_TEXT, 0.3 * outline.sizes[0]) and not any(
        outline.tags[i] in ("h2", "h3", "li") for i in above
    ):
        for index in above:
            regions[index] = Region.HEADER


def _own_region(outline: Outline, index: int, inside: _Inside) -> tuple[Region, _Inside, bool] | None:
    """The region an element opens: with what follows for its inside, and whether its markup says so outright."""
    tag = outline.tags[index]
    stated = _ROLES.get(outline.elements[index].get("role") or "") or _TAGS.get(tag)
    if stated:
        if stated in (Region.HEADER, Region.FOOTER) and (inside is _Inside.ARTICLE or (inside and tag == "header")):
            return None  # head or foot of an article
        if stated is Region.MAIN:
            return stated, max(inside, _Inside.ARTICLE if tag == "article" else _Inside.MAIN), True
        return stated, _Inside.NOTHING, True
    identifier, classes = outline.ids[index], outline.classes[index]
    if not identifier and not classes:
        return None
    named = _named(identifier[:200], classes[:300])
    if named is None or not _believable(outline, index, named[0], inside):
        return None
    return named[0], max(inside, named[1]) if named[0] is Region.MAIN else _Inside.NOTHING, False


@lru_cache(maxsize=16384)
def _named(identifier: str, classes: str) -> tuple[Region, _Inside] | None:
    """The region that id and class words speak of, before amounts are looked at."""
    if identifier.lower() in _ASIDE_IDS:
        return Region.ASIDE, _Inside.NOTHING
    for name in (identifier, *classes.split()):
        parts = " ".join(filter(None, _PARTS.split(_CAMEL.sub(" ", name).lower())))
        if _NAV.search(parts) and not _ABOUT_NAV.search(parts) and not _FOOTER.fullmatch(parts):
            return Region.NAV, _Inside.NOTHING
        for pattern, region, inside in _NAMES:
            if pattern.fullmatch(parts):
                return region, inside
    return None


def _believable(outline: Outline, index: int, region: Region, inside: _Inside) -> bool:
    """Do the amounts of text and links fit the word? A wrapper named after its menu is not the menu."""
    size, whole, count = outline.sizes[index], max(1, outline.sizes[0]), len(outline.tags)
    mostly_links = outline.link_sizes[index] >= 0.6 * size
    if region is Region.MAIN or inside is _Inside.ARTICLE:
        return region is Region.MAIN
    if region is Region.NAV:
        return size < 80 or (mostly_links and not _holds_page(outline, index))
    if region is Region.HEADER:
        early = index < 0.5 * count and not inside and not _holds_page(outline, index)
        return early and (mostly_links or size <= max(600, 0.3 * whole))
    if region is Region.FOOTER:
        late = outline.ends[index] > 0.6 * count
        return late and (size <= 0.5 * whole or (size <= 3000 and index > 0.4 * count))
    return outline.tags[index] not in ("p", "span", "tr") and size <= 0.45 * whole


def _holds_page(outline: Outline, index: int) -> bool:
    """Does it hold most of the page's links and headings besides, so that it is a wrapper?"""
    if outline.link_counts[index] <= 0.6 * outline.link_counts[0] or outline.link_counts[0] < 12:
        return False
    inner = outline.tags[index : outline.ends[index]]
    headings = sum(inner.count(tag) for tag in ("h1", "h2", "h3", "main", "article"))
    return headings > 2 or inner.count("p") > 5


def _menus_by_shape(outline: Outline, regions: list[Region], inside: list[_Inside]) -> None:
    """Menus without a name: lists or table rows of many short links before the first heading or running text."""
    index, count = 1, len(outline.tags)
    while index < count:
        tag = outline.tags[index]
        if tag in ("h1", "h2", "h3") or _running_text(outline, index):
            return
        shaped = tag in ("ul", "ol", "table", "tr", "td", "div", "p", "center") and not inside[index]
        if shaped and _menu_shaped(outline, index):
            for inner in range(index, outline.ends[index]):
                if regions[inner] in (Region.MAIN, Region.HEADER):
                    regions[inner] = Region.NAV
            index = outline.ends[index]
        else:
            index += 1


def _running_text(outline: Outline, index: int) -> bool:
    text = outline.texts[index]
    return bool(text and len(text) > 200 and not outline.in_link[index] and not outline.silent[index])


def _menu_shaped(outline: Outline, index: int) -> bool:
    links, size, link_size = outline.link_counts[index], outline.sizes[index], outline.link_sizes[index]
    if links < 4 or link_size < 0.85 * size or not 3 <= link_size / links <= 32:
        return False
    if links > 0.8 * outline.link_counts[0] and links > 25:
        return False  # all there is: a site map or an index, not the menu
    texts = (outline.texts[i] or "" for i in range(index, outline.ends[index]) if outline.in_link[i])
    labels = [label for text in texts if (label := text.strip())]
    if any(len(label) > _LONG_LABEL for label in labels):
        return False  # a row of the page's layout: menu and content side by side
    return 2 * sum(label.isdigit() for label in labels) < len(labels)
