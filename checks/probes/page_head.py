"""What the head of the home page shows: emblem or logo, the agency's full name, the entries that the law names.

Circular 32/2017 Art. 16(3)(a): a share of the six. The entries are examples in the law, so others that say the same
count. A picture whose text nobody can read may hold emblem and name: that much stays unknown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from checks.absence import SHELL_REASON, trace
from checks.contacts import is_sample
from checks.home_parts import HEAD, entries_of, head_blocks, head_images, leads_home, own_cores, says_name
from checks.observations import NONE, Observation, Unknown
from checks.owner_lines import agency_name
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from domain.text import fold, slug_words
from pages.view import Block, Image, Link, Region

NAME = "page_head"
_PAINTED = re.compile(rb"stylesheet|<style|background", re.IGNORECASE)  # where a picture may hide that no element shows
_LEAST_WORDS = 3  # of a picture's text that says whose page it is


class HeadEntry(Params):
    """One entry: found when the head or menu names any of the sections."""

    name: str
    sections: tuple[str, ...] = Field(min_length=1)


class HeadParams(Params):
    """`emblem`: folded words by which an emblem or logo is known; `small`: those of pictures that are no banner;
    `entries`: what the menu is asked for beside emblem and name."""

    emblem: tuple[str, ...] = Field(min_length=1)
    small: tuple[str, ...] = ()
    entries: tuple[HeadEntry, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing asked for: its proof, or whether it might be there unseen."""

    name: str
    proof: Evidence | None = None
    open: Unknown | None = None


def run(site: Site, params: HeadParams, _requirement: Requirement) -> Observation:
    home = site.home
    if home is None:
        return Observation(NAME, NONE, 1.0, "unfetched", Text2("Không đọc được trang chủ.", "No home page was read."))
    parts = [_emblem(site, home, params), _name(site, home, params)]
    parts += [_entry(site, home, entry) for entry in params.entries]
    return _told(site, home, parts)


def _emblem(site: Site, home: SitePage, params: HeadParams) -> _Part:
    images = head_images(site, home)
    for image in images:
        if _is_emblem(image, params.emblem):
            shown = image.alt or image.title or image.name
            return _Part("biểu trưng", site.evidence(home, image.xpath, NAME, excerpt=shown, value=image.name))
    return _Part("biểu trưng", open=_hidden_picture(site, home, images, params))


def _is_emblem(image: Image, words: Sequence[str]) -> bool:
    said = f" {fold(image.alt)} {fold(image.title)} {slug_words(image.name)} {slug_words(image.marks)}"
    return any(f" {word} " in f"{said} " for word in words)


def _hidden_picture(site: Site, home: SitePage, images: Sequence[Image], params: HeadParams) -> Unknown | None:
    """Whether a banner or a background of the head may show what no text tells; not in a head that still shows its
    template's own name."""
    if not _banners(images, params) and any(is_sample(block.text) for block in head_blocks(site, home)):
        return None
    if _banners(images, params) or _PAINTED.search(site.snapshot.body(home.capture)):
        return Unknown.HUMAN
    return None


def _banners(images: Sequence[Image], params: HeadParams) -> list[Image]:
    small = (f" {slug_words(image.name)} " for image in images)
    return [
        image
        for image, said in zip(images, small, strict=True)
        if not any(f" {word} " in said for word in params.small)
    ]


def _name(site: Site, home: SitePage, params: HeadParams) -> _Part:
    cores = own_cores(site)
    blocks = head_blocks(site, home)
    for place, block in enumerate(blocks):
        behind = blocks[place + 1].text if place + 1 < len(blocks) else ""
        if says_name(block.text, cores) or (not block.in_link and says_name(f"{block.text} {behind}", cores)):
            return _Part("tên cơ quan", site.evidence(home, block.xpath, NAME, excerpt=block.text, value=block.text))
    images = head_images(site, home)
    for image in images:
        said = image.alt or image.title
        if says_name(f"{image.alt} {image.title}", cores):
            return _Part("tên cơ quan", site.evidence(home, image.xpath, NAME, excerpt=said, value=said))
    banners = [image for image in _banners(images, params) if not _is_emblem(image, params.emblem)]
    if _speaks(site, blocks) and not any(_mute(image) for image in banners):
        return _Part("tên cơ quan")
    return _Part("tên cơ quan", open=_hidden_picture(site, home, images, params))


