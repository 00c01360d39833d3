"""Whose portal is this? The first observation of every audit (DESIGN.md section 2), from title, head, foot and frame.

A name counts when the portal says it of itself: in title, head, foot or the frame of its pages, not in news.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from checks.owner_claims import Claim, ClaimReader, Names, name_cores
from checks.site import Site, SitePage
from domain.agencies import Kind, Target
from domain.findings import Evidence, Text2
from domain.text import clean, fold
from domain.urls import host_of, site_of
from pages.hosts import owner_relation
from pages.view import Region

OWN, OTHER, UNCLEAR, NONE = "own", "other", "unclear", "none"
_PROBE = "identity"
_LONGEST_NAME = 90
_HOST_SAMPLE = 3  # pages of a sister host that are asked whose they are
_RANKS = {Region.HEADER: 1, Region.NAV: 1, Region.FOOTER: 2}
_TITLE, _HEAD, _FOOT, _FRAME = 0, 1, 2, 3
_UNSURE = 0.7


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
    reader = _reader(target, lexicon)
    below = {host_of(url) for url in target.subordinates}
    return frozenset(
        host for host, its in sorted(by_host.items()) if host in below or not _speaks_for_agency(host, its, reader)
    )


def _speaks_for_agency(host: str, pages: Sequence[SitePage], reader: ClaimReader) -> bool:
    said = [text for page in pages[:_HOST_SAMPLE] for text in _descriptions(page, links=False)]
    lines = _Lines(tuple((text, _claim(reader, text)) for text in said if text.rank < _FRAME))
    if _owner(lines) is not None:
        return True
    if lines.groups(_TITLE, _HEAD) or any(agency_name(reader.lexicon, text.text) for text in said):
        return False
    return bool(reader.lexicon.match_host(host))


def _reader(target: Target, lexicon: Lexicon) -> ClaimReader:
    agency = target.agency
    return ClaimReader(lexicon, agency.kind, tuple(name for name in (agency.name, *agency.other_names) if name))


def read_identity(site: Site) -> Identity:
    if site.home is None:
        return Identity(NONE, "", reason=Text2("Không đọc được trang chủ.", "The home page could not be read."))
    said = list(_self_descriptions(site, site.home))
    reader = _reader(site.target, site.lexicon)
    lines = _Lines(
        tuple((text, reader.first(text.text) if text.rank == _FOOT else reader.read(text.text)) for text in said)
    )
    return _named(site, lines, reader) if reader.names else _unnamed(site, lines)


def _claim(reader: ClaimReader, said: _Said) -> Claim:
    return reader.first(said.text) if said.rank == _FOOT else reader.read(said.text)


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
            rank = _HEAD if image.region is Region.HEADER else _FRAME
            yield _Said(fold(text), text, image.xpath, page, rank)
    away = frozenset(link.xpath for link in page.view.links if link.url and not _is_front(link.url, page))
    for block in page.view.blocks:
        if block.region in _RANKS and not block.hidden and (links or not block.in_link):
            entry = block.region is not Region.FOOTER and block.in_link and _of_links(block.xpath, away)
            yield _Said(fold(block.text), block.text, block.xpath, page, _FRAME if entry else _RANKS[block.region])


def _of_links(xpath: str, links: frozenset[str]) -> bool:
    """Whether a line stands in one of the links, or holds one."""
    return any(f"{xpath}/".startswith(f"{link}/") or link.startswith(f"{xpath}/") for link in links)


def _is_front(url: str, page: SitePage) -> bool:
    """Whether a link of a page leads to its own front: such a link in the head shows the portal's name."""
    return url in (page.url, page.capture.requested) or url.rstrip("/") == site_of(page.url)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines in which a portal speaks of itself, each with whom it names."""

    read: tuple[tuple[_Said, Claim], ...]

    def naming(self, names: Names, *ranks: int) -> _Said | None:
        """The first line that names so, of these ranks (all when none is given)."""
        return next(self._naming(names, ranks), None)

    def _naming(self, names: Names, ranks: tuple[int, ...]) -> Iterator[_Said]:
        return (text for text, claim in self.read if claim.names is names and (not ranks or text.rank in ranks))

    def groups(self, *ranks: int) -> frozenset[str]:
        """The groups of other bodies that lines of these ranks name."""
        return frozenset(claim.group for text, claim in self.read if claim.names is Names.OTHER and text.rank in ranks)

    def below_own(self) -> _Said | None:
        """Another body named in the head behind this agency: heads put the superior's name above their own."""
        heads = [(text, claim) for text, claim in self.read if text.rank == _HEAD]
        own = next((place for place, (_, claim) in enumerate(heads) if claim.names is Names.OWN), len(heads))
        return next((text for text, claim in heads[own:] if claim.names is Names.OTHER), None)


