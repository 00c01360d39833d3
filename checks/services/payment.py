"""What a service costs and whether it can be paid online. Circular 32/2017 Art. 5(4): fees "nếu có".

A page that gives all other information and names no fee has none; a fee with no way to pay it online named or reached
for this very service is not payable online. The name of a payment system in the portal's foot is nobody's.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checks.per_site import once_per_site
from checks.services.detail_words import DetailWords, detail_words
from checks.services.details import Details, Given, details_of
from checks.services.listing import read_listing
from checks.services.submission import is_of_service, ways_of
from checks.services.submission_answers import answer_of
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from domain.text import fold
from pages.view import CONTENT_REGIONS, Block, Region

PROBE = "services"
_LINE_WORDS = 60
_MOST_PAGES = 0.6  # of the services' pages
_PAID_ONLINE = re.compile(
    r" (?:thanh toan|(?:nop|dong|tra) (?:le )?phi)"
    r"(?: (?:phi|le|va|hoac|cac|khoan|tien|thu|tuc|ho|so|nghia|vu|tai|chinh|bang))*"
    r" (?:truc tuyen|qua mang|dien tu|online|tren mang) "
)
_TELLING = ("pay", "fee", "way", "handing", "order")


@dataclass(frozen=True, slots=True)
class Payment:
    """`fee`: whether one is due, None where that is not told. `online`: whether it is payable online, None where that
    could not be seen."""

    fee: bool | None
    online: bool | None
    said: Text2
    evidence: tuple[Evidence, ...]


def payment_of(site: Site, details: Details, *, complete: bool) -> Payment:
    """`complete`: the service's page gives the eleven groups of information."""
    words = detail_words(site.lexicon)
    fee = _fee(details, words, complete=complete)
    if fee is False:
        said = Text2("không thu phí, lệ phí", "no fee is due")
        known = [details.values["fee"].evidence] if "fee" in details.values else [details.place]
        return Payment(False, None, said, tuple(known))
    online = _named(details, words) or _said_beside(site, details, words) or _reached(site, details, words)
    if online is not None:
        return Payment(fee, True, Text2("nêu cách thanh toán trực tuyến", "online payment is named"), (online,))
    if details.how("pay") is Given.TOLD and _refused(details, words):
        said = Text2("ghi rõ chưa thanh toán trực tuyến được", "it says that there is no online payment")
        return Payment(fee, False, said, (details.values["pay"].evidence,))
    if fee is None:
        return Payment(None, None, Text2("không rõ có phí hay không", "whether there is a fee is not told"), ())
    return _unnamed(site, details)


def _unnamed(site: Site, details: Details) -> Payment:
    """A fee is due, and no way to pay it online was seen."""
    if not details.whole:
        return Payment(True, None, details.why, ())
    evidence = (details.values["fee"].evidence,)
    if _may_be_a_step(site, details):
        said = Text2(
            "thanh toán có thể là một bước của biểu mẫu chưa xem được",
            "paying may be a step of its form, which was not seen",
        )
        return Payment(True, None, said, evidence)
    said = Text2(
        "có phí nhưng không nêu cách thanh toán trực tuyến", "a fee is due and no way to pay it online is named"
    )
    return Payment(True, False, said, evidence)


def _fee(details: Details, words: DetailWords, *, complete: bool) -> bool | None:
    how = details.how("fee")
    if how is Given.NONE:
        return False
    if how is Given.TOLD:
        return not _all_free(details.text("fee").splitlines(), words)
    if how is Given.ABSENT and complete and details.how("pay") is not Given.TOLD:
        return False
    return None


def _all_free(lines: Iterable[str], words: DetailWords) -> bool:
    """ "Phí: Không. Lệ phí: Không thu" in one value; any figure but nought is a fee."""
    told = [line for line in lines if line.strip()]
    figures = any(token.isdecimal() and token.strip("0") for line in told for token in fold(line).split())
    return not figures and any(words.says_none(line.partition(":")[2].strip() or line) for line in told)


