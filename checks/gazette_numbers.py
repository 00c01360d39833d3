"""Numbers of a gazette as a portal shows them: in a list, a table, or as lines above the documents they hold.

Single documents are no numbers (Decree 43 Art. 10(1)(g)).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from checks.attachments import file_urls
from checks.documents import Document, read_documents
from checks.file_texts import FileText
from checks.filler import is_filler
from checks.issuers import numbers_in
from checks.list_item import Item, Listing
from checks.lists import article_of, read_list
from checks.per_site import once_per_site
from checks.places import Places, holds
from checks.records import files_read
from checks.site import Site
from checks.site_page import SitePage
from domain.text import clean, fold
from pages.dates import find_dates
from pages.view import Block, LinkKind

GROUP = "gazette"
_COUNT = (
    r"(?P<number>\d{1,4}(?:\s?(?:[+&,–-]|và|đến)\s?\d{1,4}){0,8})(?![\d])"
    r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\s?/))?(?!\s?/\s?[A-ZĐ])"
)
_NAMED = re.compile(rf"công\s+báo\b[^|\d]{{0,60}}?\bsố\b\s?:?\s?{_COUNT}", re.IGNORECASE)
_BARE = re.compile(rf"^số\b\s?:?\s?{_COUNT}", re.IGNORECASE)
_CELL = re.compile(rf"(?:(?:công\s+báo\s+)?số\s?:?\s?)?{_COUNT}", re.IGNORECASE)
_LONGEST = 160  # characters of a line that is a number's name
_NEAR = 3  # blocks behind a number's name among which its date stands
_MOST_LINES = 400
_MOST_NAMED = 200
_ABSTRACT_WORDS = 5
_KINDS = frozenset({LinkKind.A, LinkKind.ONCLICK})


@dataclass(frozen=True, slots=True)
class GazetteNumber:
    """One number and where it is shown. `detail`: its own page, where that was read; `texts`: of its files;
    `documents` and `lines`: what was seen to stand in it, as entries of a list or as lines that name one each."""

    number: str
    item: Item
    page: SitePage
    day: date | None
    detail: SitePage | None = None
    texts: tuple[FileText, ...] = ()
    documents: tuple[Document, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether the documents it holds are told."""
        return bool(self.documents or self.lines) or any(numbers_in(text.text) for text in self.texts)

    @property
    def abstracts(self) -> float:
        """The share of its documents whose abstract is told; a file that holds the number holds the documents."""
        told = [bool(document.field("abstract")) for document in self.documents]
        told += [len(_beside_number(line)) >= _ABSTRACT_WORDS for line in self.lines]
        return sum(told) / len(told) if told else float(self.listed)

    @property
    def shown_text(self) -> str:
        """What says whose number it is: its name, and the documents in it."""
        return "\n".join((self.item.title, *(document.item.text for document in self.documents), *self.lines))


@once_per_site
def read_numbers(site: Site, page: SitePage) -> tuple[GazetteNumber, ...]:
    """The numbers that a page shows, each once, with what was read of them; read once for each page."""
    return tuple(_read(site, page))


def _read(site: Site, page: SitePage) -> list[GazetteNumber]:
    found: dict[str, dict[int, GazetteNumber]] = {}  # number -> year, as numbers begin anew each year
    for read in (_of_list, _of_links, _of_lines):
        here: dict[str, dict[int, GazetteNumber]] = {}
        for shown in read(site, page):
            here.setdefault(shown.number, {}).setdefault(shown.day.year if shown.day else 0, shown)
        for number, years in here.items():
            tells_more = _listed(years) and not _listed(found.get(number, {}))
            if number not in found or tells_more:
                found[number] = years
    return [shown for years in found.values() for shown in years.values()]


def _listed(years: Mapping[int, GazetteNumber]) -> bool:
    return any(shown.listed for shown in years.values())


def _of_list(site: Site, page: SitePage) -> Iterator[GazetteNumber]:
    """Entries of the page's list: a number each, or documents with a column for the number they stand in."""
    rows: dict[str, list[Item]] = {}
    for item in read_list(site, page).items:
        number = _number_of(site, item)
        if number:
            rows.setdefault(number, []).append(item)
    for number, items in rows.items():
        inner = tuple(item for item in items if any(numbers_in(cell) for _, cell in item.row))
        documents = read_documents(site, page, Listing(inner)).found
        day = next((item.day or item.content_day for item in items if item.day or item.content_day), None)
        yield _filled(site, GazetteNumber(number, items[0], page, day, documents=documents))


