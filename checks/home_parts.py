"""Head and foot of the home page, and the entries in which it names its sections.

Portals rarely mark their head and foot; where no region was made out, what the pages repeat above the first and below
the last line of the home page's own content is the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.candidates import sections_named
from checks.identity import read_identity
from checks.owner_claims import name_cores
from checks.per_site import once_per_site
from checks.pictures import recurs
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from domain.text import fold, slug_words
from pages.view import Block, Image, Link, Region

HEAD = frozenset({Region.HEADER, Region.NAV})
_FIRST = 4  # pictures at the top of a page
NAMED = 0.8  # a label that near to a section's names it
SUGGESTED = 0.6  # a menu's entry that near to a section's names leads to it, by whatever words beside
_PICTURED = 0.65  # a file name or address, where a link has no readable label
_BY_PICTURE = frozenset({"image", "slug", "host"})
_POSTBACK = re.compile(r"javascript:\s*\w+\s*\(", re.IGNORECASE)
_IDLE = re.compile(r"javascript:\s*void\s*\(", re.IGNORECASE)
_PLACE_TYPES = ("tinh ", "thanh pho ", "huyen ", "quan ", "thi xa ")
_SHORT_PLACES = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "ubnd": "uy ban nhan dan"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the home page that names a section and opens something: a page, or the menu below it."""

    link: Link
    strength: float
    pictured: bool = False  # named by a picture or its address


def head_blocks(site: Site, home: SitePage) -> tuple[Block, ...]:
    """The lines of the head and the menu, in reading order."""
    shown = [block for block in home.view.blocks if not block.hidden]
    above = True
    found = []
    for block in shown:
        framed = site.in_template(block.xpath, block.text) and block.region is not Region.FOOTER
        above = above and (framed or block.region in HEAD)
        if block.region in HEAD or above:
            found.append(block)
    return tuple(found)


def head_images(site: Site, home: SitePage) -> tuple[Image, ...]:
    """The pictures of the head; where the markup does not show it, the first ones that several pages share."""
    images = home.view.images
    return tuple(
        image
        for place, image in enumerate(images)
        if image.region in HEAD or (place < _FIRST and image.region is Region.MAIN and recurs(site, image))
    )


def foot_blocks(site: Site, home: SitePage) -> tuple[Block, ...]:
    """The lines of the foot, in reading order."""
    shown = [block for block in home.view.blocks if not block.hidden]
    foot = tuple(block for block in shown if block.region is Region.FOOTER)
    if foot:
        return foot
    below = len(shown)
    while below > 0 and site.in_template(shown[below - 1].xpath, shown[below - 1].text):
        below -= 1
    return tuple(block for block in shown[below:] if block.region not in HEAD and not block.in_link)


def entries_of(site: Site, sections: Iterable[str], least: float = NAMED) -> Iterator[Entry]:
    """The home page's entries of any of the sections, in reading order of each section: named as nearly as `least`;
    pictures and addresses a little less."""
    known = _read_entries(site)
    for section in sections:
        for entry in known.get(section, ()):
            if entry.strength >= (min(least, _PICTURED) if entry.pictured else least):
                yield entry


@once_per_site
def _read_entries(site: Site) -> dict[str, list[Entry]]:
    home = site.home
    found: dict[str, list[Entry]] = {}
    if home is None:
        return found
    opened = {fold(link.context) for link in home.view.links if link.context}
    for link in home.view.links:
        if link.hidden:
            continue
        named = sections_named(site, home, link)
        clear = any(strength >= NAMED for strength, _, _ in named.values())
        for section, (strength, how, _) in named.items():
            if strength >= (NAMED if clear and how not in _BY_PICTURE else SUGGESTED) and (
                section == "home" or _opens(site, home, link, opened)
            ):
                pictured = how in _BY_PICTURE
                found.setdefault(section, []).append(Entry(link, round(strength, 3), pictured))
    return found


def _opens(site: Site, home: SitePage, link: Link, opened: set[str]) -> bool:
    """Whether an entry opens anything: a page that is not known to be gone, a menu below it, an action of the page."""
    if link.url is None:
        return fold(link.label) in opened or bool(_POSTBACK.match(link.raw) and not _IDLE.match(link.raw))
    state = state_of(site, link.url, home)
    return state is not State.DEAD and (state is not State.NOWHERE or fold(link.label) in opened)


def leads_home(site: Site, link: Link) -> bool:
    """Whether a link leads to the home page it stands on."""
    home = site.home
    if home is None or link.url is None:
        return False
    capture = site.capture(link.url)
    return link.url == home.url or (capture is not None and capture.url == home.url)


def own_cores(site: Site) -> tuple[str, ...]:
    """The folded names of the agency, any of which says who it is: as registered, else as the portal gives it."""
    agency = site.target.agency
    known = agency.names or (read_identity(site).name,)
    return tuple(dict.fromkeys(core for name in known if name for core in name_cores(name)))


def says_name(text: str, cores: Sequence[str]) -> bool:
    """Whether a text says one of the names in full: "TP" and "TX" read as what they stand for, lines that the markup
    runs together ("huyệnBình Minh") parted. A name that goes on with another place is not this agency's."""
    readings = {fold(text), slug_words(text)}
    readings |= {" ".join(_SHORT_PLACES.get(word, word) for word in reading.split()) for reading in readings}
    short = {core for core in cores if any(other.startswith(f"{core} ") for other in cores)}
    for core in cores:
        for reading in readings:
            _, found, behind = f" {reading} ".partition(f" {core} ")
            if found and not (core in short and behind.startswith(_PLACE_TYPES)):
                return True
    return False
