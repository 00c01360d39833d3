"""What a page that names procedures is for: it tells of one, it announces some, it speaks of another scale of levels.

Only what is none of these may be a list of the services that a portal offers.
"""

import re
from collections import Counter

from checks.per_site import once_per_site
from checks.services.detail_words import OF_ELEVEN, detail_words
from checks.services.levels import of_proactive
from checks.services.sections import read_sections
from checks.services.words import ServiceWords
from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold
from pages.view import CONTENT_REGIONS, Heading

_FEW = 4  # of the fields of Circular 32/2017 Art. 5(1)
_OFTEN = 1.8  # times that each of them is told: several services opened in place
_EARLY = 3  # headings
_SEVERAL = 3  # pages
_LEGEND = 600  # letters
_LEVEL_1 = re.compile(r"\bmuc(?: do)? 1 (?:\w+ ){0,5}nhac\b")  # "Mức độ 1: nhắc việc" explains the scale of Art. 16
_APART = re.compile(r"\s+[-–—|»:·]+\s+|\s*\|\s*")


@once_per_site
def tells_of_one(site: Site, page: SitePage) -> bool:
    """The page of one service: several of the eleven fields, each told once or so. A list that opens each of its
    services in place tells them over and over."""
    told = Counter(
        section.field
        for section in read_sections(page.view, detail_words(site.lexicon))
        if section.lines and section.field in OF_ELEVEN
    )
    return len(told) >= _FEW and told.total() < _OFTEN * len(told)


def announces(site: Site, page: SitePage, words: ServiceWords) -> bool:
    """A decision that makes procedures public, a plan to raise their levels, a list of forms: by its first headings."""
    return any(begins(fold(text), words.announcing) for text in _titles(site, page))


def begins(folded: str, beginnings: tuple[str, ...]) -> bool:
    """Does a folded text begin with one of some phrases?"""
    return any(f"{folded} ".startswith(f"{start} ") for start in beginnings)


def is_proactive(site: Site, page: SitePage) -> bool:
    """Does the page speak of services that come unasked (Decree 224/2026 Art. 16)? Their levels look like those of
    Decree 43 and are none. Headings below the first level stand over a part of it only (see Over)."""
    whole = (item.text for item in _headings(site, page) if item.level == 1)
    named = any(map(of_proactive, (*own_titles(site, page), *whole, page.capture.label)))
    return named or any(_LEVEL_1.search(fold(block.text[:_LEGEND])) for block in site.own_blocks(page))


def _titles(site: Site, page: SitePage) -> list[str]:
    return [*own_titles(site, page), *(item.text for item in _headings(site, page))]


def _headings(site: Site, page: SitePage) -> list[Heading]:
    return [item for item in site.own_headings(page) if item.region in CONTENT_REGIONS][:_EARLY]


def own_titles(site: Site, page: SitePage) -> list[str]:
    """The parts of a page's title that are its own, before or behind the portal's name: "Sở Y tế | Thủ tục"."""
    parts = [part for part in _APART.split(page.view.title) if part]
    return [part for part in parts if fold(part) not in _names_of_portal(site)]


@once_per_site
def _names_of_portal(site: Site) -> frozenset[str]:
    """What stands in the titles of most pages."""
    counts = Counter(part for page in site.pages for part in {fold(each) for each in _APART.split(page.view.title)})
    return frozenset(part for part, count in counts.items() if count >= _SEVERAL and 2 * count > len(site.pages))
