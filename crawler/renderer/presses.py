"""What on a page may be pressed, and what for: menus, more of a list, its next page, links without an address.

Pure: decides by label, kind of element and code. What looks like an action is pressed by nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from crawler.actions import is_fruitless, looks_like_action
from domain.text import fold

_MAX_LABEL_WORDS = 14
_INPUTS = frozenset(("submit", "reset", "file", "image", "checkbox", "radio", "password", "text"))
_SENDING = ("postback", "submit(", ".post(", "fetch(", "delete", "logout", "window.print", "dang-xuat", "signout")


class Press(StrEnum):
    """What pressing is expected to do. The order is that of worth."""

    MENU = "menu"
    MORE = "more"
    PAGER = "pager"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Pressable:
    """An element as the scouting script describes it."""

    number: int
    path: str
    tag: str
    type: str = ""
    label: str = ""
    code: str = ""  # href and onclick as written
    form: bool = False
    menu: bool = False
    numbers: int = 0  # numbered neighbours
    opens: bool = False  # says that it opens something


@cache
def _words() -> Mapping[str, frozenset[str]]:
    text = files("crawler.renderer").joinpath("data", "presses.yaml").read_text("utf-8")
    return {name: frozenset(map(str, entries)) for name, entries in yaml.safe_load(text).items()}


def press_of(element: Pressable) -> Press | None:
    """What pressing this is for; None when it is not to be pressed."""
    folded = fold(element.label)
    if _forbidden(element, folded):
        return None
    if opens_more(element.label):
        return Press.MORE
    if element.numbers >= 2:
        bare = element.label.strip()
        numbered = bare.isdigit() and len(bare) <= 4 and bare != "1"
        return Press.PAGER if numbered or folded in _words()["next"] or bare in _words()["next"] else None
    if element.opens or element.menu:
        return Press.MENU
    return Press.LINK if folded else None


def opens_more(label: str) -> bool:
    """Does a label promise more of the same list?"""
    return _begins(fold(label), _words()["more"])


def is_sending(code: str) -> bool:
    """Does a handler send something rather than show it?"""
    return any(part in code.lower() for part in _SENDING)


def _forbidden(element: Pressable, folded: str) -> bool:
    words = folded.split()
    if len(words) > _MAX_LABEL_WORDS or is_sending(element.code):
        return True
    if element.tag in ("input", "select", "textarea", "label") or element.type in _INPUTS:
        return True
    if element.tag == "button" and element.form and element.type != "button":
        return True  # a button of a form submits it unless it says otherwise
    if looks_like_action("", element.label) or is_fruitless("", element.label):
        return True
    return folded in _words()["never_alone"] or _begins(folded, _words()["never"])


def _begins(folded: str, phrases: Iterable[str]) -> bool:
    """Is the label one of the phrases, or does it begin with one?"""
    return any(folded == phrase or folded.startswith(phrase + " ") for phrase in phrases)


def choose(found: Iterable[Pressable], limits: Mapping[Press, int]) -> tuple[tuple[Press, Pressable], ...]:
    """The presses worth trying, kind by kind, each label once."""
    chosen: dict[Press, list[Pressable]] = {press: [] for press in Press}
    labels: set[tuple[Press, str]] = set()
    for element in found:
        press = press_of(element)
        key = fold(element.label) or element.path
        if press is None or (press, key) in labels or len(chosen[press]) >= limits.get(press, 0):
            continue
        labels.add((press, key))
        chosen[press].append(element)
    return tuple((press, element) for press in Press for element in chosen[press])
