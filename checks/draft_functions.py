"""What the page of a draft offers to those who would comment on it: text, deadline, comments, a way to send one, an
address (Decree 43 Art. 10(1)(i)).

A form that every page has, or the portal's general contact form, is not one for the draft.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checks.contacts import ContactField, read_contacts
from checks.entry_files import files_of_item
from checks.file_answers import FileState, file_answer
from checks.file_texts import FileText
from checks.filler import heads_related
from checks.labelled_values import pairs_in
from checks.list_item import Item
from checks.lists import article_of, article_words
from checks.navigation import read_navigation
from checks.phrases import Phrases
from checks.question_pages import takes_question
from checks.records import columns_of, files_read
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.template import Key, text_key
from domain.text import fold
from pages.dates import find_dates
from pages.view import Block, Form, Link

GROUP = "drafts"
FUNCTIONS = ("text", "deadline", "comments", "send", "address")
_FULL_TEXT_WORDS = 150
_LINE_WORDS = 8  # of a line that heads the comments
_LONG_LABEL = 8
_COUNT = re.compile(r"\s*\d+\s*$")
_SOON = re.compile(r"\b\d{1,3} ngay (?:ke )?tu ngay\b")
_MOST_LINES = 150
_ADDRESS_WORDS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """How far a function is there: 1, 0.5, 0; None: not looked at. And where it is seen."""

    worth: float | None = 0.0
    page: SitePage | None = None
    xpath: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft of a list, with its own page and the texts of its files where they were read."""

    item: Item
    listed: SitePage
    detail: SitePage | None
    files: tuple[str, ...]
    texts: tuple[FileText, ...]
    blocks: tuple[Block, ...] = field(default=())  # of its own page, up to the links that the frame adds

    def unread(self, site: Site) -> bool:
        """Its own page was not read."""
        if self.detail is not None:
            return site.content_by_script(self.detail)
        if self.item.url is None or self.item.url in self.files:
            return False
        return state_of(site, self.item.url, self.listed) not in (State.NOWHERE, State.DEAD)


def read_draft(site: Site, item: Item, listed: SitePage) -> Draft:
    detail = article_of(site, item)
    files = files_of_item(site, item, detail)
    frame = _general_keys(site, listed)
    blocks = tuple(_up_to_related(detail, frame)) if detail is not None else ()
    return Draft(item, listed, detail, files, files_read(site, item, detail), blocks)


def _general_keys(site: Site, listed: SitePage) -> frozenset[Key]:
    """What the home page and the list show too: it is not a draft's own."""
    pages = {page.url: page for page in (site.home, listed) if page is not None}
    return frozenset(text_key(block.text, block.xpath) for page in pages.values() for block in page.view.blocks)


def _up_to_related(detail: SitePage, frame: frozenset[Key]) -> Iterator[Block]:
    for block in detail.view.blocks:
        if heads_related(block.text):
            return
        if not block.hidden and text_key(block.text, block.xpath) not in frame:
            yield block


def functions_of(site: Site, draft: Draft, signs: Sequence[str], closed: Sequence[str]) -> dict[str, Found]:
    """What a draft offers of each function. `signs`: words before a deadline in running text. `closed`: words of a
    draft that takes no comments any more."""
    return {
        "text": _text(site, draft),
        "deadline": _deadline(site, draft, Phrases.of(signs)),
        "comments": _comments(site, draft),
        "send": _send(site, draft, Phrases.of(closed)),
        "address": _address(site, draft),
    }


def _text(site: Site, draft: Draft) -> Found:
    answers = [file_answer(site, url) for url in draft.files]
    good = next((answer for answer in answers if answer.state is FileState.GOOD), None)
    if good is not None:
        return Found(1.0, draft.listed, draft.item.xpath, good.url)
    if draft.detail is not None and article_words(site, draft.detail, draft.item.title) >= _FULL_TEXT_WORDS:
        longest = max(draft.blocks, key=lambda block: len(block.text), default=None)
        return Found(1.0, draft.detail, longest.xpath if longest else "/html", longest.text if longest else "")
    return Found(None if any(answer.state is FileState.UNREAD for answer in answers) else 0.0)


def _deadline(site: Site, draft: Draft, signs: Phrases) -> Found:
    """A date under its name, or behind the words that set one; a period counted from a shown day is a date too."""
    for name, (_, cell) in zip(columns_of(site, GROUP, draft.item), draft.item.row, strict=True):
        if name == "deadline" and _is_date(cell, draft):
            return Found(1.0, draft.listed, draft.item.xpath, cell)
    told = pairs_in(site.lexicon, GROUP, (draft.item.summary, draft.item.title)).get("deadline", "")
    if _is_date(told, draft):
        return Found(1.0, draft.listed, draft.item.xpath, told)
    lines = [block.text for block in draft.blocks[:_MOST_LINES]]
    named = pairs_in(site.lexicon, GROUP, lines).get("deadline", "")
    named = named if _is_date(named, draft) else ""
    for block in draft.blocks[:_MOST_LINES]:
        if (named and named in block.text) or _sets_date(block.text, signs):
            return Found(1.0, draft.detail, block.xpath, block.text)
    of_files = (line for text in draft.texts for line in text.text.splitlines()[:_MOST_LINES])
    line = next((line for line in of_files if _sets_date(line, signs)), "")
    return Found(1.0, draft.listed, draft.item.xpath, line) if line else Found()