def _named(site: Site, lines: _Lines, reader: ClaimReader) -> Identity:
    names = reader.names
    own = _owner(lines)
    told = {text.text: text for text, _ in lines.read if text.rank < _FRAME}
    if own is not None and (elsewhere := reader.is_elsewhere(list(told))):
        return _somebody_else(site, names[0], told[elsewhere])
    if own is not None:
        return _own(site, names[0], own)
    other = lines.naming(Names.OTHER, _TITLE) or lines.naming(Names.OTHER, _HEAD) or lines.naming(Names.OTHER, _FOOT)
    if other is None:
        loose = lines.naming(Names.PLACE) or next(
            (
                text
                for text, _ in lines.read
                if text.rank <= _FOOT and any(_nearly(text.folded, name) for name in names)
            ),
            None,
        )
        if loose is not None and site.lexicon.is_state_host(host_of(site.target.portal)):
            return _own(site, names[0], loose, _UNSURE)
    other = other or lines.naming(Names.UPPER, _TITLE, _HEAD) or _agency_said(site, [text for text, _ in lines.read])
    return _somebody_else(site, names[0], other) if other is not None else _nobody(site, names[0])


def _owner(lines: _Lines) -> _Said | None:
    """The line by which the portal is this agency's. A title alone may be left over from somebody else; what head or
    foot say with it is not, nor is a body named in the head behind this agency."""
    title = lines.naming(Names.OWN, _TITLE)
    if title is not None:
        return title
    head, foot = lines.naming(Names.OWN, _HEAD), lines.naming(Names.OWN, _FOOT)
    if lines.groups(_TITLE) & lines.groups(_HEAD, _FOOT) or lines.groups(_HEAD) & lines.groups(_FOOT):
        return None
    if head is not None:
        return head if lines.below_own() is None or foot is not None else None
    if foot is not None:
        return foot
    return lines.naming(Names.OWN) if not lines.groups(_TITLE, _HEAD, _FOOT) else None


def _nearly(text: str, name: str) -> bool:
    """All telling words of the name stand in one text, in any order."""
    words = [word for word in name_cores(name)[0].split() if word not in ("tinh", "thanh", "pho", "va", "viet", "nam")]
    present = set(text.split())
    return len(words) >= 2 and all(word in present for word in words)


def _somebody_else(site: Site, wanted: str, shown: _Said) -> Identity:
    found = shown.text[:_LONGEST_NAME]
    reason = Text2(
        f"Cổng tự giới thiệu là “{found}”, không phải “{wanted}”.",
        f"The portal calls itself “{found}”, not “{wanted}”.",
    )
    return Identity(OTHER, found, (_evidence(site, shown),), reason)


def _unnamed(site: Site, lines: _Lines) -> Identity:
    said = [text for text, _ in lines.read]
    kinds = {kind.value for kind in Kind}
    stranger = next(
        (text for text, claim in lines.read if text.rank <= _HEAD and claim.group and claim.group not in kinds), None
    )
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


def _own(site: Site, name: str, said: _Said, confidence: float = 1.0) -> Identity:
    reason = Text2(f"Cổng tự giới thiệu: “{said.text[:200]}”.", f"The portal says of itself: “{said.text[:200]}”.")
    return Identity(OWN, name, (_evidence(site, said, confidence),), reason)


def _evidence(site: Site, said: _Said, confidence: float = 1.0) -> Evidence:
    return site.evidence(said.page, said.xpath, _PROBE, excerpt=said.text, value=said.text, confidence=confidence)


def _has(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "
