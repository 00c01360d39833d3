"""What a visitor does not see: hidden parts, CMS ribbons and dialogs. Menus that open on hover are not hidden."""

import re
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from pages.outline import Outline
from pages.view import Region

_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Class or id words of parts that the CMS keeps from visitors.
_HIDDEN_NAMES = re.compile(
    r"(?:^|\s)(?:ms-hide|ms-hidden|s4-die|s4-ribbon\S*|ms-cui-\S*|hidden|hide|invisible|ng-hide|d-none|is-hidden"
    r"|ms-skip\S*|s4-skip\S*|aspNetHidden|modal|modal-backdrop|portlet-topper|lfr-meta-actions|controlBar\S*|s4-notdlg-hidden)(?=\s|$)"
)
#: Bootstrap: hidden on small screens only.
_SHOWN_LATER = re.compile(r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?!none)\S+|visible-(?:sm|md|lg)\S*)(?=\s|$)")
_HIDDEN_IDS = ("s4-ribbon", "RibbonContainer")
_SAID = etree.XPath("//@style/..|//@hidden/..|//@aria-hidden/..")
_PANEL_ROLES = frozenset(("tabpanel", "menu", "navigation", "listbox", "region"))


def mark_hidden(outline: Outline, regions: list[Region]) -> list[bool]:
    """For every element, is it hidden by itself or by something around it?"""
    own = _hidden_candidates(outline)
    hidden = [False] * len(outline.tags)
    for index in range(1, len(outline.tags)):
        if hidden[outline.parents[index]] or (index in own and not _opens_later(outline, index, regions)):
            hidden[index] = True
    return hidden


def _hidden_candidates(outline: Outline) -> set[int]:
    """Elements that say of themselves that they are not shown."""
    found: set[int] = set()
    for index, (classes, identifier) in enumerate(zip(outline.classes, outline.ids, strict=True)):
        if (classes and _named_hidden(classes)) or (identifier and identifier.startswith(_HIDDEN_IDS)):
            found.add(index)
    for element in _SAID(outline.root):
        index = outline.index_of(element)
        if index is not None and _says_hidden(element):
            found.add(index)
    return found


@lru_cache(maxsize=16384)
def _named_hidden(classes: str) -> bool:
    return bool(_HIDDEN_NAMES.search(classes)) and not _SHOWN_LATER.search(classes)


def _says_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_STYLE.search(element.get("style") or ""))


def _opens_later(outline: Outline, index: int, regions: list[Region]) -> bool:
    """Hidden only until hover or click: submenus, the collapsed menu of small screens, tab panels."""
    element = outline.elements[index]
    if element.get("role") in _PANEL_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    has_links = outline.link_counts[index] > 0
    if re.search(r"(?:^|\s)(?:ms-cui-|s4-ribbon|ms-popout|modal|ms-hide|s4-die|ms-skip|s4-skip)", names):
        return False
    in_item = any(outline.tags[around] == "li" for around in outline.ancestors(index)[:3])
    if has_links and in_item and outline.tags[index] in ("ul", "ol", "div", "table", "nav", "span"):
        return True
    if regions[index] is Region.NAV and has_links and outline.tags[index] != "a":
        return True
    return outline.tags[index] in ("div", "ul", "section", "td") and bool(
        re.search(r"(?:^|[\s_-])tab(?:s|pane|content)?(?:[\s_-]|$)", names)
    )
