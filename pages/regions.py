"""Which part of the page an element belongs to: head, menu, main, side, foot; with or without HTML5 elements.

Portals of the years audited name their parts in many tongues (SharePoint, DotNetNuke, Liferay, NukeViet, plain
tables), so element names, ARIA roles, words in id and class, legal phrases of page feet and the shape of menus all
count; words are believed only where the amounts of text and links fit.
"""

import re
import unicodedata
from functools import lru_cache

from pages.outline import Outline
from pages.view import Region

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
     "article", "form", "center", "map", "p", "span", "tbody", "frameset", "fieldset", "noframes")
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

# Words are matched on " "-joined, lower-case parts of id and class: "dnn_LeftPane topMenu" -> " dnn left pane top menu ".
_FOOTER_WORDS = re.compile(
    r" (?:(?:page|site|main|the|wrap|bottom|dnn|global|cms)? ?footer|foot(?:er)? ?(?:pane|wrap(?:per)?|area|content|bottom|top|main|inner|container|info|menu|text|page|site)"
    r"|chan ?trang|copyright|cuoi ?trang|bottom ?footer|page ?bottom|colophon) "
)
_NAV_WORDS = re.compile(
    r" (?:(?:main|top|site|left|right|sub|mega|drop|global|primary|secondary|vertical|horizontal|side|foot|header)?"
    r"(?:nav|navbar|menu|menus|menubar|navigation)|quick ?launch|qlaunch|menu[a-z0-9]{1,8}|rm ?root ?group|ms ?topnav\w*|breadcrumbs?|sitemappath"
    r"|duong ?dan|danh ?muc ?menu|superfish|sf ?js ?enabled|topmenu\w*|mainmenu\w*|leftmenu\w*|main ?nav) "
)
_NOT_NAV_WORDS = re.compile(r" (?:no|has|with|without|menu ?open|toggle|body|page|layout|context|item) ?(?:nav|menu)? ")
_HEADER_WORDS = re.compile(
    r"^ (?:ctl\d+ )?(?:dnn |site |page |main |top |global |portal |the |cms |wrap(?:per)? |outer |div |bg |header )*(?:header|masthead|banner|dau ?trang)"
    r"(?: (?:pane|wrap(?:per)?|top|main|container|area|inner|bg|site|page|section|content|outer|left|right|banner|\d+|logo))* $"
)
_ASIDE_WORDS = re.compile(
    r" (?:sidebar|side ?bar|aside|(?:left|right) ?(?:pane|col|column|sidebar|side|panel|block|menu|zone|bar)"
    r"|(?:col|column|cot|pane|side|zone|panel) ?(?:left|right|trai|phai)|cot ?(?:trai|phai)|colleft|colright|leftcol\w*|rightcol\w*"
    r"|leftpanel|rightpanel|widget ?area|left|right) "
)
_MAIN_WORDS = re.compile(
    r" (?:main ?content|content ?main|content ?pane|maincontent|page ?content|noi ?dung ?chinh|ms ?bodyarea\w*|center ?(?:pane|column|col)"
    r"|article ?(?:body|content|detail)|news ?(?:detail|content|body)|post ?(?:body|content)|entry ?content|journal ?content ?article|chi ?tiet ?tin) "
)

_FOOT_SIGNS = re.compile(
    r"(?:©|&copy;|copyright|all rights reserved|bản quyền (?:thuộc|©|của|\d{4}|by)|(?:bản quyền|chịu trách nhiệm[^.]{0,40}|cơ quan chủ quản|giấy phép)\s*:"
    r"|giấy phép (?:số|thiết lập|xuất bản|hoạt động|trang|icp)|ghi rõ nguồn|trưởng ban biên tập|ban quyen thuoc|giay phep so|chịu trách nhiệm (?:chính|nội dung|xuất bản))",
    re.IGNORECASE,
)
_FOOT_LIMIT = 1500


@lru_cache(maxsize=16384)
def _named_region(identifier: str, classes: str) -> Region | None:
    """The region that id and class words speak of, before amounts are looked at."""
    for name in (identifier, classes):
        if not name:
            continue
        words = f" {_parts(name)} "
        for pattern, region in ((_FOOTER_WORDS, Region.FOOTER), (_MAIN_WORDS, Region.MAIN)):
            if pattern.search(words):
                return region
        if _NAV_WORDS.search(words) and not _NOT_NAV_WORDS.search(words):
            return Region.NAV
        if _header_named(name):
            return Region.HEADER
        if _ASIDE_WORDS.search(words):
            return Region.ASIDE
    return None


def _parts(name: str) -> str:
    return " ".join(part for part in re.split(r"[^a-z0-9]+", _CAMEL.sub(" ", name).lower()) if part)


def _header_named(name: str) -> bool:
    return any(_HEADER_WORDS.match(f" {_parts(token)} ") for token in name.split())


