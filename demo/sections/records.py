"""Sections of records: a table or list with columns, a page and a file per record, a search over them."""

from collections.abc import Mapping

from demo.block_data import FileData
from demo.blocks import Anchor, Block, Cell, Facts, Files, Form, FormField, Grid, Links, Page, Prose
from demo.makers import Entry
from demo.portal_data import RecordsSection
from demo.sections.listing import make_entries, page_urls, spread
from demo.sections.plain import form_block
from demo.sections.search import words_of
from demo.site import Listing, Site
from demo.slugs import ascii_of

_SEARCH = "tukhoa"


def build_records(site: Site, key: str, section: RecordsSection) -> None:
    entries = _written(site, section) or make_entries(site, key, section)
    files = {entry.number: _file(site, key, section, entry) for entry in entries if section.file}
    urls = {entry.number: _record_url(site, key, entry) for entry in entries if section.detail or section.body}
    listings = []
    for entry in entries:
        if entry.number in urls:
            page = _record(site, key, section, entry, urls[entry.number], files.get(entry.number))
            site.add(page)
            if entry.values.get("submit"):
                site.add(_submission(site, key, entry, page.url))
            listings.append(Listing(entry.title, page.url, page, entry.lead, entry.hour))
    site.entries[key] = tuple(listings)
    rows = tuple(_row(section, entry, urls.get(entry.number, ""), files.get(entry.number, "")) for entry in entries)
    _list_pages(site, key, section, rows)
    if section.search in ("get", "broken"):
        _searchable(site, key, section, rows)


def _list_pages(site: Site, key: str, section: RecordsSection, rows: tuple[tuple[Cell, ...], ...]) -> None:
    pages = page_urls(site, key, len(rows), section.page_size)
    for url, share, pager in spread(rows, pages, section.page_size):
        blocks = [*_head(site, key, section), _grid(section, tuple(share))]
        if len(pages) > 1:
            blocks.append(pager)
        site.add(_page(site, key, section, url, tuple(blocks)))


def _page(
    site: Site, key: str, section: RecordsSection, url: str, blocks: tuple[Block, ...], kind: str = "list"
) -> Page:
    return Page(
        url, section.title, blocks, kind, key, site.trail(key)[:1],
        head_title=section.head_title, base_href=section.base_href, language=section.language,
    )  # fmt: skip


def _head(site: Site, key: str, section: RecordsSection) -> list[Block]:
    blocks: list[Block] = [Prose((site.days.fill(section.intro),))] if section.intro else []
    if section.search:
        method = {"get": "get", "broken": "get", "post": "post", "script": "script"}[section.search]
        fields = (FormField(_SEARCH, "Từ khóa"), FormField("lv", "Lĩnh vực", "select", options=("Tất cả", "Khác")))
        blocks.append(Form(site.section_url(key), fields, method, "Tìm kiếm", "Tra cứu"))
    return blocks


def _grid(section: RecordsSection, rows: tuple[tuple[Cell, ...], ...]) -> Grid:
    return Grid(tuple(section.columns.values()), rows, style=section.style, note=section.note)


def _written(site: Site, section: RecordsSection) -> tuple[Entry, ...]:
    rows = tuple({name: site.days.fill(value) for name, value in row.items()} for row in section.rows)
    return tuple(
        Entry(number, next(iter(row.values())), None, paragraphs=_text_of(row), values=row)
        for number, row in enumerate(rows, start=1)
    )


def _text_of(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in row.get("text", "").splitlines() if line.strip())


def _record_url(site: Site, key: str, entry: Entry) -> str:
    path = site.addresses.item(site.places[key], entry.number, entry.title, True, entry.day)
    return site.url(path, site.section(key).host)


