"""Branches of a tree of services that no address opens: beside links that lead to lists, some only call a script.

What such a script does is not tried; where the page carries a form that posts, the branch needs a POST.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from checks.services.paging import pages_on
from checks.site import Site
from checks.site_page import SitePage
from checks.template import place_kind
from pages.view import Link, Region

_LEAST = 2  # lists that links of the make lead to
_CALL = re.compile(r"^\s*(?:javascript:)?\s*[\w.$]+\s*\(\s*['\"]?\w*[1-9A-Za-z]\w*['\"]?[^()]*\)", re.IGNORECASE)
_FRAME = frozenset({Region.HEADER, Region.FOOTER})


def why_closed(site: Site, lists: Collection[str]) -> str:
    """ "needs_post" or "script" where a tree has branches that only a script opens; "" where there are none. `lists`:
    addresses of the pages that list services."""
    for page in site.pages:
        if any(_closed(page, lists)):
            posts = any(form.method == "post" and form.region not in _FRAME for form in page.view.forms)
            return "needs_post" if posts else "script"
    return ""


def _closed(page: SitePage, lists: Collection[str]) -> Iterator[Link]:
    links = [link for link in page.view.links if link.region not in _FRAME and link.label and not pages_on(link)]
    leading = {(place_kind(link.xpath), link.url) for link in links if link.url in lists}
    trees = Counter(make for make, _ in leading)
    for link in links:
        if link.url is None and trees[place_kind(link.xpath)] >= _LEAST and _CALL.match(link.raw):
            yield link
