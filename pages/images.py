"""The pictures of a page: how else would one know a banner, a chart of the organisation, a flag?"""

from lxml.html import HtmlElement

from domain.text import clean
from domain.urls import join
from pages.links import file_name
from pages.outline import Outline
from pages.reading import Reading
from pages.view import Image

MAX_IMAGES = 2000
_AROUND = 3  # elements around a picture whose names may say what it is
_MAX_MARKS = 200
_LATE_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy")


def read_images(reading: Reading) -> tuple[Image, ...]:
    """All pictures in document order, those loaded late included."""
    outline, found = reading.outline, []
    for index, tag in enumerate(outline.tags):
        element = outline.elements[index]
        if tag != "img" and not (tag == "input" and (element.get("type") or "").lower() == "image"):
            continue
        source = (element.get("src") or "").strip()
        if not source or source.startswith("data:"):
            source = next(filter(None, (element.get(name) for name in _LATE_SOURCES)), "")
        found.append(
            Image(
                src=(join(reading.base, source) or "") if len(source) < 4000 else "",
                alt=clean(element.get("alt") or "")[:500],
                title=clean(element.get("title") or "")[:500],
                xpath=outline.path_of(index),
                region=reading.regions[index],
                name=file_name(source),
                marks=_marks(outline, index),
                bare=_is_bare(element),
                hidden=reading.hidden[index],
            )
        )
        if len(found) >= MAX_IMAGES:
            break
    return tuple(found)


def _marks(outline: Outline, index: int) -> str:
    """What the markup calls the picture: a logo often shows nowhere else."""
    places = (index, *outline.ancestors(index)[:_AROUND])
    words = (f"{outline.ids[place]} {outline.classes[place]}" for place in places)
    return clean(" ".join(words))[:_MAX_MARKS]


def _is_bare(element: HtmlElement) -> bool:
    """Nothing is written for it, and it is not said to be decoration."""
    if element.get("alt") is not None or element.get("role") in ("presentation", "none"):
        return False
    return not any((element.get(name) or "").strip() for name in ("title", "aria-label", "aria-labelledby"))
