"""Whose portal is this? The first observation of every audit (DESIGN.md section 2), from title, head, foot and frame.

A name counts when the portal says it of itself: in title, head, foot or the frame of its pages, not in news.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from checks.site import Site, SitePage
from domain.agencies import Kind, Target
from domain.findings import Evidence, Text2
from domain.text import clean, fold
from domain.urls import host_of
from pages.hosts import owner_relation
from pages.view import Region

OWN, OTHER, UNCLEAR, NONE = "own", "other", "unclear", "none"
_PROBE = "identity"
_TERRITORIAL = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})
_GENERIC = re.compile(
    r"^(?:(?:cong|trang)(?: thong)?(?: tin)? (?:thong tin )?dien tu|website|trang chu|uy ban nhan dan|ubnd)(?: cua)?\s+"
)
_PORTAL_OF = re.compile(r"^(?:(?:cong|trang) (?:thong tin )?(?:giao tiep )?dien tu|website)(?: cua)?\s+")
_TYPE = r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|phuong|xa|thi tran|dac khu)"
_PLACE = re.compile(rf"\b{_TYPE}\s+(?P<name>.+?)(?=$|\s+(?:thuoc|{_TYPE})\s)")
_LONGEST_NAME = 90
_HOST_SAMPLE = 3  # pages of a sister host that are asked whose they are
_RANKS = {Region.HEADER: 1, Region.NAV: 1, Region.FOOTER: 2}
_LOWER_BODIES = frozenset(
    {"so", "ban", "phong", "chi", "trung", "thanh", "van", "cuc", "uy", "ubnd", "huyen", "quan", "thi", "phuong", "xa"}
)
_COMMITTEES = frozenset({"ubnd", "uy ban nhan dan"})  # right before the place they are its own body
_STRANGERS = ("company", "press", "school", "hospital", "parked")


@dataclass(frozen=True, slots=True)
class Identity:
    """state: own (this agency, or some state agency where none was named), other (somebody else), unclear (a state
    host that names nobody), none (no home page, or nothing that tells)."""

    state: str
    name: str
    evidence: tuple[Evidence, ...] = ()
    reason: Text2 = Text2("", "")


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in which the portal speaks of itself."""

    folded: str
    text: str
    xpath: str
    page: SitePage
    rank: int  # 0 title, 1 head, 2 foot, 3 frame


def strange_hosts(pages: Sequence[SitePage], target: Target, lexicon: Lexicon) -> frozenset[str]:
    """Hosts under the agency's registrable domain that are another agency's portal: a department's province, a
    province's department. A host that names nobody is the agency's when its name tells what it carries (congbao)."""
    by_host: dict[str, list[SitePage]] = {}
    for page in pages:
        if owner_relation(page.url, target) == "same_domain":
            by_host.setdefault(host_of(page.url), []).append(page)
    names = [name for name in (target.agency.name, *target.agency.other_names) if name]
    below = {host_of(url) for url in target.subordinates}
    return frozenset(
        host
        for host, its in sorted(by_host.items())
        if host in below or not _speaks_for_agency(host, its, names, lexicon)
    )


def _speaks_for_agency(host: str, pages: Sequence[SitePage], names: Sequence[str], lexicon: Lexicon) -> bool:
    said = [text for page in pages[:_HOST_SAMPLE] for text in _descriptions(page, links=False)]
    cores = [core for name in names for core in name_cores(name)]
    if any(_has(text.folded, core) and not _below(text.folded, core) for text in said for core in cores):
        return True
    if any(agency_name(lexicon, text.text) for text in said):
        return False
    return bool(lexicon.match_host(host))


def _below(text: str, core: str) -> bool:
    """The name stands only as the place of a lower body: "Sở Tư pháp tỉnh Sơn Hà" is not the province."""
    before = _PORTAL_OF.sub("", text[: text.index(core)]).split()
    return bool(before) and before[0] in _LOWER_BODIES and " ".join(before) not in _COMMITTEES


