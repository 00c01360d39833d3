"""What a list is worth by the kinds of its items: all that are asked make it full, one of them most."""

from collections.abc import Sequence

from checks.list_grades import ListGrade, nothing_on_matter, only_others
from checks.list_item import Item
from checks.list_params import DatedListParams
from checks.observations import FULL, MOST
from checks.phrases import Phrases
from checks.site import Site
from domain.findings import Text2

_HEADINGS = 4


def grade_by_kinds(
    site: Site,
    heavy: tuple[Item, ...],
    light: tuple[Item, ...],
    items: Sequence[Item],
    params: DatedListParams,
) -> ListGrade:
    """The grade of a list whose items must be of several kinds: a kind is told by an item's title or cells, else by
    its table's columns, else by its page's heading. `heavy`: items that count, `light`: those worth a little."""
    heads, untold = _by_heading(site, items, params), _untold(heavy, params)
    by_heading = {(item.page, item.xpath) for item in untold if item.page in heads}
    found: dict[str, list[Item]] = {kind.name: [] for kind in params.kinds}
    named: list[Item] = []
    for item in heavy:
        kinds = [kind.name for kind in params.kinds if Phrases.of(kind.any_of).found_in(item.shown)]
        kinds = kinds or _by_columns(item, params)
        if not kinds and (item.page, item.xpath) in by_heading:
            kinds = [heads[item.page]]
        named.extend([item] if kinds else [])
        for kind in kinds:
            found[kind].append(item)
    present = [name for name, of_kind in found.items() if of_kind]
    missing = [name for name, of_kind in found.items() if not of_kind]
    if not missing:
        reason = Text2(f"Danh sách có đủ: {', '.join(present)}.", f"The list has all kinds: {', '.join(present)}.")
        return ListGrade(FULL, "full", reason, tuple(named))
    if present:
        reason = Text2(
            f"Có {', '.join(present)}; không thấy {', '.join(missing)}.",
            f"There is {', '.join(present)}; not found: {', '.join(missing)}.",
        )
        return ListGrade(MOST, "most", reason, tuple(named))
    return only_others(items, (), light or untold) or nothing_on_matter(items)


def _by_heading(site: Site, items: Sequence[Item], params: DatedListParams) -> dict[str, str]:
    """The kind that a page's own headings give the items of the matter on it ("Dự án đang triển khai"), where they name
    one alone."""
    found: dict[str, str] = {}
    for url in dict.fromkeys(item.page for item in items):
        page = site.page(url)
        headings = "\n".join(item.text for item in site.own_headings(page)[:_HEADINGS]) if page is not None else ""
        named = [kind.name for kind in params.kinds if Phrases.of(kind.any_of).found_in(headings)]
        if len(named) == 1:
            found[url] = named[0]
    return found


def _by_columns(item: Item, params: DatedListParams) -> list[str]:
    """The one kind that a table's columns give its rows ("Tổ chức bị xử phạt", "Mức phạt")."""
    columns = _columns(item)
    named = [kind.name for kind in params.kinds if Phrases.of(kind.any_of).found_in(columns)]
    return named if len(named) == 1 else []


def _untold(items: tuple[Item, ...], params: DatedListParams) -> tuple[Item, ...]:
    """Items on the matter that do not show of which kind they are."""
    words = Phrases.of(params.untold)
    return tuple(item for item in items if words.found_in(f"{item.shown}\n{_columns(item)}"))


def _columns(item: Item) -> str:
    return "\n".join(header for header, cell in item.row if header and cell)
