"""What a page lists: items from repeated links, cards and table rows, each with its date, files and summary.

Menus, paging links and "read more" are not items; rows an editor typed to try the system are kept apart and counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from checks.attachments import file_urls
from checks.cards import read_cards
from checks.dated_lines import read_dated_lines
from checks.figure_tables import figures_item, is_figures
from checks.filler import heads_related, is_filler, is_furniture, is_paging
from checks.freshness import capture_day
from checks.item_dates import article_days
from checks.list_item import Item, Listing
from checks.list_tables import table_items
from checks.per_site import once_per_site
from checks.pictures import own_pictures
from checks.places import Places, holds
from checks.plain_cards import read_plain_cards
from checks.site import Site
from checks.site_page import SitePage
from checks.template import place_kind, text_key
from domain.text import fold
from pages.view import Block, Link, LinkKind, Region, Table

_TITLE_WORDS = 4
_KINDS = frozenset({LinkKind.A, LinkKind.ONCLICK})
_SHALLOW = "/html/body"

_ARTICLE_WORDS = 60
_RECURS = 3
_EMPTY_PAGE_WORDS = 12
_SHORT_TITLE = 8


@once_per_site
def read_list(site: Site, page: SitePage) -> Listing:
    """The items of a page's own content; read once for each page."""
    links = [link for link in site.own_links(page) if link.region is not Region.NAV and _may_title(link)]
    links = _without_related(site, page, _in_one_region(links))
    return _read(site, page, links, site.own_tables(page), site.own_blocks(page))


def items_under(site: Site, page: SitePage, heading_xpath: str) -> Listing:
    """The items of the block that a heading heads: on a home page each section has one."""
    scope = block_of(page, heading_xpath)
    return items_within(site, page, scope, beside=heading_xpath) if scope is not None else Listing()


def items_within(site: Site, page: SitePage, scope: str, *, beside: str = "") -> Listing:
    """The items that stand in an element, without the links of its heading `beside`."""
    view = page.view
    links = [link for link in view.links if holds(scope, link.xpath) and not link.hidden and _may_title(link)]
    links = [link for link in links if not beside or not holds(beside, link.xpath)]
    tables = [table for table in view.tables if holds(scope, table.xpath)]
    blocks = [block for block in view.blocks if not block.hidden and holds(scope, block.xpath)]
    return _read(site, page, links, tables, blocks)


def block_of(page: SitePage, heading_xpath: str) -> str | None:
    """The element that holds a heading's content: the nearest around it with telling links of its own, before it
    reaches another heading of the same make."""
    heading = next((item for item in page.view.headings if item.xpath == heading_xpath), None)
    if heading is None:
        return None
    make = (place_kind(heading.xpath), heading.level)
    rivals = [
        item.xpath
        for item in page.view.headings
        if item.xpath != heading_xpath and (place_kind(item.xpath), item.level) == make
    ]
    telling = [
        link.xpath
        for link in page.view.links
        if len(fold(link.label).split()) >= _TITLE_WORDS and not holds(heading_xpath, link.xpath)
    ]
    around = heading_xpath.rpartition("/")[0]
    while around.startswith(_SHALLOW + "/"):
        if any(holds(around, rival) for rival in rivals):
            return None
        if any(holds(around, link) for link in telling):
            return around
        around = around.rpartition("/")[0]
    return None


def _may_title(link: Link) -> bool:
    return link.kind in _KINDS and not is_paging(link.name)


def _in_one_region(links: list[Link]) -> list[Link]:
    """Items stand in the main part; elsewhere only where the main part has none (what recurs is left out already)."""
    return [link for link in links if link.region is Region.MAIN] or links


