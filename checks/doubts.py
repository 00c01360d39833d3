"""What may be the section though no rule could read it: a person has to look before it is called absent.

No list of labels, and no reader of lists, knows every portal. Where a page of the menus has a name that says nothing to
us, speaks of the section's own matter, and was refused for no more than its shape, "not there" would be said of
something that may be there: it was seen, but a machine cannot judge it. What stands under the section's own name is
judged, and refused, as what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.candidates import Candidate
from checks.file_pages import head_of
from checks.judged import Judged
from checks.menu_pages import GENERAL, MenuPage, read_menu_pages
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from checks.topics import Topic, needed_score, topic_of, topics_of
from domain.captures import CaptureKind
from domain.text import fold

#: Refusals that say what a page is: empty, another's, unfinished. All others say that its content has not the shape
#: that was looked for.
_EMPTY = frozenset(
    {
        "empty",
        "placeholder",
        "template",
        "thin",
        "error",
        "test",
        "test_rows",
        "dead_picture",
        "no_form",
        "no_questions",
        "no_units",
    }
)
_ANOTHERS = frozenset(
    {"another_list", "duplicate", "not_own", "other_body", "not_english", "nobody", "stray", "news_only", "list"}
)
_SAYS_WHAT_IT_IS = _EMPTY | _ANOTHERS | {"faq", "login", "home", "detail", "way_only"}
_LEAST_MATTER = 2.0
_LEAST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Doubt:
    """The page a person has to look at, the name that leads there, and the section's words that it uses."""

    entry: MenuPage
    words: tuple[str, ...]


def find_doubt(site: Site, section: str, refused: Sequence[tuple[Judged, Candidate]]) -> Doubt | None:
    """The page with most of the matter among those nobody could place; None where there is none."""
    settled = {
        candidate.page_found.url
        for judged, candidate in refused
        if candidate.page_found is not None and judged.code in _SAYS_WHAT_IT_IS
    }
    doubts = []
    for entry in read_menu_pages(site):
        if entry.page.url in settled or entry.sections - GENERAL or _is_mere_map(site, entry):
            continue
        topic = _topic(site, section, entry.page)
        words = len(site.own(entry.page).folded.split())
        if topic is None or words < _LEAST_WORDS:
            continue
        if topic.score >= max(_LEAST_MATTER, needed_score(site, section, words, clear=False)):
            doubts.append((-topic.score, entry.page.url, Doubt(entry, topic.words)))
    return min(doubts, key=lambda each: each[:2])[2] if doubts else None


def _is_mere_map(site: Site, entry: MenuPage) -> bool:
    """A site map names every section and holds none."""
    return "sitemap" in entry.sections and substance(site, entry.page).words < _LEAST_WORDS


def _topic(site: Site, section: str, page: SitePage) -> Topic | None:
    """How much a page is about the section; a file by its beginning, as long ones speak of everything."""
    if page.capture.kind is not CaptureKind.FILE:
        return topics_of(site, page).get(section)
    return topic_of(site, section, fold(head_of([block.text for block in page.view.blocks])))
