"""What the tree above a list says of all of it: the entry over the branch that leads there."""

from collections.abc import Mapping

from checks.services.context import is_of_services
from checks.services.paging import ListPages
from checks.services.words import service_words
from checks.site import Site
from pages.view import FRAME_REGIONS


def levels_of_branches(site: Site, pages: ListPages) -> Mapping[str, str]:
    """By the stem of a list: the level of government under which a page of services links it. A list that stands under
    two of them is of neither."""
    words = service_words(site.lexicon)
    stems = {page.url: pages.stem_of(page) for page in pages.in_order if page.page is not None}
    found: dict[str, set[str]] = {}
    for page in site.pages if len(set(stems.values())) > 1 else ():
        over = [link for link in page.view.links if link.context and link.url and link.region not in FRAME_REGIONS]
        levels = [(link, words.admin_level(link.context)) for link in over]
        if not any(level for _, level in levels) or not is_of_services(site, page):
            continue
        for link, level in levels:
            target = site.page(link.url) if link.url and level else None
            if target is not None and target.url in stems:
                found.setdefault(stems[target.url], set()).add(level)
    return {stem: next(iter(levels)) for stem, levels in found.items() if len(levels) == 1}
