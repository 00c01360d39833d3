"""What the portal tells of one service: its own page, the part of the list that it opens, JSON answers, a linked file.

Circular 32/2017 Art. 5(1). A label without a real value tells nothing; "không" under fees or conditions says that there
are none. What could not be read is told apart from what is not there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from checks.filler import is_placeholder, is_test
from checks.per_site import once_per_site
from checks.places import parents
from checks.records import is_value
from checks.services.detail_words import CONDITIONAL, DetailWords, detail_words
from checks.services.entries import Entry
from checks.services.json_details import JsonDetails, json_details
from checks.services.own_place import Found, Looked, find_own_place, places_of
from checks.services.sections import Section, read_lines, read_sections
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Capture
from domain.findings import Evidence, Locator, LocatorType, Text2
from domain.text import clean, fold
from pages.view import CONTENT_REGIONS, Link

PROBE = "services"
_COPIES = re.compile(r"\b\d{1,2}\s*(?:\([^)]{1,20}\)\s*)?bộ\b", re.IGNORECASE)
_FEW = 4  # fields; a page that tells fewer may leave the rest to a file or a script
_ORDER_WORDS = 4
_EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Value:
    """What is told under one field, and where. `plain`: without what is only the text of links."""

    text: str
    plain: str
    evidence: Evidence


class Given(StrEnum):
    """How a field stands: with a real value, said not to exist, a label without one, not there."""

    TOLD = "told"
    NONE = "none"
    EMPTY = "empty"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link of a service's own part of the portal: on its page or on a tab of it, and the field it stands under."""

    page: SitePage
    link: Link
    field: str


@dataclass(frozen=True, eq=False, slots=True)
class Details:
    """`whole`: everything that is offered on this service was read; else `why` says what could not be."""

    entry: Entry
    looked: Looked
    why: Text2
    whole: bool
    page: SitePage | None
    within: tuple[str, str] | None  # the part of its page that is its own, as XPaths; None: all of it
    place: Evidence
    values: Mapping[str, Value]
    given: Mapping[str, Given]
    links: tuple[OwnLink, ...]
    file: Capture | None  # the file that tells of it: none of its forms
    json: tuple[JsonDetails, ...]

    def how(self, field: str) -> Given:
        return self.given.get(field, Given.ABSENT)

    def holds(self, site: Site, page: SitePage, xpath: str) -> bool:
        """Does an element of a page stand in the part that tells of this service?"""
        return page is not self.page or self.within is None or _stands_in(site, page, self.within)(xpath)

    def text(self, *fields: str) -> str:
        return "\n".join(self.values[field].text for field in fields if field in self.values)


@once_per_site
def details_of(site: Site, entry: Entry) -> Details:
    """What is told of one entry; read once."""
    words = detail_words(site.lexicon)
    found = find_own_place(site, entry)
    answers = json_details(site, entry.code, entry.name)
    page = found.page
    sections = [*_of_pages(found, words), *_of_answers(answers), *_of_file(site, found, words)]
    told = _Told(site, entry, page, found, words)
    for item in sections:
        told.hear(item)
    told.derive()
    looked, why = found.looked, found.why
    if answers and looked is not Looked.DEAD:
        looked, why = Looked.READ, Text2("", "")
    whole, rest = _whole(site, found, told) if looked is Looked.READ else (True, why)
    return Details(
        entry,
        looked,
        rest if not whole else why,
        whole,
        page,
        found.within,
        told.place,
        told.values,
        told.given,
        tuple(_links(site, found, sections)),
        found.file,
        answers,
    )


@dataclass(frozen=True, slots=True)
class _Sourced:
    """A section, and the page or the record that it was read from."""

    section: Section
    page: SitePage | None = None
    record: Capture | None = None


def _of_pages(found: Found, words: DetailWords) -> Iterator[_Sourced]:
    if found.page is None or found.strange:
        return
    for section in read_sections(found.page.view, words, found.within):
        yield _Sourced(section, found.page)
    for page in found.parts:
        for section in read_sections(page.view, words):
            yield _Sourced(section, page)


def _of_answers(answers: Iterable[JsonDetails]) -> Iterator[_Sourced]:
    return (_Sourced(section, record=answer.capture) for answer in answers for section in answer.sections)


def _of_file(site: Site, found: Found, words: DetailWords) -> Iterator[_Sourced]:
    text = site.file_text(found.file.url) if found.file is not None else None
    lines = text.text.splitlines() if text is not None else []
    return (_Sourced(section, record=found.file) for section in read_lines(lines, words))


