"""Is it worth a browser? Decided per page from its plain HTML: pure, cheap, and with a reason for the record.

Chromium costs fifty times what a fetch costs, so a page is rendered where plain HTML shows less than a visitor sees,
or where a picture of it is wanted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from crawler.renderer.presses import is_sending, opens_more
from domain.text import fold
from pages.script_made import content_by_script, menu_by_script
from pages.view import PageView, Region

_MENUS = frozenset({Region.HEADER, Region.NAV})  # where a foot begins is a guess: pagers stand close to it
_DIGITS = 4


class Why(StrEnum):
    """Why a page is rendered; stands in its record."""

    SHELL = "shell"  # an empty shell: content that only script would show
    SCRIPT_MENU = "script_menu"  # its navigation is made by script
    SCRIPT_CONTENT = "script_content"  # a list, a table or its main part is filled by script
    SCRIPT_PAGER = "script_pager"  # further pages of its list are only reached by script
    WANTED = "wanted"  # a section that should stand here is not in plain HTML
    PICTURE = "picture"  # evidence to be photographed


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the crawl knows besides the page. `sought`: folded phrases that should stand here and decide whether the
    page is what its link promised (any one of them is enough)."""

    pictured: bool = False
    menu_known: bool = False  # the menu that script makes was seen on other pages of the portal
    sought: tuple[str, ...] = ()


def why_render(view: PageView, body: bytes, occasion: Occasion | None = None) -> Why | None:
    """The reason to render the page that was parsed from `body`; None when plain HTML says enough."""
    occasion = occasion or Occasion()
    if view.shell:
        return Why.SHELL
    if not occasion.menu_known and menu_by_script(view, body):
        return Why.SCRIPT_MENU
    if content_by_script(view, body):
        return Why.SCRIPT_CONTENT
    if view.scripts and pages_by_script(view):
        return Why.SCRIPT_PAGER
    if view.scripts and occasion.sought and not _stands_here(view, occasion.sought):
        return Why.WANTED
    return Why.PICTURE if occasion.pictured else None


def pages_by_script(view: PageView) -> bool:
    """Are there numbers of pages, or a "Xem thêm", that lead nowhere without a script? A POST is no way on."""
    labels = [link.label for link in view.links if link.url is None and _may_turn(link.region, link.raw)]
    labels += [press.label for press in view.presses if not press.url and _may_turn(press.region, press.script)]
    numbers = {label.strip() for label in labels if label.strip().isdigit() and len(label.strip()) <= _DIGITS}
    return bool(numbers - {"1"}) or any(opens_more(label) for label in labels)


def _may_turn(region: Region, code: str) -> bool:
    return region not in _MENUS and not is_sending(code)


def _stands_here(view: PageView, phrases: Iterable[str]) -> bool:
    text = f" {view.folded} {fold(view.title)} "
    return any(f" {phrase} " in text for phrase in phrases)
