"""What can be pressed on a page: buttons, elements with script, links that are only an icon.

Links with a readable label and an address are `pages.links`' matter.
"""

from domain.text import clean
from domain.urls import join
from pages.links import file_name
from pages.reading import Reading
from pages.view import Press

_MOST = 400
_BUTTONS = frozenset(("button", "submit", "image", "reset"))
_INNER = 6  # elements inside a press that may tell what it is
_MAX_LABEL, _MAX_SCRIPT, _MAX_NAMES = 100, 500, 300
_WIDE = 400  # characters of text: a container with a handler is nothing to press


def read_presses(reading: Reading) -> tuple[Press, ...]:
    outline = reading.outline
    scripted = outline.having("onclick")
    found: list[Press] = []
    for index, tag in enumerate(outline.tags):
        if len(found) >= _MOST:
            break
        if outline.sizes[index] <= _WIDE and _is_press(reading, index, tag, scripted):
            found.append(_press(reading, index))
    return tuple(found)


def _is_press(reading: Reading, index: int, tag: str, scripted: set[int]) -> bool:
    element = reading.outline.elements[index]
    if tag == "a":
        href = (element.get("href") or "").strip()
        return not href or href[0] == "#" or href[:11].lower() == "javascript:" or not reading.outline.sizes[index]
    if tag == "input":
        return (element.get("type") or "").lower() in _BUTTONS
    return tag == "button" or index in scripted or element.get("role") == "button"


def _press(reading: Reading, index: int) -> Press:
    outline = reading.outline
    element = outline.elements[index]
    href = (element.get("href") or "").strip()
    scripted = href if href[:11].lower() == "javascript:" else ""
    leads = bool(href) and not scripted and not href.startswith("#") and len(href) < 4000
    return Press(
        label=_label(reading, index),
        script=clean(f"{scripted} {element.get('onclick') or ''}")[:_MAX_SCRIPT],
        names=_names(reading, index),
        url=join(reading.base, href) if leads else None,
        raw=href[:_MAX_SCRIPT],
        xpath=outline.path_of(index),
        region=reading.regions[index],
        hidden=reading.hidden[index],
    )


def _label(reading: Reading, index: int) -> str:
    outline = reading.outline
    element = outline.elements[index]
    inner = outline.elements[index + 1 : min(outline.ends[index], index + 1 + _INNER)]
    written = [element.get(name) for name in ("value", "aria-label", "title", "alt", "data-original-title")]
    written += [part.get(name) for part in inner for name in ("alt", "title", "aria-label")]
    text = outline.text_of(index, _MAX_LABEL)
    return text or next((clean(said)[:_MAX_LABEL] for said in written if said and clean(said)), "")


def _names(reading: Reading, index: int) -> str:
    outline = reading.outline
    parts = []
    for place in range(index, min(outline.ends[index], index + 1 + _INNER)):
        source = outline.elements[place].get("src") or outline.elements[place].get("href") if place > index else None
        parts += [outline.classes[place], outline.ids[place], file_name(source) if source else ""]
    own = reading.outline.elements[index].get("src")
    return clean(" ".join(filter(None, (*parts, file_name(own) if own else ""))))[:_MAX_NAMES]