def assign_regions(outline: Outline) -> list[Region]:
    """The region of every element. Inside a footer everything is footer; else the nearest word counts."""
    regions = [Region.MAIN] * len(outline.tags)
    sure_main = [False] * len(outline.tags)
    whole = max(1, outline.sizes[0])
    for index in range(1, len(outline.tags)):
        parent = outline.parents[index]
        around = regions[parent]
        regions[index] = around
        sure_main[index] = sure_main[parent]
        if around is Region.FOOTER or outline.tags[index] not in _CONTAINERS:
            continue
        own = _own_region(outline, index, whole, sure_main[index])
        if own is None:
            continue
        regions[index] = own
        sure_main[index] = own is Region.MAIN
    if Region.FOOTER not in regions:
        _footer_by_signs(outline, regions)
    if Region.NAV not in regions:
        _menus_by_shape(outline, regions, sure_main)
    return regions


def _own_region(outline: Outline, index: int, whole: int, inside_main: bool) -> Region | None:
    element = outline.elements[index]
    role = element.get("role")
    if role and role in _ROLES:
        return _ROLES[role]
    by_tag = _TAGS.get(outline.tags[index])
    if by_tag in (Region.HEADER, Region.FOOTER) and inside_main:
        return None  # head or foot of an article
    if by_tag:
        return by_tag
    identifier, classes = outline.ids[index], outline.classes[index]
    if not identifier and not classes:
        return None
    named = _named_region(identifier[:200], classes[:300])
    if named is None or not _believable(outline, index, named, whole, inside_main):
        return None
    return named


def _believable(outline: Outline, index: int, region: Region, whole: int, inside_main: bool) -> bool:
    """Do the amounts of text and links fit the word? A wrapper named after its menu is not the menu."""
    size, link_size = outline.sizes[index], outline.link_sizes[index]
    if region is Region.MAIN:
        return True
    if region is Region.NAV:
        return size < 80 or link_size >= 0.6 * size
    if region is Region.HEADER:
        early = index < 0.5 * len(outline.tags)
        return not inside_main and early and (size <= 600 or link_size >= 0.6 * size or size <= 0.3 * whole)
    if region is Region.FOOTER:
        late = outline.ends[index] > 0.6 * len(outline.tags)
        return late and (size <= 0.5 * whole or (index > 0.5 * len(outline.tags) and size <= 2 * _FOOT_LIMIT))
    return not inside_main and outline.tags[index] not in ("p", "span", "tr") and size <= 0.45 * whole


def _footer_by_signs(outline: Outline, regions: list[Region]) -> None:
    """A foot without a name: legal phrases near the end of the page, and the container they stand in."""
    count = len(outline.tags)
    behind = 0  # text seen from the end
    limit = max(2000, int(0.25 * outline.sizes[0]))
    for index in range(count - 1, 0, -1):
        if outline.silent[index]:
            continue
        element = outline.elements[index]
        for text in (element.tail, element.text):
            if not text or text.isspace():
                continue
            behind += len(text)
            if behind <= limit and _FOOT_SIGNS.search(unicodedata.normalize("NFC", text)):
                start = _foot_container(outline, index)
                if start:
                    regions[start:count] = [Region.FOOTER] * (count - start)
                return
        if behind > limit:
            return


def _foot_container(outline: Outline, index: int) -> int:
    """The widest element around a foot phrase that is still only a foot; 0 when there is none."""
    chosen = index if outline.sizes[index] <= _FOOT_LIMIT else 0
    for around in outline.ancestors(index):
        too_much = outline.sizes[around] > _FOOT_LIMIT or outline.sizes[around] > 0.6 * outline.sizes[0]
        if too_much or outline.tags[around] in ("body", "html", "form", "main", "article"):
            break
        if any(outline.tags[inner] in ("h1", "h2") for inner in range(around, outline.ends[around])):
            break
        chosen = around
    return chosen


def _menus_by_shape(outline: Outline, regions: list[Region], sure_main: list[bool]) -> None:
    """Menus without a name: lists or table rows of many short links before the first heading or running text."""
    index = 1
    count = len(outline.tags)
    while index < count:
        tag = outline.tags[index]
        if tag in ("h1", "h2", "h3"):
            return
        own_text = outline.elements[index].text
        if own_text and len(own_text) > 200 and not outline.in_link[index] and not outline.silent[index]:
            return
        if (
            tag in ("ul", "ol", "table", "tr", "div", "p", "center")
            and not sure_main[index]
            and _menu_shaped(outline, index)
        ):
            for inner in range(index, outline.ends[index]):
                if regions[inner] in (Region.MAIN, Region.ASIDE):
                    regions[inner] = Region.NAV
            index = outline.ends[index]
        else:
            index += 1


def _menu_shaped(outline: Outline, index: int) -> bool:
    links, size, link_size = outline.link_counts[index], outline.sizes[index], outline.link_sizes[index]
    if links < 4 or link_size < 0.85 * size or not 3 <= link_size / links <= 32:
        return False
    if links > 0.8 * max(1, outline.link_counts[0]) and links > 25:
        return False  # all there is: a site map or an index, not the menu
    inner = range(index, outline.ends[index])
    labels = [outline.elements[i].text or "" for i in inner if outline.tags[i] == "a"]
    digits = sum(1 for label in labels if label.strip().isdigit())
    return digits * 2 < len(labels)
