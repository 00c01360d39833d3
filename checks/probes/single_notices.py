"""Single notices outside a section of their own: a draft put up for comment among the news. Some, never more.

Decree 43 Art. 10(1)(i): the clause asks for a list of drafts; notices scattered over the news are a part of it.
"""

from collections.abc import Iterator

from pydantic import Field

from checks.absence import absent
from checks.all_candidates import candidates_of
from checks.list_item import Item
from checks.list_topics import offers_text
from checks.lists import article_words, read_list
from checks.observations import SOME, Observation
from checks.phrases import Phrases, opens
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from domain.findings import Text2
from pages.view import Region

NAME = "single_notices"
_MOST_PAGES = 12
_LEAST_TITLE = 6  # words: fewer name a section
_NOTICE_WORDS = 30


class SingleNoticesParams(Params):
    """`section`: what is missing, for the trace; `sections`: where notices are looked for; `openings`: how such a
    notice's title begins; `never`: what tells one of another matter."""

    section: str
    sections: tuple[str, ...] = ("news", "notices")
    openings: tuple[str, ...] = Field(min_length=1)
    never: tuple[str, ...] = ()


def run(site: Site, params: SingleNoticesParams, _requirement: Requirement) -> Observation:
    found = notices(site, params)
    if not found:
        return absent(site, NAME, params.section, visited=[page.url for page in _pages(site, params.sections)])
    evidence = tuple(site.evidence(page, item.xpath, NAME, excerpt=item.title) for page, item in found[:3])
    reason = Text2(
        f"Chỉ có {len(found)} thông báo lẻ nằm trong mục khác (“{found[0][1].title[:80]}”).",
        f"Only {len(found)} single notices that stand in another section (“{found[0][1].title[:80]}”).",
    )
    return Observation(NAME, SOME, 0.0, "single_notices", reason, evidence)


def notices(site: Site, params: SingleNoticesParams) -> list[tuple[SitePage, Item]]:
    """The notices and the lists they stand in, the front page among them."""
    pages = _pages(site, params.sections)
    found = [(page, item) for page in pages for item in read_list(site, page).items if _is_notice(site, item, params)]
    listed = {item.url for _, item in found}
    return found + [pair for pair in _on_front(site, params) if pair[1].url not in listed]


def _on_front(site: Site, params: SingleNoticesParams) -> Iterator[tuple[SitePage, Item]]:
    """Notices that the front page alone links, beside its lists; entries of its menus are none."""
    home = site.home
    for link in site.own_links(home) if home is not None else ():
        page = site.page(link.url) if link.url and link.region is Region.MAIN else None
        if home is None or page is None or page is home or len(link.label.split()) < _LEAST_TITLE:
            continue
        item = Item(link.label, link.url, link.xpath, page=home.url)
        if _is_called_so(item, params) and article_words(site, page, item.title) >= _NOTICE_WORDS:
            yield home, item


def _pages(site: Site, sections: tuple[str, ...]) -> list[SitePage]:
    found: dict[str, SitePage] = {}
    for section in sections:
        for candidate in candidates_of(site, section):
            page = candidate.page_found
            if candidate.state is State.ALIVE and page is not None and page is not site.home:
                found.setdefault(page.url, page)
    return list(found.values())[:_MOST_PAGES]


def _is_notice(site: Site, item: Item, params: SingleNoticesParams) -> bool:
    return _is_called_so(item, params) and offers_text(site, item) is not False


def _is_called_so(item: Item, params: SingleNoticesParams) -> bool:
    return opens(item.title, params.openings) and not Phrases.of(params.never).found_in(item.title)


PROBE = ProbeKind(
    NAME,
    SingleNoticesParams,
    run,
    Text2(
        "Thông báo lẻ nằm trong mục khác, khi không có mục riêng.",
        "Single notices in other sections, where there is no section of their own.",
    ),
)
