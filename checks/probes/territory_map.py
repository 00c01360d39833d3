"""A map of the territory's boundaries, down to its communes. Decree 43 Art. 10(1)(a), second dash.

Communes named in text, legend, caption or data are full; a map whose level could not be read is most, and the rest is
unknown; a map that says it shows provinces or districts is some. The way to the office, a tourist map and a map of
another territory are no such map.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.commune_names import commune_names
from checks.judged import AT_HOME, Judged, refuse
from checks.observations import FULL, MOST, SOME, Observation, Unknown
from checks.own_names import names_own, speaks_of_own
from checks.passages import names
from checks.phrases import Phrases
from checks.pictures import own_pictures
from checks.places import holds
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.substance import NOT_CONTENT, substance, told_lines
from checks.topics import is_article
from domain.agencies import Kind
from domain.captures import CaptureKind, Outcome
from domain.findings import Evidence, Text2
from domain.text import fold, slug_words
from pages.view import Image, Link, LinkKind

NAME = "territory_map"
_ENOUGH = 3  # communes that must be named
_NEWS_WORDS = 250
_CLEAR = 0.75
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".svg")
#: What a map is named after that is not of the agency's own level.
_LEVELS = {
    Kind.PROVINCE: re.compile(r"\b(?:[Hh]uyện|HUYỆN|[Qq]uận|QUẬN|[Tt]hị xã|THỊ XÃ)\s+(\w)"),
    Kind.DISTRICT: re.compile(r"\b(?:[Tt]ỉnh|TỈNH)\s+(\w)"),
}


class MapParams(SectionParams):
    """`also`: sections whose pages may hold the map among other things. Folded words: `called` of a map in a name or
    caption, `boundary` of one of boundaries, `other` of maps of other things, `applications` of addresses of map
    applications, `way` of those that only show the way to a place. Phrases: `down` says "to the communes", `upper` that
    it stops above them."""

    also: tuple[str, ...] = ()
    called: tuple[str, ...] = Field(min_length=1)
    boundary: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    way: tuple[str, ...] = ()
    down: tuple[str, ...] = Field(min_length=1)
    upper: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Map:
    """A map on a page: what it is, where it stands, what its name says."""

    kind: Text2
    xpath: str
    said: str
    text: str = ""  # of a file that could be read


def run(site: Site, params: MapParams, _requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params, named=candidate.section != params.section)

    seen = judge_section(site, params.section, NAME, judge)
    if seen.earned == 0:
        seen = _direct(site, params) or seen
    for section in params.also:
        if seen.earned > 0:
            break
        other = judge_section(site, section, NAME, judge)
        seen = other if other.earned > 0 else seen
    return seen


def _direct(site: Site, params: MapParams) -> Observation | None:
    """A map that its label opens at once: a picture or a file that was fetched."""
    for candidate in candidates_of(site, params.section):
        answered = candidate.state in (State.ALIVE, State.UNREAD)
        opened = answered and candidate.page_found is None and candidate.url
        if not opened or candidate.strength < _CLEAR or _is_other(candidate.label, params):
            continue
        text = site.file_text(candidate.url or "")
        found = _Map(_FILE, candidate.xpath, candidate.label, text.text if text is not None else "")
        judged = _graded(site, candidate.page, found, params, alone=True)
        if not judged.refused:
            return Observation(
                NAME,
                judged.earned,
                judged.unknown,
                judged.code,
                judged.reason,
                judged.evidence,
                unknown_kind=judged.unknown_kind,
            )
    return None


def _judge(site: Site, candidate: Candidate, page: SitePage, params: MapParams, *, named: bool) -> Judged:
    """`named`: the page is another section's, so the map must be called one of boundaries."""
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if held.state in NOT_CONTENT:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    if not named and is_article(site, candidate, page):
        return refuse("stray", "Trang là một bài tin về bản đồ.", "The page is an article on maps.")
    maps = _maps(site, candidate, page, params, named=named)
    dead = [found for found in maps if found.kind is _DEAD]
    alive = [found for found in maps if found.kind is not _DEAD]
    if not alive:
        return _none(site, page, dead, params)
    return _graded(site, page, alive[0], params)


def _none(site: Site, page: SitePage, dead: Sequence[_Map], params: MapParams) -> Judged:
    if dead:
        return refuse("dead_picture", "Ảnh bản đồ không tải được.", "The map's picture answers that it is not there.")
    way = Phrases.of(params.way)
    if any(way.found_in(slug_words(link.raw)) for link in site.own_links(page) if link.kind is LinkKind.FRAME):
        return refuse("way_only", "Chỉ là bản đồ chỉ đường đến trụ sở.", "Only a map that shows the way to the office.")
    return refuse("no_map", "Trang không có bản đồ nào.", "The page holds no map.")


