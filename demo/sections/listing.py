"""What lists share: making their entries and spreading them over pages."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from demo.blocks import Pager
from demo.makers import MAKERS, Bench, Entry
from demo.portal_data import Listed
from demo.site import Site

T = TypeVar("T")
_TRIES = 12


def make_entries(site: Site, key: str, section: Listed) -> tuple[Entry, ...]:
    """The entries of a list, newest first, no title twice on the portal."""
    grammar = site.grammar(section.field, section.owner)
    made = []
    for index in range(section.count):
        day = site.days.back(section.newest + index * section.every)
        number = section.count - index + 100 * site.places[key].number
        for attempt in range(_TRIES):
            rng = site.rng(key, number, attempt)
            bench = Bench(site.data, grammar, site.days, rng, index, number, day, section.options, section.owner)
            entry = MAKERS[section.make](bench)
            if entry.title not in site.titles:
                break
        site.titles.add(entry.title)
        made.append(entry)
    return tuple(made)


def page_urls(site: Site, key: str, count: int, size: int) -> tuple[str, ...]:
    """Addresses of a list's pages, the first being the section's own."""
    place, host = site.places[key], site.section(key).host
    turns = max(1, -(-count // size))
    return (site.section_url(key), *(site.url(site.addresses.page(place, n), host) for n in range(2, turns + 1)))


def spread(items: Sequence[T], urls: tuple[str, ...], size: int) -> Iterator[tuple[str, Sequence[T], Pager]]:
    """Each page's address, its share of the items, and the pager that stands under them."""
    for turn, url in enumerate(urls):
        yield url, items[turn * size : (turn + 1) * size], Pager(urls, turn + 1)
