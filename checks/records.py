"""Entries of a list as records: what columns, cards, detail pages and linked files say of each, by named fields.

The names of fields are the lexicon's (fields.yaml); a value that says nothing ("-", "đang cập nhật") is none.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from checks.entry_files import files_of_item, leads_on
from checks.file_texts import FileText
from checks.filler import is_filler, is_placeholder, says_no_rows
from checks.labelled_values import pairs_in
from checks.list_item import Item
from checks.lists import article_of
from checks.load_lexicon import Lexicon
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import lines_before_related
from domain.text import clean, fold

_MOST_LINES = 120
_MOST_FILES = 3
_PROSE_SYLLABLES = 3  # a shorter name stands in any sentence
_PROSE_REACH = 60  # characters behind a name among which its figure stands
_PROSE_WORDS = 2
_NOTHING = frozenset(
    {"", "khong", "khong co", "chua co", "chua ro", "chua xac dinh", "n a", "na", "none", "null", "trong", "x", "xem",
     "dang bo sung", "dang xay dung", "dang hoan thien"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One entry. `values`: field to its first real value; `unread`: its own page or its only file was not read, and may
    say more; `scanned`: of that file there are only pictures."""

    item: Item
    detail: SitePage | None
    values: Mapping[str, str]
    files: tuple[FileText, ...] = ()
    unread: bool = False
    scanned: bool = False

    def shows(self, field: str) -> bool:
        return field in self.values


def read_record(site: Site, group: str, item: Item, figures: Collection[str] = (), *, prose: bool = False) -> Record:
    """What list, detail page and files say. `figures`: fields whose value must hold a digit. `prose`: sentences that
    name a field and go on count too."""
    detail = article_of(site, item)
    texts = files_read(site, item, detail)
    values = listed_values(site, group, item, figures)
    lines = [*_own_lines(site, detail), *(line for text in texts for line in text.text.splitlines()[:_MOST_LINES])]
    for more in (pairs_in(site.lexicon, group, lines), _in_prose(site.lexicon, group, lines) if prose else {}):
        for field, value in more.items():
            if field not in values and is_value(value, figures=field in figures):
                values[field] = value
    unread = detail is None and not texts and leads_on(site, item)
    unread = unread or (detail is not None and site.content_by_script(detail))
    return Record(item, detail, values, texts, unread, bool(texts) and all(text.scan for text in texts))


def listed_values(site: Site, group: str, item: Item, figures: Collection[str] = ()) -> dict[str, str]:
    """What the list itself shows of an entry, by its column heads or by labels inside the card."""
    values: dict[str, str] = {}
    columns = columns_of(site, group, item)
    shown = [(field, cell) for field, (_, cell) in zip(columns, item.row, strict=True) if field]
    for field, value in (*shown, *pairs_in(site.lexicon, group, (item.summary, item.title)).items()):
        if field not in values and is_value(value, figures=field in figures):
            values[field] = value
    return values


def columns_of(site: Site, group: str, item: Item) -> tuple[str, ...]:
    """The field that each column head of a row names; "" for none."""
    return _fields_named(site, group, tuple(header for header, _ in item.row))


@once_per_site
def _fields_named(site: Site, group: str, headers: tuple[str, ...]) -> tuple[str, ...]:
    named = (site.lexicon.field_named(group, header) if header else None for header in headers)
    return tuple(field or "" for field in named)


def is_value(text: str, *, figures: bool = False) -> bool:
    """Whether a cell or the words behind a label say something."""
    folded = fold(text)
    if folded in _NOTHING or is_placeholder(text) or says_no_rows(text):
        return False
    if len(folded) > 2 and is_filler(text):
        return False
    return any(map(str.isdigit, folded)) if figures else any(map(str.isalnum, folded))


def files_read(site: Site, item: Item, detail: SitePage | None) -> tuple[FileText, ...]:
    """The texts of an entry's files, where they were drawn."""
    found = (site.file_text(url) for url in files_of_item(site, item, detail))
    return tuple(text for text in found if text is not None)[:_MOST_FILES]


def is_group_line(item: Item) -> bool:
    """A row with a single telling cell: it heads the rows behind it ("I. Đề tài cấp tỉnh")."""
    told = [cell for _, cell in item.row if re.search(r"[^\W\d_]{2,}", cell) and not _NUMERAL.fullmatch(clean(cell))]
    return len(item.row) > 1 and len(told) == 1 and item.url is None and not item.file_urls


_NUMERAL = re.compile(r"[IVXLC]{1,6}\.?|\d{1,3}\.?|[A-ZĐa-zđ][.)]?")


def _own_lines(site: Site, detail: SitePage | None) -> Sequence[str]:
    blocks = lines_before_related(site, detail) if detail is not None else ()
    return [block.text for block in blocks][:_MOST_LINES]


def _in_prose(lexicon: Lexicon, group: str, lines: Sequence[str]) -> dict[str, str]:
    """Fields that a sentence names and goes on about: "tổng mức đầu tư 120 tỷ đồng"."""
    found: dict[str, str] = {}
    names = _prose_names(lexicon, group)
    for line in lines:
        padded = f" {fold(line)} "
        for name, field in names:
            at = padded.find(f" {name} ") if field not in found else -1
            behind = padded[at + len(name) + 2 :][:_PROSE_REACH] if at >= 0 else ""
            if len(behind.split()) >= _PROSE_WORDS:
                found[field] = behind.strip()
    return found


def _prose_names(lexicon: Lexicon, group: str) -> tuple[tuple[str, str], ...]:
    fields = lexicon.words.fields[group]
    names = {fold(name): field for field in fields for name in fields[field]}
    return tuple(sorted((name, field) for name, field in names.items() if len(name.split()) >= _PROSE_SYLLABLES))


def named_in(lexicon: Lexicon, group: str, text: str) -> tuple[str, ...]:
    """The fields whose names stand in a text, as the column heads of a table do in a file's text."""
    folded = f" {fold(text)} "
    fields = lexicon.words.fields[group]
    return tuple(
        field
        for field in fields
        if any(f" {name} " in folded for name in map(fold, fields[field]) if " " in name or len(fields[field]) == 1)
    )
