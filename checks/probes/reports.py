"""Kinds of report that the entries of a list come with: of accepted topics the synthesis report and the report on
application, or their summaries. Decree 43 Art. 11(2).

A list of accepted topics without reports is worth some; news about research is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from checks.candidates import Candidate
from checks.entries import best_items, item_day, sampled, section_items
from checks.entry_texts import EntryText, read_entry
from checks.file_answers import FileState, file_answer
from checks.filler import opens_more
from checks.freshness import age_of, capture_day, limits_for
from checks.judged import Judged, aged, refuse
from checks.list_item import Item
from checks.observations import FULL, MOST, SOME, Observation, Unknown
from checks.phrases import Phrases, opens
from checks.probe_kind import Params, ProbeKind, SectionParams
from checks.probes.dated_list import list_of, no_items
from checks.record_days import begun, record_days
from checks.records import columns_of, is_value, listed_values
from checks.requirement import Requirement
from checks.section import judge_section
from checks.seen_shares import enough_seen
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2

NAME = "reports"
_PART = 0.25  # of the entries must have a kind of report for it to be one that the list offers
_SHOWN = 3
_COLUMNS = 2  # of a topic, by which an entry is known
_SUMMARY = 80  # words of an entry's own


class ReportKind(Params):
    """`words`: names of the report, of its column, of its file. `tells`: words of a summary of it in running text."""

    name: str
    en: str
    words: tuple[str, ...] = Field(min_length=1)
    tells: tuple[str, ...] = ()


class ReportsParams(SectionParams):
    """`group`: of the lexicon's fields, by whose columns an entry is known. `openings` of titles of
    entries; `unless`: of news. `among`: a section whose list may hold accepted ones among others, told by the
    words `accepted`; `rated`: words of the grades that councils give, by which a bare line is one."""

    group: str
    kinds: tuple[ReportKind, ...] = Field(min_length=1)
    openings: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    among: str = ""
    accepted: tuple[str, ...] = ()
    rated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry, the kinds of report that it has, and whether what may hold them was read."""

    entry: EntryText
    has: frozenset[str]

    @property
    def seen(self) -> bool:
        return bool(self.has) or not self.entry.unread


def run(site: Site, params: ReportsParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params, requirement)

    own = judge_section(site, params.section, NAME, judge)
    if own.earned or own.unknown or not params.among:
        return own
    among = judge_section(site, params.among, NAME, judge)
    return among if among.earned else own


def _judge(site: Site, candidate: Candidate, page: SitePage, params: ReportsParams, requirement: Requirement) -> Judged:
    listing = list_of(site, candidate, page)
    if not listing.items:
        return no_items(site, page, listing)
    items = section_items(site, candidate.section, listing.items)
    accepted = params.accepted if candidate.section == params.among else ()
    entries = [item for item in items if _is_entry(site, item, params, accepted)]
    if not entries:
        shown = items[0].title[:80]
        return refuse(
            "no_entries",
            f"Danh sách không có đề tài đã nghiệm thu hay báo cáo nào (“{shown}”).",
            f"The list holds no accepted topic and no report (“{shown}”).",
        )
    chosen = sampled(entries)
    read = [_read(site, item, site.page(item.page) or page, params) for item in chosen]
    read = [entry for entry in read if not _is_news(entry)]
    if not read:
        return refuse("news_only", "Danh sách chỉ có tin, bài.", "The list holds news only.")
    return _with_age(site, page, _graded(site, read, params), entries, params, requirement)


def listed_entries(site: Site, params: ReportsParams) -> Sequence[Item]:
    """The sampled entries, for the crawl."""
    return sampled([item for item in best_items(site, params.section) if _is_entry(site, item, params, ())])


def _is_entry(site: Site, item: Item, params: ReportsParams, accepted: Sequence[str]) -> bool:
    """A topic or a report on one: by its columns or its title, or a line that says when it was accepted and how it was
    rated (works are accepted as well); one that shows words of `accepted`, where there are."""
    told = item.shown
    if Phrases.of(params.unless).found_in(item.title):
        return False
    if accepted and not Phrases.of(accepted).found_in(told):
        return False
    columns = {*columns_of(site, params.group, item), *listed_values(site, params.group, item)} - {"", "name"}
    listed = item.url is None and item_day(item) is not None and Phrases.of(params.rated).found_in(told)
    named = listed or any(Phrases.of(kind.words).found_in(told) for kind in params.kinds)
    return opens(item.title, params.openings) or named or len(columns) >= _COLUMNS


def _read(site: Site, item: Item, listed: SitePage, params: ReportsParams) -> _Entry:
    entry = read_entry(site, item, listed)
    return _Entry(entry, frozenset(kind.name for kind in params.kinds if _has(site, entry, kind)))


