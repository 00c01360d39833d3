"""The portal's articles: items of its news, directions and dissemination whose own pages were read and hold text.

What is asked "of every item" is asked of a sample of them (docs/judging.md 8): all of twenty, else ten of the newest
and ten spread over the rest. Items whose pages were not read leave the sample; too few, and nothing can be said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks.all_candidates import candidates_of
from checks.attachments import is_file_address
from checks.candidates import Candidate
from checks.filler import heads_related, is_furniture
from checks.issuers import numbers_in
from checks.labelled_values import pairs_in
from checks.list_item import Item
from checks.lists import article_of, items_under, read_list, without_title
from checks.per_site import once_per_site
from checks.samples import sample
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from domain.text import clean, fold
from pages.hosts import in_scope, own_host
from pages.view import CELLS, FRAME_REGIONS, Block, Heading

SECTIONS = ("news", "directions", "dissemination", "notices")
ENOUGH = 5  # articles read say enough of all
_STRONG = 0.6
_LISTS = 4  # of a section
_LEAST_WORDS = 20  # of running text
_PARAGRAPH = 10  # words of its longest line at least: rows of fields are no article
_TITLE_WORDS = 5
_BEHIND = 3  # lines behind an article's last own line that still belong to it (a source that many articles share)
_RECORDS = ("documents", "projects")
_FIELDS = 3  # of a document or project, named on its page: that is no article


@dataclass(frozen=True, eq=False)
class Article:
    """An article's page. `day` is what its list or itself shows, None where there is none."""

    page: SitePage
    title: str
    day: date | None
    section: str
    lines: tuple[Block, ...]  # from its title to its end, without the portal's frame and what it adds behind


@dataclass(frozen=True)
class Articles:
    """What was read of the articles, and the addresses of those that were not, newest first."""

    read: tuple[Article, ...]
    unread: tuple[str, ...]
    suspects: int = 0  # dated pages with running text that no list named: articles perhaps

    @property
    def enough(self) -> bool:
        listed = len(self.read) + len(self.unread)
        return len(self.read) >= max(1, min(ENOUGH, (listed + 1) // 2))

    @cached_property
    def sample(self) -> tuple[Article, ...]:
        return tuple(sample(self.read, lambda article: article.day, lambda article: article.page.url))


@once_per_site
def read_articles(site: Site) -> Articles:
    """The articles of a portal; gathered once for each site."""
    read: dict[str, Article] = {}
    unread: dict[str, date | None] = {}
    for section, item in _items(site):
        if is_document(site, item):
            continue
        page = article_of(site, item)
        if page is None:
            if item.url and _worth_asking(site, item.url):
                unread.setdefault(item.url, item.day)
        elif page.url not in read:
            article = _article(site, page, section, item.title, item.day)
            if article is not None:
                read[page.url] = article
    if not read:
        read = {article.page.url: article for article in _unlisted(site)}
    suspects = 0 if read or unread else sum(1 for page in site.pages if _may_be_article(site, page))
    waiting = sorted(unread, key=lambda url: -(unread[url] or date.min).toordinal())
    return Articles(tuple(read.values()), tuple(waiting), suspects)


def lists_of(site: Site, section: str) -> Iterator[Candidate]:
    """The pages and blocks that list a section's items, best first, each page once."""
    seen: set[tuple[str, str]] = set()
    for candidate in candidates_of(site, section):
        page = candidate.page_found
        if candidate.strength < _STRONG or candidate.state is not State.ALIVE or page is None:
            continue
        key = (page.url, candidate.xpath if candidate.how == "home_block" else "")
        if key not in seen and (page is not site.home or candidate.how == "home_block"):
            seen.add(key)
            yield candidate


def listed_items(site: Site, candidate: Candidate) -> tuple[Item, ...]:
    page = candidate.page_found
    if page is None:
        return ()
    if candidate.how == "home_block":
        return items_under(site, page, candidate.xpath).items
    return read_list(site, page).items


def _may_be_article(site: Site, page: SitePage) -> bool:
    return page is not site.home and bool(site.own_dates(page)) and _article(site, page, "", "", None) is not None


def _items(site: Site) -> Iterator[tuple[str, Item]]:
    for section in SECTIONS:
        for place, candidate in enumerate(lists_of(site, section)):
            if place == _LISTS:
                break
            for item in listed_items(site, candidate):
                yield section, item


def is_document(site: Site, item: Item) -> bool:
    """A written document: a number of its own in the title's beginning or in a column."""
    headers = (header for header, cell in item.row if header and cell)
    numbered = any(site.lexicon.field_named("documents", header) == "number" for header in headers)
    return numbered or bool(numbers_in(item.title[:80]))


def _worth_asking(site: Site, url: str) -> bool:
    return site.capture(url) is None and not is_file_address(url) and in_scope(url, site.target)


def _article(site: Site, page: SitePage, section: str, title: str, day: date | None) -> Article | None:
    """The page as an article; None where it is another owner's, a list, a row of fields, or made by script."""
    if not own_host(page.url, site.target) or page.view.shell or site.content_by_script(page):
        return None
    lines = _lines(site, page, title)
    if any(len(pairs_in(site.lexicon, group, (block.text for block in lines))) >= _FIELDS for group in _RECORDS):
        return None
    running = [block.text for block in lines if not block.in_link and not is_furniture(block.text)]
    words = [len(without_title(text, title).split()) for text in running if CELLS not in text]
    if sum(words) < _LEAST_WORDS or max(words) < _PARAGRAPH:
        return None
    return Article(page, title, day, section, tuple(lines))


def _lines(site: Site, page: SitePage, title: str) -> list[Block]:
    own = {id(block) for block in site.own_blocks(page)}
    blocks = [block for block in page.view.blocks if not block.hidden]
    places = [place for place, block in enumerate(blocks) if id(block) in own and block.region not in FRAME_REGIONS]
    places = places or [place for place, block in enumerate(blocks) if id(block) in own]
    if not places:
        return []
    start = _start(site, page, {place: fold(blocks[place].text) for place in places}, fold(title))
    end = next((place for place in range(start, len(blocks)) if heads_related(blocks[place].text)), len(blocks))
    last = max((place for place in places if place < end and not blocks[place].in_link), default=start)
    return [block for block in blocks[start : min(end, last + 1 + _BEHIND)] if block.region not in FRAME_REGIONS]


def _start(site: Site, page: SitePage, lines: Mapping[int, str], title: str) -> int:
    """Where an article begins: at its title, not at the path above that ends in it; a list may show more or less of it
    ("Đọc thêm: …")."""
    heads = {fold(heading.text) for heading in site.own_headings(page)}
    headed = (place for place, line in lines.items() if line in heads and line and (line in title or title in line))
    found = next(headed, None) if len(title.split()) >= _TITLE_WORDS else None
    exact = next((place for place, line in lines.items() if title and line == title), found)
    named = (place for place, line in lines.items() if title and title in line)
    return exact if exact is not None else next(named, next(iter(lines)))


def _unlisted(site: Site) -> Iterator[Article]:
    """Where no list was found: pages with a long title of their own, a date and running text."""
    for page in site.pages:
        heading = _title(site, page)
        if page is site.home or heading is None or not site.own_dates(page):
            continue
        article = _article(site, page, "", heading.text, site.own_dates(page)[0].day)
        if article is not None and len(read_list(site, page).items) < _BEHIND:
            yield article


def _title(site: Site, page: SitePage) -> Heading | None:
    headings = (heading for heading in site.own_headings(page) if 1 <= heading.level <= 3)
    return next((heading for heading in headings if len(fold(clean(heading.text)).split()) >= _TITLE_WORDS), None)