def _named(details: Details, words: DetailWords) -> Evidence | None:
    """A value of the service's page that names online payment and does not deny it."""
    for field in _TELLING:
        value = details.values.get(field)
        if value is None or details.how(field) is not Given.TOLD:
            continue
        for line in value.plain.splitlines():
            denied = words.has(words.not_online, line)
            affirmed = field == "pay" and fold(line) in ("co", "co ho tro", "ho tro", "truc tuyen", "co thanh toan")
            if (names_online_payment(words, line) or affirmed) and not denied:
                return value.evidence
    return None


def _said_beside(site: Site, details: Details, words: DetailWords) -> Evidence | None:
    """A line of the service's own part that names online payment, wherever it stands; not one of the whole portal."""
    for page, block in _payment_lines(site, details, words):
        if fold(block.text) not in _said_everywhere(site) and not words.has(words.not_online, block.text):
            return site.evidence(page, block.xpath, PROBE, excerpt=block.text, value="payment")
    return None


@once_per_site
def _said_everywhere(site: Site) -> frozenset[str]:
    """Lines on payment that most services' pages have: they tell of the portal."""
    words = detail_words(site.lexicon)
    read = [details for entry in read_listing(site).entries if (details := details_of(site, entry)).page is not None]
    lines = Counter(
        text for each in read for text in {fold(block.text) for _, block in _payment_lines(site, each, words)}
    )
    return frozenset(text for text, count in lines.items() if count > 1 and count >= _MOST_PAGES * len(read))


def _payment_lines(site: Site, details: Details, words: DetailWords) -> list[tuple[SitePage, Block]]:
    pages = dict.fromkeys((*((details.page,) if details.page is not None else ()), *(it.page for it in details.links)))
    return [
        (page, block)
        for page in pages
        for block in page.view.blocks
        if block.region in CONTENT_REGIONS
        and not block.in_link
        and len(block.text.split()) <= _LINE_WORDS
        and names_online_payment(words, block.text)
        and details.holds(site, page, block.xpath)
    ]


def _refused(details: Details, words: DetailWords) -> bool:
    text = details.text("pay")
    return words.says_none(text.splitlines()[0]) or words.has(words.not_online, text)


def _reached(site: Site, details: Details, words: DetailWords) -> Evidence | None:
    """A way to pay that carries this service's code or id, or that its own entry to submission names."""
    for item in details.links:
        link = item.link
        said = link.name
        if link.url and fold(said) in words.pay_button and is_of_service(site, details.entry, link.url):
            return site.evidence(item.page, link.xpath, PROBE, excerpt=said, value=link.url)
    for way in ways_of(site, details.entry).own:
        answer = answer_of(site, details.entry, way)
        page = site.as_page(answer.capture) if answer.held and answer.capture is not None else None
        if page is None or page is details.page:
            continue
        for press in page.view.presses:
            if press.region is Region.MAIN and fold(press.label) in words.pay_button:
                return site.evidence(page, press.xpath, PROBE, excerpt=press.label, value="payment")
        for block in page.view.blocks:
            framed = site.in_template(block.xpath, block.text) or block.in_link
            named = names_online_payment(words, block.text) and not words.has(words.not_online, block.text)
            if named and not framed and block.region is Region.MAIN:
                return site.evidence(page, block.xpath, PROBE, excerpt=block.text, value="payment")
    return None


def _may_be_a_step(site: Site, details: Details) -> bool:
    """Is there an entry to submission of its own that was not seen?"""
    ways = ways_of(site, details.entry)
    return bool(ways.blind) or any(answer_of(site, details.entry, way).held is None for way in ways.own)


def names_online_payment(words: DetailWords, line: str) -> bool:
    """Does a line speak of paying online, by a system's name or in words: "thanh toán phí, lệ phí trực tuyến"?"""
    return words.has(words.paid_online, line) or bool(_PAID_ONLINE.search(f" {fold(line)} "))
