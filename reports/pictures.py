"""The pictures a report shows beside its evidence: each page's picture once, cropped round the place that is meant."""

import base64
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.captures import Capture, CaptureKind
from domain.findings import Evaluation, Evidence, Finding, LocatorType
from domain.urls import join
from reports.marks import Area, Box, Place, place_of, read_boxes, surrounding

MOST_SHOTS = 12
MOST_BYTES = 4 * 1024 * 1024  # of all pictures, as they stand in the page
_MOST_OF_ONE = 2 * 1024 * 1024
_MOST_VIEWS = 60
_MOST_OF_A_FINDING = 3  # pages
_MOST_EVIDENCE = 12  # as many as the report shows of a finding
_MOST_KNOWN = 60  # pictures of an archive that are considered
_LARGEST = 20_000  # pixels of one side
_NARROWEST, _LOWEST, _TALLEST = 980.0, 360.0, 900.0  # of a crop
_MARGIN = 90.0
_UNMARKED, _FRONT = 0.4, 0.5  # height of a picture's upper part, in widths

Body = Callable[[Capture], bytes]


@dataclass(frozen=True, slots=True)
class Shot:
    """One page's picture, as it stands once in the report."""

    name: str  # id within the report's page
    data: str  # data: address
    width: int
    height: int
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a finding's piece of evidence, by its number in the report."""

    number: int
    place: Place


