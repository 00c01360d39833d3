"""What a visitor does not see: hidden parts, CMS ribbons and dialogs. Menus that open on hover are not hidden."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from pages.outline import Outline
from pages.view import Region

_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Class words of parts that the CMS keeps from visitors; dialogs wait for a click that leads nowhere else.
_HIDDEN_NAMES = re.compile(
    r"(?:^|\s)(?:ms-hide|ms-hidden|s4-die|s4-ribbon\S*|ms-cui-\S*|hidden|hide|invisible|ng-hide|d-none|is-hidden|modal"
    r"|modal-backdrop|ms-skip\S*|s4-skip\S*|aspNetHidden|portlet-topper|controlBar\S*)(?=\s|$)"
)
#: Bootstrap: hidden on small screens only.
_SHOWN_LATER = re.compile(r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?!none)\S+|visible-(?:sm|md|lg)\S*)(?=\s|$)")
_HIDDEN_IDS = ("s4-ribbon", "RibbonContainer")
#: Parts of the CMS or of dialogs, which no menu excuses.
_NEVER_MENU = re.compile(r"(?:^|\s)(?:ms-cui-|s4-ribbon|ms-popout|modal|ms-hide|s4-die|ms-skip|s4-skip|Ribbon)")
_TAB_PANE = re.compile(
    r"(?:^|[\s_-])tabs?(?:[\s_-]?(?:pane|panel|content|body|detail)s?)?(?:[\s_-]?\d*)(?:\s|$)", re.IGNORECASE
)
_PANEL_ROLES = frozenset(("tabpanel", "menu", "navigation"))
_BOXES = frozenset(("ul", "ol", "dl", "div", "table", "nav", "span", "section"))


def mark_hidden(outline: Outline, regions: list[Region]) -> list[bool]:
    """For every element, is it hidden by itself or by something around it?"""
    own = sorted(index for index in _candidates(outline) if index and not _opens_later(outline, index, regions))
    hidden = [False] * len(outline.tags)
    for index in own:
        if not hidden[index]:
            end = outline.ends[index]
            hidden[index:end] = [True] * (end - index)
    return hidden


def _candidates(outline: Outline) -> set[int]:
    """Elements that say of themselves that they are not shown."""
    found: set[int] = set()
    for index, (classes, identifier) in enumerate(zip(outline.classes, outline.ids, strict=True)):
        if (classes and _named_hidden(classes)) or (identifier and identifier.startswith(_HIDDEN_IDS)):
            found.add(index)
    found.update(
        index for index in outline.having("style", "hidden", "aria-hidden") if _says_hidden(outline.elements[index])
    )
    return found


@lru_cache(maxsize=16384)
def _named_hidden(classes: str) -> bool:
    return bool(_HIDDEN_NAMES.search(classes)) and not _SHOWN_LATER.search(classes)


def _says_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_STYLE.search(element.get("style") or ""))


def _opens_later(outline: Outline, index: int, regions: list[Region]) -> bool:
    """Hidden only until hover or click: submenus, the folded menu of small screens, tab panels."""
    names = f"{outline.classes[index]} {outline.ids[index]}"
    if _NEVER_MENU.search(names):
        return False
    if outline.elements[index].get("role") in _PANEL_ROLES or _TAB_PANE.search(names):
        return True
    if not outline.link_counts[index] or outline.tags[index] not in _BOXES:
        return False
    in_item = any(outline.tags[around] in ("li", "dd") for around in outline.ancestors(index)[:3])
    return in_item or regions[index] is Region.NAV
