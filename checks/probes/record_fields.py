"""Named fields of a list's entries: topics of research, projects, tender notices. Each is looked for in columns, cards,
detail pages and linked files; the share over the sample counts.

Decree 43 Art. 10(1)(h), 11(1). News about projects or research are no entries of such a list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checks.candidates import Candidate
from checks.entries import section_items, with_inner_rows
from checks.freshness import age_of, capture_day, limits_for
from checks.judged import Judged, aged, refuse
from checks.list_item import Item
from checks.observations import Observation
from checks.phrases import Phrases
from checks.probe_kind import ProbeKind
from checks.probes.dated_list import list_of, no_items
from checks.record_days import record_days
from checks.record_kinds import (
    TIME,
    TITLE,
    Chosen,
    RecordFieldsParams,
    RecordKind,
    choose,
    group_lines,
    listed_entries,
    period_of,
    place_of,
)
from checks.records import Record
from checks.requirement import Requirement
from checks.section import judge_section
from checks.seen_shares import enough_seen, too_few_seen
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2

NAME = "record_fields"
_SHOWN = 3
_HEADINGS = 4


def run(site: Site, params: RecordFieldsParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, params, requirement)

    return judge_section(site, params.section, NAME, judge)


def _judge(
    site: Site, candidate: Candidate, page: SitePage, params: RecordFieldsParams, requirement: Requirement
) -> Judged:
    listing = list_of(site, candidate, page)
    if not listing.items:
        return no_items(site, page, listing)
    items = section_items(site, params.section, listing.items)
    items = with_inner_rows(site, items, Phrases.of(params.lists))
    chosen = choose(site, items, params)
    if chosen is None:
        shown = items[0].title[:80]
        return refuse(
            "no_records",
            f"Danh sách có {len(items)} mục nhưng không mục nào là {params.kinds[0].name} (ví dụ “{shown}”).",
            f"The list has {len(items)} items, none of them an entry of the kind asked for (such as “{shown}”).",
        )
    records = chosen.records
    seen = [record for record in records if not _unseen(record, chosen.kind)]
    if not enough_seen(len(seen), len(records)):
        scanned = sum(1 for record in records if record.scanned)
        return too_few_seen(len(seen), len(records), Text2("mục", "entries"), scanned)
    heads = _heads(site, candidate, items, params)
    seen = [_with_heading(record, heads, params) for record in seen]
    return _with_age(site, page, _share(site, page, seen, chosen, params), chosen, params, requirement)


def _unseen(record: Record, kind: RecordKind) -> bool:
    """Neither complete in the list nor read on its own page; or nothing but a name and a file that was not read."""
    shown = frozenset(kind.fields) & record.values.keys()
    if len(shown) == len(kind.fields):
        return False
    if record.unread:
        return True
    bare = shown <= {TITLE}
    return bare and bool(record.item.file_urls) and (record.scanned or not record.files)


def _heads(
    site: Site, candidate: Candidate, items: Sequence[Item], params: RecordFieldsParams
) -> Mapping[tuple[str, str], str]:
    """What stands above each entry: the headings of its page, the label that leads there, the line of its group."""
    if not params.by_heading:
        return {}
    lines = group_lines(items)
    of_page: dict[str, str] = {}
    group: dict[str, str] = {}
    found: dict[tuple[str, str], str] = {}
    for item in items:
        if item.page not in of_page:
            of_page[item.page] = _page_heads(site, candidate, item.page)
        group[item.page] = lines.get(place_of(item), group.get(item.page, ""))
        found[place_of(item)] = f"{of_page[item.page]}\n{group[item.page]}"
    return found


def _page_heads(site: Site, candidate: Candidate, url: str) -> str:
    page = site.page(url)
    label = candidate.label if page is candidate.page_found else ""
    headings = [heading.text for heading in site.own_headings(page)[:_HEADINGS]] if page is not None else []
    return "\n".join((label, page.view.title if page is not None else "", *headings))


def _with_heading(record: Record, heads: Mapping[tuple[str, str], str], params: RecordFieldsParams) -> Record:
    above = f"{record.item.text}\n{heads.get(place_of(record.item), '')}"
    given = {
        field: above.strip()[:80]
        for field, words in params.by_heading.items()
        if field not in record.values and Phrases.of(words).found_in(above)
    }
    return replace(record, values={**record.values, **given}) if given else record


def _share(site: Site, page: SitePage, seen: Sequence[Record], chosen: Chosen, params: RecordFieldsParams) -> Judged:
    fields = chosen.kind.fields
    counts = {field: sum(1 for record in seen if record.shows(field)) for field in fields}
    share = round(sum(counts.values()) / (len(fields) * len(seen)), 4)
    names = site.lexicon.words.fields[params.group]
    lacking = [field for field in fields if counts[field] < len(seen)]
    percent, count, total = round(100 * share), len(seen), len(chosen.items)
    vi = f"{percent} % thông tin của {count} {chosen.kind.name} trong mẫu được nêu (có {total} mục)."
    en = f"{percent} % of the fields of {count} sampled entries are shown (of {total})."
    if lacking:
        vi += f" Thiếu ở một phần hoặc tất cả: {', '.join(names[field][0].lower() for field in lacking)}."
        en += f" Lacking for some or all: {', '.join(lacking)}."
    figures = (("records", float(len(seen))), ("share", share))
    code = "full" if not lacking else "some_fields"
    evidence = tuple(_evidence(site, page, record, fields) for record in seen[:_SHOWN])
    return Judged(share, 0.0, code, Text2(vi, en), evidence, figures=figures)


def _evidence(site: Site, page: SitePage, record: Record, fields: Sequence[str]) -> Evidence:
    shown = ", ".join(field for field in fields if record.shows(field))
    listed = site.page(record.item.page) or page
    return site.evidence(listed, record.item.xpath, NAME, excerpt=record.item.title, value=shown)


def _with_age(
    site: Site, page: SitePage, judged: Judged, chosen: Chosen, params: RecordFieldsParams, requirement: Requirement
) -> Judged:
    """The age is that of all entries, not of the sample alone."""
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return judged
    captured = capture_day(page.capture)
    read = {place_of(record.item): record.values.get(TIME, "") for record in chosen.records}
    periods = [read.get(place_of(item)) or period_of(site, item, params) for item in chosen.items]
    days = record_days(site, chosen.items, periods, page, captured)
    return aged(judged, age_of(days, limits, captured))


PROBE = ProbeKind(
    NAME,
    RecordFieldsParams,
    run,
    Text2(
        "Tỷ lệ các thông tin được nêu của từng mục trong danh sách, ở bảng, trang chi tiết hoặc tệp.",
        "The share of named fields shown for a list's entries, in columns, on detail pages or in files.",
    ),
    entries=listed_entries,
)
