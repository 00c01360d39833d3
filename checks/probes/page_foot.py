"""What the foot of the home page tells: copyright, the unit, who is responsible, address, telephone, mail.

Circular 32/2017 Art. 16(3)(c): a share of the six. Who is responsible is a person or a post, not a body; and a line
that denies responsibility names nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from checks.absence import SHELL_REASON, trace
from checks.contacts import ContactField, ContactValue, is_sample, read_contacts
from checks.home_parts import foot_blocks, own_cores, says_name
from checks.observations import NONE, Observation, Unknown
from checks.people import person_name
from checks.phrases import Phrases
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from domain.text import clean, fold
from pages.view import Block, Region

NAME = "page_foot"
_SIGN = re.compile("[©®]")
_BARE_LABEL = 30  # characters of a line that is only a label
_BARE_WORDS = 2  # behind "responsible" that only go on naming it: "về nội dung"
_BEHIND = 2  # lines behind a line that says "responsible": the person may stand there
_PARTS = re.compile(r"\s*[:;,|()–-]\s*|\s+và\s+|\b(?:ông|bà|đồng chí)\s+", re.IGNORECASE)
_CONTACTS = {
    ContactField.ADDRESS: ("địa chỉ", "address"),
    ContactField.PHONE: ("điện thoại", "telephone"),
    ContactField.MAIL: ("thư điện tử", "mail"),
}


class FootParams(Params):
    """Phrases: `copyright` (statements of it), `responsible` (what stands before the person), `denied` (what turns
    that round), `posts` (posts of persons)."""

    copyright: tuple[str, ...] = Field(min_length=1)
    responsible: tuple[str, ...] = Field(min_length=1)
    denied: tuple[str, ...] = ()
    posts: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Found:
    """One of the six: what it is called, and the line that shows it."""

    name: Text2
    block: Block | None
    value: str = ""


def run(site: Site, params: FootParams, _requirement: Requirement) -> Observation:
    home = site.home
    if home is None:
        return Observation(NAME, NONE, 1.0, "unfetched", Text2("Không đọc được trang chủ.", "No home page was read."))
    blocks = foot_blocks(site, home)
    contacts = [(value, block) for place, block in enumerate(blocks) for value in _contacts(blocks, place)]
    found = [
        _Found(Text2("bản quyền", "copyright"), _copyright(blocks, params)),
        _Found(Text2("tên đơn vị", "unit"), _unit(site, blocks, contacts)),
        _responsible(blocks, params),
        *(_contact(field, contacts) for field in _CONTACTS),
    ]
    return _told(site, home, found)


def _contacts(blocks: Sequence[Block], place: int) -> tuple[ContactValue, ...]:
    """Contact values of a line; a label that stands alone is read with the line behind it."""
    text = blocks[place].text
    if len(text) <= _BARE_LABEL and place + 1 < len(blocks) and not read_contacts(text):
        text = f"{text.rstrip(' :')}: {blocks[place + 1].text}"
    return read_contacts(text)


def _contact(field: ContactField, contacts: Sequence[tuple[ContactValue, Block]]) -> _Found:
    value, block = next(((value, block) for value, block in contacts if value.field is field), (None, None))
    return _Found(Text2(*_CONTACTS[field]), block, value.text if value else "")


def _copyright(blocks: Sequence[Block], params: FootParams) -> Block | None:
    phrases = Phrases.of(params.copyright)
    real = (block for block in blocks if not is_sample(block.text))
    return next((block for block in real if _SIGN.search(block.text) or phrases.found_in(block.text)), None)


def _unit(site: Site, blocks: Sequence[Block], contacts: Sequence[tuple[ContactValue, Block]]) -> Block | None:
    """The line that names the unit; the place names inside an address do not."""
    cores = own_cores(site)
    addresses = [value.text for value, _ in contacts if value.field is ContactField.ADDRESS]
    for block in blocks:
        text = clean(block.text)
        for address in addresses:
            text = text.replace(address, " ")
        if says_name(text, cores):
            return block
    return None


def _responsible(blocks: Sequence[Block], params: FootParams) -> _Found:
    name = Text2("người chịu trách nhiệm", "responsible person")
    for place, block in enumerate(blocks):
        behind = _behind(block.text, params)
        if behind is None:
            continue
        following = " , ".join((behind, *(other.text for other in blocks[place + 1 : place + 1 + _BEHIND])))
        near = following if len(fold(behind).split()) <= _BARE_WORDS else behind
        person = next((part for part in _PARTS.split(clean(near)) if _is_person(part, params)), "")
        if person or _named_post(block.text, params):
            return _Found(name, block, person or block.text)
    return _Found(name, None)


def _behind(text: str, params: FootParams) -> str | None:
    """What follows the words that say "responsible"; None where they are not there or are denied."""
    written = clean(text)
    lowered = written.lower()
    for phrase in params.responsible:
        at = lowered.find(phrase.lower())
        if at < 0:
            continue
        before = fold(lowered[:at])
        if any(before.endswith(fold(word)) for word in params.denied):
            continue
        return written[at + len(phrase) :]
    return None


def _is_person(part: str, params: FootParams) -> bool:
    """A person's name, or a text that begins with a post."""
    folded = f"{fold(part)} "
    return bool(person_name(part)) or any(folded.startswith(f"{fold(post)} ") for post in params.posts)


