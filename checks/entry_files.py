"""What an entry of a list opens: the files it hands out, and whether anything behind it was not looked at."""

from checks.attachments import file_urls
from checks.list_item import Item
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of


def files_of_item(site: Site, item: Item, detail: SitePage | None) -> tuple[str, ...]:
    """Addresses of the files that an entry or its own page hands out."""
    inside = file_urls(site.own_links(detail)) if detail is not None else ()
    return tuple(dict.fromkeys((*item.file_urls, *inside)))


def leads_on(site: Site, item: Item, listed: SitePage | None = None) -> bool:
    """Whether an entry opens something: a page or a file that may say more. `listed`: the page that lists it."""
    page = listed or site.page(item.page) or site.home
    if item.url is None or page is None:
        return bool(item.file_urls)
    return state_of(site, item.url, page) not in (State.NOWHERE, State.DEAD)
