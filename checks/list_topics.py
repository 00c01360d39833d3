"""Whether the items of a list are what its section asks for: on the matter, written documents, this agency's own."""

from checks.attachments import is_file_address
from checks.dead_files import is_dead_file
from checks.entry_files import files_of_item, leads_on
from checks.issuers import numbers_in
from checks.list_item import Item
from checks.list_tables import tells_answer
from checks.lists import article_of, article_words
from checks.own_names import speaks_of_own
from checks.phrases import Phrases, opens
from checks.pictures import own_pictures
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import lines_before_related
from checks.topics import topic_of
from domain.text import fold
from pages.hosts import owner_relation
from pages.view import Region

_ARTICLE_TOPIC = 3.0  # weight of the words of the matter in an item's own page
_AGENCY_WORDS, _ANY_WORD = 2.0, 0.3
_TEXT_WORDS = 30
_SUMMARY_WORDS = 20
_READ = 4000  # characters of an item's own page


def is_on_topic(site: Site, section: str, item: Item, words: Phrases) -> bool:
    """An item's title or cells speak of the matter; else its summary or own page does, by several of its words."""
    if words.found_in(item.shown):
        return True
    text = f"{item.summary}\n{own_text(site, item)}"
    return words.found_in(text) and topic_of(site, section, fold(text)).score >= _ARTICLE_TOPIC


def own_text(site: Site, item: Item) -> str:
    """What an item itself says, where that was read: the page it opens, else its file; "" for neither."""
    page = article_of(site, item)
    said = running_text(site, page) if page is not None else ""
    if len(said.split()) >= _TEXT_WORDS:
        return said
    files = (site.file_page(url) for url in files_of(site, item))
    return next((running_text(site, file) for file in files if file is not None), said)


def files_of(site: Site, item: Item) -> tuple[str, ...]:
    """Addresses of files that an item offers: beside it, as its own address, on its page; dead ones left out."""
    own = (item.url,) if item.url and is_file_address(item.url) else ()
    found = dict.fromkeys((*own, *files_of_item(site, item, article_of(site, item))))
    return tuple(url for url in found if not is_dead_file(site, url))


def running_text(site: Site, page: SitePage) -> str:
    """The running text of an article: without its path, its links, and what its frame adds behind it."""
    blocks = lines_before_related(site, page)
    return "\n".join(block.text for block in blocks if not block.in_link and block.region is not Region.NAV)[:_READ]


def is_written(site: Site, item: Item) -> bool:
    """A written document rather than news of one: a number, a kind of document that begins the title, a file."""
    if item.file_urls or numbers_in(item.title[:80]):
        return True
    if any(cell and site.lexicon.field_named("documents", header) == "number" for header, cell in item.row if header):
        return True
    documents = site.lexicon.words.documents
    kinds = ("v/v", "về việc", *documents.directing, *documents.administrative, *documents.legal)
    return opens(item.title, kinds)


def offers_text(site: Site, item: Item) -> bool | None:
    """Whether an item offers its text or a file; None where its page was not read. A file that is not there, or an
    error page in its place, is none."""
    if files_of(site, item) or _told_in_list(item):
        return True
    page = article_of(site, item)
    if page is None:
        return None if item.url and leads_on(site, item) and not is_dead_file(site, item.url) else False
    if own_pictures(site, page):
        return True
    return article_words(site, page, item.title) >= _TEXT_WORDS


def _told_in_list(item: Item) -> bool:
    """The list itself says what stands behind the title: a summary, an answer in a cell."""
    cells = [cell for _, cell in item.row if fold(cell) != fold(item.title)]
    if tells_answer(item.row):
        return True
    return max((len(fold(text).split()) for text in (item.summary, *cells)), default=0) >= _SUMMARY_WORDS


def is_own_item(site: Site, item: Item) -> bool:
    """An item that opens on the agency's own hosts; one that leads to a newspaper is not the agency's."""
    return item.url is None or owner_relation(item.url, site.target) in ("own", "declared", "same_domain")


def speaks_of_field(site: Site, item: Item) -> bool:
    """Whether an item names the agency or its place, or uses words of the work of agencies: a whole article more than
    one of them ("tổ chức" stands in any)."""
    own = own_text(site, item)
    text = f"{item.text}\n{own}"
    if speaks_of_own(site, text):
        return True
    return topic_of(site, "news", fold(text)).score >= (_AGENCY_WORDS if own else _ANY_WORD)
