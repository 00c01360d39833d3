"""Figures on dossiers that a portal publishes: received, settled, on time, with the address and the day they were seen.

Circular 32/2017 Art. 11(3), Decree 43/2011 Art. 18(3). A figure is a number beside its label: in a tile, a line, a
column of a table. Told of the portal as a whole, or of one service where it stands on that service's own page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from checks.all_candidates import candidates_of
from checks.per_site import once_per_site
from checks.places import Places
from checks.services.context import on_service_host
from checks.services.details import details_of
from checks.services.entries import Entry
from checks.services.host_menu import menu_of_host
from checks.services.listing import read_listing
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence
from domain.text import fold
from pages.view import Block, PageView, Region

PROBE = "services"
_FRAME = frozenset({Region.HEADER, Region.NAV})
_NUMBER = re.compile(
    r"(?<![\w.,/-])\d{1,3}(?:[.,]\d{3})+(?![\w])|(?<![\w.,/-])\d{1,9}(?:[.,]\d{1,2})?(?:\s*%)?(?![\w/-])"
)
_PERIOD = re.compile(
    r"từ đầu năm|lũy kế|trong năm|năm \d{4}|tháng \d{1,2}(?:/\d{4})?|quý [IVX1-4]+(?:/\d{4})?"
    r"|từ (?:ngày )?\d{1,2}/\d{1,2}/\d{4}",
    re.I,
)
_CLAUSES = re.compile(r"\s*;\s*|\s+[|·•]\s+|\.\s+(?=\D)|,\s+(?=\D)")
_SHORT = 14  # words of a line that is a figure with its label
_STATISTICS = "service_statistics"
_STRENGTH = 0.6
_VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` as written ("1.234", "98,5%"); `kind`: a key of the lexicon's dossier_figures; `period`: as written."""

    kind: str
    value: str
    evidence: Evidence
    seen: datetime
    period: str = ""


@once_per_site
def dossier_figures(site: Site) -> tuple[Figure, ...]:
    """Figures of the portal as a whole, the first of each kind; from its pages of services and of statistics. How often
    pages are visited is no figure on services, unless it is told of one."""
    found: dict[str, Figure] = {}
    own = {page.url for entry in read_listing(site).entries if (page := details_of(site, entry).page) is not None}
    own -= {entry.seen.url for entry in read_listing(site).entries}
    for page in _pages(site):
        if page.url in own:
            continue
        for figure in figures_on(site, page):
            if figure.kind != _VISITS:
                found.setdefault(figure.kind, figure)
    return tuple(found[kind] for kind in sorted(found))


def figures_of(site: Site, entry: Entry) -> tuple[Figure, ...]:
    """Figures on one service's own page; a counter in the portal's foot counts other visits."""
    details = details_of(site, entry)
    if details.page is None or details.page.url != _own(site, entry):
        return ()
    foot = {block.xpath for block in details.page.view.blocks if block.region is Region.FOOTER}
    return tuple(
        figure
        for figure in figures_on(site, details.page)
        if figure.kind != _VISITS or figure.evidence.locator.value not in foot
    )


def _own(site: Site, entry: Entry) -> str:
    page = site.page(entry.url) if entry.url else None
    return page.url if page is not None else ""


def _pages(site: Site) -> Iterator[SitePage]:
    named = (item.page_found for item in candidates_of(site, _STATISTICS) if item.strength >= _STRENGTH)
    start = [site.page(read_listing(site).home)] if read_listing(site).home else []
    hosts = (page for page in site.pages if on_service_host(site, page.url) and page.capture.depth <= 1)
    seen: set[str] = set()
    menu = (page for _, page in menu_of_host(site))
    for page in (*named, *start, *hosts, *menu, *((site.home,) if site.home is not None else ())):
        if page is not None and page.url not in seen:
            seen.add(page.url)
            yield page


def figures_on(site: Site, page: SitePage) -> tuple[Figure, ...]:
    """The figures of one page, at most one of a kind."""
    words = {fold(name): kind for kind, names in site.lexicon.words.fields["dossier_figures"].items() for name in names}
    found: dict[str, Figure] = {}
    period = next((match.group() for block in page.view.blocks if (match := _PERIOD.search(block.text))), "")
    clauses = page is not site.home  # on a front page stand headlines
    for kind, value, xpath, said in (*_of_tables(page.view, words), *_of_lines(page.view, words, clauses=clauses)):
        evidence = site.evidence(page, xpath, PROBE, excerpt=said, value=value)
        found.setdefault(kind, Figure(kind, value, evidence, page.capture.fetched_at, period))
    return tuple(found.values())


Told = tuple[str, str, str, str]  # kind, value, XPath, excerpt


def _of_tables(view: PageView, words: dict[str, str]) -> Iterator[Told]:
    """Columns so headed; of many rows the one that sums up, else the last."""
    for table in view.tables:
        kinds = [words.get(fold(header), "") for header in table.headers]
        if sum(1 for kind in kinds if kind) < 2 or not table.rows:
            continue
        place = next(
            (
                n
                for n, row in enumerate(table.rows)
                if fold(row[0] + (row[1] if len(row) > 1 else "")).startswith("tong")
            ),
            len(table.rows) - 1,
        )
        for kind, cell in zip(kinds, table.rows[place], strict=False):
            number = _NUMBER.search(cell)
            if kind and number:
                xpath = table.row_xpaths[place] if place < len(table.row_xpaths) else table.xpath
                yield kind, number.group().strip(), xpath, " | ".join(table.rows[place])


def _of_lines(view: PageView, words: dict[str, str], *, clauses: bool) -> Iterator[Told]:
    """ "Đã tiếp nhận: 1.234", several such in a line, or the number in the line next to its label, in the same tile."""
    blocks = [block for block in view.blocks if block.region not in _FRAME]
    places = Places(blocks)
    for at, block in enumerate(blocks):
        parts = _CLAUSES.split(block.text) if clauses else [block.text]
        for part in parts if len(parts) > 1 else ():
            kind, value = _of_clause(part, words)
            if value:
                yield kind, value, block.xpath, block.text
        kind, value = _of_clause(block.text, words)
        if value:
            yield kind, value, block.xpath, block.text
        elif kind:
            near = _beside(blocks, places, at)
            if near is not None:
                yield kind, near.text.strip(), near.xpath, f"{block.text}: {near.text}"


def _of_clause(text: str, words: dict[str, str]) -> tuple[str, str]:
    """The kind that a line names and its number, "" where it has none: "Đã tiếp nhận: 12", "đã giải quyết 12 hồ sơ"."""
    if len(text.split()) > _SHORT:
        return "", ""
    for said in dict.fromkeys((text, text.rpartition(": ")[2])):
        number = _NUMBER.search(said)
        before, behind = (said[: number.start()], said[number.end() :]) if number else (said, "")
        for label in (f"{before} {behind}", f"{behind} {before}"):
            folded = fold(_NUMBER.sub(" ", label.replace(":", " ").replace("|", " ")))
            kind = words.get(folded.removesuffix(" ho so"), "") or words.get(folded, "")
            if kind:
                return kind, number.group().strip() if number else ""
    return "", ""


def _beside(blocks: Sequence[Block], places: Places, at: int) -> Block | None:
    """The bare number that shares a tile with a label: in the element around it that holds just the two."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(blocks) and _NUMBER.fullmatch(blocks[other].text.strip()):
            around = _common(blocks[at].xpath, blocks[other].xpath)
            start, end = places.span(around)
            if end - start <= 3:
                return blocks[other]
    return None


def _common(one: str, other: str) -> str:
    shared = []
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        shared.append(left)
    return "/".join(shared)