def _named_post(text: str, params: FootParams) -> bool:
    """The phrase found is itself a post: "Trưởng Ban biên tập"."""
    folded = f" {fold(text)} "
    posts = {fold(post) for post in params.posts}
    return any(fold(phrase) in posts and f" {fold(phrase)} " in folded for phrase in params.responsible)


def _told(site: Site, home: SitePage, found: Sequence[_Found]) -> Observation:
    proofs = tuple(_proof(site, home, item) for item in found if item.block is not None)
    lacking = [item.name for item in found if item.block is None]
    earned = len(proofs) / len(found)
    seen = _seen(site, home)
    vi, en = f"Chân trang có {len(proofs)}/{len(found)} thông tin", f"{len(proofs)} of {len(found)} in the foot"
    if lacking:
        vi = f"{vi}; không thấy: {', '.join(name.vi for name in lacking)}"
        en = f"{en}; not seen: {', '.join(name.en for name in lacking)}"
    if seen is Unknown.UNSEEN:
        vi, en = f"{vi}. {SHELL_REASON.vi}", f"{en}. {SHELL_REASON.en}"
    elif seen is Unknown.HUMAN:
        vi, en = f"{vi}. Chân trang là ảnh, cần người xem.", f"{en}. The foot is a picture: for a person to see."
    code = "full" if not lacking else "some_fields" if proofs else "none"
    rest = round(1 - earned, 4) if lacking and seen is not None else 0.0
    return Observation(
        NAME,
        round(earned, 4),
        rest,
        code,
        Text2(f"{vi.rstrip('.')}.", f"{en.rstrip('.')}."),
        proofs,
        trace(site, "", [home.url], []) if lacking else None,
        seen or Unknown.UNSEEN,
        figures=(("foot_fields", float(len(proofs))),),
    )


def _seen(site: Site, home: SitePage) -> Unknown | None:
    """Why something of the foot may be there though no text tells it; None where the text is all there is."""
    if home.view.shell or site.content_by_script(home):
        return Unknown.UNSEEN
    pictured = any(image.region is Region.FOOTER for image in home.view.images)
    worded = any(block.region is Region.FOOTER and not block.in_link for block in home.view.blocks)
    return Unknown.HUMAN if pictured and not worded else None


def _proof(site: Site, home: SitePage, item: _Found) -> Evidence:
    block = item.block
    shown = block.text if block else ""
    return site.evidence(home, block.xpath if block else "/html", NAME, excerpt=shown, value=item.value or shown)


PROBE = ProbeKind(
    NAME,
    FootParams,
    run,
    Text2(
        "Bản quyền, tên đơn vị, người chịu trách nhiệm, địa chỉ, điện thoại, thư điện tử ở chân trang chủ.",
        "Copyright, unit, responsible person, address, telephone and mail in the foot of the home page.",
    ),
)
