"""What the portal tells of one service: its own page, the part of the list that it opens, JSON answers, a linked file.

Circular 32/2017 Art. 5(1). A label without a real value tells nothing; "không" under fees or conditions says that there
are none. What could not be read is told apart from what is not there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
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
from pages.view import Link, Region

PROBE = "services"
_PARTS = frozenset({Region.MAIN, Region.ASIDE})
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


@dataclass(frozen=True, eq=False, slots=True)
class Details:
    """`whole`: everything that is offered on this service was read; else `why` says what could not be."""

    entry: Entry
    looked: Looked
    why: Text2
    whole: bool
    page: SitePage | None
    place: Evidence
    values: Mapping[str, Value]
    given: Mapping[str, Given]
    links: tuple[tuple[Link, str], ...]  # of its page's own part, with the field each stands under
    json: tuple[JsonDetails, ...]

    def how(self, field: str) -> Given:
        return self.given.get(field, Given.ABSENT)

    def text(self, *fields: str) -> str:
        return "\n".join(self.values[field].text for field in fields if field in self.values)


@once_per_site
def details_of(site: Site, entry: Entry) -> Details:
    """What is told of one entry; read once."""
    words = detail_words(site.lexicon)
    found = find_own_place(site, entry)
    answers = json_details(site, entry.code, entry.name)
    sections: list[tuple[Section, Capture | None]] = [(section, None) for section in _of_page(found, words)]
    sections += [(section, answer.capture) for answer in answers for section in answer.sections]
    sections += [(section, found.file) for section in _of_file(site, found, words)]
    page = found.page
    told = _Told(site, entry, page, found, words)
    for section, capture in sections:
        told.hear(section, capture)
    told.derive()
    looked, why = found.looked, found.why
    if answers and looked is not Looked.DEAD:
        looked, why = Looked.READ, Text2("", "")
    links = _links(site, page, found, [section for section, _ in sections]) if page is not None else ()
    whole, rest = _whole(site, found, told) if looked is Looked.READ else (True, why)
    return Details(
        entry, looked, rest if not whole else why, whole, page, told.place, told.values, told.given, links, answers
    )


def _of_page(found: Found, words: DetailWords) -> Sequence[Section]:
    if found.page is None or found.strange:
        return ()
    return [
        *read_sections(found.page.view, words, found.within),
        *(section for page in found.parts for section in read_sections(page.view, words)),
    ]


def _of_file(site: Site, found: Found, words: DetailWords) -> Sequence[Section]:
    text = site.file_text(found.file.url) if found.file is not None else None
    return read_lines(text.text.splitlines(), words) if text is not None else ()


class _Told:
    """Gathers the values of one service; the first real one of each field counts."""

    def __init__(self, site: Site, entry: Entry, page: SitePage | None, found: Found, words: DetailWords) -> None:
        self._site, self._page, self._words = site, page, words
        self._pages = {item.url: item for item in (*found.parts, *((page,) if page is not None else ()))}
        self._parts = found.parts
        self.place = entry.seen
        self.values: dict[str, Value] = {"name": Value(entry.name, entry.name, entry.seen)}
        self.given: dict[str, Given] = {"name": Given.TOLD}
        self.elsewhere = False
        if entry.agency:
            self._take("agency", Value(entry.agency, entry.agency, entry.seen))
        if page is not None and found.within is None:
            blocks = [block for block in page.view.blocks if block.region in _PARTS] or list(page.view.blocks)
            xpath = blocks[0].xpath if blocks else "/html/body"
            self.place = site.evidence(page, xpath, PROBE, excerpt=blocks[0].text if blocks else "", value=entry.code)

    def hear(self, section: Section, capture: Capture | None) -> None:
        field, text = section.field, section.text
        if self.given.get(field) is Given.TOLD:
            return
        first = section.lines[0].text if section.lines else ""
        if field in CONDITIONAL and first and self._words.says_none(first):
            self.given[field] = Given.NONE
            self.values[field] = Value(first, first, self._evidence(section, capture, first))
        elif self._is_real(field, text, first):
            plain = "\n".join(line.text for line in section.lines if not line.linked)
            self._take(field, Value(text, plain, self._evidence(section, capture, first)))
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

    def _evidence(self, section: Section, capture: Capture | None, excerpt: str) -> Evidence:
        if capture is not None:
            pointer = section.xpath.startswith("/") or not section.xpath
            locator = Locator(LocatorType.JSON, section.xpath) if pointer else Locator(LocatorType.PAGE, "")
            return Evidence(PROBE, capture.url, capture.digest, locator, clean(excerpt)[:_EXCERPT], section.field)
        page = next((item for item in self._parts if any(b.xpath == section.xpath for b in item.view.blocks)), None)
        page = self._page if page is None or self._page is None or section.xpath.startswith("/") else page
        if page is None:
            return self.place
        return self._site.evidence(page, section.xpath, PROBE, excerpt=excerpt or section.label, value=section.field)

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


def _links(site: Site, page: SitePage, found: Found, sections: Iterable[Section]) -> tuple[tuple[Link, str], ...]:
    """Links of the service's own part of the page, each with the field it stands under."""
    under: dict[str, str] = {}
    for section in sections:
        under.setdefault(section.xpath, section.field)
        for line in section.lines:
            under[line.xpath] = section.field
    links: list[tuple[Link, str]] = []
    places = places_of(site, page)
    start, end = 0, len(page.view.blocks) + 1
    if found.within is not None:
        start = places.span(found.within[0])[0]
        end = places.span(found.within[1])[0] if found.within[1] else end
    for link in page.view.links:
        if link.region not in _PARTS or not start <= places.span(link.xpath)[0] < end:
            continue
        field = next((under[path] for path in (link.xpath, *parents(link.xpath)) if path in under), "")
        links.append((link, field))
    return tuple(links)


def _whole(site: Site, found: Found, told: _Told) -> tuple[bool, Text2]:
    """Whether nothing that may tell more was left unread."""
    count = sum(1 for given in told.given.values() if given is Given.TOLD)
    if found.page is not None and count < _FEW and site.content_by_script(found.page):
        return False, Text2("nội dung do mã lệnh tạo, chưa xem được", "its content is made by script and was not seen")
    unread = found.file is not None and site.file_text(found.file.url) is None
    if unread or (told.elsewhere and found.file is None):
        return False, Text2("nội dung nằm trong tệp chưa đọc được", "its content is in a file that was not read")
    if found.unread_parts:
        return False, Text2("phần của trang chưa được tải", "a part of its page was not fetched")
    return True, Text2("", "")
