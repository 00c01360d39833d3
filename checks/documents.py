"""Documents as a portal lists them: number, kind, authority, dates, abstract, file. Decree 43 Art. 10(1)(e)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.document_numbers import DocumentNumber, is_legal, kind_of, own_number, read_number
from checks.entry_files import files_of_item
from checks.filler import is_filler
from checks.labelled_values import pairs_in
from checks.list_item import Item, Listing
from checks.lists import article_of
from checks.load_lexicon import Lexicon
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold
from pages.dates import find_dates

GROUP = "documents"
_ABSTRACT_WORDS = 4
_DATED_KINDS = frozenset({"Nghị định", "Thông tư", "Thông tư liên tịch"})


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a list. `fields` holds what list or detail page show, by field name of the lexicon."""

    item: Item
    page: SitePage  # where it is listed
    detail: SitePage | None  # its own page, where that was read
    number: DocumentNumber | None
    kind: str
    legal: bool | None
    issued: date | None
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    def field(self, name: str) -> str:
        return next((value for key, value in self.fields if key == name), "")


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a list, and the rows that are none: tests, or nothing that a document could be known by."""

    found: tuple[Document, ...]
    refused: tuple[Item, ...]


def read_documents(site: Site, page: SitePage, listing: Listing) -> Documents:
    """The documents among the items of a list."""
    found: list[Document] = []
    refused: list[Item] = list(listing.fillers)
    for item in listing.items:
        document = _read(site, page, item)
        if document is None:
            refused.append(item)
        else:
            found.append(document)
    if listing.fillers and not any(item.number is not None and item.number.kind for item in found):
        return Documents((), (*refused, *(item.item for item in found)))  # a trial list: no row has a real number
    return Documents(tuple(found), tuple(refused))


@once_per_site
def _read(site: Site, page: SitePage, item: Item) -> Document | None:
    detail = article_of(site, item)
    fields = _of_list(site, item)
    for name, value in _of_detail(site, detail).items():
        fields.setdefault(name, value)
    lexicon = site.lexicon
    told = fields.get("number", "")
    number = read_number(lexicon, told) if told else own_number(lexicon, item.title)
    kind = kind_of(lexicon, fields.get("form", "")) or _told_kind(lexicon, number, item.title)
    issued = _issued(item, fields)
    if not _is_document(item, told, number, kind, issued):
        return None
    return Document(
        item=item,
        page=page,
        detail=detail,
        number=number,
        kind=kind,
        legal=is_legal(lexicon, kind, number),
        issued=issued,
        fields=tuple(sorted(fields.items())),
        files=files_of_item(site, item, detail),
    )


def _told_kind(lexicon: Lexicon, number: DocumentNumber | None, title: str) -> str:
    """The kind that a number tells, else the title. Numbers of acts that lay down rules carry a year; without one the
    same letters may be a unit's ("71/TT-VP")."""
    by_number, by_title = number.kind if number is not None else "", kind_of(lexicon, title)
    if by_number in _DATED_KINDS and number is not None and not number.dated:
        return by_title or by_number
    return by_number or by_title


def _of_list(site: Site, item: Item) -> dict[str, str]:
    """The fields a list shows: by its column heads, or by labels inside the card."""
    fields: dict[str, str] = {}
    for header, cell in item.row:
        name = site.lexicon.field_named(GROUP, header) if header else None
        if name is not None and cell:
            fields.setdefault(name, cell)
        elif cell and fold(kind_of(site.lexicon, cell)) == fold(cell):
            fields.setdefault("form", cell)  # a column of kinds, whatever its head says
    for name, value in pairs_in(site.lexicon, GROUP, (item.summary, item.title)).items():
        fields.setdefault(name, value)
    if fields.get("abstract", "") == "" and len(fold(item.title).split()) >= _ABSTRACT_WORDS:
        fields["abstract"] = item.title
    return fields


def _of_detail(site: Site, detail: SitePage | None) -> dict[str, str]:
    if detail is None:
        return {}
    return pairs_in(site.lexicon, GROUP, [block.text for block in site.own_blocks(detail)[:60]])


def _issued(item: Item, fields: dict[str, str]) -> date | None:
    """The date of issue where it is told by name, else a date in the title, else the one beside the item."""
    for text in (fields.get("issued", ""), item.title):
        dates = find_dates(text)
        if dates:
            return dates[0].day
    return item.day


def _is_document(item: Item, told: str, number: DocumentNumber | None, kind: str, issued: date | None) -> bool:
    """What a document can be known by: a number, or its kind with an abstract, or a date with an abstract. A number
    that is none, without a date, is a trial."""
    if is_filler(item.title) or (told and is_filler(told)):
        return False
    if told and number is None and issued is None:
        return False
    if number is not None and (number.kind or issued):
        return True
    says = len(fold(item.title).split()) >= _ABSTRACT_WORDS
    columns = bool(item.row) and (issued is not None)
    return says and bool(kind_at_start(item, kind) or columns or (item.file_urls and issued is not None))


def kind_at_start(item: Item, kind: str) -> bool:
    return bool(kind) and fold(item.title).startswith(fold(kind))


def kinds_shown(documents: Sequence[Document]) -> tuple[bool, bool]:
    """Whether the documents show legal ones, and administrative ones."""
    return any(item.legal is True for item in documents), any(item.legal is False for item in documents)