def _has(site: Site, entry: EntryText, kind: ReportKind) -> bool:
    """A kind of report: as a filled column, as the entry itself, as a file of its page, as a summary in its text."""
    words, item = Phrases.of(kind.words), entry.item
    hands_out = any(file_answer(site, url).state is FileState.GOOD for url in entry.files)
    offers = hands_out or entry.words >= _SUMMARY
    cells = [cell for header, cell in item.row if words.found_in(header)]
    if any((offers if opens_more(cell) else is_value(cell)) for cell in cells):
        return True
    if words.found_in(item.title) and offers:
        return True
    links = site.own_links(entry.detail) if entry.detail is not None and entry.detail is not entry.listed else ()
    if hands_out and any(link.url in entry.files and words.found_in(link.label or link.title) for link in links):
        return True
    told = Phrases.of((*kind.words, *kind.tells))
    return entry.words >= _SUMMARY and told.found_in(entry.text)


def _is_news(entry: _Entry) -> bool:
    """Running text behind a title, without any kind of report in it: an article on research."""
    item = entry.entry.item
    return not entry.has and not item.row and not entry.entry.files and entry.entry.words >= _SUMMARY


def _graded(site: Site, read: Sequence[_Entry], params: ReportsParams) -> Judged:
    seen = [entry for entry in read if entry.seen]
    if not enough_seen(len(seen), len(read)):
        scanned = sum(1 for entry in read if entry.entry.scanned)
        return _list_only(site, read, seen, scanned)
    shares = {kind.name: sum(1 for entry in seen if kind.name in entry.has) / len(seen) for kind in params.kinds}
    present = [kind for kind in params.kinds if shares[kind.name] >= _PART]
    missing = [kind for kind in params.kinds if shares[kind.name] < _PART]
    evidence = _evidence(site, seen)
    figures = (("entries", float(len(seen))),)
    if not present:
        reason = Text2(
            f"Chỉ có danh sách {len(seen)} đề tài đã nghiệm thu, không có báo cáo.",
            f"Only a list of {len(seen)} accepted topics, without reports.",
        )
        return Judged(SOME, 0.0, "list_only", reason, evidence, figures=figures)
    vi = f"{len(seen)} đề tài của mẫu có: {', '.join(kind.name for kind in present)}."
    en = f"The {len(seen)} sampled entries have: {', '.join(kind.en for kind in present)}."
    if not missing:
        return Judged(FULL, 0.0, "full", Text2(vi, en), evidence, figures=figures)
    vi += f" Không thấy: {', '.join(kind.name for kind in missing)}."
    en += f" Not found: {', '.join(kind.en for kind in missing)}."
    return Judged(MOST, 0.0, "most", Text2(vi, en), evidence, figures=figures)


def _list_only(site: Site, read: Sequence[_Entry], seen: Sequence[_Entry], scanned: int) -> Judged:
    """The list is there; what its entries hold was not read, so only the step it proves is earned."""
    by_scan = enough_seen(len(seen) + scanned, len(read)) and scanned > 0
    vi = f"Có danh sách {len(read)} mục; nội dung của chúng chưa xem được"
    en = f"There is a list of {len(read)} entries; what they hold was not read"
    reason = Text2(f"{vi} (tệp ảnh quét: cần người mở xem).", f"{en} (scans: a person has to open them).")
    reason = reason if by_scan else Text2(f"{vi}.", f"{en}.")
    kind = Unknown.HUMAN if by_scan else Unknown.UNSEEN
    rest = round(1 - SOME, 4)
    return Judged(SOME, rest, "scan" if by_scan else "unfetched", reason, _evidence(site, read), unknown_kind=kind)


def _evidence(site: Site, read: Sequence[_Entry]) -> tuple[Evidence, ...]:
    """Entries with most kinds of report first."""
    ordered = sorted(read, key=lambda entry: -len(entry.has))[:_SHOWN]
    return tuple(
        site.evidence(
            entry.entry.listed,
            entry.entry.item.xpath,
            NAME,
            excerpt=entry.entry.item.title,
            value=", ".join(sorted(entry.has)),
        )
        for entry in ordered
    )


def _with_age(
    site: Site,
    page: SitePage,
    judged: Judged,
    items: Sequence[Item],
    params: ReportsParams,
    requirement: Requirement,
) -> Judged:
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return judged
    captured = capture_day(page.capture)
    values = [listed_values(site, params.group, item) for item in items]
    periods = [_period(shown.get("accepted", ""), shown.get("time", "")) for shown in values]
    age = age_of(record_days(site, items, periods, page, captured), limits, captured)
    return aged(judged, age)


def _period(accepted: str, time: str) -> str:
    """When a topic was accepted, else the end of its time."""
    return accepted if begun(accepted, None) else re.split(r"\s*(?:-|–|đến)\s*", time)[-1]


PROBE = ProbeKind(
    NAME,
    ReportsParams,
    run,
    Text2(
        "Mục của danh sách có từng loại báo cáo hoặc bản tóm tắt của nó.",
        "The entries of a list come with each kind of report, or a summary of it.",
    ),
    entries=listed_entries,
)
