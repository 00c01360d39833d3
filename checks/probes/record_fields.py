"""Named fields of a list's entries: topics of research, projects, tender notices. Each is looked for in columns, cards,
detail pages and linked files; the share over the sample counts (law.md 9.2).

Decree 43 Art. 10(1)(h), 11(1). News about projects or research are no entries of such a list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import Field

from checks.candidates import Candidate
from checks.entries import best_items, item_day, sampled, section_items, with_inner_rows
from checks.freshness import age_of, capture_day, limits_for
from checks.list_item import Item
from checks.lists import article_of, article_words
from checks.observations import Observation
from checks.phrases import Phrases
from checks.probe_kind import Params, ProbeKind, SectionParams
from checks.probes.dated_list import list_of, no_items
from checks.record_days import begun, record_days
from checks.records import Record, columns_of, is_group_line, listed_values, named_in, read_record
from checks.requirement import Requirement
from checks.section import Judged, judge_section, refuse
from checks.seen_shares import enough_seen, too_few_seen
from checks.site import Site, SitePage
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = "record_fields"
_TITLE = "name"  # the field that an entry's title itself is
_TIME = "time"
_SHOWN = 3
_ARTICLE_WORDS = 120
_HEADINGS = 4
_LISTS = 4


class RecordKind(Params):
    """One kind of entry and the fields asked of it. An entry is one when its title or cells hold `words`, its title
    begins with `openings`, or enough of its fields are shown; and none that hold words of `unless`."""

    name: str
    fields: tuple[str, ...] = Field(min_length=1)
    words: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class RecordFieldsParams(SectionParams):
    """`group`: of the lexicon's fields. `kinds`: the first kind of which there are entries is judged. `least`: so many
    fields besides the name make an entry known by them. `figures`: fields that must hold a digit. `by_heading`: words
    that give a field to all entries below them. `lists`: titles that are lists themselves. `never`: entries of another
    matter. `articles`: whether running text behind a title leaves it an entry. `prose`: sentences count."""

    group: str
    kinds: tuple[RecordKind, ...] = Field(min_length=1)
    least: int = 2
    figures: tuple[str, ...] = ()
    by_heading: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    lists: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    articles: bool = True
    prose: bool = False


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The entries of one kind, and what was read of the sampled ones."""

    kind: RecordKind
    records: tuple[Record, ...]
    items: tuple[Item, ...]


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
    chosen = _chosen(site, items, params)
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


def _chosen(site: Site, items: Sequence[Item], params: RecordFieldsParams) -> _Chosen | None:
    never = Phrases.of(params.never)
    lines = _group_lines(items)
    left = [item for item in items if _place(item) not in lines and not never.found_in(_told(item))]
    for known in (_by_list, _by_page, _as_lists):
        for kind in params.kinds:
            found = known(site, left, kind, params)
            records = [_read(site, item, params) for item in _sampled(site, found, params)]
            records = [record for record in records if not _is_article(site, record, kind, params)]
            if records:
                return _Chosen(kind, tuple(records), tuple(found))
    return None


def listed_entries(site: Site, params: RecordFieldsParams) -> Sequence[Item]:
    """The entries that would be read, for the crawl: lists behind titles first, as they may hold the entries."""
    items, never, lists = best_items(site, params.section), Phrases.of(params.never), Phrases.of(params.lists)
    behind = [item for item in items if lists.found_in(item.title)]
    items = with_inner_rows(site, items, lists)
    left = [item for item in items if not never.found_in(_told(item))]
    found = (_by_list(site, left, kind, params) for kind in params.kinds)
    chosen = _sampled(site, next((entries for entries in found if entries), left), params)
    return [*sampled(behind)[:_LISTS], *chosen]


def _sampled(site: Site, items: Sequence[Item], params: RecordFieldsParams) -> list[Item]:
    """The sample; the newest are told by the periods they state where no day stands beside them."""
    return sampled(items, lambda item: item_day(item) or begun(_period(site, item, params), None))


def _period(site: Site, item: Item, params: RecordFieldsParams) -> str:
    """The time that a row states."""
    columns = columns_of(site, params.group, item)
    return next((cell for field, (_, cell) in zip(columns, item.row, strict=True) if field == _TIME), "")


def _by_list(site: Site, items: Sequence[Item], kind: RecordKind, params: RecordFieldsParams) -> list[Item]:
    """Entries that the list itself shows to be of a kind."""
    words, unless = Phrases.of(kind.words), Phrases.of(kind.unless)
    openings = tuple(f"{fold(opening)} " for opening in kind.openings)
    found = []
    for item in items:
        told = _told(item)
        if unless.found_in(told):
            continue
        begins = bool(openings) and f"{fold(item.title)} ".startswith(openings)
        if begins or words.found_in(told) or _marks(site, item, params) >= params.least:
            found.append(item)
    return found


def _by_page(site: Site, items: Sequence[Item], kind: RecordKind, params: RecordFieldsParams) -> list[Item]:
    """Where the list shows none: entries whose own pages show the fields, among the sample."""
    unless = Phrases.of(kind.unless)
    left = [item for item in sampled(items) if not unless.found_in(_told(item)) and article_of(site, item) is not None]
    marked = ((item, read_record(site, params.group, item, params.figures)) for item in left)
    asked = frozenset(kind.fields) - {_TITLE}
    return [item for item, record in marked if len(asked & record.values.keys()) >= params.least]


