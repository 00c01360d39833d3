"""Elements that each entry of a list must have, told by its words, its figures, the period it names: figures, report,
method, analysis and time of statistics. Files are read where their text was drawn. Decree 43 Art. 12(3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import Field

from checks.candidates import Candidate
from checks.entries import best_items, sampled, section_items
from checks.entry_texts import EntryText, read_entry
from checks.figure_tables import figures_in, names_period
from checks.file_types import claimed_ending
from checks.grade_list import grade_list
from checks.judged import Judged
from checks.list_item import Item
from checks.list_params import DatedListParams
from checks.observations import Observation
from checks.phrases import Phrases
from checks.probe_kind import Params, ProbeKind
from checks.probes.dated_list import list_of, no_items
from checks.requirement import Requirement
from checks.section import judge_section
from checks.seen_shares import enough_seen, too_few_seen
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from pages.dates import find_dates

NAME = "elements"
_SHEETS = frozenset({"xls", "xlsx", "csv", "ods"})
_SHOWN = 5


class Element(Params):
    """One element. Of its conditions all that are set must hold: `words` in the entry's text; `titles` in its title;
    `figures`: so many of them, or a spreadsheet; `running`: so many words of its own; `period`: a time is named.
    `once`: given with one entry, or as an entry of its own, it serves all."""

    name: str
    en: str
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    figures: int = 0
    running: int = 0
    period: bool = False
    once: bool = False


class ElementsParams(DatedListParams):
    """The parameters of the list whose entries are looked at, and the elements."""

    elements: tuple[Element, ...] = Field(min_length=1)


def run(site: Site, params: ElementsParams, _requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params)

    return judge_section(site, params.section, NAME, judge)


def _judge(site: Site, candidate: Candidate, page: SitePage, params: ElementsParams) -> Judged:
    listing = list_of(site, candidate, page)
    if not listing.items:
        return no_items(site, page, listing)
    items = section_items(site, params.section, listing.items)
    grade = grade_list(site, items, params)
    grade = grade if grade.earned else grade_list(site, listing.items, params)
    if grade.earned == 0:
        return Judged(0.0, 0.0, grade.code, grade.reason)
    entries = [read_entry(site, item, site.page(item.page) or page) for item in sampled(_apart(grade.counted))]
    found = [_present(entry, params.elements) for entry in entries]
    pairs = list(zip(entries, found, strict=True))
    seen = [(entry, has) for entry, has in pairs if not entry.unread or len(has) == len(params.elements)]
    everywhere = _once(items, [has for _, has in pairs], params.elements)
    if enough_seen(len(seen), len(entries)):
        return _share(site, [(entry, has | everywhere) for entry, has in seen], params.elements)
    told = sum(1 for entry, has in pairs if has and entry.words)
    if not enough_seen(told, len(entries)):
        scanned = sum(1 for entry in entries if entry.scanned)
        return too_few_seen(len(seen), len(entries), Text2("mục thống kê", "statistics"), scanned)
    return _rest_unknown(_share(site, [(entry, has | everywhere) for entry, has in pairs], params.elements))


def _rest_unknown(judged: Judged) -> Judged:
    """What the pages of the entries show is proven; what else their files hold was not read: Decree 43 Art. 12(3)."""
    said = Text2(
        f"{judged.reason.vi} Tệp đính kèm chưa đọc được nên phần còn lại chưa rõ.",
        f"{judged.reason.en} Their files could not be read, so the rest is unknown.",
    )
    return replace(judged, unknown=round(1 - judged.earned, 4), code="files_unread", reason=said)


def listed_entries(site: Site, params: ElementsParams) -> Sequence[Item]:
    """The sampled entries, for the crawl."""
    items = best_items(site, params.section)
    return sampled(_apart(grade_list(site, items, params).counted)) if items else ()


def _apart(items: Sequence[Item]) -> list[Item]:
    """Rows of figures that open nothing are one entry for each page: the table they make up."""
    kept: dict[tuple[str, str], Item] = {}
    for item in items:
        bare = item.url is None and not item.file_urls and bool(item.row)
        kept.setdefault((item.page, "" if bare else item.xpath), item)
    return list(kept.values())


def _present(entry: EntryText, elements: Sequence[Element]) -> frozenset[str]:
    return frozenset(element.name for element in elements if _holds(entry, element))


def _holds(entry: EntryText, element: Element) -> bool:
    if element.titles and not Phrases.of(element.titles).found_in(entry.item.title):
        return False
    if element.words and not Phrases.of(element.words).found_in(entry.text):
        return False
    if entry.words < element.running:
        return False
    if element.figures and not _has_figures(entry, element.figures):
        return False
    return not element.period or _names_period(entry)


def _names_period(entry: EntryText) -> bool:
    return bool(find_dates(entry.told) or names_period(f"{entry.item.shown}\n{entry.told}"))


def _has_figures(entry: EntryText, least: int) -> bool:
    if any(claimed_ending(url) in _SHEETS for url in entry.files):
        return True
    return figures_in(entry.text) >= least


def _once(items: Sequence[Item], found: Sequence[frozenset[str]], elements: Sequence[Element]) -> frozenset[str]:
    """Elements that one entry gives for all: described there, or an entry of its own."""
    given = set()
    for element in elements:
        words = Phrases.of(element.words)
        if element.once and (
            any(element.name in has for has in found) or any(words.found_in(item.title) for item in items)
        ):
            given.add(element.name)
    return frozenset(given)


def _share(site: Site, seen: Sequence[tuple[EntryText, frozenset[str]]], elements: Sequence[Element]) -> Judged:
    counts = {element.name: sum(1 for _, has in seen if element.name in has) for element in elements}
    share = round(sum(counts.values()) / (len(elements) * len(seen)), 4)
    lacking = [element for element in elements if counts[element.name] < len(seen)]
    vi = f"{round(100 * share)} % các thành phần của {len(seen)} mục trong mẫu được nêu."
    en = f"{round(100 * share)} % of the elements of {len(seen)} sampled entries are there."
    if lacking:
        vi += f" Thiếu ở một phần hoặc tất cả: {', '.join(element.name for element in lacking)}."
        en += f" Lacking for some or all: {', '.join(element.en for element in lacking)}."
    code = "full" if not lacking else "some_elements" if share else "no_elements"
    figures = (("entries", float(len(seen))), ("share", share))
    return Judged(share, 0.0, code, Text2(vi, en), _evidence(site, seen, elements), figures=figures)


def _evidence(
    site: Site, seen: Sequence[tuple[EntryText, frozenset[str]]], elements: Sequence[Element]
) -> tuple[Evidence, ...]:
    """The first entry that has each element, with its words."""
    shown: dict[str, Evidence] = {}
    for element in elements:
        entry = next((entry for entry, has in seen if element.name in has), None)
        if entry is not None:
            shown[element.name] = entry.evidence(site, NAME, _words_of(entry, element), element.name)
    if not shown:
        entry = seen[0][0]
        return (entry.evidence(site, NAME, "", ""),)
    return tuple(dict.fromkeys(shown.values()))[:_SHOWN]


def _words_of(entry: EntryText, element: Element) -> str:
    """The line of an entry that shows an element."""
    words = Phrases.of(element.words)
    lines: Mapping[str, None] = dict.fromkeys(block.text for block in entry.lines)
    texts = (line for text in entry.texts for line in text.text.splitlines())
    for line in (*lines, *texts):
        if element.words and words.found_in(line):
            return line
        if element.figures and figures_in(line) > 1:
            return line
        if element.period and names_period(line):
            return line
    return ""


PROBE = ProbeKind(
    NAME,
    ElementsParams,
    run,
    Text2(
        "Từng mục của danh sách có đủ các thành phần, kể cả trong tệp đính kèm.",
        "Each entry of a list has its elements, files included.",
    ),
    entries=listed_entries,
)
