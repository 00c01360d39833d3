"""The text of a file laid out as a page, so that probes judge it as they judge a page: lines as blocks, rows as tables.

Places are paths such as `/file/page[3]/line[12]`; as evidence they name the page of the file.
"""

import re
from collections.abc import Sequence

from checks.file_texts import FileText
from domain.text import clean
from pages.dates import find_dates
from pages.view import CELLS, Block, FoundDate, PageView, Region, Table

_PAGE = re.compile(r"^/file/page\[(\d+)\]")
_WRAPPED = 0.8  # of the page's full width: a line that long goes on in the next one
_LEAST_WIDTH = 50
_ENDS = (".", ";", ":", "!", "?", "…", "/.", "./.")
_BEGINS = re.compile(
    r"\s*(?:[-–+*•]|\d{1,3}[.)]|[IVX]{1,5}[.)]|[a-zđ][.)]\s|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVX]"
    r"|(?:Căn cứ|Xét|Theo đề nghị)\s)"
)
_LEAST_ROWS = 2
HEAD_WORDS = 150
_GAP = 1  # lines without cells inside a table: the name of a unit above its people


def page_number(xpath: str) -> int:
    """The page of the file that a place stands on; 0 for the whole."""
    found = _PAGE.match(xpath)
    return int(found.group(1)) if found else 0


def view_of(text: FileText) -> PageView:
    """What a probe may ask of a page, out of a file's text."""
    blocks: list[Block] = []
    tables: list[Table] = []
    for number, page in enumerate(text.pages, 1):
        around = f"/file/page[{number}]"
        lines = unwrapped([line for line in page.split("\n") if line.strip()])
        blocks += [
            Block(clean(line.replace("\t", CELLS)), f"{around}/line[{place}]", Region.MAIN)
            for place, line in enumerate(lines, 1)
        ]
        tables += _tables(lines, around)
    return PageView(
        url=text.file.url, base=text.file.url, title="", lang="", charset="utf-8", declared_charset="", metas=(),
        links=(), headings=(), forms=(), blocks=tuple(block for block in blocks if block.text), images=(),
        tables=tuple(tables), dates=tuple(_dates(blocks)), presses=(), moving=(), tips=(),
        parts=(),
    )  # fmt: skip


def head_of(lines: Sequence[str]) -> str:
    """The beginning of a document: what it is and what it is about."""
    kept: list[str] = []
    left = HEAD_WORDS
    for line in lines:
        words = line.split()
        kept.append(" ".join(words[:left]))
        left -= len(words)
        if left <= 0:
            break
    return "\n".join(kept)


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines that the width of the paper broke, joined again."""
    width = max((len(line) for line in lines), default=0)
    joined: list[str] = []
    open_line = False
    for line in lines:
        if open_line and "\t" not in line and not _BEGINS.match(line):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
        full = width >= _LEAST_WIDTH and len(line) >= _WRAPPED * width
        open_line = full and "\t" not in line and not line.rstrip().endswith(_ENDS)
    return joined


def _tables(lines: Sequence[str], around: str) -> list[Table]:
    """Runs of lines with cells; a single line without cells between them belongs to the table."""
    found: list[Table] = []
    run: list[tuple[int, tuple[str, ...]]] = []
    gap = 0
    for place, line in enumerate([*lines, ""], 1):
        if "\t" in line:
            run.append((place, tuple(clean(cell) for cell in line.split("\t"))))
            gap = 0
        elif run and line and gap < _GAP:
            run.append((place, (clean(line),)))
            gap += 1
        else:
            found += _table(run[: len(run) - gap], around, len(found) + 1)
            run, gap = [], 0
    found += _table(run[: len(run) - gap], around, len(found) + 1)
    return found


def _table(run: Sequence[tuple[int, tuple[str, ...]]], around: str, number: int) -> list[Table]:
    if len(run) < _LEAST_ROWS:
        return []
    width = max(len(row) for _, row in run)
    rows = tuple(row + ("",) * (width - len(row)) for _, row in run)
    places = tuple(f"{around}/line[{place}]" for place, _ in run)
    return [Table((), rows, f"{around}/table[{number}]", Region.MAIN, places)]


def _dates(blocks: Sequence[Block]) -> list[FoundDate]:
    found = ((block, item) for block in blocks for item in find_dates(block.text))
    return [FoundDate(item.day, item.text, block.xpath, item.hour) for block, item in found]
