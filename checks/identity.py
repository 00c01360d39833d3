"""Whose portal is this? The first observation of every audit (docs/judging.md 4), from title, head, foot and frame.

A name counts when the portal says it of itself: in title, head, foot or the frame of its pages, not in news.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.owner_claims import ClaimReader, Names, name_cores
from checks.owner_lines import (
    FOOT,
    FRAME,
    HEAD,
    LONGEST_NAME,
    RANKS,
    TITLE,
    Lines,
    Said,
    agency_name,
    claim_of,
    claim_reader,
    descriptions,
    owner_line,
)
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.agencies import Kind
from domain.findings import Evidence, Text2
from domain.text import fold
from domain.urls import host_of

OWN, OTHER, UNCLEAR, NONE = "own", "other", "unclear", "none"
_PROBE = "identity"
_UNSURE = 0.7


@dataclass(frozen=True, slots=True)
class Identity:
    """state: own (this agency, or some state agency where none was named), other (somebody else), unclear (a state
    host that names nobody), none (no home page, or nothing that tells)."""

    state: str
    name: str
    evidence: tuple[Evidence, ...] = ()
    reason: Text2 = Text2("", "")


@once_per_site
def read_identity(site: Site) -> Identity:
    if site.home is None:
        return Identity(NONE, "", reason=Text2("Không đọc được trang chủ.", "The home page could not be read."))
    said = list(_self_descriptions(site, site.home))
    reader = claim_reader(site.target, site.lexicon)
    lines = Lines(tuple((text, claim_of(reader, text)) for text in said))
    return _named(site, lines, reader) if reader.names else _unnamed(site, lines)


def _self_descriptions(site: Site, home: SitePage) -> Iterator[Said]:
    yield from descriptions(home)
    for block in home.view.blocks:
        framed = block.region not in RANKS and not block.in_link and not block.hidden
        if framed and site.in_template(block.xpath, block.text):
            yield Said(fold(block.text), block.text, block.xpath, home, 3)


def _named(site: Site, lines: Lines, reader: ClaimReader) -> Identity:
    names = reader.names
    own = owner_line(lines)
    told = {text.text: text for text, _ in lines.read if text.rank < FRAME}
    if own is not None and (elsewhere := reader.is_elsewhere(list(told))):
        return _somebody_else(site, names[0], told[elsewhere])
    if own is not None:
        return _own(site, names[0], own)
    other = lines.naming(Names.OTHER, TITLE) or lines.naming(Names.OTHER, HEAD) or lines.naming(Names.OTHER, FOOT)
    if other is None:
        loose = lines.naming(Names.PLACE) or next(
            (text for text, _ in lines.read if text.rank <= FOOT and any(_nearly(text.folded, name) for name in names)),
            None,
        )
        if loose is not None and site.lexicon.is_state_host(host_of(site.target.portal)):
            return _own(site, names[0], loose, _UNSURE)
    other = other or lines.naming(Names.UPPER, TITLE, HEAD) or _agency_said(site, [text for text, _ in lines.read])
    return _somebody_else(site, names[0], other) if other is not None else _nobody(site, names[0])


def _nearly(text: str, name: str) -> bool:
    """All telling words of the name stand in one text, in any order."""
    words = [word for word in name_cores(name)[0].split() if word not in ("tinh", "thanh", "pho", "va", "viet", "nam")]
    present = set(text.split())
    return len(words) >= 2 and all(word in present for word in words)


def _somebody_else(site: Site, wanted: str, shown: Said) -> Identity:
    found = shown.text[:LONGEST_NAME]
    reason = Text2(
        f"Cổng tự giới thiệu là “{found}”, không phải “{wanted}”.",
        f"The portal calls itself “{found}”, not “{wanted}”.",
    )
    return Identity(OTHER, found, (_evidence(site, shown),), reason)


def _unnamed(site: Site, lines: Lines) -> Identity:
    said = [text for text, _ in lines.read]
    kinds = {kind.value for kind in Kind}
    stranger = next(
        (text for text, claim in lines.read if text.rank <= HEAD and claim.group and claim.group not in kinds), None
    )
    if stranger is not None:
        found = stranger.text[:LONGEST_NAME]
        reason = Text2(
            f"Trang này là của “{found}”, không phải cơ quan hành chính nhà nước.",
            f"This is the site of “{found}”, not of a state agency.",
        )
        return Identity(OTHER, found, (_evidence(site, stranger),), reason)
    agency = _agency_said(site, said)
    if agency is not None:
        return _own(site, agency_name(site.lexicon, agency.text), agency)
    return _nobody(site, "")


def _nobody(site: Site, wanted: str) -> Identity:
    state_host = site.lexicon.is_state_host(host_of(site.target.portal))
    named = f" “{wanted}”" if wanted else ""
    reason = Text2(
        f"Tiêu đề, đầu trang và chân trang không cho biết đây là cổng của cơ quan{named}.",
        f"Title, head and foot do not tell that this is the agency's portal{named}.",
    )
    return Identity(UNCLEAR if state_host else NONE, "", reason=reason)


def _agency_said(site: Site, said: list[Said]) -> Said | None:
    """The text, title first, that names a state agency; one with an owner's sign before one without."""
    naming = [text for text in said if agency_name(site.lexicon, text.text)]
    return min(naming, key=lambda text: (not _has_owner_sign(site, text), text.rank), default=None)


def _owner_signs(site: Site) -> tuple[str, ...]:
    return site.lexicon.words.agencies.owner_signs


def _has_owner_sign(site: Site, said: Said) -> bool:
    return any(_has(said.folded, fold(sign)) for sign in _owner_signs(site))


def _own(site: Site, name: str, said: Said, confidence: float = 1.0) -> Identity:
    reason = Text2(f"Cổng tự giới thiệu: “{said.text[:200]}”.", f"The portal says of itself: “{said.text[:200]}”.")
    return Identity(OWN, name, (_evidence(site, said, confidence),), reason)


def _evidence(site: Site, said: Said, confidence: float = 1.0) -> Evidence:
    return site.evidence(said.page, said.xpath, _PROBE, excerpt=said.text, value=said.text, confidence=confidence)


def _has(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "
