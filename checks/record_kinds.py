"""Which items of a list are the entries asked for (topics, projects, tender notices), and what is read of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import Field

from checks.entries import best_items, item_day, sampled, with_inner_rows
from checks.list_item import Item
from checks.lists import article_of, article_words
from checks.phrases import Phrases, opens
from checks.probe_kind import Params, SectionParams
from checks.record_days import begun
from checks.records import Record, columns_of, is_group_line, listed_values, named_in, read_record
from checks.site import Site

TITLE = "name"  # the field that an entry's title itself is
TIME = "time"
_ARTICLE_WORDS = 120
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
    that give a field to all entries below them. `lists`: titles that are lists themselves. `articles`: whether running
    text behind a title leaves it an entry. `prose`: sentences count."""

    group: str
    kinds: tuple[RecordKind, ...] = Field(min_length=1)
    least: int = 2
    figures: tuple[str, ...] = ()
    by_heading: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    lists: tuple[str, ...] = ()
    articles: bool = True
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries of one kind, and what was read of the sampled ones."""

    kind: RecordKind
    records: tuple[Record, ...]
    items: tuple[Item, ...]


def choose(site: Site, items: tuple[Item, ...], params: RecordFieldsParams) -> Chosen | None:
    """The entries of the first kind of which there are any; None where the list holds none. Looked for once, whichever
    of the section's pages is looked at."""
    key = (choose, params.model_dump_json(), items)
    if key not in site.kept:
        site.kept[key] = _choose(site, items, params)
    chosen: Chosen | None = site.kept[key]
    return chosen


def _choose(site: Site, items: Sequence[Item], params: RecordFieldsParams) -> Chosen | None:
    lines = group_lines(items)
    left = [item for item in items if place_of(item) not in lines]
    for known in (_by_list, _by_page, _as_lists):
        for kind in params.kinds:
            found = known(site, left, kind, params)
            records = [_read(site, item, params) for item in _sampled(site, found, params)]
            records = [record for record in records if not _is_article(site, record, kind, params)]
            if records:
                return Chosen(kind, tuple(records), tuple(found))
    return None


def listed_entries(site: Site, params: RecordFieldsParams) -> Sequence[Item]:
    """The entries that would be read, for the crawl: lists behind titles first, as they may hold the entries."""
    items, lists = best_items(site, params.section), Phrases.of(params.lists)
    behind = [item for item in items if lists.found_in(item.title)]
    items = with_inner_rows(site, items, lists)
    found = (_by_list(site, items, kind, params) for kind in params.kinds)
    chosen = _sampled(site, next((entries for entries in found if entries), items), params)
    return [*sampled(behind)[:_LISTS], *chosen]


def _sampled(site: Site, items: Sequence[Item], params: RecordFieldsParams) -> list[Item]:
    """The sample; the newest are told by the periods they state where no day stands beside them."""
    return sampled(items, lambda item: item_day(item) or begun(period_of(site, item, params), None))


def period_of(site: Site, item: Item, params: RecordFieldsParams) -> str:
    """The time that a row states."""
    columns = columns_of(site, params.group, item)
    return next((cell for field, (_, cell) in zip(columns, item.row, strict=True) if field == TIME), "")


def _by_list(site: Site, items: Sequence[Item], kind: RecordKind, params: RecordFieldsParams) -> list[Item]:
    """Entries that the list itself shows to be of a kind."""
    words, unless = Phrases.of(kind.words), Phrases.of(kind.unless)
    found = []
    for item in items:
        told = item.shown
        if unless.found_in(told):
            continue
        if opens(item.title, kind.openings) or words.found_in(told) or _marks(site, item, params) >= params.least:
            found.append(item)
    return found


def _by_page(site: Site, items: Sequence[Item], kind: RecordKind, params: RecordFieldsParams) -> list[Item]:
    """Where the list shows none: entries whose own pages show the fields, among the sample."""
    unless = Phrases.of(kind.unless)
    left = [item for item in sampled(items) if not unless.found_in(item.shown) and article_of(site, item) is not None]
    marked = ((item, read_record(site, params.group, item, params.figures)) for item in left)
    asked = frozenset(kind.fields) - {TITLE}
    return [item for item, record in marked if len(asked & record.values.keys()) >= params.least]


def _as_lists(_site: Site, items: Sequence[Item], _kind: RecordKind, params: RecordFieldsParams) -> list[Item]:
    """Where there are no entries: lists of them as texts or files of their own."""
    lists = Phrases.of(params.lists)
    return [item for item in items if lists.found_in(item.title)]


def _marks(site: Site, item: Item, params: RecordFieldsParams) -> int:
    """How many fields besides the name the list names for an entry: columns count even where they are empty."""
    fields = {*columns_of(site, params.group, item), *listed_values(site, params.group, item, params.figures)}
    return len(fields - {"", TITLE})


def place_of(item: Item) -> tuple[str, str]:
    return item.page, item.xpath


def group_lines(items: Sequence[Item]) -> dict[tuple[str, str], str]:
    """Rows that only head the rows behind them; where most rows look so, they are entries with empty cells."""
    rows: dict[str, list[Item]] = {}
    for item in items:
        if item.row:
            rows.setdefault(item.page, []).append(item)
    found: dict[tuple[str, str], str] = {}
    for of_page in rows.values():
        heads = [item for item in of_page if is_group_line(item)]
        if 2 * len(heads) < len(of_page):
            found |= {place_of(item): item.title for item in heads}
    return found


def _read(site: Site, item: Item, params: RecordFieldsParams) -> Record:
    record = read_record(site, params.group, item, params.figures, prose=params.prose)
    values = {TITLE: item.title, **record.values}
    if Phrases.of(params.lists).found_in(item.title):  # a list as a file: its column heads are what can be told
        text = "\n".join(file.text for file in record.files)
        values |= {field: item.title for field in named_in(site.lexicon, params.group, text) if field not in values}
    return replace(record, values=values)


def _is_article(site: Site, record: Record, kind: RecordKind, params: RecordFieldsParams) -> bool:
    """News: running text behind a title, without the fields."""
    if params.articles or record.detail is None or record.files or record.item.row:
        return False
    marks = (frozenset(kind.fields) - {TITLE}) & record.values.keys()
    return len(marks) < params.least and article_words(site, record.detail, record.item.title) >= _ARTICLE_WORDS