def read_identity(site: Site) -> Identity:
    if site.home is None:
        return Identity(NONE, "", reason=Text2("Không đọc được trang chủ.", "The home page could not be read."))
    said = list(_self_descriptions(site, site.home))
    stranger = _stranger(site, said)
    names = [name for name in (site.target.agency.name, *site.target.agency.other_names) if name]
    if names:
        return _named(site, names, said, stranger)
    return _unnamed(site, said, stranger)


def _self_descriptions(site: Site, home: SitePage) -> Iterator[_Said]:
    yield from _descriptions(home)
    for block in home.view.blocks:
        framed = block.region not in _RANKS and not block.in_link and not block.hidden
        if framed and site.in_template(block.xpath, block.text):
            yield _Said(fold(block.text), block.text, block.xpath, home, 3)


def _descriptions(page: SitePage, *, links: bool = True) -> Iterator[_Said]:
    """Title, head and foot of one page; without the lines that are `links`, which may lead to others."""
    title = clean(page.view.title)
    if title:
        yield _Said(fold(title), title, "//title", page, 0)
    for image in page.view.images:
        text = image.alt or image.title
        if text and image.region in (Region.HEADER, Region.NAV):
            yield _Said(fold(text), text, image.xpath, page, 1)
    for block in page.view.blocks:
        if block.region in _RANKS and not block.hidden and (links or not block.in_link):
            yield _Said(fold(block.text), block.text, block.xpath, page, _RANKS[block.region])


def _named(site: Site, names: list[str], said: list[_Said], stranger: _Said | None) -> Identity:
    for core in (core for name in names for core in name_cores(name)):
        for text in said:
            if _has(text.folded, core):
                return _own(site, names[0], text)
    if site.target.agency.kind in _TERRITORIAL and stranger is None:
        place = next((text for text in said for name in names if _speaks_for(site, text, name)), None)
        if place is not None:
            return _own(site, names[0], place)
    loose = next((text for text in said if text.rank < 3 and any(_nearly(text.folded, name) for name in names)), None)
    if loose is not None and stranger is None:
        return _own(site, names[0], loose, 0.7)
    return _not_named(site, names[0], said, stranger)


def name_cores(name: str) -> tuple[str, ...]:
    """What must stand together for a name to be said: "UBND huyện Krông Nô, tỉnh Đắk Nông" -> "huyen krong no"."""
    folded = fold(name)
    while (shorter := _GENERIC.sub("", folded)) != folded:
        folded = shorter
    outer = re.search(rf"\s(?:{_TYPE})\s", folded)
    first = folded[: outer.start()] if outer and not folded.startswith(("tinh ", "thanh pho ", "tp ")) else folded
    cores = [folded]
    if len(first.split()) >= 2 and first != folded:
        cores.append(first)
    return tuple(dict.fromkeys(cores))


def place_of(name: str) -> str:
    match = _PLACE.search(fold(name))
    return match.group("name").strip() if match else ""


def _speaks_for(site: Site, said: _Said, name: str) -> bool:
    """A territory's bare name counts beside words that mark an agency's own portal."""
    place = place_of(name)
    if not place or not _has(said.folded, place):
        return False
    return any(_has(said.folded, fold(sign)) for sign in (*_owner_signs(site), "ubnd", "ủy ban nhân dân"))


def _nearly(text: str, name: str) -> bool:
    """All telling words of the name stand in one text, in any order."""
    words = [word for word in name_cores(name)[0].split() if word not in ("tinh", "thanh", "pho", "va", "viet", "nam")]
    present = set(text.split())
    return len(words) >= 2 and all(word in present for word in words)


