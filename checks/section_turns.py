"""Which pages may be a section, in the order they are looked at: those that name it, what these show in frames, what
stands one click below, and last the pages of the menus that hold its matter under another name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.frames import own_frames
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.substance import State as PageState
from checks.substance import substance
from checks.unnamed import find_unnamed
from domain.captures import CaptureKind
from domain.text import fold
from pages.hosts import own_host
from pages.view import Link, Region

_MOST_CANDIDATES = 16
_MOST_CHILDREN = 8
_MOST_UNNAMED = 6
_ENTRY, _ENTRIES = 0.85, frozenset({"label", "alt", "title"})
_CHILD_FACTOR = 0.8
_MOST_FRAMES = 4
_ANOTHER = 0.99
# A name this near to the section's keeps "absent" from being said while its target is unseen. A picture without a
# readable name is given the benefit of the doubt (docs/judging.md 5).
CREDIBLE = {"image": 0.55, "slug": 0.55, "host": 0.55}
CREDIBLE_NAME = 0.8


def in_turn(site: Site, section: str, min_strength: float) -> Iterator[Candidate]:
    own = [
        item for item in candidates_of(site, section) if item.strength >= min(min_strength, CREDIBLE.get(item.how, 1))
    ]
    named = {candidate.url for candidate in own}
    yield from own[:_MOST_CANDIDATES]
    for candidate in own[:_MOST_CANDIDATES]:
        for child in (*_framed(site, candidate), *_children(site, candidate)):
            if child.url not in named:
                named.add(child.url)
                yield child


def has_an_entry(site: Site, section: str) -> bool:
    """The portal itself names the section: what stands there is what it offers, and no other page is it. A name that
    may stand for several sections alike ("Tổng quan") says of none that it is there."""
    return any(
        candidate.how in _ENTRIES
        and candidate.strength >= _ENTRY
        and own_host(candidate.page.url, site.target)
        and not _names_several(site, candidate)
        for candidate in candidates_of(site, section)
    )


def _names_several(site: Site, candidate: Candidate) -> bool:
    """The label is but a loose name of this section, and a name of others as well."""
    found = site.lexicon.match_label(candidate.label)
    loose = any(match.section == candidate.section and match.how == "weak" for match in found)
    return loose and len(found) > 1


def _is_file(candidate: Candidate) -> bool:
    return candidate.page_found is not None and candidate.page_found.capture.kind is CaptureKind.FILE


def without_a_name(site: Site, section: str, visited: Sequence[str], *, files: bool) -> Iterator[Candidate]:
    """Pages of the menus that hold the section's matter under a name that we do not know; `files`: and files."""
    unnamed = [each for each in find_unnamed(site).get(section, ()) if files or not _is_file(each)]
    for candidate in [each for each in unnamed if each.url not in visited][:_MOST_UNNAMED]:
        yield candidate
        yield from _framed(site, candidate)


def _children(site: Site, hub: Candidate) -> Iterator[Candidate]:
    """Pages one click below: the entries of the menu that the label opens, the short links of the page it leads to."""
    label = fold(hub.label)
    below = [
        link
        for link in hub.page.view.links
        if label and fold(link.context) == label and link.region in (Region.NAV, Region.HEADER)
    ]
    if hub.page_found is not None and hub.page_found is not site.home:
        below.extend(link for link in site.own_links(hub.page_found) if 0 < len(fold(link.label).split()) <= 6)
    for link in below[:_MOST_CHILDREN]:
        state = state_of(site, link.url, hub.page)
        found = site.page(link.url) if link.url else None
        if state is State.ALIVE and found is not None and not _names_another(site, hub.section, link.label):
            yield _child(hub, link, state, found)


def _names_another(site: Site, section: str, label: str) -> bool:
    """The label is another section's own name and says nothing of this one."""
    found = site.lexicon.match_label(label)
    clear = any(match.strength >= _ANOTHER for match in found)
    return clear and all(match.section != section for match in found)


def _framed(site: Site, hub: Candidate) -> Iterator[Candidate]:
    """Pages that the section's page shows in frames: they are its content."""
    if hub.page_found is None or hub.page_found is site.home:
        return
    how = "label" if hub.how in ("heading", "address") else hub.how
    for link in own_frames(site, hub.page_found)[:_MOST_FRAMES]:
        state = state_of(site, link.url, hub.page_found)
        if state is State.ALIVE and link.url:
            found = site.page(link.url)
            yield replace(
                hub, url=link.url, how=how, xpath=link.xpath, page=hub.page_found, state=state, page_found=found
            )


def unseen_frame(site: Site, candidate: Candidate) -> Candidate | None:
    """The frame of an otherwise empty page that could not be looked into."""
    page = candidate.page_found
    if page is None or page is site.home or substance(site, page).state is not PageState.EMPTY:
        return None
    for link in own_frames(site, page)[:_MOST_FRAMES]:
        state = state_of(site, link.url, page)
        if state not in (State.ALIVE, State.DEAD, State.NOWHERE):
            return replace(candidate, url=link.url, state=state)
    return None


def _child(hub: Candidate, link: Link, state: State, found: SitePage) -> Candidate:
    return replace(
        hub,
        url=link.url,
        label=link.label,
        strength=round(hub.strength * _CHILD_FACTOR, 4),
        how="child",
        xpath=link.xpath,
        region=link.region,
        state=state,
        page_found=found,
    )


def opened(site: Site, candidate: Candidate, *, files: bool) -> Candidate:
    """A candidate that leads to a file, with the file as its page; unread where nobody looks into files."""
    if candidate.state is not State.ALIVE or candidate.page_found is not None or candidate.url is None:
        return candidate
    found = site.file_page(candidate.url) if files else None
    return replace(candidate, state=State.ALIVE if found else State.UNREAD, page_found=found)