@dataclass(frozen=True, slots=True)
class View:
    """A part of a picture, with the places that a finding's evidence means marked in it, where that can be told."""

    shot: Shot
    crop: Area
    marks: tuple[Mark, ...] = ()

    @property
    def exact(self) -> bool:
        return all(mark.place.exact for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Pictures:
    """All that one report shows. `left_out`: pictures it has no room for; the archive has them."""

    shots: tuple[Shot, ...] = ()
    views: Mapping[tuple[str, Evidence], View] = field(
        default_factory=dict
    )  # by requirement and the page's first evidence
    front: View | None = None  # the portal's own front page
    left_out: int = 0

    def of(self, requirement: str, seen: Evidence) -> View | None:
        return self.views.get((requirement, seen))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A picture of the archive with the places kept beside it."""

    capture: Capture
    width: int
    height: int
    page: str  # digest of the document that it shows
    boxes: tuple[Box, ...]


def pictures_of(captures: Sequence[Capture], body: Body, evaluation: Evaluation, portal: str) -> Pictures:
    """What to show of an audit's pictures in the report of this evaluation; nothing where none were taken."""
    taken = _taken(captures, body)
    if not taken:
        return Pictures()
    front = _front_of(taken, captures, portal)
    places = _places(taken, captures, evaluation)
    shots, left_out = _admit(_by_weight(taken, front, places), body)
    views: dict[tuple[str, Evidence], View] = {}
    for finding, found in places:
        for scene in found:
            shot = shots.get(scene.taken.capture.id)
            if shot is not None and len(views) < _MOST_VIEWS:
                views.setdefault((finding.requirement, scene.seen), _view(shot, scene.marks))
    top = shots.get(front.capture.id) if front is not None else None
    return Pictures(
        shots=tuple(shots.values()),
        views=views,
        front=View(top, _upper_part(top, _FRONT)) if top is not None else None,
        left_out=left_out,
    )


def _taken(captures: Sequence[Capture], body: Body) -> list[_Taken]:
    """The newest picture of each document, in archive order."""
    boxes = {_key(each): each for each in captures if each.kind is CaptureKind.BOXES and each.digest}
    shots = {_key(each): each for each in captures if each.kind is CaptureKind.SCREENSHOT and each.digest}
    taken: list[_Taken] = []
    for key, capture in list(shots.items())[:_MOST_KNOWN]:
        width, height = _side(capture.notes.get("width")), _side(capture.notes.get("height"))
        if width and height:
            beside = read_boxes(body(boxes[key])) if key in boxes else ()
            taken.append(_Taken(capture, width, height, key[1], beside))
    return taken


def _key(capture: Capture) -> tuple[str, str]:
    return capture.url, str(capture.notes.get("of", ""))


def _side(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LARGEST else 0


def _front_of(taken: Sequence[_Taken], captures: Sequence[Capture], portal: str) -> _Taken | None:
    """The front page's picture: by its address, else by standing no click away from the entrance."""
    entered = {each.digest for each in captures if each.is_page and each.digest and each.depth == 0}
    named = [one for one in taken if one.capture.url in (portal, join(portal, portal))]
    return next(iter([*named, *(one for one in taken if one.page in entered)]), None)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What one page's picture shows of a finding; `seen` is the evidence that the picture stands with."""

    seen: Evidence
    taken: _Taken
    marks: tuple[Mark, ...]


def _places(
    taken: Sequence[_Taken], captures: Sequence[Capture], evaluation: Evaluation
) -> list[tuple[Finding, list[_Scene]]]:
    """Per finding the evidence that a picture shows. A picture in which nothing can be marked is shown once."""
    by_page = {one.page: one for one in taken if one.page}
    by_url = {one.capture.url: one for one in taken}
    for capture in captures:
        if capture.requested and capture.url in by_url:
            by_url.setdefault(capture.requested, by_url[capture.url])
    unmarked: set[str] = set()
    places: list[tuple[Finding, list[_Scene]]] = []
    for finding in evaluation.findings:
        pages: dict[str, tuple[_Taken, list[tuple[int, Evidence]]]] = {}
        for number, seen in enumerate(finding.evidence[:_MOST_EVIDENCE], 1):
            one = by_page.get(seen.digest) or by_url.get(seen.url)
            if one is not None and seen.locator.type is LocatorType.XPATH:
                pages.setdefault(one.capture.id, (one, []))[1].append((number, seen))
        scenes = [_scene(one, numbered) for one, numbered in pages.values()]
        shown = [scene for scene in scenes if scene.marks or scene.taken.capture.id not in unmarked]
        places.append((finding, shown[:_MOST_OF_A_FINDING]))
        unmarked |= {scene.taken.capture.id for scene in shown[:_MOST_OF_A_FINDING] if not scene.marks}
    return places


def _scene(one: _Taken, numbered: Sequence[tuple[int, Evidence]]) -> _Scene:
    """The evidence of one finding on one page: each place once, under the first evidence that has it."""
    marks: dict[Area, Mark] = {}
    bearer = numbered[0][1]
    for number, seen in numbered:
        place = place_of(seen, one.boxes, one.width, one.height, same_page=one.page == seen.digest)
        if place is not None:
            bearer = bearer if marks else seen
            marks.setdefault(place.area, Mark(number, place))
    return _Scene(bearer, one, tuple(marks.values()))


def _by_weight(
    taken: Sequence[_Taken], front: _Taken | None, places: Sequence[tuple[Finding, Sequence[_Scene]]]
) -> list[_Taken]:
    """The pictures that something is shown in: the front page first, then by the points that rest on them."""
    weight: defaultdict[str, float] = defaultdict(float)
    for finding, found in places:
        for name in sorted({scene.taken.capture.id for scene in found}):
            weight[name] += max(finding.possible, 0.1)
    used = [one for one in taken if one.capture.id in weight or one is front]
    return sorted(used, key=lambda one: (one is not front, -weight[one.capture.id], one.capture.id))


def _admit(ordered: Sequence[_Taken], body: Body) -> tuple[dict[str, Shot], int]:
    """As many as the report has room for, by their capture's id, and how many were left out."""
    shots: dict[str, Shot] = {}
    room, left_out = MOST_BYTES, 0
    for one in ordered:
        capture = one.capture
        if len(shots) == MOST_SHOTS or capture.size > _MOST_OF_ONE:
            left_out += 1
            continue
        data = _data_address(body(capture))
        if data is None or len(data) > room:
            left_out += data is not None
            continue
        room -= len(data)
        shots[capture.id] = Shot(f"shot-{len(shots) + 1}", data, one.width, one.height, capture.url, capture.fetched_at)
    return shots, left_out


def _data_address(image: bytes) -> str | None:
    """The picture as an address that holds it; None for what is not a picture by its own first bytes."""
    if len(image) > _MOST_OF_ONE:
        return None
    mime = ""
    if image.startswith(b"\x89PNG\r\n\x1a\n"):
        mime = "image/png"
    elif image.startswith(b"\xff\xd8\xff"):
        mime = "image/jpeg"
    elif image.startswith(b"RIFF") and image[8:12] == b"WEBP":
        mime = "image/webp"
    return f"data:{mime};base64,{base64.b64encode(image).decode('ascii')}" if mime else None


def _view(shot: Shot, marks: Sequence[Mark]) -> View:
    """The part of the picture round the first mark and those near it; the upper part where nothing is marked."""
    if not marks:
        return View(shot, _upper_part(shot, _UNMARKED))
    near, whole = [marks[0]], marks[0].place.area
    for mark in marks[1:]:
        wider = surrounding((whole, mark.place.area))
        if wider is not None and wider.h <= _TALLEST - 2 * _MARGIN:
            near.append(mark)
            whole = wider
    return View(shot, _crop(shot, whole), tuple(near))


def _crop(shot: Shot, mark: Area) -> Area:
    """The part round the mark: wide enough to know the place again, small enough to read."""
    w = min(float(shot.width), max(_NARROWEST, mark.w + 2 * _MARGIN))
    h = min(float(shot.height), max(_LOWEST, min(mark.h + 2 * _MARGIN, _TALLEST)))
    x = _start(mark.x, mark.w, w, shot.width)
    y = _start(mark.y, mark.h, h, shot.height)
    return Area(x, y, w, h)


def _start(place: float, length: float, shown: float, whole: float) -> float:
    """Where to begin so that the place is in the middle, or at least its beginning is seen."""
    middle = place + length / 2 - shown / 2
    wanted = middle if length <= shown else place - _MARGIN / 2
    return min(max(wanted, 0.0), whole - shown)


def _upper_part(shot: Shot, share: float) -> Area:
    return Area(0.0, 0.0, float(shot.width), min(float(shot.height), round(shot.width * share)))
