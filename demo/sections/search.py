"""The portal's own search: one that works, one that finds a part, one that never finds, one that wants POST."""

import re
from collections.abc import Mapping

from demo.blocks import Block, Facts, Form, FormField, Item, Items, Page, People, Prose, Story
from demo.portal_data import SearchSection
from demo.site import Site
from demo.slugs import ascii_of

_MOST = 20
_WORD = re.compile(r"[a-z0-9]+")


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
    phrase = words_of(question)
    if not phrase or section.mode == "broken":
        return ()
    hits = []
    for url, page in site.pages.items():
        title, text = words_of(page.title), _words(page)
        if page.kind != "home" and all(word in text.split() for word in phrase.split()):
            hits.append((phrase not in title, phrase not in text, page.kind == "list", url, page))
    if section.mode == "some":
        hits = [hit for hit in hits if len(hit[4].title) % 2 == 0]
    return tuple(Item(page.title, url, page.day) for *_, url, page in sorted(hits, key=lambda hit: hit[:4])[:_MOST])


def words_of(text: str) -> str:
    """Words without marks and signs: what the portals' own searches compare."""
    return " ".join(_WORD.findall(ascii_of(text)))


def _words(page: Page) -> str:
    texts = [page.title]
    for block in page.blocks:
        if isinstance(block, Story):
            texts += [block.lead, *block.paragraphs]
        elif isinstance(block, Prose):
            texts += [block.heading, *block.paragraphs]
        elif isinstance(block, Facts):
            texts += [cell.text for _, cell in block.rows]
        elif isinstance(block, People):
            texts += [f"{card.name} {card.post} {card.biography} {card.tasks}" for card in block.cards]
    return words_of(" ".join(texts))
