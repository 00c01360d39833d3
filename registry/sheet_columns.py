"""Which column of a sheet holds what: header words in Vietnamese and English, kinds as people write them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.agencies import Kind, parse_kind
from domain.text import fold
from registry.faults import NotAllowedError, shown
from registry.sheet_cells import Row, SheetError

HEADER_WITHIN = 30  # rows; above it stand titles and the issuing body


class Column(StrEnum):
    """What a column can hold."""

    ID = "id"
    NAME = "name"
    NAME_EN = "name_en"
    OTHER_NAMES = "other_names"
    KIND = "kind"
    PARENT = "parent"
    PORTAL = "portal"
    ENTRIES = "entries"
    SERVICE = "service"
    DOCUMENTS = "documents"
    GAZETTE = "gazette"
    FROM = "from"
    UNTIL = "until"
    SUCCESSORS = "successors"
    NOTES = "notes"


#: Folded header words, one spelling a line break or comma apart.
_WORDS: dict[Column, str] = {
    Column.ID: "id, ma, ma so, ma co quan, ma don vi, ma dinh danh, ma dinh danh dien tu, code, agency id",
    Column.NAME: "ten, ten co quan, ten don vi, ten co quan don vi, ten tieng viet, ten day du, co quan, don vi, "
    "co quan don vi, name, agency, agency name, full name, vietnamese name, name vi",
    Column.NAME_EN: "ten tieng anh, tieng anh, english name, name en, english",
    Column.OTHER_NAMES: "ten khac, ten goi khac, ten cu, ten viet tat, viet tat, other names, other name, short name, "
    "abbreviation, aliases",
    Column.KIND: "loai, loai co quan, loai don vi, loai hinh, cap, cap co quan, cap hanh chinh, kind, type, level",
    Column.PARENT: "co quan cap tren, don vi cap tren, cap tren, co quan chu quan, don vi chu quan, truc thuoc, thuoc, "
    "co quan quan ly, tinh, tinh thanh pho, tinh thanh, parent, parent agency, parent id, province",
    Column.PORTAL: "cong, portal, dia chi cong, cong ttdt, trang ttdt, ttdt, cong thong tin dien tu, "
    "trang thong tin dien tu, cong trang thong tin dien tu, trang cong thong tin dien tu, dia chi cong ttdt, "
    "dia chi cong thong tin dien tu, dia chi trang thong tin dien tu, dia chi trang ttdt, dia chi truy cap, "
    "dia chi website, dia chi trang web, trang web, website, web, url, link, duong dan, lien ket, ten mien, domain, "
    "portal url, portal address, website url, homepage",
    Column.ENTRIES: "ten mien khac, dia chi khac, ten mien phu, entries, other addresses, other domains, "
    "alternative domains",
    Column.SERVICE: "cong dich vu cong, dich vu cong, dich vu cong truc tuyen, cong dich vu cong truc tuyen, dvc, "
    "dvctt, cong dvc, cong dvctt, dia chi cong dich vu cong, dia chi dich vu cong, mot cua dien tu, service, services, "
    "service portal, service url, service host, online services",
    Column.DOCUMENTS: "van ban, he thong van ban, van ban quy pham phap luat, vbqppl, dia chi van ban, documents, "
    "documents host, documents url",
    Column.GAZETTE: "cong bao, dia chi cong bao, gazette, gazette host, gazette url",
    Column.FROM: "tu, tu ngay, hieu luc tu, ngay thanh lap, from, valid from, since",
    Column.UNTIL: "den, den ngay, hieu luc den, ngay ket thuc, ngay giai the, until, valid until, to",
    Column.SUCCESSORS: "co quan ke thua, don vi ke thua, ke thua, sap nhap vao, successor, successors",
    Column.NOTES: "ghi chu, chu thich, notes, note, remarks, remark",
}
_COLUMN_OF = {word.strip(): column for column, words in _WORDS.items() for word in words.split(",")}
_COUNTERS = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,2}|[A-Za-z])(?:\s*=.*)?[)\]]?")

_KIND_WORDS: dict[Kind, str] = {
    Kind.MINISTRY: "bo, co quan ngang bo, bo co quan ngang bo",
    Kind.GOV_AGENCY: "co quan thuoc chinh phu, government agency",
    Kind.PROVINCE: "tinh, thanh pho truc thuoc trung uong, cap tinh, tinh thanh pho",
    Kind.DIRECTORATE: "tong cuc, cuc, tong cuc cuc",
    Kind.DEPARTMENT: "so, ban, nganh, so ban nganh, so nganh, co quan chuyen mon cap tinh",
    Kind.DISTRICT: "huyen, quan, thi xa, quan huyen, huyen quan, cap huyen, thanh pho thuoc tinh, quan huyen thi xa, "
    "thanh pho thuoc thanh pho",
    Kind.COMMUNE: "xa, phuong, thi tran, dac khu, xa phuong, cap xa, xa phuong thi tran, xa phuong dac khu",
}
_KIND_OF = {word.strip(): kind for kind, words in _KIND_WORDS.items() for word in words.split(",")}


@dataclass(frozen=True, slots=True)
class Header:
    """A header row found: which column stands where, its words as written, and the columns nobody asked for."""

    row: int  # number of the row
    columns: dict[Column, int]
    titles: dict[int, str]
    ignored: tuple[str, ...]

    def title(self, column: Column) -> str:
        """The column's own header in messages; the column's name when the sheet has none."""
        return shown(self.titles[self.columns[column]], 60) if column in self.columns else column.value


def find_header(rows: list[Row], sheet: str) -> Header | None:
    """The first of the rows with most known words that names agency and portal; None when none does."""
    known = known_columns(rows)
    if not known:
        return None
    return _header(next(row for row in rows if len(_columns_in(row)) == known), sheet)


def known_columns(rows: list[Row]) -> int:
    """How many columns the best header row has; 0 when none names both agency and portal."""
    return max((len(_columns_in(row)) for row in rows[:HEADER_WITHIN]), default=0)


def _columns_in(row: Row) -> set[Column]:
    """The columns a row would head; none when it is no header."""
    found = {column for cell in row.cells if (column := _column_of(cell.text)) is not None}
    return found if {Column.NAME, Column.PORTAL} <= found else set()


def _header(row: Row, sheet: str) -> Header:
    columns: dict[Column, int] = {}
    titles: dict[int, str] = {}
    ignored: list[str] = []
    for index, cell in enumerate(row.cells):
        title = " ".join(cell.text.split())
        column = _column_of(title)
        if column is None:
            if title and fold(title) not in _COUNTERS:
                ignored.append(shown(title, 60))
            continue
        if column in columns:
            both = f"{shown(titles[columns[column]], 60)} and {shown(title, 60)}"
            raise SheetError(f"two columns for {column.value}: {both}", "one", sheet=sheet, row=row.number)
        columns[column], titles[index] = index, title
    return Header(row.number, columns, titles, tuple(ignored))


def _column_of(title: str) -> Column | None:
    if not title or len(title) > 200:
        return None
    return _COLUMN_OF.get(fold(title)) or _COLUMN_OF.get(fold(_BRACKETS.sub(" ", title)))


def is_repeated_header(row: Row, header: Header) -> bool:
    """The header again on a new printed page, or the line that numbers the columns below it."""
    texts = {index: " ".join(row.cell(index).text.split()) for index in header.titles}
    if all(texts[index] == title for index, title in header.titles.items()):
        return True
    filled = [text for text in texts.values() if text]
    below = row.number == header.row + 1
    return below and len(filled) > 1 and all(_NUMBERING.fullmatch(text) for text in filled)


def kind_of(text: str) -> Kind:
    """The kind a cell names: our word, its letter, or the Vietnamese word. Raises NotAllowedError."""
    try:
        return parse_kind(text)
    except ValueError:
        pass
    folded = fold(text)
    for begin in ("ubnd ", "uy ban nhan dan "):
        folded = folded.removeprefix(begin)
    kind = _KIND_OF.get(folded) or _KIND_OF.get(folded.replace(" va ", " "))
    if kind is None:
        words = "Sở (department), Huyện (district), Xã (commune), Tổng cục (directorate)"
        allowed = ", ".join(kind.value for kind in Kind)
        raise NotAllowedError(f"unknown kind {shown(text)}", f"{allowed}; or {words}")
    return kind
