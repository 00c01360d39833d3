"""The services that one page lists, and why what only looks like such a list is refused.

Precision first: a group of names counts by its codes; else by its columns' heads, by levels or ways to submit beside
most of its names, or by the page's being one of services. News, legends, banners, figures and menus are none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checks.english_text import is_english
from checks.list_tables import is_data
from checks.load_lexicon import Lexicon
from checks.services.boxes import read_boxes
from checks.services.codes import find_code
from checks.services.context import PageContext, page_context
from checks.services.drafts import Draft, Found
from checks.services.entries import UNSTATED, Entry, LevelFrom
from checks.services.names import Named
from checks.services.parts import Parts
from checks.services.standing import Standing
from checks.services.tables import read_table
from checks.services.words import ServiceWords, service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence

PROBE = "services"
_LEAST = 3
_MOSTLY = 0.5
_NEARLY_ALL = 0.7
_MANY_DATED = 0.3
_MOST_ENTRIES = 3000  # of one page
_CODE = re.compile(r"\d\.\d{6}|-\d{6}-TT", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageList:
    """The services of one page in reading order. `kinds[n]`: the make of entry n (its table, its card)."""

    url: str
    entries: tuple[Entry, ...] = ()
    kinds: tuple[str, ...] = ()


def read_page_list(site: Site, page: SitePage) -> PageList:
    """The services that a page lists; none where it lists none."""
    words, lexicon = service_words(site.lexicon), site.lexicon
    context = page_context(site, page, words)
    if not (context.of_services or _may_list(page, lexicon)):
        return PageList(page.url)
    tables, taken = _tables(page, lexicon, words)
    boxes = read_boxes(Parts(page.view, taken), lexicon, words)
    believed = _believed((*tables, *boxes), context)
    if not believed and context.of_services:  # a list that reads like a menu
        believed = _believed(read_boxes(Parts(page.view, taken, everywhere=True), lexicon, words), context)
    believed = [found for found in believed if not _is_english(found, lexicon)]
    entries: list[Entry] = []
    kinds: list[str] = []
    for found in believed:
        for draft in found.drafts[:_MOST_ENTRIES]:
            entries.append(_entry(site, page, draft, context))
            kinds.append(found.kind)
    return PageList(page.url, tuple(entries), tuple(kinds))


def _believed(found: Iterable[Found], context: PageContext) -> list[Found]:
    lists = (each for each in found if _is_list(each, context))
    return [replace(each, drafts=tuple(_kept(each))) for each in lists]


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


def _tables(page: SitePage, lexicon: Lexicon, words: ServiceWords) -> tuple[list[Found], list[str]]:
    """What tables list, and the XPaths of those that were read: what they hold is not read again as cards."""
    tables: list[tuple[str, Found]] = []
    for table in page.view.tables:
        found = read_table(page.view, table, lexicon, words) if is_data(table) else None
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


def _is_list(found: Found, context: PageContext) -> bool:
    drafts = found.drafts
    count = len(drafts)
    if not count:
        return False
    coded = sum(1 for draft in drafts if find_code(draft.code))
    sure = sum(1 for draft in drafts if draft.surety is Named.YES)
    likely = sum(1 for draft in drafts if draft.surety is not Named.NO)
    if coded >= _MOSTLY * count:
        return True
    if found.headed and likely >= _MOSTLY * count and (sure or context.of_services):
        return count >= _LEAST or context.of_services
    if count < _LEAST or sure < _MOSTLY * count or likely < _NEARLY_ALL * count:
        return False
    if sum(1 for draft in drafts if draft.dated) >= _MANY_DATED * count:
        return False
    own = (LevelFrom.OWN, LevelFrom.BADGE)
    told = sum(1 for draft in drafts if draft.submit_url or (draft.level and draft.level.source in own))
    return context.of_services or told >= _MOSTLY * count


def _kept(found: Found) -> Iterator[Draft]:
    """Of a list that is believed, the rows that are services."""
    coded = sum(1 for draft in found.drafts if draft.code) >= _MOSTLY * len(found.drafts)
    for draft in found.drafts:
        if draft.code or draft.surety is Named.YES or (found.headed and not coded) or draft.surety is Named.PERHAPS:
            yield draft


def _entry(site: Site, page: SitePage, draft: Draft, context: PageContext) -> Entry:
    told = draft.level or context.level
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
        scale=told.claim.scale,
        url=draft.url,
        submit_url=draft.submit_url,
    )


def _level_evidence(site: Site, page: SitePage, draft: Draft, context: PageContext) -> Evidence | None:
    told = draft.level or context.level
    if not told:
        return None
    return site.evidence(page, told.place or draft.place, PROBE, excerpt=told.text, value=told.claim.level)
