"""Where in a page's picture a piece of evidence stands: the boxes kept beside the picture, read as hostile text."""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.findings import Evidence, LocatorType
from domain.text import fold

_MOST_BYTES = 4 * 1024 * 1024
_MOST_BOXES = 5000
_FARTHEST = 100_000  # pixels: no place on a page lies beyond
_SHORTEST = 10  # letters: shorter texts stand anywhere
_BEGINNING = 40
_LONGEST = 300
_WHOLE_PAGE = 0.7  # a mark round this share of the picture says nothing
_LAST_STEP = re.compile(r"\[1\](?=/|$)")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in CSS pixels from the page's upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def size(self) -> float:
        return self.w * self.h

    def within(self, width: float, height: float) -> "Area | None":
        """What of it lies in a picture of this size; None when next to nothing does."""
        left, top = max(self.x, 0.0), max(self.y, 0.0)
        w, h = min(self.x + self.w, width) - left, min(self.y + self.h, height) - top
        return Area(left, top, w, h) if w >= 2 and h >= 2 else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stands. `exact`: by its path; else only the same words were found there."""

    area: Area
    exact: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A link, heading or text that shows in the picture."""

    path: str  # without the [1] that some writers leave out
    text: str  # folded
    area: Area


def read_boxes(body: bytes) -> tuple[Box, ...]:
    """The boxes of a record of kind "boxes" that show; whatever is not one is passed over."""
    if len(body) > _MOST_BYTES:
        return ()
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rows = found.get("boxes") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        return ()
    return tuple(box for row in rows[:_MOST_BOXES] if (box := _box(row)) is not None)


def _box(row: Any) -> Box | None:
    if not isinstance(row, dict) or row.get("shown") is False:
        return None
    path, text = row.get("xpath"), row.get("text", "")
    numbers = [_number(row.get(name)) for name in ("x", "y", "w", "h")]
    x, y, w, h = (-1.0 if number is None else number for number in numbers)
    if not isinstance(path, str) or not path.startswith("/") or None in numbers or w < 2 or h < 2:
        return None
    return Box(_plain(path), fold(text[:_LONGEST]) if isinstance(text, str) else "", Area(x, y, w, h))


def _number(value: Any) -> float | None:
    """A finite number of pixels that a page can have."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_FARTHEST <= value <= _FARTHEST:
        return None
    return float(value) if math.isfinite(value) else None


def place_of(
    seen: Evidence, boxes: Sequence[Box], width: float, height: float, *, same_page: bool = True
) -> Place | None:
    """The place of `seen` in a picture of this size; None when it cannot be told.

    `same_page`: the picture is of the very document that the evidence points into. Where it is not (plain HTML,
    photographed after script), a path alone proves nothing: the text must agree.
    """
    excerpt = fold(seen.excerpt[:_LONGEST])
    named = _by_path(seen, boxes, excerpt, same_page=same_page)
    found = named or _by_text(excerpt, boxes)
    area = found.within(width, height) if found is not None else None
    return Place(area, named is not None) if area is not None and area.size <= _WHOLE_PAGE * width * height else None


def _by_path(seen: Evidence, boxes: Sequence[Box], excerpt: str, *, same_page: bool) -> Area | None:
    if seen.locator.type is not LocatorType.XPATH or not seen.locator.value.startswith("/"):
        return None
    path = _plain(seen.locator.value)
    known = [box for box in boxes if same_page or _agree(box.text, excerpt)]
    exact = next((box.area for box in known if box.path == path), None)
    if exact is not None:
        return exact
    above = [box for box in known if path.startswith(box.path + "/")]
    if above:
        return max(above, key=lambda box: len(box.path)).area
    return surrounding(box.area for box in known if box.path.startswith(path + "/"))


def _by_text(excerpt: str, boxes: Sequence[Box]) -> Area | None:
    """The box with the excerpt's words; of several, the one that says most of it, then the smallest."""
    agreeing = [box for box in boxes if _agree(box.text, excerpt)]
    best = max(agreeing, key=lambda box: (min(len(box.text), len(excerpt)), -box.area.size), default=None)
    return best.area if best is not None else None


def _agree(text: str, excerpt: str) -> bool:
    """Is one the other, its beginning, or a good part of it?"""
    if not text or not excerpt:
        return False
    if text == excerpt:
        return True
    beginning = excerpt[:_BEGINNING]
    if len(beginning) >= _SHORTEST and beginning in text:
        return True
    return len(text) >= _SHORTEST and f" {text} " in f" {excerpt} "


def surrounding(areas: Iterable[Area]) -> Area | None:
    """The smallest rectangle round them all."""
    given = list(areas)
    if not given:
        return None
    left, top = min(area.x for area in given), min(area.y for area in given)
    right, bottom = max(area.x + area.w for area in given), max(area.y + area.h for area in given)
    return Area(left, top, right - left, bottom - top)


def _plain(path: str) -> str:
    return _LAST_STEP.sub("", path.rstrip("/"))
