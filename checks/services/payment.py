"""What a service costs and whether it can be paid online. Circular 32/2017 Art. 5(4): fees "nếu có".

A page that gives all other information and names no fee has none; a fee with no way to pay it online named or reached
for this very service is not payable online. The name of a payment system in the portal's foot is nobody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.services.detail_words import DetailWords, detail_words
from checks.services.details import Details, Given
from checks.services.submission import is_of_service, ways_of
from checks.services.submission_answers import answer_of
from checks.site import Site
from domain.findings import Evidence, Text2
from domain.text import fold
from pages.view import Region

PROBE = "services"
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
    online = _named(details, words) or _reached(site, details, words)
    if online is not None:
        return Payment(fee, True, Text2("nêu cách thanh toán trực tuyến", "online payment is named"), (online,))
    if details.how("pay") is Given.TOLD and _refused(details, words):
        said = Text2("ghi rõ chưa thanh toán trực tuyến được", "it says that there is no online payment")
        return Payment(fee, False, said, (details.values["pay"].evidence,))
    if fee is None:
        return Payment(None, None, Text2("không rõ có phí hay không", "whether there is a fee is not told"), ())
    if not details.whole:
        return Payment(True, None, details.why, ())
    said = Text2(
        "có phí nhưng không nêu cách thanh toán trực tuyến", "a fee is due and no way to pay it online is named"
    )
    return Payment(True, False, said, (details.values["fee"].evidence,))


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
    figures = [token for line in told for token in fold(line).split() if token.strip(".,").isdigit() and int(token) > 0]
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
            if (words.has(words.paid_online, line) or affirmed) and not denied:
                return value.evidence
    return None


def _refused(details: Details, words: DetailWords) -> bool:
    text = details.text("pay")
    return words.says_none(text.splitlines()[0]) or words.has(words.not_online, text)


def _reached(site: Site, details: Details, words: DetailWords) -> Evidence | None:
    """A way to pay that carries this service's code or id, or that its own entry to submission names."""
    if details.page is not None:
        for link, _ in details.links:
            said = link.name
            if link.url and fold(said) in words.pay_button and is_of_service(site, details.entry, link.url):
                return site.evidence(details.page, link.xpath, PROBE, excerpt=said, value=link.url)
    for way in ways_of(site, details.entry).own:
        answer = answer_of(site, details.entry, way)
        page = site.as_page(answer.capture) if answer.held and answer.capture is not None else None
        if page is None or page is details.page:
            continue
        for block in page.view.blocks:
            framed = site.in_template(block.xpath, block.text) or block.in_link
            named = words.has(words.paid_online, block.text) and not words.has(words.not_online, block.text)
            if named and not framed and block.region is Region.MAIN:
                return site.evidence(page, block.xpath, PROBE, excerpt=block.text, value="payment")
    return None
