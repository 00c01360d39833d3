"""Where a section may be: every label, image text, slug and heading that names it, best first.

A label is not content: a candidate only says where to look. Its state says what became of its address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.labelled_values import pairs_in
from checks.per_site import once_per_site
from checks.phrases import opens
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.vocabulary import LabelMatch
from domain.text import clean, fold, slug_words
from domain.urls import as_path, host_of
from pages.dates import find_dates
from pages.view import FRAME_REGIONS, Link, LinkKind, Region

_LONG_LABEL = 9  # words; longer labels in running content are titles of items, not names of sections
_FACTOR = {"label": 1.0, "alt": 0.95, "title": 0.9, "image": 0.8, "slug": 0.85, "host": 1.0}
_BUTTON = re.compile(
    r"^(?:(?:btn|button|bt|nut|icon|ico|banner|bn|img|image|anh|hinh|menu|mn) )+"
    r"|(?: (?:btn|button|icon|ico|banner|img|image|menu))+$"
)  # before or behind a picture's name: what kind of picture it is
_CUT_WORDS = 5
_LONG_SLUG = 7
_LONGEST_STRUNG = 14  # words of a heading that strings several names together
_STRUNG = re.compile(r"\s[-–|]\s")
_OF = re.compile(r"[\s\-–|:]*(?:\b(?:của|tại|thuộc|về)\b\s*)?$", re.IGNORECASE)  # before the agency's name
_SPAN = re.compile(r"(?:[\s(),:–-]|\b(?:từ|đến|ngày)\b)+$", re.IGNORECASE)  # what is left before the days
_LEAST_FIGURES = 4
_PROCEDURE = frozenset({"order", "way", "dossier", "limit", "subject", "condition", "copies"})
_FIELDS, _LINES = 3, 80
_EARLY_HEADINGS = 4
_EARLY_BLOCKS = 2
_HOME_BLOCK = 0.9
_SURE = 0.9
_HEADING = 0.85
_PART = 0.9
PART = "part"  # how a candidate was found whose xpath is a part that a tab or fold opens
_NAMED_SO = 0.97  # heading and address agree: the section's own page rather than an article that names its section
_REGION_RANK = {Region.NAV: 0, Region.HEADER: 1, Region.FOOTER: 2, Region.ASIDE: 3, Region.MAIN: 4}


@dataclass(frozen=True, eq=False, slots=True)
class Candidate:
    """A place that may be the section. `page_found` is its page where one was read."""

    section: str
    url: str | None
    label: str
    strength: float
    how: str  # label, alt, title, image, slug, host, heading, address, part, home_block
    region: Region
    page: SitePage  # where the link or heading stands
    xpath: str
    state: State
    page_found: SitePage | None


def find_candidates(site: Site) -> dict[str, tuple[Candidate, ...]]:
    """All sections' candidates, one per address (its strongest label), strongest first, then in reading order."""
    best: dict[tuple[str, str], Candidate] = {}
    for candidate in (*_from_links(site), *_from_headings(site)):
        key = (candidate.section, candidate.url or f"{candidate.page.url}#{candidate.xpath}")
        if candidate.how == "home_block":
            key = (candidate.section, f"{candidate.page.url}#{candidate.xpath}")
        known = best.get(key)
        if known is None or _worth(candidate) > _worth(known):
            best[key] = candidate
    grouped: dict[str, list[Candidate]] = {}
    for candidate in best.values():
        grouped.setdefault(candidate.section, []).append(candidate)
    return {section: tuple(sorted(found, key=_rank)) for section, found in sorted(grouped.items())}


def _worth(candidate: Candidate) -> tuple[bool, float]:
    """Of one address: what leads there before a page's link to itself, then the stronger name."""
    return candidate.state is not State.NOWHERE, candidate.strength


def _rank(candidate: Candidate) -> tuple[float, int, int, str, str]:
    depth = candidate.page.capture.depth
    return (-candidate.strength, depth, _REGION_RANK[candidate.region], candidate.page.url, candidate.xpath)


def _from_links(site: Site) -> Iterator[Candidate]:
    seen: set[tuple[str, str, str]] = set()
    for page in site.pages:
        for link in page.view.links:
            identity = (link.url or "", link.label, link.alt or link.title)
            if link.hidden or identity in seen or link.kind is LinkKind.REFRESH:
                continue
            seen.add(identity)
            yield from _of_link(site, page, link)


