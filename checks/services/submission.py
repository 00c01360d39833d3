"""The entry to online submission of one service: found in its row or on its page, for it alone, and what answered.

Circular 32/2017 Art. 5(3). An address is this service's when it carries its code or the id of its own page, or stands
in its own row or page and serves no other service. A site-wide log-in is nobody's entry. Nothing is submitted: the
entry's page or log-in is all that is looked at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from checks.attachments import is_file_address
from checks.per_site import once_per_site
from checks.services.detail_words import DetailWords, detail_words
from checks.services.details import Details, details_of
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence
from domain.procedures import procedure_key
from domain.text import fold
from domain.urls import as_path, join
from pages.view import CONTENT_REGIONS, WRITTEN_TYPES

PROBE = "services"
_SUBMIT_KEY = re.compile(r"nop|submit|apply|tiep_?nhan|dang_?ky", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_AT_END = re.compile(r"[-_](\d+)(?:\.[a-z]{3,5})?$", re.IGNORECASE)
_ENTRY_FIELDS = WRITTEN_TYPES | {"radio", "checkbox"}
_LEAST_FIELDS = 2
_COMPARED = 400
_LEAST_TOLD, _NEARLY_ALL = 3, 0.8
_IN_SCRIPT = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['\"]([^'\"]{1,500})['\"]"
)


@dataclass(frozen=True, slots=True)
class Way:
    """One entry to submission as it stands on the portal. `url` "": only a script or a POST opens it."""

    url: str
    evidence: Evidence
    label: str
    posts: bool = False
    embedded: bool = False  # the form itself stands on the service's own page


@dataclass(frozen=True, slots=True)
class Ways:
    """Of one service. `own`: for it alone; `shared`: for several services or the whole portal; `blind`: only a script
    or a POST opens it, or whom it serves cannot be seen."""

    own: tuple[Way, ...]
    shared: tuple[Way, ...]
    blind: tuple[Way, ...]


@once_per_site
def ways_of(site: Site, entry: Entry) -> Ways:
    """The entries to submission of one service, told apart by whom they serve."""
    ways = _gathered(site).get(entry, ())
    told = {way: way.embedded or (_is_own(site, entry, way.url) if way.url else None) for way in ways}
    return Ways(
        own=tuple(way for way, own in told.items() if own),
        shared=tuple(way for way, own in told.items() if own is False),
        blind=tuple(way for way, own in told.items() if own is None),
    )


@once_per_site
def _gathered(site: Site) -> dict[Entry, tuple[Way, ...]]:
    words = detail_words(site.lexicon)
    return {entry: tuple(_find(site, details_of(site, entry), words)) for entry in read_listing(site).entries}


def _find(site: Site, details: Details, words: DetailWords) -> Iterator[Way]:
    entry = details.entry
    seen: set[str] = set()
    if entry.submit_url:
        seen.add(entry.submit_url)
        yield Way(entry.submit_url, entry.seen, entry.name)
    page = details.page
    if page is not None and details.looked is Looked.READ:
        for way in _on_page(site, page, details, words):
            if not way.url or way.url not in seen:
                seen.add(way.url)
                yield way
    for answer in details.json:
        for key, text in answer.addresses:
            url = join(answer.capture.referrer or answer.capture.url, text) or ""
            if _SUBMIT_KEY.search(key) and url and url not in seen and not is_file_address(url):
                seen.add(url)
                yield Way(url, entry.seen, key)


def _on_page(site: Site, page: SitePage, details: Details, words: DetailWords) -> Iterator[Way]:
    pages = dict.fromkeys((page, *(item.page for item in details.links)))
    for item in details.links:
        link = item.link
        said = next((text for text in (link.label, link.alt, link.title) if words.names_submission(text)), "")
        if not said or (link.url and is_file_address(link.url)):
            continue
        evidence = site.evidence(item.page, link.xpath, PROBE, excerpt=said, value=link.url or link.raw)
        yield Way("" if link.url == item.page.url else link.url or "", evidence, said)
    yield from _in_menus(site, page, details, words)
    for each in pages:
        yield from _by_pressing(site, each, details, words)
        yield from _by_form(site, each, details, words)


def _in_menus(site: Site, page: SitePage, details: Details, words: DetailWords) -> Iterator[Way]:
    """An entry among what looks like a menu of the service's page: for this service where its address says so."""
    for link in page.view.links:
        if link.region in CONTENT_REGIONS or not link.url or link.hidden or not words.names_submission(link.label):
            continue
        if link.url != page.url and not is_file_address(link.url) and is_of_service(site, details.entry, link.url):
            yield Way(link.url, site.evidence(page, link.xpath, PROBE, excerpt=link.label, value=link.url), link.label)


def _by_pressing(site: Site, page: SitePage, details: Details, words: DetailWords) -> Iterator[Way]:
    linked = {item.link.xpath for item in details.links if item.page is page}
    for press in page.view.presses:
        if press.region not in CONTENT_REGIONS or press.xpath in linked or not words.names_submission(press.label):
            continue
        if details.holds(site, page, press.xpath):
            target = press.url if press.url and press.url != page.url else _target_of(page, press.script)
            evidence = site.evidence(page, press.xpath, PROBE, excerpt=press.label, value=press.script)
            yield Way(target or "", evidence, press.label, posts=not target)