def _number_of(site: Site, item: Item) -> str:
    for header, cell in item.row:
        if header and site.lexicon.field_named(GROUP, header) == "number":
            match = _CELL.fullmatch(clean(cell).strip(" .;"))
            if match:
                return _key(match)
    named = (_named_in(text) for text in (item.title, *(cell for _, cell in item.row), *item.summary.split("\n")))
    return next((number for number in named if number), "")


def _named_in(text: str) -> str:
    """The number that a line names; "" for one that names none, or a document of its own."""
    written = clean(text)[:_LONGEST]
    match = _NAMED.search(written) or _BARE.search(written)
    return "" if match is None or numbers_in(written) or is_filler(written) else _key(match)


def _key(match: re.Match[str]) -> str:
    number = re.sub(r"\s*(?:và|&|,)\s*", "+", match["number"].lower()).replace(" ", "")
    return f"{number}/{match['year']}" if match["year"] else number


def _of_links(site: Site, page: SitePage) -> Iterator[GazetteNumber]:
    """Links named after a number, in lists too bare to be lists of items."""
    places = Places(site.own_blocks(page))
    for link in site.own_links(page):
        label = link.label or link.title
        number = _named_in(label) if link.kind in _KINDS and link.url else ""
        if number:
            start = places.span(link.xpath, label)[0]
            day = _day_in([label, *_until_next(places.blocks[start : start + _NEAR])])
            item = Item(label, link.url, link.xpath, day, file_urls=file_urls([link]), page=page.url)
            yield _filled(site, GazetteNumber(number, item, page, day))


def _of_lines(site: Site, page: SitePage) -> Iterator[GazetteNumber]:
    """Lines of the page that name a number; the documents behind each are its contents."""
    places = Places(site.own_blocks(page))
    blocks = places.blocks
    starts = [index for index, block in enumerate(blocks) if not block.in_link and _named_in(block.text)][:_MOST_NAMED]
    documents = [
        (places.span(document.item.xpath, document.item.title)[0], document)
        for document in (read_documents(site, page, read_list(site, page)).found if starts else ())
    ]
    for start, end in pairwise([*starts, len(blocks)]):
        block = blocks[start]
        own = tuple(document for place, document in documents if start <= place < end)
        day = _day_in(_until_next(blocks[start : min(end, start + _NEAR)]))
        files = file_urls(link for link in site.own_links(page) if holds(block.xpath, link.xpath))
        item = Item(block.text, None, block.xpath, day, file_urls=files, page=page.url)
        lines = () if own else _naming(blocks[start + 1 : end])
        yield _filled(site, GazetteNumber(_named_in(block.text), item, page, day, documents=own, lines=lines))


def _until_next(blocks: Sequence[Block]) -> list[str]:
    """Texts of blocks up to the next number's name or the first document; the first is the number's own."""
    texts: list[str] = []
    for block in blocks:
        if texts and (_named_in(block.text) or numbers_in(block.text)):
            break
        texts.append(block.text)
    return texts


def _day_in(lines: Sequence[str]) -> date | None:
    return next((found.day for line in lines for found in find_dates(line)), None)


def _filled(site: Site, shown: GazetteNumber) -> GazetteNumber:
    """A number with what its own page and its files say."""
    detail = article_of(site, shown.item)
    detail = None if detail is None or detail.url == shown.page.url else detail
    documents, lines, day = shown.documents, shown.lines, shown.day
    if detail is not None and not documents:
        blocks = site.own_blocks(detail)
        documents = read_documents(site, detail, read_list(site, detail)).found
        lines = () if documents else _naming(blocks)
        day = day or _day_in([block.text for block in blocks[:12]])
    texts = files_read(site, shown.item, detail)
    return GazetteNumber(shown.number, shown.item, shown.page, day, detail, texts, documents, lines)


def _naming(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Lines that name a document each."""
    return tuple(block.text for block in blocks[:_MOST_LINES] if numbers_in(block.text))


def _beside_number(line: str) -> list[str]:
    """The words of a line besides the document's number."""
    return fold(re.sub(r"\S*/\S+", " ", line)).split()