def _as_lists(site: Site, items: Sequence[Item], kind: RecordKind, params: RecordFieldsParams) -> list[Item]:  # noqa: ARG001
    """Where there are no entries: lists of them as texts or files of their own."""
    lists = Phrases.of(params.lists)
    return [item for item in items if lists.found_in(item.title)]


def _marks(site: Site, item: Item, params: RecordFieldsParams) -> int:
    """How many fields besides the name the list names for an entry: columns count even where they are empty."""
    fields = {*columns_of(site, params.group, item), *listed_values(site, params.group, item, params.figures)}
    return len(fields - {"", _TITLE})


def _told(item: Item) -> str:
    return "\n".join((item.title, *(cell for _, cell in item.row)))


def _place(item: Item) -> tuple[str, str]:
    return item.page, item.xpath


def _group_lines(items: Sequence[Item]) -> dict[tuple[str, str], str]:
    """Rows that only head the rows behind them; where most rows look so, they are entries with empty cells."""
    rows: dict[str, list[Item]] = {}
    for item in items:
        if item.row:
            rows.setdefault(item.page, []).append(item)
    found: dict[tuple[str, str], str] = {}
    for of_page in rows.values():
        heads = [item for item in of_page if is_group_line(item)]
        if 2 * len(heads) < len(of_page):
            found |= {_place(item): item.title for item in heads}
    return found


def _read(site: Site, item: Item, params: RecordFieldsParams) -> Record:
    record = read_record(site, params.group, item, params.figures, prose=params.prose)
    values = {_TITLE: item.title, **record.values}
    if Phrases.of(params.lists).found_in(item.title):  # a list as a file: its column heads are what can be told
        text = "\n".join(file.text for file in record.files)
        values |= {field: item.title for field in named_in(site.lexicon, params.group, text) if field not in values}
    return replace(record, values=values)


def _is_article(site: Site, record: Record, kind: RecordKind, params: RecordFieldsParams) -> bool:
    """News: running text behind a title, without the fields."""
    if params.articles or record.detail is None or record.files or record.item.row:
        return False
    marks = (frozenset(kind.fields) - {_TITLE}) & record.values.keys()
    return len(marks) < params.least and article_words(site, record.detail, record.item.title) >= _ARTICLE_WORDS


def _unseen(record: Record, kind: RecordKind) -> bool:
    """Neither complete in the list nor read on its own page; or nothing but a name and a file that was not read."""
    shown = frozenset(kind.fields) & record.values.keys()
    if len(shown) == len(kind.fields):
        return False
    if record.unread:
        return True
    bare = shown <= {_TITLE}
    return bare and bool(record.item.file_urls) and (record.scanned or not record.files)


def _heads(
    site: Site, candidate: Candidate, items: Sequence[Item], params: RecordFieldsParams
) -> Mapping[tuple[str, str], str]:
    """What stands above each entry: the headings of its page, the label that leads there, the line of its group."""
    if not params.by_heading:
        return {}
    lines = _group_lines(items)
    of_page: dict[str, str] = {}
    group: dict[str, str] = {}
    found: dict[tuple[str, str], str] = {}
    for item in items:
        if item.page not in of_page:
            of_page[item.page] = _page_heads(site, candidate, item.page)
        group[item.page] = lines.get(_place(item), group.get(item.page, ""))
        found[_place(item)] = f"{of_page[item.page]}\n{group[item.page]}"
    return found


def _page_heads(site: Site, candidate: Candidate, url: str) -> str:
    page = site.page(url)
    label = candidate.label if page is candidate.page_found else ""
    headings = [heading.text for heading in site.own_headings(page)[:_HEADINGS]] if page is not None else []
    return "\n".join((label, page.view.title if page is not None else "", *headings))


def _with_heading(record: Record, heads: Mapping[tuple[str, str], str], params: RecordFieldsParams) -> Record:
    above = f"{record.item.text}\n{heads.get(_place(record.item), '')}"
    given = {
        field: above.strip()[:80]
        for field, words in params.by_heading.items()
        if field not in record.values and Phrases.of(words).found_in(above)
    }
    return replace(record, values={**record.values, **given}) if given else record


def _share(site: Site, page: SitePage, seen: Sequence[Record], chosen: _Chosen, params: RecordFieldsParams) -> Judged:
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
    site: Site, page: SitePage, judged: Judged, chosen: _Chosen, params: RecordFieldsParams, requirement: Requirement
) -> Judged:
    """The age is that of all entries, not of the sample alone."""
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return judged
    captured = capture_day(page.capture)
    read = {_place(record.item): record.values.get(_TIME, "") for record in chosen.records}
    periods = [read.get(_place(item)) or _period(site, item, params) for item in chosen.items]
    days = record_days(site, chosen.items, periods, page, captured)
    age = age_of(days, limits, captured)
    said = Text2(f"{judged.reason.vi} {age.reason.vi}", f"{judged.reason.en} {age.reason.en}")
    code = age.code if age.factor < judged.earned else judged.code
    return replace(
        judged,
        code=code,
        reason=said,
        freshness=age.factor,
        freshness_unknown=age.unknown,
        figures=(*judged.figures, *age.figures),
    )


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