def _of_link(site: Site, page: SitePage, link: Link) -> Iterator[Candidate]:
    strongest = sections_named(site, page, link)
    state = state_of(site, link.url, page) if strongest else State.NOWHERE
    for section, (strength, how, text) in strongest.items():
        if state is State.ELSEWHERE and strength < _SURE and _names_a_body(site, text):
            continue  # another agency's portal, not a section kept there
        found = site.page(link.url) if link.url and state in (State.ALIVE, State.SHELL) else None
        yield Candidate(
            section, link.url, link.label or text, round(strength, 4), how, link.region, page, link.xpath, state, found
        )


def sections_named(site: Site, page: SitePage, link: Link) -> dict[str, tuple[float, str, str]]:
    """The sections that a link on a page may name: how strongly, by what, and the text that says so."""
    strongest: dict[str, tuple[float, str, str]] = {}
    for how, text in _names(link):
        if how == "label" and _is_item_title(site, page, link, text):
            return {}
        for section, strength in _matches(site, how, text, link.context):
            weighed = strength * _FACTOR[how]
            if weighed > strongest.get(section, (0.0, "", ""))[0]:
                strongest[section] = (weighed, how, text)
    return strongest


def _names_a_body(site: Site, text: str) -> bool:
    """The label begins as names of agencies do: "Sở Tài nguyên và Môi trường"."""
    return opens(text, site.lexicon.words.bodies)


def _names(link: Link) -> Iterator[tuple[str, str]]:
    """The texts that may name a link's target, most telling first. Weak ones only where there is no readable label."""
    if link.label:
        yield "label", link.label
        return
    if link.alt:
        yield "alt", link.alt
    if link.title:
        yield "title", link.title
    if link.image:
        yield from (("image", name) for name in _picture_names(link.image))
    if link.url:
        slug = last_slug(link.url)
        if slug:
            yield "slug", slug
        else:
            yield "host", host_of(link.url)


def _picture_names(file_name: str) -> Iterator[str]:
    """A picture's name as it is ("hinh-anh-hoat-dong"), and what it shows without the word for its kind
    ("banner-lich-cong-tac")."""
    words = slug_words(file_name)
    yield words
    bare = _BUTTON.sub("", words)
    if bare and bare != words:
        yield bare


def last_slug(url: str) -> str:
    """The folded words of the address's last telling part; "" for a host's root."""
    path = as_path(url).split("://", 1)[-1].split("?", maxsplit=1)[0]
    parts = [part for part in path.split("/")[1:] if part]
    for part in reversed(parts):
        words = slug_words(part)
        if words and words not in ("home", "default", "index", "pages", "trang chu"):
            return words
    return ""


def _matches(site: Site, how: str, text: str, parent: str) -> Iterator[tuple[str, float]]:
    lexicon = site.lexicon
    if how == "host":
        found = lexicon.match_host(text)
    elif how in ("slug", "image"):
        found = lexicon.match_slug(text)
    else:
        found = lexicon.match_label(text, parent)
    for match in found:
        yield match.section, match.strength


def _is_item_title(site: Site, page: SitePage, link: Link, text: str) -> bool:
    """Titles of news and notices inside the content contain section words; they are not the section."""
    words = len(fold(text).split())
    if words > _CUT_WORDS and text.rstrip().endswith(("…", "...")):
        return not site.in_template(link.xpath, text)  # a list cuts its titles
    if words <= _LONG_LABEL:
        return False
    return words > 2 * _LONG_LABEL or not site.in_template(link.xpath, text) or page is site.home


def _from_headings(site: Site) -> Iterator[Candidate]:
    """Pages that call themselves the section, and blocks of the home page under such a heading."""
    for page in site.pages:
        if page is site.home:
            for heading in page.view.headings:
                yield from _of_heading(site, page, heading.text, heading.xpath, heading.region)
        else:
            yield from _of_page(site, page)


def _of_heading(site: Site, page: SitePage, text: str, xpath: str, region: Region) -> Iterator[Candidate]:
    if len(fold(text).split()) > _LONG_LABEL or region in (Region.NAV, Region.HEADER):
        return
    state = State.SHELL if page.view.shell else State.ALIVE
    for match in site.lexicon.match_label(text):
        strength = round(match.strength * _HOME_BLOCK, 4)
        yield Candidate(match.section, page.url, text, strength, "home_block", region, page, xpath, state, page)


def _of_page(site: Site, page: SitePage) -> Iterator[Candidate]:
    """A page's own headings, or the first short line of its content, beside what its address says."""
    state = State.SHELL if page.view.shell else State.ALIVE
    slug = last_slug(page.url)
    by_address = {match.section: match.strength for match in site.lexicon.match_slug(slug)} if slug else {}
    titles = titles_of(site, page)
    for text, xpath, region in titles:
        for match in _of_title(site, text):
            if match.how == "phrase" and _tells_a_procedure(site, page):
                continue  # "Điều chỉnh giấy phép khai thác nước" is the name of a service
            factor = _NAMED_SO if match.section in by_address else _HEADING
            strength = round(match.strength * factor, 4)
            yield Candidate(match.section, page.url, text, strength, "heading", region, page, xpath, state, page)
    yield from _of_parts(site, page, state)
    if len(slug.split()) <= _LONG_SLUG:
        xpath = titles[0][1] if titles else "/html/body"
        for section, strength in by_address.items():
            weighed = round(strength * _FACTOR["slug"], 4)
            yield Candidate(section, page.url, slug, weighed, "address", Region.MAIN, page, xpath, state, page)


@once_per_site
def _tells_a_procedure(site: Site, page: SitePage) -> bool:
    """A page that tells how one administrative procedure is done: by the fields that only such pages have."""
    lines = [block.text for block in site.own_blocks(page)[:_LINES]]
    return len(_PROCEDURE.intersection(pairs_in(site.lexicon, "service_details", lines))) >= _FIELDS


def _of_parts(site: Site, page: SitePage, state: State) -> Iterator[Candidate]:
    """Tabs and folds of a page's own content that carry a section's name: what they open is the section."""
    for part in page.view.parts:
        if len(fold(part.label).split()) > _LONG_LABEL or part.region in FRAME_REGIONS:
            continue
        if site.in_template(part.xpath, part.label):
            continue
        for match in site.lexicon.match_label(part.label):
            yield Candidate(
                section=match.section,
                url=page.url,
                label=part.label,
                strength=round(match.strength * _PART, 4),
                how=PART,
                region=part.region,
                page=page,
                xpath=part.opens,
                state=state,
                page_found=page,
            )


def _of_title(site: Site, text: str) -> tuple[LabelMatch, ...]:
    """Sections that a page's title names; a long one only where all the names that it strings together do."""
    if len(fold(text).split()) <= _LONG_LABEL:
        return site.lexicon.match_label(text)
    named = [site.lexicon.match_label(part) for part in _STRUNG.split(text)]
    if len(named) < 2 or not all(found and found[0].strength >= _SURE for found in named):
        return ()
    return tuple(match for found in named for match in found if match.strength >= _SURE)


def titles_of(site: Site, page: SitePage) -> list[tuple[str, str, Region]]:
    """What a page calls itself: its first headings and first lines, with their places."""
    found = [(item.text, item.xpath, item.region) for item in site.own_headings(page)[:_EARLY_HEADINGS]]
    found += [(block.text, block.xpath, block.region) for block in site.own_blocks(page)[:_EARLY_BLOCKS]]
    named = [(without_own_name(site, text.split(" (")[0]), xpath, region) for text, xpath, region in found]
    return [title for title in named if 0 < len(fold(title[0]).split()) <= _LONGEST_STRUNG]


def without_days(title: str) -> str:
    """ "Lịch công tác tuần từ 09/03/2026 đến 13/03/2026" without its days."""
    days = find_dates(title) if sum(map(str.isdigit, title)) >= _LEAST_FIGURES else []
    if not days:
        return title
    for day in days:
        title = title.replace(day.text, " ")
    return clean(_SPAN.sub("", clean(title)))


def without_own_name(site: Site, title: str) -> str:
    """ "Cơ cấu tổ chức của Sở Tư pháp tỉnh Sơn Hà" names the section as "Cơ cấu tổ chức" does."""
    for name in site.target.agency.names:
        at = title.lower().find(name.lower())
        if at > 0:
            return _OF.sub("", title[:at]).strip()
    return title