def _is_date(value: str, draft: Draft) -> bool:
    return bool(find_dates(value)) or bool(draft.item.day and _SOON.search(fold(value)))


def _sets_date(line: str, signs: Phrases) -> bool:
    return bool(find_dates(line)) and signs.found_in(line)


def _comments(site: Site, draft: Draft) -> Found:
    """A place where comments are shown, empty or not: a column that counts them, a heading or link named after them."""
    for name, (_, cell) in zip(columns_of(site, GROUP, draft.item), draft.item.row, strict=True):
        if name == "comments" and cell.strip():
            return Found(1.0, draft.listed, draft.item.xpath, cell)
    if draft.detail is None:
        return Found()
    labels = {fold(entry.label) for form in draft.detail.view.forms for entry in form.fields}
    for block in draft.blocks:
        folded = fold(block.text)
        if len(folded.split()) <= _LINE_WORDS and folded not in labels and _is_named(site, "comments", folded):
            return Found(1.0, draft.detail, block.xpath, block.text)
    return Found()


def _is_named(site: Site, name: str, folded: str) -> bool:
    """A line that is a name of the function, with a count or a few words behind; not one of sending."""
    bare = _COUNT.sub("", folded)
    names = {fold(text) for text in site.lexicon.words.fields[GROUP][name]}
    return bare in names or any(folded.startswith(f"{each} ") for each in names if len(each.split()) > 2)


def _send(site: Site, draft: Draft, closed: Phrases) -> Found:
    """A form on the draft's own page, or a link to one of its own. Nothing is submitted. Once the time is over nobody
    can tell whether there was one."""
    if draft.detail is None:
        return Found()
    form = next((form for form in _own_forms(site, draft) if takes_question(form)), None)
    if form is not None:
        return Found(1.0, draft.detail, form.xpath, form.text)
    tried = [(_target(site, draft, link), link) for link in _send_links(site, draft, draft.detail)]
    for worth, link in tried:
        if worth:
            return Found(1.0, draft.detail, link.xpath, link.label)
    over = any(closed.found_in(block.text) for block in draft.blocks[:_MOST_LINES])
    return Found(None if over or any(worth is None for worth, _ in tried) else 0.0)


def _own_forms(site: Site, draft: Draft) -> Iterator[Form]:
    """The forms that the home page and the list do not have."""
    others = [page for page in (site.home, draft.listed) if page is not None and page is not draft.detail]
    general = {_form_key(form) for page in others for form in page.view.forms}
    yield from (form for form in (draft.detail.view.forms if draft.detail else ()) if _form_key(form) not in general)


def _form_key(form: Form) -> tuple[str | None, tuple[str, ...]]:
    return form.action, tuple(entry.name for entry in form.fields if entry.type != "hidden")


def _send_links(site: Site, draft: Draft, detail: SitePage) -> Iterator[Link]:
    shown = {block.xpath for block in draft.blocks}
    for link in detail.view.links:
        folded = fold(link.name)
        own = link.xpath in shown or not site.in_template(link.xpath, link.label)
        if own and not link.hidden and len(folded.split()) <= _LONG_LABEL and _is_named(site, "send", folded):
            yield link


def _target(site: Site, draft: Draft, link: Link) -> float | None:
    """Whether a link leads to a form for this draft. By script, or to a page that was not read: not known."""
    if link.raw.lower().startswith(("mailto:", "tel:")):
        return 0.0
    if link.url is None:
        return None
    if _is_general(site, link.url):
        return 0.0
    page = site.page(link.url)
    if page is None:
        state = state_of(site, link.url, draft.detail or draft.listed)
        return 0.0 if state in (State.NOWHERE, State.DEAD) else None
    return float(any(takes_question(form) for form in page.view.forms))


def _is_general(site: Site, url: str) -> bool:
    """A page that the menus or the home page lead to: the portal's contact page, its mailbox for questions."""
    links = site.home.view.links if site.home is not None else ()
    return url in read_navigation(site).addresses or any(link.url == url for link in links)


def _address(site: Site, draft: Draft) -> Found:
    """Address and mailbox of the receiving unit, a half each, on the draft's page or in its files."""
    lines = [block.text for block in draft.blocks[:_MOST_LINES]]
    lines += [draft.item.summary, *(line for text in draft.texts for line in text.text.splitlines()[:_MOST_LINES])]
    values = read_contacts("\n".join(lines))
    mail = next(
        (v.text for v in values if v.field is ContactField.MAIL and not site.lexicon.is_public_mail(v.text)), ""
    )
    place = next((v.text for v in values if v.field is ContactField.ADDRESS), "") or _labelled(site, lines)
    told = [value for value in (place, mail) if value]
    if not told:
        return Found()
    block = next((block for block in draft.blocks if any(value in block.text for value in told)), None)
    page, xpath = (draft.detail, block.xpath) if block is not None else (draft.listed, draft.item.xpath)
    return Found(len(told) / 2, page, xpath, "; ".join(told))


def _labelled(site: Site, lines: Sequence[str]) -> str:
    """A unit that is named as the place where comments are received."""
    value = pairs_in(site.lexicon, GROUP, lines).get("address", "")
    told = " ".join(word for word in value.split() if "@" not in word).strip(" -–,;:")
    return told if len(fold(told).split()) >= _ADDRESS_WORDS else ""
