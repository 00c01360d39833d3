"""Pages of the menus whose names say nothing to us, by the sections whose matter they hold.

No list of labels is ever complete ("Chặng đường đã qua", "Hỏi chuyên gia"). A page that the portal's navigation leads
to under a name that names no section is looked at for every section whose own words its content uses. It is looked at
last, and judged as a page without a clear name is: by more of the matter.
"""

from collections.abc import Iterator

from checks.candidates import Candidate, without_days
from checks.lists import read_list
from checks.menu_pages import MenuPage, read_menu_pages
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.topics import topics_of

STRENGTH = 0.6  # as weak as a name may be that is still followed
HOW = "content"
_INTRODUCE = frozenset({"introduction"})
_SHORT_TITLE = 3  # words: names of sections stand in lists as well
_LEAST_SCORE = 2.0
_SECTIONS_OF_A_PAGE = 5
_EARLY_LINES, _LONGEST_LINE = 6, 120
_NAMES = 0.85


@once_per_site
def find_unnamed(site: Site) -> dict[str, tuple[Candidate, ...]]:
    """Candidates by section, those with most of the matter first."""
    grouped: dict[str, list[tuple[float, int, Candidate]]] = {}
    for place, entry in enumerate(_unnamed_pages(site)):
        link = entry.link
        for section, score in _matters(site, entry.page):
            candidate = Candidate(
                section,
                link.url,
                link.name,
                STRENGTH,
                HOW,
                link.region,
                entry.shown_on,
                link.xpath,
                State.ALIVE,
                entry.page,
            )
            grouped.setdefault(section, []).append((-score, place, candidate))
    return {
        section: tuple(candidate for _, _, candidate in sorted(rated, key=lambda each: each[:2]))
        for section, rated in sorted(grouped.items())
    }


def _unnamed_pages(site: Site) -> Iterator[MenuPage]:
    """Those whose names say nothing to us, or that they introduce the agency. What a list shows with a date is an item
    of it, however short its title."""
    unnamed = [entry for entry in read_menu_pages(site) if entry.sections <= _INTRODUCE]
    items = _dated_items(site) if unnamed else set()
    yield from (entry for entry in unnamed if entry.page.url not in items)


def _dated_items(site: Site) -> set[str]:
    items = (item for page in site.pages for item in read_list(site, page).items)
    dated = (item for item in items if item.day is not None and item.url and len(item.title.split()) > _SHORT_TITLE)
    return {page.url for item in dated if item.url and (page := site.page(item.url)) is not None}


def _matters(site: Site, page: SitePage) -> list[tuple[str, float]]:
    """The sections that the page's own content is most about: by their words, and by a line near its top that is one's
    own name ("Lịch công tác tuần từ ngày …")."""
    topics, named = topics_of(site, page), _named_in_lines(site, page)
    scores = {section: topic.score + (_LEAST_SCORE if section in named else 0.0) for section, topic in topics.items()}
    rated = [(section, score) for section, score in scores.items() if score >= _LEAST_SCORE]
    return sorted(rated, key=lambda pair: (-pair[1], pair[0]))[:_SECTIONS_OF_A_PAGE]


def _named_in_lines(site: Site, page: SitePage) -> frozenset[str]:
    lines = (block.text for block in site.own_blocks(page)[:_EARLY_LINES] if not block.in_link)
    bare = (without_days(line) for line in lines if len(line) <= _LONGEST_LINE)
    found = (match for line in bare for match in site.lexicon.match_label(line))
    return frozenset(match.section for match in found if match.strength >= _NAMES)
