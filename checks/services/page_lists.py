"""The services that one page lists, and why what only looks like such a list is refused.

Precision first: a group of names counts by its codes; else by its columns' heads, by levels or ways to submit beside
most of its names, or by the page's being one of services. News, legends, banners, figures and menus are none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from checks.english_text import is_english
from checks.filler import is_filler
from checks.load_lexicon import Lexicon
from checks.per_site import once_per_site
from checks.services.boxes import read_boxes
from checks.services.context import PageContext, page_context
from checks.services.drafts import NOTHING_TOLD, Draft, Found, Told
from checks.services.entries import UNSTATED, Entry, LevelFrom, Scale
from checks.services.legend import explained_pictures
from checks.services.list_signs import are_named, is_list, share, tells
from checks.services.names import may_name
from checks.services.page_kind import tells_of_one
from checks.services.parts import Parts
from checks.services.selects import read_selects
from checks.services.series import lasting
from checks.services.standing import Standing
from checks.services.tables import read_table
from checks.services.words import ServiceWords, service_words
from checks.site import Site
from checks.site_page import SitePage
from checks.template import place_kind
from domain.findings import Evidence
from domain.urls import host_of
from pages.view import Image

PROBE = "services"
_LEAST = 3
_MOSTLY = 0.5
_PLAINLY = 0.9
_MOST_ENTRIES = 3000  # of one page
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"\d\.\d{6}|-\d{6}-TT", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageList:
    """The services of one page in reading order. `kinds[n]`: the make of entry n (its table, its card)."""

    url: str
    entries: tuple[Entry, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What one page may list: groups that are believed for what they say themselves, and the others."""

    page: SitePage
    context: PageContext
    believed: tuple[Found, ...]
    doubted: tuple[Found, ...]


def read_page_lists(site: Site) -> dict[str, PageList]:
    """The services that each page lists, by address; pages that list none are left out.

    A last page with one row, a field with two services are believed where others of the same make are.
    """
    read = [each for page in site.pages if (each := _read(site, page)) is not None]
    makes = {(host_of(each.page.url), _make(found)) for each in read for found in each.believed}
    kinds = {(_address_kind(each.page), _make(found)) for each in read for found in each.believed}
    lists: dict[str, PageList] = {}
    for each in read:
        like = [found for found in each.doubted if (host_of(each.page.url), _make(found)) in makes]
        kept = [
            *each.believed,
            *(
                found
                for found in like
                if each.context.of_services and (are_named(found) or (_address_kind(each.page), _make(found)) in kinds)
            ),
        ]
        if kept:
            lists[each.page.url] = _page_list(site, each, kept)
    return lists


def _address_kind(page: SitePage) -> tuple[str, str, frozenset[str]]:
    """What the pages of one list, and the lists of a tree's branches, share in their addresses: all but numbers and
    the values of parameters."""
    parts = urlsplit(page.url)
    return parts.netloc, _DIGITS.sub("0", parts.path.rstrip("/")), frozenset(key for key, _ in lasting(parts.query))


def _make(found: Found) -> str:
    return place_kind(found.kind)


def _read(site: Site, page: SitePage) -> _Read | None:
    words, lexicon = service_words(site.lexicon), site.lexicon
    context = page_context(site, page, words)
    if not (context.of_services or _may_list(page, lexicon)) or tells_of_one(site, page):
        return None
    pictures = explained_pictures(page.view)
    tables, taken = _tables(page, lexicon, words, pictures)
    groups = [*tables, *read_boxes(Parts(page.view, taken, pictures), lexicon, words)]
    if context.of_services and not any(is_list(found, context) for found in groups):  # a list that reads like a menu
        groups = [*tables, *read_boxes(Parts(page.view, taken, pictures, everywhere=True), lexicon, words)]
    if context.of_services and not any(is_list(found, context) for found in groups):
        groups += read_selects(page.view, words)
    groups = [found for found in _in_force(groups, lexicon) if not _is_menu(site, page, found)]
    believed = tuple(found for found in groups if is_list(found, context) or _leads_to_services(site, found))
    return _Read(page, context, believed, tuple(found for found in groups if found not in believed))


def _in_force(groups: Iterable[Found], lexicon: Lexicon) -> list[Found]:
    """Without procedures that are no more, and without those told in English."""
    left = (replace(found, drafts=tuple(draft for draft in found.drafts if not draft.ended)) for found in groups)
    return [found for found in left if found.drafts and not _is_english(found, lexicon)]


def list_of(site: Site, page: SitePage, context: PageContext, groups: Iterable[Found]) -> PageList | None:
    """What groups of names come to that were found in another way; None where none of them is a list."""
    kept = tuple(found for found in _in_force(groups, site.lexicon) if is_list(found, context))
    return _page_list(site, _Read(page, context, kept, ()), kept) if kept else None


def _leads_to_services(site: Site, found: Found) -> bool:
    """Do its names lead to pages that tell of one service each? Then it lists some, whatever its names begin with."""
    urls = dict.fromkeys(draft.url for draft in found.drafts if draft.url and draft.titled)
    pages = [page for url in urls if (page := site.page(url)) is not None]
    told = sum(1 for page in pages if tells_of_one(site, page))
    return told >= _LEAST and told >= _PLAINLY * len(pages)