def _file(site: Site, key: str, section: RecordsSection, entry: Entry) -> str:
    ending = "pdf" if section.file == "scan" else section.file
    name = f"{ascii_of(entry.values.get('number', '') or entry.title)[:40].strip()}.{ending}"
    name = "".join(letter if letter.isalnum() or letter == "." else "_" for letter in name)
    url = site.url(site.addresses.file(site.places[key], entry.number, name, entry.day), section.host)
    bad = section.file_answer in ("missing", "page") or (section.file_answer == "half" and entry.number % 2 == 0)
    answer = {"missing": "missing", "page": "page"}.get(section.file_answer, "missing") if bad else "good"
    paragraphs = (*_heading_lines(entry.values), *entry.paragraphs)
    scan = section.file == "scan"
    data = {"name": name, "title": entry.title, "paragraphs": paragraphs, "answer": answer, "scan": scan}
    return site.offer(url, FileData.model_validate(data))


def _heading_lines(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values[name] for name in ("issuer", "abstract", "goal") if values.get(name))


def _row(section: RecordsSection, entry: Entry, url: str, file: str) -> tuple[Cell, ...]:
    cells = []
    linked = False
    for name in section.columns:
        text = entry.values.get(name, "")
        if name in ("file", "form") and file and section.file and name == _file_column(section):
            cells.append(Cell("", links=(Anchor(text or "Tải về", file),)))
        elif name == "submit" and text:
            cells.append(Cell("", links=(Anchor(text, _submission_url(url)),)))
        elif url and not linked and name in ("abstract", "title", "name", "number", "issue", "code"):
            linked = name in ("abstract", "title", "name", "issue")
            cells.append(Cell(text, url))
        else:
            cells.append(Cell(text))
    return tuple(cells)


def _file_column(section: RecordsSection) -> str:
    return "file" if "file" in section.columns or "form" not in section.columns else "form"


def _record(site: Site, key: str, section: RecordsSection, entry: Entry, url: str, file: str | None) -> Page:
    rows = tuple(
        (label, Cell(entry.values.get(name, ""))) for name, label in section.detail.items() if entry.values.get(name)
    )
    blocks: list[Block] = [Facts(rows)] if rows else []
    if entry.values.get("submit"):
        blocks.append(Links((Anchor(entry.values["submit"], _submission_url(url)),)))
    if section.body:
        blocks.append(Prose(entry.paragraphs))
    if file:
        blocks.append(Files((Anchor(file.rsplit("/", 1)[-1], file),)))
    if section.form:
        blocks.append(form_block(site, key, section.form))
    return Page(
        url, entry.title, tuple(blocks), "record", key, site.trail(key), entry.day,
        head_title=section.head_title, base_href=section.base_href, language=section.language,
    )  # fmt: skip


def _submission_url(url: str) -> str:
    return f"{url}&nop=1" if "?" in url else f"{url}?nop=1"


def _submission(site: Site, key: str, entry: Entry, url: str) -> Page:
    """The entry to online submission: a log-in that names the service."""
    fields = (FormField("tendangnhap", "Tên đăng nhập"), FormField("matkhau", "Mật khẩu", "password"))
    blocks = (
        Prose((f"Nộp hồ sơ trực tuyến: {entry.title}. Vui lòng đăng nhập để khai hồ sơ điện tử.",)),
        Form(site.section_url(key), fields, "post", "Đăng nhập", "Đăng nhập hệ thống dịch vụ công"),
    )
    return Page(_submission_url(url), f"Nộp hồ sơ: {entry.title}", blocks, "text", key, site.trail(key))


def _searchable(site: Site, key: str, section: RecordsSection, rows: tuple[tuple[Cell, ...], ...]) -> None:
    def answer(question: Mapping[str, str]) -> Page:
        wanted = words_of(question.get(_SEARCH, "")).split()
        found = tuple(
            row
            for row in rows
            if section.search == "get"
            and all(word in words_of(" ".join(cell.text for cell in row)).split() for word in wanted)
        )
        head = _head(site, key, section)
        result: Block = _grid(section, found) if found else Prose(("Không tìm thấy văn bản phù hợp.",))
        return _page(site, key, section, site.section_url(key), (*head, result), "answer")

    site.answers[(site.section_url(key), _SEARCH)] = answer
