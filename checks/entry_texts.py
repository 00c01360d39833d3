"""All that a list's entry says: in the list, on its own page, in its files; and what of that was not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checks.entry_files import files_of_item, leads_on
from checks.file_texts import FileText
from checks.list_item import Item
from checks.lists import article_of
from checks.records import files_read
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import lines_before_related
from domain.findings import Evidence
from domain.text import fold_page
from pages.view import Block

_MOST_CHARACTERS = 80_000


@dataclass(frozen=True, eq=False)
class EntryText:
    """`lines`: the running lines of its own page; `unread`: a page or a file that may say more; `scanned`: its files
    show pictures only."""

    item: Item
    listed: SitePage
    detail: SitePage | None
    lines: tuple[Block, ...]
    texts: tuple[FileText, ...]
    files: tuple[str, ...]
    unread: bool
    scanned: bool

    @cached_property
    def text(self) -> str:
        parts = (self.item.text, *(block.text for block in self.lines), *(text.text for text in self.texts))
        return "\n".join(parts)[:_MOST_CHARACTERS]

    @cached_property
    def told(self) -> str:
        """The same without what the list says beside the title: the day of posting is none of its own."""
        parts = (*(block.text for block in self.lines), *(text.text for text in self.texts))
        return "\n".join(parts)[:_MOST_CHARACTERS]

    @cached_property
    def words(self) -> int:
        """Words of its own page and files, beside what the list says."""
        own = fold_page("\n".join(block.text for block in self.lines)[:_MOST_CHARACTERS])
        return len(own.split()) + sum(text.words for text in self.texts)

    def evidence(self, site: Site, probe: str, excerpt: str, value: str) -> Evidence:
        """Where some words of it stand: on its own page, in a file, else in the list."""
        for block in self.lines if self.detail is not None else ():
            if excerpt and excerpt in block.text and self.detail is not None:
                return site.evidence(self.detail, block.xpath, probe, excerpt=block.text, value=value)
        for text in self.texts:
            for number, page in enumerate(text.pages, 1):
                if excerpt and excerpt in page:
                    return text.evidence(number, probe, excerpt=excerpt, value=value)
        return site.evidence(self.listed, self.item.xpath, probe, excerpt=self.item.title, value=value)


def read_entry(site: Site, item: Item, listed: SitePage) -> EntryText:
    """An entry with its own page and files. A row that opens nothing and has no file is what its page says."""
    detail = article_of(site, item)
    if detail is None and item.url is None and not item.file_urls and item.row:
        detail = listed
    files = files_of_item(site, item, detail if detail is not listed else None)
    texts = files_read(site, item, detail if detail is not listed else None)
    lines = tuple(_running(site, detail)) if detail is not None else ()
    scanned = bool(texts) and all(text.scan for text in texts)
    page_unread = detail is None and item.url is not None and item.url not in files and leads_on(site, item, listed)
    by_script = detail is not None and site.content_by_script(detail)
    unread = page_unread or by_script or (bool(files) and (not texts or scanned))
    return EntryText(item, listed, detail, lines, texts, files, unread, scanned)


def _running(site: Site, page: SitePage) -> Iterator[Block]:
    return (block for block in lines_before_related(site, page) if not block.in_link)