def _speaks(site: Site, blocks: Sequence[Block]) -> bool:
    """Whether the head says in text whose page it is, be it another name or a short form."""
    signs = [fold(sign) for sign in site.lexicon.words.agencies.owner_signs]
    own = [fold(block.text) for block in blocks if block.region is Region.HEADER]
    return any(agency_name(site.lexicon, text) or any(sign in text for sign in signs) for text in own)


def _mute(image: Image) -> bool:
    return len(fold(image.alt or image.title).split()) < _LEAST_WORDS


def _entry(site: Site, home: SitePage, entry: HeadEntry) -> _Part:
    lines = tuple(block for block in head_blocks(site, home) if block.region is Region.MAIN)
    found = next((item.link for item in entries_of(site, entry.sections) if _in_head(item.link, lines)), None)
    if found is None and "home" in entry.sections:
        bare = (link for link in home.view.links if link.region is Region.NAV and not link.hidden)
        found = next((link for link in bare if not link.label and leads_home(site, link)), None)
    if found is not None:
        shown = found.name or found.raw
        return _Part(entry.name, site.evidence(home, found.xpath, NAME, excerpt=shown, value=found.url or ""))
    return _Part(entry.name, open=Unknown.UNSEEN if site.menu_by_script or home.view.shell else None)


def _in_head(link: Link, lines: Sequence[Block]) -> bool:
    """Whether a link stands in the head or menu, or in a line that all pages show above their content."""
    if link.region is not Region.MAIN:
        return link.region in HEAD
    return any(link.label in line.text and f"{link.xpath}/".startswith(f"{line.xpath}/") for line in lines)


def _told(site: Site, home: SitePage, parts: Sequence[_Part]) -> Observation:
    proofs = tuple(part.proof for part in parts if part.proof is not None)
    unsure = [part for part in parts if part.proof is None and part.open is not None]
    earned, rest = len(proofs) / len(parts), len(unsure) / len(parts)
    lacking = [part.name for part in parts if part.proof is None and part.open is None]
    doubtful = [part.name for part in unsure]
    vi, en = f"Phần đầu trang có {len(proofs)}/{len(parts)} thành phần", f"{len(proofs)} of {len(parts)} in the head"
    if lacking:
        vi, en = f"{vi}; thiếu: {', '.join(lacking)}", f"{en}; lacking: {', '.join(lacking)}"
    if doubtful:
        vi = f"{vi}; chưa nhìn được trong ảnh hoặc mã lệnh: {', '.join(doubtful)}"
        en = f"{en}; in a picture or behind script, not seen: {', '.join(doubtful)}"
    if any(part.open is Unknown.UNSEEN for part in unsure):
        vi, en = f"{vi}. {SHELL_REASON.vi}", f"{en}. {SHELL_REASON.en}"
    human = all(part.open is Unknown.HUMAN for part in unsure)
    code = "full" if earned == 1 else "some_parts" if proofs else "none"
    return Observation(
        NAME,
        round(earned, 4),
        round(rest, 4),
        code,
        Text2(f"{vi}.".replace("..", "."), f"{en}.".replace("..", ".")),
        proofs,
        trace(site, "", [home.url], []) if earned < 1 else None,
        Unknown.HUMAN if human else Unknown.UNSEEN,
        figures=(("head_parts", float(len(proofs))),),
    )


PROBE = ProbeKind(
    NAME,
    HeadParams,
    run,
    Text2(
        "Biểu trưng, tên đầy đủ của cơ quan và các mục phải có ở đầu trang chủ.",
        "Emblem, the agency's full name and the entries that the head of the home page should have.",
    ),
)
