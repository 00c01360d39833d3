"""Is a page one of services, and what does it say of all of them: by its address, its menu entry, its filters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from checks.all_candidates import candidates_of
from checks.candidates import last_slug
from checks.load_lexicon import LabelMatch, Lexicon
from checks.per_site import once_per_site
from checks.services.drafts import NOTHING_TOLD, Told
from checks.services.entries import LevelFrom
from checks.services.groups import Over, over_of, refine
from checks.services.levels import claim_in_column, claim_of
from checks.services.page_kind import announces, is_proactive, own_titles
from checks.services.words import ServiceWords
from checks.site import Site
from checks.site_page import SitePage
from domain.agencies import HostRole
from domain.text import fold, slug_words
from domain.urls import as_path, host_of

_NAMED = 0.6
_EARLY_HEADINGS = 4
_MOST_WORDS = 14
_SECTION = "services"


@dataclass(frozen=True, slots=True)
class PageContext:
    """What holds for every service that the page lists."""

    of_services: bool
    level: Told = NOTHING_TOLD
    field: str = ""
    admin_level: str = ""
    agency: str = ""
    announces: bool = False  # a decision, a plan, a list of forms
    proactive: bool = False  # services that come unasked


def page_context(site: Site, page: SitePage, words: ServiceWords) -> PageContext:
    over = Over()
    for text, place in _choices(page):
        over = refine(over, over_of(text, place, site.lexicon, words, plain=False, source=LevelFrom.PAGE))
    told = over.level.within(_in_address(page.url))
    field = over.field or _field_chosen(page)
    return PageContext(
        is_of_services(site, page),
        told,
        field,
        over.admin_level,
        over.agency,
        announces(site, page, words),
        is_proactive(site, page) or told.of_proactive,
    )


def is_of_services(site: Site, page: SitePage) -> bool:
    """Do its host, its address, its first headings or the link that led to it name services?"""
    if on_service_host(site, page.url):
        return True
    if page is site.home:
        return False
    if page.url in _called_so(site):
        return True
    lexicon = site.lexicon
    slugs = (slug_words(part) for part in urlsplit(as_path(page.url)).path.split("/") if part)
    if any(_names(lexicon.match_slug(slug)) for slug in slugs if slug):
        return True
    texts = [item.text for item in site.own_headings(page)[:_EARLY_HEADINGS]]
    texts += [page.capture.label, *own_titles(site, page)]
    return any(names_services(lexicon, text) for text in texts if 0 < len(fold(text).split()) <= _MOST_WORDS)


@once_per_site
def _called_so(site: Site) -> frozenset[str]:
    """Pages that menus and headings call services."""
    named = (item for item in candidates_of(site, _SECTION) if item.strength >= _NAMED and item.how != "home_block")
    return frozenset(item.page_found.url for item in named if item.page_found is not None)


def on_service_host(site: Site, url: str) -> bool:
    """A host that was declared for services, or that its name says is one (dichvucong.*, motcua.*)."""
    host = host_of(url)
    for declared in site.target.hosts:
        if declared.role is HostRole.SERVICE and declared.host.lower().partition(":")[0] == host:
            port = declared.host.partition(":")[2]
            if not port or urlsplit(url).netloc.endswith(f":{port}"):
                return True
    return _names(site.lexicon.match_host(host))


def names_services(lexicon: Lexicon, label: str) -> bool:
    """Does a label call what it leads to services?"""
    return _names(lexicon.match_label(label))


def _names(matches: Iterable[LabelMatch]) -> bool:
    return any(match.section == _SECTION and match.strength >= _NAMED for match in matches)


def _choices(page: SitePage) -> Iterator[tuple[str, str]]:
    """Texts that say which part of a list the page shows, the widest first: what is chosen in a filter, the link to
    the page itself."""
    for form in page.view.forms:
        for field in form.fields:
            if field.chosen and not field.chosen.startswith(("-", "Tất cả", "Chọn")):
                about = fold(f"{field.label} {slug_words(field.name)}").replace(" ", "")
                yield (f"Lĩnh vực {field.chosen}" if "linhvuc" in about else field.chosen), form.xpath
    if page.capture.label and len(page.capture.label.split()) <= _MOST_WORDS:
        yield page.capture.label, "/html/body"
    for link in page.view.links:
        if link.url == page.url and link.label and len(link.label.split()) <= _MOST_WORDS:
            yield link.label, link.xpath


def _in_address(url: str) -> Told:
    """A level in the address's own parameters: `?mucdo=4`; the last part of its path: `/muc-do-4`."""
    for key, value in parse_qsl(urlsplit(url).query):
        name = slug_words(key)
        if name.replace(" ", "") in ("mucdo", "mucdodvc", "level", "mucdoid", "dvclevel"):
            claim = claim_in_column(value)
            if claim:
                return Told(claim, LevelFrom.PAGE, "/html/body", f"{key}={value}")
    claim = claim_of(last_slug(url))
    return Told(claim, LevelFrom.PAGE, "/html/body", last_slug(url)) if claim else NOTHING_TOLD


def _field_chosen(page: SitePage) -> str:
    """The menu entry that led to a page whose address names a field by its number."""
    keys = {slug_words(key).replace(" ", "") for key, _ in parse_qsl(urlsplit(page.url).query)}
    label = page.capture.label
    if not any("linhvuc" in key or key in ("field", "fieldid") for key in keys) or not label:
        return ""
    shown = label.rsplit("(", 1)[0].strip()
    return shown if len(shown.split()) <= 10 and not claim_of(label) else ""