def _without_related(site: Site, page: SitePage, links: list[Link]) -> list[Link]:
    """Links without those that the frame of an article adds under "Tin liên quan": behind such a line, where there is
    an article before it or the same links stand on several pages."""
    places = Places(site.own_blocks(page))
    lines = [index for index, block in enumerate(places.blocks) if heads_related(block.text)]
    if not lines:
        return links
    first = lines[0]
    words = sum(len(fold(block.text).split()) for block in places.blocks[:first] if not block.in_link)
    article = words >= _ARTICLE_WORDS
    recurring = _recurring(site)
    return [
        link
        for link in links
        if places.span(link.xpath, link.label)[0] <= first
        or not (article or recurring[text_key(link.label, link.xpath)] >= _RECURS)
    ]


@once_per_site
def _recurring(site: Site) -> Counter[tuple[str, str]]:
    """On how many pages a link's text stands at the same kind of place."""
    counts: Counter[tuple[str, str]] = Counter()
    for page in site.pages:
        counts.update({text_key(link.label, link.xpath) for link in page.view.links if link.label})
    return counts


def _read(
    site: Site, page: SitePage, links: Sequence[Link], tables: Sequence[Table], blocks: Sequence[Block]
) -> Listing:
    places = Places(blocks)
    rows = [item for table in tables for item in _of_table(page, table, places)]
    taken = [table.xpath for table in tables if any(holds(table.xpath, item.xpath) for item in rows)]
    free = [link for link in links if not any(holds(table, link.xpath) for table in taken)]
    plain = read_plain_cards(site.lexicon, page.view, places) if not rows else []
    free = [link for link in free if not plain or link.region is Region.MAIN]
    cards = read_cards(page.view, free, places)
    opened = {fold(item.title) for item in cards}
    plain = [item for item in plain if fold(item.title) not in opened]
    lines = read_dated_lines(places, page.view.links, capture_day(page.capture)) if not plain and not cards else []
    lines = [item for item in lines if not any(holds(table, item.xpath) for table in taken)]
    ordered = sorted((*rows, *plain, *lines, *cards), key=lambda item: places.span(item.xpath, item.title)[0])
    dated = [replace(_with_article(site, item), page=page.url) for item in ordered]
    fillers = tuple(item for item in dated if _is_filler(site, item))
    return Listing(tuple(item for item in dated if not _is_filler(site, item)), fillers)


def _of_table(page: SitePage, table: Table, places: Places) -> list[Item]:
    whole = figures_item(table, places) if is_figures(table) else None
    return [whole] if whole is not None else table_items(page.view, [table])


def _with_article(site: Site, item: Item) -> Item:
    """An item without a date of its own, dated by the page it opens, where that was read."""
    page = article_of(site, item)
    if item.day is not None or page is None:
        return item
    days = article_days(site, page)
    return replace(item, day=days.posted, hour=days.hour, content_day=item.content_day or days.content)


def article_of(site: Site, item: Item) -> SitePage | None:
    """The page an item opens, where it was read."""
    page = site.page(item.url) if item.url else None
    return None if page is site.home else page


def article_words(site: Site, page: SitePage, title: str) -> int:
    """How many running words an item's own page has besides its title."""
    count = 0
    for block in site.own_blocks(page):
        if heads_related(block.text):
            break
        if not block.in_link and not is_furniture(block.text):
            count += len(without_title(block.text, title).split())
    return count


def without_title(text: str, title: str) -> str:
    """A folded text without the title that it may repeat; all of it where there is no title."""
    folded = fold(text)
    return folded.replace(fold(title), " ") if fold(title) else folded


def _is_filler(site: Site, item: Item) -> bool:
    """A test row: by its title, by all its cells that say anything, or because its page only repeats a bare title."""
    if is_filler(item.title):
        return True
    told = [cell for _, cell in item.row if len(fold(cell).split()) > 1]
    if told and all(is_filler(cell) for cell in told):
        return True
    page = article_of(site, item)
    if page is None or item.file_urls or len(fold(item.title).split()) >= _SHORT_TITLE:
        return False
    unread = file_urls(site.own_links(page)) or own_pictures(site, page)
    return not unread and article_words(site, page, item.title) < _EMPTY_PAGE_WORDS
