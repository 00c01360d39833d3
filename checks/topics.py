"""How much a text is about a section's matter, by the lexicon's topic words.

A word of one syllable ("hồ", "năm") stands in any long Vietnamese text, so it counts a third of a word of two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from checks.candidates import Candidate, titles_of, without_own_name
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold

_SINGLE = 0.34
_NAMED, _OWN_NAME = 0.6, 0.99
_TITLE_WORDS = 7
_EARLY_HEADINGS = 4
_CLEAR = 0.75  # a label this near names the section; under a weaker one the text must show more of the matter
_SHORT_TEXT, _LONG_TEXT = 60, 300  # words


@dataclass(frozen=True, slots=True)
class Topic:
    """The distinct topic words a text uses, and their weight."""

    words: tuple[str, ...]
    score: float


def topic_of(site: Site, section: str, folded: str) -> Topic:
    return _weighed(site.lexicon.topic_words(section, folded))


def _weighed(words: tuple[str, ...]) -> Topic:
    return Topic(words, round(sum(1.0 if " " in word else _SINGLE for word in words), 2))


@once_per_site
def topics_of(site: Site, page: SitePage) -> Mapping[str, Topic]:
    """How much a page's own content is about each section that it has words of."""
    return {section: _weighed(words) for section, words in site.lexicon.topics(site.own(page).folded).items()}


def is_clear(candidate: Candidate) -> bool:
    """Whether the label itself says that its page is this section."""
    return candidate.strength >= _CLEAR and candidate.how != "child"


def needed_score(site: Site, section: str, words: int, *, clear: bool) -> float:
    """How much of the matter a text of so many words must show: the longer the text, the more of it."""
    short, long = (1.0, 1.3) if clear else (2.0, 4.0)
    grown = min(1.0, max(0, words - _SHORT_TEXT) / (_LONG_TEXT - _SHORT_TEXT))
    least = (
        short if words < _SHORT_TEXT else short + (long - short) * grown + min(2.0, words / (2000 if clear else 1000))
    )
    topic = site.lexicon.section(section).topic
    return min(least, 0.5 * sum(1.0 if " " in word else _SINGLE for word in topic))


def suggests_other(site: Site, page: SitePage, section: str) -> bool:
    """Whether a page's own title rather names another section, and in no way this one."""
    title = next((text for text, _, _ in titles_of(site, page)), "")
    named = [match.section for match in site.lexicon.match_label(title) if match.strength >= _NAMED]
    return bool(named) and section not in named


def is_of_another(site: Site, page: SitePage, section: str) -> bool:
    """One of the page's titles is another section's own name, and none says anything of this one."""
    found = [match for text, _, _ in titles_of(site, page) for match in site.lexicon.match_label(text)]
    other = any(match.section != section and match.strength >= _OWN_NAME for match in found)
    return other and not any(match.section == section and match.strength >= _NAMED for match in found)


def is_stray(site: Site, candidate: Candidate, page: SitePage) -> bool:
    """An article of the list rather than the section: found one click below without the section's name, or headed by
    the section's name as its category, with a long title of its own."""
    if is_article(site, candidate, page):
        return True
    if candidate.how != "child":
        return False
    headings = (heading.text for heading in site.own_headings(page)[:_EARLY_HEADINGS])
    return not any(_names(site, candidate, text) for text in (candidate.label, page.view.title, *headings))


def is_article(site: Site, candidate: Candidate, page: SitePage) -> bool:
    """A page found by a heading or a hub that only names its category, under which it has a long title of its own."""
    if candidate.how not in ("heading", "child"):
        return False
    titles = own_titles(site, page)
    return any(len(fold(text).split()) >= _TITLE_WORDS and not _names(site, candidate, text) for text in titles)


def own_titles(site: Site, page: SitePage) -> list[str]:
    """What heads a page, without the agency's name; in a list, titles that lead to its items are none of these."""
    linked = {fold(link.label) for link in site.own_links(page) if link.url and site.page(link.url) is not page}
    told = (heading.text for heading in site.own_headings(page)[:_EARLY_HEADINGS])
    return [without_own_name(site, text) for text in told if fold(text) not in linked]


def _names(site: Site, candidate: Candidate, text: str) -> bool:
    found = site.lexicon.match_label(text)
    return any(match.section == candidate.section and match.strength >= _NAMED for match in found)
