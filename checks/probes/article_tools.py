"""Print and save, offered on each article. Decree 43 Art. 15(1)(c).

What browsers can do by themselves does not count: the clause asks the portal to offer it. Where script adds the
tools, an article that no browser showed leaves the sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.absence import trace
from checks.article_functions import Offer, functions, offered
from checks.articles import Article, Articles, read_articles
from checks.browser_records import shown_page
from checks.observations import NONE, Observation, Unknown
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Miss, Text2

NAME = "article_tools"
_SHOWN = 3
_COMPARED = 12  # other pages whose links tell what is this article's own
_NAMES = {"print": ("in", "print"), "save": ("lưu, gửi", "save")}


@dataclass(frozen=True, slots=True)
class _Function:
    """One function over the sample. `by_script`: only a browser showed it, so articles without one do not count."""

    name: str
    found: tuple[Offer, ...]
    asked: int
    missed: tuple[tuple[Article, str], ...]
    by_script: bool

    @property
    def share(self) -> float:
        return len(self.found) / self.asked


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    articles = read_articles(site)
    if not articles.read or not articles.enough:
        return too_few(NAME, articles)
    told = [_over(site, name, articles.sample) for name in functions()]
    earned = round(sum(each.share for each in told) / len(told), 4)
    evidence = tuple(_evidence(site, each, offer) for each in told for offer in each.found[:_SHOWN])
    looked = [article.page.url for article in articles.sample]
    misses = [_miss(article, label) for each in told for article, label in each.missed[:2]]
    return Observation(
        NAME,
        earned,
        0.0,
        "full" if earned >= 0.9 else "some" if earned else "absent",
        _reason(told),
        evidence,
        trace(site, "print", looked, misses) if earned < 1 else None,
        figures=(("articles", float(len(articles.sample))),),
    )


def too_few(probe: str, articles: Articles) -> Observation:
    """Nothing is said of all articles by one or two of them; where there are none, there is nothing to ask."""
    read, unread = len(articles.read), len(articles.unread)
    if not (read or unread or articles.suspects):
        said = Text2("Không thấy tin, bài nào để xét.", "No items were seen that this could be asked of.")
        return Observation(probe, NONE, 1.0, "no_articles", said, unknown_kind=Unknown.NOTHING)
    reason = Text2(
        f"Chỉ đọc được {read} trong {read + unread} tin, bài đã thấy: chưa đủ để xem.",
        f"Only {read} of the {read + unread} items seen were read: too few to judge.",
    )
    return Observation(probe, NONE, 1.0, "few_articles", reason)


def _over(site: Site, name: str, articles: Sequence[Article]) -> _Function:
    pages = [article.page for article in articles]
    others = ([site.home] if site.home is not None else []) + pages[:_COMPARED]
    plain = {article.page.url: offered(site, article.page, name, others) for article in articles}
    shown = {page.url: _in_browser(site, page, name, others) for page in pages}
    scripted = [url for url, offer in shown.items() if offer is not None and plain[url][0] is None]
    asked = [article for article in articles if not scripted or plain[article.page.url][0] or _was_shown(site, article)]
    found = [offer for article in asked if (offer := plain[article.page.url][0] or shown[article.page.url]) is not None]
    missed = [(article, plain[article.page.url][1]) for article in asked if plain[article.page.url][1]]
    return _Function(name, tuple(found), len(asked), tuple(missed), bool(scripted))


def _was_shown(site: Site, article: Article) -> bool:
    return shown_page(site, article.page) is not None


def _in_browser(site: Site, page: SitePage, name: str, others: Sequence[SitePage]) -> Offer | None:
    shown = shown_page(site, page)
    return offered(site, shown, name, others)[0] if shown is not None and shown is not page else None


def _evidence(site: Site, function: _Function, offer: Offer) -> Evidence:
    return site.evidence(offer.page, offer.xpath, NAME, excerpt=offer.label, value=function.name)


def _miss(article: Article, label: str) -> Miss:
    said = Text2(
        "Dẫn tới một địa chỉ chung của nhiều trang, trang không có, hoặc nơi khác: không phải chức năng của bài này.",
        "Leads to an address that many pages share, to nothing, or elsewhere: no function of this article.",
    )
    return Miss(article.page.url, label[:200], 0.5, said)


def _reason(told: Sequence[_Function]) -> Text2:
    vi = "; ".join(f"{_NAMES[each.name][0]}: {len(each.found)}/{each.asked} bài" for each in told)
    en = "; ".join(f"{_NAMES[each.name][1]}: on {len(each.found)} of {each.asked} articles" for each in told)
    script = any(each.by_script for each in told)
    note = Text2(" (chức năng do script tạo)", " (made by script)") if script else Text2("", "")
    return Text2(f"Chức năng có trên trang bài viết: {vi}{note.vi}.", f"Offered on article pages: {en}{note.en}.")


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Nút hoặc liên kết in, lưu, gửi qua thư trên trang của từng bài viết.",
        "Buttons or links to print, save or mail on each article's page.",
    ),
)