def _graded(site: Site, page: SitePage, found: _Map, params: MapParams, *, alone: bool = False) -> Judged:
    """`alone`: the page only links the map and says nothing of it."""
    headings = [] if alone else [heading.text for heading in site.own_headings(page)[:3]]
    told = () if alone else told_lines(site, page)
    tables = () if alone else site.own_tables(page)
    about = "\n".join((found.said, *headings))
    if not speaks_of_own(site, about):
        return refuse("not_own", "Bản đồ của địa phương khác.", "The map of another territory.")
    lines = [found.said, found.text, *(block.text for block in told)]
    evidence: tuple[Evidence, ...] = (
        site.evidence(page, found.xpath, NAME, excerpt=found.said or page.view.title, value=found.kind.en),
    )
    if _other_level(site, about):
        said = Text2("Bản đồ của cấp khác, không phải của riêng địa bàn.", "The map of another level's territory.")
        return Judged(SOME, 0.0, "other_level", said, evidence)
    units = commune_names(lines, tables)
    if len(units) >= _ENOUGH:
        line = next((block for block in told if units[0] in block.text), None)
        if line is not None:
            evidence += (site.evidence(page, line.xpath, NAME, excerpt=line.text, value=units[0]),)
        said = Text2(
            f"Bản đồ là {found.kind.vi}, đọc được tên {len(units)} xã, phường.",
            f"The map is {found.kind.en}; {len(units)} communes can be read.",
        )
        return Judged(FULL, 0.0, "full", said, evidence)
    if Phrases.of(params.upper).found_in(about) and not Phrases.of(params.down).found_in(about):
        said = Text2("Bản đồ chỉ đến cấp tỉnh, cấp huyện.", "The map shows provinces or districts only.")
        return Judged(SOME, 0.0, "upper_level", said, evidence)
    said = Text2(
        f"Có bản đồ là {found.kind.vi}, chưa đọc được thể hiện đến cấp nào.",
        f"There is a map, {found.kind.en}, whose level could not be read.",
    )
    return Judged(MOST, round(1 - MOST, 4), "unread", said, evidence, unknown_kind=Unknown.HUMAN)


def _other_level(site: Site, about: str) -> bool:
    """The map's name is that of a territory above or below, while this one is not named."""
    level = _LEVELS.get(site.target.agency.kind)
    if level is None or names_own(site, about):
        return False
    return any(match.group(1).isupper() for match in level.finditer(about))


def _maps(site: Site, candidate: Candidate, page: SitePage, params: MapParams, *, named: bool) -> list[_Map]:
    """The maps a page shows: pictures, files, applications; those whose picture is gone are marked."""
    held = substance(site, page)
    alone = not named and candidate.strength >= _CLEAR and candidate.how != "child" and held.words < _NEWS_WORDS
    found: list[_Map] = []
    for image in own_pictures(site, page):
        said = f"{image.alt} {image.title} {slug_words(image.name)} {_caption(site, page, image)}"
        if _is_map(said, params, named=named) or (alone and not _is_other(said, params)):
            kind = _DEAD if _gone(site, image.src) else _PICTURE
            found.append(_Map(kind, image.xpath, said.strip()))
    found += [item for link in site.own_links(page) if (item := _linked(site, page, link, params, named=named))]
    return found


def _caption(site: Site, page: SitePage, image: Image) -> str:
    """A line in the same box that calls itself a map."""
    box = image.xpath.rpartition("/")[0]
    lines = (block.text for block in told_lines(site, page) if holds(box, block.xpath) and len(block.text) <= 300)
    return next((line for line in lines if "ban do" in fold(line)), "")


def _linked(site: Site, page: SitePage, link: Link, params: MapParams, *, named: bool) -> _Map | None:
    """A file that is called a map, or a map application that is no way to the office."""
    address = slug_words(link.raw.rsplit("/", 1)[-1])
    if link.kind is LinkKind.FRAME:
        whole = f" {fold(link.raw)} "
        if any(f" {word} " in whole for word in params.way) or not any(
            f" {word} " in whole for word in params.applications
        ):
            return None
        return None if named else _Map(_APPLICATION, link.xpath, link.title)
    if link.url not in substance(site, page).files and not _is_picture(link.url):
        return None
    said = f"{link.label} {link.title} {address}"
    if not _is_map(said, params, named=named) and not names(site, link.label, params.section):
        return None
    if state_of(site, link.url, page) is State.DEAD:
        return _Map(_DEAD, link.xpath, said)
    text = site.file_text(link.url or "")
    return _Map(_FILE, link.xpath, said, text.text if text is not None else "")


def _is_picture(url: str | None) -> bool:
    return (url or "").lower().split("?")[0].endswith(_PICTURES)


def _is_map(said: str, params: MapParams, *, named: bool) -> bool:
    folded = f" {fold(said)} "
    called = any(f" {word} " in folded for word in params.called)
    bounded = any(f" {word} " in folded for word in params.boundary)
    return called and (bounded or not named) and not _is_other(said, params)


def _is_other(said: str, params: MapParams) -> bool:
    folded = f" {fold(said)} "
    return any(f" {word} " in folded for word in params.other)


def _gone(site: Site, source: str) -> bool:
    """The picture was asked for, and the answer was that it is not there."""
    asked = [site.capture(source)] if source else []
    asked += [capture for capture in site.snapshot.of(CaptureKind.ASSET) if capture.url == source]
    known = [capture for capture in asked if capture is not None]
    return bool(known) and all(capture.outcome is Outcome.HTTP_ERROR for capture in known)


_PICTURE = Text2("ảnh", "a picture")
_FILE = Text2("tệp", "a file")
_APPLICATION = Text2("ứng dụng", "an application")
_DEAD = Text2("ảnh hỏng", "a dead picture")

PROBE = ProbeKind(
    NAME,
    MapParams,
    run,
    Text2(
        "Bản đồ địa giới hành chính của địa bàn: ảnh, tệp hoặc ứng dụng, và tên xã, phường đọc được.",
        "A map of the territory's boundaries: picture, file or application, and the communes that can be read.",
    ),
)
