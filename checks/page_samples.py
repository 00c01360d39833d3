"""One page of each kind that visitors meet: the front page, a list, an article, an introduction, the documents.

What is asked of pages as such (access for all, phones) is asked of these. Where a browser measured one page of a kind
and not another, the measured one stands for the kind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from checks.all_candidates import candidates_of
from checks.articles import SECTIONS, listed_items, lists_of, read_articles
from checks.browser_records import is_measured
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import substance


class PageKind(StrEnum):
    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    INTRODUCTION = "introduction"
    DOCUMENTS = "documents"


KIND_NAMES = {
    PageKind.HOME: ("trang chủ", "home"),
    PageKind.LIST: ("trang danh sách", "a list"),
    PageKind.ARTICLE: ("bài viết", "an article"),
    PageKind.INTRODUCTION: ("trang giới thiệu", "an introduction"),
    PageKind.DOCUMENTS: ("trang văn bản", "documents"),
}
_INTRODUCTIONS = ("introduction", "functions", "structure", "history", "territory_history", "leaders", "apparatus")
_DOCUMENTS = ("documents", "directions")
_LEAST_ITEMS = 2
_MOST = 12  # pages of a kind that are looked through


@dataclass(frozen=True, slots=True)
class SampledPage:
    kind: PageKind
    page: SitePage


@once_per_site
def page_samples(site: Site) -> tuple[SampledPage, ...]:
    """At most one page of each kind, in the order of the kinds; a page stands for one kind only."""
    return tuple(_choose(site))


def _choose(site: Site) -> Iterator[SampledPage]:
    taken: set[str] = set()
    for kind, pages in _kinds(site):
        free = [page for page in pages if page.url not in taken and _readable(site, page)][:_MOST]
        chosen = next((page for page in free if is_measured(site, page)), free[0] if free else None)
        if chosen is not None:
            taken.add(chosen.url)
            yield SampledPage(kind, chosen)


def _kinds(site: Site) -> Iterator[tuple[PageKind, Iterable[SitePage]]]:
    yield PageKind.HOME, () if site.home is None else (site.home,)
    yield PageKind.LIST, _list_pages(site, SECTIONS)
    yield PageKind.ARTICLE, _article_pages(site)
    yield PageKind.INTRODUCTION, section_pages(site, _INTRODUCTIONS)
    yield PageKind.DOCUMENTS, _list_pages(site, _DOCUMENTS)


def _article_pages(site: Site) -> list[SitePage]:
    """Those the sample holds, newest first: what visitors read today."""
    chosen = read_articles(site).sample
    return [article.page for article in sorted(chosen, key=lambda each: -(each.day.toordinal() if each.day else 0))]


def _list_pages(site: Site, sections: Iterable[str]) -> Iterator[SitePage]:
    for section in sections:
        for candidate in lists_of(site, section):
            page = candidate.page_found
            if page is not None and page is not site.home and len(listed_items(site, candidate)) >= _LEAST_ITEMS:
                yield page


def section_pages(site: Site, sections: Iterable[str], strength: float = 0.6) -> Iterator[SitePage]:
    """Pages that the portal calls so and that hold something, the front page left out."""
    seen: set[str] = set()
    for section in sections:
        for candidate in candidates_of(site, section):
            page = candidate.page_found
            if candidate.strength < strength or candidate.state is not State.ALIVE or page is None:
                continue
            if page is not site.home and page.url not in seen:
                seen.add(page.url)
                if substance(site, page).real:
                    yield page


def _readable(site: Site, page: SitePage) -> bool:
    return not page.view.shell and not site.content_by_script(page)