class _Told:
    """Gathers the values of one service; the first real one of each field counts."""

    def __init__(self, site: Site, entry: Entry, page: SitePage | None, found: Found, words: DetailWords) -> None:
        self._site, self._words = site, words
        self.place = entry.seen
        self.values: dict[str, Value] = {"name": Value(entry.name, entry.name, entry.seen)}
        self.given: dict[str, Given] = {"name": Given.TOLD}
        self.elsewhere = False
        if entry.agency:
            self._take("agency", Value(entry.agency, entry.agency, entry.seen))
        if page is not None and found.within is None:
            blocks = [block for block in page.view.blocks if block.region in CONTENT_REGIONS] or list(page.view.blocks)
            xpath = blocks[0].xpath if blocks else "/html/body"
            self.place = site.evidence(page, xpath, PROBE, excerpt=blocks[0].text if blocks else "", value=entry.code)

    def hear(self, told: _Sourced) -> None:
        section = told.section
        field, text = section.field, section.text
        if self.given.get(field) is Given.TOLD:
            return
        first = section.lines[0].text if section.lines else ""
        if field in CONDITIONAL and first and self._words.says_none(first):
            self.given[field] = Given.NONE
            self.values[field] = Value(first, first, self._evidence(told, first))
        elif self._is_real(field, text, first):
            plain = "\n".join(line.text for line in section.lines if not line.linked)
            self._take(field, Value(text, plain, self._evidence(told, first)))
        else:
            self.given.setdefault(field, Given.EMPTY)

    def _take(self, field: str, value: Value) -> None:
        self.values[field] = value
        self.given[field] = Given.TOLD

    def _is_real(self, field: str, text: str, first: str) -> bool:
        if not text or is_placeholder(first) or is_test(first) or not is_value(first):
            return False
        if self._words.has(self._words.elsewhere, first):
            self.elsewhere = True
            return False
        folded = fold(text)
        if folded in self._words.hollow or (
            field not in CONDITIONAL and folded in self._words.nothing and folded != "0"
        ):
            return False
        return field != "order" or len(folded.split()) >= _ORDER_WORDS

    def _evidence(self, told: _Sourced, excerpt: str) -> Evidence:
        section, record = told.section, told.record
        if record is not None:
            pointer = section.xpath.startswith("/") or not section.xpath
            locator = Locator(LocatorType.JSON, section.xpath) if pointer else Locator(LocatorType.PAGE, "")
            return Evidence(PROBE, record.url, record.digest, locator, clean(excerpt)[:_EXCERPT], section.field)
        if told.page is None:
            return self.place
        said = excerpt or section.label
        return self._site.evidence(told.page, section.xpath, PROBE, excerpt=said, value=section.field)

    def derive(self) -> None:
        """What one value also tells: who hands in where, how many copies, which decision made it public."""
        words = self._words
        for field in ("way", "order", "handing", "dossier"):
            value = self.values.get(field)
            if value is None or self.given.get(field) is not Given.TOLD:
                continue
            channels = words.has(words.channels, value.text)
            if channels and field in ("way", "order") and self.given.get("handing") is not Given.TOLD:
                self._take("handing", value)
            if channels and field == "handing" and self.given.get("way") is not Given.TOLD:
                self._take("way", value)
            if self.given.get("copies") is not Given.TOLD and _COPIES.search(value.text):
                self._take("copies", value)
        basis = self.values.get("basis")
        if basis is not None and self.given.get("decision") is not Given.TOLD:
            folded = fold(basis.text)
            if "quyet dinh" in folded and "cong bo" in folded:
                self._take("decision", basis)


def _links(site: Site, found: Found, sections: Iterable[_Sourced]) -> Iterator[OwnLink]:
    """Links of the service's own part of its page and of the tabs of it, each with the field it stands under."""
    if found.page is None:
        return
    under: dict[tuple[str, str], str] = {}
    for item in sections:
        if item.page is not None:
            under.setdefault((item.page.url, item.section.xpath), item.section.field)
            under |= {(item.page.url, line.xpath): item.section.field for line in item.section.lines}
    for page in (found.page, *found.parts):
        within = found.within if page is found.page else None
        for link in _links_within(site, page, within):
            paths = ((page.url, path) for path in (link.xpath, *parents(link.xpath)))
            yield OwnLink(page, link, next((under[path] for path in paths if path in under), ""))


def _links_within(site: Site, page: SitePage, within: tuple[str, str] | None) -> Iterator[Link]:
    inside = _stands_in(site, page, within) if within is not None else None
    for link in page.view.links:
        if link.region in CONTENT_REGIONS and (inside is None or inside(link.xpath)):
            yield link


def _stands_in(site: Site, page: SitePage, within: tuple[str, str]) -> Callable[[str], bool]:
    """Whether an element stands from the first XPath on and before the second."""
    places = places_of(site, page)
    start = places.span(within[0])[0]
    end = places.span(within[1])[0] if within[1] else len(page.view.blocks) + 1
    return lambda xpath: start <= places.span(xpath)[0] < end


def _whole(site: Site, found: Found, told: _Told) -> tuple[bool, Text2]:
    """Whether nothing that may tell more was left unread."""
    count = sum(1 for given in told.given.values() if given is Given.TOLD)
    if found.page is not None and count < _FEW and site.content_by_script(found.page):
        return False, Text2("nội dung do mã lệnh tạo, chưa xem được", "its content is made by script and was not seen")
    if found.unread_files or (told.elsewhere and found.file is None):
        return False, Text2("nội dung nằm trong tệp chưa đọc được", "its content is in a file that was not read")
    if found.unread_parts:
        return False, Text2("phần của trang chưa được tải", "a part of its page was not fetched")
    return True, Text2("", "")
