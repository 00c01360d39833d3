"""What elements say when pointed at, and icons that are nothing but a class: words that stand in no run of text."""

import re

from domain.text import clean
from pages.outline import Outline
from pages.reading import Reading
from pages.view import Tip

MAX_TIPS = 3000
_MAX_TEXT = 500
_READ_ELSEWHERE = frozenset(
    ("a", "area", "img", "input", "select", "textarea", "iframe", "frame", "form", "link", "abbr")
)
_ICONS = frozenset(("i", "span", "em", "b", "div", "svg", "small"))
_TELLING = re.compile(r"[a-z].*\d|[a-z]{3,}[-_][a-z]{3,}", re.IGNORECASE)  # counts, or joins words: `fa-home` does not


def read_tips(reading: Reading) -> tuple[Tip, ...]:
    """Tooltips of anything but links and pictures, and empty elements whose class says something."""
    outline = reading.outline
    found: list[Tip] = []
    for index in sorted(outline.having("title", "aria-label", "class")):
        if len(found) >= MAX_TIPS:
            break
        tip = _tip(reading, outline, index)
        if tip is not None:
            found.append(tip)
    return tuple(found)


def _tip(reading: Reading, outline: Outline, index: int) -> Tip | None:
    tag = outline.tags[index]
    if tag in _READ_ELSEWHERE or (outline.silent[index] and tag != "svg"):
        return None
    element = outline.elements[index]
    text = clean(element.get("title") or element.get("aria-label") or "")[:_MAX_TEXT]
    icon = tag in _ICONS and outline.sizes[index] == 0 and outline.ends[index] == index + 1
    name = outline.classes[index][:200] if icon and _TELLING.search(outline.classes[index]) else ""
    if not text and not name:
        return None
    return Tip(text, name, outline.path_of(index), reading.regions[index])
