"""Services that foreigners can use, in English. Decree 43 Art. 13(1).

English information on named services is full; an English entry that leads to Vietnamese pages only, or a general text,
is some. Whether the agency has services for foreigners is for a person.
"""

import re
from collections.abc import Iterator

from pydantic import Field as Given

from checks.absence import absent, trace, unknown
from checks.all_candidates import candidates_of
from checks.english_absence import unread_of, unseen_or_absent
from checks.english_pages import SECTION, EnglishPart, EnglishText, english_part, without_items
from checks.observations import FULL, SOME, Observation
from checks.phrases import Phrases
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.services.codes import without_code
from checks.site import Site
from checks.states import State
from domain.findings import Evidence, Text2
from domain.text import fold
from pages.view import Block

NAME = "english_services"
_STRENGTH = 0.6
_SEVERAL = 2
_MANY = 5
_LONGEST_NAME = 30
_GENERAL_WORDS = 12
_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.)]|[-•*])?\s*")
_CELL = "|"
_TOLD_WORDS = 4  # beside a name, in the cells of its own row


class EnglishServicesParams(SectionParams):
    """`entry`: the section whose entries lead to the English pages. `acts`: how names of procedures begin. `fields`:
    labels of what is told of one. `papers`: what services issue, as names have it that begin otherwise. `about`:
    phrases of a text on public services in general."""

    entry: str
    acts: tuple[str, ...] = Given(min_length=1)
    fields: tuple[str, ...] = Given(min_length=1)
    papers: tuple[str, ...] = Given(min_length=1)
    about: tuple[str, ...] = Given(min_length=1)


def run(site: Site, params: EnglishServicesParams, _requirement: Requirement) -> Observation:
    part = english_part(site)
    settled = unseen_or_absent(site, part, NAME)
    if settled is not None:
        return settled
    named = list(_named(site, part, params))
    fields = Phrases.of(params.fields)
    told: list[EnglishText | Block] = [
        text for text, _ in named if sum(1 for line in text.lines if fields.found_in(line.text)) >= _SEVERAL
    ]
    rows = [line for _, line in named if _tells_beside(line.text, params)]
    told += rows if len(rows) >= _SEVERAL else []
    told += [line for _, line in named if _is_entry(line.text, params)]
    searched = trace(site, params.section, part.visited, part.misses)
    evidence = tuple(text.evidence(site, NAME, line, "service") for text, line in named[:_MANY])
    names = {fold(line.text) for _, line in named}
    if (names and told) or len(names) >= _MANY:
        said = Text2(
            f"Có thông tin tiếng Anh về {len(names)} dịch vụ có tên.",
            f"{len(names)} named services are told of in English.",
        )
        return Observation(NAME, FULL, 0.0, "full", said, evidence)
    unread = unread_of(site, part, params.section)
    general = evidence or _general(site, part, params) or _to_vietnamese(site, part, params.section)
    if general:
        said = Text2(
            "Phần tiếng Anh chỉ nêu chung về dịch vụ công hoặc dẫn tới trang tiếng Việt.",
            "The English part only speaks of services in general or leads to Vietnamese pages.",
        )
        return Observation(NAME, SOME, round(1 - SOME, 4) if unread else 0.0, "some", said, general, searched)
    if unread:
        said = Text2("Mục dịch vụ công tiếng Anh chưa tải.", "Its English page of services was not fetched.")
        return unknown(NAME, "unfetched", said, searched=searched)
    said = Text2("Phần tiếng Anh không nói gì về dịch vụ công.", "The English part says nothing of public services.")
    return absent(site, NAME, SECTION, visited=part.visited, misses=part.misses, code="no_services", reason=said)


def _named(site: Site, part: EnglishPart, params: EnglishServicesParams) -> Iterator[tuple[EnglishText, Block]]:
    """Lines that are names of services; titles of news are none."""
    acts = tuple(fold(act) for act in params.acts)
    for text in part.texts:
        for line in without_items(site, text) if not _is_services(site, text, params.section) else text.lines:
            if any(_is_name(cell, acts) for cell in _cells(line.text)) or _is_entry(line.text, params):
                yield text, line


def _cells(line: str) -> list[str]:
    """A line, or the cells of a row: a name without its number or code."""
    return [fold(_NUMBER.sub("", without_code(cell), count=1)) for cell in line.split(_CELL)]


def _is_name(cell: str, acts: tuple[str, ...]) -> bool:
    return any(cell.startswith(f"{act} ") for act in acts) and 2 < len(cell.split()) <= _LONGEST_NAME


def _is_entry(line: str, params: EnglishServicesParams) -> bool:
    """A paper and, in the same line, how it is had: "Fishing permit for vessels. Processing time: 5 days. Fee: ..."."""
    name, _, rest = line.partition(". ")
    if not 2 < len(name.split()) <= _LONGEST_NAME or not Phrases.of(params.papers).found_in(name):
        return False
    said = f" {fold(rest)} "
    return sum(1 for field in params.fields if f" {fold(field)} " in said) >= _SEVERAL


def _tells_beside(line: str, params: EnglishServicesParams) -> bool:
    """A row that names a service and says something of it."""
    acts = tuple(fold(act) for act in params.acts)
    return sum(len(cell.split()) for cell in _cells(line) if not _is_name(cell, acts)) >= _TOLD_WORDS


def _is_services(site: Site, text: EnglishText, section: str) -> bool:
    return any(
        item.page_found is not None and item.page_found.url == text.page.url and item.strength >= _STRENGTH
        for item in candidates_of(site, section)
    )


def _general(site: Site, part: EnglishPart, params: EnglishServicesParams) -> tuple[Evidence, ...]:
    about = Phrases.of(params.about)
    for text in part.texts:
        for line in without_items(site, text):
            if about.found_in(line.text) and len(line.text.split()) >= _GENERAL_WORDS and not line.in_link:
                return (text.evidence(site, NAME, line, "general"),)
    return ()


def _to_vietnamese(site: Site, part: EnglishPart, section: str) -> tuple[Evidence, ...]:
    """An entry on an English page that leads to a page which is there and is not English."""
    english = {text.page.url for text in part.texts}
    for item in candidates_of(site, section):
        alive = item.state in (State.ALIVE, State.NATIONAL) and item.strength >= _STRENGTH
        if alive and item.page.url in english and (item.url or "") not in english:
            return (site.evidence(item.page, item.xpath, NAME, excerpt=item.label, value=item.url or ""),)
    return ()


PROBE = ProbeKind(
    NAME,
    EnglishServicesParams,
    run,
    Text2(
        "Dịch vụ công có tên và thông tin về chúng bằng tiếng Anh.",
        "Named public services and what is told of them, in English.",
    ),
)