def _not_named(site: Site, wanted: str, said: list[_Said], stranger: _Said | None) -> Identity:
    shown = stranger or _agency_said(site, said)
    if shown is not None:
        found = shown.text[:_LONGEST_NAME]
        reason = Text2(
            f"Cổng tự giới thiệu là “{found}”, không phải “{wanted}”.",
            f"The portal calls itself “{found}”, not “{wanted}”.",
        )
        return Identity(OTHER, found, (_evidence(site, shown),), reason)
    return _nobody(site, wanted)


def _unnamed(site: Site, said: list[_Said], stranger: _Said | None) -> Identity:
    if stranger is not None:
        found = stranger.text[:_LONGEST_NAME]
        reason = Text2(
            f"Trang này là của “{found}”, không phải cơ quan hành chính nhà nước.",
            f"This is the site of “{found}”, not of a state agency.",
        )
        return Identity(OTHER, found, (_evidence(site, stranger),), reason)
    agency = _agency_said(site, said)
    if agency is not None:
        return _own(site, read_name(site, agency.text), agency)
    return _nobody(site, "")


def _nobody(site: Site, wanted: str) -> Identity:
    state_host = site.lexicon.is_state_host(host_of(site.target.portal))
    named = f" “{wanted}”" if wanted else ""
    reason = Text2(
        f"Tiêu đề, đầu trang và chân trang không cho biết đây là cổng của cơ quan{named}.",
        f"Title, head and foot do not tell that this is the agency's portal{named}.",
    )
    return Identity(UNCLEAR if state_host else NONE, "", reason=reason)


def _agency_said(site: Site, said: list[_Said]) -> _Said | None:
    """The text, title first, that names a state agency; one with an owner's sign before one without."""
    naming = [text for text in said if read_name(site, text.text)]
    return min(naming, key=lambda text: (not _has_owner_sign(site, text), text.rank), default=None)


def read_name(site: Site, text: str) -> str:
    return agency_name(site.lexicon, text)


def agency_name(lexicon: Lexicon, text: str) -> str:
    """The state agency's name in a text: from the word that starts such names to the end of the phrase; "" if none."""
    for part in re.split(r"\s*[|•»>–]\s*|\s-\s|[.:;]\s", clean(text)):
        folded = fold(part)
        for start in _agency_starts(lexicon):
            if (
                re.search(rf"(?:^|\b(?:tu|cua|thuoc|quyen|quan) ){re.escape(start)}\b(?= \w)", folded)
                or folded == start
            ):
                return part[:_LONGEST_NAME]
    return ""


def _agency_starts(lexicon: Lexicon) -> tuple[str, ...]:
    """How state agencies' names begin, folded, longest first."""
    starts = {fold(start) for kind in lexicon.words.agencies.kinds.values() for start in kind.starts}
    return tuple(sorted(starts, key=lambda start: (-len(start), start)))


def _owner_signs(site: Site) -> tuple[str, ...]:
    return site.lexicon.words.agencies.owner_signs


def _has_owner_sign(site: Site, said: _Said) -> bool:
    return any(_has(said.folded, fold(sign)) for sign in _owner_signs(site))


def _stranger(site: Site, said: list[_Said]) -> _Said | None:
    """Somebody who is no administrative agency, named in the title or alone in the head."""
    signs = [fold(sign) for group in _STRANGERS for sign in site.lexicon.words.agencies.others.get(group, ())]
    for text in said:
        if text.rank > 1 or not any(_has(text.folded, sign) for sign in signs):
            continue
        if read_name(site, text.text) and _has_owner_sign(site, text):
            continue
        return text
    return None


def _own(site: Site, name: str, said: _Said, confidence: float = 1.0) -> Identity:
    reason = Text2(f"Cổng tự giới thiệu: “{said.text[:200]}”.", f"The portal says of itself: “{said.text[:200]}”.")
    return Identity(OWN, name, (_evidence(site, said, confidence),), reason)


def _evidence(site: Site, said: _Said, confidence: float = 1.0) -> Evidence:
    return site.evidence(said.page, said.xpath, _PROBE, excerpt=said.text, value=said.text, confidence=confidence)


def _has(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "
