"""Rows of tables as services: what each column says, and rows that head a group of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.list_tables import body_rows, heads_of, is_data
from checks.load_lexicon import Lexicon
from checks.places import parents
from checks.services.codes import code_in_column, find_code
from checks.services.columns import Columns, is_of_other_things, read_columns
from checks.services.drafts import Draft, Found, Told, own_url, submit_url
from checks.services.entries import LevelFrom, Scale
from checks.services.groups import Over, over_of, refine
from checks.services.levels import (
    NO_CLAIM,
    PROACTIVE,
    Claim,
    claim_in_column,
    claim_of,
    claim_of_image,
    heads_proactive,
)
from checks.services.names import Named, named, read_name, whole
from checks.services.words import ServiceWords
from domain.text import fold
from pages.dates import find_dates
from pages.view import Image, Link, PageView, Table

_LEAST_WORDS = 2
_BADGE_WORDS = 8
_UNMARKED = frozenset({"", "0", "-", "khong"})


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    xpath: str
    links: tuple[Link, ...]
    images: tuple[Image, ...]

    @property
    def text(self) -> str:
        return " | ".join(dict.fromkeys(filter(None, self.cells)))


def read_table(
    view: PageView, table: Table, lexicon: Lexicon, words: ServiceWords, pictures: Sequence[Image] = ()
) -> Found | None:
    """The services of a table: none of them where it names procedures for another end; None where it names none.
    `pictures`: those of the page, as its legend explains them."""
    heads = heads_of(table)
    rows = list(_rows(view, table, pictures))
    if is_of_other_things(heads, [row.cells for row in rows], lexicon, words):
        return Found((), "table")
    if not is_data(table):
        return None
    columns = read_columns(heads, [row.cells for row in rows], lexicon, words)
    if columns is None:
        return None
    drafts: list[Draft] = []
    over = Over()
    for row in rows:
        grouped = _group(row, columns, lexicon, words)
        if grouped is not None:
            over = refine(over, grouped)
            continue
        draft = _draft(row, columns, words)
        if draft is not None:
            drafts.append(over.give(draft))
    return Found(tuple(drafts), "table", columns.headed) if drafts else None


def _rows(view: PageView, table: Table, pictures: Sequence[Image]) -> Iterator[_Row]:
    images = _images_by_row(table, pictures)
    for place, cells in body_rows(table):
        xpath = table.row_xpaths[place] if place < len(table.row_xpaths) else table.xpath
        links = table.row_links[place] if place < len(table.row_links) else ()
        yield _Row(cells, xpath, tuple(view.links[index] for index in links), tuple(images.get(xpath, ())))


def _images_by_row(table: Table, pictures: Sequence[Image]) -> dict[str, list[Image]]:
    rows = set(table.row_xpaths)
    found: dict[str, list[Image]] = {}
    for image in pictures:
        if not image.xpath.startswith(table.xpath + "/"):
            continue
        row = next((path for path in parents(image.xpath) if path in rows), None)
        if row is not None:
            found.setdefault(row, []).append(image)
    return found


def _group(row: _Row, columns: Columns, lexicon: Lexicon, words: ServiceWords) -> Over | None:
    """A row whose one text stands over the rows that follow: "I. Lĩnh vực Hộ tịch (12)"."""
    texts = {cell for cell in row.cells if cell and not cell.strip(" .)").isdigit()}
    filled = sum(1 for cell in row.cells if cell)
    if len(texts) != 1 or (filled > 2 and len(row.cells) > 1) or find_code(row.text):
        return None
    text = texts.pop()
    at_name = columns.name < len(row.cells) and row.cells[columns.name] == text
    if at_name and named(read_name(text, words).text, words) is not Named.NO:
        return None
    return over_of(text, row.xpath, lexicon, words, plain=True)


def _draft(row: _Row, columns: Columns, words: ServiceWords) -> Draft | None:
    cell = _cell(row, columns.name)
    titled = _titled(row, cell)
    shown = titled.label if titled is not None else cell
    shown = whole(shown, cell, *(link.title for link in row.links), *(image.title for image in row.images))
    name = read_name(shown, words)
    if len(fold(name.text).split()) < _LEAST_WORDS:
        return None
    code = code_in_column(_cell(row, columns.code)) or name.code or find_code(row.text)
    links = list(row.links)
    return Draft(
        name=name,
        place=row.xpath,
        surety=named(name.text, words),
        text=row.text,
        code=code,
        field=_cell(row, columns.field),
        agency=_cell(row, columns.agency),
        admin_level=words.admin_level(_cell(row, columns.admin_level)),
        level=_level(row, columns, name.claim, shown),
        url=own_url(titled, links, words),
        submit_url=submit_url(links, words),
        dated=bool(find_dates(row.text)),
    )


def _cell(row: _Row, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _titled(row: _Row, cell: str) -> Link | None:
    """The link that is the name: its label stands in the name's cell and says most."""
    inside = [link for link in row.links if link.label and link.label in cell and len(fold(link.label).split()) > 2]
    return max(inside, key=lambda link: len(link.label), default=None)


def _level(row: _Row, columns: Columns, in_name: Claim, shown: str) -> Told:
    """The row's own column first, then a badge in it, then what the name says."""
    if _is_proactive(row, columns):
        return Told(PROACTIVE, LevelFrom.OWN, row.xpath, row.text)
    cell = _cell(row, columns.level)
    own = claim_in_column(cell)
    if own:
        return Told(own, LevelFrom.OWN, row.xpath, cell)
    ticked = [
        level for place, level in columns.ticks if fold(_cell(row, place)) not in _UNMARKED or _marked(row, place)
    ]
    if ticked:
        return Told(Claim(max(ticked), _scale(max(ticked))), LevelFrom.OWN, row.xpath, row.text)
    for text, claim in _badges(row, columns, shown):
        if claim:
            return Told(claim, LevelFrom.BADGE, row.xpath, text)
    return Told(in_name, LevelFrom.BADGE, row.xpath, shown) if in_name else Told()


def _is_proactive(row: _Row, columns: Columns) -> bool:
    """A cell beside the name says that the service comes unasked; not one of a column of such levels of its own."""
    beside = (cell for place, cell in enumerate(row.cells) if place not in (columns.name, *columns.others))
    return any(len(cell.split()) <= _BADGE_WORDS and heads_proactive(cell) for cell in beside)


def _marked(row: _Row, place: int) -> bool:
    """A cross that is no letter: "✓" folds to nothing."""
    return bool(_cell(row, place).strip(" -0"))


def _scale(level: str) -> Scale:
    return Scale.ND43 if level.isdigit() else Scale.ND42


def _badges(row: _Row, columns: Columns, shown: str) -> Iterator[tuple[str, Claim]]:
    for image in row.images:
        yield image.alt or image.title or image.name, claim_of_image(image.name, image.alt, image.title)
    for place, cell in enumerate(row.cells):
        rest = cell.replace(shown, " ") if place == columns.name else cell
        if (
            place not in (columns.field, columns.agency, columns.code, *columns.others)
            and len(rest.split()) <= _BADGE_WORDS
        ):
            yield cell, claim_of(rest)
    for link in row.links:
        text = link.title or link.alt
        if text and text != shown:
            yield text, claim_of(text) if len(text.split()) <= _BADGE_WORDS else NO_CLAIM
