"""Contacts of competent officials: name, post, unit, telephone or fax, official mail. Decree 43 Art. 10(1)(k).

A share of five fields over the entries of a directory or of the leaders' page. Without a single telephone or mail it
is a list of persons, not of contacts. Whether all competent officials are there is for a person.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.candidates import Candidate
from checks.contact_grids import GROUP, Row, card_rows, grid_rows
from checks.contacts import ContactField, read_contacts
from checks.judged import AT_HOME, Judged, refuse
from checks.linked_files import judge_section_by_files
from checks.list_tables import body_rows, heads_of, is_data
from checks.observations import Observation
from checks.people import person_name, read_people
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import NOT_CONTENT, substance, told_lines
from checks.unit_names import units_in
from domain.findings import Text2
from domain.text import clean, fold
from pages.view import CELLS, Table

NAME = "officials"
_FIELDS = ("name", "post", "unit", "phone", "mail")
_NAMES = {
    "name": ("họ tên", "name"),
    "post": ("chức vụ", "post"),
    "unit": ("đơn vị", "unit"),
    "phone": ("điện thoại/fax", "telephone or fax"),
    "mail": ("thư điện tử", "official mail"),
}
_BARE_NUMBER = re.compile(r"(?<![\d.])(?:\+?84|\(?0)[\d\s.()\-–]{7,18}\d")
_NUMBER_DIGITS = 9
_CELL_WORDS = 8
_DIGITS = 3  # an extension has that many


@dataclass(frozen=True, slots=True)
class _Entry:
    """One person of a directory, with the fields that are shown."""

    name: str
    fields: frozenset[str]
    xpath: str
    excerpt: str


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section_by_files(site, params.section, NAME, _judge)


def _entries(site: Site, page: SitePage) -> list[_Entry]:
    blocks = site.own_blocks(page)  # bare figures are telephones here
    ways = (_of_tables(site, page), _of_rows(site, grid_rows(site, blocks)), _of_lines(site, page))
    found = next((entries for way in ways if (entries := list(way))), [])
    if any(entry.fields & {"phone", "mail"} for entry in found):
        return found
    cards = [entry for entry in _of_rows(site, card_rows(site, blocks)) if entry.fields & {"phone", "mail"}]
    return cards if len(cards) > 1 else found


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if held.state in NOT_CONTENT:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    entries = _entries(site, page)
    if not entries and held.unread and candidate.how != "child":
        reason = Text2(
            "Danh bạ nằm trong ảnh hoặc tệp, chưa đọc được.", "The directory is a picture or a file, not read."
        )
        return Judged(0.0, 1.0, "unread", reason, (site.evidence(page, held.xpath, NAME, excerpt=candidate.label),))
    if not entries:
        return refuse("nobody", "Trang không nêu họ tên cán bộ nào.", "The page names no official.")
    if not any(entry.fields & {"phone", "mail"} for entry in entries):
        return refuse(
            "no_contacts",
            f"Trang có tên {len(entries)} người nhưng không có điện thoại hay thư điện tử của ai.",
            f"The page names {len(entries)} persons, but nobody's telephone or mail.",
        )
    return _share(site, page, entries)


def _share(site: Site, page: SitePage, entries: list[_Entry]) -> Judged:
    counts = {name: sum(name in entry.fields for entry in entries) for name in _FIELDS}
    share = round(sum(counts.values()) / (len(_FIELDS) * len(entries)), 4)
    lacking = [name for name in _FIELDS if counts[name] < len(entries)]
    vi = f"{len(entries)} cán bộ, {round(100 * share)} % trường được nêu."
    en = f"{len(entries)} officials, {round(100 * share)} % of the fields shown."
    if lacking:
        vi += f" Có nơi thiếu: {', '.join(_NAMES[name][0] for name in lacking)}."
        en += f" Missing in places: {', '.join(_NAMES[name][1] for name in lacking)}."
    evidence = tuple(
        site.evidence(page, entry.xpath, NAME, excerpt=entry.excerpt, value=entry.name) for entry in entries[:3]
    )
    figures = (("entries", float(len(entries))),)
    return Judged(share, 0.0, "some_fields" if lacking else "full", Text2(vi, en), evidence, figures=figures)


def _of_tables(site: Site, page: SitePage) -> Iterator[_Entry]:
    for table in site.own_tables(page):
        if is_data(table):
            yield from _of_table(site, table)


def _of_table(site: Site, table: Table) -> Iterator[_Entry]:
    columns = [site.lexicon.field_named(GROUP, header) if header else None for header in heads_of(table)]
    unit_above = False
    for place, row in body_rows(table):
        told = [cell for cell in row if cell]
        name = next((name for cell in row if (name := person_name(cell))), "")
        if not name:
            unit_above = (len(set(told)) == 1 and bool(units_in(site, told[0]))) or unit_above
            continue
        text = " | ".join(told)
        fields = {"name", *_contacts(site, text)}
        for column, cell in zip(columns, row, strict=False):
            if column in ("post", "unit") and cell:
                fields.add(column)
            if column == "phone" and sum(char.isdigit() for char in cell) >= _DIGITS:
                fields.add("phone")
        if "post" in fields or any(_post_in(site, cell) for cell in told):
            fields.update({"post", "phone"} if any(map(_number_in, told)) else {"post"})
        if unit_above or units_in(site, text):
            fields.add("unit")
        xpath = table.row_xpaths[place] if place < len(table.row_xpaths) else table.xpath
        yield _Entry(name, frozenset(fields), xpath, text)


def _of_rows(site: Site, rows: Iterable[Row]) -> Iterator[_Entry]:
    for row in rows:
        text = " | ".join(row.lines)
        cells = dict(row.cells)
        fields = {"name", *_contacts(site, "\n".join((*row.lines, text)))}
        fields.update(field for field in ("post", "unit") if cells.get(field))
        if sum(char.isdigit() for char in cells.get("phone", "")) >= _DIGITS:
            fields.add("phone")
        if any(units_in(site, line) for line in row.lines):
            fields.add("unit")
        yield _Entry(row.name, frozenset(fields), row.xpath, text)


def _of_lines(site: Site, page: SitePage) -> Iterator[_Entry]:
    for person in read_people(site.lexicon, site.target.agency.kind, told_lines(site, page)):
        text = "\n".join(person.lines[:12])
        fields = {"name", "post", *_contacts(site, text)}
        if any(_number_in(cell) for line in person.lines[:12] for cell in line.split(CELLS)):
            fields.add("phone")
        if units_in(site, text) or any(word in fold(text) for word in ("ubnd", "uy ban nhan dan", " so ", " bo ")):
            fields.add("unit")
        yield _Entry(person.name, frozenset(fields), person.xpath, text)


def _number_in(cell: str) -> bool:
    """A cell that holds a telephone number, perhaps behind an extension; a day has fewer figures."""
    found = _BARE_NUMBER.search(clean(cell)) if len(cell.split()) <= _CELL_WORDS else None
    return found is not None and sum(map(str.isdigit, found.group())) >= _NUMBER_DIGITS


def _post_in(site: Site, cell: str) -> bool:
    """A cell that names a post of whatever kind."""
    folded = f" {fold(cell)} "
    signs = site.lexicon.words.fields[GROUP]["post_signs"]
    return len(folded.split()) <= _CELL_WORDS and any(f" {fold(sign)} " in folded for sign in signs)


def _contacts(site: Site, text: str) -> set[str]:
    found: set[str] = set()
    for value in read_contacts(text):
        if value.field in (ContactField.PHONE, ContactField.FAX):
            found.add("phone")
        if value.field is ContactField.MAIL and not site.lexicon.is_public_mail(value.text):
            found.add("mail")
    return found


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Danh bạ cán bộ có họ tên, chức vụ, đơn vị, điện thoại/fax, thư điện tử công vụ.",
        "A directory of officials with name, post, unit, telephone or fax, official mail.",
    ),
)