def _is_menu(site: Site, page: SitePage, found: Found) -> bool:
    """Bare links that stand at the same place of the front page too."""
    if page is site.home or found.headed or any(draft.code or tells(draft) for draft in found.drafts):
        return False
    return share(found.drafts, lambda draft: (draft.url, place_kind(draft.place)) in _front_links(site)) >= _MOSTLY


@once_per_site
def _front_links(site: Site) -> frozenset[tuple[str, str]]:
    links = site.home.view.links if site.home is not None else ()
    return frozenset((link.url, place_kind(link.xpath)) for link in links if link.url)


def _page_list(site: Site, read: _Read, groups: Iterable[Found]) -> PageList:
    words = service_words(site.lexicon)
    made = [
        (_entry(site, read.page, draft, read.context), found.kind)
        for found in groups
        for draft in _kept(found, words, read.context)
    ]
    return PageList(read.page.url, tuple(entry for entry, _ in made), tuple(kind for _, kind in made))


def _is_english(found: Found, lexicon: Lexicon) -> bool:
    """The English pages tell of the same services once more."""
    english = sum(1 for draft in found.drafts if is_english(lexicon.words.english, draft.name.text))
    return english > _MOSTLY * len(found.drafts)


def _may_list(page: SitePage, lexicon: Lexicon) -> bool:
    """A page that nothing calls one of services is looked at where it shows a code or a table with such heads."""
    if any(_CODE.search(block.text) for block in page.view.blocks):
        return True
    return any(
        lexicon.field_named("services", head) in ("name", "code", "level")
        for table in page.view.tables
        for head in (*table.headers, *(table.rows[0] if table.rows else ()))
        if head
    )


def _tables(
    page: SitePage, lexicon: Lexicon, words: ServiceWords, pictures: Sequence[Image]
) -> tuple[list[Found], list[str]]:
    """What tables list, and the XPaths of those that were read: what they hold is not read again as cards."""
    tables: list[tuple[str, Found]] = []
    for table in page.view.tables:
        found = read_table(page.view, table, lexicon, words, pictures)
        if found is not None:
            tables.append((table.xpath, found))
    taken = [xpath for xpath, _ in tables]
    if not any(found.drafts for _, found in tables):
        return [], taken
    whole = Parts(page.view)
    places = [(xpath, whole.at(xpath)) for xpath in taken]
    overs = Standing(whole, lexicon, words).overs_of(places, inside=_lines_of(whole, taken))
    read = zip(tables, overs, strict=True)
    return [
        replace(found, kind=f"table {xpath}", drafts=tuple(map(over.give, found.drafts)))
        for (xpath, found), over in read
    ], taken


def _lines_of(parts: Parts, xpaths: Sequence[str]) -> set[int]:
    spans = [parts.places.span(xpath) for xpath in xpaths]
    return {line for start, end in spans for line in range(start, end)}


def _kept(found: Found, words: ServiceWords, context: PageContext) -> list[Draft]:
    """Of a list that is believed, the rows that are services. Proactive services (Decree 224/2026) without a code are
    none of those that Decree 43 asks to be listed."""
    drafts = (draft for draft in found.drafts if draft.code or draft.surety or _may_be(draft, found, words))
    return [draft for draft in drafts if draft.code or not (context.proactive or draft.level.of_proactive)][
        :_MOST_ENTRIES
    ]


def _may_be(draft: Draft, found: Found, words: ServiceWords) -> bool:
    """A row that begins like no name: under heads of columns whatever is no test entry, else what could be one."""
    name = draft.name.text
    if found.headed and draft.url:
        return not is_filler(name) and " " in name
    return may_name(name, words)


def _entry(site: Site, page: SitePage, draft: Draft, context: PageContext) -> Entry:
    told = _told(draft, context)
    seen = site.evidence(page, draft.place, PROBE, excerpt=draft.text, value=draft.code or draft.name.text)
    return Entry(
        name=draft.name.text,
        seen=seen,
        code=draft.code,
        field=draft.field or context.field,
        admin_level=draft.admin_level or context.admin_level,
        agency=draft.agency or context.agency,
        level=told.claim.level if told else UNSTATED,
        level_seen=_level_evidence(site, page, draft, context),
        level_from=told.source if told else LevelFrom.NOWHERE,
        scale=Scale.ND224 if context.proactive else told.claim.scale,
        url=draft.url,
        submit_url=draft.submit_url,
        cut=draft.name.cut,
    )


def _told(draft: Draft, context: PageContext) -> Told:
    """What is said of the level; levels of proactive services are none of those."""
    return NOTHING_TOLD if context.proactive else draft.level.within(context.level)


def _level_evidence(site: Site, page: SitePage, draft: Draft, context: PageContext) -> Evidence | None:
    told = _told(draft, context)
    if not told:
        return None
    return site.evidence(page, told.place or draft.place, PROBE, excerpt=told.text, value=told.claim.level)
