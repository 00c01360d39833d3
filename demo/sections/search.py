"""The portal's own search: one that works, one that finds a part, one that never finds, one that wants POST."""

from collections.abc import Mapping

from demo.addresses import ascii_of
from demo.blocks import Block, Facts, Form, FormField, Item, Items, Page, Prose, Story
from demo.portal_data import SearchSection
from demo.site import Site

_MOST = 20


def build_search(site: Site, key: str, section: SearchSection) -> None:
    url = site.section_url(key)

    def answer(question: Mapping[str, str]) -> Page:
        wanted = question.get(section.parameter, "")
        found = _found(site, section, wanted)
        return Page(url, section.title, (search_form(site, key), *_result(wanted, found)), "answer", key)

    site.add(Page(url, section.title, (search_form(site, key),), "text", key, site.trail(key)[:1]))
    if section.mode != "post":
        site.answers[(url, section.parameter)] = answer


def search_form(site: Site, key: str) -> Form:
    """The box itself, for the search page and for the head of every page."""
    section = site.section(key)
    if not isinstance(section, SearchSection):
        raise TypeError(f"{key} is no search section")
    method = "post" if section.mode == "post" else "get"
    return Form(site.section_url(key), (FormField(section.parameter, "Nhập từ khóa", "search"),), method, "Tìm kiếm")


def _result(wanted: str, found: tuple[Item, ...]) -> tuple[Block, ...]:
    if not found:
        return (Prose((f"Không tìm thấy kết quả nào phù hợp với từ khóa “{wanted}”.",)),)
    return (Prose((f"Tìm thấy {len(found)} kết quả cho từ khóa “{wanted}”.",)), Items(found, style="titles"))


def _found(site: Site, section: SearchSection, question: str) -> tuple[Item, ...]:
    wanted = ascii_of(question).split()
    if not wanted or section.mode == "broken":
        return ()
    hits = [
        (page.title, url, page)
        for url, page in site.pages.items()
        if page.kind in ("article", "record", "text") and all(word in _words(page) for word in wanted)
    ]
    if section.mode == "some":
        hits = [hit for hit in hits if len(hit[0]) % 2 == 0]
    hits.sort(key=lambda hit: (hit[2].kind != "article", hit[1]))
    return tuple(Item(title, url, page.day) for title, url, page in hits[:_MOST])


def _words(page: Page) -> str:
    texts = [page.title]
    for block in page.blocks:
        if isinstance(block, Story):
            texts += [block.lead, *block.paragraphs]
        elif isinstance(block, Prose):
            texts += block.paragraphs
        elif isinstance(block, Facts):
            texts += [cell.text for _, cell in block.rows]
    return ascii_of(" ".join(texts))
