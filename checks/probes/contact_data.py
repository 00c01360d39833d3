"""Address, telephone, fax and official mail of the portal. Decree 43 Art. 10(1)(l): a share of four.

The clause names fax, so it is a quarter of the row though few still have one (Decree 43 Art. 10(1)(l)).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.absence import absent, trace
from checks.all_candidates import candidates_of
from checks.contacts import ContactField, ContactValue, read_contacts
from checks.observations import NONE, Observation
from checks.own_names import names_own
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from domain.findings import Evidence, Text2
from domain.text import clean, fold
from pages.view import Block, Region

NAME = "contact_data"
_FIELDS = tuple(ContactField)
_NAMES = {
    ContactField.ADDRESS: ("địa chỉ", "address"),
    ContactField.PHONE: ("điện thoại", "telephone"),
    ContactField.FAX: ("fax", "fax"),
    ContactField.MAIL: ("thư điện tử chính thức", "official mail"),
}
_CREDIBLE = 0.85
_LAST_LINES = 12  # of a home page: its foot, where the markup does not show it as such
_LABEL_WORDS = 6
_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class _Place:
    value: ContactValue
    page: SitePage
    xpath: str
    excerpt: str


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    if site.home is None:
        said = Text2("Không đọc được trang chủ.", "The home page could not be read.")
        return Observation(NAME, NONE, 1.0, "unfetched", said)
    home = list(_places(site, site.home))
    contact = [place for page in _contact_pages(site) for place in _places(site, page)]
    shares = {field: _share(site, field, home, contact) for field in _FIELDS}
    earned = round(sum(share for share, _ in shares.values()) / len(_FIELDS), 4)
    evidence = tuple(place for _, place in shares.values() if place is not None)
    if earned == 0:
        return _nothing(site)
    unseen = _unseen_contact_page(site) and earned < 1
    reason = _reason({field: share for field, (share, _) in shares.items()})
    searched = trace(site, "contact", [page.url for page in _contact_pages(site)], []) if earned < 1 else None
    code = "full" if earned == 1 else "some_fields"
    return Observation(NAME, earned, round(1 - earned, 4) if unseen else 0.0, code, reason, evidence, searched)


def _contact_pages(site: Site) -> list[SitePage]:
    pages: dict[str, SitePage] = {}
    for candidate in candidates_of(site, "contact"):
        page = candidate.page_found
        if page is not None and candidate.strength >= _CREDIBLE and page is not site.home:
            pages.setdefault(page.url, page)
    return list(pages.values())[:4]


def _places(site: Site, page: SitePage) -> Iterator[_Place]:
    """Contact values where the portal speaks for itself: the foot and head of a page, a line of the home page that
    gives nothing else, and a contact page's content; never those of the company that made it."""
    whole = page is not site.home
    blocks: Sequence[Block] = (
        site.own_blocks(page) if whole else [block for block in page.view.blocks if not block.hidden]
    )
    for index, block in enumerate(blocks):
        told = _before_company(site, _with_next(blocks[index : index + 2]))
        framed = block.region is not Region.MAIN or site.in_template(block.xpath, block.text)
        if whole or framed or (index >= len(blocks) - _LAST_LINES and _gives_contacts(site, told)):
            for value in read_contacts(told):
                yield _Place(value, page, block.xpath, block.text)


def _before_company(site: Site, text: str) -> str:
    """A line up to where it names the company that made the portal, whose numbers are not the agency's."""
    words = clean(text).split(" ")
    tokens = [(token, place) for place, word in enumerate(words) for token in fold(word).split()]
    joined = f" {' '.join(token for token, _ in tokens)} "
    signs = [f" {fold(sign)} " for sign in site.lexicon.words.agencies.others.get("company", ())]
    first = min((joined.find(sign) for sign in signs if sign in joined), default=-1)
    return text if first < 0 else " ".join(words[: tokens[len(joined[:first].split())][1]])


def _gives_contacts(site: Site, line: str) -> bool:
    """A line that begins with contact data, or names the agency before them; not a sentence of the news that has a
    number in it."""
    found = read_contacts(line)
    before = line[: line.find(found[0].text)] if found else line
    return bool(found) and (len(fold(before).split()) <= _LABEL_WORDS or names_own(site, before[:_LONGEST_NAME]))


def _with_next(blocks: Sequence[Block]) -> str:
    """A label that stands in a cell of its own is read with the cell after it."""
    text = blocks[0].text
    if len(blocks) > 1 and len(text) <= 30 and text.rstrip().endswith((":", "điện thoại", "Fax", "Email", "Địa chỉ")):
        return f"{text} {blocks[1].text}"
    return text


def _share(site: Site, field: ContactField, home: list[_Place], contact: list[_Place]) -> tuple[float, Evidence | None]:
    on_home = [place for place in home if place.value.field is field]
    on_contact = [place for place in contact if place.value.field is field]
    if field is ContactField.MAIL:
        on_home = [place for place in on_home if _official(site, place.value.text)]
        on_contact = [place for place in on_contact if _official(site, place.value.text)]
    if not on_home and not on_contact:
        return 0.0, None
    chosen = (on_home or on_contact)[0]
    evidence = site.evidence(chosen.page, chosen.xpath, NAME, excerpt=chosen.excerpt, value=chosen.value.text)
    return (0.5 if _contradict(field, on_home, on_contact) else 1.0), evidence


def _contradict(field: ContactField, home: list[_Place], contact: list[_Place]) -> bool:
    """Foot and contact page share no value of a kind that has one right value. Addresses are worded too freely."""
    if field is ContactField.ADDRESS or not home or not contact:
        return False
    return not {place.value.key for place in home} & {place.value.key for place in contact}


def _official(site: Site, mail: str) -> bool:
    return not site.lexicon.is_public_mail(mail)


def _unseen_contact_page(site: Site) -> bool:
    return any(
        candidate.strength >= _CREDIBLE and candidate.state in (State.UNFETCHED, State.FAILED, State.SHELL)
        for candidate in candidates_of(site, "contact")
    )


def _reason(shares: dict[ContactField, float]) -> Text2:
    found = [field for field in _FIELDS if shares[field] == 1]
    half = [field for field in _FIELDS if shares[field] == 0.5]
    lacking = [field for field in _FIELDS if shares[field] == 0]
    parts = [("Có", "Given", found), ("hai giá trị trái nhau", "two contradicting values", half)]
    parts.append(("không thấy", "not found", lacking))
    vi = "; ".join(f"{label}: {', '.join(_NAMES[item][0] for item in items)}" for label, _, items in parts if items)
    en = "; ".join(f"{label}: {', '.join(_NAMES[item][1] for item in items)}" for _, label, items in parts if items)
    return Text2(vi + ".", en + ".")


def _nothing(site: Site) -> Observation:
    if _unseen_contact_page(site):
        said = Text2("Có trang liên hệ nhưng chưa xem được.", "There is a contact page, but it was not seen.")
        return Observation(NAME, NONE, 1.0, "unfetched", said)
    said = Text2(
        "Không thấy địa chỉ, điện thoại, fax hay thư điện tử chính thức ở trang chủ và trang liên hệ.",
        "No address, telephone, fax or official mail on the home page or a contact page.",
    )
    return absent(site, NAME, "contact", visited=[page.url for page in _contact_pages(site)], reason=said)


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Địa chỉ, điện thoại, fax, thư điện tử ở trang chủ, chân trang hoặc trang liên hệ.",
        "Address, telephone, fax and mail on the home page, in its foot or on the contact page.",
    ),
)
