"""Is it worth a browser? Decided per page from its plain HTML: pure, cheap, and with a reason for the record.

Chromium costs fifty times what a fetch costs, so a page is rendered where plain HTML shows less than a visitor sees,
or where a picture of it is wanted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.text import fold
from pages.script_made import content_by_script, menu_by_script
from pages.view import PageView


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
    if view.scripts and occasion.sought and not _stands_here(view, occasion.sought):
        return Why.WANTED
    return Why.PICTURE if occasion.pictured else None


def _stands_here(view: PageView, phrases: Iterable[str]) -> bool:
    text = f" {view.folded} {fold(view.title)} "
    return any(f" {phrase} " in text for phrase in phrases)
