"""Parts of a page that a control of the same page opens: tabs, folds, entries of a table of contents."""

from domain.text import clean
from pages.reading import Reading
from pages.view import Part

_MOST = 300
_MAX_LABEL = 120
#: What names the element that a control opens; the first one that is there tells.
_POINTERS = ("data-bs-target", "data-target", "aria-controls", "href")


def read_parts(reading: Reading) -> tuple[Part, ...]:
    """Controls with a short text, each with the element it opens, in reading order; a menu's button opens no part of
    the content and holds nothing to read."""
    outline = reading.outline
    by_id: dict[str, int] = {}
    for index, identifier in enumerate(outline.ids):
        if identifier:
            by_id.setdefault(identifier, index)
    found: list[Part] = []
    folds = {index for index, tag in enumerate(outline.tags) if tag == "summary"}
    for index in sorted(outline.having(*_POINTERS) | folds):
        own = index in folds and outline.tags[outline.parents[index]] == "details"
        opened = outline.parents[index] if own else by_id.get(_pointed(reading, index))
        if opened is None or len(found) >= _MOST or outline.silent[index]:
            continue
        label = clean(outline.text_of(index, _MAX_LABEL + 1))
        apart = own or not opened <= index < outline.ends[opened]
        if apart and 0 < len(label) <= _MAX_LABEL and outline.sizes[opened]:
            found.append(Part(label, outline.path_of(index), outline.path_of(opened), reading.regions[opened]))
    return tuple(found)


def _pointed(reading: Reading, index: int) -> str:
    element = reading.outline.elements[index]
    for name in _POINTERS:
        said = (element.get(name) or "").strip()
        if said and (said.startswith("#") or name == "aria-controls"):
            return said.removeprefix("#")
    return ""