def _by_form(site: Site, page: SitePage, details: Details, words: DetailWords) -> Iterator[Way]:
    for form in page.view.forms:
        if form.region not in CONTENT_REGIONS or not any(
            words.names_submission(part) for part in form.text.split(" | ")
        ):
            continue
        if not details.holds(site, page, form.xpath):
            continue
        fields = [field for field in form.fields if field.type in _ENTRY_FIELDS]
        evidence = site.evidence(page, form.xpath, PROBE, excerpt=form.text, value=form.action or form.method)
        if len(fields) >= _LEAST_FIELDS:
            yield Way("", evidence, form.text, embedded=True)
        elif form.method == "get" and form.action:
            yield Way(
                _with_fields(form.action, [(f.name, f.value) for f in form.fields if f.name]), evidence, form.text
            )


def _target_of(page: SitePage, script: str) -> str | None:
    match = _IN_SCRIPT.search(script)
    return join(page.view.base, match.group(1)) if match else None


def _with_fields(action: str, fields: list[tuple[str, str]]) -> str:
    query = "&".join(f"{name}={value}" for name, value in fields if value)
    return join(action, f"{action}{'&' if '?' in action else '?'}{query}") or action if query else action


def _is_own(site: Site, entry: Entry, url: str) -> bool | None:
    """None where only one of several services was read: whom else an address serves cannot be seen."""
    services = _services(site)
    owners = _owners_of(site, url)
    if services[entry] in owners or (entry.code and _carries_code(url, entry.code)):
        return True
    if (owners and _ids_tell(site)) or len(_users_of(site).get(url, ())) > 1 or url in _everywhere(site):
        return False
    if len(set(services.values())) == 1:
        return True
    others = (other for other, ways in _gathered(site).items() if ways and services[other] != services[entry])
    read = next(others, None) is not None or url == entry.submit_url or _others_read(site, entry)
    return True if read else None


@once_per_site
def _services(site: Site) -> Mapping[Entry, int]:
    """Each entry's service: what lists show twice, once without its code or by half its name, has the same page."""
    found: dict[Entry, int] = {}
    by_page: dict[str, list[Entry]] = {}
    for number, entry in enumerate(read_listing(site).entries):
        known = by_page.setdefault(entry.url, []) if entry.url else []
        same = next((other for other in known if _are_same(entry, other)), None)
        found[entry] = found[same] if same is not None else number
        known.append(entry)
    return found


def _are_same(entry: Entry, other: Entry) -> bool:
    if entry.code and other.code:
        return procedure_key(entry.code) == procedure_key(other.code)
    one, two = fold(entry.name), fold(other.name)
    return one.startswith(two) or two.startswith(one)


@once_per_site
def _owners_of(site: Site, url: str) -> frozenset[int]:
    """The services whose own id stands in an address."""
    owners = _rare(site)
    return frozenset(owners[token] for token in tokens_of(url) if token in owners)


@once_per_site
def _ids_tell(site: Site) -> bool:
    """Do addresses of submission carry the ids of the services they stand with? Where forms are counted by themselves,
    another service's id in an address is chance."""
    services = _services(site)
    told = [
        services[entry] in owners
        for entry, ways in _gathered(site).items()
        for way in ways
        if way.url and (owners := _owners_of(site, way.url))
    ]
    return len(told) >= _LEAST_TOLD and sum(told) >= _NEARLY_ALL * len(told)


def _others_read(site: Site, entry: Entry) -> bool:
    return any(
        other != entry and details_of(site, other).looked is Looked.READ
        for other in read_listing(site).entries[:_COMPARED]
    )


def is_of_service(site: Site, entry: Entry, url: str) -> bool:
    """Does an address carry a service's code, or the id of its own page?"""
    own = _services(site)[entry] in _owners_of(site, url)
    return own or bool(entry.code and _carries_code(url, entry.code))


def _carries_code(url: str, code: str) -> bool:
    plain = unquote(url).lower()
    base = procedure_key(code).lower()
    return base in plain or base.replace(".", "-") in plain or base.replace(".", "_") in plain


@once_per_site
def _users_of(site: Site) -> Mapping[str, frozenset[int]]:
    """By address of submission: the services it stands with."""
    found: dict[str, set[int]] = {}
    for entry, ways in _gathered(site).items():
        for way in ways:
            if way.url:
                found.setdefault(way.url, set()).add(_services(site)[entry])
    return {url: frozenset(users) for url, users in found.items()}


@once_per_site
def _everywhere(site: Site) -> frozenset[str]:
    """Addresses in the portal's frame or on its home page."""
    home = [site.home] if site.home is not None else []
    start = site.page(read_listing(site).home) if read_listing(site).home else None
    return frozenset(
        link.url
        for page in (*home, *((start,) if start is not None else ()))
        for link in page.view.links
        if link.url and (page is site.home or link.region not in CONTENT_REGIONS)
    )


def tokens_of(url: str) -> frozenset[str]:
    """The parts of an address that may name a thing: numbers, ids, slugs, values of parameters."""
    parts = urlsplit(as_path(url))
    values = [value for _, value in parse_qsl(parts.query)]
    pieces = [piece for piece in unquote(parts.path).split("/") if piece] + values
    found = {piece.lower() for piece in pieces}
    found |= {token.lower() for piece in pieces for token in _TOKEN.findall(piece.rsplit(".", 1)[0]) if _is_id(token)}
    found |= {number[1] for piece in pieces if (number := _AT_END.search(piece))}  # "thu-tuc-12.aspx"
    return frozenset(found)


def _is_id(token: str) -> bool:
    return any(char.isdigit() for char in token)


@once_per_site
def _rare(site: Site) -> Mapping[str, int]:
    """Tokens that stand in the address of one service's page only, and whose that is."""
    services = _services(site)
    users: dict[str, set[int]] = {}
    for entry in services:
        for token in tokens_of(entry.url) if entry.url else ():
            users.setdefault(token, set()).add(services[entry])
    return {token: next(iter(its)) for token, its in users.items() if len(its) == 1}
